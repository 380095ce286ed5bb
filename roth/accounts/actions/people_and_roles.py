"""Every change to sites, agencies, teams, users and memberships. Sign-in is in `sign_in`.

`by` is an administrator of the site, or the system (a command, the demo). A new site is the system's alone. Nobody
changes what they are themselves.
"""

from datetime import date

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils import timezone

from roth.accounts import selectors
from roth.accounts.models import Agency, Membership, Site, Team, User
from roth.audit.actions import System, record
from roth.audit.kinds import Kind
from roth.domain import codes
from roth.domain.access import Role
from roth.domain.errors import NotAllowed, NotPossible

NEEDS_TEAM = frozenset({Role.SOCIAL_WORKER, Role.TEAM_MANAGER})


@transaction.atomic
def add_site(*, by: User | System, code: str, name: str) -> Site:
    """Add an empty site. Raises NotPossible when the code is taken."""
    if not isinstance(by, System):
        raise NotAllowed("A new site is added by the people who run the service, with `roth site add`.")
    site = Site(code=code.strip().lower(), name=name.strip())
    _save_new(site, f"There is already a site with the code {site.code}.")
    record(
        Kind.SITE_ADDED, by=by, site=site.code, target=f"site:{site.pk}", after={"code": site.code, "name": site.name}
    )
    return site


@transaction.atomic
def add_agency(*, by: User | System, site: Site, name: str, kind: str) -> Agency:
    """Add an organisation as this site knows it."""
    _require_administrator(by, site.pk)
    if kind not in codes.AGENCY_KIND:
        raise NotPossible("Choose what kind of agency it is.")
    agency = Agency(site=site, name=name.strip(), kind=kind)
    _save_new(agency, f"There is already an agency called {agency.name} at this site.")
    record(
        Kind.AGENCY_ADDED,
        by=by,
        site=site.code,
        target=f"agency:{agency.pk}",
        after={"name": agency.name, "kind": kind},
    )
    return agency


@transaction.atomic
def add_team(*, by: User | System, site: Site, name: str) -> Team:
    """Add a team that holds records."""
    _require_administrator(by, site.pk)
    team = Team(site=site, name=name.strip())
    _save_new(team, f"There is already a team called {team.name} at this site.")
    record(Kind.TEAM_ADDED, by=by, site=site.code, target=f"team:{team.pk}", after={"name": team.name})
    return team


@transaction.atomic
def add_user(*, by: User | System, email: str, name: str, job_title: str = "", password: str | None = None) -> User:
    """Add somebody who may sign in. What they may do there comes from memberships.

    Without a password they choose one through "forgotten password", or use their organisation's account.
    """
    if isinstance(by, User) and not by.standing.may("accounts.manage"):
        raise NotAllowed("Only an administrator may add people.")
    user = User(
        email=email.strip().lower(), name=name.strip(), job_title=job_title.strip(), joined_on=timezone.localdate()
    )
    if selectors.user_with_email(user.email):
        raise NotPossible("That email address already has an account. The people who run the service can help.")
    if password is not None:
        _require_good_password(password, user)
    user.set_password(password)  # None: no password works until they choose one
    _save_new(user, "That email address already has an account. The people who run the service can help.")
    record(
        Kind.USER_ADDED,
        by=by,
        target=f"user:{user.pk}",
        after={"email": user.email, "name": user.name, "job_title": job_title},
    )
    return user


@transaction.atomic
def add_colleague(
    *,
    by: User | System,
    email: str,
    name: str,
    job_title: str,
    site: Site,
    agency: Agency,
    role: Role,
    team: Team | None = None,
    starts_on: date | None = None,
) -> Membership:
    """Add a user together with their first membership, so that nobody is left without a place."""
    user = add_user(by=by, email=email, name=name, job_title=job_title)
    return start_membership(by=by, user=user, site=site, agency=agency, role=role, team=team, starts_on=starts_on)


