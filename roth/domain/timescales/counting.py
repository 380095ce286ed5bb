"""When a limit ends: the day, or for a limit in hours the minute. Where that stands today belongs in `states`."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property

from roth.domain.calendar import ENGLAND_AND_WALES, Calendar, CountMode, add_months, local_date
from roth.domain.errors import NotPossible
from roth.domain.timescales.kinds import Basis, Limit, Timescale, Unit
from roth.domain.timescales.table import TIMESCALES
from roth.domain.words import day_in_full, listed

_DAYS_OF: dict[Unit, int] = {Unit.CALENDAR_DAYS: 1, Unit.WEEKS: 7}


@dataclass(frozen=True)
class Deadline:
    """The day a limit must be met by, and how that day was found.

    `due_on` is the day to aim for; `limit_on` is the last day that keeps the limit, perhaps at a weekend. A limit in
    hours has instants too (`started_at`, `due_at`, in UTC), and its days are the London days of those. The other
    mode's days stand beside ours, since reports elsewhere may count so. `replaces` and `recounted_because` keep the
    day that was first given, where holidays changed later.
    """

    rule: Timescale
    started_on: date
    due_on: date
    limit_on: date
    mode: CountMode
    calendar: Calendar = field(repr=False, compare=False)
    replaces: "Deadline | None" = None
    recounted_because: str = ""
    started_at: datetime | None = None
    due_at: datetime | None = None

    @property
    def other_mode_due_on(self) -> date:
        return self._in_other_mode[0]

    @property
    def other_mode_limit_on(self) -> date:
        return self._in_other_mode[1]

    @cached_property
    def _in_other_mode(self) -> tuple[date, date]:
        if self.due_at is not None:
            return self.due_on, self.limit_on
        try:
            return due_and_limit(self.rule, self.started_on, self.calendar, self.mode.other)
        except (OverflowError, ValueError):  # past the last day that there is
            return self.due_on, self.limit_on

    @cached_property
    def caution(self) -> str:
        """What to doubt about the days, or an empty string. Hours pass whatever the holidays."""
        if self.due_at is not None:
            return ""
        # Months and weeks pass too; only the day that they end on may have to be a worked one.
        counts_from = self.started_on if self.rule.limit.unit is Unit.WORKING_DAYS else self.due_on
        return self.calendar.caution(min(counts_from, self.due_on), max(counts_from, self.limit_on))

    @property
    def code(self) -> str:
        return self.rule.code

    @property
    def wording(self) -> str:
        return self.rule.wording

    @property
    def basis(self) -> Basis:
        return self.rule.basis

    @property
    def source(self) -> str:
        return self.rule.source


def timescale(code: str, on: date, *, among: Sequence[Timescale] = TIMESCALES) -> Timescale:
    """The limit of that code as it stood on the day that started the clock. A later change does not reach back."""
    versions = versions_of(code, among)
    for rule in versions:
        if rule.in_force_on(on):
            return rule
    raise NotPossible(f"{code} ({versions[-1].title}) was not in force on {day_in_full(on)}, in any form known here.")


def versions_of(code: str, among: Sequence[Timescale] = TIMESCALES) -> list[Timescale]:
    """Every form of a limit. Raises NotPossible, with those that there are, where there is none of that code."""
    versions = [rule for rule in among if rule.code == code]
    if not versions:
        raise NotPossible(f"There is no timescale {code}. There are {listed(sorted({rule.code for rule in among}))}.")
    return versions


def deadline(
    code: str,
    start: date | datetime,
    *,
    calendar: Calendar = ENGLAND_AND_WALES,
    mode: CountMode = CountMode.EXCLUDE,
    among: Sequence[Timescale] = TIMESCALES,
) -> Deadline:
    """When something must be done by, counted from the day or the instant that starts its clock.

    A limit in days takes the London day of an instant. A limit in hours needs an instant, and says so.
    """
    return counted_out(timescale(code, day_of(start), among=among), start, calendar, mode)


def recount(earlier: Deadline, *, calendar: Calendar, because: str) -> Deadline:
    """An open deadline counted again because holidays changed, with the first day and the reason kept beside it."""
    again = counted_out(earlier.rule, earlier.started_at or earlier.started_on, calendar, earlier.mode)
    if (again.due_on, again.limit_on) == (earlier.due_on, earlier.limit_on):
        return earlier
    return replace(again, replaces=earlier, recounted_because=because)


def day_of(moment: date | datetime) -> date:
    """The London day of an instant; a day is its own."""
    return local_date(moment) if isinstance(moment, datetime) else moment


def counted_out(rule: Timescale, start: date | datetime, calendar: Calendar, mode: CountMode) -> Deadline:
    """When this limit ends, from this day or instant, by this calendar."""
    try:
        return _in_hours(rule, start, calendar, mode) if rule.counts_hours else _in_days(rule, start, calendar, mode)
    except (OverflowError, ValueError) as error:  # the year before 1 or after 9999
        raise NotPossible(f"{start.year} is too far away to count days from.") from error


def _in_hours(rule: Timescale, start: date | datetime, calendar: Calendar, mode: CountMode) -> Deadline:
    """Hours that pass, whatever the clocks on the wall do: counted in UTC."""
    if not isinstance(start, datetime):
        raise NotPossible(f"{rule.code} ({rule.title}) runs for {rule.limit}, so it needs the time as well as the day.")
    started_on = local_date(start)  # refuses an instant without a zone
    started_at = start.astimezone(UTC)
    due_at = started_at + timedelta(hours=-rule.limit.number if rule.backward else rule.limit.number)
    day = local_date(due_at)
    return Deadline(rule, started_on, day, day, mode, calendar, started_at=started_at, due_at=due_at)


def _in_days(rule: Timescale, start: date | datetime, calendar: Calendar, mode: CountMode) -> Deadline:
    day = day_of(start)
    return Deadline(rule, day, *due_and_limit(rule, day, calendar, mode), mode, calendar)


def due_and_limit(rule: Timescale, start: date, calendar: Calendar, mode: CountMode) -> tuple[date, date]:
    """The day to aim for and the last day of a limit in days."""
    due_on, limit_on = _counted(rule.limit, rule.backward, start, calendar, mode)
    if rule.aim is not None:
        due_on = _counted(rule.aim, rule.backward, start, calendar, mode)[0]
    return due_on, limit_on


def _counted(limit: Limit, backward: bool, start: date, calendar: Calendar, mode: CountMode) -> tuple[date, date]:
    """The day to aim for and the last day of one limit."""
    if limit.unit is Unit.WORKING_DAYS:
        return _working_days(limit.number, backward, start, calendar, mode)
    number = -limit.number if backward else limit.number
    if limit.unit is Unit.CALENDAR_MONTHS:
        limit_on = add_months(start, number)
    else:
        limit_on = start + timedelta(days=number * _DAYS_OF[limit.unit])
    worked = calendar.working_day_on_or_before(limit_on)
    # "The same day" of a Sunday is that Sunday: nothing is aimed for before it has begun.
    return (worked if backward else max(worked, start)), limit_on


def _working_days(number: int, backward: bool, start: date, calendar: Calendar, mode: CountMode) -> tuple[date, date]:
    if not backward:
        due_on = calendar.add_working_days(start, number, mode)
        return due_on, due_on
    due_on = calendar.subtract_working_days(start, number, mode)
    if mode is CountMode.INCLUDE:
        return due_on, due_on
    # What is sent on the Sunday still leaves as many working days as what is sent on the Friday.
    return due_on, calendar.working_day_after(due_on) - timedelta(days=1)
