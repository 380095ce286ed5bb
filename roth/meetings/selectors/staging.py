"""Where a meeting is, from what has happened to it: the facts that `domain.meeting_stages` judges."""

from collections.abc import Sequence
from dataclasses import replace

from roth.accounts.models import User
from roth.domain import conference
from roth.domain.conference import Invitee
from roth.domain.meeting_stages import MeetingFacts
from roth.domain.meetings import kind_of, quorum_forecast
from roth.domain.preparing import PreparationFacts
from roth.meetings.models import Invitation, Meeting
from roth.meetings.selectors.afterwards import with_what_followed
from roth.meetings.selectors.people import attendance, invitees
from roth.meetings.selectors.reports import preparation_of


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
    forecast = quorum_forecast(kind_of(meeting.kind), asked, frozenset(), ())
    reports = list(
        meeting.reports.filter(invitation__withdrawn_on__isnull=True).values_list("lodged_at", "agency__name")
    )
    row = preparation_of(meeting)
    prepared = PreparationFacts(
        row.young_person_prepared_on,
        row.young_person_words,
        row.parents_prepared_on,
        row.parents_words,
        row.interpreter,
        row.access,
    )
    return MeetingFacts(
        quorum_forecast=forecast.holds,
        reports_asked=len(reports),
        reports_missing=tuple(name or "" for lodged_at, name in reports if lodged_at is None),
        family_prepared=prepared.family_prepared,
        exclusions_undecided=meeting.exclusions.filter(ruling="").count(),
        access_arranged=prepared.access_arranged,
        cancelled=meeting.status == "cancelled",
    )
