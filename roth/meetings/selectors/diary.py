"""Who is where at an hour: the chair's diary, everybody else's, the rooms, and families who must not meet (R09).

These reads look past what the reader may open, because a room is taken whoever took it. What a person is told of them
is in `domain.meetings`, and discloses nothing.
"""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from roth.accounts.models import User
from roth.domain.errors import NotVisible
from roth.domain.meetings import Slot, too_near
from roth.meetings.models import Invitation, KeptApart, Meeting
from roth.people.access import visible_to
from roth.people.models import YoungPerson

_NEAR = timedelta(hours=12)  # no meeting and no margin is longer, so that this window holds everything that could clash
_STAYS_AWAY = ("declined", "apology_no_input", "report_only")


def around(slot: Slot, but: Meeting | None = None) -> list[Meeting]:
    """Every booked meeting of any site near these hours."""
    found = Meeting.objects.filter(
        status="booked", scheduled_at__gt=slot.start - _NEAR, scheduled_at__lt=slot.end + _NEAR
    ).select_related("episode__young_person")
    return list(found.exclude(pk=but.pk) if but is not None else found)


def at_the_hour(slot: Slot, meetings: Iterable[Meeting]) -> list[Meeting]:
    """Those of the meetings whose hours overlap these."""
    return [each for each in meetings if each.slot and each.slot.overlaps(slot)]


def room_taken(slot: Slot, meetings: Iterable[Meeting], site: int) -> Meeting | None:
    """A meeting of the site in the same room at that hour."""
    return next(
        (
            each
            for each in at_the_hour(slot, meetings)
            if each.episode.young_person.site_id == site and each.slot and each.slot.same_place(slot)
        ),
        None,
    )


def too_near_for(young_person: YoungPerson, slot: Slot, meetings: Iterable[Meeting]) -> list[Meeting]:
    """Meetings about young people who must be kept apart from this one, too near in hour or place."""
    partners = apart_from(young_person)
    return [
        each
        for each in meetings
        if each.episode.young_person_id in partners and each.slot and too_near(slot, each.slot)
    ]


def busy(meetings: Iterable[Meeting], users: Iterable[int], emails: Iterable[str]) -> set[int | str]:
    """Which of these people chair one of the meetings, or are asked to one and have not said that they stay away.

    Users by their keys, guests by their addresses in lower case.
    """
    users, emails = set(users), {email.casefold() for email in emails if email}
    meetings = list(meetings)
    found: set[int | str] = {each.chair_id for each in meetings if each.chair_id in users}
    asked = Invitation.objects.filter(
        Q(user__in=users) | Q(email__in=emails), meeting__in=meetings, withdrawn_on__isnull=True
    ).exclude(attendance__in=_STAYS_AWAY)
    for user, email in asked.values_list("user", "email"):
        found |= {user} if user in users else {email.casefold()} & emails
    return found


def chair_diary(chair: User, reader: User) -> list[tuple[Slot, Meeting | None]]:
    """When a chair is taken from now on, the next first; the meeting itself only where the reader may open it."""
    mine = Meeting.objects.filter(chair=chair, status="booked", scheduled_at__gte=timezone.now() - _NEAR)
    seen = set(mine.filter(episode__young_person__in=visible_to(reader)).values_list("pk", flat=True))
    rows = mine.select_related("episode__young_person").order_by("scheduled_at")[:50]
    return [(each.slot, each if each.pk in seen else None) for each in rows if each.slot]


# --- Kept apart -------------------------------------------------------------------------------------------------------
def live_apart(young_person: YoungPerson) -> QuerySet[KeptApart]:
    """Every record, still in force, that this young person must not meet another."""
    return KeptApart.objects.filter(
        Q(first=young_person) | Q(second=young_person), ended_on__isnull=True, starts_on__lte=timezone.localdate()
    )


def apart_from(young_person: YoungPerson) -> set[int]:
    """The keys of the young people whom this one must not meet."""
    pairs = live_apart(young_person).values_list("first", "second")
    return {key for pair in pairs for key in pair} - {young_person.pk}


def people_apart_from(young_person: YoungPerson) -> list[YoungPerson]:
    """The young people whom this one must not meet, for a check that discloses nothing of them."""
    return list(YoungPerson.objects.filter(pk__in=apart_from(young_person)))


def known_by_reference(user: User, ref: str) -> YoungPerson | None:
    """The young person behind a reference that somebody typed, if the user may open the record; else None."""
    try:
        return visible_to(user).filter(pk=YoungPerson.key_of(ref)).select_related("site").first()
    except NotVisible:
        return None


def apart_seen_by(user: User, young_person: YoungPerson) -> list[KeptApart]:
    """The records of a young person whose other end the user may open too; of the others there is no trace (R03)."""
    seen = visible_to(user)
    found = KeptApart.objects.filter(
        Q(first=young_person, second__in=seen) | Q(second=young_person, first__in=seen), ended_on__isnull=True
    )
    return list(found.select_related("first", "second", "by"))
