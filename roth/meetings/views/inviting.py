"""Pages of invitations: ask somebody, change it, withdraw it."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from roth.accounts.requests import SignedIn
from roth.domain.access import Permission
from roth.meetings import access, actions, forms, selectors
from roth.meetings.models import Invitation
from roth.meetings.views.common import form, open_to, unheld
from roth.ui.forms import Form


def invite(request: SignedIn, ref: str) -> HttpResponse:
    """Ask somebody to come. `agency` in the address is one that has reach: what it can change is ticked already."""
    meeting = open_to(request, ref, Permission.MEETING_BOOK)
    young_person = meeting.episode.young_person
    contexts, reach = selectors.contexts_and_reach(young_person, meeting.episode)
    people, agencies = selectors.people_of(young_person), selectors.agencies_of(young_person)
    asked = request.GET.get("agency", "")
    suggested = next((each for each in reach if str(each.key) == asked), None)

    def save(data: dict[str, Any]) -> Invitation:
        data["user"] = next((held.user for held in people if held.user_id == data["user"]), None)
        data["agency"] = next((agency for agency in agencies if agency.pk == data["agency"]), None)
        return actions.invite(by=request.user, meeting=meeting, **data)

    return form(
        request,
        meeting,
        form_class=forms.InviteForm,
        form_kwargs={"contexts": contexts, "reach": reach, "people": people, "agencies": agencies},
        initial={"agency": suggested.key, "can_influence": list(suggested.contexts)} if suggested else {},
        save=save,
        title="Invite someone",
        said=lambda invitation: f"{invitation.name} is invited.",
        button="Invite",
    )


def invitation(request: SignedIn, ref: str, number: int) -> HttpResponse:
    """Change what one person is asked to bring and what they can change."""
    found = access.invitation_for(request.user, ref, number)
    meeting = unheld(found.meeting)
    contexts, reach = selectors.contexts_and_reach(meeting.episode.young_person, meeting.episode)
    can_change = list(found.can_influence.values_list("pk", flat=True))
    initial = {"role": found.role, "asked_to_bring": found.asked_to_bring, "can_influence": can_change}
    return form(
        request,
        meeting,
        form_class=forms.InvitationForm,
        form_kwargs={"contexts": contexts, "reach": reach},
        initial=initial,
        save=lambda data: actions.change_invitation(by=request.user, invitation=found, **data),
        version=found.version,
        title=f"Invitation of {found.name}",
        said="The invitation is saved.",
        key=f"invitation:{found.pk}",
        template="meetings/invitation.jinja",
        link=reverse("meetings:send_link", args=(ref, number)) if found.email else "",
        ask_report=reverse("meetings:ask_report", args=(ref, number)),
        withdraw=reverse("meetings:withdraw", args=(ref, number)),
    )


def withdraw(request: SignedIn, ref: str, number: int) -> HttpResponse:
    """End an invitation, and with it the person's access."""
    found = access.invitation_for(request.user, ref, number)
    return form(
        request,
        found.meeting,
        form_class=Form,
        save=lambda data: actions.withdraw_invitation(by=request.user, invitation=found, on=timezone.localdate()),
        title=f"Withdraw the invitation of {found.name}",
        question=f"{found.name} can then no longer open the conference or the plan.",
        said=f"The invitation of {found.name} is withdrawn.",
        button="Withdraw the invitation",
        key=f"withdraw:{found.pk}",
        template="layouts/confirm.jinja",
        draft=False,
    )
