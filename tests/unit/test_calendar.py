"""Working days: the published examples, the rules of counting, and what must hold for any day of the years we know."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from dateutil.easter import easter
from hypothesis import given
from hypothesis import strategies as st

from roth.domain import bank_holidays
from roth.domain.calendar import ENGLAND_AND_WALES, CountMode, add_months, is_weekend, local_date

CALENDAR = ENGLAND_AND_WALES
ONE_DAY = timedelta(days=1)
EXCLUDE, INCLUDE = CountMode.EXCLUDE, CountMode.INCLUDE

any_day = st.dates(date(2021, 1, 1), date(2030, 12, 31))
any_number = st.integers(1, 60)
any_mode = st.sampled_from(CountMode)

LIMITS = (1, 2, 5, 10, 15, 45)
VECTORS = {
    "2026-03-23": ("2026-03-24", "2026-03-25", "2026-03-30", "2026-04-08", "2026-04-15", "2026-05-29"),
    "2026-08-17": ("2026-08-18", "2026-08-19", "2026-08-24", "2026-09-01", "2026-09-08", "2026-10-20"),
    "2026-10-10": ("2026-10-12", "2026-10-13", "2026-10-16", "2026-10-23", "2026-10-30", "2026-12-11"),
    "2026-12-14": ("2026-12-15", "2026-12-16", "2026-12-21", "2026-12-30", "2027-01-07", "2027-02-18"),
    "2026-12-24": ("2026-12-29", "2026-12-30", "2027-01-05", "2027-01-12", "2027-01-19", "2027-03-02"),
    "2027-03-15": ("2027-03-16", "2027-03-17", "2027-03-22", "2027-03-31", "2027-04-07", "2027-05-20"),
}


@pytest.mark.parametrize(
    ("start", "number", "expected"),
    [(start, number, due) for start, row in VECTORS.items() for number, due in zip(LIMITS, row, strict=True)],
)
def test_worked_examples(start: str, number: int, expected: str) -> None:
    assert CALENDAR.add_working_days(date.fromisoformat(start), number) == date.fromisoformat(expected)


def holidays_by_formula(year: int) -> set[date]:
    """What the law's usual pattern gives: the data may differ from it only on the days proclaimed otherwise."""

    def monday(month: int, day: int) -> date:
        first = date(year, month, day)
        return first + timedelta(days=-first.weekday() % 7)

    def moved_off_weekend(day: date, taken: set[date]) -> date:
        while is_weekend(day) or day in taken:
            day += ONE_DAY
        return day

    days = {easter(year) - 2 * ONE_DAY, easter(year) + ONE_DAY, monday(5, 1), monday(5, 25), monday(8, 25)}
    days.add(moved_off_weekend(date(year, 1, 1), set()))
    christmas = {day for day in (date(year, 12, 25), date(year, 12, 26)) if not is_weekend(day)}
    for day in (date(year, 12, 25), date(year, 12, 26)):
        if is_weekend(day):
            christmas.add(moved_off_weekend(day, christmas))
    return days | christmas


PROCLAIMED = {
    2020: ({date(2020, 5, 8)}, {date(2020, 5, 4)}),
    2022: ({date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19)}, {date(2022, 5, 30)}),
    2023: ({date(2023, 5, 8)}, set()),
}


@pytest.mark.parametrize("year", range(2019, 2030))
def test_holidays_follow_the_usual_pattern_but_for_the_days_proclaimed(year: int) -> None:
    added, removed = PROCLAIMED.get(year, (set(), set()))
    listed = {day for day in bank_holidays.HOLIDAYS if day.year == year}
    assert listed == (holidays_by_formula(year) | added) - removed


def test_the_other_mode_is_the_other_one() -> None:
    assert (EXCLUDE.other, INCLUDE.other) == (INCLUDE, EXCLUDE)


def test_when_the_first_day_is_counted_the_limit_ends_a_working_day_sooner() -> None:
    assert CALENDAR.add_working_days(date(2026, 3, 23), 15, INCLUDE) == date(2026, 4, 14)
    assert CALENDAR.add_working_days(date(2026, 3, 23), 1, INCLUDE) == date(2026, 3, 23)


@pytest.mark.parametrize("mode", CountMode)
def test_a_start_on_a_day_not_worked_is_never_counted(mode: CountMode) -> None:
    saturday, good_friday = date(2026, 10, 10), date(2026, 4, 3)
    assert CALENDAR.add_working_days(saturday, 1, mode) == date(2026, 10, 12)
    assert CALENDAR.add_working_days(good_friday, 1, mode) == date(2026, 4, 7)


@pytest.mark.parametrize(
    ("end", "number", "mode", "expected"),
    [
        ("2026-04-15", 2, EXCLUDE, "2026-04-13"),
        ("2026-04-15", 2, INCLUDE, "2026-04-14"),
        ("2026-04-08", 2, EXCLUDE, "2026-04-02"),  # over Easter
        ("2026-04-06", 1, EXCLUDE, "2026-04-01"),  # a meeting on Easter Monday: as from the Thursday before
    ],
)
def test_counting_back(end: str, number: int, mode: CountMode, expected: str) -> None:
    assert CALENDAR.subtract_working_days(date.fromisoformat(end), number, mode) == date.fromisoformat(expected)


