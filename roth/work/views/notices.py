"""Notices: all of them, unread first; read one or all; when to be written to. And what CP-IS told of a young person."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from roth.domain.access import Permission
from roth.people.access import may, young_person_for
from roth.people.frame import frame
from roth.ui.formats import plural
from roth.ui.pages import SeeOther, form_page, page
from roth.work import actions, forms, selectors

PAGE_LENGTH = 25


def notices(request: HttpRequest) -> HttpResponse:
    """Every notice of the reader, or the unread ones."""
    unread = request.GET.get("show") != "all"
    found = selectors.all_notices(request.user, unread_only=unread)  # type: ignore[arg-type]
    shown = Paginator(found, PAGE_LENGTH).get_page(request.GET.get("page"))
    return page(
        request,
        "work/notices.jinja",
        title="Notices",
        notices=list(shown.object_list),
        shown=shown,
        unread=unread,
        address="?" if unread else "?show=all&",
    )


@require_POST
def read_notice(request: HttpRequest, number: int) -> HttpResponse:
    """A notice was read."""
    actions.read_notice(by=request.user, number=number)  # type: ignore[arg-type]
    return SeeOther(reverse("notices" if request.POST.get("then") == "notices" else "home"))


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Every notice was read."""
    number = actions.read_all_notices(by=request.user)  # type: ignore[arg-type]
    messages.success(request, f"{plural(number, 'notice').capitalize()} marked as read")
    return SeeOther(reverse("notices"))


def notice_settings(request: HttpRequest) -> HttpResponse:
    """How and when to be written to."""
    wishes = selectors.wishes_of(request.user)  # type: ignore[arg-type]
    return form_page(
        request,
        form_class=forms.WishesForm,
        initial={
            "how": wishes.how,
            "quiet_from": wishes.quiet_from,
            "quiet_until": wishes.quiet_until,
            "quiet_weekends": wishes.quiet_weekends,
        },
        save=lambda data: actions.save_wishes(by=request.user, **data),  # type: ignore[arg-type]
        title="When we write to you",
        key="notice-settings",
        success=reverse("notices"),
        said="That is kept",
        template="work/wishes.jinja",
        back=reverse("notices"),
    )


def cpis_notices(request: HttpRequest, ref: str) -> HttpResponse:
    """Notices from CP-IS about a young person, and the form for a new one."""
    editing = request.method == "POST"
    wanted = Permission.RECORD_EDIT if editing else Permission.RECORD_VIEW
    person = young_person_for(request.user, ref, wanted)  # type: ignore[arg-type]
    around: dict[str, Any] = {
        "notices": list(selectors.cpis_notices_of(person)),
        "may_edit": may(person, Permission.RECORD_EDIT),
        **frame(request, person, "overview"),
    }
    if not around["may_edit"]:
        return page(request, "work/cpis_only.jinja", title="Notices from CP-IS", **around)
    return form_page(
        request,
        form_class=forms.CpisForm,
        save=lambda data: actions.record_cpis_notice(by=request.user, young_person=person, **data),  # type: ignore[arg-type]
        title="Notices from CP-IS",
        key=f"cpis:{ref}",
        success=reverse("cpis_notices", args=(ref,)),
        said="The notice is kept",
        button="Keep the notice",
        template="work/cpis.jinja",
        **around,
    )
