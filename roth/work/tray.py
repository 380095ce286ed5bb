"""What one person's work is made of, how it is narrowed, counted and put in order. No queries, no words for a page."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final, NamedTuple

from roth.domain.calendar import local_date
from roth.domain.labelled import Labelled

WEEK: Final = timedelta(days=7)
AHEAD: Final = timedelta(days=28)  # how far My work looks unless it is asked for later days


class Sort(StrEnum):
    """The columns that the statement itself orders by, so that what is cut off is what is due last."""

    DUE = "of_due"
    KEY = "of_key"


class Work(Labelled):
    """The sorts of things in the tray, as its filter names them."""

    CLOCK = "clock", "Limits"
    TASK = "task", "Tasks"
    DECISION = "decision", "Decisions"
    MEETING = "meeting", "Meetings"
    REPORT = "report", "Reports to write"
    VIEW = "view", "What people said"
    ACTION = "action", "Actions of a plan"


class When(Labelled):
    """The parts of the tray, in order."""

    NOW = "now", "Late or due today"
    DECIDE = "decide", "Waiting for you"
    WEEK = "week", "In the next seven days"
    LATER = "later", "Later"


class Row(NamedTuple):
    """One thing that needs somebody. Its columns are those of every branch of the tray, in this order."""

    kind: str
    key: int
    due: date | None
    at: datetime | None
    person: int | None
    chosen: str | None
    given: str | None
    family: str | None
    identifier: str | None
    worker: int | None
    code: str
    words: str
    started: date | None
    last: date | None  # of a limit: its last day, and the number that holds at the site
    limit: int | None

    @property
    def work(self) -> Work:
        """Its sort. A young person whom no team holds waits for a decision too, and so does a contact."""
        return Work.DECISION if self.kind in ("untaken", "contact") else Work(self.kind)

    @property
    def day(self) -> date | None:
        """The day by which it is needed."""
        return self.due or (local_date(self.at) if self.at else None)

    def when(self, today: date) -> When:
        """Which part of the tray it stands in."""
        if self.day is None:
            return When.DECIDE
        if self.day <= today:
            return When.NOW
        return When.WEEK if self.day <= today + WEEK else When.LATER


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What somebody has asked to see. Empty: everything of the next four weeks."""

    kind: str = ""
    when: str = ""
    person: int | None = None
    worker: int | None = None

    @property
    def anything(self) -> bool:
        """Is something left out that could be shown?"""
        return bool(self.kind or self.when or self.person or self.worker)

    def until(self, today: date) -> date:
        """How far ahead is read: no further than four weeks, unless later days are asked for."""
        return date.max if self.when == When.LATER else today + AHEAD

    def lets(self, row: Row, today: date, *, but: str = "") -> bool:
        """Does this row stay? `but` names one of these that is left out of account, for counting its choices."""
        return (
            (but == "kind" or self.kind in ("", row.work))
            and (but == "when" or self.when in ("", row.when(today)))
            and (but == "person" or self.person in (None, row.person))
            and (but == "worker" or self.worker in (None, row.worker))
        )


@dataclass(frozen=True, slots=True)
class Tray:
    """The rows that were asked for, in order, and how many there are of each sort."""

    rows: tuple[Row, ...]
    by_kind: Counter[str]
    by_when: Counter[str]
    people: tuple[Row, ...]  # one row for each young person, for the filter


def arrange(found: Sequence[Row], wanted: Narrowing, today: date) -> Tray:
    """The tray. A filter's choices are counted among the rows that the other filters leave: they keep their word."""
    kept = _in_order([row for row in found if wanted.lets(row, today)], today)
    return Tray(
        tuple(kept),
        Counter(row.work.value for row in found if wanted.lets(row, today, but="kind")),
        Counter(row.when(today).value for row in found if wanted.lets(row, today, but="when")),
        tuple({row.person: row for row in found if row.person}.values()),
    )


_ORDER: Final = {when: place for place, when in enumerate(When)}


def _in_order(rows: list[Row], today: date) -> list[Row]:
    """Under each heading what is about one young person stands together: who has what is due first, comes first."""
    first: dict[tuple[When, int | None], date] = {}
    for row in rows:
        about = (row.when(today), row.person)
        first[about] = min(first.get(about, date.max), row.day or date.max)

    def place(row: Row) -> tuple[Any, ...]:
        when, at = row.when(today), row.at.timestamp() if row.at else 0.0
        return (
            *(_ORDER[when], first[when, row.person], row.person or 0),
            *(row.day or date.max, at, row.kind, row.key),
        )

    return sorted(rows, key=place)


def sections(rows: Iterable[Row], today: date) -> list[tuple[When, list[list[Row]]]]:
    """The rows of one page under their headings; those about one young person together."""
    found: dict[When, dict[int | None, list[Row]]] = {}
    for row in rows:
        found.setdefault(row.when(today), {}).setdefault(row.person, []).append(row)
    return [(when, list(about.values())) for when, about in found.items()]
