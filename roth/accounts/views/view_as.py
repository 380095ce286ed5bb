"""Pages for looking as somebody of a partner agency: choose whom, stop."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from roth.accounts import access, actions, present, selectors, view_as
from roth.accounts.requests import SignedIn
from roth.ui.pages import SeeOther, page


def agencies(request: SignedIn) -> HttpResponse:
    """Who works for which agency, each to look as."""
    sites = access.require_view_as(request.user)
    found = present.by_agency(selectors.partners_at(sites))
    return page(
        request, "accounts/view_as.jinja", title="See what an agency sees", agencies=found, minutes=view_as.MINUTES
    )


@require_POST
def start(request: SignedIn, key: int) -> HttpResponse:
    """Look as this person, from their own first page on."""
    view_as.remember(request, actions.start_view_as(by=request.user, key=key))
    return SeeOther(reverse("home"))


@require_POST
def end(request: SignedIn) -> HttpResponse:
    """Look as oneself again."""
    key = view_as.forget(request)
    if key is not None:
        actions.end_view_as(by=request.user, key=key)
    return SeeOther(reverse("accounts:view_as"))
