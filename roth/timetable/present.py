"""What the pages about limits say. No queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.urls import reverse

from roth.domain.calendar import Calendar, CountMode
from roth.domain.stages import Stage
from roth.domain.timescales import TIMESCALES, Basis, Deadline, Timescale, Timetable
from roth.domain.words import day_in_full, moment_in_words
from roth.timetable.models import HolidayChange, SiteCounting, SiteLimit

MODES: Final = {
    CountMode.EXCLUDE: "The day that starts a clock is day 0, and the next working day is day 1.",
    CountMode.INCLUDE: "The day that starts a clock is day 1, if it is a working day.",
}
BESIDE: Final = "Beside the pathway"


@dataclass(frozen=True, slots=True)
class LimitRow:
    """One limit as the list shows it. `own` where the site has its own number."""

    code: str
    title: str
    limit: str
    counted_from: str
    basis: str
    own: bool
    href: str


def parts(here: Timetable, today: date) -> list[tuple[str, list[LimitRow]]]:
    """Every limit under the part of the pathway that it belongs to, in the order of the pathway."""
    found: dict[str, list[LimitRow]] = {part: [] for part in (*(stage.label for stage in Stage), BESIDE)}
    for rule in TIMESCALES:
        if rule.in_force_on(today):
            found[rule.stage.label if rule.stage else BESIDE].append(row(rule, here.rule(rule.code, today)))
    return [(part, rows) for part, rows in found.items() if rows]


def row(table: Timescale, rule: Timescale) -> LimitRow:
    """A limit of the table, as it holds here."""
    return LimitRow(
        rule.code,
        rule.title,
        limit_in_words(rule),
        f"{'before' if rule.backward else 'after'} {rule.trigger}",
        rule.basis.value,
        table.limit != rule.limit,
        reverse("timetable:clock", args=(rule.code,)),
    )


def limit_in_words(rule: Timescale) -> str:
    """How long, with the aim where there is one: "1 working day (aim for the same day)"."""
    return f"{rule.limit} (aim for {rule.aim})" if rule.aim else str(rule.limit)


def facts(table: Timescale, rule: Timescale, site: str) -> list[tuple[str, str]]:
    """What there is to know about one limit."""
    limit = limit_in_words(rule)
    if table.limit != rule.limit:
        limit = f"{limit} at {site}, where the table has {table.limit}"
    rows = [
        ("Limit", limit),
        ("Counted", f"{'Back from' if rule.backward else 'From'} {rule.trigger}"),
        ("Only if", rule.only_if[:1].upper() + rule.only_if[1:]),
        ("Rests on", f"{rule.basis.value}".capitalize()),
        ("Source", rule.source),
        ("In force since", day_in_full(rule.in_force_from) if rule.in_force_from else ""),
        ("May be changed", _may_be_changed(table)),
    ]
    return [(key, value) for key, value in rows if value]


def _may_be_changed(table: Timescale) -> str:
    if table.limit.number == 0:
        return "No: it is a matter of the same day"
    if table.basis is Basis.STATUTE:
        return "A site may make it stricter, never looser"
    return f"A site may set its own, up to {table.loosest}" if table.loosest else "A site may set its own"


@dataclass(frozen=True, slots=True)
class Tried:
    """What a limit would give for a day that somebody tries."""

    due: str
    other: str
    caution: str


def tried(deadline: Deadline) -> Tried:
    """When it would be due, in both ways of counting where they differ."""
    if deadline.due_at is not None:
        return Tried(f"Due {moment_in_words(deadline.due_at, date.min)}", "", "")
    due = f"Due {day_in_full(deadline.due_on)}"
    if deadline.limit_on != deadline.due_on:
        due = f"Aim for {day_in_full(deadline.due_on)}. The last day is {day_in_full(deadline.limit_on)}"
    other = ""
    if deadline.other_mode_limit_on != deadline.limit_on:
        how = "is not" if deadline.mode is CountMode.INCLUDE else "is"
        other = f"{day_in_full(deadline.other_mode_limit_on)} if the first day {how} counted"
    return Tried(due, other, deadline.caution)


@dataclass(frozen=True, slots=True)
class Decided:
    """Something that somebody set, for a timeline."""

    title: str
    when: date
    by: str
    text: str
    href: str = ""


def own_limits(rows: Iterable[SiteLimit], rule: Timescale) -> list[Decided]:
    """What a site has set for one limit, the newest first."""
    unit = rule.limit.unit
    return [
        Decided(
            f"{each.number} {unit}{'' if each.number == 1 else 's'}"
            + (f" until {day_in_full(each.in_force_until)}" if each.in_force_until else ""),
            each.in_force_from,
            each.by.name if each.by else "the people who run the service",
            each.reason,
        )
        for each in rows
        if each.rule == rule.code
    ][::-1]


def ways_of_counting(rows: Iterable[SiteCounting]) -> list[Decided]:
    """How a site has counted, the newest first."""
    return [
        Decided(MODES[CountMode(each.mode)], each.in_force_from, each.by.name if each.by else "", each.reason)
        for each in rows
    ][::-1]


@dataclass(frozen=True, slots=True)
class Year:
    """The bank holidays of one year. `note` says where they are not published yet."""

    year: int
    days: tuple[str, ...]
    note: str


def years(calendar: Calendar, today: date) -> list[Year]:
    """This year and those to come, as far as they are known."""
    return [
        Year(
            year,
            tuple(day_in_full(day) for day in sorted(calendar.holidays) if day.year == year),
            "Worked out, not published yet" if year in calendar.calculated_years else "",
        )
        for year in sorted(calendar.known_years)
        if year >= today.year
    ]


def holiday_changes(rows: Iterable[HolidayChange]) -> list[Decided]:
    """What was changed in the bank holidays, the newest first."""
    return [
        Decided(
            f"{day_in_full(each.day)} became {'a bank holiday' if each.added else 'a working day'}: {each.title}",
            each.at.date(),
            each.by.name if each.by else "the people who run the service",
            each.reason,
        )
        for each in rows
    ][::-1]
