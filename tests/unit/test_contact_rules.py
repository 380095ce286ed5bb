"""What a contact's facts say to the guards, and how long ago it came."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from roth.domain.calendar import ENGLAND_AND_WALES
from roth.domain.contacts import ContactFacts, how_long_ago

LONDON = ZoneInfo("Europe/London")
FRIDAY = datetime(2026, 3, 20, 16, 30, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (datetime(2026, 3, 20, 16, 30, tzinfo=LONDON), "just now"),
        (datetime(2026, 3, 20, 16, 31, tzinfo=LONDON), "1 minute ago"),
        (datetime(2026, 3, 20, 17, 30, tzinfo=LONDON), "1 hour ago"),
        (datetime(2026, 3, 20, 23, 59, tzinfo=LONDON), "7 hours ago"),
        (datetime(2026, 3, 21, 9, 0, tzinfo=LONDON), "no working day since"),
        (datetime(2026, 3, 23, 9, 0, tzinfo=LONDON), "1 working day ago"),
        (datetime(2026, 4, 7, 9, 0, tzinfo=LONDON), "10 working days ago"),
    ],
)
def test_since_when_it_waits_is_said_in_working_time(now: datetime, words: str) -> None:
    assert how_long_ago(FRIDAY, now, ENGLAND_AND_WALES) == words


@pytest.mark.parametrize(
    ("known", "settled"),
    [
        ({"names_somebody": True}, False),
        ({"names_somebody": True, "parents_told": True}, True),
        ({"names_somebody": True, "parents_told": False}, False),
        ({"names_somebody": True, "parents_told": False, "parents_told_reason": "It would put him in danger"}, True),
        ({"names_a_place": True}, True),
        ({"names_a_place": True, "names_somebody": True}, False),
        ({}, False),
    ],
)
def test_parents_know_or_there_is_a_reason_or_nobody_to_ask(known: dict[str, object], settled: bool) -> None:
    assert ContactFacts(FRIDAY, **known).consent_settled is settled  # type: ignore[arg-type]
