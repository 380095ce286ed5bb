"""Which conferences a user may know of, and the one of a young person."""

from django.db.models import F, Q, QuerySet, Subquery
from django.utils import timezone

from roth.accounts.models import User
from roth.domain.access import Permission, Role
from roth.meetings.models import Invitation, Meeting
from roth.pathway.models import Episode
from roth.people import access as people_access
from roth.people.access import Reader
from roth.people.models import YoungPerson
from roth.people.selectors import Head, allocations_on

OPEN = ("asked_for", "booked")
# Roles that see a conference only through an invitation of their own.
_BY_INVITATION = frozenset({Role.PARTNER})


def visible_to(user: User | Reader) -> QuerySet[Meeting]:
    """Every conference this user may know of: their young people's, and for a partner those they are invited to while
    the episode is open (`meeting_numbered` opens no other)."""
    reader = Reader.of(user)
    sites = {place.site_id for place in reader.standing.places if place.role not in _BY_INVITATION}
    theirs = Invitation.objects.filter(user=reader.key, withdrawn_on__isnull=True)
    invited = Q(pk__in=theirs.values("meeting"), episode__closed_on__isnull=True)
    return Meeting.objects.filter(
        invited | Q(episode__young_person__site__in=sites),
        episode__young_person__in=people_access.visible_to(reader),
    )


def listed_for(user: User | Reader) -> QuerySet[Meeting]:
    """The same, with what a list of meetings says."""
    return visible_to(user).select_related("chair", "episode__young_person__site")


def chairs_of(meetings: QuerySet[Meeting]) -> list[tuple[int, str]]:
    """Who chairs any of these, by name."""
    named = meetings.filter(chair__isnull=False).order_by("chair__name", "chair").values_list("chair", "chair__name")
    return list(named.distinct())


def narrowed(meetings: QuerySet[Meeting], *, kind: str = "", chair: str = "") -> QuerySet[Meeting]:
    """Those of this kind, and of this chair; whichever is empty leaves all."""
    wanted = {name: value for name, value in (("kind", kind), ("chair", chair)) if value}
    return meetings.filter(**wanted)


def upcoming(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Those still to be held: those without a day yet first, for somebody has to book them, then the next one."""
    return meetings.filter(status__in=OPEN).order_by(F("scheduled_at").asc(nulls_first=True), "pk")


def held(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Those that were held, the newest first."""
    return meetings.filter(status="held").order_by("-held_on", "-pk")


def called_off(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Those that were called off, the newest first."""
    return meetings.filter(status="cancelled").order_by("-pk")


def current_meeting(episode: Episode) -> Meeting | None:
    """The conference to be held, else the newest that was."""
    return (
        Meeting.objects.filter(episode=episode)
        .exclude(status="cancelled")
        .select_related("chair", "episode")
        .order_by("-pk")
        .first()
    )


def meeting_for(user: User, young_person: YoungPerson) -> Meeting | None:
    """The conference of the current episode. Somebody who is only invited gets the one that they are invited to."""
    episodes = Episode.objects.filter(young_person=young_person)
    current = episodes.order_by(F("closed_on").desc(nulls_first=True), "-pk").values("pk")[:1]
    found = (
        Meeting.objects.filter(episode=Subquery(current)).exclude(status="cancelled").select_related("chair", "episode")
    )
    if only_invited(young_person):
        theirs = Invitation.objects.filter(user=user, withdrawn_on__isnull=True).values("meeting")
        found = found.filter(pk__in=theirs, episode__closed_on__isnull=True)
    worker = allocations_on(timezone.localdate()).filter(young_person=young_person).values("worker__name")[:1]
    meeting = found.annotate(worker_name=Subquery(worker)).order_by("-pk").first()
    if meeting is not None:
        meeting.episode.young_person = young_person
    return meeting


def head_of(meeting: Meeting) -> Head | None:
    """What stands at the head of the record, where the meeting was read with it: the page need not ask again."""
    if not hasattr(meeting, "worker_name"):
        return None
    return Head(meeting.worker_name or "", meeting.episode.stage, meeting.episode.pathway)


def meetings_of(user: User, young_person: YoungPerson) -> QuerySet[Meeting]:
    """Every meeting of a young person that came through the door, the newest first; of somebody who is only invited,
    theirs."""
    found = Meeting.objects.filter(episode__young_person=young_person).select_related("chair", "episode")
    if only_invited(young_person):
        theirs = Invitation.objects.filter(user=user, withdrawn_on__isnull=True).values("meeting")
        found = found.filter(pk__in=theirs, episode__closed_on__isnull=True)
    return found.order_by("-pk")


def _stand() -> QuerySet[Meeting]:
    """Meetings that were not called off."""
    return Meeting.objects.exclude(status="cancelled").select_related("chair", "episode")


def only_invited(young_person: YoungPerson) -> bool:
    """Is an invitation all that ties the reader to a record that came through the door?"""
    return not people_access.may(young_person, Permission.RECORD_VIEW)
