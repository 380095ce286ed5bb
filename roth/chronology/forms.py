"""What is asked for a chronology entry, an addendum and a sharing; and what narrows the generated chronology."""

from typing import Any

from django.utils import timezone

from roth.chronology.selectors.sources import SOURCES
from roth.domain.chronology import EFFECT
from roth.ui.choices import Radios, Select, Tick
from roth.ui.dates import Date
from roth.ui.fields import LongText, Text
from roth.ui.forms import Form, Section


class EntryForm(Form):
    """One entry (F27). `names_because` is asked once something was typed: before that there is no name to ask about."""

    sections = (
        Section("What happened", ("on", "source", "event", "evidence")),
        Section("What it meant", ("impact", "effect", "analysis", "significant")),
        Section("Names", ("names_because",)),
    )
    on = Date("When did it happen?", past=True, missing="Enter the day it happened, like 27 3 2026")
    source = Text(
        "How do we know?", hint="Who said or saw it, or which record", max_length=200, missing="Say how we know"
    )
    event = LongText(
        "What happened?", rows=4, hint="As plainly as it can be said", language_check=True, missing="Say what happened"
    )
    evidence = Text("Where in the record is it?", hint="The address of the page, if there is one", max_length=200)
    impact = LongText(
        "What did it mean for the young person?",
        rows=3,
        hint="In their own words, where you have them",
        language_check=True,
        missing="Say what it meant for the young person",
    )
    effect = Radios("Did it help or harm?", EFFECT, missing="Say whether it helped or harmed")
    analysis = LongText("What do we make of it?", rows=3, language_check=True)
    significant = Tick("It stands out: show it when only what stands out is shown", initial=True)
    names_because = LongText(
        "If somebody else is named: why is it needed, and safe?",
        hint="Other young people are never named here. Write “a friend” instead.",
        rows=2,
        max_length=1000,
    )

    def clean_evidence(self) -> str:
        """A page of ours and nothing else: an address that leads away may be followed by whoever is given this."""
        given = self.cleaned_data["evidence"].strip()
        if given and not (given.startswith("/") and not given.startswith("//") and "\\" not in given):
            self.add_error("evidence", "Enter the address from the first slash on, like /young-people/YP-0042/plan/")
        return given


class AddendumForm(Form):
    """What was learnt since."""

    words = LongText("What is to be added?", rows=4, language_check=True, missing="Write what is to be added")


class ShareForm(Form):
    """To whom it was given."""

    shared_with = Text(
        "With whom is it shared?",
        hint="The young person, everyone invited to the conference, another authority",
        max_length=200,
        missing="Say with whom it is shared",
    )
    on = Date("When?", past=True, initial=timezone.localdate, missing="Enter the day, like 27 3 2026")


class NarrowForm(Form):
    """What narrows the generated chronology."""

    kind = Select(
        "Kind", [("", "Everything"), *((source.kind, source.label) for source in SOURCES)], optional_words=False
    )
    context = Select("Context", optional_words=False)
    since = Date("From", optional_words=False, hint="")
    until = Date("Until", optional_words=False, hint="")
    standing_out = Tick("Only what stands out")

    def __init__(self, *args: Any, contexts: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if contexts:
            self.fields["context"].choices = [("", "Any"), *contexts]  # type: ignore[attr-defined]
        else:
            del self.fields["context"]
