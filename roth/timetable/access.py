"""The doors to changing limits, counting and bank holidays. Everybody who signs in may read them."""

from roth.accounts.models import Site, User
from roth.accounts.selectors import sites
from roth.audit.actions import System
from roth.domain.errors import NotAllowed

MAY_NOT = "Only a quality lead or an administrator may set the limits of a site."
MAY_NOT_HOLIDAYS = "Bank holidays are the same for every site, so only an administrator may change them."


def site_to_set(user: User) -> Site:
    """The site whose limits this user may set. Raises NotAllowed where there is none."""
    found = sites(user.standing.sites_where("timetable.manage")).first()
    if found is None:
        raise NotAllowed(MAY_NOT)
    return found


def require_at(user: User, site: Site) -> None:
    """Raises NotAllowed for somebody who may not set the limits of this site."""
    if site.pk not in user.standing.sites_where("timetable.manage"):
        raise NotAllowed(MAY_NOT)


def require_holidays(by: User | System) -> None:
    """Raises NotAllowed for somebody who may not change bank holidays. The command may."""
    if isinstance(by, User) and not by.standing.may("holiday.manage"):
        raise NotAllowed(MAY_NOT_HOLIDAYS)
