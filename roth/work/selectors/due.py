"""Which notices are due now and were not given yet: facts, recipients and the log, in a fixed number of statements."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Value
from django.db.models.sql.compiler import SQLCompiler
from django.urls import reverse

from roth.domain.calendar import local_date
from roth.domain.notifications import KINDS, Notification, due
from roth.people.models import YoungPerson
from roth.work.models import Notice
from roth.work.selectors.facts import everything, reading
from roth.work.selectors.found import Found
from roth.work.selectors.recipients import People, people_today

_SEEN_FOR = timedelta(days=30)  # what was read longer ago is no longer news either


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A notice that is due, before it is known whether it was given already."""

    told: Notification
    found: Found
    user: int


def due_notices(now: datetime) -> list[Notice]:
    """Notices to be left at this instant, not saved. The same again a moment later, until somebody saves them."""
    wanted = dict(_wanted(now, people_today(local_date(now))))
    known = set(Notice.objects.filter(key__in=_Texts(wanted)).values_list("key", flat=True)) if wanted else set()
    return [_notice(key, each, now) for key, each in wanted.items() if key not in known]


def _wanted(now: datetime, people: People) -> Iterator[tuple[str, _Wanted]]:
    """Each user and each thing, told already or not: of two moments for one user, the later one."""
    seen = _seen(now)
    for found in everything(reading(now, people)):
        latest: dict[tuple[str, int], Notification] = {}
        for each in due([found.fact], now):
            if each.moment.raised and f"{each.kind.code}:{found.fact.key}" in seen:
                continue
            for user in people.who(each.to, found.site, found.person, found.owners):
                told = latest.get((each.kind.code, user))
                if told is None or told.at < each.at:
                    latest[each.kind.code, user] = each
        for (_, user), each in latest.items():
            yield f"{each.key}:{user}", _Wanted(each, found, user)


def _notice(key: str, wanted: _Wanted, now: datetime) -> Notice:
    told, found = wanted.told, wanted.found
    return Notice(
        user_id=wanted.user,
        text=told.sentence,
        link=found.link or _link(told.kind.leads, found.person),
        at=now,
        kind=told.kind.code,
        fact=f"{told.kind.code}:{told.fact.key}"[:120],
        key=key,
        safety=told.kind.safety,
    )


def _link(page: str, person: int | None) -> str:
    """The page of a record. The address is worked out once for each page: sweeps make tens of thousands."""
    if person is None or page in _OF_NOBODY:
        return _address(page if page in _OF_NOBODY else "home")
    return _address(page).replace(_ANY, f"{YoungPerson.PREFIX}-{person:04d}")


@lru_cache(maxsize=64)
def _address(page: str) -> str:
    return reverse(page, args=() if page in _OF_NOBODY else (_ANY,))


_ANY = "YP-ANY"
_OF_NOBODY = frozenset({"home", "meetings:list", "contexts:list", "accounts:elevations"})


def _seen(now: datetime) -> set[str]:
    """What has been looked at by somebody who was told, of the kinds that go further when nobody does."""
    further = [kind.code for kind in KINDS.values() if any(moment.raised for moment in kind.moments)]
    read = Notice.objects.filter(kind__in=further, read_at__isnull=False, at__gte=now - _SEEN_FOR)
    return {fact for fact, code in read.values_list("fact", "kind") if code in _SETTLED_BY_READING}


# Kinds about something that has happened end when somebody has looked; those about a limit end when it is met.
_SETTLED_BY_READING = frozenset(
    kind.code
    for kind in KINDS.values()
    if all(moment.anchor.value in ("happened", "each_day") for moment in kind.moments if moment.raised)
)


class _Texts(Value):
    """Any number of texts to stand after `__in`: one parameter, however many there are. The one seam between the two
    databases in this room."""

    def __init__(self, texts: Iterable[str | None]) -> None:
        super().__init__(None)
        self.texts = [text for text in texts if text]

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        """The texts as rows."""
        if connection.vendor == "postgresql":
            return "(SELECT unnest(%s::text[]))", [self.texts]
        return "(SELECT value FROM json_each(%s))", [json.dumps(self.texts)]
