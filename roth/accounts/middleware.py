"""Asks for a second factor before anything else, where the service requires one."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

# Pages that a person without a second factor still needs.
_OPEN = ("/accounts/", "/static/", "/drafts/")


def second_factor(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: a signed-in user without a code or passkey is led to set one up."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if (
            settings.REQUIRE_SECOND_FACTOR
            and request.user.is_authenticated
            and not request.path.startswith(_OPEN)
            and not _has_second_factor(request)
        ):
            messages.info(request, "Set up a second step for signing in: a code from an app, or a passkey.")
            return redirect("mfa_index")
        return get_response(request)

    return middleware


def _has_second_factor(request: HttpRequest) -> bool:
    """Remembered in the session once seen, so that it costs a query a session and not a page.

    An account of the organisation (OpenID Connect) brings its own second step.
    """
    if "second_factor" not in request.session:
        by = {record.get("method") for record in request.session.get("account_authentication_methods", [])}
        if "socialaccount" not in by and not is_mfa_enabled(request.user):
            return False
        request.session["second_factor"] = True
    return True
