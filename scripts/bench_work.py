"""Two parts of `make bench`: the tray of somebody with 400 open tasks, and the sweep over 10,000 open episodes.

The sweep is timed in this process, in a transaction that is rolled back: when it has everything to tell, when it has
nothing new, and how many statements that takes. Nothing is sent.
"""

import statistics
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from roth.accounts.models import User
from roth.people.models import Allocation
from roth.work.models import Notice, Task
from roth.work.selectors import due_notices
from roth.work.sweep import BY

TASKS = 400
WITH_TASKS = "bench1@example.org"
TIMES = 5


def with_tasks() -> User:
    """Somebody with so many open tasks about the young people who are allocated to them; made once."""
    user = User.objects.get(email=WITH_TASKS)
    if Task.objects.filter(key="bench:0").exists():
        return user
    people = [each.young_person for each in Allocation.objects.filter(worker=user).select_related("young_person__site")]
    today = timezone.localdate()
    Task.objects.bulk_create(
        Task(
            key=f"bench:{n}",
            site=people[n % len(people)].site,
            young_person=people[n % len(people)],
            what=f"Something that is to be done, number {n}",
            part="worker",
            due_on=today + timedelta(days=n % 28 - 3),
            added_at=timezone.now(),
        )
        for n in range(TASKS)
    )
    return user


def sweep() -> None:
    """Time the sweep and print what it takes."""
    from roth.pathway.models import Episode

    now = timezone.now()
    open_episodes = Episode.objects.filter(closed_on__isnull=True).count()
    print(f"\ndeadline sweep over {open_episodes:,} open episodes", flush=True)
    with transaction.atomic():
        Notice.objects.all().delete()
        found = due_notices(now)
        everything = _median(lambda: due_notices(now))
        began = time.perf_counter()
        _leave(found, now)
        left = (time.perf_counter() - began) * 1000
        nothing = _median(lambda: due_notices(now))
        with CaptureQueriesContext(connection) as caught:
            assert not due_notices(now)
        transaction.set_rollback(True)
    print(f"{'finding what is due':28}{everything:10.0f} ms   {len(found):,} notices of which none was given yet")
    print(f"{'leaving them':28}{left:10.0f} ms")
    print(f"{'again, with nothing new':28}{nothing:10.0f} ms   {len(caught)} statements")


def _leave(found: list[Notice], now: Any) -> None:
    from roth.work.actions import leave_notices

    leave_notices(by=BY, notices=found, now=now)


def _median(what: Callable[[], object]) -> float:
    spent = []
    for _ in range(TIMES):
        began = time.perf_counter()
        what()
        spent.append((time.perf_counter() - began) * 1000)
    return statistics.median(spent)
