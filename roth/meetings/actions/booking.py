"""Asking for a conference, and saying when, where and with which chair."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from roth.accounts.models import User
from roth.audit.kinds import Kind
from roth.domain.access import Permission
from roth.domain.errors import NotPossible
from roth.meetings import checks
from roth.meetings.actions.common import audit, still_open
from roth.meetings.models import Meeting
from roth.meetings.telling import tell_of_booking
from roth.pathway.models import Episode
from roth.people.access import require


@transaction.atomic
def ask_for_conference(
    *, by: User, episode: Episode, on: date, permission: Permission = Permission.PATHWAY_DECIDE
) -> Meeting:
    """Ask the conference service for a conference, when the pathway is decided."""
    young_person = episode.young_person
    require(by, young_person, permission)
    Episode.objects.select_for_update(of=("self",)).get(pk=episode.pk)
    if episode.meetings.exclude(status="held").exists():
        raise NotPossible("A conference is asked for already.")
    meeting = Meeting(episode=episode, status="asked_for", asked_for_on=on)
    meeting.save(force_insert=True)
    audit(Kind.MEETING_ASKED_FOR, by, meeting, after={"asked_for_on": on})
    return meeting


@transaction.atomic
def book_conference(
    *,
    by: User,
    meeting: Meeting,
    scheduled_at: datetime,
    mode: str,
    place: str,
    chair: User,
    young_persons_preferences: str,
    late_reason: str = "",
    late_words: str = "",
    version: int | None = None,
) -> Meeting:
    """Say when, where and with which chair; or change that, until the conference is held. Everybody asked is told."""
    meeting = still_open(meeting)
    young_person = meeting.episode.young_person
    require(by, young_person, Permission.MEETING_BOOK)
    limit_on = checks.last_day(meeting.episode)
    checks.refuse_booking(meeting, scheduled_at, limit_on, late_reason, chair)
    late = limit_on is not None and timezone.localdate(scheduled_at) > limit_on
    values = {
        "scheduled_at": scheduled_at,
        "mode": mode,
        "place": place,
        "chair": chair,
        "young_persons_preferences": young_persons_preferences,
        "late_reason": late_reason if late else "",
        "late_words": late_words if late else "",
    }
    before = meeting.save_over(version, {**values, "status": "booked"})
    tell_of_booking(meeting, before)
    audit(Kind.MEETING_BOOKED, by, meeting, before=before, after=values)
    return meeting
