"""How a guest gets in and what they do there: a link, a code, a visit, an answer. Each with the guest as the actor.

A wrong code is an answer and no error, because the try has to be kept: what is refused by an error is rolled back.
"""

import hmac
from typing import Any

from django.db import transaction
from django.utils import timezone

from roth.accounts.models import User
from roth.audit.kinds import Kind
from roth.domain import guests as rules
from roth.domain.access import Permission
from roth.domain.answers import Answer
from roth.domain.errors import NotAllowed, NotPossible
from roth.meetings import selectors
from roth.meetings.actions.answering import put_answer
from roth.meetings.actions.common import audit
from roth.meetings.guest import Guest, door_of, hashed, new_code, new_secret
from roth.meetings.mailing import write_to
from roth.meetings.models import GuestCode, GuestLink, GuestVisit, Invitation, Letter
from roth.people.access import require


@transaction.atomic
def send_guest_link(*, by: User | Guest, invitation: Invitation) -> GuestLink:
    """Email a link to somebody without an account: the coordinator, or the guest whose link was used. It ends links and
    visits before it."""
    meeting = invitation.meeting
    if isinstance(by, Guest):
        if by.invitation.pk != invitation.pk or selectors.links_exhausted(invitation):
            raise NotAllowed(rules.TOO_MANY)
    else:
        require(by, meeting.episode.young_person, Permission.MEETING_BOOK)
    if not door_of(invitation).open(timezone.localdate()):
        raise NotPossible("A link needs an invitation that stands, and the guest's own email address.")
    now, token = timezone.now(), new_secret()
    _end_all(invitation)
    link = GuestLink(
        invitation=invitation, token_hash=hashed(token, "link"), made_at=now, expires_at=now + rules.LINK_LASTS
    )
    link.save(force_insert=True)
    write_to(invitation, Letter.LINK, secret=token)
    audit(Kind.GUEST_LINK_SENT, by, meeting, target=f"invitation:{invitation.pk}")
    return link


@transaction.atomic
def send_guest_code(*, by: Guest, link: GuestLink) -> GuestCode:
    """Email six digits to the guest's own address. Raises NotPossible for a link that is used, or for too many."""
    now = timezone.now()
    if not _opens(link):
        raise NotPossible(rules.USED)
    if selectors.codes_exhausted(link.invitation):
        raise NotPossible(rules.TOO_MANY)
    digits = new_code()
    code = GuestCode(
        link=link, code_hash=hashed(f"{link.pk}:{digits}", "code"), made_at=now, expires_at=now + rules.CODE_LASTS
    )
    code.save(force_insert=True)
    write_to(link.invitation, Letter.CODE, secret=digits)
    audit(Kind.GUEST_CODE_SENT, by, link.invitation.meeting, target=f"invitation:{link.invitation_id}")
    return code


@transaction.atomic
def begin_guest_visit(*, by: Guest, link: GuestLink, digits: str) -> str:
    """Try a code. The right one uses up the link and gives the secret of a visit; a wrong one gives nothing, and
    counts."""
    locked = GuestLink.objects.select_for_update().get(pk=link.pk)
    code, now = selectors.newest_code(locked), timezone.now()
    target = f"invitation:{link.invitation_id}"
    right = False
    if code is not None and _opens(locked):
        used = code.used_at is not None
        if rules.code_may_be_tried(tries=code.tries, used=used, expires_at=code.expires_at, now=now):
            right = hmac.compare_digest(code.code_hash, hashed(f"{link.pk}:{digits.strip()}", "code"))
            code.tries, code.used_at = code.tries + 1, now if right else None
            code.save(update_fields=["tries", "used_at"])
    if not right:
        audit(Kind.GUEST_REFUSED, by, link.invitation.meeting, target=target)
        return ""
    _end_all(link.invitation)
    GuestLink.objects.filter(pk=link.pk).update(used_at=now)
    secret = new_secret()
    GuestVisit.objects.create(
        invitation=link.invitation,
        key_hash=hashed(secret, "visit"),
        started_at=now,
        expires_at=now + rules.VISIT_LASTS,
    )
    audit(Kind.GUEST_CAME, by, link.invitation.meeting, target=target)
    return secret


@transaction.atomic
def end_guest_visit(*, by: Guest) -> None:
    """The guest leaves."""
    _end_visits(by.invitation)
    audit(Kind.GUEST_LEFT, by, by.invitation.meeting, target=f"invitation:{by.invitation.pk}")


@transaction.atomic
def answer_as_guest(*, by: Guest, answer: str, version: int | None = None, **words: Any) -> Invitation:
    """Say whether one comes: `answer_words`, `deputy_name`, `deputy_contact`."""
    return put_answer(by, by.invitation, Answer(answer), words, version)


def _opens(link: GuestLink) -> bool:
    used, ended = link.used_at is not None, link.ended_at is not None
    return rules.link_opens(used=used, ended=ended, expires_at=link.expires_at, now=timezone.now())


def _end_visits(invitation: Invitation) -> None:
    invitation.guest_visits.filter(ended_at__isnull=True).update(ended_at=timezone.now())


def _end_all(invitation: Invitation) -> None:
    """A new way in ends the ways before it."""
    _end_visits(invitation)
    invitation.guest_links.filter(ended_at__isnull=True).update(ended_at=timezone.now())
