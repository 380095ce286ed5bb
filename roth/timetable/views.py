"""Pages of the limits: why something is due, for everybody; what a site has made of them, for whoever sets it."""

from datetime import date, datetime
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from roth.accounts.requests import SignedIn
from roth.domain.calendar import london_instant
from roth.domain.errors import NotPossible, NotVisible
from roth.domain.timescales import TIMESCALES, Timescale
from roth.domain.timescales.counting import versions_of
from roth.timetable import access, actions, forms, present, selectors
from roth.ui.pages import form_page, page


def clocks(request: SignedIn) -> HttpResponse:
    """Every limit, as it holds where the reader works."""
    today, place = timezone.localdate(), request.user.standing.home
    here = selectors.timetable(place.site_id if place else None)
    return page(
        request,
        "timetable/clocks.jinja",
        title="Clocks: what is due when, and why",
        parts=present.parts(here, today),
        counting=present.MODES[here.mode(today)],
        site=place.site_name if place else "",
        may_set=request.user.standing.may("timetable.manage"),
    )


def clock(request: SignedIn, code: str) -> HttpResponse:
    """Why something is due: one limit, its source, what the site has made of it, and any day tried."""
    table, today, place = _rule(code), timezone.localdate(), request.user.standing.home
    here = selectors.timetable(place.site_id if place else None)
    rule = here.rule(table.code, today)
    form = forms.TryForm(request.GET if "start-day" in request.GET else None, rule=rule)
    tried, refused = _tried(form, here, rule)
    own = selectors.limits_of(place.site_id) if place else ()
    return page(
        request,
        "timetable/clock.jinja",
        title=rule.title,
        rule=rule,
        facts=present.facts(table, rule, place.site_name if place else ""),
        history=present.own_limits(own, rule),
        form=form,
        tried=tried,
        refused=refused,
        set_href=reverse("timetable:limit", args=(rule.code,))
        if request.user.standing.may("timetable.manage") and table.limit.number
        else "",
    )


def _tried(form: forms.TryForm, here: Any, rule: Timescale) -> tuple[present.Tried | None, str]:
    """What the limit gives for the day that was asked, or why it gives nothing."""
    if not form.is_bound or not form.is_valid():
        return None, ""
    start: date | datetime = form.cleaned_data["start"]
    try:
        if rule.counts_hours:
            start = london_instant(datetime.combine(start, form.cleaned_data["at"]))
        return present.tried(here.deadline(rule.code, start)), ""
    except NotPossible as error:
        return None, str(error)


def limit(request: SignedIn, code: str) -> HttpResponse:
    """A limit of the site's own."""
    site, table = access.site_to_set(request.user), _rule(code)
    return form_page(
        request,
        form_class=forms.LimitForm,
        save=lambda data: actions.set_limit(by=request.user, site=site, rule=table.code, **data),
        title=f"Set the limit: {table.title}",
        key=f"limit:{table.code}",
        form_kwargs={"rule": table},
        success=reverse("timetable:clock", args=(table.code,)),
        said="The limit is set",
        template="timetable/limit.jinja",
        button="Set the limit",
        back=reverse("timetable:clock", args=(table.code,)),
        rule=table,
        facts=present.facts(table, table, site.name),
    )


def counting(request: SignedIn) -> HttpResponse:
    """Whether the site counts the day that starts a clock."""
    site, today = access.site_to_set(request.user), timezone.localdate()
    return form_page(
        request,
        form_class=forms.CountingForm,
        save=lambda data: actions.set_counting(by=request.user, site=site, **data),
        title="How days are counted",
        key="counting",
        initial={"mode": selectors.timetable(site.pk).mode(today).value, "in_force_from": today},
        success=reverse("timetable:clocks"),
        said="The way of counting is set",
        template="timetable/counting.jinja",
        back=reverse("timetable:clocks"),
        history=present.ways_of_counting(selectors.counting_of(site.pk)),
    )


def holidays(request: SignedIn) -> HttpResponse:
    """The bank holidays that are known, and what was changed in them."""
    return page(
        request,
        "timetable/holidays.jinja",
        title="Bank holidays",
        years=present.years(selectors.calendar(), timezone.localdate()),
        changes=present.holiday_changes(selectors.holiday_changes()),
        may_change=request.user.standing.may("holiday.manage"),
    )


def holiday_change(request: SignedIn) -> HttpResponse:
    """A day that becomes a bank holiday, or a working day; every open clock is counted again."""
    access.require_holidays(request.user)

    def save(data: dict[str, Any]) -> actions.Recounted:
        return actions.change_holiday(by=request.user, **{**data, "added": data["added"] == "yes"})

    return form_page(
        request,
        form_class=forms.HolidayForm,
        save=save,
        title="Change a bank holiday",
        key="holiday",
        success=reverse("timetable:holidays"),
        said=lambda done: f"Saved. {done.clocks} open clocks have another day now, and keep the one they had.",
        template="timetable/holiday.jinja",
        back=reverse("timetable:holidays"),
        button="Change it and count open clocks again",
    )


def _rule(code: str) -> Timescale:
    """The limit as it stands today. Raises NotVisible where there is none."""
    wanted = code.upper()
    if wanted not in {rule.code for rule in TIMESCALES}:
        raise NotVisible
    return versions_of(wanted)[-1]
