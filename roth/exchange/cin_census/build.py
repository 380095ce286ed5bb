"""From rows of a census to instances of our models, not yet saved: blank words, `from_census`, held by no team.

Saving them is `actions`' work.
"""

from collections.abc import Iterable
from datetime import date, datetime, time
from itertools import pairwise
from typing import Any

from django.db.models import CharField, Model
from django.utils import timezone

from roth.accounts.models import Site
from roth.domain.errors import NotPossible
from roth.domain.timescales import Timetable
from roth.exchange.cin_census.rows import Row, stored
from roth.exchange.cin_census.selectors import TABLES
from roth.exchange.cin_census.stage import CensusClock
from roth.pathway import clocks
from roth.pathway.models import Clock, Episode, StageChange
from roth.people.models import SearchWord, YoungPerson
from roth.people.names import folded, key_of_word, words_of

TRANSITION = "census"
_FROM_CENSUS = frozenset({"episode", "assessment", "enquiry", "plan"})


def young_person(row: Row, child_id: str, site: Site, at: datetime) -> YoungPerson:
    """A new young person of a site. A census brings no names, so their local identifier is what finds them."""
    values: dict[str, Any] = {column: stored(column, value) for column, value in row.values.items()}
    found_by = folded(child_id)[:400]
    return YoungPerson(site=site, la_child_id=child_id, search_name=found_by, from_census=True, created_at=at, **values)


def search_words(found: YoungPerson) -> list[SearchWord]:
    """The words that find a young person who has no name yet."""
    words = sorted(words_of([found.la_child_id]))
    return [SearchWord(young_person=found, word=key_of_word(word)) for word in words]


def child_row(row: Row, parent: Model, at: datetime) -> Model:
    """A new row within another."""
    table = TABLES[row.kind]
    values: dict[str, Any] = {column: stored(column, value) for column, value in row.values.items()}
    if row.kind in _FROM_CENSUS:
        values["from_census"] = True
    if row.kind == "plan":
        values["statutory_status"] = "cp_plan"
    if row.kind == "referral":
        assert isinstance(parent, Episode)
        # The census knows the day alone; midnight says so.
        received = datetime.combine(parent.opened_on, time.min, tzinfo=timezone.get_default_timezone())
        values |= {"received_at": received, "recorded_at": at}
    return table.model(**{table.parent: parent.pk}, **values)


def stage_changes(
    episode: Episode, steps: Iterable[tuple[str, date]], *, at: datetime, today: date, reason: str
) -> list[StageChange]:
    """One row from each step to the next. A step dated ahead is one of today: what is recorded has happened."""
    return [
        StageChange(
            episode=episode,
            transition=TRANSITION,
            from_stage=before,
            to_stage=after,
            on=min(day, today),
            at=at,
            reason=reason,
        )
        for (before, _), (after, day) in pairwise(steps)
    ]


def clock(episode: Episode, found: CensusClock, here: Timetable) -> Clock | None:
    """The clock of a limit, or nothing where the limit was not in force on that day."""
    try:
        due = here.deadline(found.rule, found.started_on)
    except NotPossible:
        return None
    clock = clocks.row(episode, due)
    clock.done_on, clock.not_needed_because = found.done_on, found.not_needed_because
    return clock


def too_long(child_id: str, rows: Iterable[Row]) -> str:
    """Why a child does not fit into the columns; blank where everything does. Not every database would say so."""
    values = [("young_person", "la_child_id", child_id)]
    values += [
        (row.kind, column, value) for row in rows for column, value in row.values.items() if isinstance(value, str)
    ]
    for kind, column, value in values:
        field = TABLES[kind].model._meta.get_field(column)
        if isinstance(field, CharField) and field.max_length and len(value) > field.max_length:
            return f"“{value[:40]}…” has {len(value)} characters, and there is room for {field.max_length}."
    return ""
