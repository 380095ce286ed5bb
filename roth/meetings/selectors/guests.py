"""Links, codes and visits of guests, found by the hashes that are kept of them."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from roth.domain.guests import CODES_AN_HOUR, LINKS_A_DAY, TRIES
from roth.meetings.models import GuestCode, GuestLink, GuestVisit, Invitation, Meeting, MeetingAction

_WITH = ("invitation__meeting__chair", "invitation__meeting__episode__young_person__site", "invitation__agency")


def guest_link(token_hash: str) -> GuestLink | None:
    """The link with this hash, with everything that a page of it says."""
    return GuestLink.objects.filter(token_hash=token_hash).select_related(*_WITH).first()


def guest_visit(key_hash: str, now: datetime) -> GuestVisit | None:
    """The visit with this hash, if it lasts still."""
    lasting = GuestVisit.objects.filter(key_hash=key_hash, ended_at__isnull=True, expires_at__gt=now)
    return lasting.select_related(*_WITH).first()


def newest_code(link: GuestLink) -> GuestCode | None:
    """The code that counts: asking for another ends the one before."""
    return link.codes.select_for_update().order_by("-pk").first()


def codes_exhausted(invitation: Invitation) -> bool:
    """Were too many codes sent or tried in the last hour, over every link of this invitation?"""
    since = timezone.now() - timedelta(hours=1)
    tries = list(
        GuestCode.objects.filter(link__invitation=invitation, made_at__gt=since).values_list("tries", flat=True)
    )
    return len(tries) >= CODES_AN_HOUR or sum(tries) >= TRIES * CODES_AN_HOUR


def links_exhausted(invitation: Invitation) -> bool:
    """Were too many links sent in the last day?"""
    since = timezone.now() - timedelta(days=1)
    return GuestLink.objects.filter(invitation=invitation, made_at__gt=since).count() >= LINKS_A_DAY


def has_code(link: GuestLink) -> bool:
    """Was a code sent for this link that may still be tried?"""
    return link.codes.filter(used_at__isnull=True, expires_at__gt=timezone.now(), tries__lt=TRIES).exists()


def actions_of_guest(invitation: Invitation) -> list[MeetingAction]:
    """The actions that this guest accepted in the room."""
    return list(MeetingAction.objects.filter(invitation=invitation, status="accepted"))


def invitation_by_address(meeting: Meeting, email: str) -> Invitation | None:
    """Whoever is asked to a meeting under this address, a user or a guest."""
    asked = meeting.invitations.filter(withdrawn_on__isnull=True)
    return asked.filter(Q(email__iexact=email) | Q(user__email__iexact=email)).first()


def record_is_closed(meeting: Meeting) -> bool:
    """Is the meeting's record final, so that a guest's access ends (`domain.meeting_stages`)?"""
    return meeting.papers.filter(kind="minutes", stage="locked").exists()
