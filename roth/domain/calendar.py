"""Working days of England and Wales: the only place that counts days.

Which limits there are, and what follows from them, belongs in `timescales`; the holidays are data in `bank_holidays`.
No clock: every day is an argument. Days are local dates; `local_date` is the one way from an instant to a day.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from roth.domain import bank_holidays
from roth.domain.errors import NotPossible
from roth.domain.words import counted, listed

_LONDON: Final = ZoneInfo("Europe/London")
_ONE_DAY: Final = timedelta(days=1)
_FIRST_WEEKEND_DAY: Final = 5
_WEEK, _WORKING_WEEK = 7, 5


class CountMode(StrEnum):
    """Whether the day that starts the clock is itself counted.

    With `exclude` it is day 0 and the next working day is day 1: "15 working days after". With `include` it is day 1,
    as one published census checker has it. A start on a day that is not worked is never counted: day 1 is then the
    next working day in both.
    """

    EXCLUDE = "exclude"
    INCLUDE = "include"

    @property
    def other(self) -> "CountMode":
        return CountMode.INCLUDE if self is CountMode.EXCLUDE else CountMode.EXCLUDE


@dataclass(frozen=True)
class Calendar:
    """Which days are worked. `calculated_years` are those of `known_years` whose holidays are not yet published."""

    holidays: frozenset[date]
    known_years: frozenset[int]
    calculated_years: frozenset[int] = frozenset()

    def with_holidays(self, *, added: Iterable[date] = (), removed: Iterable[date] = ()) -> "Calendar":
        """This calendar with days put right by hand, until the data is."""
        return replace(self, holidays=(self.holidays | frozenset(added)) - frozenset(removed))

    def is_working_day(self, day: date) -> bool:
        return not is_weekend(day) and day not in self.holidays

    def working_day_after(self, day: date) -> date:
        return self._nearest(day + _ONE_DAY, _ONE_DAY)

    def working_day_on_or_before(self, day: date) -> date:
        """For a limit on a day that is not worked: what must happen *within* it must happen before."""
        return self._nearest(day, -_ONE_DAY)

    def add_working_days(self, start: date, number: int, mode: CountMode = CountMode.EXCLUDE) -> date:
        """The last day of a limit of so many working days from `start`."""
        day = start if self._counts(start, mode) else self.working_day_after(start)
        for _ in range(_at_least_one(number) - 1):
            day = self.working_day_after(day)
        return day

    def subtract_working_days(self, end: date, number: int, mode: CountMode = CountMode.EXCLUDE) -> date:
        """The last working day from which so many working days still end on or before `end`."""
        day = self.working_day_on_or_before(end)
        for _ in range(_at_least_one(number) - (mode is CountMode.INCLUDE)):
            day = self._nearest(day - _ONE_DAY, -_ONE_DAY)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after `start`, up to and including `end`; negative when `end` comes first."""
        return self._worked_until(end) - self._worked_until(start)

    def caution(self, start: date, end: date) -> str:
        """What to doubt about a count from `start` to `end`, or an empty string when its holidays are all known."""
        years = set(range(start.year, end.year + 1))
        doubts = []
        if unknown := sorted(years - self.known_years):
            doubts.append(f"The bank holidays of {listed(unknown)} are not known here, so only weekends were left out.")
        if calculated := sorted(years & self.calculated_years):
            doubts.append(f"The bank holidays of {listed(calculated)} are calculated, not yet published.")
        return " ".join([*doubts, "Check the date against the published list."]) if doubts else ""

    def _nearest(self, day: date, step: timedelta) -> date:
        while not self.is_working_day(day):
            day += step
        return day

    def _counts(self, start: date, mode: CountMode) -> bool:
        return mode is CountMode.INCLUDE and self.is_working_day(start)

    def _worked_until(self, day: date) -> int:
        """Working days since the calendar's first day, which was a Monday. Counts without walking through the years."""
        weeks, rest = divmod(day.toordinal(), _WEEK)
        holidays = sum(holiday <= day and not is_weekend(holiday) for holiday in self.holidays)
        return weeks * _WORKING_WEEK + min(rest, _WORKING_WEEK) - holidays


def is_weekend(day: date) -> bool:
    return day.weekday() >= _FIRST_WEEKEND_DAY


def add_months(day: date, months: int) -> date:
    """The same day so many months on, or the month's last day where there is no such day."""
    return day + relativedelta(months=months)


def local_date(instant: datetime) -> date:
    """The day that it was in England at this instant. Statutory days are local; instants are kept in UTC."""
    if instant.tzinfo is None:
        raise ValueError("An instant needs a time zone before it can be a day.")
    return in_london(instant).date()


def in_london(instant: datetime) -> datetime:
    """The same instant as the clocks on the wall in London show it."""
    return instant.astimezone(_LONDON)


def london_instant(said: datetime) -> datetime:
    """The instant that somebody means who says a day and a time in London; one that has a zone keeps it.

    Where the clocks go back an hour comes twice: the first is meant. Raises NotPossible for an hour that was skipped.
    """
    if said.tzinfo is not None:
        return said
    instant = said.replace(tzinfo=_LONDON)
    if in_london(instant.astimezone(UTC)).replace(tzinfo=None) != said:
        raise NotPossible(f"There was no {said:%H:%M} on {said:%-d/%-m/%Y}: the clocks went forward. Check the time.")
    return instant


def working_days(number: int) -> str:
    """A number of working days in words."""
    return counted(number, "working day")


def _at_least_one(number: int) -> int:
    if number < 1:
        raise ValueError("A limit is at least one working day.")
    return number


ENGLAND_AND_WALES: Final = Calendar(
    holidays=bank_holidays.HOLIDAYS,
    known_years=bank_holidays.KNOWN_YEARS,
    calculated_years=bank_holidays.CALCULATED_YEARS,
)
