"""Who has a page of their own, what stands on it, and handing a device to the young person."""

from typing import Any

from django.contrib.auth import logout
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from roth.accounts.requests import SignedIn
from roth.domain import voice
from roth.domain.access import Permission, Role
from roth.domain.errors import NotPossible, NotVisible
from roth.people.access import young_person_for
from roth.people.models import YoungPerson
from roth.ui.formats import day, lower_first
from roth.ui.forms import Form
from roth.ui.pages import SeeOther, page
from roth.voice import actions, forms, present, selectors
from roth.voice.access import HANDED
from roth.voice.models import Tie
from roth.voice.views import _around, _form

RELEASE, WRITE = Permission.VOICE_RELEASE, Permission.VOICE_WRITE
AUDIENCES = {"young-person": "young_person", "parent": "parent"}


@require_GET
def pages(request: SignedIn, ref: str) -> HttpResponse:
    """Who has a page, and what they can read on it today."""
    person = young_person_for(request.user, ref, Permission.VOICE_VIEW)
    today = timezone.localdate()
    shown = {audience: selectors.shown_to(person, audience) for audience in AUDIENCES.values()}
    return page(
        request,
        "voice/pages.jinja",
        title="Their own pages",
        name=present.name_of(person),
        ties=[present.tie(each, today) for each in selectors.ties_of(person)],
        shown=shown,
        hard={audience: voice.hard_words(" ".join(each.words for each in found)) for audience, found in shown.items()},
        **_around(request, person, "pages"),
    )


def add(request: SignedIn, ref: str) -> HttpResponse:
    """Give somebody a page of their own."""
    person = young_person_for(request.user, ref, RELEASE)

    def save(data: dict[str, Any]) -> Tie:
        data |= {"role": Role(data["role"]), "speaks_as": data["speaks_as"] or voice.Speaker.YOUNG_PERSON.value}
        return actions.make_tie(by=request.user, young_person=person, **data)

    return _form(
        request,
        person,
        "tie",
        "pages",
        form_class=forms.TieForm,
        save=save,
        title="Give somebody a page of their own",
        said=lambda tie: f"{tie.user.name} has a page from {day(tie.starts_on)}.",
        button="Give them a page",
    )


def end(request: SignedIn, ref: str, number: int) -> HttpResponse:
    """End somebody's page."""
    tie = _tie(request, ref, number)
    return _form(
        request,
        tie.young_person,
        f"tie-end:{number}",
        "pages",
        form_class=forms.EndForm,
        save=lambda data: actions.end_tie(by=request.user, tie=tie, **data),
        title=f"End the page of {tie.user.name}",
        said="The page ends on that day.",
        button="End the page",
    )


def shut(request: SignedIn, ref: str, number: int) -> HttpResponse:
    """Shut somebody's page at once: it is not safe now."""
    tie = _tie(request, ref, number)
    return _form(
        request,
        tie.young_person,
        f"tie-shut:{number}",
        "pages",
        form_class=forms.PauseForm,
        save=lambda data: actions.pause_tie(by=request.user, tie=tie, **data),
        title=f"Shut the page of {tie.user.name} now",
        said="The page is shut. Nothing on it is lost.",
        button="Shut it now",
    )


def reopen(request: SignedIn, ref: str, number: int) -> HttpResponse:
    """Open a page again that was shut."""
    tie = _tie(request, ref, number)
    return _form(
        request,
        tie.young_person,
        f"tie-open:{number}",
        "pages",
        form_class=Form,
        save=lambda data: actions.reopen_tie(by=request.user, tie=tie),
        title=f"Open the page of {tie.user.name} again",
        question="They can read everything on it again from now on.",
        template="layouts/confirm.jinja",
        said="The page is open again.",
        button="Open it again",
        draft=False,
    )


def shows(request: SignedIn, ref: str, audience: str) -> HttpResponse:
    """What of the plan and the meeting stands on somebody's own page, thing by thing, in plain words."""
    person = young_person_for(request.user, ref, RELEASE)
    if audience not in AUDIENCES:
        raise NotVisible
    whom = AUDIENCES[audience]
    things = _things(person)
    standing = present.shown_keys(selectors.shown_to(person, whom))
    initial: dict[str, Any] = {f"words_{key}": words for key, _, words, *_ in things}
    initial |= {f"words_{key}": words for key, words in standing.items()}
    initial |= {f"shown_{key}": True for key in standing}

    def save(data: dict[str, Any]) -> Any:
        rows = [
            {"action": action, "meeting": meeting, "shown": data[f"shown_{key}"], "words": data[f"words_{key}"]}
            for key, _, _, action, meeting in things
        ]
        return actions.show(by=request.user, young_person=person, audience=whom, rows=rows)

    if not things:
        raise NotPossible("There is no plan and no meeting to show yet.")
    name = present.name_of(person)
    return _form(
        request,
        person,
        f"shows:{whom}",
        "pages",
        form_class=forms.ShowForm,
        form_kwargs={"things": [(key, said) for key, said, *_ in things]},
        initial=initial,
        save=save,
        title=f"What {name} can read" if whom == "young_person" else "What parents can read",
        template="voice/shows.jinja",
        plain=voice.PLAIN,
        said="That is what they can read from now on.",
    )


def device(request: SignedIn, ref: str) -> HttpResponse:
    """Hand this device to the young person: the worker is signed out of it first, and nothing of theirs is left."""
    person = young_person_for(request.user, ref, WRITE)

    def save(data: dict[str, Any]) -> Any:
        handover = actions.hand_over(by=request.user, young_person=person)
        logout(request)  # a new session: nothing of the worker's can be reached from it
        request.session[HANDED] = handover.pk
        request.session.set_expiry(actions.DEVICE_MINUTES * 60)
        return handover

    answer = _form(
        request,
        person,
        "device",
        "pages",
        form_class=Form,
        save=save,
        title=f"Hand this device to {present.name_of(person)}",
        question=(
            f"{present.name_of(person)} can open their own page on it, and nothing else, for"
            f" {actions.DEVICE_MINUTES} minutes. You are signed out now. When you have the device back, sign in again."
        ),
        template="layouts/confirm.jinja",
        button="Hand it over",
        draft=False,
    )
    return SeeOther(reverse("voice:mine")) if HANDED in request.session else answer


# --- Parts ------------------------------------------------------------------------------------------------------------
def _tie(request: SignedIn, ref: str, number: int) -> Tie:
    person = young_person_for(request.user, ref, RELEASE)
    tie = selectors.tie_with(person, number)
    if tie is None:
        raise NotVisible
    tie.young_person = person
    return tie


def _things(person: YoungPerson) -> list[tuple[str, str, str, Any, Any]]:
    """What could be shown: key, what the record says, words to begin with, and the action or the meeting."""
    meeting = selectors.meeting_of(person)
    found: list[tuple[str, str, str, Any, Any]] = []
    for each in selectors.actions_to_show(person):
        said = f"{each.owner_name} will {lower_first(each.text.strip().rstrip('.'))}"
        found.append((f"a{each.pk}", said, f"{said}.", each, None))
    if meeting is not None and meeting.held:
        found.append((f"m{meeting.pk}", "What the meeting decided", "", None, meeting))
    elif meeting is not None:
        words = "You can see here when the meeting is and who comes."
        found.append((f"m{meeting.pk}", "When the meeting is, and who comes", words, None, meeting))
    return found
