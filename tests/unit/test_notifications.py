"""N01-N36: each kind fires when it should and stays silent when it should not; no sentence is untrue or personal."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roth.domain.calendar import ENGLAND_AND_WALES, local_date
from roth.domain.notifications import KINDS, WHOSE_LIMIT, Anchor, Fact, Kind, Notification, To, Unit, due, limits_of
from roth.domain.notifications.due import LONDON, NEWS_DAYS
from roth.domain.notifications.table import BY_TRIGGER
from roth.domain.timescales.table import TIMESCALES

MONDAY = date(2026, 3, 23)
# Which days and instants a fact of each trigger carries. The rest of a fact is made the same for all.
CLOCK = ("start_on", "due_on", "limit_on")
CARRIES = {
    **{trigger: CLOCK for trigger in BY_TRIGGER if trigger.startswith("clock.")},
    "clock.T28": ("due_at",),
    "meeting.ahead": ("due_on",),
    "report.asked_for": ("due_on",),
    "action.open": ("due_on",),
    "plan.in_force": ("start_on",),
    "born": ("due_on",),
    "dissent.stage": ("happened_at", "due_on"),
    "complaint.stage": ("happened_at", "due_on"),
    "link.review": ("due_on",),
    "retention.due": ("due_on",),
}


def fact_for(kind: Kind, trigger: str, day: date = MONDAY) -> Fact:
    """Something that calls for this kind, begun on a day and due three working weeks later."""
    due_on = ENGLAND_AND_WALES.add_working_days(day, 15)
    at = datetime.combine(day, datetime.min.time(), LONDON).replace(hour=10)
    every = {
        "start_on": day,
        "due_on": due_on,
        "limit_on": due_on,
        "due_at": at + timedelta(hours=72),
        "happened_at": at,
    }
    said = {name: every[name] for name in CARRIES.get(trigger, ("happened_at",))}
    return Fact(trigger, f"{trigger}:1", so=kind.needs, **said)


EACH = [(kind, trigger) for kind in KINDS.values() for trigger in kind.triggers]
NAMES = [f"{kind.code} {trigger}" for kind, trigger in EACH]


def at(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def of(kind: Kind, fact: Fact, now: datetime) -> list[Notification]:
    return [each for each in due([fact], now) if each.kind is kind]


def first_instant(kind: Kind, fact: Fact) -> datetime:
    """When the kind first speaks of this fact, found by asking hour by hour."""
    now = at(MONDAY - timedelta(days=400), 0)
    step = timedelta(days=1)
    while not of(kind, fact, now):
        now += step
        assert now < at(MONDAY + timedelta(days=900)), "it never fires"
    return now


def test_every_kind_of_the_field_stands_in_the_table_once() -> None:
    assert list(KINDS) == [f"N{number:02d}" for number in range(1, 37)]


@pytest.mark.parametrize(("kind", "trigger"), EACH, ids=NAMES)
def test_it_fires_and_says_so_to_everybody_it_is_for(kind: Kind, trigger: str) -> None:
    fact = fact_for(kind, trigger)
    found = of(kind, fact, first_instant(kind, fact))
    assert found
    assert {each.to for each in found} <= {to for moment in kind.moments for to in moment.to}
    assert all(each.sentence.startswith(kind.words) for each in found)


@pytest.mark.parametrize(("kind", "trigger"), EACH, ids=NAMES)
def test_it_is_silent_before_its_first_moment(kind: Kind, trigger: str) -> None:
    fact = fact_for(kind, trigger)
    if kind.moments[0].anchor is Anchor.EACH_DAY:  # it is told each day while it is so, and not when it is not
        fact = replace(fact, so=frozenset())
    assert not of(kind, fact, first_instant(kind, fact_for(kind, trigger)) - timedelta(days=1))


@pytest.mark.parametrize(("kind", "trigger"), EACH, ids=NAMES)
def test_it_is_silent_about_anything_else(kind: Kind, trigger: str) -> None:
    fact = fact_for(kind, trigger)
    now = first_instant(kind, fact)
    assert not of(kind, replace(fact, trigger="something.else"), now)
    if kind.needs:
        assert not of(kind, replace(fact, so=frozenset()), now), "what must be so besides the dates is not so"
    assert not list(due([], now)), "what is settled is not given, and nobody is told"


@pytest.mark.parametrize(("kind", "trigger"), EACH, ids=NAMES)
def test_those_next_in_line_hear_only_when_nobody_has_looked(kind: Kind, trigger: str) -> None:
    fact = fact_for(kind, trigger)
    now = first_instant(kind, fact)
    for _ in range(80):
        now += timedelta(hours=12)
        assert not [each for each in of(kind, replace(fact, seen=True), now) if each.moment.raised]


def test_what_happened_long_ago_is_not_news() -> None:
    fact = fact_for(KINDS["N04"], "step.C07")
    assert fact.happened_at
    assert of(KINDS["N04"], fact, fact.happened_at)
    assert not of(KINDS["N04"], fact, fact.happened_at + timedelta(days=NEWS_DAYS, minutes=1))


# --- The moments of each kind, from `pathway.md` 14 ------------------------------------------------------------------
def told(kind: str, trigger: str, on: date, hour: int = 9) -> set[To]:
    """Who first hears of it at exactly this hour of this day."""
    fact = fact_for(KINDS[kind], trigger)
    now = datetime(on.year, on.month, on.day, hour, tzinfo=LONDON)
    before = {each.key + each.to for each in of(KINDS[kind], fact, now - timedelta(hours=1))}
    return {each.to for each in of(KINDS[kind], fact, now) if each.key + each.to not in before}


DUE = ENGLAND_AND_WALES.add_working_days(MONDAY, 15)


def later(number: int) -> date:
    """So many working days after the start."""
    return ENGLAND_AND_WALES.add_working_days(MONDAY, number)


@pytest.mark.parametrize(
    ("kind", "trigger", "on", "hour", "who"),
    [
        ("N01", "clock.T01", DUE, 13, {To.DUTY, To.MANAGER}),
        ("N01", "clock.T01", DUE + timedelta(days=1), 0, {To.DUTY, To.MANAGER, To.HEAD_OF_SERVICE}),
        ("N02", "safety.immediate", MONDAY, 10, {To.DUTY, To.MANAGER}),
        ("N02", "safety.immediate", MONDAY, 11, {To.HEAD_OF_SERVICE}),
        ("N03", "clock.T03", later(30), 0, {To.WORKER, To.MANAGER}),
        ("N03", "clock.T03", later(40), 0, {To.WORKER, To.MANAGER}),
        ("N04", "step.C07", MONDAY, 10, {To.COORDINATOR}),
        ("N05", "clock.T11", later(3), 0, {To.MANAGER, To.COORDINATOR}),
        ("N05", "clock.T11", later(5), 0, {To.HEAD_OF_SERVICE}),
        ("N06", "clock.T11", later(12), 0, {To.MANAGER, To.CHAIR}),
        ("N08", "meeting.ahead", ENGLAND_AND_WALES.subtract_working_days(DUE, 3), 0, {To.COORDINATOR, To.CHAIR}),
        ("N09", "report.asked_for", ENGLAND_AND_WALES.subtract_working_days(DUE, 1), 0, {To.AUTHOR}),
        ("N12", "exclusion.late", MONDAY, 10, {To.CHAIR}),
        ("N14", "clock.T18", ENGLAND_AND_WALES.subtract_working_days(DUE, 3), 0, {To.COORDINATOR, To.CHAIR}),
        ("N15", "clock.T19", ENGLAND_AND_WALES.subtract_working_days(DUE, 3), 0, {To.WORKER}),
        ("N17", "clock.T23", ENGLAND_AND_WALES.subtract_working_days(DUE, 30), 0, {To.WORKER, To.COORDINATOR}),
        ("N17", "clock.T24", ENGLAND_AND_WALES.subtract_working_days(DUE, 10), 0, {To.WORKER, To.COORDINATOR}),
        ("N18", "action.open", DUE, 0, {To.OWNER}),
        ("N18", "action.open", later(20), 0, {To.OWNER, To.MANAGER}),
        ("N18", "action.open", later(25), 0, {To.CHAIR}),
        ("N19", "plan.in_force", date(2026, 12, 23), 0, {To.MANAGER, To.CHAIR}),
        ("N19", "plan.in_force", date(2027, 9, 23), 0, {To.MANAGER, To.CHAIR, To.HEAD_OF_SERVICE}),
        ("N21", "overlay.missing.started", MONDAY, 10, {To.WORKER, To.MANAGER}),
        ("N21", "clock.T28", date(2026, 3, 25), 10, {To.WORKER}),
        ("N21", "clock.T28", date(2026, 3, 26), 10, {To.WORKER, To.MANAGER}),
        ("N22", "cpis.accessed", MONDAY, 10, {To.WORKER}),
        ("N22", "cpis.accessed", date(2026, 3, 24), 0, {To.DUTY}),
        ("N30", "link.review", DUE - timedelta(days=30), 0, {To.WORKER}),
        ("N36", "overlay.place.ended", MONDAY, 10, {To.CORE_GROUP, To.CHAIR}),
    ],
)
def test_the_moment_of_a_kind_is_the_one_that_the_field_has(
    kind: str, trigger: str, on: date, hour: int, who: set[To]
) -> None:
    assert told(kind, trigger, on, hour) == who


def test_of_several_moments_that_have_gone_by_only_the_last_is_told() -> None:
    """A record that comes in late, or a sweep that was down, makes one sentence and not four."""
    fact = fact_for(KINDS["N17"], "clock.T23")
    found = of(KINDS["N17"], fact, at(DUE + timedelta(days=10)))
    assert sorted(each.to for each in found) == sorted([To.WORKER, To.COORDINATOR, To.CHAIR])
    assert {each.sentence for each in found if not each.moment.raised} == {
        "A review conference is to be held. It is late."
    }


def test_a_date_that_moves_is_told_anew_and_one_that_stands_is_the_same_for_ever() -> None:
    fact = fact_for(KINDS["N15"], "clock.T19")
    now = at(DUE - timedelta(days=1))
    [first] = of(KINDS["N15"], fact, now)
    [again] = of(KINDS["N15"], fact, now + timedelta(hours=3))
    assert first.key == again.key
    moved = replace(fact, due_on=DUE + timedelta(days=1), limit_on=DUE + timedelta(days=1))
    assert of(KINDS["N15"], moved, now)[0].key != first.key


# --- What holds for all of them -------------------------------------------------------------------------------------
def sentences() -> Iterator[str]:
    for kind in KINDS.values():
        yield from (kind.sentence(moment) for moment in kind.moments)


def test_no_sentence_has_a_place_for_a_name_a_number_or_a_date() -> None:
    for sentence in sentences():
        assert not set("{}%@") & set(sentence), sentence
        assert len(sentence) <= 300
        assert sentence.endswith((".", "?")), sentence


def test_every_kind_that_waits_says_for_what_and_each_name_in_the_log_is_its_own() -> None:
    for kind in KINDS.values():
        names = [moment.name for moment in kind.moments]
        by_person = [(moment.name, to) for moment in kind.moments for to in moment.to]
        assert len(set(by_person)) == len(by_person), (kind.code, names)
        assert kind.waits == kind.waits.strip()


@settings(max_examples=60, deadline=None)
@given(st.dates(date(2021, 1, 1), date(2030, 12, 31)), st.integers(0, 24 * 60), st.sampled_from(EACH))
def test_what_a_sentence_says_of_time_is_true_whenever_the_sweep_comes(
    day: date, hours: int, each: tuple[Kind, str]
) -> None:
    kind, trigger = each
    fact, now = (
        fact_for(kind, trigger, day),
        datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(hours=hours),
    )
    for found in of(kind, fact, now):
        assert found.at <= now
        if "today" in found.sentence.lower():
            assert local_date(found.at) == local_date(now), found.sentence
        if "due within" in found.sentence and fact.due_on:
            assert local_date(now) <= (fact.limit_on or fact.due_on), found.sentence


@settings(max_examples=60, deadline=None)
@given(st.dates(date(2021, 1, 1), date(2030, 12, 31)), st.integers(0, 24 * 60), st.sampled_from(EACH))
def test_nobody_is_told_of_one_thing_twice_at_once(day: date, hours: int, each: tuple[Kind, str]) -> None:
    kind, trigger = each
    now = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(hours=hours)
    found = of(kind, fact_for(kind, trigger, day), now)
    assert len({one.to for one in found}) == len(found)


def test_a_moment_reads_as_people_say_it() -> None:
    [four_hours, *_] = KINDS["N01"].moments
    assert four_hours.in_words == "4 hours before the day it is due"
    assert four_hours.unit is Unit.HOURS
    assert KINDS["N04"].moments[0].in_words == "at once"
    assert KINDS["N07"].moments[0].anchor is Anchor.EACH_DAY


def test_every_limit_is_for_somebody_to_meet() -> None:
    assert WHOSE_LIMIT.keys() == {each.code for each in TIMESCALES}
    assert "T17" in limits_of(To.COORDINATOR)
    assert not set(limits_of(To.WORKER)) & set(limits_of(To.COORDINATOR, To.CHAIR))
