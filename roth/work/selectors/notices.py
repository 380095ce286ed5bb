"""A user's own notices."""

from typing import Any, Final

from django.db.models import F, QuerySet

from roth.accounts.models import User
from roth.domain.notifications.delivery import STANDARD, Wishes
from roth.people.models import YoungPerson
from roth.prepared import prepared
from roth.work.models import CpisNotice, Notice, NoticeSettings

NOTICES: Final = 6  # on My work; the rest have a page of their own


def notices_of(user: User) -> list[Notice]:
    """The user's notices: unread first, then the newest."""
    return _notices(user=user.pk)


@prepared
def _notices(*, user: Any) -> QuerySet[Notice]:
    return Notice.objects.filter(user=user).order_by(F("read_at").asc(nulls_first=True), "-at", "-pk")[:NOTICES]


def all_notices(user: User, *, unread_only: bool = False) -> QuerySet[Notice]:
    """Every notice of the user, the newest first."""
    return unread_of(user) if unread_only else Notice.objects.filter(user=user)


def unread_of(user: User) -> QuerySet[Notice]:
    """The user's unread notices."""
    return Notice.objects.filter(user=user, read_at__isnull=True)


def wishes_of(user: User) -> Wishes:
    """How the user wishes to be written to."""
    found = NoticeSettings.objects.filter(user=user).first()
    return found.wishes if found else STANDARD


def cpis_notices_of(young_person: YoungPerson) -> QuerySet[CpisNotice]:
    """Notices from CP-IS about a young person, the newest first."""
    return CpisNotice.objects.filter(young_person=young_person).select_related("recorded_by")


def notice_of(user: User, number: int) -> Notice | None:
    """One of the user's own notices."""
    return Notice.objects.filter(user=user, pk=number).first()
