"""What a file brings to a record: new rows, changes, and differences that are only reported. Plain Python.

Three things are laid side by side: what the last file said, what the record says, and what this file says. So what
changed in the other system is told apart from what people changed here, column by column:

| the record | this file | what happens |
|---|---|---|
| has no such row | a row | it is taken |
| as the last file said | otherwise | the change is taken |
| blank | a value | the value is taken |
| changed by people here, or recorded by them | otherwise | the record stays, and the difference is reported |
| a value | blank | the record stays, and the difference is reported: a blank takes nothing away |
| a row that people took out | the row | it stays out, and that is reported |
| a row of an earlier file | nothing | it stays |

An episode that has moved on here, or was opened here, takes nothing from a file: from then on this record leads. So do
an assessment, an enquiry and a plan that people have begun to write. A file older than the last one adds rows and fills
blanks, and changes nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from roth.domain.stages import Stage
from roth.domain.words import listed
from roth.exchange.cin_census.rows import FOUND_BY, TOGETHER, Row, Value, is_blank, is_silent, stored
from roth.exchange.cin_census.values import day_month_year

Plain = str | int | bool | None
_WORDS: Final = {
    **{"born_on": "birth date", "expected_on": "expected birth date", "died_on": "date of death"},
    **{"upn": "pupil number", "former_upn": "former pupil number", "upn_unknown": "why there is no pupil number"},
    **{"opened_on": "date", "closed_on": "closure date", "closure_reason": "reason for closure", "stage": "step"},
    **{"statutory_status": "statutory status", "source_code": "source", "primary_need": "primary need"},
    **{"nfa": "no further action", "started_on": "start date", "internal_review_on": "internal review date"},
    **{"authorised_on": "authorisation date", "conference_target_on": "conference target", "on": "date"},
    **{"conference_on": "conference date", "conference_not_required": "conference not required"},
    **{"starts_on": "start date", "ends_on": "end date", "initial_category": "initial category"},
    **{"latest_category": "latest category", "previous_plans": "number of earlier plans"},
}


@dataclass(frozen=True, slots=True)
class Known:
    """One row of an earlier file: the record's key, and the columns as they were taken."""

    kind: str
    pk: int
    values: Mapping[str, Plain]


@dataclass(frozen=True, slots=True)
class Held:
    """One row of the record. `ours`: people recorded it here, or have begun to write in it."""

    pk: int
    parent: int
    values: Mapping[str, Value]
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """What is held about one child, and what the last file said."""

    rows: Mapping[str, list[Held]] = field(default_factory=dict)
    known: Mapping[str, Known] = field(default_factory=dict)
    known_on: date | None = None


