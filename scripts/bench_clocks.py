"""A part of `make bench`: every clock that runs read at once, and every one counted again, over 10,000 open episodes.

Timed in this process, each recount in a transaction that is rolled back; medians of five, with their statements.
"""

import statistics
import time
from collections.abc import Callable
from datetime import timedelta

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from roth.domain.calendar import ENGLAND_AND_WALES
from roth.pathway import clocks
from roth.pathway.models import Clock

TIMES = 5


def measure() -> None:
    """Time both and print what they take."""
    running = Clock.objects.filter(done_on=None, not_needed_because="").count()
    print(f"\nclocks: {running:,} that run", flush=True)
    _timed("read, with where each stands", lambda: len(clocks.open_at(timezone.now())))
    today = timezone.localdate()
    # Every clock of the data that counts past this day moves.
    day = ENGLAND_AND_WALES.working_day_after(today + timedelta(1))
    changed = ENGLAND_AND_WALES.with_holidays(added=[day])
    _timed("counted again", lambda: clocks.recount_open(changed, because="A bench", by=None))


def _timed(what: str, work: Callable[[], int]) -> None:
    took, statements, found = [], 0, 0
    for _ in range(TIMES):
        with transaction.atomic(), CaptureQueriesContext(connection) as asked:
            began = time.perf_counter()
            found = work()
            took.append(time.perf_counter() - began)
            statements = len(asked)
            transaction.set_rollback(True)
    print(f"  {what}: {statistics.median(took):.2f} s, {statements} statements, {found:,} clocks", flush=True)
