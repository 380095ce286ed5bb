"""One young person's whole way, in a real browser and by keyboard alone: from a census file to a plan in force.

Every page on the way is checked with axe as it is arrived at (`keyboard`). The steps stand in a module for each part of
the way.
"""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.functional import the_assessment, the_conference, the_plan, to_the_decision
from tests.functional.keyboard import Person
from tests.functional.story import Story, census

pytestmark = pytest.mark.browser


def test_a_young_person_from_a_census_walks_to_a_plan_in_force(
    person: Callable[..., Person], roth: Callable[..., str], tmp_path: Path
) -> None:
    story = Story(person, roth)
    given_a_census_with_one_referral(story, tmp_path)

    to_the_decision.the_manager_finds_the_record_and_allocates(story)
    to_the_decision.the_worker_completes_the_referral(story)
    to_the_decision.the_manager_decides_on_a_strategy_discussion(story)
    to_the_decision.the_manager_records_the_strategy_discussion(story)
    to_the_decision.the_worker_writes_the_enquiry(story)
    to_the_decision.the_manager_authorises_the_enquiry(story)
    to_the_decision.the_manager_decides_the_pathway(story)

    the_assessment.the_worker_starts_with_his_words(story)
    the_assessment.the_worker_finds_needs_and_strengths(story)
    the_assessment.the_worker_says_how_harm_works(story)
    the_assessment.the_worker_writes_the_other_sections(story)
    the_assessment.they_weigh_the_contexts(story)
    the_assessment.the_manager_authorises_the_assessment(story)

    the_conference.the_coordinator_books_with_a_chair_who_answers_for_nobody_here(story)
    the_conference.the_coordinator_invites_those_with_reach(story)
    the_conference.the_chair_says_who_came_and_what_each_thinks(story)
    the_conference.the_chair_writes_the_record(story)
    the_conference.the_chair_decides_on_a_plan(story)

    the_plan.the_worker_pauses_before_planning(story)
    the_plan.the_worker_acts_on_the_station(story)
    the_plan.the_worker_says_how_we_would_know(story)
    the_plan.the_worker_names_who_carries_the_plan(story)
    the_plan.the_only_action_is_taken_out_and_the_question_is_back(story)
    the_plan.the_page_and_the_command_say_the_same(story)
    the_plan.the_chair_answers_the_rest(story)
    the_plan.the_chair_puts_the_plan_in_force(story)

    the_conference.those_who_are_not_invited_get_nothing(story)
    the_plan.the_partner_reads_the_plan_and_nothing_else(story)


def given_a_census_with_one_referral(story: Story, folder: Path) -> None:
    """An open referral, and nothing after it."""
    file = folder / "census.xml"
    file.write_bytes(census(story.days))
    report = json.loads(story.roth("import", "cin-census", str(file), "--site", "wexbourne", "--json"))
    assert report["taken"]["children"] == report["taken"]["referrals"] == 1, report
