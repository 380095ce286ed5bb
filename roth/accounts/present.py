"""What pages say about users, their roles and elevated access. No queries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from roth.accounts.models import Membership, User
from roth.people.models import ElevatedAccess


@dataclass(frozen=True, slots=True)
class Place:
    """One membership in words."""

    key: int
    what: str
    where: str
    starts_on: date
    ends_on: date | None
    current: bool


@dataclass(frozen=True, slots=True)
class Person:
    """A user as an administrator sees them."""

    key: int
    name: str
    email: str
    job_title: str
    is_active: bool
    places: tuple[Place, ...]

    @property
    def now(self) -> tuple[Place, ...]:
        """What they are today."""
        return tuple(place for place in self.places if place.current)


@dataclass(frozen=True, slots=True)
class Opened:
    """One elevated access for those who review it."""

    key: int
    who: str
    ref: str
    reason: str
    starts_at: datetime
    ends_at: datetime
    pages: int
    live: bool


def place(membership: Membership, today: date) -> Place:
    """A membership in words."""
    where = [membership.team.name] if membership.team else []
    last = membership.ends_on
    return Place(
        key=membership.pk,
        what=membership.get_role_display(),
        where=", ".join([*where, membership.agency.name, membership.site.name]),
        starts_on=membership.starts_on,
        ends_on=last,
        current=membership.starts_on <= today and (last is None or today <= last),
    )


def person(user: User, memberships: list[Membership], today: date) -> Person:
    """A user with these memberships."""
    places = tuple(place(each, today) for each in memberships)
    return Person(user.pk, user.name, user.email, user.job_title, user.is_active, places)


def by_agency(memberships: Iterable[Membership]) -> list[tuple[str, list[tuple[int, str, str]]]]:
    """People by the agency that they work for: key, name and job title, each once."""
    found: dict[str, dict[int, tuple[int, str, str]]] = {}
    for each in memberships:
        user = each.user
        found.setdefault(each.agency.name, {})[user.pk] = (user.pk, user.name, user.job_title)
    return [(name, list(people.values())) for name, people in found.items()]


def opened(access: ElevatedAccess, pages: Mapping[str, int], now: datetime) -> Opened:
    """One elevated access; `pages` counts what was read by the access's name in the trail."""
    return Opened(
        key=access.pk,
        who=access.user.name,
        ref=access.young_person.ref,
        reason=access.reason,
        starts_at=access.starts_at,
        ends_at=access.ends_at,
        pages=pages.get(f"elevated_access:{access.pk}", 0),
        live=access.starts_at <= now < access.ends_at,
    )
