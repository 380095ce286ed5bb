"""What is asked in the room: one item of the agenda at a time, options, actions, dissent."""

from collections.abc import Iterable, Sequence
from typing import Any

from roth.accounts.models import Agency
from roth.domain import codes
from roth.domain import in_the_room as rules
from roth.domain.actions import Target
from roth.domain.conference import WeightedContext
from roth.domain.disagreements import DISSENT_ABOUT
from roth.meetings.forms.recording import RecordForm
from roth.meetings.models import Invitation
from roth.ui.choices import Option, Radios, Select
from roth.ui.dates import Date
from roth.ui.fields import LongText, Text
from roth.ui.forms import Form, Section


class StartForm(Form):
    """Why a meeting starts although not everything is ready. Asked only where it is not."""

    why_not_ready = LongText(
        "Why does it start all the same?",
        hint="It is kept in the record.",
        rows=3,
        missing="Say why the meeting starts although not everything is ready",
    )

    def __init__(self, *args: Any, ready: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if ready:
            del self.fields["why_not_ready"]


class ItemForm(RecordForm):
    """What is written under one item of the agenda. An item with lists of its own has few words beside them."""

    sections: tuple[Section, ...] = ()

    def __init__(self, *args: Any, item: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = rules.WRITTEN_UNDER[item]
        for name in [name for name in self.fields if name not in kept]:
            del self.fields[name]


class OptionForm(Form):
    """Something that could be done, and whether it is."""

    text = LongText("What could be done?", rows=2, missing="Write what could be done")
    context_id = Select("Which context would it change?", blank="None in particular", called="the context")
    who_could = Text("Who could do it?", max_length=200)
    taken = Radios("Is it taken?", rules.OPTION_TAKEN, missing="Say whether it is taken, or still being talked about")
    # Two answers ask for it, so it is not revealed by one; without a reason either is refused (`against_taking`).
    why = LongText(
        "Why?", hint="Once it is taken or left, the reason stands in the minutes.", rows=2, optional_words=False
    )

    def __init__(self, *args: Any, contexts: Sequence[WeightedContext], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["context_id"].choices = [(each.key, each.name) for each in contexts]  # type: ignore[attr-defined]


class ActionForm(Form):
    """Who would change what, by when, and whether they have said yes."""

    sections = (
        Section("What", ("text", "goal", "target", "context_id", "approach")),
        Section("Who, and by when", ("owner", "owner_name", "due_on", "accepted", "origin")),
    )
    text = LongText(
        "What will be done?",
        hint="The owner's name comes before it: “… will …”",
        rows=2,
        missing="Say what will be done",
    )
    goal = LongText(
        "What will be true when it has worked?",
        hint="Said positively. Several actions may serve the same goal: use the same words.",
        rows=2,
        missing="Say what will be true when it has worked",
    )
    target = Select("What would it change?", Target.choices(), missing="Choose what it would change")
    context_id = Select("Which context?", blank="None in particular", called="the context")
    approach = Select(
        "How does it work?",
        [(each.value, each.label) for each in rules.APPROACHES_IN_THE_ROOM],
        hint="What watches, limits or enforces is written in the plan, with its end and help beside it (V07).",
        missing="Choose how it works",
    )
    owner = Select("Who takes it on?", missing="Choose who takes it on")
    owner_name = Text("Name of the person, if an agency takes it on", max_length=120)
    due_on = Date("By when?", missing="Enter the day it is to be done by")
    accepted = Radios(
        "What did they say?",
        [
            Option("yes", "Yes, here in the room"),
            Option("no", "No"),
            Option("", "Not asked yet, or not here", hint="It stays proposed until they say yes themselves (V05)."),
        ],
    )
    origin = Radios("Whose idea is it?", codes.WHOSE, missing="Say whose idea it is")

    def __init__(
        self,
        *args: Any,
        contexts: Sequence[WeightedContext],
        people: Sequence[Invitation],
        agencies: Iterable[Agency],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["context_id"].choices = [(each.key, each.name) for each in contexts]  # type: ignore[attr-defined]
        spoken_for = {one.agency_id for one in people}
        self.fields["owner"].choices = [  # type: ignore[attr-defined]
            *((f"person:{one.pk}", _named(one)) for one in people),
            *((f"agency:{each.pk}", f"{each.name}, not invited") for each in agencies if each.pk not in spoken_for),
        ]


class DissentForm(Form):
    """Who disagrees, about what, in their own words."""

    owner = Select("Who disagrees?", blank="Somebody else, by name", called="who disagrees")
    name = Text("Or their name", max_length=120)
    about = Radios("About what?", DISSENT_ABOUT, missing="Choose what they disagree about")
    words = LongText(
        "What do they say?",
        hint="Word for word, and read back to them. It stands in the record as they said it.",
        rows=4,
        missing="Write what they say, in their own words",
    )

    def __init__(self, *args: Any, people: Sequence[Invitation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [(one.pk, _named(one)) for one in people]  # type: ignore[attr-defined]

    def clean(self) -> None:
        self.require_one_of("owner", "name", sentence="Choose who disagrees, or enter their name")


def _named(one: Invitation) -> str:
    here = "here" if one.attendance in codes.PRESENT else "not here" if one.attendance != "invited" else "not known"
    agency = f", {one.agency.name}" if one.agency else ""
    return f"{one.name}{agency} ({here})"
