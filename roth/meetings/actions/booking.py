"""Asking for a conference, and saying when, where and with which chair."""

from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from roth.accounts.models import User
from roth.audit.kinds import Kind
from roth.domain.access import Permission
from roth.domain.clock_events import Event
from roth.domain.errors import NotPossible
from roth.domain.meetings import REVIEWS, Slot, kind_of
from roth.meetings import checks
from roth.meetings.actions import onward
from roth.meetings.actions.common import audit, still_open
from roth.meetings.actions.reporting import move_reports
from roth.meetings.models import Meeting
from roth.meetings.telling import tell_of_booking
from roth.pathway import clocks
from roth.pathway.models import Episode
from roth.people.access import require
from roth.plans.models import CoreGroupMeeting

_ASKED: Final = "A conference is asked for already."


@transaction.atomic
def ask_for_conference(
    *,
    by: User,
    episode: Episode,
    on: date,
    kind: str = "initial_conference",
    permission: Permission = Permission.PATHWAY_DECIDE,
) -> Meeting:
    """Ask the conference service for an initial conference when the pathway is decided, or for a transfer-in one."""
    require(by, episode.young_person, permission)
    meeting = _asked_for(episode, kind, on)
    audit(Kind.MEETING_ASKED_FOR, by, meeting, after={"asked_for_on": on})
    return meeting


@transaction.atomic
def ask_for_review(
    *, by: User, episode: Episode, on: date, kind: str = "review_conference", asked_by: str = "", reason: str = ""
) -> Meeting:
    """Ask for a review: the one that the limit asks for (C21), or an earlier one, with who wishes it and why (C22).

    An earlier one needs the chair's word too (`agree_to_review`), unless the chair is the one who asks.
    """
    require(by, episode.young_person, Permission.REVIEW_ASK)
    checks.refuse_review(episode, kind, asked_by, reason)
    values: dict[str, Any] = {"early_asked_by": asked_by.strip(), "early_reason": reason.strip()}
    if checks.chairs_here(by, episode):
        values |= {"early_agreed_by": by, "early_agreed_on": on}
    meeting = _asked_for(episode, kind, on, **values)
    _start_interim(meeting)
    audit(Kind.MEETING_ASKED_FOR, by, meeting, after={"kind": kind, "asked_for_on": on, **values}, reason=reason)
    return meeting


@transaction.atomic
def agree_to_review(*, by: User, meeting: Meeting, on: date) -> Meeting:
    """The chair agrees that a review comes before its limit asks for it (C22)."""
    meeting = still_open(meeting)
    require(by, meeting.episode.young_person, Permission.MEETING_DECIDE)
    if meeting.kind not in REVIEWS or not meeting.early_reason:
        raise NotPossible("Only a review that somebody wishes to hold early needs the chair to agree.")
    if meeting.early_agreed_on is not None:
        raise NotPossible("A chair has agreed to this review already.")
    values = {"early_agreed_by": by, "early_agreed_on": on}
    before = meeting.save_over(None, values)
    _start_interim(meeting)
    audit(Kind.REVIEW_AGREED, by, meeting, before=before, after=values)
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
    ends_at: datetime | None = None,
    late_reason: str = "",
    late_words: str = "",
    despite_clash: bool = False,
    version: int | None = None,
) -> Meeting:
    """Say when, where and with which chair. Everybody asked is told.

    Place, chair and how people meet may be changed later here too; a meeting to come that moves to another day or hour
    is `rearrange_conference`, which asks why and what keeps the young person safe.
    """
    meeting = still_open(meeting)
    require(by, meeting.episode.young_person, Permission.MEETING_BOOK)
    checks.refuse_to_move_unasked(meeting, scheduled_at)
    slot = checks.slot_of(scheduled_at, ends_at, mode, place)
    limit_on = checks.last_day(meeting.episode, meeting.kind)
    asked: dict[str, Any] = {"limit_on": limit_on, "late_reason": late_reason, "chair": chair, "despite": despite_clash}
    checks.refuse_booking(by, meeting, slot, **asked)
    if meeting.kind in REVIEWS and meeting.status == "asked_for":
        onward.book_review(by, meeting, slot.start.date(), limit_on)
    values = {
        **arranged(slot, mode, place, chair),
        **checks.lateness(slot, limit_on, late_reason, late_words),
        "young_persons_preferences": young_persons_preferences,
    }
    return put_in_the_diary(by, meeting, values, version, Kind.MEETING_BOOKED)


