"""What is asked when a conference is booked."""

from collections.abc import Iterable
from typing import Any

from roth.accounts.models import User
from roth.domain import codes
from roth.ui.choices import Radios, Select
from roth.ui.dates import DateTime
from roth.ui.fields import LongText, Text
from roth.ui.forms import Form, Section


class BookForm(Form):
    """When, where, with which chair, and what the young person would like."""

    sections = (
        Section("What the young person would like", ("young_persons_preferences",)),
        Section("When and where", ("scheduled_at", "mode", "place")),
        Section("Chair", ("chair",)),
        Section("If it is late", ("late_reason", "late_words")),
    )
    young_persons_preferences = LongText(
        "Time, place, who should be there and who should not",
        hint="In their own words where you can. If nobody has asked yet, ask before you book.",
        missing="Write what the young person would like, or why nobody could ask",
    )
    scheduled_at = DateTime("When the conference is", missing="Enter the day and time, like 27 3 2026 at 14:30")
    mode = Radios("How people meet", codes.MEETING_MODE, missing="Choose how people meet")
    place = Text("Where", hint="An address, or how to join", missing="Enter where the conference is, or how to join")
    chair = Select(
        "Who chairs",
        hint="Current ROTH chairs employed by social care, with no responsibility for this young person (V09).",
        missing="Choose who chairs",
    )
    late_reason = Select("Why it cannot be sooner", codes.LATENESS_REASON, blank="It is in time")
    late_words = LongText("More about why", rows=3)

    def __init__(self, *args: Any, chairs: Iterable[User], last_day: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chair"].choices = [(chair.pk, chair.name) for chair in chairs]  # type: ignore[attr-defined]
        if last_day:
            self.fields["late_reason"].help_text = f"Only for a day after {last_day}, the last day for it (T11)."
