"""Who is asked to a conference, and who may be."""

from collections.abc import Sequence

from django.db.models import F, Q, QuerySet, Sum

from roth.accounts.models import Agency, Membership, User
from roth.domain.access import Role
from roth.domain.conference import Invitee
from roth.domain.errors import NotVisible
from roth.meetings.models import Invitation, Meeting
from roth.people.models import YoungPerson

# An invitation that stays in the record of its meeting: one that stands, or one whose access ended after they came.
STAYS = Q(withdrawn_on__isnull=True) | (Q(withdrawn_on__gte=F("meeting__held_on")) & ~Q(attendance="invited"))


def attendance(meeting: Meeting) -> list[Invitation]:
    """Everybody who is asked to the conference, each with `contexts`, the keys of what they can change: one query.

    Ending somebody's access later does not take them out of the record.
    """
    return with_contexts(meeting.invitations.filter(STAYS).select_related("agency", "user"))


def with_contexts(invitations: QuerySet[Invitation]) -> list[Invitation]:
    """Each of these with `contexts`, the keys of what they can change: one query, in the order they were asked."""
    people: dict[int, Invitation] = {}
    for row in invitations.annotate(can_change=F("can_influence")).order_by("pk", "can_change"):
        one = people.setdefault(row.pk, row)
        one.contexts = getattr(one, "contexts", frozenset()) | {row.can_change} - {None}  # type: ignore[attr-defined]
    return list(people.values())


def invitation_of(user: User, meeting: Meeting) -> Invitation:
    """The user's own invitation. Raises NotVisible where they have none."""
    found = meeting.invitations.filter(user=user, withdrawn_on__isnull=True).select_related("agency").first()
    if found is None:
        raise NotVisible
    return found


def person_asked(meeting: Meeting, key: int) -> Invitation | None:
    """Somebody who is asked to this meeting, with their agency."""
    return meeting.invitations.filter(pk=key, withdrawn_on__isnull=True).select_related("agency").first()


def attendance_version(meeting: Meeting) -> int:
    """A number that every change to any invitation raises, so that two people who record who came see each other."""
    return meeting.invitations.aggregate(total=Sum("version"))["total"] or 0


def invitees(people: Sequence[Invitation]) -> list[Invitee]:
    """Invitations as facts. They come from `attendance`, with agencies and contexts at hand."""
    return [
        Invitee(
            key=one.pk,
            name=one.name,
            role=one.role,
            agency=one.agency_id,
            agency_kind=one.agency.kind if one.agency else "",
            attendance=one.attendance,
            can_influence=one.contexts,  # type: ignore[attr-defined]
            view_on_harm=one.view_on_harm,
            view_on_plan=one.view_on_plan,
            gave_report=one.report_supplied,
        )
        for one in people
    ]


# --- Who may be invited -----------------------------------------------------------------------------------------------
def agencies_of(young_person: YoungPerson) -> list[Agency]:
    """The agencies of the young person's site."""
    return list(Agency.objects.filter(site=young_person.site_id))


def people_of(young_person: YoungPerson) -> list[Membership]:
    """Users of the site who may be invited, each once, with the agency they would come for."""
    current = Membership.objects.current().filter(site=young_person.site_id, user__is_active=True)
    first: dict[int, Membership] = {}
    for each in current.select_related("user", "agency").order_by("user__name", "pk"):
        first.setdefault(each.user_id, each)
    return list(first.values())


def membership_of(user: User, young_person: YoungPerson) -> Membership | None:
    """What a user is at the young person's site today, the first of it."""
    return Membership.objects.current().filter(user=user, site=young_person.site_id).first()


def is_a_user(email: str) -> bool:
    """Does somebody with this address sign in here?"""
    return User.objects.filter(email__iexact=email).exists()


def coordinators_of(young_person: YoungPerson) -> list[User]:
    """The conference coordinators of the young person's site."""
    current = Membership.objects.current().filter(
        site=young_person.site_id, role=Role.CONFERENCE_COORDINATOR.value, user__is_active=True
    )
    return list(User.objects.filter(pk__in=current.values("user")))


def managers_of(young_person: YoungPerson) -> list[Membership]:
    """Managers of the team that holds the record, or of any team of the site while none does."""
    found = Membership.objects.current().filter(
        site=young_person.site_id, role=Role.TEAM_MANAGER.value, user__is_active=True
    )
    if young_person.team_id is not None:
        found = found.filter(team=young_person.team_id)
    return list(found.select_related("user").order_by("user__name", "pk"))
