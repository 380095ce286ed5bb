"""Gives each request an id. Deciding what to record is each action's and door's work."""

import secrets
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from roth.audit.context import set_request_id


def request_context(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: one fresh id per request, never taken from the visitor."""

    def middleware(request: HttpRequest) -> HttpResponse:
        set_request_id(secrets.token_hex(8))
        try:
            return get_response(request)
        finally:
            set_request_id("")

    return middleware
