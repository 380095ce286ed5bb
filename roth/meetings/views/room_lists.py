"""What is written in the room as lists: options, actions, and who disagrees."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from roth.accounts.requests import SignedIn
from roth.domain import in_the_room as rules
from roth.domain.errors import NotVisible
from roth.meetings import actions, forms, room_checks, selectors
from roth.meetings.models import Meeting
from roth.meetings.views.common import form
from roth.meetings.views.room import recording


def option_add(request: SignedIn, ref: str) -> HttpResponse:
    """Something that could be done. Not before the pause."""
    meeting = recording(request, ref)
    room_checks.require_pause(meeting)
    return _listed(
        request,
        meeting,
        rules.OPTIONS_ITEM,
        form_class=forms.OptionForm,
        form_kwargs={"contexts": _contexts(meeting)},
        initial={"taken": "open"},
        save=lambda data: actions.add_option(by=request.user, meeting=meeting, **data),
        title="An option",
        said="The option is written down.",
    )


def option(request: SignedIn, ref: str, number: int) -> HttpResponse:
    """An option, and whether it is taken."""
    meeting = recording(request, ref)
    found = _one(selectors.options_of(meeting), number)
    return _listed(
        request,
        meeting,
        rules.OPTIONS_ITEM,
        form_class=forms.OptionForm,
        form_kwargs={"contexts": _contexts(meeting)},
        initial={name: getattr(found, name) for name in ("text", "context_id", "who_could", "taken", "why")},
        save=lambda data: actions.change_option(by=request.user, option=found, **data),
        version=found.version,
        title="An option",
        said="The option is saved.",
        key=f"option:{found.pk}",
    )


def action_add(request: SignedIn, ref: str) -> HttpResponse:
    """Who will change what, by when. Not before the pause."""
    meeting = recording(request, ref)
    room_checks.require_pause(meeting)
    return _listed(
        request,
        meeting,
        rules.ACTIONS_ITEM,
        form_class=forms.ActionForm,
        form_kwargs=_owners(meeting),
        initial={"goal": meeting.aim, "origin": "professional", "accepted": ""},
        save=lambda data: actions.propose_action(by=request.user, meeting=meeting, **_answered(data)),
        title="An action",
        said="The action is written down.",
    )


def action(request: SignedIn, ref: str, number: int) -> HttpResponse:
    """An action, and what its owner said to it."""
    meeting = recording(request, ref)
    found = _one(selectors.actions_of(meeting), number)
    names = ("text", "goal", "target", "approach", "context_id", "origin", "due_on")
    owner = f"person:{found.invitation_id}" if found.invitation_id else f"agency:{found.agency_id}"
    said = {"accepted": "yes", "declined": "no"}.get(found.status, "")
    given = {"owner": owner, "owner_name": "" if found.invitation_id else found.owner_name, "accepted": said}
    return _listed(
        request,
        meeting,
        rules.ACTIONS_ITEM,
        form_class=forms.ActionForm,
        form_kwargs=_owners(meeting),
        initial={name: getattr(found, name) for name in names} | given,
        save=lambda data: actions.change_proposed_action(by=request.user, action=found, **_answered(data)),
        version=found.version,
        title="An action",
        said="The action is saved.",
        key=f"meeting_action:{found.pk}",
    )


def dissent_add(request: SignedIn, ref: str) -> HttpResponse:
    """Somebody's words against it."""
    meeting = recording(request, ref)
    people = selectors.attendance(meeting)

    def save(data: dict[str, Any]) -> Any:
        owner = data.pop("owner")
        who = next((one for one in people if one.pk == owner), None)
        return actions.write_dissent(by=request.user, meeting=meeting, invitation=who, **data)

    return _listed(
        request,
        meeting,
        rules.DISSENT_ITEM,
        form_class=forms.DissentForm,
        form_kwargs={"people": people},
        save=save,
        title="Somebody disagrees",
        said="Their words are in the record.",
    )


def dissent(request: SignedIn, ref: str, number: int) -> HttpResponse:
    """Put somebody's words right while the meeting goes on."""
    meeting = recording(request, ref)
    found, people = _one(selectors.dissents_of(meeting), number), selectors.attendance(meeting)

    def save(data: dict[str, Any]) -> Any:
        owner = data.pop("owner")
        who = next((one for one in people if one.pk == owner), None)
        return actions.change_dissent(by=request.user, view=found, invitation=who, **data)

    return _listed(
        request,
        meeting,
        rules.DISSENT_ITEM,
        form_class=forms.DissentForm,
        form_kwargs={"people": people},
        initial={
            "owner": found.invitation_id,
            "name": "" if found.invitation_id else found.name,
            "about": found.about,
            "words": found.words,
        },
        save=save,
        version=found.version,
        title="Somebody disagrees",
        said="Their words are saved.",
        key=f"dissenting_view:{found.pk}",
    )


def _listed(request: SignedIn, meeting: Meeting, item: int, **kwargs: Any) -> HttpResponse:
    """A form that leads back to its item of the agenda."""
    back = reverse("meetings:item", args=(meeting.episode.young_person.ref, item))
    return form(request, meeting, success=back, back=back, template="meetings/in_the_room.jinja", **kwargs)


def _one(rows: list[Any], number: int) -> Any:
    found = next((row for row in rows if row.pk == number), None)
    if found is None:
        raise NotVisible
    return found


def _contexts(meeting: Meeting) -> Any:
    return selectors.contexts_and_reach(meeting.episode.young_person, meeting.episode)[0]


def _owners(meeting: Meeting) -> dict[str, Any]:
    return {
        "contexts": _contexts(meeting),
        "people": selectors.attendance(meeting),
        "agencies": selectors.agencies_of(meeting.episode.young_person),
    }


def _answered(data: dict[str, Any]) -> dict[str, Any]:
    return data | {"accepted": data["accepted"] or ""}
