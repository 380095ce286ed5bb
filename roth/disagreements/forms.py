"""What is asked when somebody disagrees. Rules belong in `domain.disagreements`."""

from typing import Any

from roth.domain.disagreements import COMPLAINANT, COMPLAINT_GROUND, DISSENT_ABOUT
from roth.ui.choices import Radios
from roth.ui.dates import Date
from roth.ui.fields import LongText, Text
from roth.ui.forms import Form


class FurtherForm(Form):
    """Take further what was said in the room."""

    on = Date("When?", past=True, missing="Enter the day on which it is taken further")
    safety_now = LongText(
        "Is anybody less safe while this is talked over?", hint="If so, say what is done today.", rows=2
    )


class RaiseForm(FurtherForm):
    """What somebody disagrees with, in their own words."""

    field_order = ("about", "words", "safety_now", "on")
    about = Radios("What do you disagree with?", DISSENT_ABOUT, missing="Choose what you disagree with")
    words = LongText(
        "What do you say?",
        hint="It is kept as you write it.",
        rows=5,
        missing="Write what you disagree with and why",
    )


class ComplaintForm(Form):
    """What a young person or a parent complains of."""

    complainant = Radios("Who complains?", COMPLAINANT, missing="Choose who complains")
    name = Text("Their name", max_length=120, missing="Enter who complains")
    ground = Radios("What is it about?", COMPLAINT_GROUND, missing="Choose what it is about")
    words = LongText("What do they say?", hint="In their own words", rows=5, missing="Write what they say")
    help_given = LongText(
        "Which help was offered?",
        hint="An advocate or a friend may stand by them at every stage.",
        rows=2,
        missing="Say which help was offered",
    )
    on = Date("When was it received?", past=True, missing="Enter the day on which it was received")


class MoveForm(Form):
    """One step further. Asks for what that step needs."""

    on = Date("When?", past=True, missing="Enter the day of this step")
    response = LongText("What was answered, and why?", rows=4, missing="Write what was answered, and why")
    heard_by = Text("Who hears it?", hint="Somebody who had no part in the conference", missing="Say who hears it")
    late_reason = LongText("If the 28 days are over: why it is taken all the same", rows=2)

    def __init__(self, *args: Any, guards: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, guard in (("response", "response"), ("heard_by", "no_part"), ("late_reason", "in_time")):
            if guard not in guards:
                del self.fields[name]
