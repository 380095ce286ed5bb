"""The limits of the pathway: the day they end, and the sentence that says where each stands."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roth.domain.calendar import ENGLAND_AND_WALES, CountMode, local_date
from roth.domain.errors import NotPossible
from roth.domain.timescales import (
    TIMESCALES,
    Anchor,
    Basis,
    ClockState,
    Limit,
    Timescale,
    Unit,
    clock,
    codes_of,
    conference_day_warning,
    deadline,
    recount,
    refuse_conference_on,
    status,
    timescale,
)

any_day = st.dates(date(2021, 1, 1), date(2030, 12, 31))
IN_DAYS = [rule for rule in TIMESCALES if not rule.counts_hours]
IN_HOURS = [rule for rule in TIMESCALES if rule.counts_hours]
any_code = st.sampled_from([rule.code for rule in IN_DAYS])
any_code_in_hours = st.sampled_from([rule.code for rule in IN_HOURS])
any_instant = st.datetimes(datetime(2021, 1, 1), datetime(2030, 12, 31), timezones=st.just(UTC))
any_mode = st.sampled_from(CountMode)
ONE_DAY = timedelta(days=1)
SAME_DAY = Limit(0, Unit.CALENDAR_DAYS)


def on(day: str) -> date:
    return date.fromisoformat(day)


@pytest.mark.parametrize("rule", TIMESCALES, ids=lambda rule: rule.code)
def test_each_limit_says_what_it_is_and_where_it_comes_from(rule: Timescale) -> None:
    number, _, unit = str(rule.limit).partition(" ")
    assert str(rule.limit) in rule.wording or (rule.aim and f"{number} {unit}" in rule.wording)
    assert rule.source
    assert rule.source.startswith("Inferred: ") is (rule.basis is Basis.DESIGN)
    assert bool(rule.in_force_from) is (rule.basis is Basis.STATUTE)
    assert rule.loosest is None or rule.basis is not Basis.STATUTE
    assert len(rule.code) <= 4  # as a clock keeps it


def test_every_limit_of_the_pathway_is_in_the_table() -> None:
    assert all(codes_of(f"T{number:02}") for number in range(1, 38))
    assert codes_of("T04") == ("T04A", "T04B", "T04C")
    assert codes_of("T11") == ("T11",)
    assert codes_of("T99") == ()
    in_order = [rule.code for rule in TIMESCALES]
    assert len(set(in_order)) == len(in_order)


def test_a_limit_that_counts_back_hangs_on_a_day_that_can_move() -> None:
    to_come = {Anchor.INITIAL_BOOKED, Anchor.REVIEW_BOOKED, Anchor.ORDER_ENDS}
    assert all((rule.anchor in to_come) is rule.backward for rule in TIMESCALES)


def test_versions_of_a_limit_never_overlap() -> None:
    for code in {rule.code for rule in TIMESCALES}:
        versions = [rule for rule in TIMESCALES if rule.code == code]
        edges = {day for rule in versions for day in (rule.in_force_from, rule.in_force_until) if day} or {date.max}
        assert all(sum(rule.in_force_on(edge) for rule in versions) == 1 for edge in edges)


@pytest.mark.parametrize(
    ("code", "start", "due", "limit"),
    [
        ("T01", "2026-04-02", "2026-04-07", "2026-04-07"),
        ("T03", "2026-03-23", "2026-05-29", "2026-05-29"),
        ("T11", "2026-03-23", "2026-04-15", "2026-04-15"),
        ("T11", "2026-12-24", "2027-01-19", "2027-01-19"),
        ("T13", "2026-04-15", "2026-04-13", "2026-04-13"),
        ("T13", "2026-04-14", "2026-04-10", "2026-04-12"),  # sent on the Sunday, Monday and Tuesday remain
        ("T14", "2026-04-15", "2026-04-08", "2026-04-08"),
        ("T19", "2026-04-15", "2026-04-29", "2026-04-29"),
        ("T23", "2026-04-15", "2026-07-15", "2026-07-15"),
        ("T23", "2026-11-30", "2027-02-26", "2027-02-28"),  # the month's end is a Sunday
        ("T23", "2025-12-25", "2026-03-25", "2026-03-25"),
        ("T24", "2026-06-28", "2026-12-24", "2026-12-28"),  # a bank holiday after a weekend after another
        ("T06", "2026-04-02", "2026-04-02", "2026-04-07"),  # aimed for on the day, at most a working day later
        ("T06", "2026-04-04", "2026-04-04", "2026-04-07"),  # a Saturday's day is that Saturday
        ("T08", "2026-04-05", "2026-04-05", "2026-04-05"),  # the same day, even on a Sunday
        ("T12", "2026-04-12", "2026-04-10", "2026-04-12"),  # before the order ends: the working day before
        ("T16", "2026-07-15", "2026-06-17", "2026-06-17"),
        ("T20", "2026-04-15", "2026-05-13", "2026-05-13"),
        ("T20", "2026-04-06", "2026-05-01", "2026-05-04"),  # four weeks on is a bank holiday
        ("T25", "2026-04-15", "2026-05-27", "2026-06-10"),  # aimed for at 6 weeks, at most 8
        ("T29", "2026-04-15", "2026-05-13", "2026-05-13"),
        ("T34", "2026-01-31", "2026-02-27", "2026-02-28"),
        ("T37", "2009-02-28", "2026-08-28", "2026-08-28"),
        ("T37", "2008-02-29", "2025-08-29", "2025-08-29"),  # born on a day that most years do not have
    ],
)
def test_the_day_it_must_be_done_by(code: str, start: str, due: str, limit: str) -> None:
    found = deadline(code, on(start))
    assert (found.due_on, found.limit_on, found.started_on) == (on(due), on(limit), on(start))
    assert (found.code, found.mode, found.caution) == (code, CountMode.EXCLUDE, "")


def test_a_deadline_carries_its_rule_and_the_other_way_of_counting() -> None:
    found = deadline("T11", on("2026-03-23"), mode=CountMode.INCLUDE)
    assert (found.due_on, found.other_mode_due_on) == (on("2026-04-14"), on("2026-04-15"))
    assert "15 working days" in found.wording
    assert "Working Together" in found.source
    assert found.basis is Basis.STATUTE


def test_what_cannot_be_counted_is_refused_in_a_sentence() -> None:
    with pytest.raises(NotPossible, match=r"There is no timescale T99. There are T01, .* and T37\."):
        deadline("T99", on("2026-03-23"))
    with pytest.raises(NotPossible, match=r"T11 \(Initial conference\) was not in force on Sunday 14 April 2013"):
        deadline("T11", on("2013-04-14"))
    for code, start in (("T23", date.max), ("T11", date.max), ("T13", date.min)):
        with pytest.raises(NotPossible, match="too far away"):
            deadline(code, start)
    assert deadline("T11", on("2013-04-15")).caution.startswith("The bank holidays of 2013 are not known here")


def test_the_version_is_that_of_the_day_the_clock_started() -> None:
    now = timescale("T11", on("2026-03-23"))
    old = replace(now, in_force_until=on("2026-08-31"))
    new = replace(now, limit=Limit(10, Unit.WORKING_DAYS), in_force_from=on("2026-09-01"))
    found = [timescale("T11", on(day), among=(old, new)) for day in ("2026-08-31", "2026-09-01")]
    assert found == [old, new]


def test_months_count_back_too() -> None:
    backward = replace(timescale("T23", on("2026-06-01")), code="T37", backward=True)
    assert backward.limit == Limit(3, Unit.CALENDAR_MONTHS)
    counted_back = recount(
        replace(deadline("T23", on("2026-05-31")), rule=backward), calendar=ENGLAND_AND_WALES, because="turned round"
    )
    assert (counted_back.due_on, counted_back.limit_on) == (on("2026-02-27"), on("2026-02-28"))


def test_a_holiday_added_later_moves_the_day_and_keeps_the_first() -> None:
    first = deadline("T11", on("2026-03-23"))
    again = recount(
        first, calendar=ENGLAND_AND_WALES.with_holidays(added=[on("2026-04-15")]), because="A day was proclaimed"
    )
    assert (again.due_on, again.replaces, again.recounted_because) == (
        on("2026-04-16"),
        first,
        "A day was proclaimed",
    )
    assert recount(first, calendar=ENGLAND_AND_WALES.with_holidays(added=[on("2026-05-01")]), because="-") is first


# The first core group, from a conference on Wednesday 1 April 2026, is due on Friday 17 April.
CORE_GROUP = deadline("T19", on("2026-04-01"))
# The first review, from a conference on Saturday 28 March, is due on Friday 26 June: the limit is the Sunday.
REVIEW = deadline("T23", on("2026-03-28"))


@pytest.mark.parametrize(
    ("today", "done", "state", "words"),
    [
        ("2026-04-01", None, ClockState.DUE, "due Friday 17 April, 10 working days left"),
        ("2026-04-09", None, ClockState.DUE, "due Friday 17 April, 6 working days left"),
        ("2026-04-10", None, ClockState.DUE_SOON, "due Friday 17 April, 5 working days left"),
        ("2026-04-15", None, ClockState.DUE_SOON, "due Friday, 2 working days left"),
        ("2026-04-16", None, ClockState.DUE_SOON, "due tomorrow"),
        ("2026-04-17", None, ClockState.DUE_SOON, "due today"),
        ("2026-04-18", None, ClockState.LATE, "late: it was due yesterday"),
        ("2026-04-19", None, ClockState.LATE, "late: it was due Friday 17 April"),
        ("2026-04-20", None, ClockState.LATE, "late: it was due Friday 17 April, 1 working day ago"),
        ("2026-04-20", "2026-04-17", ClockState.MET, "held Friday 17 April, in time"),
        ("2026-04-17", "2026-04-17", ClockState.MET, "held today, in time"),
        (
            "2026-04-22",
            "2026-04-21",
            ClockState.MET_LATE,
            "held yesterday, late: it was due Friday 17 April, 2 working days earlier",
        ),
        (
            "2026-04-20",
            "2026-04-18",
            ClockState.MET_LATE,
            "held Saturday 18 April, late: it was due Friday 17 April",
        ),
        (
            "2026-04-15",
            "2026-04-16",
            ClockState.CANNOT_TELL,
            "cannot tell: it is recorded as held tomorrow, which has not come yet",
        ),
        (
            "2026-04-15",
            "2026-03-31",
            ClockState.CANNOT_TELL,
            "cannot tell: it is recorded as held Tuesday 31 March, before the initial conference (Wednesday 1 April)",
        ),
    ],
)
def test_where_a_clock_stands_is_a_sentence(today: str, done: str | None, state: ClockState, words: str) -> None:
    found = status(CORE_GROUP, on(today), on(done) if done else None, about="Rowan")
    assert (found.state, found.sentence) == (state, f"First core group for Rowan, {words}")
    assert found.deadline is CORE_GROUP


@pytest.mark.parametrize(
    ("today", "done", "state", "words"),
    [
        ("2026-06-26", None, ClockState.DUE_SOON, "due today"),
        (
            "2026-06-27",
            None,
            ClockState.DUE_SOON,
            "was due yesterday, the last working day of a limit that ends tomorrow",
        ),
        ("2026-06-29", None, ClockState.LATE, "late: it was due Friday 26 June, 1 working day ago"),
        ("2026-06-29", "2026-06-28", ClockState.MET, "held yesterday, in time"),
    ],
)
def test_a_limit_at_a_weekend_is_aimed_at_sooner_and_kept_until_its_day(
    today: str, done: str | None, state: ClockState, words: str
) -> None:
    found = status(REVIEW, on(today), on(done) if done else None)
    assert (found.state, found.sentence, found.warnings) == (state, f"First review conference, {words}", ())


def test_reports_shared_before_the_meeting_are_in_time() -> None:
    reports = deadline("T13", on("2026-04-15"))
    assert status(reports, on("2026-04-13"), on("2026-04-10")).state is ClockState.MET
    assert status(reports, on("2026-04-14"), on("2026-04-14")).state is ClockState.MET_LATE


# Counted with its first day the core group is due on Thursday 16 April, without it on Friday 17 April.
@pytest.mark.parametrize(
    ("today", "done", "warned"),
    [
        ("2026-04-15", None, False),
        ("2026-04-16", None, True),
        ("2026-04-17", None, True),
        ("2026-04-18", None, False),
        ("2026-04-18", "2026-04-16", False),
        ("2026-04-18", "2026-04-17", True),
    ],
)
@pytest.mark.parametrize("mode", CountMode)
def test_a_day_on_which_the_two_counts_part_is_warned_of(
    today: str, done: str | None, warned: bool, mode: CountMode
) -> None:
    found = status(deadline("T19", on("2026-04-01"), mode=mode), on(today), on(done) if done else None)
    assert bool(found.warnings) is warned


def test_the_warning_names_both_days_whichever_way_is_ours() -> None:
    reports = deadline("T13", on("2026-04-15"), mode=CountMode.INCLUDE)
    words = "The two ways of counting part here: the limit is today if the first day is not counted and {} if it is."
    assert status(CORE_GROUP, on("2026-04-17")).warnings == (words.format("yesterday"),)
    assert status(reports, on("2026-04-13")).warnings == (words.format("tomorrow"),)


@pytest.mark.parametrize(("code", "start"), [("T11", "2029-12-28"), ("T23", "2029-11-01"), ("T14", "2030-01-03")])
def test_a_count_that_only_touches_a_year_not_known_says_so(code: str, start: str) -> None:
    assert "The bank holidays of 2030 are not known here" in deadline(code, on(start)).caution


def test_a_day_counted_through_years_not_known_is_never_silent() -> None:
    found = status(deadline("T11", on("2030-04-10")), on("2030-04-11"))
    assert "The bank holidays of 2030 are not known here" in found.warnings[0]


def test_a_clock_answers_whatever_is_recorded() -> None:
    today = on("2026-04-15")
    assert clock("T19", on("2026-04-01"), today, about="Rowan") == status(CORE_GROUP, today, about="Rowan")
    no_plan = clock("T19", None, today, not_applicable_because="the conference made no plan")
    assert (no_plan.state, no_plan.sentence) == (
        ClockState.NOT_APPLICABLE,
        "First core group, does not apply: the conference made no plan",
    )
    no_start = clock("T19", None, today, about="Rowan")
    assert (no_start.state, no_start.sentence) == (
        ClockState.CANNOT_TELL,
        "First core group for Rowan, cannot tell: the date of the initial conference is not recorded",
    )
    too_old = clock("T19", on("2010-01-04"), today)
    assert too_old.state is ClockState.CANNOT_TELL
    assert "was not in force on Monday 4 January 2010" in too_old.sentence
    with pytest.raises(NotPossible, match="no timescale T99"):
        clock("T99", None, today)


def test_a_conference_is_refused_at_a_weekend_and_asked_about_on_a_holiday() -> None:
    with pytest.raises(NotPossible, match=r"Saturday 18 April 2026 is a Saturday\. Choose a day from Monday"):
        refuse_conference_on(on("2026-04-18"))
    refuse_conference_on(on("2026-04-17"))
    assert conference_day_warning(on("2026-04-17")) == ""
    assert conference_day_warning(on("2026-04-18")) == "Saturday 18 April 2026 is a Saturday. Is the date right?"
    assert conference_day_warning(on("2026-04-06")) == "Monday 6 April 2026 is a bank holiday. Is the date right?"


@given(any_code, any_day, any_mode)
def test_the_day_to_aim_for_is_worked_and_within_the_limit(code: str, start: date, mode: CountMode) -> None:
    found = deadline(code, start, mode=mode)
    same_day = SAME_DAY in (found.rule.limit, found.rule.aim) and not found.rule.backward
    assert found.due_on == start if same_day else ENGLAND_AND_WALES.is_working_day(found.due_on)
    assert found.due_on <= found.limit_on
    assert found.rule.aim or ENGLAND_AND_WALES.working_days_between(found.due_on, found.limit_on) == 0


@given(any_code, any_day, any_mode)
def test_the_other_mode_is_what_the_other_mode_gives(code: str, start: date, mode: CountMode) -> None:
    other = deadline(code, start, mode=mode.other)
    assert deadline(code, start, mode=mode).other_mode_due_on == other.due_on
    assert deadline(code, start, mode=mode).other_mode_limit_on == other.limit_on


@given(st.sampled_from(["T13", "T14", "T15", "T16", "T21"]), any_day, any_mode)
def test_a_backward_limit_is_the_last_day_that_leaves_enough(code: str, meeting: date, mode: CountMode) -> None:
    found = deadline(code, meeting, mode=mode)
    number = found.rule.limit.number
    assert ENGLAND_AND_WALES.add_working_days(found.limit_on, number, mode) <= meeting
    assert ENGLAND_AND_WALES.add_working_days(found.limit_on + ONE_DAY, number, mode) > meeting


@given(any_code, any_day, any_day, st.none() | any_day, any_mode)
def test_every_clock_has_one_state_and_a_sentence(
    code: str, start: date, today: date, done_on: date | None, mode: CountMode
) -> None:
    found = clock(code, start, today, done_on, about="Rowan", mode=mode)
    limit_on = deadline(code, start, mode=mode).limit_on
    assert " for Rowan, " in found.sentence
    if done_on is None:
        assert (found.state is ClockState.LATE) is (today > limit_on)
        assert found.state in {ClockState.LATE, ClockState.DUE, ClockState.DUE_SOON}
    else:
        assert found.state in {ClockState.MET, ClockState.MET_LATE, ClockState.CANNOT_TELL}
        assert found.state is not ClockState.MET or done_on <= limit_on


@pytest.mark.parametrize(
    ("start", "due", "local"),
    [
        ("2026-03-27T22:15+00:00", "2026-03-30T22:15+00:00", "23:15"),  # the clocks went forward: an hour later here
        ("2026-10-23T21:15+00:00", "2026-10-26T21:15+00:00", "21:15"),  # they went back: 22:15 became 21:15
        ("2026-06-01T09:00+01:00", "2026-06-04T08:00+00:00", "09:00"),
    ],
)
def test_72_hours_pass_whatever_the_clocks_on_the_wall_do(start: str, due: str, local: str) -> None:
    found = deadline("T28", datetime.fromisoformat(start))
    assert found.due_at == datetime.fromisoformat(due)
    assert found.due_on == found.limit_on == local_date(datetime.fromisoformat(due))
    assert f"at {local}" in status(found, datetime.fromisoformat(start)).sentence


def test_a_limit_in_hours_asks_for_the_time() -> None:
    with pytest.raises(NotPossible, match=r"T28 .* runs for 72 hours, so it needs the time as well as the day\."):
        deadline("T28", on("2026-03-27"))
    asked = clock("T28", None, on("2026-03-27"))
    assert asked.sentence == "Return home interview, cannot tell: the time of the return is not recorded"


@given(any_code_in_hours, any_instant, any_mode)
def test_a_limit_in_hours_is_so_many_hours_of_60_minutes(code: str, start: datetime, mode: CountMode) -> None:
    found = deadline(code, start, mode=mode)
    assert found.due_at is not None
    assert found.due_at - start == timedelta(hours=found.rule.limit.number)
    assert found.due_at.utcoffset() == timedelta(0)
    assert found == recount(found, calendar=ENGLAND_AND_WALES.with_holidays(added=[found.due_on]), because="-")


# Back on Friday 27 March 2026 at 22:15, before the clocks go forward: due on Monday at 23:15 by the clock on the wall.
INTERVIEW = deadline("T28", datetime(2026, 3, 27, 22, 15, tzinfo=UTC))


@pytest.mark.parametrize(
    ("now", "done", "state", "words"),
    [
        ("2026-03-28T09:00+00:00", None, ClockState.DUE, "due Monday at 23:15, 61 hours left"),
        ("2026-03-30T20:45+00:00", None, ClockState.DUE_SOON, "due today at 23:15, 1 hour left"),
        ("2026-03-30T21:45+00:00", None, ClockState.DUE_SOON, "due today at 23:15, 30 minutes left"),
        ("2026-03-30T22:15+00:00", None, ClockState.DUE_SOON, "due today at 23:15, 0 minutes left"),
        ("2026-03-30T22:16+00:00", None, ClockState.LATE, "late: it was due today at 23:15, 1 minute ago"),
        ("2026-03-31", None, ClockState.LATE, "late: it was due yesterday at 23:15"),
        ("2026-03-30", None, ClockState.DUE_SOON, "due today at 23:15"),
        ("2026-03-28", None, ClockState.DUE, "due Monday at 23:15"),
        ("2026-03-31", "2026-03-30T22:15+00:00", ClockState.MET, "held yesterday at 23:15, in time"),
        (
            "2026-03-31",
            "2026-03-30T22:16+00:00",
            ClockState.MET_LATE,
            "held yesterday at 23:16, late: it was due yesterday at 23:15",
        ),
        (
            "2026-03-31",
            "2026-03-30",
            ClockState.CANNOT_TELL,
            "cannot tell: it was held yesterday, but not at what time, and it was due yesterday at 23:15",
        ),
        ("2026-03-31", "2026-03-29", ClockState.MET, "held Sunday 29 March, in time"),
        (
            "2026-03-29",
            "2026-03-27T22:14+00:00",
            ClockState.CANNOT_TELL,
            "cannot tell: it is recorded as held Friday 27 March at 22:14, before the return"
            " (Friday 27 March at 22:15)",
        ),
        (
            "2026-03-29",
            "2026-03-30",
            ClockState.CANNOT_TELL,
            "cannot tell: it is recorded as held tomorrow, which has not come yet",
        ),
    ],
)
def test_where_a_clock_in_hours_stands_is_a_sentence(now: str, done: str | None, state: ClockState, words: str) -> None:
    found = status(INTERVIEW, moment(now), moment(done) if done else None)
    assert (found.state, found.sentence) == (state, f"Return home interview, {words}")


def moment(text: str) -> date | datetime:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def test_an_aim_that_has_passed_is_not_late_until_the_limit_is() -> None:
    aimed = deadline("T06", on("2026-04-02"))
    assert status(aimed, on("2026-04-03")).sentence == (
        "Strategy discussion, was due yesterday, the day to aim for in a limit that ends Tuesday"
    )
    late = status(aimed, on("2026-04-08"))
    assert (late.state, late.sentence) == (ClockState.LATE, "Strategy discussion, late: it was due yesterday")
    assert status(aimed, on("2026-04-08"), on("2026-04-07")).state is ClockState.MET


@given(any_code, any_day, any_mode)
def test_a_later_start_never_ends_sooner(code: str, start: date, mode: CountMode) -> None:
    first, second = deadline(code, start, mode=mode), deadline(code, start + ONE_DAY, mode=mode)
    assert second.limit_on >= first.limit_on
    assert second.due_on >= first.due_on


@given(any_code, any_day, any_mode, any_day)
def test_a_holiday_more_never_brings_a_forward_limit_nearer(
    code: str, start: date, mode: CountMode, holiday: date
) -> None:
    longer = ENGLAND_AND_WALES.with_holidays(added=[holiday])
    before, after = deadline(code, start, mode=mode), deadline(code, start, mode=mode, calendar=longer)
    if before.rule.backward:
        assert after.limit_on <= before.limit_on
    else:
        assert after.limit_on >= before.limit_on
    assert after.limit_on == before.limit_on or before.rule.limit.unit is Unit.WORKING_DAYS


@given(any_code, any_day)
def test_not_counting_the_first_day_never_ends_sooner(code: str, start: date) -> None:
    counted, not_counted = (
        deadline(code, start, mode=mode).limit_on for mode in (CountMode.INCLUDE, CountMode.EXCLUDE)
    )
    assert (not_counted <= counted) if deadline(code, start).rule.backward else (counted <= not_counted)
