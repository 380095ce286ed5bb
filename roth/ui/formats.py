"""Dates, times and numbers as pages say them: `domain.words`, with today and the local clock filled in."""

import datetime as dt
from collections.abc import Iterable

from django.utils import timezone

from roth.domain import words


def today() -> dt.date:
    """The local date, which is the date of statute."""
    return timezone.localdate()


def local_date(value: dt.date | dt.datetime) -> dt.date:
    """The day on which a moment fell, here."""
    if isinstance(value, dt.datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


def day(value: dt.date | dt.datetime | None) -> str:
    """27 March 2026."""
    if value is None:
        return ""
    on = local_date(value)
    return f"{on.day} {words.MONTHS[on.month - 1]} {on.year}"


def day_in_words(value: dt.date | dt.datetime | None, on: dt.date | None = None) -> str:
    """Words near now, a date further off: today, Friday, Friday 27 March."""
    return "" if value is None else words.day_in_words(local_date(value), on or today())


def clock_time(value: dt.datetime | dt.time | None) -> str:
    """10:42, in the twenty-four hours of a timetable."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return f"{value:%H:%M}"


def moment(value: dt.datetime | None) -> str:
    """27 March 2026 at 10:42."""
    return f"{day(value)} at {clock_time(value)}" if value else ""


def plural(count: int, one: str, many: str = "") -> str:
    """1 action, 3 actions, no actions."""
    if count == 1:
        return f"1 {one}"
    return f"{format(count, ',') if count else 'no'} {many or one + 's'}"


def listed(items: Iterable[object]) -> str:
    """Ann, Ben and Cal; nothing for an empty list."""
    found = list(items)
    return words.listed(found) if found else ""


def sentence(text: str) -> str:
    """With a capital first letter, the rest left as it is."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """For the middle of a sentence: a small first letter, unless the word is a name such as ROTH."""
    return text if text[:2].isupper() and text[1:2] != " " else text[:1].lower() + text[1:]
