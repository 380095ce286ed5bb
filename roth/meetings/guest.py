"""Who a guest is to the audit trail, and the door to their one meeting. What they may do is in `actions`.

A guest has no account and no session of a user: a visit is a secret in their browser's session, and its hash here.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from roth.audit.actions import record
from roth.audit.kinds import Kind
from roth.domain.errors import NotVisible
from roth.domain.guests import Door
from roth.meetings import selectors
from roth.meetings.models import GuestLink, GuestVisit, Invitation

SESSION_KEY = "guest_visit"


@dataclass(frozen=True, slots=True)
class Guest:
    """An actor without an account."""

    invitation: Invitation

    @property
    def audit_key(self) -> str:
        return f"guest:{self.invitation.pk}"

    @property
    def audit_name(self) -> str:
        return self.invitation.name

    @property
    def audit_role(self) -> str:
        agency = self.invitation.agency
        return f"guest of {agency.name}" if agency else "guest"


def new_secret() -> str:
    """A secret that nobody guesses."""
    return secrets.token_urlsafe(32)


def new_code() -> str:
    """Six digits."""
    return f"{secrets.randbelow(1_000_000):06d}"


def hashed(secret: str, kind: str) -> str:
    """What is kept of a secret. Keyed, so that a stolen table of six-digit codes cannot be worked back."""
    key = f"{settings.SECRET_KEY}:{kind}".encode()
    return hmac.new(key, secret.encode(), hashlib.sha256).hexdigest()


def door_of(invitation: Invitation) -> Door:
    """The facts that say whether the invitation still lets its guest in."""
    meeting = invitation.meeting
    return Door(
        withdrawn=invitation.withdrawn_on is not None,
        cancelled_on=meeting.cancelled_on,
        held_on=meeting.held_on,
        record_closed=selectors.record_is_closed(meeting),
        has_address=bool(invitation.email) and invitation.user_id is None,
    )


def link_for(token: str) -> GuestLink:
    """The link behind a secret, if its invitation is still open. Raises NotVisible for any other."""
    link = selectors.guest_link(hashed(token, "link"))
    if link is None or not door_of(link.invitation).open(timezone.localdate()):
        raise NotVisible
    return link


def invitation_for(request: HttpRequest) -> Invitation:
    """The invitation of this visit, for as long as it lasts; the look at it is logged. Raises NotVisible otherwise."""
    visit = _visit(request)
    if visit is None or not door_of(visit.invitation).open(timezone.localdate()):
        raise NotVisible("Your visit has ended. Open the link in your email again.")
    young_person = visit.invitation.meeting.episode.young_person
    record(
        Kind.READ,
        by=Guest(visit.invitation),
        site=young_person.site.code,
        record=young_person.ref,
        target=f"invitation:{visit.invitation.pk}",
        reason="guest of one meeting",
    )
    return visit.invitation


def _visit(request: HttpRequest) -> GuestVisit | None:
    key = request.session.get(SESSION_KEY, "")
    return selectors.guest_visit(hashed(key, "visit"), timezone.now()) if key else None
