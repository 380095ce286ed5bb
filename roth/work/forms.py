"""What narrows My work, what is said of a task, when to be written to, and a notice from CP-IS."""

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from roth.domain.notifications.delivery import How
from roth.ui.choices import Radios, Select, Tick
from roth.ui.dates import DateTime, Time
from roth.ui.fields import LongText, Text
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


class WishesForm(Form):
    """How somebody wishes to be written to."""

    how = Radios("When should we write to you?", How.choices(), missing="Choose when we should write to you")
    quiet_from = Time("Quiet from", hint="London time, for example 20:00", missing="Enter when your quiet hours begin")
    quiet_until = Time("Quiet until", hint="The same as above means never quiet", missing="Enter when they end")
    quiet_weekends = Tick("Keep weekends quiet")


class CpisForm(Form):
    """A notice that a health service looked a plan up."""

    seen_at = DateTime("When was the plan looked up?", past=True, missing="Enter when the plan was looked up")
    where = Text("Where?", hint="The service, as the notice says it", max_length=160, missing="Enter the service")
