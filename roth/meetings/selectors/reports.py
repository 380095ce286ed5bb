"""Agencies' reports before a meeting, and what is missing before it can be held."""

from roth.accounts.models import User
from roth.contexts.models import Context
from roth.meetings.models import AgencyReport, Exclusion, Invitation, Meeting, Preparation


def report_of(invitation: Invitation) -> AgencyReport | None:
    """The report that somebody was asked for."""
    return AgencyReport.objects.filter(invitation=invitation).select_related("invitation", "agency", "meeting").first()


def reports_of(meeting: Meeting) -> list[AgencyReport]:
    """Every report that was asked for and whose writer is still invited, the missing ones first."""
    asked = meeting.reports.filter(invitation__withdrawn_on__isnull=True).select_related("invitation", "agency")
    return sorted(asked, key=lambda one: (one.lodged_at is not None, one.due_on or one.asked_on, one.pk))


def lodged_report(meeting: Meeting, number: int) -> AgencyReport | None:
    """A report that others may read: lodged, of this meeting."""
    lodged = meeting.reports.filter(lodged_at__isnull=False, pk=number)
    return lodged.select_related("invitation", "agency").prefetch_related("contexts__context", "answers").first()


def own_report(user: User, meeting: Meeting) -> AgencyReport | None:
    """The report that this user is asked for."""
    mine = meeting.reports.filter(invitation__user=user, invitation__withdrawn_on__isnull=True)
    return mine.select_related("invitation", "agency", "meeting").first()


def contexts_to_report_on(report: AgencyReport) -> list[Context]:
    """Contexts of the young person that the writer's agency has reach into. A context names nobody."""
    young_person = report.meeting.episode.young_person
    if report.agency_id is None:
        return []
    found = Context.objects.filter(reach__agency=report.agency_id, links__young_person=young_person)
    return list(found.filter(links__ends_on__isnull=True).distinct())


def preparation_of(meeting: Meeting) -> Preparation:
    """How people are prepared; an unsaved row where nobody has written anything."""
    return Preparation.objects.filter(meeting=meeting).first() or Preparation(meeting=meeting)


def exclusions_of(meeting: Meeting) -> list[Exclusion]:
    """Requests that somebody stay out, the undecided ones first."""
    found = meeting.exclusions.select_related("asked_by", "decided_by")
    return sorted(found, key=lambda one: (one.ruling != "", one.pk))
