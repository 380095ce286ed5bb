"""Keeps what was typed when its writer is no longer signed in: session over, signed out, or someone else at the desk.

It only ever saves, and only for the person whom the page was made for, by the signed slip in the form.
"""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from roth.drafts import actions, tokens

SAVE = "drafts:save"


def keep_what_was_typed(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: a form sent without its writer's session is kept as a draft, and nothing else happens to it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method != "POST" or request.path == reverse(SAVE):
            return get_response(request)
        slip = tokens.read(request.POST.get("draft_token", ""))
        if slip is None or slip.user_id == request.user.pk:
            return get_response(request)
        actions.save_draft(user_id=slip.user_id, key=slip.key, data=request.POST)
        return _led_on(request, slip)

    return middleware


def _led_on(request: HttpRequest, slip: tokens.Slip) -> HttpResponse:
    if request.user.is_authenticated:
        messages.warning(request, "Somebody else opened that page. Their words are kept for them. Nothing was saved.")
        where = "/"
    else:
        messages.warning(request, "You were signed out. Your words are kept: sign in and they will be there.")
        where = f"{reverse('account_login')}?{urlencode({'next': slip.path})}"
    if request.headers.get("HX-Request"):  # a part of the page was asked for: the whole of it must move
        return HttpResponse(headers={"HX-Redirect": where})
    return HttpResponseRedirect(where, status=303)
