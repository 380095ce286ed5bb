"""Every open clock counted again because bank holidays changed. Set-based: never a query for one episode."""

from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from typing import Final

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from roth.accounts.models import User
from roth.domain.calendar import Calendar, CountMode
from roth.domain.timescales import Deadline, Timescale
from roth.domain.timescales.counting import counted_out
from roth.pathway.clocks.selectors import rule_of
from roth.pathway.models import Clock, ClockRecount

BATCH: Final = 2000
_counted_out = lru_cache(maxsize=8192)(counted_out)


def recount_open(calendar: Calendar, *, because: str, by: User | None) -> int:
    """Count every open clock again by this calendar, and say how many moved.

    Each keeps its limit, its way of counting and the day first given; the reason stands in a row of its own.
    """
    _counted_out.cache_clear()
    at = timezone.now()
    rows = _moved(calendar, at, because, by)
    made = ClockRecount.objects.bulk_create(rows, batch_size=BATCH)
    if not made:
        return 0
    newest = ClockRecount.objects.filter(clock=OuterRef("pk"), at=at).order_by("-pk")
    Clock.objects.filter(pk__in=ClockRecount.objects.filter(at=at, because=because).values("clock")).update(
        due_on=Subquery(newest.values("due_on_after")[:1]), limit_on=Subquery(newest.values("limit_on_after")[:1])
    )
    return len(made)


def _moved(calendar: Calendar, at: datetime, because: str, by: User | None) -> Iterator[ClockRecount]:
    """A row for each clock whose day is another one now."""
    running = Clock.objects.filter(
        done_on__isnull=True, not_needed_because="", started_at__isnull=True, episode__closed_on__isnull=True
    ).select_for_update(of=("self",))
    for clock in running.iterator(chunk_size=BATCH):
        deadline = _again(rule_of(clock), clock, calendar)
        if (deadline.due_on, deadline.limit_on) != (clock.due_on, clock.limit_on):
            yield ClockRecount(
                clock=clock,
                at=at,
                by=by,
                because=because,
                started_on_before=clock.started_on,
                due_on_before=clock.due_on,
                limit_on_before=clock.limit_on,
                due_on_after=deadline.due_on,
                limit_on_after=deadline.limit_on,
            )


def _again(rule: Timescale, clock: Clock, calendar: Calendar) -> Deadline:
    """Counted once for each limit and day: many clocks start on the same day."""
    return _counted_out(rule, clock.started_on, calendar, CountMode(clock.count_mode))
