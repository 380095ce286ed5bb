"""A user's own notices."""

from typing import Any, Final

from django.db.models import F, QuerySet

from roth.accounts.models import User
from roth.prepared import prepared
from roth.work.models import Notice

NOTICES: Final = 6  # on My work; the rest have a page of their own


def notices_of(user: User) -> list[Notice]:
    """The user's notices: unread first, then the newest."""
    return _notices(user=user.pk)


@prepared
def _notices(*, user: Any) -> QuerySet[Notice]:
    return Notice.objects.filter(user=user).order_by(F("read_at").asc(nulls_first=True), "-at", "-pk")[:NOTICES]


def notice_of(user: User, number: int) -> Notice | None:
    """One of the user's own notices."""
    return Notice.objects.filter(user=user, pk=number).first()
