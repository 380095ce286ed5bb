"""Pages of a conference as it goes: who came, and the record."""

from typing import Any

from django.http import HttpResponse

from roth.accounts.requests import SignedIn
from roth.domain import conference as rules
from roth.domain.access import Permission
from roth.meetings import actions, forms, selectors
from roth.meetings.models import Invitation
from roth.meetings.views.common import booked_only, form, open_to
from roth.voice import beside


def attendance(request: SignedIn, ref: str) -> HttpResponse:
    """Who came, and what each person thinks."""
    meeting = booked_only(open_to(request, ref, Permission.MEETING_RECORD))
    people = selectors.attendance(meeting)
    speaking = frozenset(one.key for one in selectors.invitees(people) if one.for_an_agency)
    fields = forms.AttendanceForm(people=people, agency_people=speaking).fields

    def save(data: dict[str, Any]) -> list[Invitation]:
        rows = forms.attendance_rows(fields, data)
        return actions.record_attendance(by=request.user, meeting=meeting, rows=rows, version=data["version"])

    return form(
        request,
        meeting,
        form_class=forms.AttendanceForm,
        form_kwargs={"people": people, "agency_people": speaking},
        initial=forms.attendance_initial(fields, people),
        save=save,
        version=selectors.attendance_version(meeting),
        title="Who came, and what they think",
        said="Who came is saved.",
        template="meetings/attendance.jinja",
        nobody=not people,
    )


def record(request: SignedIn, ref: str) -> HttpResponse:
    """The record as the conference goes, on a screen that everybody can see."""
    meeting = booked_only(open_to(request, ref, Permission.MEETING_RECORD))
    return form(
        request,
        meeting,
        form_class=forms.RecordForm,
        initial={
            **{name: getattr(meeting, name) for name in forms.RecordForm.base_fields},
            # how they wish to take part is offered; the recorder says how they did
            "participation": meeting.participation or beside.wished_participation(meeting.episode.young_person),
        },
        save=lambda data: actions.record_conference(
            by=request.user, meeting=meeting, **{**data, "participation": data["participation"] or ""}
        ),
        version=meeting.version,
        title="Conference record",
        said="The record is saved.",
        template="meetings/record.jinja",
        agenda=rules.AGENDA,
        said_today=meeting.young_persons_views,
        **beside.for_the_meeting(meeting.episode.young_person),
    )
