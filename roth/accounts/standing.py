"""What a user is today, as plain facts: roles at sites and in teams. What that allows is decided in `domain.access`."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from roth.domain.access import SITE_GRANTS, Role


@dataclass(frozen=True, slots=True)
class Place:
    """One current membership."""

    site_id: int
    site_code: str
    site_name: str
    agency_id: int
    agency_name: str
    team_id: int | None
    role: Role


@dataclass(frozen=True)
class Standing:
    """Every current membership of one user."""

    user_id: int
    places: tuple[Place, ...]
    viewer: "Standing | None" = None  # whoever looks as this user, and sees no record that they could not open anyway

    @classmethod
    def of(cls, user_id: int, places: Iterable[Place]) -> "Standing":
        """The standing made of these memberships."""
        return cls(user_id, tuple(places))

    @cached_property
    def roles(self) -> frozenset[Role]:
        """Every role held anywhere."""
        return frozenset(place.role for place in self.places)

    def roles_at(self, site_id: int) -> frozenset[Role]:
        """Roles held at a site."""
        return frozenset(place.role for place in self.places if place.site_id == site_id)

    def roles_in(self, site_id: int, team_id: int | None) -> frozenset[Role]:
        """Roles held in a team. A record that no team holds yet is every team's at its site, so that one takes it."""
        return frozenset(
            place.role for place in self.places if place.site_id == site_id and team_id in (None, place.team_id)
        )

    def sites_as(self, role: Role) -> frozenset[int]:
        """Sites where the user holds a role."""
        return frozenset(place.site_id for place in self.places if place.role is role)

    def sites_where(self, what: str) -> frozenset[int]:
        """Sites where one of the user's roles may do this (`domain.access.SITE_GRANTS`)."""
        return frozenset(place.site_id for place in self.places if place.role in SITE_GRANTS[what])

    def teams_as(self, role: Role) -> frozenset[int]:
        """Teams in which the user holds a role."""
        return frozenset(place.team_id for place in self.places if place.role is role and place.team_id is not None)

    def may(self, what: str) -> bool:
        """May the user do this at any site?"""
        return bool(self.sites_where(what))

    @cached_property
    def home(self) -> Place | None:
        """The membership that pages speak of first."""
        return self.places[0] if self.places else None

    @cached_property
    def shape(self) -> "Standing":
        """The same roles in the same places, whoever has them: what the form of a prepared read depends on."""
        held = {(place.site_id, place.team_id or 0, place.role.value): place for place in self.places}
        places = tuple(Place(each.site_id, "", "", 0, "", each.team_id, each.role) for _, each in sorted(held.items()))
        return Standing(0, places, self.viewer.shape if self.viewer else None)

    @cached_property
    def in_words(self) -> str:
        """The roles, as a person would say them."""
        return ", ".join(sorted({place.role.label for place in self.places})) or "no current role"
