"""Quarters of a year, and the spread of numbers over several meetings or plans: what a page over time is made of.

No rule of its own, and no clock: today is always an argument. What is counted in a quarter belongs where it is counted.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median

from roth.domain.words import MONTHS


@dataclass(frozen=True, slots=True)
class Spread:
    """Numbers of several meetings: how many, the one in the middle, the least and the most. No mean: one meeting where
    nobody came should not hide among those where all did."""

    n: int
    median: float
    low: int
    high: int


def spread(values: Iterable[int]) -> Spread | None:
    """The spread of some numbers; None for none."""
    found = sorted(values)
    return Spread(len(found), median(found), found[0], found[-1]) if found else None


@dataclass(frozen=True, order=True, slots=True)
class Quarter:
    """Three months of a calendar year; those of the financial year begin on the same days."""

    year: int
    number: int  # 1 to 4

    @classmethod
    def of(cls, day: date) -> "Quarter":
        """The quarter in which a day lies."""
        return cls(day.year, (day.month + 2) // 3)

    @classmethod
    def from_code(cls, code: str) -> "Quarter":
        """The quarter behind "2026-3". Raises ValueError for anything else."""
        year, _, number = code.partition("-")
        if not (year.isdecimal() and len(year) == 4 and number in ("1", "2", "3", "4") and int(year)):
            raise ValueError(code)
        return cls(int(year), int(number))

    @property
    def code(self) -> str:
        """For an address."""
        return f"{self.year:04}-{self.number}"

    @property
    def name(self) -> str:
        """July to September 2026."""
        return f"{MONTHS[self.number * 3 - 3]} to {MONTHS[self.number * 3 - 1]} {self.year}"

    @property
    def first_day(self) -> date:
        """Its first day."""
        return date(self.year, self.number * 3 - 2, 1)

    def back(self, quarters: int) -> "Quarter":
        """The quarter so many before this one."""
        count = self.year * 4 + self.number - 1 - quarters
        return Quarter(count // 4, count % 4 + 1)


def quarters(first: Quarter, last: Quarter) -> tuple[Quarter, ...]:
    """Every quarter from one to another, both among them; nothing where the last comes before the first."""
    found = []
    while first <= last:
        found.append(first)
        first = first.back(-1)
    return tuple(found)
