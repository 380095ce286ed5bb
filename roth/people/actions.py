"""Every write about who a young person is, who is around them and who may open the record."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils import timezone

from roth.accounts.models import Site, Team, User
from roth.accounts.selectors import team_managers
from roth.audit.actions import System, record
from roth.audit.kinds import Kind
from roth.domain.access import SITE_GRANTS, Permission, Role
from roth.domain.errors import Conflict, NotAllowed, NotPossible, NotVisible
from roth.domain.identity import ABOUT, against_identity
from roth.pathway import clocks
from roth.people.access import require
from roth.people.models import (
    Alias,
    Allocation,
    AllowedPerson,
    ConflictOfInterest,
    FamilyMember,
    TrustedAdult,
    YoungPerson,
)
from roth.people.selectors import PEOPLE_FIELDS, allocations_on, people_to_allow, workers_of
from roth.people.selectors.alike import records_like
from roth.work.notices import tell

IDENTITY_FIELDS: Final = frozenset(field.name for field in YoungPerson._meta.concrete_fields) - {
    *("id", "version", "site", "team", "search_name", "own_words", "own_words_on", "restricted", "from_census"),
    "created_at",
}
ADDERS: Final = SITE_GRANTS["young_person.add"]


class LikeAHiddenRecord(NotPossible):
    """Somebody like this has a record that the person adding may not open. Whoever asks is written down."""


@transaction.atomic
def add_young_person(
    *,
    by: User | System,
    site: Site,
    team: Team | None,
    aliases: Iterable[str] = (),
    from_census: bool = False,
    on: date | None = None,
    unless_alike: bool = False,
    someone_else_because: str = "",
    **fields: Any,
) -> YoungPerson:
    """Open a record. A social worker who opens one is allocated to it, so that they can go on with the referral.

    `unless_alike`: raise NotPossible where one with the same name and birthday may be there already.
    `someone_else_because`: why whoever adds believes that no record like it is about the same person; it is kept.
    """
    _may_add(by, site, team, from_census)
    _known(fields)
    young_person = YoungPerson(site=site, team=team, from_census=from_census, created_at=timezone.now(), **fields)
    _fits_the_census(young_person, before=None)
    _local_id_is_free(young_person, young_person.la_child_id)
    if unless_alike and isinstance(by, User):
        _refuse_if_alike(by, young_person, aliases)
    young_person.save(force_insert=True)
    given = _write_aliases(young_person, aliases)
    young_person.index_names(given)
    allocated = _allocate_the_adder(by, young_person, on or timezone.localdate())
    after = {**fields, "aliases": given, "allocated": allocated}
    _audit(Kind.YOUNG_PERSON_ADDED, by, young_person, after=after, reason=someone_else_because)
    return young_person


@transaction.atomic
def note_likeness_to_hidden_record(*, by: User, site: Site) -> None:
    """Somebody was told that a record like theirs may be hidden: kept, because many such answers are a search.

    On its own, since the refusal itself saves nothing. What they typed is not kept.
    """
    record(Kind.MET_HIDDEN, by=by, site=site.code)


@transaction.atomic
def allocate(*, by: User, young_person: YoungPerson, worker: User, on: date) -> Allocation:
    """Make one social worker responsible from a day; the earlier allocation ends the day before.

    A record that no team holds yet comes into the manager's team with its first worker.
    """
    require(by, young_person, Permission.RECORD_ALLOCATE)
    held = YoungPerson.objects.select_for_update().select_related("site").get(pk=young_person.pk)
    team = _team_of(by, held, worker)
    earlier = list(allocations_on(on).filter(young_person=held).select_related("worker"))
    if any(allocation.worker_id == worker.pk and allocation.ends_on is None for allocation in earlier):
        raise NotPossible(f"{worker.name} is allocated already.")
    _end(held, on)
    allocation = Allocation(young_person=held, worker=worker, starts_on=on)
    allocation.save(force_insert=True)
    if held.restricted:
        _allow(held, worker, "Allocated social worker")
    if held.team_id is None:
        held.save_over(None, {"team": team})
        young_person.team, young_person.version = team, held.version
    for episode in held.episodes.filter(closed_on__isnull=True):
        clocks.exploitation_feared(episode)
    tell(worker, "You are the allocated social worker for a young person from now on.", link=_link(held))
    _audit(
        Kind.ALLOCATED,
        by,
        held,
        before={"workers": [each.worker_id for each in earlier]},
        after={"worker": worker.pk, "team": team.pk, "on": on},
    )
    return allocation


@transaction.atomic
def change_young_person(
    *,
    by: User,
    young_person: YoungPerson,
    version: int | None = None,
    aliases: Iterable[str] | None = None,
    **fields: Any,
) -> YoungPerson:
    """Put right who the young person is. `aliases` None leaves the other names as they stand."""
    require(by, young_person, Permission.RECORD_EDIT)
    _known(fields)
    _fits_the_census(YoungPerson(**{**_identity(young_person), **fields}), before=_identity(young_person))
    _local_id_is_free(young_person, fields.get("la_child_id", ""))
    earlier = [alias.name for alias in young_person.aliases.all()]
    with _theirs(aliases="\n".join(earlier)):
        before = young_person.save_over(version, fields)
    given = earlier if aliases is None else _write_aliases(young_person, aliases)
    young_person.index_names(given)
    changed = {name for name in fields if before[name] != fields[name]}
    if "born_on" in changed:
        for episode in young_person.episodes.filter(closed_on__isnull=True):
            clocks.born_on_another_day(episode, by)
    _audit(
        Kind.YOUNG_PERSON_CHANGED,
        by,
        young_person,
        before={**{name: before[name] for name in changed}, "aliases": earlier},
        after={**{name: fields[name] for name in changed}, "aliases": given},
    )
    return young_person


@transaction.atomic
def write_own_words(
    *, by: User, young_person: YoungPerson, own_words: str, own_words_on: date, version: int | None = None
) -> YoungPerson:
    """Write down what the young person said, as they said it, and the day. Earlier words stay in the trail."""
    require(by, young_person, Permission.RECORD_EDIT)
    after = {"own_words": own_words, "own_words_on": own_words_on}
    before = young_person.save_over(version, after)
    _audit(Kind.OWN_WORDS_WRITTEN, by, young_person, before=before, after=after)
    return young_person


@transaction.atomic
def write_family(
    *, by: User, young_person: YoungPerson, family: list[dict[str, Any]], version: int | None = None
) -> YoungPerson:
    """Say who the family is: this list in place of the one before."""
    require(by, young_person, Permission.RECORD_EDIT)
    return _write_people(by, young_person, FamilyMember, "family", family, version)


@transaction.atomic
def write_trusted_adults(
    *, by: User, young_person: YoungPerson, trusted_adults: list[dict[str, Any]], version: int | None = None
) -> YoungPerson:
    """Say which adults the young person trusts: this list in place of the one before."""
    require(by, young_person, Permission.RECORD_EDIT)
    return _write_people(by, young_person, TrustedAdult, "trusted_adults", trusted_adults, version)


@transaction.atomic
def restrict(*, by: User, young_person: YoungPerson, reason: str, people: dict[User, str]) -> YoungPerson:
    """Let only these people open the record, each for a reason. Whoever restricts it is always among them."""
    require(by, young_person, Permission.RECORD_ALLOCATE)
    members = set(people_to_allow(young_person).filter(pk__in=[user.pk for user in people]))
    strangers = [user.name for user in people if user not in members]
    if strangers:
        raise NotPossible(f"{strangers[0]} is not at this site today. Choose someone who is.")
    allowed = {by: "Restricted the record", **people}
    young_person.save_over(None, {"restricted": True})
    before = list(young_person.allowed_people.values_list("user", flat=True))
    young_person.allowed_people.all().delete()
    for user, why in allowed.items():
        _allow(young_person, user, why)
    _audit(
        Kind.RESTRICTED,
        by,
        young_person,
        before={"allowed": before},
        after={"allowed": [user.pk for user in allowed]},
        reason=reason,
    )
    return young_person


@transaction.atomic
def lift_restriction(*, by: User, young_person: YoungPerson, reason: str) -> YoungPerson:
    """Open the record again to all whose work it is."""
    require(by, young_person, Permission.RECORD_ALLOCATE)
    if not young_person.restricted:
        raise NotPossible("This record is not restricted.")
    before = list(young_person.allowed_people.values_list("user", flat=True))
    young_person.save_over(None, {"restricted": False})
    young_person.allowed_people.all().delete()
    _audit(Kind.RESTRICTION_LIFTED, by, young_person, before={"allowed": before}, reason=reason)
    return young_person


@transaction.atomic
def declare_conflict(*, by: User, young_person: YoungPerson, reason: str = "") -> ConflictOfInterest:
    """Say that one knows this young person or family. The record is hidden from them, and its team is told."""
    require(by, young_person, Permission.MEETING_VIEW)  # whoever may open anything of the record
    declared = ConflictOfInterest(young_person=young_person, user=by, reason=reason, at=timezone.now())
    try:
        with transaction.atomic():
            declared.save(force_insert=True)
    except IntegrityError:  # pressed twice at once: it is hidden already
        raise NotVisible from None
    if young_person.team_id is not None:
        for manager in team_managers(young_person.team_id).exclude(pk=by.pk):
            tell(manager, "Someone who works on a record of your team knows the family.", link=_link(young_person))
    _audit(Kind.CONFLICT_DECLARED, by, young_person, target=by.audit_key, reason=reason)
    return declared


# --- Checks and parts, not actions of their own -----------------------------------------------------------------------
def _may_add(by: User | System, site: Site, team: Team | None, from_census: bool) -> None:
    if team is not None and team.site_id != site.pk:
        raise NotPossible("This team is not of this site.")
    if isinstance(by, System):  # a command: whoever may run it holds the whole database
        return
    if site.pk not in by.standing.sites_where("census.import" if from_census else "young_person.add"):
        raise NotAllowed("Only a social worker or team manager of this site may add a young person.")
    if not from_census and team is not None and not by.standing.roles_in(site.pk, team.pk) & ADDERS:
        raise NotAllowed("A young person is added to a team of your own.")


def _known(fields: dict[str, Any]) -> None:
    unknown = set(fields) - IDENTITY_FIELDS
    if unknown:
        raise TypeError(f"A young person has no field {', '.join(sorted(unknown))}.")


def _identity(young_person: YoungPerson) -> dict[str, Any]:
    return {name: getattr(young_person, name) for name in ABOUT}


def _fits_the_census(young_person: YoungPerson, before: dict[str, Any] | None) -> None:
    wrong = against_identity(_identity(young_person), timezone.localdate(), before)
    if wrong:
        raise NotPossible(f"{wrong[0][1]}.", wrong)


def _local_id_is_free(young_person: YoungPerson, la_child_id: str) -> None:
    """One child, one identifier. Says nothing about whose it is, because the reader may not be allowed to know."""
    same = YoungPerson.objects.filter(site=young_person.site_id, la_child_id=la_child_id)
    if la_child_id and same.exclude(pk=young_person.pk).exists():
        sentence = "A record with this identifier exists already (8510). Search for it, or ask your manager."
        raise NotPossible(sentence, (("la_child_id", sentence),))


def _refuse_if_alike(by: User, young_person: YoungPerson, aliases: Iterable[str]) -> None:
    alike = records_like(by, young_person, aliases)
    if not alike.found:
        return
    missing = [
        (_link(each), f"Open {each.name}, {each.ref}, and see whether it is the same person.") for each in alike.open
    ]
    missing += [("", sentence) for sentence in alike.ask]
    missing.append(("someone_else", "Say that this is someone else, if it is."))
    refusal = LikeAHiddenRecord if alike.hidden else NotPossible
    raise refusal("A young person with this name and date of birth may have a record already.", tuple(missing))


def _write_aliases(young_person: YoungPerson, aliases: Iterable[str]) -> list[str]:
    given = list(dict.fromkeys(name.strip() for name in aliases if name.strip()))
    young_person.aliases.all().delete()
    Alias.objects.bulk_create(Alias(young_person=young_person, name=name) for name in given)
    return given


def _allocate_the_adder(by: User | System, young_person: YoungPerson, on: date) -> bool:
    if isinstance(by, System):
        return False
    roles = by.standing.roles_in(young_person.site_id, young_person.team_id)
    if young_person.from_census or Role.SOCIAL_WORKER not in roles or Role.TEAM_MANAGER in roles:
        return False
    Allocation(young_person=young_person, worker=by, starts_on=on).save(force_insert=True)
    return True


def _team_of(by: User, young_person: YoungPerson, worker: User) -> Team:
    """The team that holds the record, or the manager's own where none does, if the worker is in it."""
    mine = by.standing.teams_as(Role.TEAM_MANAGER)
    teams = Team.objects.filter(site=young_person.site_id, pk__in=mine)
    if young_person.team_id is not None:
        teams = teams.filter(pk=young_person.team_id)
    for team in teams:
        if workers_of(team).filter(pk=worker.pk).exists():
            return team
    raise NotPossible(f"{worker.name} is not a social worker of your team today. Choose someone who is.")


