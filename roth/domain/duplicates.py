"""When two people who are written down may be one: names that are close, and birthdays easily mistaken.

Reasons for a person to look; nothing is decided, and nobody is given a number. Inferred.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import product

from roth.domain.likeness import is_close


def days_mistaken_for(day: date) -> frozenset[date]:
    """The day itself, and what a slip makes of it: day and month changed over, a day, a month or a year beside."""
    parts = {(day.year, day.day, day.month)}
    parts |= {(day.year + years, day.month, day.day) for years in (-1, 1)}
    parts |= {(day.year, day.month + months, day.day) for months in (-1, 1)}
    found = {day, day - timedelta(days=1), day + timedelta(days=1)}
    for year, month, number in parts:
        try:
            found.add(date(year, month, number))
        except ValueError:  # no such day
            continue
    return frozenset(found)


def names_are_close(ours: Iterable[str], theirs: Iterable[str]) -> bool:
    """Is one of these whole names, folded, close to one of those: each word of the shorter to one of the longer?"""
    return any(_close(one.split(), other.split()) for one, other in product(ours, theirs))


def _close(one: list[str], other: list[str]) -> bool:
    short, long = sorted((one, other), key=len)
    return (len(short) > 1 and all(any(is_close(word, each) for each in long) for word in short)) or one == other != []
