"""Pages of whoever is invited: their answer, their calendar file; of the coordinator: a reply, a guest's link."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from roth.accounts.requests import SignedIn
from roth.domain.access import Permission
from roth.domain.errors import NotPossible
from roth.meetings import access, actions, forms, selectors
from roth.meetings.mailing import calendar_file
from roth.meetings.models import Invitation
from roth.meetings.views.common import form, open_to, unheld
from roth.ui.forms import Form

ANSWERS = ("answer", "answer_words", "deputy_name", "deputy_contact")


def answer(request: SignedIn, ref: str) -> HttpResponse:
    """Say whether one comes."""
    meeting = unheld(access.meeting_for(request.user, ref, Permission.MEETING_VIEW))
    own = selectors.invitation_of(request.user, meeting)
    own.meeting = meeting
    return form(
        request,
        meeting,
        form_class=forms.ComingForm,
        initial={name: getattr(own, name) for name in ANSWERS},
        save=lambda data: actions.answer_invitation(by=request.user, invitation=own, **data),
        version=own.version,
        title="Can you come?",
        said="Thank you. The conference service knows.",
        button="Send my answer",
    )


def calendar(request: SignedIn, ref: str) -> HttpResponse:
    """One's own invitation as a calendar file."""
    meeting = access.meeting_for(request.user, ref, Permission.MEETING_VIEW)
    own = selectors.invitation_of(request.user, meeting)
    own.meeting = meeting
    return file_of(own)


def file_of(invitation: Invitation) -> HttpResponse:
    """The calendar file, for a calendar program. Raises NotPossible while the meeting has no hour."""
    content = calendar_file(invitation)
    if content is None:
        raise NotPossible("There is no calendar file yet: it is made when the meeting has a day and an hour.")
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="meeting.ics"'
    response["Cache-Control"] = "no-store"
    return response


def calendar_reply(request: SignedIn, ref: str) -> HttpResponse:
    """Take a reply that a calendar program wrote."""
    meeting = open_to(request, ref, Permission.MEETING_BOOK)

    def save(data: dict[str, Any]) -> Invitation:
        return actions.take_calendar_reply(by=request.user, meeting=meeting, content=data["file"].read())

    return form(
        request,
        meeting,
        form_class=forms.ReplyForm,
        save=save,
        title="Take a reply from a calendar",
        said=lambda invitation: f"The answer of {invitation.name} is saved.",
        button="Take the reply",
        draft=False,
    )


def send_link(request: SignedIn, ref: str, number: int) -> HttpResponse:
    """Email a link to a guest."""
    found = access.invitation_for(request.user, ref, number)
    return form(
        request,
        found.meeting,
        form_class=Form,
        save=lambda data: actions.send_guest_link(by=request.user, invitation=found),
        title=f"Send {found.name} a link",
        question=f"A link to this one meeting goes to {found.email or 'no address: add one to the invitation first'}."
        " It opens once, with a code that is sent to the same address. Links sent before end.",
        said=f"A link is on its way to {found.name}.",
        button="Send the link",
        key=f"link:{found.pk}",
        template="layouts/confirm.jinja",
        draft=False,
        success=reverse("meetings:conference", args=(ref,)),
    )
