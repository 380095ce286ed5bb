"""Sends the emails that wait. None is lost, and none is sent twice.

A sender takes an email by one conditional UPDATE, so of two senders one has it. What the mail server refuses waits
and is tried again. Where a sender died in between, nobody knows whether the email left: it is not sent again, but if
what it told of is still unread a new email says so. Every step is committed by itself.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from roth.domain.notifications.delivery import SUBJECT, body, retry_after
from roth.work.actions.leaving import post
from roth.work.models import Mail, Notice

LOST_AFTER = timedelta(minutes=15)


@dataclass
class Posted:
    """What became of the emails: sent, refused and kept, and those of which nobody knows."""

    sent: int = 0
    refused: int = 0
    unsure: int = 0
    waiting: int = 0
    error: str = ""


def send_waiting(
    now: datetime, *, many: Callable[[int], None] = lambda number: None, each: Callable[[], None] = lambda: None
) -> Posted:
    """Send every email whose hour has come. `many` is told how many there are, `each` is called after each."""
    posted = Posted(unsure=_give_up_on_lost(now))
    post(now)
    ready = list(Mail.objects.filter(state=Mail.WAITING, send_after__lte=now).values_list("pk", flat=True))
    many(len(ready))
    for key in ready:
        mail = _take(key, now)
        if mail is not None:
            _send(mail, posted)
        each()
    posted.waiting = Mail.objects.filter(state=Mail.WAITING).count()
    return posted


def ready_count(now: datetime) -> int:
    """How many emails would be sent."""
    return Mail.objects.filter(state=Mail.WAITING, send_after__lte=now).count()


def _take(key: int, now: datetime) -> Mail | None:
    """Take an email, if nobody else has. Whoever has looked meanwhile, or left, needs none."""
    with transaction.atomic():
        taken = Mail.objects.filter(pk=key, state=Mail.WAITING).update(state=Mail.SENDING, taken_at=now)
        if not taken:
            return None
        mail = Mail.objects.select_related("user").get(pk=key)
        if not mail.user.is_active or not mail.notices.filter(read_at__isnull=True).exists():
            Mail.objects.filter(pk=key).update(state=Mail.UNNEEDED)
            return None
    return mail


def _send(mail: Mail, posted: Posted) -> None:
    message = EmailMessage(
        SUBJECT,
        body(_address(reverse("notices")), _address(reverse("notice_settings"))),
        settings.DEFAULT_FROM_EMAIL,
        [mail.user.email],
        headers={"Message-ID": f"<notice-{mail.pk}@{settings.ADDRESS.partition('//')[2] or 'roth'}>"},
    )
    try:
        message.send()
    except (OSError, SMTPException) as refused:  # also a name that is not found, a time-out, a closed connection
        posted.refused += 1
        posted.error = _keep(mail, refused)
        return
    Mail.objects.filter(pk=mail.pk).update(state=Mail.SENT, sent_at=timezone.now(), error="")
    posted.sent += 1


def _keep(mail: Mail, refused: Exception) -> str:
    """Put it back to wait, with what the server said; where a newer one waits already, that one tells of it too."""
    said = f"{type(refused).__name__}: {refused}"[:300]
    with transaction.atomic():
        other = Mail.objects.select_for_update().filter(user=mail.user_id, state=Mail.WAITING).first()
        if other is not None:
            mail.notices.update(mail=other)
            Mail.objects.filter(pk=mail.pk).update(state=Mail.UNNEEDED, error=said)
            return said
        mail.state, mail.attempts, mail.error = Mail.WAITING, mail.attempts + 1, said
        mail.send_after = retry_after(mail.attempts - 1, timezone.now())
        mail.save(update_fields=["state", "attempts", "error", "send_after"])
    return said


@transaction.atomic
def _give_up_on_lost(now: datetime) -> int:
    """Emails whose sender died. What they told of, or what was put to one that then never left, is told anew."""
    lost = Mail.objects.filter(state=Mail.SENDING, taken_at__lt=now - LOST_AFTER).update(state=Mail.UNSURE)
    untold = Notice.objects.filter(mail__state__in=(Mail.UNSURE, Mail.UNNEEDED), read_at__isnull=True)
    untold.update(mail=None, mailed=False)
    return lost


def _address(path: str) -> str:
    return f"{settings.ADDRESS}{path}"
