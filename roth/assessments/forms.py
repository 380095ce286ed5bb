"""Input to an assessment, to clean values. What must be there before it can be authorised is in `domain.assessment`."""

from collections.abc import Iterable
from typing import Any

from roth.assessments.factors import CHOOSE_FACTORS, NONE_FOUND, OFFERED
from roth.assessments.reading import Context
from roth.domain import codes
from roth.domain.assessment import ACCOUNT_KEY, BY_KEY
from roth.ui.choices import Checkboxes, Option, Radios, Select
from roth.ui.dates import Date
from roth.ui.fields import LongText, Text, WholeNumber
from roth.ui.forms import Form

PRIORITY = {1: "Comes first", 2: "Soon", 3: "Later"}


class SectionForm(Form):
    """The words of one section."""

    text = LongText(
        "", rows=14, optional_words=False, called="this section", language_check=True, label_class="govuk-label--m"
    )
    said_on = Date(
        "When did they say this?",
        called="the day they said this",
        hint="An account more than 90 days old is asked for again before the assessment is authorised.",
        past=True,
        missing="Enter the day they said this, like 27 3 2026",
    )

    def __init__(self, *args: Any, key: str, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if key == ACCOUNT_KEY:
            self.fields["text"].label = f"What {name} says"
        else:
            self.fields["text"].label = BY_KEY[key].title
            del self.fields["said_on"]


class _PartForm(Form):
    """A finding. `contexts` are those to choose from; without them the context stands as it is."""

    def __init__(self, *args: Any, contexts: Iterable[tuple[int, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "context" in self.fields:
            if contexts is None:
                del self.fields["context"]
            else:
                self.fields["context"].choices = list(contexts)  # type: ignore[attr-defined]


class NeedForm(_PartForm):
    """Something the young person needs."""

    text = LongText(
        "What do they need?",
        rows=3,
        called="the need",
        hint="What would be there if the need were met, rather than a risk said again.",
        missing="Enter what the young person needs",
        language_check=True,
    )
    domain = Select("What is it about?", codes.NEED_DOMAIN, missing="Choose what the need is about")
    source = Text(
        "Who told us, or how do we know?",
        max_length=160,
        called="the source",
        missing="Enter who told us, or how we know",
    )
    priority = Radios("When does it matter?", PRIORITY, inline=True, missing="Say when it matters", initial=2)
    met_by = LongText("What meets it already, and what is missing?", rows=3, called="what meets it already")


class StrengthForm(_PartForm):
    """Something that keeps the young person safe or well."""

    text = LongText(
        "What is the strength?", rows=3, called="the strength", missing="Enter the strength", language_check=True
    )
    whose = Radios("Whose is it?", codes.STRENGTH_OF, missing="Choose whose strength it is")
    evidence = LongText("How do we know?", rows=2, called="how we know")
    use = LongText("How could the plan use it?", rows=2, called="how the plan could use it")


class ContextForm(_PartForm):
    """A context as this assessment found it."""

    context = Select("Which context?", missing="Choose the context")
    young_person_does = LongText(
        "What do they do there?",
        rows=3,
        called="what they do there",
        missing="Enter what the young person does there",
        language_check=True,
    )
    young_persons_account = LongText(
        "What do they say about it?", rows=3, called="what they say about it", hint="In their words."
    )
    guardianship = LongText(
        "Which adults look out for young people there?",
        rows=3,
        called="which adults look out for young people there",
        hint="Who is there, do they care, do they feel able to act, and what is missing? If nobody does, say so.",
        missing="Enter who looks out for young people there, or that nobody does",
    )
    environment = LongText(
        "What about the place, its rules and what it offers?",
        rows=3,
        called="what the place is like",
        hint="How it is laid out, what there is to do, which rules or practices make it safer or less safe.",
    )


class DynamicForm(_PartForm):
    """How harm works in one context."""

    context = Select("Where?", called="the context", missing="Choose the context")
    kind = Select("What kind of thing is it?", codes.CONTEXT_DYNAMIC, missing="Choose what kind of thing it is")
    text = LongText(
        "How does harm work there?",
        rows=4,
        called="how harm works there",
        hint="Who does what to whom, where in it, and when. It is about the place or group, not about what the young"
        " person is like.",
        missing="Enter how harm works there: who, where, when and how",
        language_check=True,
    )


class ChallengeForm(_PartForm):
    """A service, rule or structure that adds risk."""

    service = Text(
        "Which service, rule or structure?",
        max_length=160,
        called="the service",
        missing="Enter which service, rule or structure",
    )
    text = LongText(
        "How does it add to the harm, or block safety?",
        rows=3,
        called="how it adds to the harm",
        missing="Enter how it adds to the harm",
        language_check=True,
    )
    evidence = LongText("How do we know?", rows=2, called="how we know")
    owner = Text("Who can change it?", max_length=160, called="who can change it", hint="A role or an organisation.")


FORMS: dict[str, type[_PartForm]] = {
    "need": NeedForm,
    "strength": StrengthForm,
    "context": ContextForm,
    "dynamic": DynamicForm,
    "challenge": ChallengeForm,
}


class WeightsForm(Form):
    """Numbers that make 100, one for each context, with why. That they make 100 is held in `actions`."""

    def __init__(self, *args: Any, contexts: Iterable[Context], reasons: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contexts = tuple(contexts)
        for each in self.contexts:
            self.fields[f"weight_{each.context_id}"] = WholeNumber(
                f"{each.name}, of 100",
                most=100,
                width="3",
                called=f"the weight of {each.name}",
                missing=f"Enter a number for {each.name}: 0 if it need not change first",
            )
            self.fields[f"reason_{each.context_id}"] = LongText(
                f"Why this much for {each.name}?",
                rows=2,
                called=f"why {each.name} has this weight",
                missing=f"Say why {each.name} has this weight" if reasons else "",
            )

    def rows(self) -> list[tuple[Context, Any, Any]]:
        """For the page: each context with its two questions."""
        return [(each, self[f"weight_{each.context_id}"], self[f"reason_{each.context_id}"]) for each in self.contexts]

    def total(self) -> int:
        """What stands in the boxes, added up; a box that holds no number counts nothing."""
        typed = (self[f"weight_{each.context_id}"].value() for each in self.contexts)
        return sum(int(text) for text in (str(value) for value in typed) if text.isdecimal() and len(text) < 4)


def weights_in(data: dict[str, Any], contexts: Iterable[Context]) -> dict[int, tuple[int, str]]:
    """Clean values as the action takes them: (weight, reason) by context."""
    keys = (each.context_id for each in contexts)
    return {key: (data[f"weight_{key}"], data[f"reason_{key}"]) for key in keys}


class AuthoriseForm(Form):
    """What a manager says when authorising."""

    on = Date("Date authorised", past=True, missing="Enter the date, like 27 3 2026")
    shared_with_young_person_on = Date(
        "When was it shared with the young person?", called="the day it was shared", past=True
    )
    shared_with_parents_on = Date(
        "When was it shared with parents or carers?", called="the day it was shared with them", past=True
    )
    factors = Checkboxes(
        "Which national factors were found?",
        [Option(code, label, alone=code == NONE_FOUND) for code, label in OFFERED.items()],
        rule="8869",
        missing=CHOOSE_FACTORS,
        called="the factors",
        hint="For the census only. No page for the young person or the family shows them.",
    )
