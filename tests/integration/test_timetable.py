"""What a site makes of the limits, bank holidays that change, and open clocks counted again: on both databases."""

import json
from datetime import date, time, timedelta

import pytest
from django.test import override_settings
from django.utils import timezone

from roth.audit.actions import System
from roth.domain.calendar import ENGLAND_AND_WALES, CountMode
from roth.domain.errors import BadFile, NotAllowed, NotPossible, NotVisible
from roth.domain.stages import Stage
from roth.domain.timescales import Anchor, ClockState
from roth.domain.timescales import status as status_of
from roth.exchange.bank_holidays.read import read
from roth.pathway import actions as pathway
from roth.pathway import clocks
from roth.pathway.models import Clock, ClockRecount
from roth.timetable import actions, selectors
from tests.integration.pathway_walk import Walk, ago

WHY = "Agreed by the partnership in March"


@pytest.fixture
def walk(cast) -> Walk:
    return Walk(cast)


def test_a_clock_is_started_with_the_limit_and_the_count_of_its_site(cast, walk) -> None:
    today = timezone.localdate()
    walk.to(Stage.REFERRAL)
    actions.set_limit(by=cast.quality_lead, site=cast.site, rule="T19", number=8, in_force_from=today, reason=WHY)
    actions.set_counting(by=cast.administrator, site=cast.site, mode="include", in_force_from=today, reason=WHY)
    clock = clocks.start(walk.episode, "T19", today)
    assert (clock.limit_number, clock.count_mode) == (8, "include")
    assert clock.due_on == ENGLAND_AND_WALES.add_working_days(today, 8, CountMode.INCLUDE)
    assert "8 working days" in clocks.status(clock, today).deadline.wording
    before = clocks.start(walk.episode, "T19", ago(1))
    assert (before.limit_number, before.count_mode) == (10, "exclude")


def test_a_limit_is_set_by_whoever_may_and_never_looser_than_statute(cast) -> None:
    given = {"site": cast.site, "rule": "T11", "in_force_from": timezone.localdate(), "reason": WHY}
    with pytest.raises(NotAllowed, match="Only a quality lead or an administrator"):
        actions.set_limit(by=cast.team_manager, number=10, **given)
    with pytest.raises(NotAllowed):
        actions.set_limit(by=cast.administrator, number=10, **{**given, "site": cast.other_site})
    with pytest.raises(NotPossible, match="stricter, never looser"):
        actions.set_limit(by=cast.administrator, number=16, **given)
    with pytest.raises(NotPossible, match="Say why"):
        actions.set_limit(by=cast.administrator, number=10, **{**given, "reason": " "})
    with pytest.raises(NotPossible, match="has passed"):
        actions.set_limit(by=cast.administrator, number=10, **{**given, "in_force_from": ago(1)})
    actions.set_limit(by=cast.administrator, number=10, **given)
    with pytest.raises(NotPossible, match="from that day already"):
        actions.set_limit(by=cast.administrator, number=9, **given)
    back = {**given, "in_force_from": timezone.localdate() + timedelta(30)}
    actions.set_limit(by=cast.administrator, number=15, **back)  # what the table has ends what was set
    assert selectors.timetable(cast.site.pk).rule("T11", timezone.localdate() + timedelta(31)).limit.number == 15


def test_a_site_knows_nothing_of_the_limits_of_another(cast) -> None:
    today = timezone.localdate()
    actions.set_limit(by=cast.administrator, site=cast.site, rule="T19", number=8, in_force_from=today, reason=WHY)
    assert selectors.timetable(cast.other_site.pk).rule("T19", today).limit.number == 10


def _in_the_count(clock: Clock) -> date:
    """A working day that the clock still counts."""
    return ENGLAND_AND_WALES.working_day_on_or_before(clock.due_on - timedelta(1))


