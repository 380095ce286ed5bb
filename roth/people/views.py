"""Pages about young people: list them, read about them, see who looked. Pages that change a record are in `editing`."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from roth.accounts.models import User
from roth.audit.selectors import history_of
from roth.domain.access import Permission
from roth.domain.errors import NotAllowed
from roth.people import forms, present, reads, selectors
from roth.people.access import may, young_person_for
from roth.people.frame import frame
from roth.people.listing import rows_for
from roth.people.overview import overview
from roth.people.selectors import Filters
from roth.ui.pages import page

PAGE_LENGTH = 50


def young_people(request: HttpRequest) -> HttpResponse:
    """The young people whom the reader may know of, by name."""
    user: User = request.user  # type: ignore[assignment]
    if not user.standing.may("young_person.list"):
        raise NotAllowed("Only people who work with young people's records have a list of them.")
    teams = selectors.teams_to_filter(user)
    workers = selectors.workers_to_filter(team for team, _ in teams) if teams else []
    form = forms.FilterForm(request.GET or None, teams=teams, workers=workers)
    given = {name: value for name, value in form.cleaned_data.items() if value} if form.is_valid() else {}
    filters = Filters(words=given.pop("q", ""), **given)
    listed: Any = selectors.Listed(user, filters)
    shown = Paginator(listed, PAGE_LENGTH).get_page(request.GET.get("page"))
    rows = rows_for(user, shown.object_list)
    reads.log_list(user, "young_people", words=filters.words, page=shown.number, **given)
    return page(
        request,
        "people/list.jinja",
        fragment="people/_rows.jinja",
        title="Young people",
        form=form,
        rows=rows,
        shown=shown,
        address=_address_of_pages(request),
        may_add=user.standing.may("young_person.add"),
        filtered=bool(filters.words or given),
    )


def young_person(request: HttpRequest, ref: str) -> HttpResponse:
    """The young person: their words, the pathway, what is unanswered, who is around them, what comes next."""
    person = young_person_for(request.user, ref, Permission.RECORD_VIEW)  # type: ignore[arg-type]
    found = overview(person, timezone.localdate())
    return page(
        request,
        "people/young_person.jinja",
        title="Overview",
        overview=found,
        may_edit=may(person, Permission.RECORD_EDIT),
        may_allocate=may(person, Permission.RECORD_ALLOCATE),
        **frame(request, person, "overview", found.around.head),
    )


def history(request: HttpRequest, ref: str) -> HttpResponse:
    """Who did and read what in this record, newest first."""
    person = young_person_for(request.user, ref, Permission.HISTORY_VIEW)  # type: ignore[arg-type]
    refs = (person.ref, *(each.ref for each in person.joined))
    shown = Paginator(history_of(*refs), PAGE_LENGTH).get_page(request.GET.get("page"))
    return page(
        request,
        "people/history.jinja",
        title="History",
        items=[present.happened(event) for event in shown.object_list],
        shown=shown,
        **frame(request, person, "history"),
    )


def _address_of_pages(request: HttpRequest) -> str:
    kept = [(name, value) for name, value in request.GET.items() if name != "page" and value]
    return f"?{urlencode(kept)}&" if kept else "?"
