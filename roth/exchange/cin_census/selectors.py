"""Reads what the record holds about the children of a census, a batch at a time: as many queries for one as for all."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models import Exists, F, Model, OuterRef, QuerySet

from roth.accounts.models import Site
from roth.assessments.models import Assessment, AssessmentFactor, Section
from roth.exchange.cin_census.compare import Held, Known, Record
from roth.exchange.models import CensusChildTaken, CensusImport
from roth.pathway.models import CinPlan, Clock, Episode, Referral, Section47Enquiry
from roth.people.models import YoungPerson
from roth.plans.models import Plan, PlanReview


@dataclass(frozen=True, slots=True)
class Table:
    """Where rows of one kind live. `parent` is the column of the row they are in, `owner` the path to the child."""

    model: type[Model]
    parent: str
    owner: str
    columns: tuple[str, ...]


TABLES: Final = {
    "young_person": Table(
        YoungPerson,
        "",
        "pk",
        ("born_on", "expected_on", "died_on", "sex", "ethnicity", "disabilities", "upn", "former_upn", "upn_unknown"),
    ),
    "episode": Table(
        Episode,
        "young_person_id",
        "young_person_id",
        ("opened_on", "closed_on", "stage", "closure_reason", "statutory_status"),
    ),
    "referral": Table(Referral, "episode_id", "episode__young_person_id", ("source_code", "primary_need", "nfa")),
    "assessment": Table(
        Assessment, "episode_id", "episode__young_person_id", ("started_on", "internal_review_on", "authorised_on")
    ),
    "factor": Table(AssessmentFactor, "assessment_id", "assessment__episode__young_person_id", ("code",)),
    "enquiry": Table(
        Section47Enquiry,
        "episode_id",
        "episode__young_person_id",
        ("started_on", "conference_target_on", "conference_on", "conference_not_required"),
    ),
    "plan": Table(
        Plan,
        "episode_id",
        "episode__young_person_id",
        ("starts_on", "ends_on", "status", "initial_category", "latest_category", "previous_plans"),
    ),
    "review": Table(PlanReview, "plan_id", "plan__episode__young_person_id", ("on",)),
    "cin_plan": Table(CinPlan, "episode_id", "episode__young_person_id", ("starts_on", "ends_on")),
}


@dataclass(slots=True)
class Here:
    """One child as held here: the rows themselves, the same laid out for comparison, and the clocks by episode."""

    young_person: YoungPerson
    record: Record
    objects: dict[tuple[str, int], Any] = field(default_factory=dict)
    clocks: defaultdict[int, list[Clock]] = field(default_factory=lambda: defaultdict(list))
    taken: CensusChildTaken | None = None


def held_at(site: Site, ids: Iterable[str], *, lock: bool) -> dict[str, Here]:
    """What this site holds about the children with these local identifiers. `lock`: until the transaction ends."""
    people = _locked(YoungPerson.objects.filter(site=site, la_child_id__in=list(ids)).order_by("pk"), lock)
    found = {young_person.pk: Here(young_person, Record()) for young_person in people}
    if not found:
        return {}
    rows: dict[int, defaultdict[str, list[Held]]] = {pk: defaultdict(list) for pk in found}
    for kind in TABLES:
        for owner, each in _objects(kind, found, lock):
            found[owner].objects[kind, each.pk] = each
            rows[owner][kind].append(_held(kind, each))
    for clock in _locked(Clock.objects.filter(episode__young_person__in=found).order_by("pk"), lock).annotate(
        owner=F("episode__young_person_id")
    ):
        found[clock.owner].clocks[clock.episode_id].append(clock)
    taken = {each.young_person_id: each for each in CensusChildTaken.objects.filter(young_person__in=found)}
    for pk, here in found.items():
        here.taken = taken.get(pk)
        here.record = _record(rows[pk], here.taken)
    return {here.young_person.la_child_id: here for here in found.values()}


def was_imported(site: Site, file_hash: str) -> bool:
    """Whether this very file has come before."""
    return CensusImport.objects.filter(site=site, file_hash=file_hash).exists()


def _objects(kind: str, found: dict[int, Here], lock: bool) -> Iterable[tuple[int, Any]]:
    if kind == "young_person":
        return [(pk, here.young_person) for pk, here in found.items()]
    table = TABLES[kind]
    query: QuerySet[Any] = table.model._default_manager.filter(**{f"{table.owner}__in": list(found)}).order_by("pk")
    query = query.annotate(owner=F(table.owner))
    if kind == "assessment":
        query = query.annotate(written=Exists(Section.objects.filter(assessment=OuterRef("pk"))))
    return [(each.owner, each) for each in _locked(query, lock)]


def _held(kind: str, each: Any) -> Held:
    table = TABLES[kind]
    parent = getattr(each, table.parent) if table.parent else 0
    return Held(each.pk, parent, {column: getattr(each, column) for column in table.columns}, _is_ours(kind, each))


def _is_ours(kind: str, each: Any) -> bool:
    """Whether people recorded this row here, or have begun to write in one that a census brought."""
    if kind == "assessment":
        return not each.from_census or each.author_id is not None or each.written
    if kind == "enquiry":
        return not each.from_census or each.recorded_by_id is not None or each.authorised_on is not None
    if kind == "plan":
        return not each.from_census or each.meeting_id is not None or each.paused_at is not None
    return kind == "episode" and not each.from_census


def _record(rows: dict[str, list[Held]], taken: CensusChildTaken | None) -> Record:
    if taken is None:
        return Record(rows)
    known = {key: Known(each["kind"], each["pk"], each["values"]) for key, each in taken.rows.items()}
    return Record(rows, known, taken.reference_on)


def _locked(query: QuerySet[Any], lock: bool) -> QuerySet[Any]:
    return query.select_for_update(of=("self",)) if lock else query
