"""Input about limits, counting and bank holidays, to clean values. What may not be set is refused in `actions`."""

from typing import Any

from django.utils import timezone

from roth.domain.calendar import CountMode
from roth.domain.timescales import Timescale
from roth.ui.choices import Option, Radios
from roth.ui.dates import Date, Time
from roth.ui.fields import LongText, Text, WholeNumber
from roth.ui.forms import Form, Section

_WHY = "Who decided it, when and where it is written. Everybody who asks why something is due reads this."


class TryForm(Form):
    """A day to count from, on the page of one limit."""

    start = Date("If it starts on", missing="Enter a day, like 27 3 2026")
    at = Time("At", hint="In London, like 14:30", missing="Enter the time, like 14:30")

    def __init__(self, *args: Any, rule: Timescale, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not rule.counts_hours:
            del self.fields["at"]


class LimitForm(Form):
    """A limit of a site's own."""

    sections = (
        Section("The limit", ("number",)),
        Section("From when", ("in_force_from", "in_force_until"), hint="Clocks that run already keep their limit."),
        Section("Why", ("reason",)),
    )
    number = WholeNumber("How many?", least=1, most=400, called="the limit", missing="Enter a whole number, like 8")
    in_force_from = Date(
        "First day on which a clock starts with it",
        called="the first day",
        initial=timezone.localdate,
        missing="Enter the first day, like 27 3 2026",
    )
    in_force_until = Date("Last day", called="the last day", hint="Leave it blank if it is to stay")
    reason = LongText(
        "Why?", called="why", rows=3, max_words=50, max_length=300, hint=_WHY, missing="Say why, and who decided it"
    )

    def __init__(self, *args: Any, rule: Timescale, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].label = f"How many {rule.limit.unit}s?"
        self.fields["number"].help_text = f"The table has {rule.limit}."


class CountingForm(Form):
    """Whether the day that starts a clock is counted."""

    mode = Radios(
        "How are working days counted here?",
        [
            Option(
                CountMode.EXCLUDE.value,
                "The day that starts a clock is day 0",
                hint="The next working day is day 1: “15 working days after”. The data standard counts so.",
            ),
            Option(
                CountMode.INCLUDE.value,
                "The day that starts a clock is day 1",
                hint="One published checker of census files counts so. Everything is due a working day sooner.",
            ),
        ],
        missing="Choose how working days are counted",
    )
    in_force_from = Date(
        "For clocks that start from", called="the first day", missing="Enter the first day, like 27 3 2026"
    )
    reason = LongText(
        "Why?", called="why", rows=3, max_words=50, max_length=300, hint=_WHY, missing="Say why, and who decided it"
    )


class HolidayForm(Form):
    """One day that becomes a bank holiday, or is one no longer."""

    day = Date("Which day?", called="the day", missing="Enter the day, like 8 5 2027")
    added = Radios(
        "What is it to be?",
        [
            Option("yes", "A bank holiday", hint="Nothing is due on it, and working days are counted past it"),
            Option("no", "A working day", hint="It was moved, or is in the list by mistake"),
        ],
        missing="Say what the day is to be",
    )
    title = Text("What is it called?", max_length=120, hint="Such as: Coronation of the King")
    reason = LongText(
        "Where is this published?",
        called="where it is published",
        rows=2,
        max_words=40,
        max_length=300,
        missing="Say where this is published, so that anybody can check it",
    )
