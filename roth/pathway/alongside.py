"""Pages of what goes on beside the pathway: begin it, end it, the interview after a return, visits."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from roth.domain.access import Permission
from roth.domain.errors import NotVisible
from roth.domain.overlays import Kind
from roth.pathway import actions, addresses, alongside_forms, going_on, selectors
from roth.pathway.models import Overlay
from roth.pathway.views import dates_of, episode_of, step_form, user_of
from roth.people import access
from roth.people.frame import frame
from roth.people.models import YoungPerson
from roth.ui.pages import page


def alongside(request: HttpRequest, ref: str) -> HttpResponse:
    """What goes on now, what it asks, visits, and what went on before."""
    young_person = access.young_person_for(user_of(request), ref, Permission.RECORD_VIEW)
    may = access.may(young_person, Permission.OVERLAY_RECORD)
    found = selectors.overlays_of(young_person)
    return page(
        request,
        "pathway/alongside.jinja",
        title="Beside the pathway",
        now=going_on.going_on(young_person, found, timezone.localdate(), may),
        before=going_on.went_on(found, young_person.ref, may),
        visits=going_on.visits(selectors.visits_of(young_person)),
        may_record=may,
        **frame(request, young_person, "steps"),
    )


def begin(request: HttpRequest, ref: str) -> HttpResponse:
    """Say that something goes on."""
    young_person = access.young_person_for(user_of(request), ref, Permission.OVERLAY_RECORD)
    return _form(
        request,
        young_person,
        actions.begin_overlay,
        form_class=alongside_forms.OverlayForm,
        title="What is going on",
        key=f"overlay:{ref}",
        said="It is recorded. What it asks for stands in My work.",
    )


def end(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """Say that it ended, or that a missing young person came back."""
    young_person = access.young_person_for(user_of(request), ref, Permission.OVERLAY_RECORD)
    overlay = _overlay(young_person, number)
    missing = overlay.kind == Kind.MISSING
    return _form(
        request,
        young_person,
        lambda **data: actions.end_overlay(overlay=overlay, **data),
        form_class=alongside_forms.ReturnForm if missing else alongside_forms.EndForm,
        title=f"{young_person.name} came back" if missing else f"{Kind(overlay.kind).label}: it has ended",
        key=f"overlay:{overlay.pk}:end",
        said="It is recorded. Offer a return interview within 72 hours." if missing else "It is recorded",
    )


def return_interview(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """Record the interview after a return."""
    young_person = access.young_person_for(user_of(request), ref, Permission.OVERLAY_RECORD)
    missing = getattr(_overlay(young_person, number), "missing", None)
    if missing is None:
        raise NotVisible
    return _form(
        request,
        young_person,
        lambda **data: actions.record_return_interview(missing=missing, **data),
        form_class=alongside_forms.ReturnInterviewForm,
        title="The return interview",
        key=f"return_interview:{missing.pk}",
        said="The return interview is recorded",
    )


def visit(request: HttpRequest, ref: str) -> HttpResponse:
    """Record a visit."""
    young_person = access.young_person_for(user_of(request), ref, Permission.OVERLAY_RECORD)
    episode = episode_of(young_person)
    return _form(
        request,
        young_person,
        actions.record_visit,
        form_class=alongside_forms.VisitForm,
        form_kwargs={"name": young_person.name, "opened_on": dates_of(episode)["opened_on"]},
        title=f"A visit to {young_person.name}",
        key=f"visit:{episode.pk}",
        said="The visit is recorded",
    )


def _form(request: HttpRequest, young_person: YoungPerson, action: Any, **given: Any) -> HttpResponse:
    home = addresses.of("pathway:alongside", young_person.ref)
    usual = {"form_kwargs": {"name": young_person.name}, "success": home, "back": home}
    return step_form(request, young_person, action, **{**usual, **given})


def _overlay(young_person: YoungPerson, number: int) -> Overlay:
    found = selectors.overlay_of(young_person, number)
    if found is None:
        raise NotVisible
    return found
