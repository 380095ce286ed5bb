"""What everybody in the room sees: the lists written there, and whether there is anything new."""

from django.db.models import Q

from roth.accounts.models import User
from roth.domain import conference
from roth.domain.access import Role
from roth.domain.in_the_room import summary_of_dissent
from roth.meetings.models import DissentingView, Invitation, Meeting, MeetingAction, OptionConsidered
from roth.meetings.selectors.finding import visible_to
from roth.people.models import YoungPerson


def shown_to(user: User, ref: str) -> int | None:
    """How much has been shown so far of the meeting that this user may watch; None for nobody's. One statement.

    Asked every two seconds by everybody who watches, so it opens no record and writes no trail: what changed is read
    through the door, which does both.
    """
    there = Q(
        invitations__user=user,
        invitations__withdrawn_on__isnull=True,
        invitations__attendance__in=conference.MAY_COME,
    )
    found = visible_to(user).filter(episode__young_person=YoungPerson.key_of(ref))
    if not user.standing.roles - {Role.PARTNER}:
        found = found.filter(there)
    return found.order_by("-pk").values_list("shown", flat=True).first()


def options_of(meeting: Meeting) -> list[OptionConsidered]:
    """The options in the order in which they were said."""
    return list(meeting.options.select_related("context"))


def actions_of(meeting: Meeting) -> list[MeetingAction]:
    """The actions of the meeting, each with its agency and context."""
    return list(meeting.meeting_actions.select_related("context", "agency"))


def dissents_of(meeting: Meeting) -> list[DissentingView]:
    """Who disagrees, in their words."""
    return list(meeting.dissents.select_related("agency"))


def dissent_in_words(meeting: Meeting) -> str:
    """Everything that was said against it, as the record has it; empty when nobody disagreed."""
    return summary_of_dissent(
        (each.name, each.agency.name if each.agency else "", each.words) for each in dissents_of(meeting)
    )


def may_watch(one: Invitation) -> bool:
    """Is somebody there, or still expected? Whoever sent apologies does not watch."""
    return one.attendance in conference.MAY_COME
