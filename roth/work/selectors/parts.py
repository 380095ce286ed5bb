"""What part a user has in young people's records, as conditions that the tray's branches share."""

from typing import Any

from django.db.models import Q, QuerySet

from roth.domain.access import Role
from roth.domain.notifications import To, limits_of
from roth.meetings.models import Meeting
from roth.people.access import Reader
from roth.people.selectors import allocations_on

# Parts of a record that nobody holds by name here yet are the quality lead's (see `domain.notifications.To`).
_STANDS_IN = (To.HEAD_OF_SERVICE, To.UNIT_MANAGER, To.PARTNERSHIP, To.TRANSITION_LEAD, To.EXPLOITATION_CHAIR)

# What somebody does for a whole site, whatever part they have in a record.
_BY_SITE = (
    (Role.CONFERENCE_COORDINATOR, (To.COORDINATOR,)),
    (Role.QUALITY_LEAD, _STANDS_IN),
    (Role.CALDICOTT_GUARDIAN, (To.INFORMATION_LEAD,)),
    (Role.ADMINISTRATOR, (To.RECORDS,)),
)


def carried_by(who: Reader, path: str = "") -> Q:
    """Of those whom a user may know of, whose steps do they answer for? A quality lead reads, and carries nobody.

    `path` leads from the row to the young person, such as "episode__young_person__".
    """
    standing = who.standing
    carried = Q(**{f"{path}team__in": standing.teams_as(Role.TEAM_MANAGER)})
    if Role.SOCIAL_WORKER in standing.roles:
        carried |= Q(**{f"{path}pk__in": allocated_to(who)})
    if Role.ROTH_CHAIR in standing.roles:
        carried |= Q(**{f"{path}pk__in": chaired_by(who)})
    if sites := standing.sites_as(Role.CONFERENCE_COORDINATOR):
        to_hold = Meeting.objects.exclude(status="held").values("episode__young_person")
        carried |= Q(**{f"{path}site__in": sites, f"{path}pk__in": to_hold})
    return carried


def asked_of(who: Reader) -> Q:
    """Tasks that are for this user: by name, or by the part that they have in the record today."""
    standing, site = who.standing, "site__in"
    wanted = Q(user=who.key)
    if Role.SOCIAL_WORKER in standing.roles:
        wanted |= Q(part__in=_codes(To.WORKER, To.DUTY, To.AUTHOR), young_person__in=allocated_to(who))
    if teams := standing.teams_as(Role.TEAM_MANAGER):  # the whole team's, so that nothing rests on one person's leave
        wanted |= Q(part__in=_codes(To.WORKER, To.DUTY, To.MANAGER, To.AUTHOR), young_person__team__in=teams)
        untaken = Q(young_person__team__isnull=True, site__in=standing.sites_as(Role.TEAM_MANAGER))
        wanted |= Q(part__in=_codes(To.DUTY, To.MANAGER, To.CONTEXT_LEAD)) & untaken
    if Role.ROTH_CHAIR in standing.roles:
        wanted |= Q(part__in=_codes(To.CHAIR, To.AGENCY_LEAD), young_person__in=chaired_by(who))
    for role, parts in _BY_SITE:
        if sites := standing.sites_as(role):
            wanted |= Q(part__in=_codes(*parts), **{site: sites})
    return wanted


def limits_for(who: Reader) -> Q:
    """Limits that this user meets, by the part that they have in the record; a manager has the whole team's."""
    standing, about = who.standing, "episode__young_person"
    wanted = Q(**{f"{about}__team__in": standing.teams_as(Role.TEAM_MANAGER)})
    if Role.SOCIAL_WORKER in standing.roles:
        wanted |= Q(rule__in=limits_of(To.WORKER, To.DUTY), **{f"{about}__in": allocated_to(who)})
    if Role.ROTH_CHAIR in standing.roles:
        wanted |= Q(rule__in=limits_of(To.CHAIR), **{f"{about}__in": chaired_by(who)})
    for role, parts in _BY_SITE:
        if sites := standing.sites_as(role):
            wanted |= Q(rule__in=limits_of(*parts), **{f"{about}__site__in": sites})
    return wanted


def allocated_to(who: Reader) -> QuerySet[Any, Any]:
    """Young people who are allocated to the user today."""
    return allocations_on(who.today).filter(worker=who.key).values("young_person")


def chaired_by(who: Reader) -> QuerySet[Any, Any]:
    """Young people about whom the user chairs or chaired a conference."""
    return Meeting.objects.filter(chair=who.key).values("episode__young_person")


def _codes(*parts: To) -> list[str]:
    return [part.value for part in parts]
