"""What was said, as pages of other rooms show it: beside the conference, in the room, beside the plan.

One statement for each, so that a page can afford it. What those pages say themselves belongs in their rooms.
"""

from typing import Any

from roth.people.models import YoungPerson
from roth.voice import present, selectors

SHOWN = 6


def for_the_record(young_person: YoungPerson) -> dict[str, Any]:
    """The newest words of a record, each with its answer, for whoever may read the record: `spoken`, `speaker`."""
    name = present.name_of(young_person)
    found = selectors.said_and_answered(young_person, SHOWN)
    return {"spoken": [present.line(each, name) for each in found], "speaker": name}


def for_the_meeting(young_person: YoungPerson) -> dict[str, Any]:
    """Only what its speaker wants everybody at the meeting to read. A shared screen shows nothing else."""
    name = present.name_of(young_person)
    found = selectors.to_the_meeting(young_person)[:SHOWN]
    return {"spoken": [present.line(each, name) for each in found], "speaker": name}


def wished_participation(young_person: YoungPerson) -> str:
    """The code of how the young person wishes to take part: offered to the conference's record, never forced on it."""
    wish = selectors.newest_wish(young_person)
    return wish.participation if wish else ""
