"""M4 quarter by quarter as a picture: a line from the least to the most, a stroke at the middle, dots for the meetings.

Drawn on the server without colour, to be read at the width of a phone and in grey. The table beside it says the same.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt
from typing import Final

from roth.meetings.present.influence import QuarterRow, spread_in_words
from roth.ui import formats

WIDE: Final = 360.0
LEFT, RIGHT = 14.0, 346.0  # where 0 and 100 stand
ROW, FOOT = 58.0, 26.0
DOT, LARGEST = 4.0, 11.0  # the radius of one meeting's dot; several with the same weight have a larger one


@dataclass(frozen=True, slots=True)
class Range:
    """One quarter, as drawn."""

    label: str
    y: float
    low: float
    high: float
    middle: float
    dots: tuple[tuple[float, float], ...]  # where along the line, and how large
    drawn: bool


@dataclass(frozen=True, slots=True)
class Ranges:
    """The picture, and what it says in a sentence."""

    rows: tuple[Range, ...]
    says: str

    @property
    def high(self) -> float:
        """Its height."""
        return len(self.rows) * ROW + FOOT


def ranges(quarters: Iterable[QuarterRow]) -> Ranges | None:
    """The quarters, the oldest on top; None where no meeting had agreed weights."""
    shown = list(quarters)
    if not any(each.spread for each in shown):
        return None
    rows = tuple(_range(each, number * ROW) for number, each in enumerate(shown))
    said = "; ".join(f"{each.name}: {spread_in_words(each.values)}" for each in shown if each.spread)
    return Ranges(rows, f"Of 100, at each meeting. {said}.")


def _range(row: QuarterRow, top: float) -> Range:
    y = top + 40
    if row.spread is None:
        return Range(f"{row.name}: nothing weighed", y, 0, 0, 0, (), False)
    low, high, middle = map(_x, (row.spread.low, row.spread.high, row.spread.median))
    label = f"{row.name}: {formats.plural(row.spread.n, 'meeting')}"
    return Range(label, y, low, high, middle, _dots(row.values), True)


def _dots(values: Iterable[int]) -> tuple[tuple[float, float], ...]:
    """A dot for each weight, its area as large as there were meetings with it."""
    return tuple((_x(value), min(LARGEST, DOT * sqrt(count))) for value, count in sorted(Counter(values).items()))


def _x(value: float) -> float:
    return LEFT + (RIGHT - LEFT) * value / 100
