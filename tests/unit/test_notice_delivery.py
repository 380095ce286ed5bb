"""When an email may leave: not in quiet hours, never lost, safety at once, on both sides of a clock change."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roth.domain.notifications.delivery import STANDARD, How, Wishes, body, retry_after, send_after
from roth.domain.notifications.due import LONDON

hours = st.times().map(lambda at: at.replace(second=0, microsecond=0))
wishes = st.builds(Wishes, st.sampled_from(How), hours, hours, st.booleans())
instants = st.datetimes(datetime(2021, 1, 1), datetime(2030, 12, 31), timezones=st.just(UTC))


def london(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=LONDON)  # type: ignore[misc, arg-type]


@pytest.mark.parametrize(
    ("now", "leaves"),
    [
        (london(2026, 3, 24, 10), london(2026, 3, 24, 10)),  # a Tuesday morning
        (london(2026, 3, 24, 20), london(2026, 3, 25, 7)),
        (london(2026, 3, 25, 6, 59), london(2026, 3, 25, 7)),
        (london(2026, 3, 27, 20), london(2026, 3, 30, 7)),  # a Friday evening, and the clocks go forward on Sunday
        (london(2026, 10, 24, 12), london(2026, 10, 26, 7)),  # and back
    ],
)
def test_quiet_hours_end_at_seven_on_a_working_morning(now: datetime, leaves: datetime) -> None:
    assert send_after(STANDARD, now, safety=False) == leaves
    assert send_after(STANDARD, now, safety=True) == now


def test_a_daily_email_leaves_at_eight_and_waits_for_monday() -> None:
    daily = Wishes(How.DAILY)
    assert send_after(daily, london(2026, 3, 24, 7, 59), safety=False) == london(2026, 3, 24, 8)
    assert send_after(daily, london(2026, 3, 24, 8, 1), safety=False) == london(2026, 3, 25, 8)
    assert send_after(daily, london(2026, 3, 27, 9), safety=False) == london(2026, 3, 30, 7)


def test_whoever_wants_no_email_gets_those_about_safety_alone() -> None:
    off, night = Wishes(How.OFF), london(2026, 3, 28, 3)
    assert send_after(off, night, safety=False) is None
    assert send_after(off, night, safety=True) == night


@given(wishes, instants)
def test_an_email_leaves_later_and_never_in_quiet_hours_and_within_days(wishes: Wishes, now: datetime) -> None:
    at = send_after(wishes, now, safety=False)
    if wishes.how is How.OFF:
        assert at is None
        return
    assert at is not None
    assert now <= at <= now + timedelta(days=6)
    assert not wishes.is_quiet(at)


@given(wishes, instants)
def test_safety_waits_for_nothing(wishes: Wishes, now: datetime) -> None:
    assert send_after(wishes, now, safety=True) == now


def test_never_quiet_when_both_hours_are_the_same() -> None:
    assert not Wishes(quiet_from=time(9), quiet_until=time(9), quiet_weekends=False).is_quiet(london(2026, 3, 24, 9))


@given(st.integers(0, 10_000), instants)
def test_a_refused_email_is_tried_again_within_four_hours_for_ever(attempts: int, now: datetime) -> None:
    assert timedelta(minutes=5) <= retry_after(attempts, now) - now <= timedelta(hours=4)


def test_an_email_says_that_there_is_a_task_and_no_more() -> None:
    text = body("https://roth.example/notices/", "https://roth.example/notices/settings/")
    assert text.startswith("You have a task in ROTH Pathways.")
    assert "https://roth.example/notices/" in text
