"""Days, counts and lists as people say them. No rules here, and no clock: today is always an argument."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

# Our own names, because those of the standard library follow the server's locale.
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_NEAREST: Final = {-1: "yesterday", 0: "today", 1: "tomorrow"}
_DAYS_NAMED_ALONE: Final = 6  # a week ahead the same name comes round again


def weekday(day: date) -> str:
    """The day's name: Friday."""
    return WEEKDAYS[day.weekday()]


def day_in_full(day: date) -> str:
    """The whole date: Friday 17 April 2026."""
    return f"{weekday(day)} {day.day} {MONTHS[day.month - 1]} {day.year}"


def day_in_words(day: date, today: date) -> str:
    """Words near now (today, tomorrow, Friday), a date further off. The year only where it is not this year."""
    ahead = (day - today).days
    if ahead in _NEAREST:
        return _NEAREST[ahead]
    if 0 < ahead <= _DAYS_NAMED_ALONE:
        return weekday(day)
    return day_in_full(day) if day.year != today.year else day_in_full(day).removesuffix(f" {day.year}")


def moment_in_words(instant: datetime, today: date) -> str:
    """A day as `day_in_words` has it, with the time in London: Friday at 14:30."""
    here = instant.astimezone(ZoneInfo("Europe/London"))
    return f"{day_in_words(here.date(), today)} at {here:%H:%M}"


def counted(number: int, noun: str) -> str:
    """A number and its noun: 1 working day, 2 working days."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def listed(items: Iterable[object]) -> str:
    """A list in a sentence: one, two and three."""
    *most, last = [str(item) for item in items]
    return f"{', '.join(most)} and {last}" if most else last
