"""Email about a meeting. It names no young person, gives no reason, and leads to a page with a door of its own.

Each email is a row (`Sending`) written in its action's transaction and sent after the commit; one that failed is still
a row without `sent_at`. A link or code cannot be sent again from its row, because only its hash is kept: ask anew.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from roth.exchange.icalendar import write
from roth.meetings.models import Invitation, Letter, Meeting, Sending

_held_back: ContextVar[bool] = ContextVar("meetings_mail_held_back", default=False)
SUBJECTS: Final = {
    Letter.INVITATION: "You are invited to a meeting",
    Letter.CHANGE: "A meeting you are invited to has changed",
    Letter.CANCELLATION: "A meeting you were invited to is not for you any more, or is cancelled",
    Letter.LINK: "Your link to a meeting",
    Letter.CODE: "Your code",
    Letter.REPORT: "You are asked for a report",
}
_WHY_SO_LITTLE: Final = "To keep people safe, this email says nothing about whom or what the meeting is for."


@contextmanager
def held_back() -> Iterator[None]:
    """Inside, nobody is written to: for invented boroughs, whose addresses reach nobody."""
    token = _held_back.set(True)
    try:
        yield
    finally:
        _held_back.reset(token)


def write_to(invitation: Invitation, letter: Letter, *, secret: str = "") -> Sending | None:
    """Send one email after the commit, if the person has an address. `secret` is the link's token or the code."""
    address = invitation.user.email if invitation.user else invitation.email
    if not address or _held_back.get():
        return None
    meeting = invitation.meeting
    sending = Sending(
        invitation=invitation,
        letter=letter.value,
        address=address,
        sequence=meeting.calendar_sequence,
        at=timezone.now(),
    )
    sending.save(force_insert=True)
    transaction.on_commit(lambda: _send(sending, letter, secret))
    return sending


def write_to_all(meeting: Meeting, letter: Letter) -> None:
    """The same email to everybody who is asked, while the meeting is still to come."""
    slot = meeting.slot
    if slot is None or slot.end <= timezone.now():
        return
    for invitation in meeting.invitations.filter(withdrawn_on__isnull=True).select_related("user"):
        invitation.meeting = meeting
        write_to(invitation, letter)


def address_of(invitation: Invitation, secret: str = "") -> str:
    """The address that an email leads to: the record's own door for a user, the guest's for a guest."""
    if secret:
        path = reverse("meetings:guest_link", args=(secret,))
    elif invitation.user_id is None:
        path = reverse("meetings:guest")
    else:
        path = reverse("meetings:conference", args=(invitation.meeting.episode.young_person.ref,))
    return settings.ADDRESS.rstrip("/") + path


def calendar_file(invitation: Invitation, *, cancelled: bool = False) -> bytes | None:
    """The invitation as a calendar file; None while the meeting has no hour, or the person no address."""
    meeting, email = invitation.meeting, invitation.user.email if invitation.user else invitation.email
    slot = meeting.slot
    if slot is None or not email:
        return None
    young_person = meeting.episode.young_person
    told = place_for_calendars(meeting)
    entry = write.Entry(
        uid=uid_of(meeting),
        sequence=meeting.calendar_sequence,
        start=slot.start,
        end=slot.end,
        summary=f"Meeting {meeting.ref}",
        place=told,
        url=address_of(invitation),
        organiser_name=f"Conference service, {young_person.site.name}",
        organiser_email=settings.DEFAULT_FROM_EMAIL,
        attendee_name=invitation.name,
        attendee_email=email,
        answer=invitation.answer,
        stamp=timezone.now(),
    )
    over = cancelled or meeting.status == "cancelled" or invitation.withdrawn_on is not None
    return write.message(entry, write.CANCEL if over else write.REQUEST)


def uid_of(meeting: Meeting) -> str:
    """What a calendar knows the meeting by, for ever."""
    return f"{meeting.ref}.{meeting.episode.young_person.site.code}@roth-pathways"


def place_for_calendars(meeting: Meeting) -> str:
    """The place as booked, unless its words name the young person or their home: then only the page says."""
    young_person = meeting.episode.young_person
    known = " ".join([young_person.given_name, young_person.family_name, young_person.chosen_name])
    words = {word.casefold() for word in known.split() if len(word) > 2}
    said = meeting.place.casefold()
    home = " ".join(young_person.address.split()[:3]).casefold()
    if any(word in said for word in words) or (home and home in said):
        return ""
    return meeting.place


def _send(sending: Sending, letter: Letter, secret: str) -> None:
    invitation = sending.invitation
    message = EmailMessage(SUBJECTS[letter], _body(invitation, letter, secret), to=[sending.address])
    if letter in (Letter.INVITATION, Letter.CHANGE, Letter.CANCELLATION):
        cancelled = letter is Letter.CANCELLATION
        content = calendar_file(invitation, cancelled=cancelled)
        if content is not None:
            method = write.CANCEL if cancelled else write.REQUEST
            message.attach("meeting.ics", content.decode(), f"text/calendar; method={method}; charset=utf-8")
    try:
        message.send()
    except OSError:
        logging.getLogger(__name__).exception("An email about a meeting was not sent: sending %s", sending.pk)
        return
    sending.sent_at = timezone.now()
    sending.save(update_fields=["sent_at"])


def _body(invitation: Invitation, letter: Letter, secret: str) -> str:
    if letter is Letter.CODE:
        return f"Your code is {secret}\n\nIt works for ten minutes, once. Nobody from us will ever ask you for it.\n"
    lines = [f"{SUBJECTS[letter]}.", "", address_of(invitation, secret if letter is Letter.LINK else ""), ""]
    if letter is Letter.LINK:
        lines += ["The link opens once, with a code that we then send to this address.", ""]
    elif invitation.user_id is None:
        lines += ["You have no account: open the newest link that we sent you, or ask there for a new one.", ""]
    return "\n".join([*lines, _WHY_SO_LITTLE, ""])
