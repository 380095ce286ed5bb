"""Pages of agencies' reports: one's own to write, and those that are lodged to read. A guest's are here too."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from roth.accounts.requests import SignedIn
from roth.domain.access import Permission
from roth.domain.errors import NotAllowed, NotVisible
from roth.meetings import access, actions, present, selectors
from roth.meetings import guest as door
from roth.meetings.forms.reporting import AddendumForm, ReportForm, report_initial, report_values
from roth.meetings.guest import Guest
from roth.meetings.models import AgencyReport
from roth.meetings.views.common import form
from roth.people.access import may
from roth.people.frame import frame
from roth.ui.forms import Form
from roth.ui.pages import form_page, page


def own_report(request: SignedIn, ref: str) -> HttpResponse:
    """The report that one is asked for: written until it is lodged, then added to."""
    meeting = access.meeting_for(request.user, ref, Permission.REPORT_WRITE)
    report = selectors.own_report(request.user, meeting)
    if report is None:
        raise NotAllowed("You are not asked for a report for this conference.")
    report.meeting = meeting
    parts = _parts(report, request.user)
    return form(request, meeting, key=f"report:{report.pk}", **parts)


@login_not_required
def guest_report(request: HttpRequest) -> HttpResponse:
    """The same for a guest. Nothing is kept as a draft of a browser: the report itself is the draft."""
    invitation = door.invitation_for(request)
    report = selectors.report_of(invitation)
    if report is None:
        raise NotVisible("You are not asked for a report for this meeting.")
    report.invitation, report.meeting = invitation, invitation.meeting
    place: dict[str, Any] = {"success": reverse("meetings:guest"), "back": reverse("meetings:guest")}
    parts = _parts(report, Guest(invitation))
    return form_page(request, key=f"guest:report:{report.pk}", draft=False, **place, **parts)


def reports(request: SignedIn, ref: str) -> HttpResponse:
    """Who was asked for a report and by when, and which are lodged."""
    meeting = access.meeting_for(request.user, ref, Permission.RECORD_VIEW)
    young_person = meeting.episode.young_person
    return page(
        request,
        "meetings/reports.jinja",
        title="Agencies’ reports",
        rows=present.report_lines(selectors.reports_of(meeting)),
        may_book=meeting.open and may(young_person, Permission.MEETING_BOOK),
        **frame(request, young_person, "conference"),
    )


def report(request: SignedIn, ref: str, number: int) -> HttpResponse:
    """One report that is lodged. The restricted part is for case holders and the chair."""
    meeting = access.meeting_for(request.user, ref, Permission.REPORT_VIEW)
    found = selectors.lodged_report(meeting, number)
    if found is None:
        raise NotVisible
    young_person = meeting.episode.young_person
    return page(
        request,
        "meetings/report.jinja",
        title=f"Report of {found.invitation.name}",
        report=present.report(found, annex=may(young_person, Permission.ANNEX_VIEW)),
        **frame(request, young_person, "conference"),
    )


def ask_report(request: SignedIn, ref: str, number: int) -> HttpResponse:
    """Ask one person who is invited for a report."""
    found = access.invitation_for(request.user, ref, number)
    return form(
        request,
        found.meeting,
        form_class=Form,
        save=lambda data: actions.ask_for_report(by=request.user, invitation=found),
        title=f"Ask {found.name} for a report",
        question="They are told by when, and write it on their own page.",
        said=f"{found.name} is asked for a report.",
        button="Ask for the report",
        key=f"ask-report:{found.pk}",
        template="layouts/confirm.jinja",
        draft=False,
    )


def _parts(report: AgencyReport, by: Any) -> dict[str, Any]:
    """The form of a report, for a user or a guest: to write it, or once it is lodged to add to it."""
    if report.lodged_at is not None:
        return {
            "form_class": AddendumForm,
            "save": lambda data: actions.add_to_report(by=by, report=report, **data),
            "title": "Add to your report",
            "said": "It is added to your report.",
            "button": "Add it",
            "template": "meetings/own_report.jinja",
            "report": present.report(report, annex=True),
        }
    contexts = selectors.contexts_to_report_on(report)

    def save(data: dict[str, Any]) -> AgencyReport:
        return actions.write_report(by=by, report=report, **report_values(data))

    return {
        "form_class": ReportForm,
        "form_kwargs": {"report": report, "contexts": contexts},
        "initial": report_initial(report),
        "save": save,
        "version": report.version,
        "title": "Your report",
        "said": lambda saved: "Your report is lodged." if saved.lodged_at else "Your draft is saved, not lodged.",
        "template": "meetings/own_report.jinja",
        "report": None,
        "due": present.report_due(report),
    }
