"""Reads a reply (METHOD REPLY) that a calendar program wrote: which meeting, whose answer, to which state of it."""

from dataclasses import dataclass
from typing import Any, Final

from icalendar import Calendar

from roth.domain.answers import FROM_PARTSTAT, Answer
from roth.domain.errors import BadFile

MOST_BYTES: Final = 200_000
_NOT_A_REPLY: Final = (
    "This is not a reply to an invitation. Save the reply in the calendar program, and choose that file."
)


@dataclass(frozen=True, slots=True)
class Reply:
    """One person's answer."""

    uid: str
    sequence: int
    email: str  # in lower case
    answer: Answer
    comment: str


def reply(content: bytes) -> Reply:
    """The answer in the file. Raises BadFile, with a sentence, for anything else."""
    if len(content) > MOST_BYTES:
        raise BadFile("This file is too large to be a reply. Choose the file that the calendar program saved.")
    try:
        calendar = Calendar.from_ical(content)
    except (ValueError, IndexError, KeyError, UnicodeDecodeError) as error:
        raise BadFile(_NOT_A_REPLY) from error
    if str(calendar.get("method", "")).upper() != "REPLY":
        raise BadFile(_NOT_A_REPLY)
    events = calendar.walk("VEVENT")
    if len(events) != 1:
        raise BadFile("This file holds more than one reply, or none. Choose a file with one.")
    return _reply(events[0])


def _reply(event: Any) -> Reply:
    attendees = event.get("attendee")
    if attendees is None or isinstance(attendees, list):
        raise BadFile("The reply does not say who answers. Record the answer by hand instead.")
    stated = str(attendees.params.get("PARTSTAT", "")).upper()
    answer = FROM_PARTSTAT.get(stated)
    if answer is None:
        raise BadFile("The reply says neither yes nor no. Ask the person, and record what they say.")
    email = str(attendees).casefold().removeprefix("mailto:")
    sequence = event.get("sequence", 0)
    return Reply(str(event.get("uid", "")), int(sequence), email, answer, str(event.get("comment", "")).strip())