def test_a_holiday_that_is_added_moves_open_clocks_and_keeps_the_first_day_and_the_reason(cast, walk) -> None:
    walk.to(Stage.REFERRAL)
    moving, done = clocks.start(walk.episode, "T03", ago(5)), clocks.start(walk.episode, "T19", ago(4))
    clocks.stop(walk.episode, "T19", ago(1))
    hours = clocks.start(walk.episode, "T28", timezone.now())
    day, first = _in_the_count(moving), moving.due_on
    done_due = done.due_on
    told = actions.change_holiday(
        by=cast.administrator, day=day, added=True, title="Invented jubilee", reason="The Gazette"
    )
    moving.refresh_from_db()
    done.refresh_from_db()
    assert moving.due_on == ENGLAND_AND_WALES.working_day_after(first)
    assert moving.limit_on == moving.due_on
    assert (moving.original_due_on, done.due_on) == (first, done_due)
    recount = moving.recounts.get()
    assert (recount.due_on_before, recount.due_on_after, recount.by) == (first, moving.due_on, cast.administrator)
    assert "became a bank holiday" in recount.because
    assert told.clocks == ClockRecount.objects.count() >= 1
    assert Clock.objects.get(pk=hours.pk).due_at == hours.due_at
    actions.change_holiday(by=cast.administrator, day=day, added=False, title="", reason="It was moved")
    moving.refresh_from_db()
    assert (moving.due_on, moving.original_due_on, moving.recounts.count()) == (first, first, 2)
    assert actions.recount_clocks(by=System("test")) == 0


def test_bank_holidays_are_changed_by_administrators_alone_and_only_where_it_changes_something(cast) -> None:
    day = ENGLAND_AND_WALES.add_working_days(timezone.localdate(), 3)
    given = {"added": True, "title": "Invented", "reason": "The Gazette"}
    with pytest.raises(NotAllowed, match="only an administrator"):
        actions.change_holiday(by=cast.quality_lead, day=day, **given)
    with pytest.raises(NotPossible, match="not worked anyway"):
        actions.change_holiday(by=cast.administrator, day=date(2027, 5, 8), **given)
    with pytest.raises(NotPossible, match="a bank holiday already"):
        actions.change_holiday(by=cast.administrator, day=date(2027, 12, 27), **given)
    with pytest.raises(NotPossible, match="where this is published"):
        actions.change_holiday(by=cast.administrator, day=day, **{**given, "reason": ""})


def _published(tmp_path, *days: str, title: str = "Invented"):
    file = tmp_path / "bank-holidays.json"
    events = [{"title": title, "date": day, "notes": "", "bunting": True} for day in days]
    file.write_text(json.dumps({"england-and-wales": {"events": events}, "scotland": {"events": []}}))
    return file


DAYS_OF_2030 = ("01-01", "04-19", "04-22", "05-06", "05-27", "08-26", "12-25", "12-26")


def test_the_published_list_makes_a_year_known(cast, tmp_path) -> None:
    assert "2030 are not known" in selectors.timetable(cast.site.pk).deadline("T11", date(2030, 4, 10)).caution
    file = _published(tmp_path, *(f"2030-{day}" for day in DAYS_OF_2030), "2031-01-01")
    told = actions.import_holidays(by=System("test"), published=read(file), source="a test")
    assert (told.years, told.removed, len(told.added)) == ((2030,), (), 8)
    found = selectors.timetable(cast.site.pk).deadline("T11", date(2030, 4, 10))
    assert (found.caution, found.due_on) == ("", date(2030, 5, 3))
    again = actions.import_holidays(by=System("test"), published=read(file), source="a test")
    assert (again.added, again.removed, again.clocks) == ((), (), 0)


