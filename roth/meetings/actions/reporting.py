"""Agencies' reports: asked for with a day, kept as a draft, lodged, and added to. A lodged report does not change."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from roth.accounts.models import User
from roth.audit.kinds import Kind
from roth.domain import agency_reports
from roth.domain.access import Permission
from roth.domain.clock_events import Event
from roth.domain.errors import NotAllowed, NotPossible
from roth.domain.meetings import kind_of
from roth.meetings import selectors
from roth.meetings.actions.common import audit, known, still_open
from roth.meetings.guest import Guest, door_of
from roth.meetings.mailing import write_to
from roth.meetings.models import AgencyReport, Invitation, Letter, Meeting, ReportAddendum
from roth.meetings.telling import tell_coordinators, tell_of
from roth.pathway import clocks
from roth.people.access import require
from roth.timetable.selectors import timetable

REPORT_FIELDS: Final = (
    *(name for name, _ in agency_reports.HEADINGS),
    *("author_role", "manager", "last_contact_on", "annex", "annex_reason"),
    *("shared_with_young_person_on", "not_shared_with_young_person"),
    *("shared_with_parents_on", "not_shared_with_parents"),
)


@transaction.atomic
def ask_for_report(*, by: User, invitation: Invitation) -> AgencyReport:
    """Ask somebody who is invited for their agency's report, by the day that the limit gives (T13, T14)."""
    meeting = still_open(invitation.meeting)
    require(by, meeting.episode.young_person, Permission.MEETING_BOOK)
    if invitation.withdrawn_on is not None or selectors.report_of(invitation) is not None:
        raise NotPossible("A report was asked for already, or the invitation was withdrawn.")
    due_on, limit_on = due(meeting)
    report = AgencyReport(
        meeting=meeting,
        invitation=invitation,
        agency=invitation.agency,
        asked_on=timezone.localdate(),
        due_on=due_on,
        limit_on=limit_on,
    )
    report.save(force_insert=True)
    write_to(invitation, Letter.REPORT)
    if invitation.user is not None:
        tell_of(meeting, invitation.user, "You are asked for a report before a conference. Its page says by when.")
    audit(Kind.REPORT_ASKED_FOR, by, meeting, target=f"report:{report.pk}", after={"due_on": due_on})
    return report


@transaction.atomic
def write_report(
    *,
    by: User | Guest,
    report: AgencyReport,
    contexts: Mapping[int, tuple[str, str]],
    answers: Mapping[str, str],
    lodge: bool = False,
    version: int | None = None,
    **fields: Any,
) -> AgencyReport:
    """Keep a draft, or lodge it. `contexts` hold what is known of each and what could change."""
    known(fields, frozenset(REPORT_FIELDS))
    meeting = _may_write(by, report)
    if not settings.REPORT_RECOMMENDATION:
        fields.pop("recommendation", None)
    wrong = agency_reports.against_lodging(fields) if lodge else ()
    if wrong:
        raise NotPossible("The report is not lodged yet.", wrong)
    values = {**fields, "lodged_at": timezone.now() if lodge else None}
    report.save_over(version, values)
    _write_parts(report, contexts, answers)
    if lodge:
        report.invitation.save_over(None, {"report_supplied": True})
        tell_coordinators(meeting, "A report for a conference is lodged.")
        settle_reports(meeting)
    kind = Kind.REPORT_LODGED if lodge else Kind.REPORT_WRITTEN
    audit(kind, by, meeting, target=f"report:{report.pk}", after={"parts": sorted(fields)})
    return report


@transaction.atomic
def add_to_report(*, by: User | Guest, report: AgencyReport, words: str) -> ReportAddendum:
    """Add to a report that was lodged. What was lodged stays as it is."""
    meeting = _may_write(by, report, lodged=True)
    if not words.strip():
        raise NotPossible("Nothing is added yet.", (("words", "Write what is to be added"),))
    name = by.audit_name
    addendum = ReportAddendum(report=report, words=words.strip(), at=timezone.now(), by_name=name)
    addendum.save(force_insert=True)
    audit(Kind.REPORT_ADDED_TO, by, meeting, target=f"report:{report.pk}", after={"words": words})
    return addendum


def due(meeting: Meeting) -> tuple[date | None, date | None]:
    """The day to aim for and the last day for reports of this meeting; neither while it has no day."""
    slot, rule = meeting.slot, kind_of(meeting.kind).reports_clock
    if slot is None or not rule:
        return None, None
    found = timetable(meeting.episode.young_person.site_id).deadline(rule, slot.start.date())
    return found.due_on, found.limit_on


def move_reports(meeting: Meeting) -> None:
    """The meeting has another day: what is not lodged yet is due by another day. Part of an action."""
    due_on, limit_on = due(meeting)
    meeting.reports.filter(lodged_at__isnull=True).update(due_on=due_on, limit_on=limit_on)


def settle_reports(meeting: Meeting) -> None:
    """The limit is met once every report that was asked for is lodged, and shared or kept back for a reason (T13, T14).

    That is the day on which the last of them reached the family. Part of an action.
    """
    reports = list(meeting.reports.filter(invitation__withdrawn_on__isnull=True))
    if meeting.slot is None or not reports or not all(_reached_the_family(report) for report in reports):
        return
    days = [timezone.localdate(report.lodged_at) for report in reports]
    for report in reports:
        days += filter(None, (report.shared_with_young_person_on, report.shared_with_parents_on))
    since = meeting.slot.start.date()
    clocks.happened(meeting.episode, Event.REPORTS_SHARED, min(max(days), timezone.localdate()), since=since)


def _reached_the_family(report: AgencyReport) -> bool:
    young_person = report.shared_with_young_person_on or report.not_shared_with_young_person
    parents = report.shared_with_parents_on or report.not_shared_with_parents
    return bool(report.lodged_at and young_person and parents)


def _may_write(by: User | Guest, report: AgencyReport, *, lodged: bool = False) -> Meeting:
    """The meeting, if this is its writer and it still takes reports."""
    meeting = still_open(report.meeting)
    invitation = report.invitation
    if isinstance(by, Guest):
        mine = by.invitation.pk == invitation.pk and door_of(invitation).open(timezone.localdate())
    else:
        require(by, meeting.episode.young_person, Permission.REPORT_WRITE)
        mine = invitation.user_id == by.pk
    if not mine or invitation.withdrawn_on is not None:
        raise NotAllowed("Only the person who is asked for this report may write it.")
    if (report.lodged_at is not None) != lodged:
        raise NotPossible(
            "This report is not lodged yet."
            if lodged
            else "This report is lodged. Add to it instead: what was lodged stays."
        )
    return meeting


def _write_parts(
    report: AgencyReport,
    contexts: Mapping[int, tuple[str, str]],
    answers: Mapping[str, str],
) -> None:
    places = {context.pk for context in selectors.contexts_to_report_on(report)}
    asked = {question.code for question in agency_reports.questions_for(report.agency.kind if report.agency else "")}
    report.contexts.all().delete()
    report.answers.all().delete()
    for key, (knows, can_change) in contexts.items():
        if key in places and (knows.strip() or can_change.strip()):
            report.contexts.create(context_id=key, knows=knows, can_change=can_change)
    for code, text in answers.items():
        if code in asked and text.strip():
            report.answers.create(question=code, text=text)
