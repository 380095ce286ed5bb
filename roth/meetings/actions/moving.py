"""A conference that was booked moves to another hour (C16), is cancelled, or is asked for again."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from roth.accounts.models import User
from roth.audit.kinds import Kind
from roth.domain.access import Permission
from roth.domain.clock_events import Event
from roth.domain.errors import NotPossible
from roth.domain.meetings import kind_of
from roth.finding.models import Entry
from roth.meetings import checks, selectors
from roth.meetings.actions import onward
from roth.meetings.actions.booking import arranged, put_in_the_diary
from roth.meetings.actions.common import audit, still_open
from roth.meetings.models import Invitation, Meeting, Rearrangement
from roth.meetings.telling import tell_of_cancellation
from roth.pathway import clocks
from roth.people.access import require


@transaction.atomic
def rearrange_conference(
    *,
    by: User,
    meeting: Meeting,
    scheduled_at: datetime,
    reason: str,
    interim_safety: str,
    words: str = "",
    ends_at: datetime | None = None,
    mode: str = "",
    place: str = "",
    chair: User | None = None,
    signed_off_by: User | None = None,
    signed_off_words: str = "",
    despite_clash: bool = False,
    version: int | None = None,
) -> Meeting:
    """Move a booked conference, with why, what keeps the young person safe meanwhile, and who agreed if it is late. The
    clock keeps running; everybody asked is told, and asked anew whether they come."""
    meeting = still_open(meeting, booked=True)
    require(by, meeting.episode.young_person, Permission.MEETING_BOOK)
    mode, place, chair = mode or meeting.mode, place or meeting.place, chair or meeting.chair
    if chair is None or meeting.scheduled_at is None:
        raise NotPossible("The conference is not moved yet.", (("chair", "Choose who chairs"),))
    slot = checks.slot_of(scheduled_at, ends_at, mode, place)
    limit_on = checks.last_day(meeting.episode, meeting.kind)
    checks.refuse_move(meeting, slot, limit_on, interim_safety, signed_off_by, signed_off_words)
    checks.refuse_booking(by, meeting, slot, limit_on=limit_on, late_reason=reason, chair=chair, despite=despite_clash)
    why = {"reason": reason, "interim_safety": interim_safety, "signed_off_by": signed_off_by}
    move = Rearrangement(
        **{**why, "words": words, "signed_off_words": signed_off_words},
        **{"meeting": meeting, "from_at": meeting.scheduled_at, "to_at": scheduled_at, "at": timezone.now(), "by": by},
    )
    move.save(force_insert=True)
    onward.move(by, meeting, slot, limit_on, move)
    answered = meeting.invitations.filter(withdrawn_on__isnull=True).exclude(answer="")
    answered.update(answer="", answered_at=None, attendance="invited")
    values = {**arranged(slot, mode, place, chair), **checks.lateness(slot, limit_on, reason, words)}
    return put_in_the_diary(by, meeting, values, version, Kind.MEETING_REARRANGED, **why)


@transaction.atomic
def cancel_conference(*, by: User, meeting: Meeting, on: date, because: str) -> Meeting:
    """Call a meeting off. One that has to be held is asked for again at once, with the same people."""
    meeting = still_open(meeting)
    require(by, meeting.episode.young_person, Permission.MEETING_BOOK)
    if not because.strip():
        raise NotPossible("The conference is not cancelled yet.", (("because", "Say why it is cancelled"),))
    was_booked = meeting.status == "booked"
    values = {
        "status": "cancelled",
        "cancelled_on": on,
        "cancelled_because": because.strip(),
        "calendar_sequence": meeting.calendar_sequence + 1,
    }
    before = meeting.save_over(None, values)
    if was_booked:
        tell_of_cancellation(meeting)
    if was_booked:
        clocks.over(meeting.episode, meeting.kind, "the meeting was cancelled")
    if meeting.kind == "interim_review":
        clocks.happened(meeting.episode, Event.INTERIM_CALLED_OFF, on)
    if kind_of(meeting.kind).must_be_held:
        ask_again(meeting, on)
    audit(Kind.MEETING_CANCELLED, by, meeting, before=before, after=values)
    return meeting


def ask_again(meeting: Meeting, on: date) -> Meeting:
    """The same meeting, asked for anew with the same people. Part of an action that says why."""
    again = Meeting(
        episode=meeting.episode,
        kind=meeting.kind,
        status="asked_for",
        asked_for_on=on,
        early_asked_by=meeting.early_asked_by,
        early_reason=meeting.early_reason,
        early_agreed_by=meeting.early_agreed_by,
        early_agreed_on=meeting.early_agreed_on,
        young_persons_preferences=meeting.young_persons_preferences,
    )
    again.save(force_insert=True)
    Entry.write(again)
    for one in selectors.attendance(meeting):
        copy = Invitation(
            meeting=again,
            agency=one.agency,
            user=one.user,
            name=one.name,
            email=one.email,
            role=one.role,
            asked_to_bring=one.asked_to_bring,
        )
        copy.save(force_insert=True)
        copy.can_influence.set(one.contexts)  # type: ignore[attr-defined]
    return again
