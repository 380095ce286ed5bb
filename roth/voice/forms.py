"""What a worker is asked when they write down, answer or release. Saving belongs in `actions`."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from roth.domain.access import Role
from roth.domain.voice import Audience, How, OfferState, Participation, PlanForm, Speaker, TalkKind, Topic
from roth.ui.choices import Checkboxes, Option, Radios, Select, Tick
from roth.ui.dates import Date
from roth.ui.fields import Email, LongText, Text
from roth.ui.forms import Form, Section
from roth.voice.own_forms import FeedbackForm, MapForm

_BY_HAND = [(how.value, how.label) for how in How if how not in (How.OWN_PAGE, How.SHARED_DEVICE)]
_SPOKE_ON = "Enter the date when they said it, like 27 3 2026"


class WriteForm(Form):
    """Write down what somebody said."""

    speaker = Radios("Who said it?", Speaker.choices(), missing="Choose who said it")
    words = LongText(
        "What they said, in their own words",
        hint="As they said it. It cannot be edited afterwards; you can write beside it.",
        rows=8,
        missing="Write what was said, as it was said",
    )
    about = Select(
        "What it is about", [(topic.value, topic.label) for topic in Topic], missing="Choose what it is about"
    )
    how = Radios("How they told you", _BY_HAND, missing="Choose how they told you")
    said_on = Date("When they said it", past=True, initial=timezone.localdate, missing=_SPOKE_ON)
    shown_to = Checkboxes(
        "Who else may read it",
        [
            (Audience.MEETING.value, "Everyone at the meeting, on the shared screen"),
            (Audience.PARENT.value, "Parents or carers: only if the young person wants it"),
            (Audience.ADVOCATE.value, "The advocate"),
        ],
        hint="Ask them. Workers, the manager, the chair and the quality lead can always read it.",
        optional_words=False,
    )


class BesideForm(Form):
    """Write beside somebody's words."""

    text = LongText("What belongs beside these words", rows=4, missing="Write what belongs beside these words")


