"""Lets a manager look as somebody of an agency for some minutes: the middleware, and what the session remembers.

They read what that person reads, of the records that they could open anyway: `people.access` takes the narrower of the
two. They change nothing, they reach no page of the person's own account, and the trail names them. Who may look as whom
is `access.partner_for`.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from roth.accounts.access import partner_for
from roth.accounts.models import User
from roth.accounts.standing import Standing
from roth.domain.errors import DomainError, NotAllowed, NotVisible
from roth.ui.middleware import domain_errors
from roth.ui.shell import ViewedAs

_KEPT: Final = "view_as"
MINUTES: Final = 30
# Pages that stay the person's own: their account and second step, what they typed and did not save, their signing in.
PRIVATE: Final = frozenset({"accounts", "drafts", "demo"})
NOTHING_CHANGED: Final = (
    "You are looking as somebody else, so nothing was changed. Stop looking, then do it as yourself."
)
_AS_ONESELF: Final = ("/accounts/", "/static/", "/view-as/")


def remember(request: HttpRequest, partner: User) -> None:
    """From the next page on, this session looks as the partner."""
    until = timezone.now() + timedelta(minutes=MINUTES)
    request.session[_KEPT] = {"user": partner.pk, "until": until.isoformat()}


def forget(request: HttpRequest) -> int | None:
    """Look as oneself again. Gives the key of the person who was looked as, if there was one."""
    kept = request.session.pop(_KEPT, None)
    return kept["user"] if kept else None


class viewing_as:
    """Middleware, after sign-in: while the session looks as a partner, the pages are theirs to read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if isinstance(user, User) and _KEPT in request.session and not request.path.startswith(_AS_ONESELF):
            _look(request, user)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> HttpResponse | None:
        """A refusal for a change, and for a page that is the person's own; None lets the view answer."""
        if getattr(request.user, "seen_by", None) is None:
            return None
        refused: DomainError | None = None
        if request.method not in ("GET", "HEAD"):
            refused = NotAllowed(NOTHING_CHANGED)
        elif request.resolver_match is None or request.resolver_match.namespace.split(":")[0] in PRIVATE:
            refused = NotVisible()
        return domain_errors(self.get_response).process_exception(request, refused) if refused else None


def _look(request: HttpRequest, manager: User) -> None:
    """The request's user becomes the partner, seen by the manager; once the minutes or the right are over, not."""
    kept = request.session[_KEPT]
    until = datetime.fromisoformat(kept["until"])
    try:
        partner = partner_for(manager, kept["user"]) if until > timezone.now() else None
    except DomainError:
        partner = None
    if partner is None:
        forget(request)
        return
    partner.standing = Standing(partner.pk, partner.standing.places, viewer=manager.standing)
    partner.seen_by = manager
    home = partner.standing.home
    request.user = partner
    request.elevated_access = None  # type: ignore[attr-defined]  # the manager's own, which does not count here
    request.signed_in_as = f"{partner.job_title or partner.standing.in_words}, {home.agency_name if home else ''}"  # type: ignore[attr-defined]
    request.viewed_as = ViewedAs(  # type: ignore[attr-defined]
        name=partner.name,
        agency=home.agency_name if home else "",
        by=manager.name,
        until=until,
        end_url=reverse("accounts:view_as_end"),
    )
