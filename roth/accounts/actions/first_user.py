"""The first user of a site, made by whoever runs the service. Everybody after that is added by an administrator."""

from django.db import transaction
from django.utils import timezone

from roth.accounts import selectors
from roth.accounts.actions.people_and_roles import add_agency, add_user, start_membership
from roth.accounts.models import Site, User
from roth.audit.actions import System
from roth.domain.access import Role
from roth.domain.errors import NotAllowed


@transaction.atomic
def add_first_user(
    *, by: System, email: str, name: str, site: Site, role: Role, agency: str, password: str, team: str = ""
) -> User:
    """Add a user with a membership from today. The agency is children's social care, made if it is not there yet.

    Raises NotAllowed for anybody but the system, NotPossible for a weak password or an address in use.
    """
    if not isinstance(by, System):
        raise NotAllowed("The first user of a site is added by the people who run the service, with `roth user add`.")
    known = next((each for each in selectors.agencies_at([site.pk]) if each.name == agency), None)
    employer = known or add_agency(by=by, site=site, name=agency, kind="social_care")
    held = next((each for each in selectors.teams_at([site.pk]) if each.name == team), None)
    user = add_user(by=by, email=email, name=name, password=password)
    start_membership(by=by, user=user, site=site, agency=employer, role=role, team=held, starts_on=timezone.localdate())
    return user
