"""Who must not meet, how often a meeting moved, and the meetings before it, as the pages say them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from roth.meetings.models import KeptApart, Meeting, Rearrangement
from roth.meetings.present.arranged import Line, line
from roth.people.models import YoungPerson
from roth.ui import formats


@dataclass(frozen=True, slots=True)
class Apart:
    """Somebody whom this young person must not meet."""

    key: int
    name: str
    ref: str
    reason: str
    source: str
    since: str
    review: str


def kept_apart(row: KeptApart, young_person: YoungPerson) -> Apart:
    """One record, seen from one of its ends."""
    other = row.second if row.first_id == young_person.pk else row.first
    since = f"{formats.day(row.starts_on)}, by {row.by.name}"
    return Apart(row.pk, other.name, other.ref, row.reason, row.source, since, formats.day(row.review_on))


def moves(rows: Iterable[Rearrangement]) -> list[tuple[str, str]]:
    """Each time the meeting moved, in a sentence with its reason."""
    return [
        (
            f"Moved from {formats.day(row.from_at)}",
            ". ".join(filter(None, (row.get_reason_display(), row.words, f"Meanwhile: {row.interim_safety}"))),
        )
        for row in rows
    ]


def earlier_lines(meetings: Iterable[Meeting], address: Callable[[Meeting], str]) -> list[Line]:
    """The meetings before this one, each with the address of its record."""
    return [line(each, address(each)) for each in meetings]
