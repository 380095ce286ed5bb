"""Named reads about young people. Who may see which of them is `access.visible_to`, where every list starts."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from django.db.models import CharField, Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, Value
from django.utils import timezone

from roth.accounts.models import Membership, Team, User
from roth.accounts.standing import Standing
from roth.contexts.selectors import links_on
from roth.domain.access import SITE_GRANTS, Role
from roth.domain.pathway import Stage
from roth.pathway.models import Clock, Episode, Overlay
from roth.pathway.selectors import open_clocks
from roth.people.access import Reader, visible_to
from roth.people.models import Allocation, FamilyMember, SearchWord, TrustedAdult, YoungPerson
from roth.people.names import asked_for, range_of
from roth.plans.models import Plan
from roth.plans.selectors import plans
from roth.prepared import prepared

PEOPLE_FIELDS: Final = {
    "family": ("name", "relation", "parental_responsibility", "contact"),
    "trusted_adults": ("name", "relation", "named_by_young_person"),
}
MOST_WORDS: Final = 6


class Running(NamedTuple):
    """A clock that runs, as a list needs it."""

    rule: str
    started_on: date
    started_at: datetime | None
    due_on: date
    due_at: datetime | None
    limit_on: date
    count_mode: str
    limit_number: int | None


@dataclass(frozen=True, slots=True)
class Head:
    """What stands beside a young person's own fields: who is allocated today, and where the newest episode is."""

    worker: str = ""
    stage: str = ""
    pathway: str = ""
    clock: Running | None = None  # the next one, on lists
    beside: tuple[str, ...] = ()  # codes of what goes on beside the pathway


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody around the young person, or a context in their life. `note` is a relation, or what the context means."""

    name: str
    note: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Around:
    """Who and what is around a young person."""

    head: Head
    family: tuple[Person, ...]
    trusted: tuple[Person, ...]
    contexts: tuple[Person, ...]


def workers_of(team: Team | int) -> QuerySet[User]:
    """The social workers of a team today."""
    return _social_workers([team if isinstance(team, int) else team.pk])


def _social_workers(teams: Iterable[int]) -> QuerySet[User]:
    held = Membership.objects.current().filter(user=OuterRef("pk"), team__in=list(teams), role=Role.SOCIAL_WORKER.value)
    return User.objects.filter(Exists(held), is_active=True)


def allocations_on(day: Any) -> QuerySet[Allocation]:
    """Allocations that hold on a day, the newest first."""
    return Allocation.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)


def head_of(young_person: YoungPerson) -> Head:
    """Who is allocated today and where the newest episode is: one query."""
    rows = list(_heads(person=young_person.pk, today=timezone.localdate()))
    worker, stage, pathway, _ = rows[0]
    return Head(worker or "", stage or "", pathway or "", beside=tuple(kind for *_, kind in rows if kind))


@prepared
def _heads(*, person: Any, today: Any) -> QuerySet[YoungPerson, tuple[str | None, ...]]:
    worker = allocations_on(today).filter(young_person=OuterRef("pk")).values("worker__name")[:1]
    episode = newest_first(Episode.objects.filter(young_person=OuterRef("pk")))
    goes_on = FilteredRelation("overlays", condition=Q(overlays__ended_at__isnull=True))
    found = YoungPerson.objects.filter(pk=person).annotate(goes_on=goes_on)  # one row for each, and one for none
    return found.values_list(
        Subquery(worker),
        Subquery(episode.values("stage")[:1]),
        Subquery(episode.values("pathway")[:1]),
        "goes_on__kind",
    )


def newest_first(episodes: QuerySet[Episode]) -> QuerySet[Episode]:
    """The open episode first, then the newest."""
    return episodes.order_by(F("closed_on").desc(nulls_first=True), "-pk")


def around(young_person: YoungPerson) -> Around:
    """Family, trusted adults, contexts, the allocated worker and the stage: one query, each kind a branch of it."""
    found: defaultdict[str, list[tuple[int, Person]]] = defaultdict(list)
    for part, key, name, note, kind in _around(person=young_person.pk, today=timezone.localdate()):
        found[part].append((key, Person(name, note, kind)))
    parts = {part: tuple(person for _, person in sorted(rows, key=_by_key)) for part, rows in found.items()}
    episodes = (*parts.get("closed", ()), *parts.get("episode", ()))
    stage, pathway = (episodes[-1].name, episodes[-1].note) if episodes else ("", "")
    worker = parts["worker"][-1].name if "worker" in parts else ""
    return Around(
        Head(worker, stage, pathway, beside=tuple(each.name for each in parts.get("beside", ()))),
        parts.get("family", ()),
        parts.get("trusted", ()),
        parts.get("contexts", ()),
    )


@prepared
def _around(*, person: Any, today: Any) -> QuerySet[Any, tuple[str, int, str, str, str]]:
    named = TrustedAdult.objects.filter(young_person=person, named_by_young_person=True)
    episodes = Episode.objects.filter(young_person=person)
    first, *others = (
        _branch("family", FamilyMember.objects.filter(young_person=person), "name", "relation"),
        _branch("trusted", named, "name", "relation"),
        _branch("contexts", links_on(person, today), "context__name", "meaning", "context__kind"),
        _branch("worker", allocations_on(today).filter(young_person=person), "worker__name"),
        _branch("episode", episodes.filter(closed_on__isnull=True), "stage", "pathway"),
        _branch("beside", Overlay.objects.filter(young_person=person, ended_at__isnull=True), "kind"),
        _branch("closed", episodes.filter(closed_on__isnull=False), "stage", "pathway"),
    )
    return first.union(*others, all=True)


def _branch(part: str, rows: QuerySet[Any], name: str, note: str = "", kind: str = "") -> QuerySet[Any, Any]:
    empty = Value("", output_field=CharField())
    return (
        rows.order_by()
        .annotate(
            part=Value(part, output_field=CharField()),
            first=F(name),
            second=F(note) if note else empty,
            third=F(kind) if kind else empty,
        )
        .values_list("part", "pk", "first", "second", "third")
    )


def _by_key(row: tuple[int, Person]) -> int:
    return row[0]


# --- Lists ----------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows the list of young people. Empty leaves everybody whom the reader may know of."""

    words: str = ""
    stage: str = ""
    pathway: str = ""
    team: int | None = None
    worker: int | None = None


