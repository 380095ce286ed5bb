"""What is asked of whoever proposes, decides or undoes that two records are joined."""

from collections.abc import Iterable
from typing import Any, Final

from django.db import models

from roth.people.merging import present
from roth.people.merging.selectors import Difference
from roth.ui.choices import Option, Radios
from roth.ui.fields import LongText, Text
from roth.ui.forms import Form, Section

_REASON: Final = "In a sentence of five words at least"


class OtherForm(Form):
    """Which record it is."""

    other = Text(
        "Reference of the other record",
        hint="Like YP-0042. What is written in that record comes into this one.",
        max_length=20,
        width="10",
        missing="Enter the reference of the other record, like YP-0042",
    )


class ProposeForm(Form):
    """Which value stands where the two differ, and how one knows. One question for each difference."""

    reason = LongText(
        "How do you know that it is the same young person?",
        hint=_REASON,
        rows=3,
        max_length=2000,
        missing="Say how you know that it is the same young person",
    )

    def __init__(self, *args: Any, differences: Iterable[Difference], refs: tuple[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in differences:
            options = [
                Option(side, present.value_of(each.field, getattr(each, side)), hint=ref)
                for side, ref in zip(("kept", "joined"), refs, strict=True)
            ]
            label = present.label_of(each.field)
            field = Radios(label, options, missing=f"Choose what stands: {label.lower()}")
            field.initial = "joined" if each.take_joined else "kept"
            self.fields[f"take_{each.field}"] = field
        names = tuple(name for name in self.fields if name.startswith("take_"))
        differing = Section(
            "Where the two differ", names, hint="What does not stand is kept, and comes back if this is undone."
        )
        self.sections = (*([differing] if names else []), Section("Why", ("reason",)))


class DecideForm(Form):
    """The second person's decision."""

    decision = Radios(
        "What do you decide?",
        [
            Option("join", "It is the same young person: join the records"),
            Option("apart", "The records stay apart", reveal=("reason",)),
        ],
        missing="Choose whether the records are joined",
    )
    reason = LongText(
        "Why do they stay apart?", hint=_REASON, rows=3, max_length=2000, missing="Say why they stay apart"
    )


class TakeBackForm(Form):
    """The proposer takes the proposal back."""

    reason = LongText(
        "Why do you take it back?", hint=_REASON, rows=3, max_length=2000, missing="Say why you take it back"
    )


class UndoForm(Form):
    """Why the two are taken apart, and whose everything is that was added since."""

    reason = LongText(
        "Why are they taken apart?", hint=_REASON, rows=3, max_length=2000, missing="Say why they are taken apart"
    )

    def __init__(
        self, *args: Any, added: Iterable[tuple[str, models.Model]], refs: tuple[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        names = []
        options = [Option(side, ref) for side, ref in zip(("kept", "joined"), refs, strict=True)]
        for number, (label, row) in enumerate(added):
            name, words = f"row_{number}", present.row_in_words(label, row)
            names.append(name)
            self.fields[name] = Radios(words, options, missing=f"Say whose this is: {words}")
        since = Section("Added since they were joined", tuple(names), hint="Say whose record each belongs in.")
        self.sections = (Section("Why", ("reason",)), *([since] if names else []))