def test_a_day_set_by_hand_is_not_undone_by_a_file(cast, tmp_path) -> None:
    actions.change_holiday(
        by=cast.administrator, day=date(2028, 5, 8), added=True, title="Invented", reason="The Gazette"
    )
    days = [day.isoformat() for day in sorted(ENGLAND_AND_WALES.holidays) if day.year == 2028]
    told = actions.import_holidays(by=System("test"), published=read(_published(tmp_path, *days)), source="a test")
    assert told.left_by_hand == (date(2028, 5, 8),)
    assert not selectors.calendar().is_working_day(date(2028, 5, 8))
    assert 2028 not in selectors.calendar().calculated_years


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"england-and-wales": 3}', '{"england-and-wales": {"events": [1]}}'])
def test_a_file_that_is_no_such_list_is_refused_in_a_sentence(tmp_path, text) -> None:
    file = tmp_path / "list.json"
    file.write_text(text)
    with pytest.raises(BadFile, match="not the published list of bank holidays"):
        read(file)


def test_a_list_without_a_whole_year_takes_nothing(cast, tmp_path) -> None:
    with pytest.raises(NotPossible, match="no whole year"):
        actions.import_holidays(by=System("test"), published=read(_published(tmp_path, "2030-01-01")), source="a test")


def test_counting_again_takes_as_many_statements_for_many_clocks_as_for_one(
    cast, walk, django_assert_max_num_queries
) -> None:
    walk.to(Stage.REFERRAL)
    first = clocks.start(walk.episode, "T03", ago(5))
    Clock.objects.bulk_create(clocks.row(walk.episode, clocks.held_deadline(first)) for _ in range(300))
    changed = ENGLAND_AND_WALES.with_holidays(added=[_in_the_count(first)])
    with django_assert_max_num_queries(6):
        assert clocks.recount_open(changed, because="A test", by=None) >= 301
    assert not Clock.objects.filter(rule="T03", due_on=first.due_on, started_on=first.started_on).exists()


def test_everything_that_runs_is_read_at_once_and_stands_where_its_sentence_says(
    cast, walk, django_assert_num_queries
) -> None:
    walk.to(Stage.REFERRAL)
    now = timezone.now()
    for rule, at in (("T03", ago(80)), ("T19", ago(6)), ("T23", ago(2)), ("T28", now - timedelta(hours=60))):
        clocks.start(walk.episode, rule, at)
    for rule in ("T01", "T05", "T26", "T37"):
        clocks.drop(walk.episode, rule, "a test")
    selectors.calendar()
    with django_assert_num_queries(1):
        found = clocks.open_at(now, sites=[cast.site.pk])
    ours = {each.rule: each for each in found if each.episode_id == walk.episode.pk}
    assert set(ours) == {"T03", "T19", "T23", "T28"}
    assert ours["T03"].state is ClockState.LATE
    assert ours["T28"].state is ClockState.DUE_SOON
    for each in found:
        deadline = clocks.held_deadline(each)
        assert each.state is status_of(deadline, now if deadline.due_at else timezone.localdate()).state
        assert each.site_id == cast.site.pk


def test_a_conference_on_another_day_takes_what_counts_back_from_it_along(cast, walk) -> None:
    walk.to(Stage.REFERRAL)
    first, later = (ENGLAND_AND_WALES.add_working_days(timezone.localdate(), days) for days in (8, 12))
    [reports] = clocks.start_from(walk.episode, Anchor.INITIAL_BOOKED, first)
    assert (reports.rule, reports.started_on) == ("T13", first)
    [moved] = clocks.move_to(walk.episode, Anchor.INITIAL_BOOKED, later, "The police cannot come.", cast.coordinator)
    assert (moved.pk, moved.started_on, moved.original_due_on) == (reports.pk, later, reports.due_on)
    assert moved.due_on == ENGLAND_AND_WALES.subtract_working_days(later, 2)
    assert moved.recounts.get().because == "The police cannot come."
    clocks.stop(walk.episode, "T13", timezone.localdate())
    assert clocks.move_to(walk.episode, Anchor.INITIAL_BOOKED, first, "Again.") == []


