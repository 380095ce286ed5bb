"""What a young person or a parent is asked on their own page. Plain words: reading age about nine to eleven."""

from collections.abc import Iterable
from typing import Any

from roth.domain import voice
from roth.domain.voice import (
    ASKED_PARENT,
    ASKED_YOUNG_PERSON,
    Agreement,
    Audience,
    Feeling,
    OfferState,
    Participation,
    PlaceKind,
    PlanForm,
    Stance,
    TimeBand,
    Topic,
)
from roth.ui.choices import Checkboxes, Radios, Select
from roth.ui.fields import LongText, Text
from roth.ui.forms import Form
from roth.ui.rows import RowSet

WHO_READS = "Your worker, their manager and the person who runs your meeting can always read it."


def topics(asked: Iterable[Topic]) -> list[tuple[str, str]]:
    """Topics as they are put to somebody."""
    return [(topic.value, topic.meaning) for topic in asked]


class SayForm(Form):
    """Say something."""

    words = LongText(
        "What do you want to say?",
        hint="Write it your way. Nobody will change your words. Spelling does not matter.",
        rows=6,
        missing="Write what you want to say",
    )
    about = Radios("What is it about?", topics(ASKED_YOUNG_PERSON), missing="Choose what it is about")
    shown_to = Checkboxes("Who else can read it?", Audience.choices(), hint=WHO_READS, optional_words=False)

    def __init__(self, *args: Any, parent: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if parent:
            self.fields["about"].choices = topics(ASKED_PARENT)  # type: ignore[attr-defined]
            self.fields["shown_to"].choices = [(Audience.MEETING.value, Audience.MEETING.label)]  # type: ignore[attr-defined]


class AdvocateSaysForm(SayForm):
    """What an advocate writes down for the young person."""

    words = LongText(
        "What do they want to say?",
        hint="Their words, as they said them. Say only what they have asked you to say.",
        rows=6,
        missing="Write what they want to say",
    )
    shown_to = Checkboxes(
        "Who else do they want to read it?",
        [(Audience.MEETING.value, "Everyone at the meeting"), (Audience.PARENT.value, "Their parents or carers")],
        hint="Their worker, manager and the chair can always read it.",
        optional_words=False,
    )


class WhoReadsForm(Form):
    """Who else may read something that was said."""

    shown_to = Checkboxes("Who else can read it?", Audience.choices(), hint=WHO_READS, optional_words=False)

    def __init__(self, *args: Any, parent: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if parent:
            self.fields["shown_to"].choices = [(Audience.MEETING.value, Audience.MEETING.label)]  # type: ignore[attr-defined]


class PartForm(Form):
    """How somebody wants to take part in their meeting."""

    participation = Radios(
        "Do you want to be there?",
        [(code.value, code.meaning) for code in Participation if code.meaning],
        hint="You can change your mind later.",
        optional_words=False,
    )
    who_there = LongText("Who do you want there?", rows=2, max_length=1000, optional_words=False)
    who_not = LongText("Who do you not want there?", rows=2, max_length=1000, optional_words=False)
    who_helps = LongText("Who could help you to say things?", rows=2, max_length=1000, optional_words=False)
    place_and_time = LongText("Where and when is good for you?", rows=2, max_length=1000, optional_words=False)
    not_said = LongText(
        "Is there something that should not be said in front of somebody?",
        hint="Say what, and in front of whom. Only your worker and the person who runs the meeting see this.",
        rows=3,
        max_length=2000,
        optional_words=False,
    )
    plan_form = Radios("How do you want to get your plan?", PlanForm.choices(), optional_words=False)


class ParentPartForm(PartForm):
    """The same for a parent or carer."""

    participation = Radios(
        "Do you want to be there?",
        [
            (Participation.PN1.value, "I will be there"),
            (Participation.PN2.value, "I will be there, and somebody speaks for me"),
            (Participation.PN6.value, "I will not be there. I will send what I think"),
            (Participation.PN7.value, "I will not be there, and I do not want to send anything"),
        ],
        hint="You can change your mind later.",
        optional_words=False,
    )
    who_there = LongText(
        "Who do you want with you?",
        hint="A friend, a relative, somebody who can advise you",
        rows=2,
        max_length=1000,
        optional_words=False,
    )
    who_not = LongText("Is there somebody you cannot be in a room with?", rows=2, max_length=1000, optional_words=False)


class ItemForm(Form):
    """What somebody thinks of one thing in their plan."""

    stance = Radios("What do you think?", Stance.choices(), missing="Choose what you think")
    words = LongText("Do you want to say why?", rows=4, max_length=4000, optional_words=False)


class PlaceRow(Form):
    """One place on a safety map."""

    label = Text(
        "Which place?",
        hint="Like “the bus stop by the park”. Not an address.",
        max_length=120,
        missing="Say which place it is",
    )
    kind = Select("What sort of place?", PlaceKind.choices(), missing="Choose what sort of place it is")
    when = Select("When?", TimeBand.choices(), blank="Choose when", missing="Choose when")
    feeling = Radios(
        "How does it feel?",
        [(feeling.value, f"{feeling.label}: {feeling.meaning.lower()}") for feeling in Feeling],
        missing="Choose how it feels",
    )
    why = LongText("Why?", rows=2, max_length=1000, optional_words=False)
    who_helps = LongText("Who helps there?", rows=2, max_length=600, optional_words=False)
    route = LongText("Which way do you go, and what do you do?", rows=2, max_length=600, optional_words=False)

    def clean_label(self) -> str:
        """An area and never an address."""
        label: str = self.cleaned_data["label"]
        if voice.is_an_address(label):
            self.add_error("label", voice.NOT_AN_ADDRESS)
        return label


class MapForm(Form):
    """A safety map."""

    places = RowSet("Places", PlaceRow, one="Place", missing="Put at least one place on the map", most=30)
    what_would_help = LongText("What would make it better?", rows=3, max_length=4000, optional_words=False)


class FeedbackForm(Form):
    """What somebody thinks afterwards. The sentences are those for the young person, or for a parent."""

    words = LongText("Anything else?", rows=4, max_length=8000, optional_words=False)

    def __init__(self, *args: Any, speaker: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = self.fields.pop("words")
        for item in voice.items_for(speaker):
            self.fields[item.code] = Radios(item.text, Agreement.choices(), inline=True, optional_words=False)
        self.fields["words"] = words

    def clean(self) -> None:
        """At least one answer."""
        if not any(self.cleaned_data.values()):
            self.add_error("words", "Answer at least one of these, or write something")


class AdvocateForm(Form):
    """Whether the young person wants an advocate."""

    state = Radios(
        "Do you want an advocate?",
        [(OfferState.ACCEPTED.value, "Yes"), (OfferState.DECLINED.value, "Not now")],
        missing="Choose yes or not now",
    )
    words = LongText("Is there something they should know?", rows=3, max_length=2000, optional_words=False)
