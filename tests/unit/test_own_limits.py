"""What a site may make of the limits, and which limit holds on a day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roth.domain.calendar import CountMode
from roth.domain.errors import NotPossible
from roth.domain.timescales import (
    TIMESCALES,
    Basis,
    OwnLimit,
    Timescale,
    Timetable,
    deadline,
    is_stricter,
    refuse_gaps,
    refuse_own_limit,
    timescale,
    with_limit,
)

any_day = st.dates(date(2021, 1, 1), date(2030, 12, 31))
IN_DAYS = [rule for rule in TIMESCALES if not rule.counts_hours]
STRICT = OwnLimit("T19", 8, date(2026, 4, 1), reason="Agreed by the partnership")


@given(st.sampled_from([rule for rule in TIMESCALES if rule.basis is Basis.STATUTE]), st.integers(1, 300))
def test_no_site_ever_loosens_a_statutory_limit(rule: Timescale, number: int) -> None:
    if number != rule.limit.number and is_stricter(rule, number) and rule.limit.number:
        refuse_own_limit(rule, number)
    else:
        with pytest.raises(NotPossible):
            refuse_own_limit(rule, number)


@given(st.sampled_from([rule for rule in IN_DAYS if rule.limit.number > 1]), any_day, st.data())
def test_a_stricter_limit_never_ends_later(rule: Timescale, start: date, data: st.DataObject) -> None:
    least, most = (rule.limit.number + 1, 60) if rule.backward else (1, rule.limit.number - 1)
    number = data.draw(st.integers(least, most))
    assert is_stricter(rule, number)
    here = Timetable(own=(OwnLimit(rule.code, number, date(2020, 1, 1)),))
    assert here.deadline(rule.code, start).limit_on <= deadline(rule.code, start).limit_on


@pytest.mark.parametrize(
    ("code", "number", "words"),
    [
        ("T11", 20, r"may make a statutory limit stricter, never looser"),
        ("T11", 15, "15 working days is the limit already"),
        ("T20", 7, "6 weeks is as far as published local procedure goes"),
        ("T08", 1, "a matter of the same day"),
        ("T14", 0, "at least 1"),
    ],
)
def test_a_limit_that_may_not_be_is_refused_with_the_reason(code: str, number: int, words: str) -> None:
    with pytest.raises(NotPossible, match=words):
        refuse_own_limit(timescale(code, date(2026, 4, 1)), number)


@pytest.mark.parametrize(
    ("code", "number"), [("T11", 10), ("T20", 6), ("T14", 3), ("T14", 10), ("T17", 2), ("T28", 48)]
)
def test_a_limit_that_may_be_is_let_through(code: str, number: int) -> None:
    refuse_own_limit(timescale(code, date(2026, 4, 1)), number)


@given(any_day)
def test_the_limit_is_that_of_the_day_the_clock_started(start: date) -> None:
    later = replace(STRICT, number=6, in_force_from=date(2027, 4, 1), in_force_until=date(2028, 3, 31))
    here = Timetable(own=(STRICT, later))
    expected = 10 if start < date(2026, 4, 1) else 8
    if date(2027, 4, 1) <= start <= date(2028, 3, 31):
        expected = 6
    assert here.rule("T19", start).limit.number == expected
    assert here.rule("T23", start) == timescale("T23", start)


def test_a_limit_of_ones_own_reads_as_one() -> None:
    rule = Timetable(own=(STRICT,)).rule("T19", date(2026, 4, 1))
    assert rule.wording == "The core group first meets within 8 working days of the initial conference."
    interim = with_limit(timescale("T25", date(2026, 4, 1)), 5)
    assert interim.aim is None
    assert "held within 5 weeks after the conference" in interim.wording
    assert with_limit(timescale("T25", date(2026, 4, 1)), 7).wording.count("6 to 7 weeks") == 1


@given(any_day)
def test_the_way_of_counting_is_that_of_the_day_the_clock_started(start: date) -> None:
    since = date(2026, 4, 1)
    here = Timetable(counting=((since, CountMode.INCLUDE), (since + timedelta(400), CountMode.EXCLUDE)))
    found = here.deadline("T11", start).mode
    assert (found is CountMode.INCLUDE) is (since <= start < since + timedelta(400))


def test_what_is_set_never_reaches_back_over_clocks_that_have_started() -> None:
    today = date(2026, 4, 2)
    refuse_gaps((STRICT,), replace(STRICT, in_force_from=today), today)
    with pytest.raises(NotPossible, match="Wednesday 1 April 2026 has passed"):
        refuse_gaps((), STRICT, today)
    with pytest.raises(NotPossible, match="from that day already"):
        refuse_gaps((STRICT,), replace(STRICT, number=7), date(2026, 4, 1))
