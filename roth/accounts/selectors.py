"""Reads of sites, agencies, teams, users and memberships. Nothing here says anything about a young person."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from roth.accounts.models import Agency, Membership, Site, Team, User
from roth.domain.access import Role


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
    return people.prefetch_related(Prefetch("memberships", queryset=shown, to_attr="memberships_shown"))


def sites_of(user: User) -> frozenset[int]:
    """Sites where the user is a member today or will be."""
    lasting = Q(ends_on__isnull=True) | Q(ends_on__gte=timezone.localdate())
    return frozenset(Membership.objects.filter(lasting, user=user).values_list("site", flat=True))
