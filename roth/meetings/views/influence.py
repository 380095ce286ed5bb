"""Who came to meetings and what could be changed with them: at a site, by one agency, about one young person."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils import timezone

from roth.accounts.models import Site
from roth.accounts.requests import SignedIn
from roth.domain import attendance as rules
from roth.domain.access import Permission
from roth.domain.quarters import Quarter, quarters
from roth.meetings import access, selectors
from roth.meetings.forms.influence import PeriodForm, chosen, usual
from roth.meetings.present import influence as present
from roth.meetings.present.ranges import ranges
from roth.meetings.present.running import questions, run_rows
from roth.people.access import young_person_for
from roth.people.frame import frame
from roth.ui.pages import page

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class _Period:
    """The quarters that were chosen, with the form in which they are."""

    form: PeriodForm
    quarters: tuple[Quarter, ...]

    @property
    def days(self) -> tuple[Any, Any]:
        """The first day, and the day after the last."""
        return self.quarters[0].first_day, self.quarters[-1].back(-1).first_day

    @property
    def shown(self) -> dict[str, Any]:
        """The form on a page, and what is wrong in it."""
        return {"form": self.form, "errors": self.form.error_list()}

    def query(self, site: Site, *quarters: Quarter) -> str:
        """What follows the address of a page about these quarters; about all of them where none is named."""
        first, *_, last = quarters * 2 or (self.quarters[0], self.quarters[-1])
        return "?" + urlencode({"site": site.code, "first": first.code, "last": last.code})


def _period(request: SignedIn, site: Site, sites: list[Site]) -> _Period:
    now = Quarter.of(timezone.localdate())
    asked = request.GET if "first" in request.GET or "last" in request.GET else None
    form = PeriodForm(asked, now=now, sites=sites, initial={"site": site.code, **usual(now)})
    return _Period(form, quarters(*chosen(form, now)))


def who_came(request: SignedIn) -> HttpResponse:
    """M4 and M5 over the meetings of a site that the reader may open, quarter by quarter."""
    site, sites = access.attendance_at(request.user, request.GET.get("site", ""))
    period = _period(request, site, sites)
    held = selectors.as_facts(selectors.held_at(request.user, site, *period.days))
    rows = present.quarter_rows(rules.by_quarter(held.meetings, period.quarters))
    return page(
        request,
        "meetings/who_came.jinja",
        title="Who came, and what could be changed",
        counted=present.counted(len(held.meetings), site.name, period.quarters, "whose record you may open"),
        quarters=[(each, period.query(site, each.quarter)) for each in rows],
        picture=ranges(rows),
        agencies=present.agency_rows(held.meetings, held.agencies),
        roles=present.role_rows(rules.essential_roles(held.meetings)),
        query=period.query(site),
        **period.shown,
    )


def agency(request: SignedIn, number: int) -> HttpResponse:
    """The meetings that one agency was asked to: how it took part, and what it could have changed at each."""
    found = access.agency_at_meetings(request.user, number)
    period = _period(request, found.site, [found.site])
    meetings = selectors.held_with(selectors.held_at(request.user, found.site, *period.days), found)
    held = selectors.as_facts(meetings)
    asked = tuple(each for each in held.meetings if rules.speaking_for(each, found.pk))
    rows = present.there_rows(asked, held.rows, found.pk)
    return page(
        request,
        "meetings/who_came_from.jinja",
        title=found.name,
        key=found.pk,
        counted=present.counted(
            len(asked),
            found.site.name,
            period.quarters,
            "to which this agency was asked, and whose record you may open,",
        ),
        quarters=present.agency_quarters(rules.by_quarter(asked, period.quarters), found.pk),
        meetings=Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        query=period.query(found.site),
        **period.shown,
    )


def run(request: SignedIn, ref: str) -> HttpResponse:
    """The meetings of one young person, one after another: who was there that could change each context."""
    young_person = young_person_for(request.user, ref, Permission.RECORD_VIEW)
    held, reach = selectors.as_run(young_person)
    found = rules.runs(held.meetings)
    return page(
        request,
        "meetings/run.jinja",
        title="Who was there for each context",
        **frame(request, young_person, "conference"),
        contexts=[each.context for each in found],
        meetings=run_rows(held, found),
        questions=questions(found, reach),
    )
