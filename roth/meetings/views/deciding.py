"""The page of the chair's decision."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from roth.accounts.requests import SignedIn
from roth.domain.access import Permission
from roth.domain.errors import NotAllowed
from roth.meetings import actions, forms, present, selectors
from roth.meetings.models import Meeting
from roth.meetings.views.common import booked_only, form, open_to


def decide(request: SignedIn, ref: str) -> HttpResponse:
    """The chair's decision."""
    meeting = booked_only(open_to(request, ref, Permission.MEETING_DECIDE))
    if meeting.chair_id != request.user.pk:
        raise NotAllowed("Only the chair of this conference may record its decision.")

    def save(data: dict[str, Any]) -> Meeting:
        data |= {
            "category": data["category"] or "",
            "extra_familial_primary": data["extra_familial_primary"] is not False,
        }
        return actions.decide_conference(by=request.user, meeting=meeting, **data)

    day = timezone.localdate(meeting.scheduled_at) if meeting.scheduled_at else None
    return form(
        request,
        meeting,
        form_class=forms.DecideForm,
        initial={"on": day if day and day <= timezone.localdate() else None},
        save=save,
        version=meeting.version,
        title="Record the decision",
        said="The decision is recorded and the conference is closed.",
        button="Record the decision",
        template="meetings/decide.jinja",
        people=present.people(selectors.attendance(meeting)),
    )