def _end(young_person: YoungPerson, on: date) -> None:
    """End what holds on that day or later. One that would not have lasted a day was never begun; the trail keeps it."""
    standing = young_person.allocations.exclude(ends_on__lt=on)
    standing.filter(starts_on__gte=on).delete()
    standing.update(ends_on=on - timedelta(days=1))


def _allow(young_person: YoungPerson, user: User, reason: str) -> None:
    AllowedPerson.objects.get_or_create(
        young_person=young_person, user=user, defaults={"reason": reason, "at": timezone.now()}
    )


def _write_people(
    by: User,
    young_person: YoungPerson,
    model: type[FamilyMember] | type[TrustedAdult],
    name: str,
    rows: list[dict[str, Any]],
    version: int | None,
) -> YoungPerson:
    """Put `rows` in the place of those that stand. The record's version guards them, since a list has none."""
    standing = getattr(young_person, name)
    before = list(standing.values(*PEOPLE_FIELDS[name]))
    with _theirs(**{name: before}):
        young_person.save_over(version, {})
    standing.all().delete()
    for row in rows:
        model(young_person=young_person, **row).save(force_insert=True)
    _audit(Kind.FAMILY_CHANGED, by, young_person, target=name, before={name: before}, after={name: rows})
    return young_person


@contextmanager
def _theirs(**values: Any) -> Iterator[None]:
    """Lay beside a conflict what else the other person left, under the names that the form has for it."""
    try:
        yield
    except Conflict as conflict:
        conflict.theirs = {**conflict.theirs, **values}
        raise


def _link(young_person: YoungPerson) -> str:
    return f"/young-people/{young_person.ref}/"


def _audit(kind: Kind, by: User | System, young_person: YoungPerson, **detail: Any) -> None:
    record(kind, by=by, site=young_person.site.code, record=young_person.ref, **detail)
