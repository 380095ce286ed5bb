"""Named reads about dissent and complaints. Each starts from a young person whose record came through the door."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from roth.accounts.models import User
from roth.disagreements.models import Complaint, Dissent, Move
from roth.domain.errors import NotPossible
from roth.meetings.models import DissentingView, Meeting
from roth.meetings.selectors import only_invited
from roth.people.models import YoungPerson
from roth.timetable.selectors import timetable


def newest_held(user: User, young_person: YoungPerson) -> Meeting | None:
    """The newest conference that was held; for somebody who is only invited, of those they are invited to."""
    found = Meeting.objects.filter(episode__young_person=young_person, status="held")
    if only_invited(young_person):
        found = found.filter(invitations__user=user, invitations__withdrawn_on__isnull=True)
    meeting = found.select_related("episode", "chair").order_by("-held_on", "-pk").first()
    if meeting is not None:
        meeting.episode.young_person = young_person
    return meeting


def dissents_for(user: User, young_person: YoungPerson) -> QuerySet[Dissent]:
    """Dissent about this young person's conferences; for somebody who is only invited, their own."""
    found = Dissent.objects.filter(meeting__episode__young_person=young_person)
    if only_invited(young_person):
        found = found.filter(raised_by=user) | found.filter(view__invitation__user=user)
    return found.select_related("agency", "meeting__episode", "view__invitation").order_by("-pk")


def complaints_of(young_person: YoungPerson) -> QuerySet[Complaint]:
    """Complaints about this young person's conferences."""
    found = Complaint.objects.filter(meeting__episode__young_person=young_person)
    return found.select_related("meeting__episode").order_by("-pk")


def not_taken_further(user: User, meeting: Meeting) -> list[DissentingView]:
    """What was said against it in the room, and nobody has taken further yet; a partner sees their own."""
    found = meeting.dissents.filter(taken_further__isnull=True).select_related("agency")
    if only_invited(meeting.episode.young_person):
        found = found.filter(invitation__user=user)
    return list(found)


def is_taken_further(view: DissentingView) -> bool:
    """Has somebody taken these words further already?"""
    return Dissent.objects.filter(view=view).exists()


def moves_of(one: Dissent | Complaint) -> list[Move]:
    """Every step that was taken with it, in order."""
    return list(one.moves.select_related("by"))


def is_theirs(user: User, dissent: Dissent) -> bool:
    """Is this the user's own dissent?"""
    view = dissent.view
    mine = view is not None and view.invitation is not None and view.invitation.user_id == user.pk
    return mine or dissent.raised_by_id == user.pk


def last_day_to_complain(meeting: Meeting) -> date | None:
    """T29, counted from the day of the conference."""
    if meeting.held_on is None:
        return None
    try:
        return timetable(meeting.episode.young_person.site_id).deadline("T29", meeting.held_on).limit_on
    except NotPossible:
        return None


def names_in(people: Iterable[str]) -> frozenset[str]:
    """Names as they are compared."""
    return frozenset(name.strip().casefold() for name in people if name.strip())


def had_a_part(meeting: Meeting, name: str) -> bool:
    """Was somebody of this name the chair, or asked to the conference?"""
    asked = meeting.invitations.values_list("name", flat=True)
    chair = [meeting.chair.name] if meeting.chair else []
    return name.strip().casefold() in names_in([*asked, *chair])
