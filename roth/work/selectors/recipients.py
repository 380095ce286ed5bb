"""Who each recipient of a notification is today, for every record at once: a fixed number of statements.

What a recipient's name means is `domain.notifications.To`. Nobody is told of a record that they may not open: a tie
counts with its role alone, a restricted record has its list, and a declared conflict of interest hides it.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.db.models import Q

from roth.accounts.models import Membership
from roth.domain.access import Role
from roth.domain.notifications import To
from roth.meetings.models import Invitation, Meeting
from roth.people.models import AllowedPerson, ConflictOfInterest, YoungPerson
from roth.people.selectors import allocations_on
from roth.plans.models import CoreGroupMember

Users = frozenset[int]
NOBODY: Final[Users] = frozenset()
# Names that no role here has, and the role that stands in: first the one, and where the site has none the other.
_STANDS_IN: Final = {
    To.HEAD_OF_SERVICE: (Role.QUALITY_LEAD, Role.TEAM_MANAGER),
    To.UNIT_MANAGER: (Role.QUALITY_LEAD, Role.TEAM_MANAGER),
    To.PARTNERSHIP: (Role.QUALITY_LEAD, Role.TEAM_MANAGER),
    To.TRANSITION_LEAD: (Role.QUALITY_LEAD, Role.TEAM_MANAGER),
    To.EXPLOITATION_CHAIR: (Role.QUALITY_LEAD, Role.TEAM_MANAGER),
    To.INFORMATION_LEAD: (Role.CALDICOTT_GUARDIAN, Role.QUALITY_LEAD),
    To.CONTEXT_LEAD: (Role.TEAM_MANAGER, Role.QUALITY_LEAD),
    To.RECORDS: (Role.ADMINISTRATOR, Role.ADMINISTRATOR),
    To.COORDINATOR: (Role.CONFERENCE_COORDINATOR, Role.CONFERENCE_COORDINATOR),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record is."""

    site: int
    team: int | None
    restricted: bool


def _sets() -> defaultdict[object, set[int]]:
    return defaultdict(set)


@dataclass
class People:
    """Everybody's part in everything, read once."""

    places: dict[int, Place] = field(default_factory=dict)
    by_role: defaultdict[object, set[int]] = field(default_factory=_sets)  # (site, role)
    in_team: defaultdict[object, set[int]] = field(default_factory=_sets)  # (team, role)
    agency_people: defaultdict[object, set[int]] = field(default_factory=_sets)  # agency
    workers: defaultdict[object, set[int]] = field(default_factory=_sets)  # young person
    chairs: dict[int, int] = field(default_factory=dict)
    core_groups: defaultdict[object, set[int]] = field(default_factory=_sets)
    invited: defaultdict[object, set[int]] = field(default_factory=_sets)
    allowed: set[tuple[int, int]] = field(default_factory=set)
    conflicts: set[tuple[int, int]] = field(default_factory=set)
    asked_for: set[int] = field(default_factory=set)  # young people about whom a conference was asked for

    def who(self, to: To, site: int, person: int | None, owners: Users = NOBODY) -> Users:
        """Whom a notification is for, of a record or of a site."""
        if person is None:
            return owners or frozenset(self._of_site(to, site))
        place = self.places.get(person)
        if place is None:
            return NOBODY
        found = self._of_record(to, place, person, owners)
        return frozenset(user for user in found if self._may_know(user, place, person))

    def _of_record(self, to: To, place: Place, person: int, owners: Users) -> Iterable[int]:
        workers = self.workers[person] & self.by_role[place.site, Role.SOCIAL_WORKER]
        if to in (To.OWNER, To.AUTHOR, To.PARTIES):
            return owners
        if to is To.WORKER:
            return workers
        if to is To.DUTY:
            return workers or self._managers(place)
        if to is To.MANAGER:
            return self._managers(place)
        if to in (To.CHAIR, To.AGENCY_LEAD):
            chair = self.chairs.get(person)
            return {chair} & self.by_role[place.site, Role.ROTH_CHAIR] if chair else NOBODY
        if to is To.CORE_GROUP:
            return (self.core_groups[person] & self._with_a_part(place, person)) | workers
        if to is To.COORDINATOR and person not in self.asked_for:
            return NOBODY
        return self._of_site(to, place.site)

    def _with_a_part(self, place: Place, person: int) -> set[int]:
        """Members of the core group sign in under a role that may open the record."""
        partners = self.invited[person] & self.by_role[place.site, Role.PARTNER]
        return partners | self.workers[person] | self._managers(place) | {self.chairs.get(person, 0)}

    def _managers(self, place: Place) -> set[int]:
        if place.team is None:
            return self.by_role[place.site, Role.TEAM_MANAGER]
        return self.in_team[place.team, Role.TEAM_MANAGER]

    def _of_site(self, to: To, site: int) -> set[int]:
        first, then = _STANDS_IN.get(to, (Role.TEAM_MANAGER, Role.TEAM_MANAGER))
        return self.by_role[site, first] or self.by_role[site, then]

    def _may_know(self, user: int, place: Place, person: int) -> bool:
        if (user, person) in self.conflicts:
            return False
        return not place.restricted or (user, person) in self.allowed


def people_today(today: date) -> People:
    """Everybody's part in every record with an open episode: nine statements, however many there are."""
    found = People()
    _members(found, today)
    open_ = YoungPerson.objects.filter(episodes__closed_on__isnull=True).distinct()
    found.places = {
        key: Place(site, team, restricted)
        for key, site, team, restricted in open_.values_list("pk", "site", "team", "restricted")
    }
    for person, worker in allocations_on(today).values_list("young_person", "worker"):
        found.workers[person].add(worker)
    meetings = Meeting.objects.filter(episode__closed_on__isnull=True).order_by("pk")
    for person, chair in meetings.values_list("episode__young_person", "chair"):
        found.asked_for.add(person)
        if chair is not None:
            found.chairs[person] = chair
    core = CoreGroupMember.objects.filter(user__isnull=False, plan__episode__closed_on__isnull=True)
    for person, user in core.values_list("plan__episode__young_person", "user"):
        found.core_groups[person].add(user or 0)
    invited = Invitation.objects.filter(
        user__isnull=False, withdrawn_on__isnull=True, meeting__episode__closed_on__isnull=True
    )
    for person, user in invited.values_list("meeting__episode__young_person", "user"):
        found.invited[person].add(user or 0)
    found.allowed = set(AllowedPerson.objects.values_list("user", "young_person"))
    found.conflicts = set(ConflictOfInterest.objects.values_list("user", "young_person"))
    return found


def _members(found: People, today: date) -> None:
    held = Membership.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today), starts_on__lte=today)
    for user, site, team, agency, role in held.filter(user__is_active=True).values_list(
        "user", "site", "team", "agency", "role"
    ):
        found.by_role[site, Role(role)].add(user)
        if team is not None:
            found.in_team[team, Role(role)].add(user)
        if role == Role.PARTNER.value:
            found.agency_people[agency].add(user)
