"""Pages of when and where: book, move, cancel, ask for a review, agree to an early one."""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from roth.accounts.requests import SignedIn
from roth.domain.access import Permission
from roth.domain.errors import NotPossible
from roth.domain.words import day_in_full
from roth.meetings import access, actions, checks, forms, selectors
from roth.meetings.models import Meeting
from roth.meetings.views.common import booked_only, form, form_of, open_to
from roth.ui.forms import Form

BOOKED = ("scheduled_at", "mode", "place", "young_persons_preferences", "late_reason", "late_words")


def book(request: SignedIn, ref: str) -> HttpResponse:
    """When, where and with which chair; of a meeting that is booked and to come, only where and with whom."""
    meeting = open_to(request, ref, Permission.MEETING_BOOK)
    chairs = {chair.pk: chair for chair in selectors.chairs_for(meeting.episode.young_person)}
    fixed = meeting.status == "booked" and bool(meeting.scheduled_at and meeting.scheduled_at > timezone.now())

    def save(data: dict[str, Any]) -> Meeting:
        data |= {"chair": chairs[data["chair"]], "late_reason": data.get("late_reason") or ""}
        data |= {"scheduled_at": meeting.scheduled_at, "ends_at": meeting.ends_at} if fixed else _ends(data)
        if fixed:
            data |= {"late_reason": meeting.late_reason, "late_words": meeting.late_words}
        return actions.book_conference(by=request.user, meeting=meeting, **data)

    return form(
        request,
        meeting,
        form_class=forms.BookForm,
        form_kwargs={"chairs": chairs.values(), "last_day": _last_day(meeting), "fixed": fixed},
        initial={name: getattr(meeting, name) for name in BOOKED}
        | {"chair": meeting.chair_id, "minutes": _minutes(meeting)},
        save=save,
        version=meeting.version,
        title="Change where, or who chairs" if fixed else f"Book the {meeting.kind_name.lower()}",
        said="The conference is booked, and its chair has been told.",
        button="Save" if fixed else "Book",
    )


def move(request: SignedIn, ref: str) -> HttpResponse:
    """Move a booked conference to another day or hour (C16)."""
    meeting = booked_only(open_to(request, ref, Permission.MEETING_BOOK))
    young_person = meeting.episode.young_person
    chairs = {chair.pk: chair for chair in selectors.chairs_for(young_person)}
    managers = selectors.managers_of(young_person)

    def save(data: dict[str, Any]) -> Meeting:
        signed = next((held.user for held in managers if held.user_id == data["signed_off_by"]), None)
        data |= {"chair": chairs[data["chair"]], "signed_off_by": signed} | _ends(data)
        return actions.rearrange_conference(by=request.user, meeting=meeting, **data)

    return form(
        request,
        meeting,
        form_class=forms.MoveForm,
        form_kwargs={"chairs": chairs.values(), "managers": managers, "last_day": _last_day(meeting)},
        initial={"place": meeting.place, "chair": meeting.chair_id, "minutes": _minutes(meeting)},
        save=save,
        version=meeting.version,
        title="Move the conference",
        said="The conference is moved. Everybody who is asked has been told, and is asked again whether they can come.",
        button="Move the conference",
    )


def cancel(request: SignedIn, ref: str) -> HttpResponse:
    """Call a meeting off."""
    meeting = open_to(request, ref, Permission.MEETING_BOOK)
    return form(
        request,
        meeting,
        form_class=forms.CancelForm,
        save=lambda data: actions.cancel_conference(
            by=request.user, meeting=meeting, on=timezone.localdate(), because=data["because"]
        ),
        title=f"Cancel the {meeting.kind_name.lower()}",
        said="It is cancelled, and everybody who was asked has been told.",
        button="Cancel the meeting",
        template="meetings/cancel.jinja",
        again=checks.must_be_held(meeting),
    )


def ask_review(request: SignedIn, ref: str) -> HttpResponse:
    """Ask for a review: in its time, or earlier with who wishes it and why."""
    episode = access.episode_for(request.user, ref, Permission.REVIEW_ASK)
    return form_of(
        request,
        episode.young_person,
        form_class=forms.ReviewForm,
        initial={"kind": "review_conference"},
        save=lambda data: actions.ask_for_review(by=request.user, episode=episode, on=timezone.localdate(), **data),
        key=f"review:{episode.pk}",
        title="Ask for a review",
        said="The review is asked for. The conference service says when it is.",
        button="Ask for the review",
    )


def agree_review(request: SignedIn, ref: str) -> HttpResponse:
    """The chair says that a review may come early."""
    meeting = open_to(request, ref, Permission.MEETING_DECIDE)
    if not meeting.early_reason:
        raise NotPossible("Only a review that somebody wishes to hold early needs the chair to agree.")
    return form(
        request,
        meeting,
        form_class=Form,
        save=lambda data: actions.agree_to_review(by=request.user, meeting=meeting, on=timezone.localdate()),
        title="Agree to an early review",
        question=f"{meeting.early_asked_by} wishes it: {meeting.early_reason}",
        said="You have agreed. The conference service can book the review now.",
        button="Agree",
        template="layouts/confirm.jinja",
        draft=False,
    )


def _ends(data: dict[str, Any]) -> dict[str, datetime]:
    """When it ends, from how long it lasts."""
    minutes = int(data.pop("minutes", None) or 120)
    return {"ends_at": data["scheduled_at"] + timedelta(minutes=minutes)}


def _minutes(meeting: Meeting) -> int:
    slot = meeting.slot
    return int((slot.end - slot.start).total_seconds() // 60) if slot else 120


def _last_day(meeting: Meeting) -> str:
    limit_on = checks.last_day(meeting.episode, meeting.kind)
    return day_in_full(limit_on) if limit_on else ""
