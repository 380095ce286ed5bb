"""What holds at a site: its timetable, the changes that made it, and the news that people are to be told.

A timetable is asked for by every page with a clock and changes a few times a year, so it is remembered for a moment.
What is written down for good (the day of a new clock) is always counted with `fresh=True`.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from operator import itemgetter
from threading import Lock
from time import monotonic
from typing import Any, Final

from django.conf import settings
from django.db.models import BooleanField, DateField, QuerySet, Value

from roth.domain.calendar import ENGLAND_AND_WALES, Calendar, CountMode
from roth.domain.timescales import OwnLimit, Timetable
from roth.timetable.models import HolidayChange, PublishedYear, SiteCounting, SiteLimit

# Other processes hear of a change after this long. Days that are kept never come from a remembered timetable.
SECONDS_REMEMBERED: Final = 30
_remembered: dict[int | None, tuple[float, Timetable]] = {}
_lock = Lock()


def timetable(site_id: int | None, *, fresh: bool = False) -> Timetable:
    """Everything that deadlines of a site depend on. Without a site: the table, and the bank holidays."""
    now = monotonic()
    kept = _remembered.get(site_id)
    if kept is not None and not fresh and now - kept[0] < SECONDS_REMEMBERED:
        return kept[1]
    found = _read(site_id, fresh)
    with _lock:
        _remembered[site_id] = (now, found)
    return found


def forget() -> None:
    """After a change: the next reader asks the database."""
    with _lock:
        _remembered.clear()


def calendar(*, fresh: bool = False) -> Calendar:
    """Which days are worked."""
    return timetable(None, fresh=fresh).calendar


def _read(site_id: int | None, fresh: bool) -> Timetable:
    if site_id is None:
        return Timetable(_calendar(), otherwise=CountMode(settings.COUNT_MODE))
    shared = timetable(None, fresh=fresh)
    own = tuple(
        OwnLimit(each.rule, each.number, each.in_force_from, each.in_force_until, each.reason)
        for each in limits_of(site_id)
    )
    counting = tuple((each.in_force_from, CountMode(each.mode)) for each in counting_of(site_id))
    return replace(shared, own=own, counting=counting)


def _calendar() -> Calendar:
    """The table with what was changed since: one query, for the years that were published and for the days."""
    published = PublishedYear.objects.annotate(
        day=Value(None, DateField()), added=Value(None, BooleanField())
    ).values_list("year", "day", "added")
    days = HolidayChange.objects.order_by().values_list("pk", "day", "added")
    rows = sorted(days.union(published.order_by(), all=True), key=itemgetter(0))
    latest = {day: added for _, day, added in rows if day is not None}
    added = {day for day, is_added in latest.items() if is_added}
    years = frozenset(number for number, day, _ in rows if day is None)
    changed = ENGLAND_AND_WALES.with_holidays(added=added, removed=set(latest) - added)
    return replace(
        changed,
        known_years=changed.known_years | years,
        calculated_years=changed.calculated_years - years,
    )


def limits_of(site_id: int) -> QuerySet[SiteLimit]:
    """Every limit that a site has set for itself, by rule and day, also those that are over."""
    return SiteLimit.objects.filter(site=site_id).select_related("by")


def counting_of(site_id: int) -> QuerySet[SiteCounting]:
    """Every way of counting that a site has chosen, the oldest first."""
    return SiteCounting.objects.filter(site=site_id).select_related("by")


def holiday_changes() -> QuerySet[HolidayChange]:
    """Every change to the bank holidays, the oldest first."""
    return HolidayChange.objects.select_related("by")


def set_by_hand() -> dict[Any, bool]:
    """The days whose newest change was made by hand, and whether it made them a holiday."""
    latest = {change.day: change for change in holiday_changes()}
    return {day: change.added for day, change in latest.items() if change.by_hand}


@dataclass(frozen=True, slots=True)
class News:
    """Something about the limits that coordinators and managers are told (N34). `site_id` is empty for every site."""

    key: str
    at: datetime
    site_id: int | None
    sentence: str


def news_since(at: datetime) -> list[News]:
    """What changed since then, the oldest first: limits and counting of a site, bank holidays of all."""
    found = [
        *(
            News(f"limit:{each.pk}", each.at, each.site_id, f"The limit {each.rule} changes on {each.in_force_from}.")
            for each in SiteLimit.objects.filter(at__gt=at)
        ),
        *(
            News(f"counting:{each.pk}", each.at, each.site_id, f"Counting changes on {each.in_force_from}.")
            for each in SiteCounting.objects.filter(at__gt=at)
        ),
        *(
            News(
                f"holiday:{each.pk}",
                each.at,
                None,
                f"{each.day} is {'a bank holiday now' if each.added else 'a working day after all'}.",
            )
            for each in HolidayChange.objects.filter(at__gt=at)
        ),
    ]
    return sorted(found, key=lambda news: (news.at, news.key))
