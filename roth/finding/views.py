"""The page behind the box at the top of every page, and the page for looking by what is around a young person."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from roth.accounts.models import User
from roth.domain.errors import NotAllowed
from roth.finding import forms, present, selectors
from roth.people import reads
from roth.people.listing import rows_for
from roth.ui.fields import without_controls
from roth.ui.pages import INVALID, page


def search(request: HttpRequest) -> HttpResponse:
    """Young people, contexts, meetings and what plans say, among those that the reader may open."""
    user: User = request.user  # type: ignore[assignment]
    words = without_controls(request.GET.get("q", ""))[:200]
    found = selectors.found_by(user, words)
    if words.strip():
        reads.log_search(user, words, found.count)
    rows = rows_for(user, (*found.named, *found.close))
    return page(
        request,
        "finding/search.jinja",
        fragment="finding/_found.jinja",
        title="Search",
        words=words.strip(),
        found=found,
        named=rows[: len(found.named)],
        close=rows[len(found.named) :],
        groups=present.groups(found.entries),
        may_seek=user.standing.may("young_person.seek"),
    )


def around(request: HttpRequest) -> HttpResponse:
    """Young people by an associate, a place or a telephone number, for a purpose that is written down (R24)."""
    user: User = request.user  # type: ignore[assignment]
    if not user.standing.may("young_person.seek"):
        raise NotAllowed("Only social workers and team managers may look by what is around a young person.")
    form = forms.AroundForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {
        "title": "Search by associate, place or telephone",
        "form": form,
        "errors": [],
        "rows": None,
    }
    if request.method != "POST":
        return page(request, "finding/around.jinja", **context)
    if not form.is_valid():
        return page(request, "finding/around.jinja", status=INVALID, **context | {"errors": form.error_list()})
    given = form.cleaned_data
    people, more = selectors.around_them(user, given["by"], given["words"])
    reads.log_search_around(user, given["by"], given["words"], given["purpose"], len(people))
    return page(request, "finding/around.jinja", **context | {"rows": rows_for(user, people), "more": more})
