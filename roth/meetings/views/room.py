"""The room itself: the screen that everybody sees, its part that changes, and the agenda as the recorder writes it."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from roth.accounts.requests import SignedIn
from roth.domain import in_the_room as rules
from roth.domain.access import Permission
from roth.domain.errors import NotAllowed, NotPossible, NotVisible
from roth.domain.meeting_stages import MeetingStage, not_ready, stage_of
from roth.meetings import access, actions, forms, present, selectors
from roth.meetings.models import Meeting
from roth.meetings.views.common import booked_only, form, open_to
from roth.people.access import may
from roth.people.frame import frame
from roth.ui.pages import SeeOther, page
from roth.voice import beside

NOTHING_NEW = 204


def room(request: SignedIn, ref: str) -> HttpResponse:
    """The shared screen. It is the same for everybody; the recorder has a way from here to the pen."""
    young_person, meeting = access.room_for(request.user, ref)
    recorder = not meeting.held and may(young_person, Permission.MEETING_RECORD)
    context: dict[str, Any] = {
        "title": "In the room",
        **frame(request, young_person, "conference"),
        **seen(meeting),
        "may_record": recorder and meeting.started_at is not None,
        "may_start": _may_start(request, meeting),
        "record_is_theirs": not selectors.only_invited(young_person),
    }
    return page(request, "meetings/room.jinja", fragment="meetings/_now.jinja", **context)


def live(request: SignedIn, ref: str) -> HttpResponse:
    """Is there anything new? Asked every two seconds by whoever watches: one statement, and 204 when there is not."""
    shown = selectors.shown_to(request.user, ref)
    if shown is None:
        raise NotVisible
    if str(shown) == request.GET.get("seen"):
        return HttpResponse(status=NOTHING_NEW)
    return room(request, ref)


def start(request: SignedIn, ref: str) -> HttpResponse:
    """The chair opens the meeting."""
    meeting = booked_only(open_to(request, ref, Permission.MEETING_DECIDE))
    if meeting.chair_id != request.user.pk:
        raise NotAllowed("Only the chair of this conference may open it.")
    facts = selectors.meeting_facts(meeting, by=request.user)
    ready = stage_of(facts) is MeetingStage.READY
    return form(
        request,
        meeting,
        form_class=forms.StartForm,
        form_kwargs={"ready": ready},
        save=lambda data: actions.start_meeting(by=request.user, meeting=meeting, **data),
        title="Open the conference",
        said="The conference is open. Everybody who watches sees the agenda.",
        button="Open the conference",
        template="meetings/start.jinja",
        lacking=not_ready(facts),
        success=reverse("meetings:item", args=(ref, 1)),
    )


def item(request: SignedIn, ref: str, item: int) -> HttpResponse:
    """One item of the agenda, as the recorder writes it. Saving turns everybody's screen to the next."""
    if item not in rules.TITLES:
        raise NotVisible
    meeting = recording(request, ref)

    def save(data: dict[str, Any]) -> Meeting:
        saved = actions.record_conference(by=request.user, meeting=meeting, **_said(data))
        return actions.show_item(by=request.user, meeting=saved, item=rules.next_item(item))

    fields = rules.WRITTEN_UNDER[item]
    last = item == rules.LAST
    return form(
        request,
        meeting,
        form_class=forms.ItemForm,
        form_kwargs={"item": item},
        initial={name: getattr(meeting, name) for name in fields},
        save=save,
        version=meeting.version,
        title=f"{item}. {rules.TITLES[item]}",
        said="",
        button="Save" if last else "Save and go on",
        template="meetings/item.jinja",
        success=reverse("meetings:room", args=(ref,)) if last else reverse("meetings:item", args=(ref, item + 1)),
        key=f"conference:{meeting.pk}:item:{item}",
        item=item,
        is_chair=meeting.chair_id == request.user.pk,
        **beside.for_the_meeting(meeting.episode.young_person),
        **_written(meeting, item),
    )


@require_POST
def show(request: SignedIn, ref: str, item: int) -> HttpResponse:
    """Turn everybody's screen to this item, and go there to write."""
    meeting = recording(request, ref)
    actions.show_item(by=request.user, meeting=meeting, item=item)
    return SeeOther(reverse("meetings:item", args=(ref, item)))


# --- Parts of pages ---------------------------------------------------------------------------------------------------
def recording(request: SignedIn, ref: str) -> Meeting:
    """The meeting, open and started, for whoever writes."""
    meeting = booked_only(open_to(request, ref, Permission.MEETING_RECORD))
    if meeting.started_at is None:
        raise NotPossible("The conference is not open yet. Its chair opens it.")
    return meeting


def seen(meeting: Meeting) -> dict[str, Any]:
    """What is on the shared screen. Beside the picture of the contexts stand words alone; the lists come after it."""
    contexts = _on(meeting, rules.CONTEXTS_ITEM)
    shown = present.room(
        meeting,
        options=() if contexts else selectors.options_of(meeting),
        actions=() if contexts else selectors.actions_of(meeting),
        dissents=() if contexts else selectors.dissents_of(meeting),
    )
    return {
        "meeting": meeting,
        "room": shown,
        "weights": _picture(meeting) if contexts else None,
        "decided": present.decision(meeting) if shown.over else (),
        **beside.for_the_meeting(meeting.episode.young_person),
    }


def _on(meeting: Meeting, item: int) -> bool:
    return meeting.started_at is not None and not meeting.held and meeting.agenda_item == item


def _written(meeting: Meeting, item: int) -> dict[str, Any]:
    """What the recorder needs to see at one item: its own list or picture, and how far the agenda is written."""
    return {
        "room": present.room(
            meeting,
            options=selectors.options_of(meeting) if item == rules.OPTIONS_ITEM else (),
            actions=selectors.actions_of(meeting) if item == rules.ACTIONS_ITEM else (),
            dissents=selectors.dissents_of(meeting) if item == rules.DISSENT_ITEM else (),
        ),
        "picture": _picture(meeting) if item == rules.CONTEXTS_ITEM else None,
        "views": present.people(selectors.attendance(meeting)) if item == rules.DECISION_ITEM else (),
    }


def _picture(meeting: Meeting) -> Any:
    contexts, _ = selectors.contexts_and_reach(meeting.episode.young_person, meeting.episode)
    return present.agreed_weights(contexts)


def _may_start(request: SignedIn, meeting: Meeting) -> bool:
    return meeting.status == "booked" and meeting.started_at is None and meeting.chair_id == request.user.pk


def _said(data: dict[str, Any]) -> dict[str, Any]:
    """The words of an item as the record keeps them; a question that was not answered is empty, not nothing."""
    return {name: "" if value is None else value for name, value in data.items() if name != "version"} | {
        "version": data["version"]
    }
