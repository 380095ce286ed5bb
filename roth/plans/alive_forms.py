"""What people are asked once a plan is in force: how an action is going, how a measure reads. Nothing is saved here."""

from typing import Any

from roth.domain.actions import ProgressState
from roth.domain.change import OF_A_READING
from roth.ui.choices import Option, Radios
from roth.ui.dates import Date
from roth.ui.fields import LongText, Text
from roth.ui.forms import Form


class ProgressForm(Form):
    """How an action is going, in four answers at most."""

    state = Radios(
        "How is it going?",
        [Option(each.value, each.label, each.meaning) for each in ProgressState],
        missing="Choose how it is going",
    )
    said = LongText(
        "What has been done, or what stands in the way?",
        hint="What you did, where and when. If you cannot do it, say why: nobody is blamed for saying so early.",
        rows=4,
    )
    effect = LongText(
        "What has it changed, as far as you can see?",
        hint="For young people or in the place. “Nothing yet” is a good answer.",
        rows=3,
    )
    unintended = LongText(
        "Has anything happened that nobody meant?",
        hint="Young people moved on, stopped or watched more, trust lost; or something good.",
        rows=2,
    )
    next_step = LongText("What comes next?", hint="And by when, and what help you need.", rows=2)
    heard_from = Text(
        "Who told you?",
        hint="The owner writes this themselves where they can. Say who told you, and how: “Lena Marsh, by phone”.",
        max_length=160,
    )

    def __init__(self, *args: Any, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if own:
            del self.fields["heard_from"]


class ReadingForm(Form):
    """A measure, looked at again in the same way as at the start."""

    on = Date("When did somebody ask or look?", past=True, missing="Enter the day, like 27 3 2026", called="the day")
    found = LongText(
        "What was found?",
        hint="In the same terms as at the start: “Six of ten young people could name an adult”.",
        missing="Say what was found",
        rows=3,
    )
    compared = Radios(
        "Beside the start, it is",
        [Option(each.value, each.label, each.meaning) for each in OF_A_READING],
        missing="Choose how it compares with the start",
        called="how it compares with the start",
    )
    how_we_know = LongText(
        "How do we know?",
        hint="Needed where it is better. What somebody saw, heard or counted; that something was done is effort.",
        rows=2,
    )
    who_asked = Text("Who asked or looked?", max_length=160, missing="Say who asked")
    who_was_asked = LongText(
        "Who was asked?",
        hint="How many, and who they are without naming them: girls as well as boys, those who stay away as well.",
        missing="Say who was asked",
        rows=2,
    )
