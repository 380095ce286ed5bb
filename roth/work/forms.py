"""What narrows My work, and what is said when a task is done or handed over."""

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from roth.ui.choices import Select
from roth.ui.fields import LongText
from roth.ui.forms import Form
from roth.work.tray import When, Work

Named = list[tuple[int, str]]
NARROWING: Final = ("kind", "when", "person", "worker")


class NarrowingForm(Form):
    """What somebody wants to see of their work. Sent with GET, so that the address keeps it."""

    kind = Select("Kind", blank="Everything", optional_words=False)
    when = Select("When", blank="The next four weeks", optional_words=False)
    person = Select("Young person", blank="Anybody", optional_words=False)
    worker = Select("Whose", blank="The whole team’s", optional_words=False)

    def __init__(
        self, *args: Any, people: list[tuple[int, str]], workers: list[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.counted(Counter(), Counter())
        for name, choices in (("person", people), ("worker", workers)):
            if choices:
                self.fields[name].choices = choices  # type: ignore[attr-defined]
            else:
                del self.fields[name]

    def counted(self, by_kind: Mapping[str, int], by_when: Mapping[str, int]) -> None:
        """Say beside each choice how many there are."""
        for name, choices, number in (("kind", Work, by_kind), ("when", When, by_when)):
            self.fields[name].choices = [  # type: ignore[attr-defined]
                (each.value, f"{each.label} ({number[each.value]})" if number.get(each.value) else each.label)
                for each in choices
            ]


class DoneForm(Form):
    """A task is done, or was not needed."""

    words = LongText("What was done, or why it was not needed", rows=3, max_length=2000)


class HandOverForm(Form):
    """A task goes to somebody else."""

    to = Select("Who takes it on?", missing="Choose who takes it on")
    reason = LongText("Why?", rows=3, max_length=2000, missing="Say why, in a few words")

    def __init__(self, *args: Any, people: Named, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = people  # type: ignore[attr-defined]
