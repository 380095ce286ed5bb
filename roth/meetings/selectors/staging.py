"""Where a meeting is, from what has happened to it: the facts that `domain.meeting_stages` judges."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from roth.accounts.models import User
from roth.domain import conference
from roth.domain.conference import Invitee
from roth.domain.meeting_stages import MeetingFacts
from roth.meetings.models import Invitation, Meeting
from roth.meetings.selectors.afterwards import with_what_followed
from roth.meetings.selectors.people import attendance, invitees

QUORUM: Final = 2  # agencies beside social care


def meeting_facts(
    meeting: Meeting, *, by: User | None = None, people: Sequence[Invitation] | None = None, why_not_ready: str = ""
) -> MeetingFacts:
    """What is known of a meeting. `by` is whoever acts now; `people` are its invitations where they are at hand."""
    asked = invitees(attendance(meeting) if people is None else people)
    facts = with_what_followed(before_the_meeting(meeting, asked), meeting)
    return replace(
        facts,
        booked=meeting.scheduled_at is not None,
        people_invited=len(asked),
        started=meeting.started_at is not None,
        why_not_ready=why_not_ready or meeting.why_not_ready,
        views_recorded=not conference.views_missing(asked),
        adjourned=meeting.decision == "adjourned",
        decided=meeting.held,
        by_its_chair=by is not None and by.pk == meeting.chair_id,
        minutes_written=bool(meeting.analysis.strip()),
    )


def before_the_meeting(meeting: Meeting, asked: Sequence[Invitee]) -> MeetingFacts:
    """What READY asks: quorum forecast, reports, the family's preparation, exclusions, interpreting and access."""
    expected = {
        one.agency
        for one in asked
        if one.for_an_agency and one.may_come and one.agency_kind not in conference.SOCIAL_CARE
    }
    return MeetingFacts(
        quorum_forecast=len(expected) >= QUORUM,
        family_prepared=bool(meeting.young_persons_preferences.strip()),
        access_arranged=True,
    )
