"""Pages for elevated access: ask, end, review."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from roth.accounts import access, actions, forms, present, selectors
from roth.accounts.actions.elevation import NO_SUCH_RECORD
from roth.accounts.models import User
from roth.accounts.requests import SignedIn
from roth.audit.selectors import pages_read_under
from roth.domain.errors import NotPossible
from roth.people.access import record_sought
from roth.people.models import ElevatedAccess
from roth.ui.pages import form_page, page

PAGE_SIZE = 50


def elevate(request: SignedIn) -> HttpResponse:
    """Ask to open one record. What follows is said before anything is typed."""
    access.require_elevation(request.user)
    return form_page(
        request,
        form_class=forms.ElevationForm,
        save=lambda data: _take(request.user, **data),
        title="Open a record with elevated access",
        key="elevate",
        success=lambda taken: reverse("people:young_person", args=(taken.young_person.ref,)),
        template="accounts/elevate.jinja",
        button="I understand: open the record",
        draft=False,  # a name and birthday typed here are kept nowhere
    )


def _take(by: User, *, ref: str, name: str, born_on: Any, reason: str, minutes: int) -> ElevatedAccess:
    found = record_sought(by, ref=ref, name=name, born_on=born_on)
    if found is None:
        actions.refuse_elevated_access(by=by, reason=reason)  # on its own: the refusal is kept though nothing was done
        raise NotPossible(NO_SUCH_RECORD)
    return actions.take_elevated_access(by=by, young_person=found, reason=reason, minutes=minutes)


@require_POST
def end_elevation(request: SignedIn, key: int) -> HttpResponse:
    """End it now: one's own goes back to one's work, somebody else's to the review."""
    ending = access.elevation_for(request.user, key)
    actions.end_elevated_access(by=request.user, access=ending)
    return redirect("home" if ending.user_id == request.user.pk else "accounts:elevations")


def elevations(request: SignedIn) -> HttpResponse:
    """Who opened which record, when, why, and how many pages they read."""
    access.require_review(request.user)
    found = Paginator(selectors.elevations_to_review(request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    pages = pages_read_under(
        [each.young_person.ref for each in found], [f"elevated_access:{each.pk}" for each in found]
    )
    now = timezone.now()
    return page(
        request,
        "accounts/elevations.jinja",
        title="Elevated access",
        opened=[present.opened(each, pages, now) for each in found],
        pagination=found,
    )