class Outcome(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Compared:
    """One row of the file with what becomes of it. `leads`: this record leads here, the file only gets reported."""

    row: Row
    outcome: Outcome
    pk: int | None = None
    changes: Mapping[str, Value] = field(default_factory=dict)
    before: Mapping[str, Value] = field(default_factory=dict)
    differences: tuple[str, ...] = ()
    leads: bool = False

    def sentences(self) -> list[str]:
        """Each change in words."""
        return [
            f"{self.row.name}: {_words(column)} was {_said(column, self.before[column])}, now {_said(column, value)}."
            for column, value in self.changes.items()
        ]


def plain(value: Value) -> Plain:
    """The value as JSON holds it."""
    return value.isoformat() if isinstance(value, date) else value


def compare(rows: Iterable[Row], record: Record, *, older: bool = False) -> list[Compared]:
    """Lay a child's rows beside the record. `older`: the file is older than the last one taken."""
    comparison = _Comparison(record, older)
    return [comparison.take(row) for row in rows]


def clash(compared: Iterable[Compared], record: Record) -> str:
    """Why the child cannot be taken: more than one episode would be open. Blank where all is well."""
    episodes = [each for each in compared if each.row.kind == "episode"]
    held = {each.pk: each.values for each in record.rows.get("episode", ())}
    days = {pk: values["opened_on"] for pk, values in held.items() if not values["closed_on"]}
    opened = [days[pk] for pk in days.keys() - {each.pk for each in episodes}]
    for each in episodes:
        if each.outcome is Outcome.NEW:
            still_open = not each.row.values["closed_on"]
        else:
            still_open = each.pk in days and not each.changes.get("closed_on")
        if still_open:
            opened.append(each.row.values["opened_on"])
    if len(opened) < 2:
        return ""
    said = listed(day_month_year(day) for day in sorted(day for day in opened if isinstance(day, date)))
    return (
        f"The referrals of {said} would be open at the same time (8815), and a young person has one open episode here."
        " Close the earlier one where it should be closed, then import again."
    )


class _Comparison:
    """Walks the rows of one child, parents first."""

    def __init__(self, record: Record, older: bool) -> None:
        self._record, self._older = record, older
        self._done: dict[str, Compared] = {}
        self._by_pk = {(kind, each.pk): each for kind, held in record.rows.items() for each in held}
        self._free: defaultdict[tuple[str, int], list[Held]] = defaultdict(list)
        spoken_for = {(known.kind, known.pk) for known in record.known.values()}
        for kind, held in record.rows.items():
            for each in held:
                if (kind, each.pk) not in spoken_for:
                    self._free[kind, each.parent].append(each)

    def take(self, row: Row) -> Compared:
        compared = self._compare(row, self._done.get(row.parent))
        self._done[row.key] = compared
        return compared

    def _compare(self, row: Row, parent: Compared | None) -> Compared:
        leads = bool(parent and parent.leads)
        known = self._record.known.get(row.key)
        held = self._held(row, known, parent)
        if held:
            return self._columns(row, held, known, leads)
        if known:
            return Compared(row, Outcome.UNCHANGED, None, differences=(f"{row.name} was taken out here.",), leads=True)
        if parent and parent.outcome is not Outcome.NEW and parent.pk is None:
            return Compared(row, Outcome.UNCHANGED, leads=True)  # the parent has said why
        if leads:
            said = f"{row.name} is in the file and not here. This record leads, so it was not taken."
            return Compared(row, Outcome.UNCHANGED, differences=(said,), leads=True)
        return Compared(row, Outcome.NEW)

    def _held(self, row: Row, known: Known | None, parent: Compared | None) -> Held | None:
        if known:
            return self._by_pk.get((row.kind, known.pk))
        if parent and parent.pk is None:
            return None
        free = self._free[row.kind, parent.pk if parent and parent.pk else 0]
        column = FOUND_BY.get(row.kind)
        for each in free:
            if column is None or each.values[column] == row.values[column]:
                free.remove(each)
                return each
        return None

    def _columns(self, row: Row, held: Held, known: Known | None, leads: bool) -> Compared:
        together = TOGETHER.get(row.kind, ())
        leads = leads or held.ours or (row.kind == "episode" and _moved_on(held, known))
        differing = {
            column: stored(column, value)
            for column, value in row.values.items()
            if stored(column, value) != held.values[column]
        }
        kept = {column for column in differing if leads or not self._may_write(column, row, held, known)}
        if kept & set(together):
            kept |= differing.keys() & set(together)
        changes = {column: value for column, value in differing.items() if column not in kept}
        differences = tuple(_difference(row, column, held) for column in differing if column in kept)
        before = {column: held.values[column] for column in changes}
        outcome = Outcome.CHANGED if changes else Outcome.UNCHANGED
        return Compared(row, outcome, held.pk, changes, before, differences, leads)

    def _may_write(self, column: str, row: Row, held: Held, known: Known | None) -> bool:
        together = TOGETHER.get(row.kind, ())
        here = held.values[column]
        if known is None or column not in known.values:
            return is_blank(column, here) and column not in together
        if plain(here) != known.values[column]:
            return False
        if self._older:
            return is_blank(column, here) and column not in together
        return not is_silent(row.values[column]) or column in together[1:]


def _moved_on(held: Held, known: Known | None) -> bool:
    return known is None or held.values["stage"] != known.values.get("stage")


def _difference(row: Row, column: str, held: Held) -> str:
    here, there = _said(column, held.values[column]), _said(column, row.values[column])
    return f"{row.name}: {_words(column)} is {here} here and {there} in the file. The record was left as it is."


def _words(column: str) -> str:
    return _WORDS.get(column, column)


def _said(column: str, value: Value) -> str:
    if is_silent(value):
        return "blank"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return day_month_year(value)
    return f"“{Stage.of(str(value)).label}”" if column == "stage" else str(value)
