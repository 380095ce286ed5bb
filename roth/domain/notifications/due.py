"""Which notifications a record's facts call for now. Pure: facts and an instant in, notifications out.

A moment that falls on a day begins with that day in England; hours before the end of a day count from the close of
work. Who the recipients are, and whether they were told already, is not known here.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from roth.domain.calendar import ENGLAND_AND_WALES, Calendar, add_months, local_date
from roth.domain.notifications.parts import Anchor, Kind, Moment, To, Unit
from roth.domain.notifications.table import BY_TRIGGER

LONDON: Final = ZoneInfo("Europe/London")
CLOSE_OF_WORK: Final = time(17)  # inferred: "4 hours before" a day ends is no use at 8 in the evening
NEWS_DAYS: Final = 7  # what happened longer ago is history: nobody is told of it when the sweep first runs


@dataclass(frozen=True, slots=True)
class Fact:
    """Something a record says that may call for a notification.

    `key` names the row that says it, for ever. `so` holds what is the case besides the dates. `seen` is that somebody
    who was told has looked, so that nobody further need hear. A fact that is settled is simply not given.
    """

    trigger: str
    key: str
    start_on: date | None = None
    due_on: date | None = None
    limit_on: date | None = None
    due_at: datetime | None = None
    happened_at: datetime | None = None
    so: frozenset[str] = field(default_factory=frozenset)
    seen: bool = False


@dataclass(frozen=True, slots=True)
class Notification:
    """One kind that is due about one fact, for one sort of recipient."""

    kind: Kind
    moment: Moment
    fact: Fact
    to: To
    at: datetime

    @property
    def key(self) -> str:
        """Names it for ever: with the user it makes the key of the sent log. A moved date is told anew."""
        anchor = "" if self.moment.anchor is Anchor.HAPPENED else f":{local_date(self.at):%Y%m%d}"
        return f"{self.kind.code}:{self.fact.key}:{self.moment.name}{anchor}"

    @property
    def sentence(self) -> str:
        """What the notice says."""
        return self.kind.sentence(self.moment)


def due(
    facts: Iterable[Fact],
    now: datetime,
    *,
    calendar: Calendar = ENGLAND_AND_WALES,
    kinds: Mapping[str, tuple[Kind, ...]] = BY_TRIGGER,
) -> Iterator[Notification]:
    """Every notification that these facts call for now: for each kind and recipient, only its latest moment."""
    for fact in facts:
        for kind in kinds.get(fact.trigger, ()):
            if kind.needs <= fact.so:
                yield from _of(kind, fact, now, calendar)


def _of(kind: Kind, fact: Fact, now: datetime, calendar: Calendar) -> Iterator[Notification]:
    latest: dict[To, Notification] = {}
    for moment in kind.moments:
        at = moment_at(moment, fact, now, calendar)
        if at is None or at > now or (moment.raised and fact.seen):
            continue
        if moment.anchor is Anchor.HAPPENED and now - at > timedelta(days=NEWS_DAYS):
            continue
        for to in moment.to:
            if to not in latest or latest[to].at <= at:
                latest[to] = Notification(kind, moment, fact, to, at)
    yield from latest.values()


def moment_at(moment: Moment, fact: Fact, now: datetime, calendar: Calendar = ENGLAND_AND_WALES) -> datetime | None:
    """The instant of a moment; None where the fact does not have what it is counted from."""
    if moment.anchor is Anchor.EACH_DAY:
        return _begins(local_date(now))
    if moment.anchor is Anchor.HAPPENED:
        return _from_instant(moment, fact.happened_at, calendar)
    if fact.due_at is not None and moment.anchor is not Anchor.START:
        return _from_instant(moment, fact.due_at, calendar)
    day = {Anchor.START: fact.start_on, Anchor.DUE: fact.due_on, Anchor.LIMIT: fact.limit_on or fact.due_on}[
        moment.anchor
    ]
    return None if day is None else _from_day(moment.number, moment.unit, day, calendar)


def _from_instant(moment: Moment, at: datetime | None, calendar: Calendar) -> datetime | None:
    if at is None or not moment.number:
        return at
    if moment.unit is Unit.HOURS:
        return at + timedelta(hours=moment.number)
    return _from_day(moment.number, moment.unit, local_date(at), calendar)


def _from_day(number: int, unit: Unit, day: date, calendar: Calendar) -> datetime:
    if calendar is ENGLAND_AND_WALES:
        return _usual(number, unit, day)
    return _instant(number, unit, day, calendar)


@lru_cache(maxsize=50_000)
def _usual(number: int, unit: Unit, day: date) -> datetime:
    """Tens of thousands of limits share a few hundred days."""
    return _instant(number, unit, day, ENGLAND_AND_WALES)


def _instant(number: int, unit: Unit, day: date, calendar: Calendar) -> datetime:
    if unit is Unit.HOURS:
        return datetime.combine(day, CLOSE_OF_WORK, LONDON) + timedelta(hours=number)
    if unit is Unit.MONTHS:
        return _begins(add_months(day, number))
    if unit is Unit.DAYS or not number:
        return _begins(day + timedelta(days=number))
    if number > 0:
        return _begins(calendar.add_working_days(day, number))
    return _begins(calendar.subtract_working_days(day, -number))


def _begins(day: date) -> datetime:
    return datetime.combine(day, time(0), LONDON)
