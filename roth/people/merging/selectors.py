"""What joining two records would do, and what was added since: for the preview, the guard and the way back."""

from dataclasses import dataclass
from typing import Any, Final

from django.db import models
from django.db.models import Q, QuerySet

from roth.domain.merging import Interval, Obstacle, RecordFacts, obstacles
from roth.meetings.selectors.diary import live_apart
from roth.pathway.models import Episode
from roth.people.merging.handling import HANDLING, SAID_ONCE, Handling, moved
from roth.people.models import Merge, YoungPerson
from roth.plans.models import Plan

# Fields of the record itself between which somebody chooses where both say something, in the order of the form.
CHOSEN: Final = (
    *("chosen_name", "given_name", "family_name", "pronouns", "born_on", "expected_on", "died_on", "sex"),
    *("gender_identity", "ethnicity", "disabilities", "first_language", "communication_needs", "religion"),
    *("nationality", "address", "school", "gp", "la_child_id", "upn", "former_upn", "upn_unknown", "nhs_number"),
    *("legal_status", "team", "own_words"),
)
WITH: Final = {"own_words": ("own_words_on",)}  # chosen together
NOT_KNOWN: Final = {"sex": "U", "ethnicity": "NOBT"}
STANDING: Final = ("proposed", "joined")


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that the two records say differently. `take_joined`: the joined one's value stands unless chosen."""

    field: str
    kept: Any
    joined: Any
    take_joined: bool


def differences(kept: YoungPerson, joined: YoungPerson) -> tuple[Difference, ...]:
    """Where both say something else, or only one says anything: what is empty gives way."""
    found = []
    for name in CHOSEN:
        ours, theirs = getattr(kept, name), getattr(joined, name)
        if ours != theirs and not _says_nothing(name, theirs):
            found.append(Difference(name, ours, theirs, _says_nothing(name, ours)))
    return tuple(found)


def _says_nothing(name: str, value: Any) -> bool:
    return value in ("", None, NOT_KNOWN.get(name))


def facts_of(young_person: YoungPerson, besides: Merge | None = None) -> RecordFacts:
    """What the rules on joining ask of one record. `besides`: the proposal that is being decided does not count."""
    proposals = Merge.objects.filter(Q(kept=young_person.pk) | Q(joined=young_person.pk), status="proposed")
    plans = Plan.objects.filter(episode__young_person=young_person.pk, starts_on__isnull=False)
    on_cp = plans.filter(Q(statutory_status="cp_plan") | Q(from_census=True)).values_list("starts_on", "ends_on")
    intervals: list[Interval] = [(start, end) for start, end in on_cp if start]
    return RecordFacts(
        ref=young_person.ref,
        site=young_person.site_id,
        open_episode=Episode.objects.filter(young_person=young_person.pk, closed_on__isnull=True).exists(),
        cp_plans=tuple(intervals),
        keeps_others=young_person.joined.exists(),
        kept_apart=frozenset(
            each.second.ref if each.first_id == young_person.pk else each.first.ref for each in live_apart(young_person)
        ),
        proposed_elsewhere=any(each != besides for each in proposals),
    )


def against(kept: YoungPerson, joined: YoungPerson, besides: Merge | None = None) -> tuple[Obstacle, ...]:
    """Why the two cannot be joined now."""
    return obstacles(facts_of(kept, besides), facts_of(joined, besides))


# --- Rows -------------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of one table that joining would move, and those that it would leave, because the other has the same."""

    label: str
    field: str
    moving: tuple[int, ...]
    staying: tuple[int, ...]


def rows_to_move(kept: YoungPerson, joined: YoungPerson) -> tuple[Rows, ...]:
    """For each table in the order of its name: which rows go over, and which stay because they clash."""
    found = []
    for label, field in sorted(moved().items()):
        if HANDLING[label] is Handling.GUARDED:
            continue
        rows = list(_of(field, joined))
        staying = {row.pk for row in rows if _clashes(row, field, kept)}
        moving = tuple(row.pk for row in rows if row.pk not in staying)
        if rows:
            found.append(Rows(field.model._meta.label, field.name, moving, tuple(sorted(staying))))
    return tuple(found)


def held_by(young_person: YoungPerson) -> dict[str, list[int]]:
    """The keys of every row that hangs on a record now, by table."""
    return {
        label: sorted(_of(field, young_person).values_list("pk", flat=True)) for label, field in sorted(moved().items())
    }


def added_since(merge: Merge) -> tuple[tuple[str, models.Model], ...]:
    """Rows written on the record after the two were joined: whose each is, nobody but a person can say."""
    known = {label: set(keys) for label, keys in merge.done["held"].items()}
    for label, key, _, _ in merge.done["moves"]:
        known.setdefault(label, set()).add(key)
    return tuple(
        (label, row)
        for label, field in sorted(moved().items())
        for row in _of(field, merge.kept).order_by("pk")
        if row.pk not in known.get(label, set())
    )


def _of(field: models.Field, young_person: YoungPerson) -> QuerySet[Any]:
    return field.model._base_manager.filter(**{field.name: young_person.pk})


def _clashes(row: models.Model, field: models.Field, kept: YoungPerson) -> bool:
    """May this row not hang on the other record, because there is one like it that only one may be?"""
    there = _of(field, kept)
    label = row._meta.label
    if label in SAID_ONCE and there.filter(**_words_of(row, field)).exists():
        return True
    if field.unique:
        return there.exists()
    for constraint in row._meta.constraints:
        if not isinstance(constraint, models.UniqueConstraint) or field.name not in constraint.fields:
            continue
        same = {name: getattr(row, name) for name in constraint.fields if name != field.name}
        condition = constraint.condition or Q()
        in_it = type(row)._base_manager.filter(condition, pk=row.pk).exists()
        if in_it and there.filter(condition, **same).exists():
            return True
    return False


def _words_of(row: models.Model, field: models.Field) -> dict[str, Any]:
    return {
        each.attname: getattr(row, each.attname)
        for each in row._meta.concrete_fields
        if not each.primary_key and each.name != field.name
    }


# --- Proposals --------------------------------------------------------------------------------------------------------
def merge_numbered(number: int) -> Merge | None:
    """A proposal, with both records and whoever decided. The door is `access.merge_for`."""
    people = ("kept__site", "kept__team", "joined__site", "joined__team", "proposed_by", "decided_by", "undone_by")
    return Merge.objects.filter(pk=number).select_related(*people).first()
