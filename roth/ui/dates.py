"""Fields for days and times. A day is three boxes; an error says which box. Days are local, moments are aware."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from roth.domain.words import MONTHS
from roth.ui import formats
from roth.ui.fields import Bound, Field, Raw, without_controls

Edge = dt.date | Callable[[], dt.date] | None
BOXES = ("day", "month", "year")
EARLIEST = dt.date(1900, 1, 1)
LATEST = dt.date(2200, 1, 1)
CLOCK = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))?\s*(am|pm)?")


class Parts(forms.Widget):
    """Reads several boxes of one question. They are drawn by the field's template."""

    def __init__(self, parts: tuple[str, ...]) -> None:
        super().__init__()
        self.parts = parts

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> dict[str, str]:
        return {part: without_controls(data.get(f"{name}-{part}") or "") for part in self.parts}

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(f"{name}-{part}" in data for part in self.parts)


def _month(text: str) -> str:
    """A month's number for its number or name: 3, March, mar."""
    names = [
        number for number, name in enumerate(MONTHS, 1) if len(text) >= 3 and name.lower().startswith(text.lower())
    ]
    return str(names[0]) if names else text


class Date(Field):
    """A day in three boxes. The clean value is a date or None."""

    kind = "date"
    parts: ClassVar[tuple[str, ...]] = BOXES

    def __init__(
        self,
        label: str,
        *,
        hint: str = "For example, 27 3 2026",
        earliest: Edge = None,
        latest: Edge = None,
        past: bool = False,
        **kwargs: Any,
    ) -> None:
        """`past`: today or before. `earliest` and `latest` are days, or functions that give one."""
        super().__init__(label, hint=hint, **kwargs)
        self.widget = Parts(self.parts)
        self.earliest, self.latest, self.past = earliest, latest, past
        if label.endswith("?") and not kwargs.get("called"):
            self.called = "date"

    def _says(self, rest: str) -> str:
        return formats.sentence(f"{'' if self.called.startswith(('the ', 'your ')) else 'the '}{self.called} {rest}")

    def to_python(self, value: Any) -> Any:
        if value in (None, "") or isinstance(value, dt.date):
            return value or None
        return self._day(value)

    def _day(self, boxes: Mapping[str, str]) -> dt.date | None:
        empty = [part for part in BOXES if not boxes[part]]
        if len(empty) == len(BOXES):
            return None
        if empty:
            raise ValidationError(self._says(f"must include a {' and a '.join(empty)}"), code=" ".join(empty))
        day, month, year = boxes["day"], _month(boxes["month"]), boxes["year"]
        if not (year.isdecimal() and len(year) == 4):
            raise ValidationError(self._says("must have a year of 4 numbers, like 2026"), code="year")
        if not (month.isdecimal() and len(month) < 3 and 1 <= int(month) <= 12):
            raise ValidationError(self._says("must have a month from 1 to 12"), code="month")
        try:
            return dt.date(int(year), int(month), int(day))
        except ValueError:
            raise ValidationError(self._says("must have a day that is in that month"), code="day") from None

    def validate(self, value: Any) -> None:
        super().validate(value)
        if isinstance(value, dt.date):
            self._within(formats.local_date(value))

    def _within(self, day: dt.date) -> None:
        earliest = (self.earliest() if callable(self.earliest) else self.earliest) or EARLIEST
        latest = (self.latest() if callable(self.latest) else self.latest) or LATEST
        whole = " ".join(BOXES)
        if self.past and day > formats.today():
            raise ValidationError(self._says("must be today or in the past"), code=whole)
        if day < earliest:
            raise ValidationError(self._says(f"must be {formats.day(earliest)} or later"), code=whole)
        if day > latest:
            raise ValidationError(self._says(f"must be {formats.day(latest)} or earlier"), code=whole)

    def empty(self) -> Any:
        return None

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, dt.date):
            return {"day": str(value.day), "month": str(value.month), "year": str(value.year)}
        return value or dict.fromkeys(self.parts, "")

    def raw(self, name: str, value: Any) -> Raw:
        return [(f"{name}-{part}", text) for part, text in self.prepare_value(value).items()]

    def error_target(self, bound: Bound) -> str:
        wrong = [part for part in self.parts if part in bound.wrong_parts]
        return f"{bound.id}-{wrong[0] if wrong else self.parts[0]}"

    def in_words(self, value: Any) -> str:
        return formats.day(value)


def time_of(text: str) -> dt.time:
    """The time that a person meant: 14:30, 14.30, 2:30pm, 2pm. ValueError when it is no time."""
    found = CLOCK.fullmatch(text.lower().replace("noon", "12pm").replace("midnight", "12am").strip())
    if not found:
        raise ValueError(text)
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half:
        if not 1 <= hour <= 12:
            raise ValueError(text)
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif found[2] is None:
        raise ValueError(text)  # a bare 2 could be either half of the day
    return dt.time(hour, minute)


class Time(Field):
    """A time of day. The clean value is a time or None."""

    kind = "text"
    max_length, width, autocomplete, inputmode, input_type = 20, "5", "off", "", "text"
    prefix_text = suffix_text = ""

    def __init__(self, label: str, *, hint: str = "For example, 14:30 or 2:30pm", **kwargs: Any) -> None:
        super().__init__(label, hint=hint, **kwargs)

    def to_python(self, value: Any) -> Any:
        if value in (None, "") or isinstance(value, dt.time):
            return value or None
        try:
            return time_of(str(value))
        except ValueError:
            raise ValidationError(f"Enter {self.called} as a time, like 14:30 or 2:30pm") from None

    def prepare_value(self, value: Any) -> Any:
        return formats.clock_time(value) if isinstance(value, dt.time) else value

    def raw(self, name: str, value: Any) -> Raw:
        return [(name, formats.clock_time(value))]

    def in_words(self, value: Any) -> str:
        return formats.clock_time(value)


class DateTime(Date):
    """A day and a time. The clean value is an aware datetime or None."""

    kind = "datetime"
    parts = (*BOXES, "time")

    def __init__(self, label: str, *, hint: str = "For example, 27 3 2026 at 14:30", **kwargs: Any) -> None:
        super().__init__(label, hint=hint, **kwargs)

    def to_python(self, value: Any) -> Any:
        if value in (None, "") or isinstance(value, dt.datetime):
            return value or None
        day = self._day(value)
        if day is None and not value["time"]:
            return None
        if day is None:
            raise ValidationError(self._says("must include a day, a month and a year"), code=" ".join(BOXES))
        if not value["time"]:
            raise ValidationError(self._says("must include a time, like 14:30"), code="time")
        try:
            at = time_of(value["time"])
        except ValueError:
            raise ValidationError(self._says("must have a time like 14:30 or 2:30pm"), code="time") from None
        moment = dt.datetime.combine(day, at, tzinfo=timezone.get_current_timezone())
        if timezone.localtime(moment.astimezone(dt.UTC)).time() != at:
            raise ValidationError("The clocks go forward that night and that time does not happen", code="time")
        return moment

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, dt.datetime):
            return super().prepare_value(formats.local_date(value)) | {"time": formats.clock_time(value)}
        return super().prepare_value(value)

    def in_words(self, value: Any) -> str:
        return formats.moment(value)
