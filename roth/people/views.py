"""Pages about young people: find them, read about them, see who looked. Pages that change a record are in `editing`."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from roth.accounts.models import User
from roth.audit.selectors import history_of
from roth.domain.access import Permission, may_at_site
from roth.domain.errors import NotAllowed
from roth.people import forms, present, reads, selectors
from roth.people.access import may, young_person_for
from roth.people.frame import address, frame
from roth.people.models import YoungPerson
from roth.people.overview import overview
from roth.people.present import Row
from roth.people.selectors import Filters
from roth.ui.fields import without_controls
from roth.ui.pages import page

PAGE_LENGTH = 50
_ANY = "YP-ANY"  # stands for a reference in an address that is worked out once for a whole list


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
    rows = _rows(user, shown.object_list)
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


def search(request: HttpRequest) -> HttpResponse:
    """Young people by name, former name, reference or identifier, among those whom the reader may know of."""
    user: User = request.user  # type: ignore[assignment]
    words = without_controls(request.GET.get("q", ""))[:200]
    found = selectors.found_by(user, words)
    if words:
        reads.log_search(user, words, len(found))
    return page(
        request,
        "people/search.jinja",
        fragment="people/_found.jinja",
        title="Search",
        words=words,
        rows=_rows(user, found[: selectors.PAGE_OF_RESULTS]),
        more=len(found) > selectors.PAGE_OF_RESULTS,
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
    shown = Paginator(history_of(person.ref), PAGE_LENGTH).get_page(request.GET.get("page"))
    return page(
        request,
        "people/history.jinja",
        title="History",
        items=[present.happened(event) for event in shown.object_list],
        shown=shown,
        **frame(request, person, "history"),
    )


def _rows(user: User, people: Iterable[YoungPerson]) -> list[Row]:
    people, today = list(people), timezone.localdate()
    heads, hrefs = selectors.heads_of(people), _hrefs(user, {person.site_id for person in people})
    return [
        present.row(person, heads[person.pk], today, hrefs[person.site_id].replace(_ANY, person.ref))
        for person in people
    ]


def _hrefs(user: User, sites: Iterable[int]) -> dict[int, str]:
    """The page that this reader may open at each site: a partner has the conference, everybody else the record."""
    listed, standing = "young_person.list", user.standing
    return {
        site: address(
            "people:young_person" if may_at_site(standing.roles_at(site), listed) else "meetings:conference", _ANY
        )
        for site in sites
    }


def _address_of_pages(request: HttpRequest) -> str:
    kept = [(name, value) for name, value in request.GET.items() if name != "page" and value]
    return f"?{urlencode(kept)}&" if kept else "?"
