"""People who are written down twice: names that are close and birthdays that are easily mistaken."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roth.domain.duplicates import days_mistaken_for, names_are_close

DAYS = st.dates(date(1990, 1, 1), date(2030, 12, 31))


@given(DAYS)
def test_a_birthday_may_be_mistaken_for_itself_and_for_few_others(day: date) -> None:
    assert day in days_mistaken_for(day)
    assert len(days_mistaken_for(day)) <= 8


@given(DAYS, DAYS)
def test_a_day_beside_is_mistaken_both_ways(day: date, other: date) -> None:
    if abs((day - other).days) <= 1:
        assert other in days_mistaken_for(day)
        assert day in days_mistaken_for(other)


def test_day_and_month_changed_over() -> None:
    assert date(2010, 5, 4) in days_mistaken_for(date(2010, 4, 5))
    assert date(2011, 4, 5) in days_mistaken_for(date(2010, 4, 5))
    assert date(2015, 4, 5) not in days_mistaken_for(date(2010, 4, 5))


@pytest.mark.parametrize(
    ("one", "other", "close"),
    [
        ("rowan ellery", "rowen elery", True),
        ("rowan ellery", "rowan james ellery", True),
        ("rowan", "rowan", True),
        ("rowan", "rowan ellery", False),
        ("rowan ellery", "kit ellery", False),
        ("", "", False),
    ],
)
def test_whole_names_that_are_close(one: str, other: str, close: bool) -> None:
    assert names_are_close([one], [other]) is close
    assert names_are_close([other], [one]) is close