class Listed:
    """The young people whom a user may know of, narrowed, by name: counted and sliced, as a paginator does."""

    def __init__(self, user: User, filters: Filters) -> None:
        ranges = [range_of(word) for word in asked_for(filters.words)[:MOST_WORDS]]
        narrowed = {name: value for name in _NARROWING if (value := getattr(filters, name))}
        ended = filters.stage == Stage.CLOSED.value
        self.shape = (user.standing.shape, len(ranges), frozenset(narrowed), ended)
        self.values = {**Reader.of(user).values, **_slots_of(ranges), **narrowed}

    def count(self) -> int:
        """How many there are."""
        return _listed.count(*self.shape, 0, None, **self.values)

    def __getitem__(self, part: slice) -> list[YoungPerson]:
        return _listed(*self.shape, part.start, part.stop, **self.values)


@prepared
def _listed(
    standing: Standing,
    words: int,
    narrowed: frozenset[str],
    ended: bool,
    first: int,
    beyond: int | None,
    /,
    **slots: Any,
) -> QuerySet[YoungPerson]:
    reader = Reader.of_slots(standing, slots)
    found = _named(visible_to(reader), words, slots)
    if wanted := {name: slots[name] for name in ("stage", "pathway") if name in narrowed}:
        # EXISTS, because IN would have SQLite gather everybody at that stage before it looks at who is seen.
        episodes = Episode.objects.filter(young_person=OuterRef("pk"), closed_on__isnull=not ended, **wanted)
        found = found.filter(Exists(episodes))
    if "team" in narrowed:
        found = found.filter(team=slots["team"])
    if "worker" in narrowed:
        held = allocations_on(slots["today"]).filter(worker=slots["worker"])
        found = found.filter(pk__in=held.values("young_person"))
    return found.only(*_ON_A_LIST)[first:beyond]


_NARROWING: Final = ("stage", "pathway", "team", "worker")
_ON_A_LIST: Final = (
    *("site_id", "search_name", "given_name", "family_name", "chosen_name", "la_child_id"),
    *("born_on", "expected_on", "died_on", "restricted"),
)


def _named(young_people: QuerySet[YoungPerson], words: int, slots: dict[str, Any]) -> QuerySet[YoungPerson]:
    """Those among them whose names, former names or identifiers hold a word that begins with each word typed."""
    for place in range(words):
        found = SearchWord.objects.filter(word__gte=slots[f"from_{place}"], word__lt=slots[f"beyond_{place}"])
        young_people = young_people.filter(pk__in=found.values("young_person"))
    return young_people


def _slots_of(ranges: Iterable[tuple[str, str]]) -> dict[str, str]:
    pairs = enumerate(ranges)
    return {f"{end}_{place}": key for place, pair in pairs for end, key in zip(("from", "beyond"), pair, strict=True)}


