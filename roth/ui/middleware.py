"""Turns what the domain refuses into pages, once, for every view. Its wording belongs where it is raised."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse

from roth.domain.errors import BadFile, Conflict, DomainError, Moved, NotAllowed, NotPossible, NotVisible
from roth.ui import errors
from roth.ui.pages import page

TITLES: dict[type[DomainError], tuple[int, str]] = {
    NotAllowed: (403, "You cannot do this"),
    NotPossible: (409, "This cannot happen yet"),
    Conflict: (409, "Somebody else saved this first"),
    BadFile: (422, "This file cannot be taken"),
}


def _page_before(request: HttpRequest) -> str:
    """The page of ours that the person came from."""
    try:
        before = urlsplit(request.headers.get("Referer", ""))
    except ValueError:  # not an address at all
        return ""
    ours = before.netloc == request.get_host() and before.path != request.path
    return before.path if ours and not before.path.startswith("//") else ""


class domain_errors:
    """Middleware: a domain error becomes the page that says why."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page for a domain error; None for anything else, which is a fault of ours."""
        if isinstance(error, Moved):
            return errors.moved(request, error)
        if isinstance(error, NotVisible):
            return errors.not_found(request)
        for kind, (status, title) in TITLES.items():
            if isinstance(error, kind):
                return page(
                    request,
                    "layouts/refusal.jinja",
                    status=status,
                    title=title,
                    sentence=str(error),
                    missing=getattr(error, "missing", ()),
                    back=_page_before(request),
                )
        return None
