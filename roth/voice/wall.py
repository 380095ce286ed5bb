"""The wall around young people, parents and advocates, and around a worker's device in a young person's hands.

Whoever is here only for a page of their own reaches that page, signing in, and nothing else at all: not a list, not a
search, not a page that would refuse them with a reason. Every other address is one that is not there. What stands on
their pages is decided in `access` and `selectors`; a new page for everybody is named in `FOR_EVERYBODY`.
"""

from collections.abc import Callable
from typing import Any, Final

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from roth.accounts.models import User
from roth.ui import errors
from roth.ui.pages import SeeOther
from roth.voice.access import HANDED, has_only_own_pages

HOME: Final = "home"
# A page of one's own: no sign-in is asked by Django, because a device that a worker handed over has none.
OWN: Final = frozenset(
    {
        *("voice:mine", "voice:choose", "voice:say", "voice:who_reads", "voice:my_part", "voice:my_item"),
        *("voice:my_map", "voice:my_feedback", "voice:my_advocate", "voice:leave", "voice:hand_back"),
    }
)
FOR_EVERYBODY: Final = frozenset({"accounts:profile", "drafts:save", "read_notice"})
_SIGNING_IN: Final = ("account_", "mfa_", "demo:")


class own_pages_only:
    """Middleware: an own page asks who is there; whoever has only own pages gets nothing else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """None lets the request go on."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        user = request.user
        if HANDED in request.session:
            return None if name in OWN else SeeOther(reverse("voice:mine"))
        if name in OWN and name != "voice:leave" and not isinstance(user, User):
            return redirect_to_login(request.get_full_path())
        if not isinstance(user, User) or not has_only_own_pages(user):
            return None
        if name == HOME:
            return SeeOther(reverse("voice:mine"))
        return None if name in OWN | FOR_EVERYBODY or name.startswith(_SIGNING_IN) else errors.not_found(request)