def test_a_clock_in_hours_keeps_its_minutes(cast, walk) -> None:
    walk.to(Stage.REFERRAL)
    back = timezone.now() - timedelta(hours=71)
    clock = clocks.start(walk.episode, "T28", back)
    assert clock.due_at == back + timedelta(hours=72)
    assert clocks.start(walk.episode, "T28", back) == clock
    assert "left" in clocks.status(clock, timezone.localdate()).sentence
    clocks.stop(walk.episode, "T28", back + timedelta(hours=73))
    clock.refresh_from_db()
    assert clock.done_at == back + timedelta(hours=73)
    assert clocks.status(clock, timezone.localdate() + timedelta(1)).state is ClockState.MET_LATE
    with pytest.raises(NotPossible, match="needs the time"):
        clocks.start(walk.episode, "T28", timezone.localdate())


def test_what_no_record_shows_is_said_to_be_done_by_whoever_may(cast, walk) -> None:
    walk.to(Stage.PATHWAY_DECISION)
    written, given = walk.clock("T07"), {"by": cast.social_worker, "young_person": walk.rowan}
    with pytest.raises(NotPossible, match="done by recording it"):
        pathway.finish_clock(**given, clock=walk.clock("T11"), done_on=timezone.localdate())
    with pytest.raises(NotPossible, match="before the day that started the clock"):
        pathway.finish_clock(**given, clock=written, done_on=written.started_on - timedelta(1))
    with pytest.raises(NotPossible, match="in the future"):
        pathway.finish_clock(**given, clock=written, done_on=timezone.localdate() + timedelta(1))
    with pytest.raises((NotAllowed, NotVisible)):
        pathway.finish_clock(**{**given, "by": cast.quality_lead}, clock=written, done_on=written.due_on)
    pathway.finish_clock(**given, clock=written, done_on=written.due_on)
    assert clocks.status(walk.clock("T07"), timezone.localdate()).state is ClockState.MET
    with pytest.raises(NotPossible, match="stopped already"):
        pathway.finish_clock(**given, clock=written, done_on=written.due_on)


def test_a_limit_in_hours_is_done_at_a_time(cast, walk) -> None:
    walk.to(Stage.REFERRAL)
    clock = clocks.start(walk.episode, "T02", timezone.now() - timedelta(hours=30))
    given = {"by": cast.social_worker, "young_person": walk.rowan, "clock": clock}
    today = timezone.localdate()
    with pytest.raises(NotPossible, match="Enter the time too"):
        pathway.finish_clock(**given, done_on=today)
    done = pathway.finish_clock(**given, done_on=clock.started_on, done_at=time(23, 59))
    assert done.done_at is not None
    assert clocks.status(done, today + timedelta(1)).state is ClockState.MET


def test_what_is_asked_for_on_the_way_to_a_conference_has_its_clocks(cast, walk) -> None:
    walk.to(Stage.CONFERENCE_BOOKED)
    by_rule = {clock.rule: clock for clock in walk.episode.clocks.all()}
    assert {"T01", "T06", "T07", "T09", "T10", "T11"} <= set(by_rule)
    assert by_rule["T06"].done_on is not None
    assert by_rule["T09"].done_on is not None
    assert by_rule["T10"].done_on is None


def test_coordinators_can_be_told_what_changed(cast) -> None:
    before, today = timezone.now(), timezone.localdate()
    actions.set_limit(by=cast.quality_lead, site=cast.site, rule="T19", number=8, in_force_from=today, reason=WHY)
    day = ENGLAND_AND_WALES.add_working_days(today, 3)
    actions.change_holiday(by=cast.administrator, day=day, added=True, title="Invented", reason="The Gazette")
    assert [news.site_id for news in selectors.news_since(before)] == [cast.site.pk, None]
    assert selectors.news_since(timezone.now()) == []


@override_settings(COUNT_MODE="include")
def test_a_site_that_chose_nothing_counts_as_the_service_is_set(cast) -> None:
    assert selectors.timetable(cast.site.pk, fresh=True).mode(timezone.localdate()) is CountMode.INCLUDE
