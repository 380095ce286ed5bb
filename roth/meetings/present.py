"""What the pages of a conference say: frozen words, no queries."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from roth.domain import codes, conference
from roth.domain.conference import AgencyReach, ContextRow, WeightedContext
from roth.meetings.models import Invitation, Meeting
from roth.pathway.models import Clock
from roth.pathway.selectors import TONES, status
from roth.ui import formats

TITLE: Final = "Initial conference"
_STATUS: Final = {"asked_for": ("Asked for, not booked", "due"), "booked": ("Booked", ""), "held": ("Held", "done")}
_RECORD: Final = (
    ("When the chair met the young person beforehand", "chair_met_young_person"),
    ("When the chair met the parents or carers beforehand", "chair_met_parents"),
    ("What the young person says", "young_persons_views"),
    ("What the parents or carers say", "parents_views"),
    ("Strengths and safety", "strengths_discussed"),
    ("Contexts", "contexts_discussed"),
    ("Needs", "needs_discussed"),
    ("What services and systems get in the way of", "systems_discussed"),
    ("Options, and whatever else was said", "discussion"),
    ("The chair’s analysis", "analysis"),
    ("Agreed outside the plan", "actions_outside_plan"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One conference in a list."""

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


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is asked, as the page names them."""

    key: int
    name: str
    role: str
    agency: str
    answer: str
    coming: bool
    asked_to_bring: str
    views: tuple[tuple[str, str], ...]
    view: str


@dataclass(frozen=True, slots=True)
class Row:
    """One context against the people who are coming."""

    name: str
    kind: str
    kind_words: str
    weight: str
    cells: tuple[bool, ...]
    covered: bool
    question: str
    not_invited: tuple[AgencyReach, ...]


@dataclass(frozen=True, slots=True)
class Before:
    """Who is coming against what they can change."""

    rows: tuple[Row, ...]
    across: tuple[str, ...]
    weighed: bool

    @property
    def open_questions(self) -> tuple[Row, ...]:
        """Contexts that nobody coming can change."""
        return tuple(row for row in self.rows if not row.covered)


def line(meeting: Meeting, address: Callable[[str], str]) -> Line:
    """One conference in a list, with the young person it is about."""
    words, tone = _STATUS[meeting.status]
    young_person = meeting.episode.young_person
    return Line(
        when=when(meeting),
        name=young_person.name,
        href=address(young_person.ref),
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
    return f"{day} at {formats.clock_time(meeting.scheduled_at)}"


def where(meeting: Meeting) -> str:
    """Where it is and how people meet."""
    mode = codes.label(codes.MEETING_MODE, meeting.mode) if meeting.mode else ""
    return " · ".join(text for text in (meeting.place, mode) if text)


def clock(clocks: Iterable[Clock], today: date) -> ClockWords | None:
    """The limit for the conference (T11), where one runs or ran."""
    for found in clocks:
        if found.rule == "T11":
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


def people(invitations: Iterable[Invitation]) -> list[Person]:
    """Everybody who is asked, with their answer and their view."""
    return [person(one) for one in invitations]


def person(one: Invitation) -> Person:
    """Somebody who is asked."""
    views = (("Significant harm likely", one.view_on_harm), ("A plan needed", one.view_on_plan))
    return Person(
        key=one.pk,
        name=one.name,
        role=codes.label(codes.ATTENDEE_ROLE, one.role),
        agency=one.agency.name if one.agency else "",
        answer=codes.label(codes.ATTENDANCE, one.attendance),
        coming=one.attendance in conference.MAY_COME,
        asked_to_bring=one.asked_to_bring,
        views=tuple((about, codes.label(codes.VIEW_ON_PLAN, view)) for about, view in views if view),
        view=one.view,
    )


def before(
    found: Sequence[ContextRow], invitations: Sequence[Invitation], contexts: Sequence[WeightedContext]
) -> Before:
    """Contexts down, people across: those who can change something, in the order they were asked."""
    able = {key for row in found for key in row.who}
    across = [one for one in invitations if one.pk in able]
    rows = tuple(
        Row(
            name=row.context.name,
            kind=row.context.kind,
            kind_words=codes.label(codes.CONTEXT_KIND, row.context.kind),
            weight=f"{row.context.weight} of 100" if row.context.weight is not None else "Not weighed",
            cells=tuple(one.pk in row.who for one in across),
            covered=row.covered,
            question=row.question,
            not_invited=row.not_invited,
        )
        for row in found
    )
    return Before(rows, tuple(one.name for one in across), any(one.weight is not None for one in contexts))


def decision(meeting: Meeting) -> list[tuple[str, str]]:
    """What the chair decided and why."""
    rows = [
        ("Held", formats.day(meeting.held_on)),
        ("Decision", codes.label(codes.CONFERENCE_DECISION, meeting.decision)),
        ("Reason", meeting.rationale),
        ("Significant harm", meeting.significant_harm),
        ("Who disagrees", meeting.dissent),
    ]
    if meeting.category:
        rows[2:2] = [
            ("Category", codes.label(codes.ABUSE_CATEGORY, meeting.category)),
            ("Why this category", meeting.category_reason),
            ("Harm mainly from outside the home", "Yes" if meeting.extra_familial_primary else "No"),
        ]
    return (
        [*rows, ("Why it went ahead with few agencies", meeting.quorum_exception)] if meeting.quorum_exception else rows
    )


def record(meeting: Meeting) -> list[tuple[str, str]]:
    """The minutes, in the order of the agenda."""
    rows = [(title, getattr(meeting, name)) for title, name in _RECORD]
    rows.insert(2, ("How the young person took part", codes.label(codes.PARTICIPATION, meeting.participation)))
    return rows
