"""What somebody who is asked is asked, and the file of a calendar's reply."""

from roth.domain.answers import Answer
from roth.ui.choices import Option, Radios
from roth.ui.fields import File, LongText, Text
from roth.ui.forms import Form


class ComingForm(Form):
    """Coming, not coming, or somebody else."""

    answer = Radios(
        "Can you come?",
        [
            Option(Answer.COMING.value, "Yes"),
            Option(Answer.NOT_COMING.value, "No"),
            Option(Answer.DEPUTY.value, "No, and somebody else could", reveal=("deputy_name", "deputy_contact")),
        ],
        missing="Say whether you can come",
    )
    deputy_name = Text("Who could come instead", max_length=120, missing="Enter who could come instead of you")
    deputy_contact = Text(
        "How to reach them",
        hint="The conference service invites them",
        max_length=160,
        missing="Enter how to reach them",
    )
    answer_words = LongText("Anything we should know", hint="For example, when you could come", rows=3)


class ReplyForm(Form):
    """A reply that a calendar program saved."""

    file = File("The file of the reply", endings=(".ics",), most_megabytes=1, missing="Choose the file of the reply")
