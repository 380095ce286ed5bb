"""Named reads of clocks: where one stands, and all that run. Days are read as they are kept, never counted anew."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final, Protocol

from django.utils import timezone

from roth.domain import timescales
from roth.domain.calendar import CountMode, local_date
from roth.domain.errors import NotPossible
from roth.domain.timescales import (
    DUE_SOON_HOURS,
    DUE_SOON_WORKING_DAYS,
    ClockState,
    ClockStatus,
    Deadline,
    Timescale,
    with_limit,
)
from roth.pathway.models import Clock
from roth.timetable.selectors import calendar
from roth.ui.formats import sentence

_NEWEST: Final = {rule.code: rule for rule in timescales.TIMESCALES}


class Kept(Protocol):
    """What a clock keeps, whether it is a row of the table or part of a list."""

    @property
    def rule(self) -> str: ...
    @property
    def started_on(self) -> date: ...
    @property
    def started_at(self) -> datetime | None: ...
    @property
    def due_on(self) -> date: ...
    @property
    def due_at(self) -> datetime | None: ...
    @property
    def limit_on(self) -> date: ...
    @property
    def count_mode(self) -> str: ...
    @property
    def limit_number(self) -> int | None: ...


def rule_of(clock: Kept) -> Timescale:
    """The limit that a clock was started with: of the table on its first day, or of its site then."""
    return _rule(clock.rule, clock.started_on, clock.limit_number)


@lru_cache(maxsize=8192)
def _rule(code: str, on: date, number: int | None) -> Timescale:
    try:
        rule = timescales.timescale(code, on)
    except NotPossible:  # kept from before the limit was known in any form
        rule = _NEWEST[code]
    return rule if number is None else with_limit(rule, number)


def own_limit(clock: Kept) -> str:
    """That the site has a limit of its own, where this clock was started with one, and what the table has."""
    table = _rule(clock.rule, clock.started_on, None).limit
    if clock.limit_number in (None, table.number):
        return ""
    return f"{sentence(str(rule_of(clock).limit))} is this site’s own limit; the table has {table}."


def held_deadline(clock: Kept) -> Deadline:
    """A clock's deadline as it is kept, with the calendar of today for counting what is left."""
    return Deadline(
        rule_of(clock),
        clock.started_on,
        clock.due_on,
        clock.limit_on,
        CountMode(clock.count_mode),
        calendar(),
        started_at=clock.started_at,
        due_at=clock.due_at,
    )


def status(clock: Clock, today: date, *, about: str = "") -> ClockStatus:
    """Where a clock stands today, in a sentence. Hours are told to the minute."""
    if clock.not_needed_because:
        return timescales.clock(clock.rule, None, today, about=about, not_applicable_because=clock.not_needed_because)
    now = timezone.now() if clock.started_at and today == timezone.localdate() else today
    return timescales.status(held_deadline(clock), now, clock.done_at or clock.done_on, about=about)


# --- Everything that runs ------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class OpenClock:
    """One clock that runs, with whose it is and where it stands. It names nobody but by reference."""

    key: int
    rule: str
    started_on: date
    started_at: datetime | None
    due_on: date
    due_at: datetime | None
    limit_on: date
    count_mode: str
    limit_number: int | None
    episode_id: int
    stage: str
    statutory_status: str
    young_person_id: int
    site_id: int
    team_id: int | None
    state: ClockState


_COLUMNS: Final = (
    *("pk", "rule", "started_on", "started_at", "due_on", "due_at", "limit_on", "count_mode", "limit_number"),
    *("episode_id", "episode__stage", "episode__statutory_status", "episode__young_person_id"),
    *("episode__young_person__site_id", "episode__young_person__team_id"),
)


def open_at(
    now: datetime, *, sites: Iterable[int] | None = None, rules: Iterable[str] | None = None
) -> list[OpenClock]:
    """Every clock that runs at these sites (all, without), the soonest first, with where it stands. One query.

    For sweeps that nobody reads: it asks for nobody's permission. Lists that people read start from `visible_to`.
    """
    found = Clock.objects.filter(done_on__isnull=True, not_needed_because="", episode__closed_on__isnull=True)
    if sites is not None:
        found = found.filter(episode__young_person__site__in=list(sites))
    if rules is not None:
        found = found.filter(rule__in=list(rules))
    today = local_date(now)
    soon = calendar().add_working_days(today, DUE_SOON_WORKING_DAYS)
    rows: Iterable[Any] = found.order_by("due_on", "pk").values_list(*_COLUMNS).iterator(2000)
    return [OpenClock(*(*row, _state(row[4], row[5], row[6], now, today, soon))) for row in rows]


def _state(due_on: date, due_at: datetime | None, limit_on: date, now: datetime, today: date, soon: date) -> ClockState:
    """As `timescales.states` has it, from days worked out once for all clocks."""
    if due_at is not None:
        left = (due_at - now).total_seconds()
        near = left <= DUE_SOON_HOURS * 3600
        return ClockState.LATE if left < 0 else ClockState.DUE_SOON if near else ClockState.DUE
    if today > limit_on:
        return ClockState.LATE
    return ClockState.DUE_SOON if due_on <= soon else ClockState.DUE