def heads_of(young_people: Iterable[YoungPerson]) -> dict[int, Head]:
    """What stands beside each of these: three queries, however many there are. Plain rows, because lists are long."""
    keys = [each.pk for each in young_people]
    stages = {key: (stage, pathway) for key, stage, pathway in reversed(_stages_of(keys=keys))}
    workers = dict(_workers_of(keys=keys, today=timezone.localdate()))
    soonest = {key: Running(*kept) for key, *kept in _clocks_of(keys=keys)}
    return {key: Head(workers.get(key, ""), *stages.get(key, ("", "")), soonest.get(key)) for key in keys}


@prepared
def _stages_of(*, keys: Any) -> QuerySet[Episode, tuple[int, str, str]]:
    return newest_first(Episode.objects.filter(young_person__in=keys)).values_list("young_person", "stage", "pathway")


@prepared
def _workers_of(*, keys: Any, today: Any) -> QuerySet[Allocation, tuple[int, str]]:
    held = allocations_on(today).filter(young_person__in=keys).order_by("starts_on", "pk")
    return held.values_list("young_person", "worker__name")


@prepared
def _clocks_of(*, keys: Any) -> QuerySet[Clock, Any]:
    clocks = open_clocks().filter(episode__young_person__in=keys).order_by("-due_on", "-pk")
    return clocks.values_list("episode__young_person", *Running._fields)


def teams_to_filter(user: User) -> list[tuple[int, str]]:
    """Teams that a reader of the list may narrow it by: a manager's own, or all of the sites that they look across."""
    standing = user.standing
    across = {site for role in _LOOK_ACROSS for site in standing.sites_as(role)}
    teams = Team.objects.filter(Q(site__in=across) | Q(pk__in=standing.teams_as(Role.TEAM_MANAGER)))
    return list(teams.values_list("pk", "name"))


def workers_to_filter(teams: Iterable[int]) -> list[tuple[int, str]]:
    """Social workers of these teams."""
    return list(_social_workers(teams).values_list("pk", "name"))


_LOOK_ACROSS: Final = (Role.QUALITY_LEAD, Role.ROTH_CHAIR, Role.CONFERENCE_COORDINATOR)


# --- The young person's page -----------------------------------------------------------------------------------------
def plan_of(young_person: YoungPerson) -> Plan | None:
    """The plan of the open episode, else of the newest, with its episode."""
    return _plan_of.first(person=young_person.pk)


@prepared
def _plan_of(*, person: Any) -> QuerySet[Plan]:
    found = plans().filter(episode__young_person=person)
    newest = (F("episode__closed_on").desc(nulls_first=True), F("ends_on").desc(nulls_first=True), "-pk")
    return found.order_by(*newest)[:1]


# --- Choices on forms ------------------------------------------------------------------------------------------------
def teams_to_add_to(user: User) -> list[Team]:
    """The teams of one's own in which one may open a record."""
    mine = {place.team_id for place in user.standing.places if place.role in SITE_GRANTS["young_person.add"]}
    return list(Team.objects.filter(pk__in=mine - {None}).select_related("site"))


def workers_to_allocate(manager: User, young_person: YoungPerson) -> QuerySet[User]:
    """Social workers of the team that holds the record; where none does, of the manager's own teams at its site."""
    if young_person.team_id is not None:
        return workers_of(young_person.team_id)
    mine = Team.objects.filter(site=young_person.site_id, pk__in=manager.standing.teams_as(Role.TEAM_MANAGER))
    return _social_workers(mine.values_list("pk", flat=True))


def people_to_allow(young_person: YoungPerson) -> QuerySet[User]:
    """People at the site whose work may lead them to a record."""
    roles = (role.value for role in (*SITE_GRANTS["young_person.list"], Role.PARTNER))
    held = Membership.objects.current().filter(user=OuterRef("pk"), site=young_person.site_id, role__in=list(roles))
    return User.objects.filter(Exists(held), is_active=True)


def allowed_rows(young_person: YoungPerson, besides: User) -> list[dict[str, Any]]:
    """Who may open a restricted record now; before it is restricted, whoever is allocated."""
    if young_person.restricted:
        allowed = young_person.allowed_people.exclude(user=besides).order_by("pk")
        return [{"person": each.user_id, "reason": each.reason} for each in allowed]
    held = allocations_on(timezone.localdate()).filter(young_person=young_person).exclude(worker=besides)
    return [{"person": each.worker_id, "reason": "Allocated social worker"} for each in held]


def rows_of(young_person: YoungPerson, part: str) -> list[dict[str, Any]]:
    """The family or the trusted adults, as their form has them."""
    return list(getattr(young_person, part).values(*PEOPLE_FIELDS[part]))
