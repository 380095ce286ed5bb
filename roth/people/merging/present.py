"""What joining two records would do, in words. No queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import models

from roth.domain import codes
from roth.domain.words import counted
from roth.people.forms import IdentityForm
from roth.people.merging.selectors import Difference, Rows
from roth.people.models import Merge
from roth.ui.formats import day, moment

_CODES: Final = {"sex": codes.SEX, "ethnicity": codes.ETHNICITY}
_LABELS: Final = {
    "team": "Team",
    "own_words": "In their own words",
    "died_on": "Date of death",
    "disabilities": "Disabilities",
    "former_upn": "Former unique pupil number",
    "upn_unknown": "Why there is no unique pupil number",
}
# What rows of a table are called, one of them; others go by the model's own name.
_ROWS: Final = {
    "people.Alias": "other name",
    "people.FamilyMember": "family member",
    "people.TrustedAdult": "trusted adult",
    "people.Allocation": "allocation",
    "people.ConflictOfInterest": "conflict of interest",
    "people.AllowedPerson": "named reader",
    "pathway.Episode": "episode with everything in it",
    "contexts.ContextLink": "link to a context",
    "work.Task": "task",
    "chronology.Entry": "chronology entry",
}
STATUS: Final = {
    "proposed": "Waits for a manager’s decision",
    "refused": "The records stay apart",
    "joined": "The records are joined",
    "undone": "The records were joined and are apart again",
}


def label_of(field: str) -> str:
    """What a field of the record is called on its form."""
    known = IdentityForm.base_fields.get(field)
    return _LABELS.get(field) or (str(known.label) if known else field.replace("_", " ").capitalize())


def value_of(field: str, value: Any) -> str:
    """A value as people read it."""
    if value in (None, ""):
        return "Not recorded"
    if field in _CODES:
        return codes.label(_CODES[field], value)
    return day(value) if isinstance(value, date) else str(value)


@dataclass(frozen=True, slots=True)
class Line:
    """Rows of one kind that go over, and those that stay because the other record has the same."""

    what: str
    staying: str


def lines(rows: Iterable[Rows]) -> tuple[Line, ...]:
    """What moves, kind by kind."""
    return tuple(
        Line(
            _counted(each.label, len(each.moving)) if each.moving else f"No {_one(each.label)}",
            f"{_counted(each.label, len(each.staying))} not taken over: there is one like it" if each.staying else "",
        )
        for each in rows
    )


def _one(label: str) -> str:
    model = label.rpartition(".")[2]
    return _ROWS.get(label) or "".join(f" {c.lower()}" if c.isupper() else c for c in model).strip()


def _counted(label: str, number: int) -> str:
    one = _one(label)
    special = {"family member": "family members", "conflict of interest": "conflicts of interest"}
    special |= {"chronology entry": "chronology entries"}
    special |= {"link to a context": "links to contexts", "episode with everything in it": "episodes with everything"}
    return f"{number} {special[one]}" if number != 1 and one in special else counted(number, one)


def differs(found: Iterable[Difference]) -> tuple[tuple[str, str, str], ...]:
    """Field by field: what it is called, what each record says."""
    return tuple(
        (label_of(each.field), value_of(each.field, each.kept), value_of(each.field, each.joined)) for each in found
    )


def told(merge: Merge) -> tuple[tuple[str, str], ...]:
    """What has happened to a proposal, for a summary list."""
    rows = [
        ("Where it stands", STATUS[merge.status]),
        ("Proposed", f"{merge.proposed_by.name}, {moment(merge.proposed_at)}: {merge.reason}"),
    ]
    if merge.decided_by:
        rows.append(("Decided", _who(merge.decided_by.name, merge.decided_at, merge.decision_reason)))
    if merge.undone_by:
        rows.append(("Taken apart", _who(merge.undone_by.name, merge.undone_at, merge.undone_reason)))
    return tuple(rows)


def _who(name: str, at: datetime | None, reason: str) -> str:
    return f"{name}, {moment(at)}{f': {reason}' if reason else ''}"


def row_in_words(label: str, row: models.Model) -> str:
    """A row that was added since the joining, so that somebody can say whose it is."""
    words = [
        str(value)
        for field in row._meta.concrete_fields
        if not field.is_relation and not field.primary_key
        for value in [field.value_from_object(row)]
        if isinstance(value, str | date) and value and field.name not in ("key", "link")
    ]
    what = _one(label.rpartition(".")[0])
    return f"{what[:1].upper()}{what[1:]}: {', '.join(words[:3])}" if words else f"{what[:1].upper()}{what[1:]}"
