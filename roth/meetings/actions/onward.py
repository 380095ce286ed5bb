"""The arrows of the pathway that booking and moving take: C16 for an initial conference, C21 and C22 for a review."""

from datetime import date

from django.utils import timezone

from roth.accounts.models import User
from roth.domain.meetings import REVIEWS, Slot
from roth.domain.stages import Stage
from roth.meetings.models import Meeting, Rearrangement
from roth.pathway import steps
from roth.pathway.selectors import step_facts


def move(by: User, meeting: Meeting, slot: Slot, limit_on: date | None, moved: Rearrangement) -> None:
    """An initial conference goes to another day (C16); a review is booked anew."""
    if meeting.kind in REVIEWS:
        book_review(by, meeting, slot.start.date(), limit_on)
        return
    if Stage.of(meeting.episode.stage) is not Stage.CONFERENCE_BOOKED:
        return
    today, reason = timezone.localdate(), moved.get_reason_display()
    facts = step_facts(
        meeting.episode,
        on=today,
        reason=reason,
        new_day=slot.start.date(),
        conference_limit_on=limit_on,
        safe_until_then=bool(moved.interim_safety.strip()),
        senior_sign_off=moved.signed_off_by is not None,
    )
    steps.take(episode=meeting.episode, code="C16", facts=facts, by=by, on=today, reason=reason)


def book_review(by: User, meeting: Meeting, review_on: date, limit_on: date | None) -> None:
    """A review has a day: the one that its limit asks for (C21), or an earlier one with the chair's word (C22)."""
    today = timezone.localdate()
    facts = step_facts(
        meeting.episode,
        on=today,
        review_on=review_on,
        review_limit_on=limit_on,
        early_review_asked_by=meeting.early_asked_by,
        early_review_reason=meeting.early_reason,
        chair_agrees=meeting.early_agreed_on is not None,
    )
    code = "C22" if meeting.early_reason else "C21"
    steps.take(episode=meeting.episode, code=code, facts=facts, by=by, on=today, reason=meeting.early_reason)
