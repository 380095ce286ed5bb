"""Tells one user something. Not audited itself: the action that tells is, and a notice never names a young person."""

from django.utils import timezone

from roth.accounts.models import User
from roth.work.models import Notice


def tell(user: User, text: str, *, link: str = "") -> Notice:
    """Leave a notice for a user. `text` holds no personal data; `link` leads through the record's own door."""
    notice = Notice(user=user, text=text, link=link, at=timezone.now())
    notice.save()
    return notice
