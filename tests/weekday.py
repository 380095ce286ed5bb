"""A weekday, for what is not done at a weekend: today, or the Monday after where today is Saturday or Sunday."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import time_machine
from django.utils import timezone


@contextmanager
def a_weekday() -> Iterator[None]:
    """Inside, it is a weekday."""
    day = timezone.localdate().weekday()
    if day < 5:
        yield
        return
    with time_machine.travel(timezone.now() + timedelta(days=7 - day)):
        yield
