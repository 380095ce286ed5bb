"""The only door to a contact: those who work at the front door of its site, and for a decision its team's manager."""

from roth.accounts.models import User
from roth.audit.actions import record
from roth.audit.kinds import Kind
from roth.contacts.models import Contact
from roth.contacts.selectors import visible_to
from roth.domain.access import Role
from roth.domain.calendar import local_date
from roth.domain.errors import NotAllowed, NotVisible
from roth.domain.words import day_in_full

ONLY_MANAGER = "Only a manager of the team that holds this contact may decide on it. That is {team}."
CLOSED = "This contact was decided on {day}, and stays as it was written. Write down what is new as a new contact."
ONLY_FRONT_DOOR = "Only social workers and team managers may write down a contact."


def contact_for(user: User, ref: str, *, decides: bool = False) -> Contact:
    """The contact behind a reference; the read is logged.

    Raises NotVisible when it is absent, another site's or hidden, NotAllowed where the user may look and not decide.
    """
    related = ("site", "team", "young_person__site", "context", "episode", "recorded_by", "decided_by")
    found = visible_to(user).filter(pk=Contact.key_of(ref)).select_related(*related).first()
    if found is None:
        raise NotVisible
    if decides and not may_decide(user, found):
        raise NotAllowed(ONLY_MANAGER.format(team=found.team.name))
    record(Kind.READ, by=user, site=found.site.code, record=found.ref, target="contact")
    return found


def require(user: User, contact: Contact, *, decides: bool = False) -> None:
    """For an action that holds the contact already: asks the database afresh, logs nothing, raises as the door does."""
    if not visible_to(user).filter(pk=contact.pk).exists():
        raise NotVisible
    if decides and not may_decide(user, contact):
        raise NotAllowed(ONLY_MANAGER.format(team=contact.team.name))


def require_at_site(user: User, site_id: int) -> None:
    """May this user write down a contact at this site? Raises NotAllowed with the reason, or NotVisible."""
    if not user.standing.may("contact.record"):
        raise NotAllowed(ONLY_FRONT_DOOR)
    if site_id not in user.standing.sites_where("contact.record"):
        raise NotVisible


def may_decide(user: User, contact: Contact) -> bool:
    """Is the user a manager of the team that holds the contact today?"""
    return Role.TEAM_MANAGER in user.standing.roles_in(contact.site_id, contact.team_id)


def why_closed(contact: Contact) -> str:
    """Why nothing more can be written on a contact that is decided."""
    assert contact.decided_at is not None
    return CLOSED.format(day=day_in_full(local_date(contact.decided_at)))
