"""Where a census episode stands, and which clocks that means: each line of the two tables."""

from dataclasses import replace
from datetime import date

import pytest

from roth.domain.stages import Stage
from roth.exchange.cin_census.schema import (
    CensusAssessment,
    CensusCinPlan,
    CensusEnquiry,
    CensusEpisode,
    CensusPlan,
)
from roth.exchange.cin_census.stage import CLOSED, NO_CONFERENCE, clocks, journey, standing


def day(number: int, month: int = 9) -> date:
    return date(2025, month, number)


REFERRED = CensusEpisode(day(1))
ASSESSED = CensusAssessment(day(2), authorised=day(20))
WAITING = CensusEnquiry(day(3))
HELD = CensusEnquiry(day(3), conference=day(17))
NEEDLESS = CensusEnquiry(day(3), conference_not_required=True)
PLAN = CensusPlan(day(17))
ENDED = CensusPlan(day(17), ended=day(1, 12))
IN_NEED = CensusCinPlan(day(10))


@pytest.mark.parametrize(
    ("values", "stage", "since"),
    [
        ({}, Stage.REFERRAL, day(1)),
        ({"no_further_action": True}, Stage.CLOSED, day(1)),
        ({"no_further_action": True, "assessments": (ASSESSED,)}, Stage.ASSESSMENT, day(2)),
        ({"assessments": (ASSESSED,)}, Stage.ASSESSMENT, day(2)),
        ({"assessments": (replace(ASSESSED, authorised=None),)}, Stage.ASSESSMENT, day(2)),
        ({"assessments": (ASSESSED,), "enquiries": (WAITING,)}, Stage.ENQUIRY, day(3)),
        ({"assessments": (ASSESSED,), "enquiries": (NEEDLESS,)}, Stage.ASSESSMENT, day(3)),
        ({"enquiries": (HELD,)}, Stage.ASSESSMENT, day(17)),
        ({"enquiries": (WAITING,), "plans": (ENDED,)}, Stage.ASSESSMENT, day(1, 12)),
        ({"enquiries": (HELD,), "plans": (PLAN,)}, Stage.PLAN, day(17)),
        ({"enquiries": (CensusEnquiry(day(30)),), "plans": (PLAN,)}, Stage.PLAN, day(17)),
        ({"cin_plans": (IN_NEED,)}, Stage.CIN_PLAN, day(10)),
        ({"cin_plans": (IN_NEED,), "enquiries": (CensusEnquiry(day(30)),)}, Stage.ENQUIRY, day(30)),
        ({"cin_plans": (IN_NEED,), "enquiries": (WAITING,)}, Stage.CIN_PLAN, day(10)),
        ({"cin_plans": (IN_NEED,), "plans": (PLAN,)}, Stage.PLAN, day(17)),
        ({"cin_plans": (replace(IN_NEED, ended=day(30)),)}, Stage.ASSESSMENT, day(30)),
        ({"transfer_in_conference": day(5)}, Stage.ASSESSMENT, day(5)),
        ({"plans": (PLAN,), "closed": day(2, 12), "closure_reason": "RC7"}, Stage.CLOSED, day(2, 12)),
    ],
)
def test_where_an_episode_stands(values, stage, since) -> None:
    now = standing(replace(REFERRED, **values))
    assert (now.stage, now.since) == (stage, since)
    assert (now.closed_on is not None) == (stage is Stage.CLOSED)


def running(episode: CensusEpisode) -> set[tuple[str, date]]:
    return {(each.rule, each.started_on) for each in clocks(episode) if each.current and not each.done_on}


def done(episode: CensusEpisode) -> set[tuple[str, date, date]]:
    return {(each.rule, each.started_on, each.done_on) for each in clocks(episode) if each.done_on}


def test_a_referral_runs_one_clock_until_something_follows() -> None:
    assert running(REFERRED) == {("T01", day(1))}
    followed = replace(REFERRED, assessments=(replace(ASSESSED, authorised=None),))
    assert running(followed) == {("T03", day(1))}
    assert done(followed) == {("T01", day(1), day(2))}


def test_a_later_assessment_counts_from_its_own_start() -> None:
    again = CensusAssessment(day(1, 12))
    assert running(replace(REFERRED, assessments=(ASSESSED, again))) == {("T03", day(1, 12))}
    alone = clocks(replace(REFERRED, assessments=(again,)), assessed_before=True)
    assert [each.started_on for each in alone if each.rule == "T03"] == [day(1, 12)]


def test_an_enquiry_waits_for_its_conference_unless_none_is_needed() -> None:
    assert ("T11", day(3)) in running(replace(REFERRED, enquiries=(WAITING,)))
    assert ("T11", day(3), day(17)) in done(replace(REFERRED, enquiries=(HELD,)))
    (needless,) = [each for each in clocks(replace(REFERRED, enquiries=(NEEDLESS,))) if each.rule == "T11"]
    assert (needless.not_needed_because, needless.current) == (NO_CONFERENCE, False)


def test_reviews_follow_one_another_from_the_conference() -> None:
    reviewed = replace(PLAN, started=day(18), reviews=(day(1, 11), day(1, 12)))
    episode = replace(REFERRED, enquiries=(HELD,), plans=(replace(PLAN, started=day(18)),))
    assert ("T23", day(17)) in running(episode)
    later = replace(episode, plans=(reviewed,))
    assert {each for each in done(later) if each[0] > "T20"} == {
        ("T23", day(17), day(1, 11)),
        ("T24", day(1, 11), day(1, 12)),
    }
    assert running(later) == {("T24", day(1, 12))}
    assert running(replace(episode, plans=(replace(reviewed, ended=day(5, 12)),))) == set()


def test_a_closed_episode_runs_nothing() -> None:
    closed = replace(REFERRED, enquiries=(WAITING,), closed=day(30))
    assert running(closed) == set()
    assert {each.not_needed_because for each in clocks(closed) if not each.done_on} == {CLOSED}


def test_the_journey_names_each_known_step_in_order_and_ends_where_the_episode_is() -> None:
    episode = replace(REFERRED, assessments=(ASSESSED,), enquiries=(HELD,), plans=(ENDED,))
    assert journey(episode) == (
        (Stage.REFERRAL, day(1)),
        (Stage.ASSESSMENT, day(2)),
        (Stage.ENQUIRY, day(3)),
        (Stage.PLAN, day(17)),
        (Stage.ASSESSMENT, day(1, 12)),
    )
    early = replace(REFERRED, assessments=(CensusAssessment(date(2025, 8, 1)),))
    assert journey(early) == ((Stage.REFERRAL, day(1)), (Stage.ASSESSMENT, day(1)))
