"""What is asked after a conference: to whom a paper goes, what the minutes should say, what is added later."""

from collections.abc import Sequence
from typing import Any

from roth.domain.conference_papers import AUDIENCES, CHANNELS, Recipient
from roth.domain.in_the_room import RECORD_TITLES
from roth.meetings.models import ANSWERS, Invitation
from roth.ui.choices import Checkboxes, Option, Radios, Select, Tick
from roth.ui.dates import Date
from roth.ui.fields import LongText
from roth.ui.forms import Form

_PARTS = {**RECORD_TITLES, "decision": "The decision", "attendance": "Who came", "other": "Something else"}


class ShareForm(Form):
    """Who is given a paper, and how. Everybody is offered the version that is theirs."""

    to = Checkboxes("Who is given it?", missing="Choose who is given it")
    channel = Radios("How?", CHANNELS, missing="Choose how they are given it")
    on = Date("When?", past=True, missing="Enter the day on which they are given it")
    read_over = Tick("I have read each version for its reader: it holds nothing of another young person or family")

    def __init__(
        self, *args: Any, recipients: Sequence[Recipient], given: frozenset[int], family: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        options = [
            Option(
                f"person:{one.key}",
                one.name,
                hint=f"{AUDIENCES[one.audience]}{'; given already' if one.key in given else ''}"
                f"{'' if one.has_account else '; no account'}",
            )
            for one in recipients
        ]
        roles = {one.audience for one in recipients}
        if family:
            options += [
                Option(key, f"{AUDIENCES[key]}, who was not invited by name")
                for key in ("young_person", "parent")
                if key not in roles
            ]
        self.fields["to"].choices = options  # type: ignore[attr-defined]


class CorrectionForm(Form):
    """What the minutes should say, and who says so."""

    invitation = Select("Who asks for it?", blank="I do", called="who asks")
    part = Select("Which part?", _PARTS, missing="Choose which part")
    should_say = LongText("What should it say?", rows=4, missing="Write what the minutes should say")

    def __init__(self, *args: Any, people: Sequence[Invitation], for_others: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["invitation"].choices = [(one.pk, one.name) for one in people]  # type: ignore[attr-defined]
        if not for_others:
            del self.fields["invitation"]


class AnswerForm(Form):
    """What the chair answers to a correction."""

    state = Radios(
        "What do you do?",
        [
            Option("made", ANSWERS["made"], hint="Put the words right in the minutes first, or say it here."),
            Option("not_made", ANSWERS["not_made"]),
        ],
        missing="Say whether it is corrected",
    )
    answer = LongText("What was corrected, or why it stays", rows=3, missing="Write your answer")


class AdditionForm(Form):
    """What came to light after the minutes were approved."""

    about = Select("Which part is it about?", _PARTS, missing="Choose which part")
    words = LongText("What is to be added?", rows=4, missing="Write what is to be added")