@transaction.atomic
def start_membership(
    *,
    by: User | System,
    user: User,
    site: Site,
    agency: Agency,
    role: Role,
    team: Team | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Membership:
    """Say what a user is at a site, from a day until a day. Raises NotPossible where the parts do not fit together."""
    _require_administrator(by, site.pk)
    _refuse_oneself(by, user)
    membership = Membership(
        user=user,
        site=site,
        agency=agency,
        team=team,
        role=Role(role),
        starts_on=starts_on or timezone.localdate(),
        ends_on=ends_on,
    )
    _require_parts_that_fit(membership)
    membership.save()
    user.__dict__.pop("standing", None)  # what this object knew of itself is out of date
    record(
        Kind.MEMBERSHIP_STARTED,
        by=by,
        site=site.code,
        target=f"membership:{membership.pk}",
        after={name: getattr(membership, name) for name in ("user", "agency", "team", "role", "starts_on", "ends_on")},
    )
    return membership


@transaction.atomic
def end_membership(*, by: User | System, membership: Membership, ends_on: date | None = None) -> Membership:
    """Say which day is the last one of a membership. Raises NotPossible for a day before it began."""
    _require_administrator(by, membership.site_id)
    _refuse_oneself(by, membership.user)
    last = ends_on or timezone.localdate()
    if last < membership.starts_on:
        raise NotPossible("The last day must be on or after the first.", (("ends_on", "Enter a day after it began"),))
    before = membership.ends_on
    membership.ends_on = last
    membership.save(update_fields=["ends_on"])
    membership.user.__dict__.pop("standing", None)
    record(
        Kind.MEMBERSHIP_ENDED,
        by=by,
        site=membership.site.code,
        target=f"membership:{membership.pk}",
        before={"ends_on": before},
        after={"user": membership.user, "ends_on": last},
    )
    return membership


@transaction.atomic
def change_user(
    *, by: User | System, user: User, name: str, email: str, job_title: str, is_active: bool = True
) -> User:
    """Change how a user is named and reached, or whether they may sign in at all: at once, whatever they are.

    An administrator needs to administer every site where the user has a place: an address changed at one site would
    open the others.
    """
    for site_id in selectors.sites_of(user):
        _require_administrator(by, site_id)
    if isinstance(by, User) and not by.standing.may("accounts.manage"):
        raise NotAllowed("Only an administrator may change this.")
    _refuse_oneself(by, user)
    values = {
        "name": name.strip(),
        "email": email.strip().lower(),
        "job_title": job_title.strip(),
        "is_active": is_active,
    }
    other = selectors.user_with_email(str(values["email"]))
    if other is not None and other.pk != user.pk:
        raise NotPossible("That email address has another account.", (("email", "Enter another email address"),))
    before = {field: getattr(user, field) for field, value in values.items() if getattr(user, field) != value}
    for field, value in values.items():
        setattr(user, field, value)
    user.save(update_fields=list(values))
    record(
        Kind.USER_CHANGED,
        by=by,
        target=f"user:{user.pk}",
        before=before,
        after={field: values[field] for field in before},
    )
    return user


def _require_administrator(by: User | System, site_id: int) -> None:
    if isinstance(by, User) and site_id not in by.standing.sites_where("accounts.manage"):
        raise NotAllowed("Only an administrator of that site may do this.")


def _refuse_oneself(by: User | System, user: User) -> None:
    if isinstance(by, User) and by.pk == user.pk:
        raise NotAllowed("Nobody changes what they are themselves. Ask another administrator.")


def _require_parts_that_fit(new: Membership) -> None:
    """A team where the role needs one, everything of the same site, and not the same thing twice."""
    role = Role(new.role)
    if new.agency.site_id != new.site_id or (new.team and new.team.site_id != new.site_id):
        raise NotPossible("The agency and the team must be of the same site.")
    if role in NEEDS_TEAM and new.team is None:
        raise NotPossible(f"Choose a team: a {role.label.lower()} works in one.", (("team", "Choose a team"),))
    if role not in NEEDS_TEAM and new.team is not None:
        raise NotPossible(f"Leave the team out: a {role.label.lower()} is not in one.", (("team", "Leave this out"),))
    if new.ends_on and new.ends_on < new.starts_on:
        raise NotPossible("The last day must be on or after the first.", (("ends_on", "Enter a day after it began"),))
    same = new.user.memberships.filter(site=new.site, role=role, team=new.team, agency=new.agency)
    if same.filter(ends_on__isnull=True).exists():
        raise NotPossible(f"{new.user.name} is already that here. End the first membership before starting another.")


def _require_good_password(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise NotPossible(" ".join(error.messages)) from None


def _save_new(made: Model, taken: str) -> None:
    """Save; a duplicate that the database refuses becomes a sentence. The inner block keeps the outer one whole."""
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise NotPossible(taken) from None
