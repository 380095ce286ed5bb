"""Every write about who a young person is, who is around them and who may open the record."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from roth.accounts.models import Site, Team, User
from roth.audit.actions import record
from roth.audit.kinds import Kind
from roth.domain.access import Permission, Role
from roth.domain.errors import NotAllowed, NotPossible
from roth.people.access import require
from roth.people.models import Alias, Allocation, YoungPerson
from roth.people.selectors import allocations_on, workers_of
from roth.work.notices import tell

IDENTITY_FIELDS: Final = frozenset(field.name for field in YoungPerson._meta.concrete_fields) - {
    *("id", "version", "site", "team", "search_name", "own_words", "own_words_on", "restricted", "from_census"),
    "created_at",
}


@transaction.atomic
def add_young_person(
    *,
    by: User,
    site: Site,
    team: Team | None,
    aliases: Iterable[str] = (),
    from_census: bool = False,
    on: date | None = None,
    **fields: Any,
) -> YoungPerson:
    """Open a record. A social worker who opens one is allocated to it, so that they can go on with the referral."""
    _may_add(by, site, team, from_census)
    _known(fields)
    young_person = YoungPerson(site=site, team=team, from_census=from_census, created_at=timezone.now(), **fields)
    _local_id_is_free(young_person)
    young_person.save(force_insert=True)
    given = _write_aliases(young_person, aliases)
    young_person.index_names(given)
    allocated = _allocate_the_adder(by, young_person, on or timezone.localdate())
    _audit(Kind.YOUNG_PERSON_ADDED, by, young_person, after={**fields, "aliases": given, "allocated": allocated})
    return young_person


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
    if held.team_id is None:
        held.save_over(None, {"team": team})
        young_person.team, young_person.version = team, held.version
    tell(worker, "You are the allocated social worker for a young person from now on.", link=_link(held))
    _audit(
        Kind.ALLOCATED,
        by,
        held,
        before={"workers": [each.worker_id for each in earlier]},
        after={"worker": worker.pk, "team": team.pk, "on": on},
    )
    return allocation


# --- Checks and parts, not actions of their own -----------------------------------------------------------------------
def _may_add(by: User, site: Site, team: Team | None, from_census: bool) -> None:
    allowed = by.standing.sites_where("census.import" if from_census else "young_person.add")
    if site.pk not in allowed:
        raise NotAllowed("Only a social worker or team manager of this site may add a young person.")
    mine = {place.team_id for place in by.standing.places if place.site_id == site.pk}
    if team is not None and (team.site_id != site.pk or (not from_census and team.pk not in mine)):
        raise NotAllowed("A young person is added to a team of your own.")


def _known(fields: dict[str, Any]) -> None:
    unknown = set(fields) - IDENTITY_FIELDS
    if unknown:
        raise TypeError(f"A young person has no field {', '.join(sorted(unknown))}.")


def _local_id_is_free(young_person: YoungPerson) -> None:
    """One child, one identifier. Says nothing about whose it is, because the reader may not be allowed to know."""
    same = YoungPerson.objects.filter(site=young_person.site, la_child_id=young_person.la_child_id)
    if young_person.la_child_id and same.exclude(pk=young_person.pk).exists():
        sentence = "A record with this identifier exists already. Search for it, or ask your manager."
        raise NotPossible(sentence, (("la_child_id", sentence),))


def _write_aliases(young_person: YoungPerson, aliases: Iterable[str]) -> list[str]:
    given = list(dict.fromkeys(name.strip() for name in aliases if name.strip()))
    young_person.aliases.all().delete()
    Alias.objects.bulk_create(Alias(young_person=young_person, name=name) for name in given)
    return given


def _allocate_the_adder(by: User, young_person: YoungPerson, on: date) -> bool:
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


def _link(young_person: YoungPerson) -> str:
    return f"/young-people/{young_person.ref}/"


def _audit(kind: Kind, by: User, young_person: YoungPerson, **detail: Any) -> None:
    record(kind, by=by, site=young_person.site.code, record=young_person.ref, **detail)
