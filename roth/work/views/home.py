"""My work: what needs the reader now, in words, narrowed as they asked and as they left it."""

from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from roth.accounts.models import User
from roth.drafts.selectors import drafts_of
from roth.people.reads import log_list
from roth.ui.pages import page
from roth.work import forms, present, selectors, tray
from roth.work.tray import Narrowing, Tray

DRAFTS, PAGE_LENGTH = 15, 25
KEPT: Final = "my_work"  # in the session: how this person last narrowed their work
EVERYTHING: Final = "all"


def home(request: HttpRequest) -> HttpResponse:
    """What is late or due first, then what waits, meetings, actions; beside it unsaved words and notices."""
    user: User = request.user  # type: ignore[assignment]
    standing, today = user.standing, timezone.localdate()
    works = present.works_with_records(standing.roles)
    given = _given(request)
    asked = works or present.is_asked(standing.roles)
    found = selectors.rows_for(user, today, _wanted(given).until(today)) if asked else []
    workers = dict(selectors.workers_of(user))
    form, wanted, shown = _narrowed(given, found, workers, today)
    pages = Paginator(shown.rows, PAGE_LENGTH).get_page(request.GET.get("page"))
    if shown.rows:
        log_list(user, "my_work", **({"page": pages.number} if pages.number > 1 else {}))
    return page(
        request,
        "work/home.jinja",
        fragment="work/_tray.jinja",
        title="My work",
        form=form,
        narrowed=wanted.anything,
        pages=pages,
        address=_address(wanted),
        parts=present.parts(pages.object_list, today, standing, workers),
        summary=present.summary(shown, wanted),
        more=len(found) > selectors.MOST,
        drafts=[(present.draft_item(draft, standing), draft.saved_at) for draft in drafts_of(user.pk)[:DRAFTS]],
        notices=selectors.notices_of(user),
        welcome=present.welcome(standing),
        works=works,
        nothing=not found,
        lists=standing.may("young_person.list"),
        adds=standing.may("young_person.add"),
    )


def _given(request: HttpRequest) -> dict[str, str]:
    """How the work is narrowed: as the address says; without a word there, as it was left in this session."""
    names = [*forms.NARROWING, EVERYTHING]
    if not any(name in request.GET for name in names):
        kept = request.session.get(KEPT, {})
        return kept if isinstance(kept, dict) else {}
    given = {name: request.GET[name] for name in forms.NARROWING if request.GET.get(name)}
    if request.session.get(KEPT, {}) != given:
        request.session[KEPT] = given
    return given


def _wanted(given: dict[str, str]) -> Narrowing:
    return Narrowing(when=given.get("when", ""))


def _narrowed(
    given: dict[str, str], found: list[tray.Row], workers: dict[int, str], today: date
) -> tuple[forms.NarrowingForm, Narrowing, Tray]:
    """The form with its counts, what it says, and the rows that it leaves. An answer that no longer fits is let go."""
    form = forms.NarrowingForm(given or None, people=present.people(found), workers=_whose(workers))
    values: dict[str, Any] = {}
    if given:
        form.is_valid()
        values = {name: value for name, value in form.cleaned_data.items() if value}
    wanted = Narrowing(**values)
    shown = tray.arrange(found, wanted, today)
    form.counted(shown.by_kind, shown.by_when)
    return form, wanted, shown


def _whose(workers: dict[int, str]) -> list[tuple[int, str]]:
    return list(workers.items()) if len(workers) > 1 else []


def _address(wanted: Narrowing) -> str:
    kept = {name: getattr(wanted, name) for name in forms.NARROWING if getattr(wanted, name)}
    return f"?{urlencode(kept)}&" if kept else "?"