def arranged(slot: Slot, mode: str, place: str, chair: User) -> dict[str, Any]:
    """When, where, how and with which chair, by the names of the record."""
    return {"scheduled_at": slot.start, "ends_at": slot.end, "mode": mode, "place": place, "chair": chair}


def put_in_the_diary(
    by: User, meeting: Meeting, values: dict[str, Any], version: int | None, kind: Kind, **more: Any
) -> Meeting:
    """Save a booking that nothing stands against, tell whoever should know, and write down what changed."""
    changes = {**values, "status": "booked"}
    known = ("scheduled_at", "ends_at", "place", "mode")
    if meeting.status == "booked" and any(getattr(meeting, name) != changes[name] for name in known):
        changes["calendar_sequence"] = meeting.calendar_sequence + 1
    was_booked = meeting.status == "booked"
    before = meeting.save_over(version, changes)
    _hang_clocks(by, meeting, was_booked)
    move_reports(meeting)
    tell_of_booking(meeting, before)
    audit(kind, by, meeting, before=before, after={**values, **more})
    return meeting


def _hang_clocks(by: User, meeting: Meeting, was_booked: bool) -> None:
    """What counts back from the day (reports, the last core group) starts with it, and moves with it."""
    day = timezone.localdate(meeting.scheduled_at)
    moved_by, early = by if was_booked else None, bool(meeting.early_reason)
    clocks.booked(meeting.episode, meeting.kind, day, early=early, moved_by=moved_by)
    met = CoreGroupMeeting.objects.filter(plan__episode=meeting.episode).order_by("-held_on")
    clocks.last_core_group(meeting.episode, met.values_list("held_on", flat=True).first())
    asked_before = meeting.exclusions.order_by("asked_on").first()
    if asked_before is not None:
        clocks.happened(meeting.episode, Event.EXCLUSION_ASKED_FOR, asked_before.asked_on, since=day)
    confirm_in_writing(meeting)


def confirm_in_writing(meeting: Meeting) -> None:
    """A review with a day, and people who are written to about it. Part of an action."""
    asked = meeting.invitations.filter(withdrawn_on__isnull=True).exists()
    if meeting.slot is not None and asked and meeting.kind in REVIEWS:
        day = meeting.slot.start.date()
        clocks.happened(meeting.episode, Event.REVIEW_CONFIRMED, timezone.localdate(), since=day)


def _start_interim(meeting: Meeting) -> None:
    """The chair wants an interim review: it is held six to eight weeks after the newest conference (T25)."""
    if meeting.kind == "interim_review" and meeting.early_agreed_on is not None:
        held = meeting.episode.meetings.filter(held_on__isnull=False).order_by("-held_on").first()
        clocks.happened(
            meeting.episode,
            Event.INTERIM_ASKED_FOR,
            meeting.early_agreed_on,
            since=held.held_on if held else meeting.early_agreed_on,
        )


def _asked_for(episode: Episode, kind: str, on: date, **values: Any) -> Meeting:
    Episode.objects.select_for_update(of=("self",)).get(pk=episode.pk)
    if episode.meetings.exclude(status__in=("held", "cancelled")).exists():
        raise NotPossible(_ASKED)
    meeting = Meeting(episode=episode, kind=kind_of(kind).code, status="asked_for", asked_for_on=on, **values)
    meeting.save(force_insert=True)
    return meeting
