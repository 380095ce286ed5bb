"""What stands between signing in and the pages: a second factor, a role today, and what the shell says of both."""

from collections.abc import Callable

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from roth.accounts import selectors
from roth.accounts.models import User
from roth.ui.pages import page
from roth.ui.shell import ElevatedAccess

# Pages that a person without a second factor, or without a role, still needs: signing in and out, and its looks.
_OPEN = ("/accounts/", "/static/", "/drafts/")


def signed_in(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: a signed-in user without a second factor is led to set one up; one without a role is told so.

    The rest go on, and the shell around their page learns who they are here and what elevated access is open.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        user = request.user
        if not isinstance(user, User) or request.path.startswith(_OPEN):
            response = get_response(request)
            # allauth shows codes and keys, and does not say that they are not to be kept
            response.headers.setdefault("Cache-Control", "no-store")
            return response
        if settings.REQUIRE_SECOND_FACTOR and not _has_second_factor(request, user):
            messages.info(request, "Set up a second step for signing in: a code from an app, or a passkey.")
            return redirect("mfa_index")
        if user.standing.home is None:
            request.user = AnonymousUser()  # so that the page has no menu: nothing in it would open
            return page(request, "accounts/no_role.jinja", status=403, title="You have no role here today")
        _tell_the_shell(request, user)
        return get_response(request)

    return middleware


def _has_second_factor(request: HttpRequest, user: User) -> bool:
    """Remembered in the session once seen, so that it costs a query a session and not a page.

    An account of the organisation (OpenID Connect) brings its own second step.
    """
    if "second_factor" not in request.session:
        by = {record.get("method") for record in get_authentication_records(request, user)}
        if "socialaccount" not in by and not is_mfa_enabled(user):
            return False
        request.session["second_factor"] = True
    return True


def _tell_the_shell(request: HttpRequest, user: User) -> None:
    home = user.standing.home
    request.signed_in_as = f"{user.standing.in_words}, {home.site_name}" if home else ""  # type: ignore[attr-defined]
    if user.live_elevation_key is None:
        return
    access = selectors.live_elevation(user)  # a second query only for the few who have one
    if access is not None:
        request.elevated_access = ElevatedAccess(  # type: ignore[attr-defined]
            reason=access.reason.rstrip("."),
            until=access.ends_at,
            end_url=reverse("accounts:end_elevation", args=(access.pk,)),
        )
