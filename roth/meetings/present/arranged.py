"""A conference in a list, and its arrangements, as the page says them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from roth.domain import codes
from roth.meetings.models import Meeting
from roth.pathway.models import Clock
from roth.pathway.selectors import TONES, status
from roth.ui import formats

_LIMITS: Final = {
    "initial_conference": ("T11",),
    "review_conference": ("T23", "T24"),
    "interim_review": ("T25",),
    "transfer_in": ("T27",),
}
_STATUS: Final = {
    "asked_for": ("Asked for, not booked", "due"),
    "booked": ("Booked", ""),
    "held": ("Held", "done"),
    "cancelled": ("Cancelled", "quiet"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One conference in a list."""

    kind: str
    when: str
    name: str
    href: str
    chair: str
    where: str
    status: str
    tone: str


@dataclass(frozen=True, slots=True)
class ClockWords:
    """A clock, as the macro of that name takes it."""

    words: str
    tone: str
    rule: str
    source: str


def line(meeting: Meeting, href: str) -> Line:
    """One meeting in a list, with the young person it is about and the address of its page."""
    words, tone = _STATUS[meeting.status]
    young_person = meeting.episode.young_person
    return Line(
        kind=meeting.kind_name,
        when=when(meeting),
        name=young_person.name,
        href=href,
        chair=meeting.chair.name if meeting.chair else "No chair yet",
        where=where(meeting),
        status=words,
        tone=tone,
    )


def when(meeting: Meeting) -> str:
    """When it is, or was."""
    if meeting.held_on:
        return formats.day(meeting.held_on)
    if meeting.scheduled_at is None:
        return "No day yet"
    day = formats.sentence(formats.day_in_words(meeting.scheduled_at))
    until = f" to {formats.clock_time(meeting.ends_at)}" if meeting.ends_at else ""
    return f"{day} at {formats.clock_time(meeting.scheduled_at)}{until}"


def where(meeting: Meeting) -> str:
    """Where it is and how people meet."""
    mode = codes.label(codes.MEETING_MODE, meeting.mode) if meeting.mode else ""
    return " · ".join(text for text in (meeting.place, mode) if text)


def clock(clocks: Iterable[Clock], today: date, kind: str = "initial_conference") -> ClockWords | None:
    """The limit for a meeting of this kind (T11 for an initial conference), where one runs or ran."""
    for found in clocks:
        if found.rule in _LIMITS.get(kind, ()):
            said = status(found, today)
            rule, source = (said.deadline.wording, said.deadline.source) if said.deadline else ("", "")
            return ClockWords(said.sentence, TONES[said.state], rule, source)
    return None


def arrangements(meeting: Meeting) -> list[tuple[str, str]]:
    """When, where, with whom, and what the young person would like."""
    late = codes.label(codes.LATENESS_REASON, meeting.late_reason) if meeting.late_reason else ""
    rows = [
        ("What the young person would like", meeting.young_persons_preferences),
        ("When", when(meeting)),
        ("Where", where(meeting)),
        ("Chair", meeting.chair.name if meeting.chair else "No chair yet"),
    ]
    return [*rows, ("Why it is late", ". ".join(filter(None, (late, meeting.late_words))))] if late else rows
