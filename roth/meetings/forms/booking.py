"""What is asked when a conference is asked for, booked, moved or cancelled."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from roth.accounts.models import Membership, User
from roth.domain import codes
from roth.domain.meetings import KINDS, REVIEWS
from roth.ui.choices import Radios, Select, Tick
from roth.ui.dates import Date, DateTime
from roth.ui.fields import LongText, Text
from roth.ui.forms import Form, Section

LASTS: Final = [
    (60, "1 hour"),
    (90, "1 hour and a half"),
    (120, "2 hours"),
    (150, "2 hours and a half"),
    (180, "3 hours"),
]
DESPITE: Final = "Book it all the same, although somebody is asked to another meeting then"


def _named(people: Iterable[Membership]) -> list[tuple[int, str]]:
    return [(held.user_id, held.user.name) for held in people]


class BookForm(Form):
    """When, where, with which chair, and what the young person would like."""

    sections: tuple[Section, ...] = (
        Section("What the young person would like", ("young_persons_preferences",)),
        Section("When and where", ("scheduled_at", "minutes", "mode", "place")),
        Section("Chair", ("chair",)),
        Section("If it is late, or somebody is asked elsewhere", ("late_reason", "late_words", "despite_clash")),
    )
    young_persons_preferences = LongText(
        "Time, place, who should be there and who should not",
        hint="In their own words where you can. If nobody has asked yet, ask before you book.",
        missing="Write what the young person would like, or why nobody could ask",
    )
    scheduled_at = DateTime("When the conference is", missing="Enter the day and time, like 27 3 2026 at 14:30")
    minutes = Select("How long it lasts", LASTS, blank="2 hours")
    mode = Radios("How people meet", codes.MEETING_MODE, missing="Choose how people meet")
    place = Text("Where", hint="An address, or how to join", missing="Enter where the conference is, or how to join")
    chair = Select(
        "Who chairs",
        hint="Current ROTH chairs employed by social care, with no responsibility for this young person (V09).",
        missing="Choose who chairs",
    )
    late_reason = Select("Why it cannot be sooner", codes.LATENESS_REASON, blank="It is in time")
    late_words = LongText("More about why", rows=3)
    despite_clash = Tick(DESPITE)

    def __init__(self, *args: Any, chairs: Iterable[User], last_day: str, fixed: bool, **kwargs: Any) -> None:
        """`fixed`: it is booked and to come, so its day and hour change only through `MoveForm`."""
        super().__init__(*args, **kwargs)
        self.fields["chair"].choices = [(chair.pk, chair.name) for chair in chairs]  # type: ignore[attr-defined]
        if fixed:
            for name in ("scheduled_at", "minutes", "late_reason", "late_words"):
                del self.fields[name]
            self.sections = (
                Section("What the young person would like", ("young_persons_preferences",)),
                Section("Where, and who chairs", ("mode", "place", "chair", "despite_clash")),
            )
        elif last_day:
            self.fields["late_reason"].help_text = f"Only for a day after {last_day}, the last day for it."


class MoveForm(Form):
    """A booked conference goes to another day or hour (C16)."""

    sections = (
        Section("Why it moves", ("reason", "words", "interim_safety")),
        Section("The new day", ("scheduled_at", "minutes", "place", "chair", "despite_clash")),
        Section("If the new day is late", ("signed_off_by", "signed_off_words")),
    )
    reason = Select("Why it moves", codes.LATENESS_REASON, missing="Choose why it moves")
    words = LongText("More about why", rows=3)
    interim_safety = LongText(
        "How the young person is kept safe until the new day",
        hint="Who looks in, who is told, what changes in the places where harm happens",
        missing="Write how the young person is kept safe until the new day",
    )
    scheduled_at = DateTime("The new day and time", missing="Enter the new day and time, like 27 3 2026 at 14:30")
    minutes = Select("How long it lasts", LASTS, blank="2 hours")
    place = Text("Where", missing="Enter where the conference is, or how to join")
    chair = Select("Who chairs", missing="Choose who chairs")
    signed_off_by = Select("Which manager agrees", blank="It is in time")
    signed_off_words = LongText("What the manager said", rows=3)
    despite_clash = Tick(DESPITE)

    def __init__(
        self, *args: Any, chairs: Iterable[User], managers: Sequence[Membership], last_day: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chair"].choices = [(chair.pk, chair.name) for chair in chairs]  # type: ignore[attr-defined]
        self.fields["signed_off_by"].choices = _named(managers)  # type: ignore[attr-defined]
        if last_day:
            self.fields["signed_off_by"].help_text = f"Only for a day after {last_day}, the last day for it."


class CancelForm(Form):
    """A meeting is called off."""

    because = LongText("Why it is cancelled", rows=3, missing="Say why it is cancelled")


class ReviewForm(Form):
    """A review is asked for: in its time, or earlier."""

    sections = (
        Section("Which review", ("kind",)),
        Section(
            "If it should be earlier than its limit asks",
            ("asked_by", "reason"),
            hint="Anybody in the core group may ask. The chair then says whether it comes earlier.",
        ),
    )
    kind = Radios("Kind", [(code, KINDS[code].name) for code in sorted(REVIEWS, reverse=True)], missing="Choose which")
    asked_by = Text("Who wishes it", hint="Their name, or “the young person”", max_length=160)
    reason = LongText("What has changed, or what is stuck", rows=4)


class ApartForm(Form):
    """Two young people who must not meet."""

    other = Text(
        "The reference of the other young person",
        hint="Like YP-0042",
        width="10",
        missing="Enter the reference, like YP-0042",
    )
    reason = LongText("Why they must not meet", rows=4, missing="Write why they must not meet")
    source = Text("How we know", max_length=160, missing="Say how we know")
    review_on = Date("When to look again whether it is still needed", missing="Enter a day to look again")


class ApartEndForm(Form):
    """They may meet again."""

    because = LongText("What has changed", rows=3, missing="Say what has changed")
