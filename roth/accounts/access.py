"""The doors to administration, to a user, to elevated access and to looking as an agency.

A young person's door is `people.access`.
"""

from roth.accounts import selectors
from roth.accounts.models import User
from roth.accounts.standing import Standing
from roth.domain.errors import NotAllowed, NotVisible
from roth.people.models import ElevatedAccess


def administered_by(user: User) -> frozenset[int]:
    """The sites that this user administers. Raises NotAllowed where there is none."""
    sites = user.standing.sites_where("accounts.manage")
    if not sites:
        raise NotAllowed("Only an administrator may see people and their roles.")
    return sites


def managed_user(administrator: User, key: int) -> User:
    """A user with a place at a site of this administrator; `memberships.all()` holds those places alone."""
    administered_by(administrator)
    found = selectors.managed_by(administrator).filter(pk=key).first()
    if found is None:
        raise NotVisible
    return found


def require_view_as(user: User) -> frozenset[int]:
    """The sites whose agencies this user may look as. Raises NotAllowed where there is none."""
    sites = user.standing.sites_where("agency.view_as")
    if not sites:
        raise NotAllowed("Only a team manager may see what an agency sees.")
    return sites


def partner_for(manager: User, key: int) -> User:
    """A partner of the manager's site, with their standing there alone. Raises NotVisible for anybody else."""
    sites = require_view_as(manager)
    held = [row for row in selectors.partners_at(sites) if row.user_id == key]
    if not held:
        raise NotVisible
    user = held[0].user
    user.standing = Standing.of(user.pk, [row.place for row in held])
    return user


def require_elevation(user: User) -> None:
    """Raises NotAllowed for somebody whose role has no elevated access."""
    if not user.standing.may("access.elevate"):
        raise NotAllowed("Elevated access is for social workers, team managers, chairs and coordinators.")


def require_review(user: User) -> None:
    """Raises NotAllowed for somebody who does not review elevated access."""
    if not user.standing.may("access.review"):
        raise NotAllowed("Elevated access is reviewed by team managers and the Caldicott guardian.")


def elevation_for(user: User, key: int) -> ElevatedAccess:
    """An elevated access that this user took, or reviews. Raises NotVisible for any other."""
    found = selectors.own_elevation(user, key) or selectors.elevations_to_review(user).filter(pk=key).first()
    if found is None:
        raise NotVisible
    return found