class ReplyForm(Form):
    """Answer what somebody said."""

    because = Radios(
        "What happened because of this?",
        [
            Option("action", "An action in the plan does it", reveal=("action",)),
            Option("why_not", "It does not happen, or not yet", reveal=("why_not",)),
        ],
        missing="Choose what happened because of this",
    )
    action = Radios("Which action", missing="Choose the action")
    why_not = LongText("Why not", hint="Kept in the record", rows=3, missing="Say why not")
    words = LongText(
        "Your reply, in words for them",
        hint="They read this on their own page. Short and plain: what will happen, who does it, by when; or why not.",
        rows=5,
        missing="Write the reply in the words that they will read",
    )
    on = Date("When they were told", past=True, initial=timezone.localdate, missing="Enter the day, like 27 3 2026")

    def __init__(self, *args: Any, actions: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["action"].choices = actions  # type: ignore[attr-defined]
        if not actions:
            because = [Option("why_not", "It does not happen, or not yet", reveal=("why_not",))]
            self.fields["because"].choices = because  # type: ignore[attr-defined]
            self.fields["because"].initial = "why_not"


class TakingPartForm(Form):
    """How somebody wishes to take part, as a worker writes it down."""

    speaker = Radios("Whose wishes", Speaker.choices(), missing="Choose whose wishes these are")
    participation = Radios(
        "How they wish to take part",
        [(code.value, f"{code.label} ({code.value})") for code in Participation],
        hint="Offered to the conference record; the chair records what happened.",
    )
    who_helps = LongText("Who helps them", rows=2, max_length=1000)
    who_there = LongText("Who should be there", rows=2, max_length=1000)
    who_not = LongText("Who should not be there", rows=2, max_length=1000)
    place_and_time = LongText("Place and time", rows=2, max_length=1000)
    not_said = LongText("What must not be said, and in front of whom", rows=3, max_length=2000)
    plan_form = Radios("How they want the plan", PlanForm.choices())
    on = Date("When they said so", past=True, initial=timezone.localdate, missing=_SPOKE_ON)


class OfferForm(Form):
    """The day on which an advocate was offered."""

    on = Date("When you offered it", past=True, initial=timezone.localdate, missing="Enter the day, like 27 3 2026")


class OfferAnswerForm(Form):
    """The answer to the offer."""

    state = Radios(
        "Their answer",
        [
            Option(OfferState.ACCEPTED.value, OfferState.ACCEPTED.label, reveal=("advocate_name",)),
            Option(OfferState.MET.value, OfferState.MET.label, reveal=("met_name",)),
            Option(OfferState.DECLINED.value, OfferState.DECLINED.label),
        ],
        missing="Choose their answer",
    )
    advocate_name = Text("Advocate", hint="If you know already who it is", max_length=120)
    met_name = Text("Advocate", max_length=120, missing="Say whom they met")
    words = LongText("What they said to it", rows=3, max_length=2000)
    on = Date("When", past=True, initial=timezone.localdate, missing="Enter the day, like 27 3 2026")


class TalkForm(Form):
    """A talk about a meeting."""

    kind = Radios("Which talk", TalkKind.choices(), missing="Choose which talk it was")
    on = Date("When it was", past=True)
    where = Text("Where", max_length=200)
    told = LongText("What they were told, and asked", rows=4)
    why_not = LongText("If it did not happen: why", rows=3)

    def clean(self) -> None:
        """It happened on a day, or there is a reason."""
        self.require_one_of("on", "why_not", sentence="Enter the day of the talk, or say why it did not happen")


class MapWithForm(MapForm):
    """A map that a worker made with the young person."""

    sections = (Section("When", ("on",)), Section("Places", ("places",)), Section("Afterwards", ("what_would_help",)))
    on = Date("When you made it", past=True, initial=timezone.localdate, missing="Enter the day, like 27 3 2026")


class FeedbackWithForm(FeedbackForm):
    """Feedback that a worker asked for."""

    on = Date("When you asked", past=True, initial=timezone.localdate, missing="Enter the day, like 27 3 2026")


class TieForm(Form):
    """Who gets a page of their own."""

    role = Radios(
        "Whose page",
        [
            Option(Role.YOUNG_PERSON.value, "The young person’s"),
            Option(Role.PARENT.value, "A parent’s or carer’s", reveal=("speaks_as",)),
            Option(Role.ADVOCATE.value, "The advocate’s"),
        ],
        missing="Choose whose page it is",
    )
    speaks_as = Radios(
        "Who they are to the young person",
        [(who.value, who.label) for who in Speaker if who is not Speaker.YOUNG_PERSON],
        missing="Say which parent or carer this is",
    )
    email = Email(
        "Email of their account",
        hint="An administrator has added the account. Check the address with them.",
        autocomplete="off",
        missing="Enter the email of their account",
    )
    starts_on = Date("From", initial=timezone.localdate, missing="Enter the day it starts, like 27 3 2026")
    ends_on = Date("Until, if you know")


class EndForm(Form):
    """When a page ends."""

    on = Date("Last day of the page", initial=timezone.localdate, missing="Enter the last day, like 27 3 2026")


class PauseForm(Form):
    """Why a page is shut."""

    reason = LongText("Why it is not safe now", rows=3, max_length=2000, missing="Say in a sentence why it is not safe")


class ShowForm(Form):
    """What stands on somebody's own page: each thing with a tick and the words that they will read."""

    def __init__(self, *args: Any, things: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        """`things`: the field's ending, and what the record says."""
        super().__init__(*args, **kwargs)
        sections = []
        for key, said in things:
            self.fields[f"shown_{key}"] = Tick("Show this", reveal=(f"words_{key}",))
            self.fields[f"words_{key}"] = LongText(
                "In plain words", rows=2, max_length=2000, missing="Write it in plain words"
            )
            sections.append(Section(said, (f"shown_{key}",)))
        self.sections = tuple(sections)
