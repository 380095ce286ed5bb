"""What My work says of a limit is what holds at the site, counted as the clock is kept; hours are told in hours."""

from datetime import timedelta

import pytest
from django.utils import timezone

from roth.domain.words import day_in_words
from roth.pathway import clocks
from roth.timetable import actions as timetable
from roth.work import present
from roth.work.selectors.tray import rows_for
from tests.integration.pathway_walk import Walk

pytestmark = pytest.mark.django_db
WHY = "Agreed by the partnership."


def said(user, rule: str) -> present.Item:
    """The one thing that My work says of a limit, as far ahead as anybody may look."""
    rows = rows_for(user, timezone.localdate(), timezone.localdate() + timedelta(days=400))
    row = next(row for row in rows if (row.kind, row.code) == ("clock", rule))
    return present.item(row, timezone.localdate(), user.standing, {})


def test_the_sites_own_limit_stands_in_the_sentence_and_in_the_reason_for_the_day(cast) -> None:
    today = timezone.localdate()
    own = {"site": cast.site, "rule": "T26", "number": 8, "in_force_from": today, "reason": WHY}
    timetable.set_limit(by=cast.administrator, **own)
    walk = Walk(cast)
    walk.refer(received_on=today)
    due = walk.clock("T26").due_on
    assert today + timedelta(weeks=7) < due <= today + timedelta(weeks=8)
    item = said(cast.team_manager, "T26")
    assert day_in_words(due, today) in item.detail, "not the day of the table"
    assert "within 8 weeks" in item.rule
    assert "8 weeks is this site’s own limit; the table has 12 weeks." in item.rule


def test_a_day_that_was_counted_again_is_the_day_that_is_said(cast) -> None:
    walk = Walk(cast)
    walk.refer()
    clock = walk.clock("T01")
    clocks.move(walk.episode, "T01", walk.episode.opened_on + timedelta(days=7), "The day was put right.")
    moved = walk.clock("T01").due_on
    assert moved != clock.due_on
    assert day_in_words(moved, timezone.localdate()) in said(cast.team_manager, "T01").detail


def test_a_limit_in_hours_is_told_in_hours(cast) -> None:
    walk = Walk(cast)
    walk.refer(received_on=timezone.localdate())
    walk.triage(on=timezone.localdate())
    item = said(cast.team_manager, "T02")
    assert "hours left" in item.detail
    assert "within 24 hours" in item.rule
    assert "own limit" not in item.rule


def test_a_site_with_fewer_hours_is_told_its_own(cast) -> None:
    today = timezone.localdate()
    own = {"site": cast.site, "rule": "T02", "number": 6, "in_force_from": today, "reason": WHY}
    timetable.set_limit(by=cast.administrator, **own)
    walk = Walk(cast)
    walk.refer(received_on=today)
    walk.triage(on=today)
    item = said(cast.team_manager, "T02")
    assert "5 hours left" in item.detail
    assert "6 hours is this site’s own limit; the table has 24 hours." in item.rule
