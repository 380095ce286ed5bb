"""Notices: read one."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from roth.ui.pages import SeeOther
from roth.work import actions


@require_POST
def read_notice(request: HttpRequest, number: int) -> HttpResponse:
    """A notice was read."""
    actions.read_notice(by=request.user, number=number)  # type: ignore[arg-type]
    return SeeOther(reverse("home"))
