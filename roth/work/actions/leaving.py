"""Leaves the notices that are due, once, however many sweeps run at the same instant, and puts an email in the tray.

The key of a notice is unique: of two sweeps one writes it, and each learns which are its own by the name of its run.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.db.models import Exists, OuterRef, Subquery

from roth.audit.actions import System, record
from roth.audit.kinds import Kind
from roth.domain.notifications.delivery import STANDARD, Wishes, send_after
from roth.work.models import Mail, Notice, NoticeSettings

AT_A_TIME = 500


@dataclass(frozen=True, slots=True)
class Left:
    """What was left: how many notices, by kind, for how many people."""

    notices: int
    people: int
    by_kind: dict[str, int]


@transaction.atomic
def leave_notices(*, by: System, notices: Sequence[Notice], now: datetime) -> Left:
    """Save these notices, but for those that another sweep saved first, and have an email wait for their readers."""
    run = uuid4().hex
    for notice in notices:
        notice.run = run
    Notice.objects.bulk_create(notices, batch_size=AT_A_TIME, ignore_conflicts=True)
    mine = list(Notice.objects.filter(run=run).values_list("kind", "user"))
    post(now)
    by_kind: dict[str, int] = defaultdict(int)
    for kind, _ in mine:
        by_kind[kind] += 1
    left = Left(len(mine), len({user for _, user in mine}), dict(sorted(by_kind.items())))
    if mine:
        record(Kind.NOTICES_LEFT, by=by, target="notices", after={"by_kind": left.by_kind, "people": left.people})
    return left


def post(now: datetime) -> None:
    """Have an email wait for everybody who has an unread notice that no email tells of, when they wish to be told."""
    untold = Notice.objects.filter(mailed=False, read_at__isnull=True)
    rows = set(untold.filter(user__is_active=True).values_list("user", "safety"))
    if not rows:
        return
    users = {user for user, _ in rows}
    wishes = {each.user_id: each.wishes for each in NoticeSettings.objects.filter(user__in=users)}
    when = _when(rows, wishes, now)
    _have_wait(when, now)
    waiting = Mail.objects.filter(user=OuterRef("user"), state=Mail.WAITING)
    told = untold.filter(Exists(waiting), user__in=when)
    told.update(mail=Subquery(waiting.values("pk")[:1]), mailed=True)
    untold.filter(user__in=users - when.keys(), safety=False).update(mailed=True)  # they look for themselves


def _when(rows: Iterable[tuple[int, bool]], wishes: dict[int, Wishes], now: datetime) -> dict[int, datetime]:
    """The first instant at which each user wishes to be told of something. Who wishes no email is not among them."""
    found: dict[int, datetime] = {}
    for user, safety in rows:
        at = send_after(wishes.get(user, STANDARD), now, safety=safety)
        if at is not None:
            found[user] = min(at, found.get(user, at))
    return found


def _have_wait(when: dict[int, datetime], now: datetime) -> None:
    """One waiting email for each user: the one that waits already, brought forward where it must be, or a new one."""
    new = [Mail(user_id=user, made_at=now, send_after=at) for user, at in when.items()]
    Mail.objects.bulk_create(new, batch_size=AT_A_TIME, ignore_conflicts=True)
    found = Mail.objects.filter(state=Mail.WAITING, user__in=when, attempts=0)
    sooner = [mail for mail in found if mail.send_after > when[mail.user_id]]
    for mail in sooner:
        mail.send_after = when[mail.user_id]
    Mail.objects.bulk_update(sooner, ("send_after",), batch_size=AT_A_TIME)
