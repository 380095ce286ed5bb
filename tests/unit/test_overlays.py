"""What can go on beside the pathway: every kind says what it means and asks something of somebody."""

from datetime import date

import pytest

from roth.domain.overlays import OVERLAYS, RECORDED, Kind, known, turning_18
from roth.domain.timescales import TIMESCALES


def test_all_thirteen_are_in_the_table_and_each_says_what_it_means():
    assert set(OVERLAYS) == set(Kind)
    assert len(Kind) == 13
    assert all(overlay.means for overlay in OVERLAYS.values())


def test_every_kind_that_is_recorded_asks_something_and_its_clocks_are_known():
    rules = {rule.code for rule in TIMESCALES}
    assert all(OVERLAYS[Kind(kind)].asked for kind in RECORDED)
    assert {asked.rule for overlay in OVERLAYS.values() for asked in overlay.asked if asked.rule} <= rules


def test_custody_hospital_another_area_and_turning_18_can_never_look_like_harm_reduced():
    kinds = {kind for kind, overlay in OVERLAYS.items() if overlay.ends_plan}
    assert kinds == {Kind.IN_CUSTODY, Kind.HOSPITALISED, Kind.OUT_OF_AREA, Kind.TURNING_18}


@pytest.mark.parametrize(
    ("today", "turning"),
    [
        (date(2026, 8, 27), False),
        (date(2026, 8, 28), True),
        (date(2027, 2, 27), True),
        (date(2027, 2, 28), False),
    ],
)
def test_turning_18_runs_from_17_and_a_half_until_the_birthday(today, turning):
    assert turning_18(date(2009, 2, 28), today) is turning


def test_what_the_record_itself_says_needs_nobody_to_record_it():
    assert known(date(2009, 2, 28), True, date(2026, 9, 1)) == (Kind.TURNING_18, Kind.RESTRICTED)
    assert known(None, False, date(2026, 9, 1)) == ()
