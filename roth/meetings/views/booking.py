"""When, where and with which chair."""

from typing import Any

from django.http import HttpResponse

from roth.accounts.requests import SignedIn
from roth.domain.access import Permission
from roth.domain.words import day_in_full
from roth.meetings import actions, checks, forms, selectors
from roth.meetings.models import Meeting
from roth.meetings.views.common import form, open_to

BOOKED = ("scheduled_at", "mode", "place", "young_persons_preferences", "late_reason", "late_words")


def book(request: SignedIn, ref: str) -> HttpResponse:
    """When, where and with which chair."""
    meeting = open_to(request, ref, Permission.MEETING_BOOK)
    chairs = {chair.pk: chair for chair in selectors.chairs_for(meeting.episode.young_person)}
    limit_on = checks.last_day(meeting.episode)

    def save(data: dict[str, Any]) -> Meeting:
        data |= {"chair": chairs[data["chair"]], "late_reason": data["late_reason"] or ""}
        return actions.book_conference(by=request.user, meeting=meeting, **data)

    return form(
        request,
        meeting,
        form_class=forms.BookForm,
        form_kwargs={"chairs": chairs.values(), "last_day": day_in_full(limit_on) if limit_on else ""},
        initial={**{name: getattr(meeting, name) for name in BOOKED}, "chair": meeting.chair_id},
        save=save,
        version=meeting.version,
        title="Book the conference",
        said="The conference is booked, and its chair has been told.",
        button="Book",
    )
