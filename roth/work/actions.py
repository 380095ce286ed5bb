"""Writes of the `work` room: a notice is read. Giving one belongs in `notices`, beside the action that gives it."""

from django.db import transaction
from django.utils import timezone

from roth.accounts.models import User
from roth.audit.actions import record
from roth.audit.kinds import Kind
from roth.domain.errors import NotVisible
from roth.work.models import Notice
from roth.work.selectors import notice_of


@transaction.atomic
def read_notice(*, by: User, number: int) -> Notice:
    """Say that a notice of one's own was read. Somebody else's is not there."""
    notice = notice_of(by, number)
    if notice is None:
        raise NotVisible
    if notice.read_at is None:
        notice.read_at = timezone.now()
        notice.save(update_fields=["read_at"])
    home = by.standing.home
    record(Kind.NOTICE_READ, by=by, site=home.site_code if home else "", target=f"notice:{notice.pk}")
    return notice