@pytest.mark.parametrize("number", [0, -1])
def test_a_limit_of_no_days_is_refused(number: int) -> None:
    for count in (CALENDAR.add_working_days, CALENDAR.subtract_working_days):
        with pytest.raises(ValueError, match="at least one working day"):
            count(date(2026, 3, 23), number)


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        ("2026-11-30", 3, "2027-02-28"),
        ("2027-11-30", 3, "2028-02-29"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2026-01-15", 3, "2026-04-15"),
        ("2026-05-31", -3, "2026-02-28"),
    ],
)
def test_months_keep_the_day_or_end_with_the_month(start: str, months: int, expected: str) -> None:
    assert add_months(date.fromisoformat(start), months) == date.fromisoformat(expected)


def test_days_put_right_by_hand() -> None:
    monday = date(2026, 7, 6)
    with_added = CALENDAR.with_holidays(added=[monday])
    assert not with_added.is_working_day(monday)
    assert CALENDAR.is_working_day(monday)
    assert with_added.with_holidays(removed=[monday]) == CALENDAR


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (date(2026, 1, 1), date(2027, 12, 31), ""),
        (date(2027, 12, 31), date(2028, 1, 4), "The bank holidays of 2028 are calculated"),
        (date(2029, 12, 20), date(2031, 1, 4), "The bank holidays of 2030 and 2031 are not known here"),
        (date(2018, 12, 20), date(2018, 12, 27), "The bank holidays of 2018 are not known here"),
    ],
)
def test_a_count_through_years_not_known_says_so(start: date, end: date, said: str) -> None:
    caution = CALENDAR.caution(start, end)
    assert caution.startswith(said)
    assert bool(caution) is bool(said)
    assert ("calculated" in caution) is (not {2028, 2029}.isdisjoint(range(start.year, end.year + 1)))


def test_an_instant_is_the_day_it_was_in_england() -> None:
    assert local_date(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)) == date(2026, 7, 2)
    assert local_date(datetime(2026, 1, 1, 23, 30, tzinfo=UTC)) == date(2026, 1, 1)
    assert local_date(datetime(2026, 1, 2, 1, 0, tzinfo=timezone(timedelta(hours=2)))) == date(2026, 1, 1)
    with pytest.raises(ValueError, match="time zone"):
        local_date(datetime(2026, 1, 1, 12, 0))


@given(any_day, any_number, any_mode)
def test_a_limit_ends_on_a_working_day(start: date, number: int, mode: CountMode) -> None:
    assert CALENDAR.is_working_day(CALENDAR.add_working_days(start, number, mode))
    assert CALENDAR.is_working_day(CALENDAR.subtract_working_days(start, number, mode))


@given(any_day, st.integers(0, 30), any_number, st.integers(0, 10), any_mode)
def test_later_starts_and_longer_limits_never_end_sooner(
    start: date, days: int, number: int, more: int, mode: CountMode
) -> None:
    due = CALENDAR.add_working_days(start, number, mode)
    assert CALENDAR.add_working_days(start + timedelta(days=days), number + more, mode) >= due


@given(any_day, any_number)
def test_counting_the_first_day_takes_one_working_day_off_where_that_day_is_worked(start: date, number: int) -> None:
    excluded, included = (CALENDAR.add_working_days(start, number, mode) for mode in (EXCLUDE, INCLUDE))
    assert CALENDAR.working_days_between(included, excluded) == (1 if CALENDAR.is_working_day(start) else 0)


@given(any_day, any_number)
def test_counting_and_adding_agree(start: date, number: int) -> None:
    due = CALENDAR.add_working_days(start, number)
    assert CALENDAR.working_days_between(start, due) == number
    assert CALENDAR.working_days_between(due, start) == -number
    assert CALENDAR.working_days_between(start, due - ONE_DAY) == number - 1


@given(any_day, st.integers(-100, 100))
def test_the_quick_count_equals_the_slow_one(start: date, days: int) -> None:
    end = start + timedelta(days=days)
    first, last = sorted([start, end])
    walked = sum(CALENDAR.is_working_day(first + timedelta(days=n)) for n in range(1, (last - first).days + 1))
    assert abs(CALENDAR.working_days_between(start, end)) == walked


@given(any_day, any_number, any_mode, any_day)
def test_adding_a_holiday_never_ends_a_limit_sooner(start: date, number: int, mode: CountMode, holiday: date) -> None:
    before = CALENDAR.add_working_days(start, number, mode)
    assert CALENDAR.with_holidays(added=[holiday]).add_working_days(start, number, mode) >= before


@given(any_day, st.integers(2, 20), any_mode, st.data())
def test_adding_a_holiday_within_the_count_moves_the_end(
    start: date, number: int, mode: CountMode, data: st.DataObject
) -> None:
    before = CALENDAR.add_working_days(start, number, mode)
    within = [start + timedelta(days=days) for days in range(1, (before - start).days + 1)]
    holiday = data.draw(st.sampled_from([day for day in within if CALENDAR.is_working_day(day)]))
    after = CALENDAR.with_holidays(added=[holiday]).add_working_days(start, number, mode)
    assert after == CALENDAR.working_day_after(before)


@given(any_day, any_number, any_mode)
def test_counting_back_finds_the_last_working_day_that_counts_forward_in_time(
    end: date, number: int, mode: CountMode
) -> None:
    back = CALENDAR.subtract_working_days(end, number, mode)
    assert CALENDAR.add_working_days(back, number, mode) <= end
    assert CALENDAR.add_working_days(CALENDAR.working_day_after(back), number, mode) > end


@given(any_day, st.integers(1, 24))
def test_months_end_in_the_month_meant_on_the_day_or_the_last(start: date, months: int) -> None:
    end = add_months(start, months)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day == start.day or (end.day < start.day and (end + ONE_DAY).day == 1)
