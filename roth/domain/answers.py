"""Answers to an invitation: what somebody may say, and what it means for who is expected and for a calendar.

Whether somebody came is recorded in the room, as attendance (`codes.ATTENDANCE`).
"""

from typing import Final

from roth.domain.labelled import Labelled


class Answer(Labelled):
    """What somebody who is asked says."""

    COMING = "coming", "Coming", "They have said that they will be there."
    NOT_COMING = "not_coming", "Cannot come", "They have sent apologies."
    DEPUTY = "deputy", "Sends somebody else", "They cannot come, and name who could."


def choices() -> list[tuple[str, str]]:
    """Answers as Django choices."""
    return Answer.choices()


# RFC 5545, 3.2.12: what a calendar calls each; nothing said yet is NEEDS-ACTION.
PARTSTAT: Final = {
    "": "NEEDS-ACTION",
    Answer.COMING.value: "ACCEPTED",
    Answer.NOT_COMING.value: "DECLINED",
    Answer.DEPUTY.value: "DELEGATED",
}
# What a calendar's reply means here. A tentative yes is no answer: somebody has to ask.
FROM_PARTSTAT: Final = {
    "ACCEPTED": Answer.COMING,
    "DECLINED": Answer.NOT_COMING,
    "DELEGATED": Answer.DEPUTY,
}


def attendance_after(answer: Answer) -> str:
    """The attendance (`codes.ATTENDANCE`) that an answer leaves: whoever comes is expected, the others are not."""
    return "invited" if answer is Answer.COMING else "declined"


def against_answer(answer: Answer, deputy_name: str) -> tuple[tuple[str, str], ...]:
    """What an answer still needs, as (field, sentence)."""
    if answer is Answer.DEPUTY and not deputy_name.strip():
        return (("deputy_name", "Enter who could come instead of you"),)
    return ()


def in_words(answer: str, deputy_name: str = "", attendance: str = "") -> str:
    """An answer for a list of people."""
    if answer == Answer.DEPUTY and deputy_name:
        return f"Cannot come; suggests {deputy_name}"
    if answer:
        return Answer(answer).label
    return "Declined" if attendance == "declined" else "No answer yet"
