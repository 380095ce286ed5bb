"""Reads of sites, agencies, teams, users, memberships and elevated access. What is in a record is never read here."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone

from roth.accounts.models import Agency, Membership, Site, Team, User
from roth.domain.access import Role
from roth.people.models import ElevatedAccess
from roth.prepared import prepared


def site_with_code(code: str) -> Site | None:
    """The site with this code."""
    return Site.objects.filter(code=code).first()


def sites(keys: Iterable[int]) -> QuerySet[Site]:
    """These sites, by name."""
    return Site.objects.filter(pk__in=keys)


def teams_at(sites: Iterable[int]) -> QuerySet[Team]:
    """Teams of these sites."""
    return Team.objects.filter(site__in=sites).select_related("site")


def agencies_at(sites: Iterable[int]) -> QuerySet[Agency]:
    """Agencies as these sites know them."""
    return Agency.objects.filter(site__in=sites).select_related("site")


def active_user(key: int) -> User | None:
    """The user with this key, if they may sign in."""
    return User.objects.filter(pk=key, is_active=True).first()


def live_session(key: str, now: datetime) -> Session | None:
    """The session with this key, unless it is over."""
    return _session.first(key=key, now=now)


@prepared
def _session(*, key: Any, now: Any) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now)


def places_today(user_id: int) -> list[Membership]:
    """An active user's memberships today, each with the user, and the key of their live elevated access: one query."""
    return _places(user=user_id, today=timezone.localdate(), now=timezone.now())


@prepared
def _places(*, user: Any, today: Any, now: Any) -> QuerySet[Membership]:
    live = ElevatedAccess.objects.filter(user=user, starts_at__lte=now, ends_at__gt=now).order_by("-starts_at")
    return (
        Membership.objects.current(today)
        .filter(user=user, user__is_active=True)
        .select_related("user", "site", "agency")
        .annotate(live_elevation=Subquery(live.values("pk")[:1]))
    )


def user_with_email(email: str) -> User | None:
    """The user with this email address, in any case."""
    return User.objects.filter(email__iexact=email).first()


def user_with_any_email(emails: Iterable[str]) -> User | None:
    """The one active user with one of these email addresses, in any case; none when they lead to two."""
    wanted = Q(pk__in=[])
    for email in emails:
        wanted |= Q(email__iexact=email)
    found = list(User.objects.filter(wanted, is_active=True)[:2])
    return found[0] if len(found) == 1 else None


def users_with_emails(emails: Iterable[str]) -> dict[str, User]:
    """Users by email address."""
    return {user.email: user for user in User.objects.filter(email__in=emails)}


def current_members(site_id: int, *roles: Role) -> QuerySet[User]:
    """Active users who hold one of these roles at a site today."""
    held = Membership.objects.current().filter(user=OuterRef("pk"), site=site_id, role__in=roles)
    return User.objects.filter(Exists(held), is_active=True)


def partners_at(sites: Iterable[int]) -> QuerySet[Membership]:
    """What active partners are at these sites today, by agency and name."""
    held = Membership.objects.current().filter(site__in=sites, role=Role.PARTNER, user__is_active=True)
    return held.select_related("user", "site", "agency").order_by("site__name", "agency__name", "user__name", "pk")


def allocated_workers(young_person_id: int) -> QuerySet[User]:
    """Active users who are allocated to a young person today."""
    today = timezone.localdate()
    lasting = Q(allocations__ends_on__isnull=True) | Q(allocations__ends_on__gte=today)
    held = Q(allocations__young_person=young_person_id, allocations__starts_on__lte=today)
    return User.objects.filter(lasting, held, is_active=True).distinct()


def team_managers(team_id: int) -> QuerySet[User]:
    """Active users who manage a team today."""
    held = Membership.objects.current().filter(user=OuterRef("pk"), team=team_id, role=Role.TEAM_MANAGER)
    return User.objects.filter(Exists(held), is_active=True)


def managed_by(administrator: User, words: str = "") -> QuerySet[User]:
    """Users who are, were or will be members at the sites that this person administers, with those memberships.

    Memberships at other sites are left out: no site sees another.
    """
    ours = Membership.objects.filter(site__in=administrator.standing.sites_where("accounts.manage"))
    shown = ours.select_related("site", "agency", "team")
    people = User.objects.filter(Exists(ours.filter(user=OuterRef("pk"))))
    for word in words.split()[:5]:
        people = people.filter(Q(name__icontains=word) | Q(email__icontains=word))
    return people.prefetch_related(Prefetch("memberships", queryset=shown))


def sites_of(user: User) -> frozenset[int]:
    """Sites where the user is a member today or will be."""
    lasting = Q(ends_on__isnull=True) | Q(ends_on__gte=timezone.localdate())
    return frozenset(Membership.objects.filter(lasting, user=user).values_list("site", flat=True))


def live_elevation(user: User) -> ElevatedAccess | None:
    """The elevated access that this user has now."""
    now = timezone.now()
    return (
        ElevatedAccess.objects.filter(user=user, starts_at__lte=now, ends_at__gt=now)
        .select_related("young_person__site")
        .first()
    )


def own_elevation(user: User, key: int) -> ElevatedAccess | None:
    """One elevated access that this user took."""
    return ElevatedAccess.objects.filter(user=user, pk=key).select_related("young_person__site").first()


def elevations_to_review(user: User) -> QuerySet[ElevatedAccess]:
    """Elevated access that this user reviews: a guardian their site's, a manager their team's, nobody their own.

    A manager who has a conflict of interest does not see that anybody opened that record.
    """
    standing = user.standing
    managed = Q(young_person__team__in=standing.teams_as(Role.TEAM_MANAGER)) | Q(young_person__team__isnull=True)
    reviewed = Q(young_person__site__in=standing.sites_as(Role.CALDICOTT_GUARDIAN)) | (
        managed & Q(young_person__site__in=standing.sites_as(Role.TEAM_MANAGER))
    )
    return (
        ElevatedAccess.objects.filter(reviewed)
        .exclude(user=user)
        .exclude(young_person__conflicts_of_interest__user=user)
        .select_related("young_person__site", "user")
    )


def memberships_of(user: User) -> QuerySet[Membership]:
    """Everything that a user is, was or will be."""
    return Membership.objects.filter(user=user).select_related("site", "agency", "team")


def any_site() -> bool:
    """Is there a site here at all?"""
    return Site.objects.exists()
