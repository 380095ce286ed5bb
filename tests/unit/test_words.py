"""Days, counts and lists as people say them."""

from datetime import date, timedelta

import pytest

from roth.domain.words import counted, day_in_words, listed

WEDNESDAY = date(2026, 4, 15)


@pytest.mark.parametrize(
    ("days_ahead", "words"),
    [
        (-365, "Tuesday 15 April 2025"),
        (-2, "Monday 13 April"),
        (-1, "yesterday"),
        (0, "today"),
        (1, "tomorrow"),
        (2, "Friday"),
        (6, "Tuesday"),
        (7, "Wednesday 22 April"),
        (260, "Thursday 31 December"),
        (261, "Friday 1 January 2027"),
    ],
)
def test_a_day_is_words_near_now_and_a_date_further_off(days_ahead: int, words: str) -> None:
    assert day_in_words(WEDNESDAY + timedelta(days=days_ahead), WEDNESDAY) == words


def test_counts_and_lists_read_as_a_sentence() -> None:
    assert [counted(number, "working day") for number in (0, 1, 2)] == [
        "0 working days",
        "1 working day",
        "2 working days",
    ]
    assert [listed(items) for items in (["one"], ["one", "two"], ["one", "two", 3])] == [
        "one",
        "one and two",
        "one, two and 3",
    ]
