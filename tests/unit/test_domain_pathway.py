"""The pathway's table: every arrow can be taken when all holds, and each guard stops it with a sentence of its own."""

from dataclasses import replace
from datetime import date

import pytest

from roth.domain import codes
from roth.domain.errors import NotPossible
from roth.domain.pathway import (
    BY_PATHWAY,
    LINE,
    QUESTIONS,
    TRANSITIONS,
    TRIAGE,
    G,
    Stage,
    StepFacts,
    as_mermaid,
    leaving,
    missing,
    path,
    require,
)
from roth.domain.timescales import TIMESCALES

MONDAY, SATURDAY = date(2026, 3, 23), date(2026, 3, 28)
ALL_HOLDS = StepFacts(
    stage=Stage.REFERRAL,
    on=MONDAY,
    opened_on=date(2026, 3, 2),
    since=date(2026, 3, 16),
    referral_written=True,
    worker_allocated=True,
    family_agreed=True,
    lead_practitioner_named=True,
    agencies_taking_part=frozenset({"social_care", "police", "health"}),
    young_person_seen=True,
    wishes_recorded=True,
    enquiry_written=frozenset(
        {
            *("contexts_enquired", "analysis", "protection_by_parents", "protection_in_contexts"),
            *("family_told_on", "agencies_told_on"),
        }
    ),
    questions_answered=10,
    harm_outside_home=True,
    harm_at_home=True,
    chair_consulted=True,
    senior_sign_off=True,
    assessment_authorised=True,
    weights_total_100=True,
    chair_is_independent=True,
    agencies_present=2,
    views_recorded=True,
    category="PHY",
    lead_worker_named=True,
    core_group_named=True,
    context_actions=1,
    contingency=True,
    review_on=date(2026, 6, 22),
    review_limit_on=date(2026, 6, 23),
)
BROKEN = {
    "not_before_referral": {"on": date(2026, 3, 1), "since": None},
    "not_before_last_step": {"on": date(2026, 3, 15)},
    "referral_written": {"referral_written": False},
    "nothing_followed": {"activity_recorded": True},
    "family_agreed": {"family_agreed": False},
    "lead_practitioner": {"lead_practitioner_named": False},
    "worker": {"worker_allocated": False},
    "one_assessment": {"other_assessment_open": True},
    "strategy_quorum": {"agencies_taking_part": frozenset({"social_care", "police", "school"})},
    "one_enquiry": {"other_enquiry_open": True},
    "seen": {"young_person_seen": False},
    "wishes": {"wishes_recorded": False},
    "contexts_enquired": {"enquiry_written": ALL_HOLDS.enquiry_written - {"contexts_enquired"}},
    "analysis": {"enquiry_written": ALL_HOLDS.enquiry_written - {"analysis"}},
    "protection": {"enquiry_written": ALL_HOLDS.enquiry_written - {"protection_in_contexts"}},
    "told": {"enquiry_written": ALL_HOLDS.enquiry_written - {"agencies_told_on"}},
    "ten_questions": {"questions_answered": 9},
    "harm_outside": {"harm_outside_home": None},
    "harm_at_home": {"harm_at_home": False},
    "both_harms": {"harm_at_home": False},
    "chair_consulted": {"chair_consulted": False},
    "senior_sign_off": {"senior_sign_off": False},
    "assessment": {"assessment_authorised": False},
    "weights": {"weights_total_100": False},
    "independent_chair": {"chair_is_independent": None},
    "quorum": {"agencies_present": 1},
    "weekday": {"on": SATURDAY},
    "views": {"views_recorded": False},
    "category": {"category": ""},
    "lead_worker": {"lead_worker_named": False},
    "core_group": {"core_group_named": False},
    "context_action": {"context_actions": 0},
    "contingency": {"contingency": False},
    "review_in_time": {"review_on": date(2026, 6, 24)},
    "nothing_blocking": {"blocking_findings": 1},
    "answered": {"unanswered_findings": 1},
}
ARROWS = [(code, source) for code, arrow in TRANSITIONS.items() for source in arrow.source]
GUARDED = [(code, guard) for code, arrow in TRANSITIONS.items() for guard in arrow.guards]


@pytest.mark.parametrize(("code", "source"), ARROWS)
def test_an_arrow_is_taken_when_everything_holds(code, source):
    assert require(code, replace(ALL_HOLDS, stage=source)).to is TRANSITIONS[code].to


@pytest.mark.parametrize(("code", "guard"), GUARDED)
def test_each_guard_stops_its_arrow_with_its_sentence(code, guard):
    facts = replace(ALL_HOLDS, stage=TRANSITIONS[code].source[0] if TRANSITIONS[code].source else Stage.REFERRAL)
    with pytest.raises(NotPossible) as refused:
        require(code, replace(facts, **BROKEN[guard]))
    assert (G[guard].where, G[guard].sentence) in refused.value.missing


def test_every_guard_is_asked_for_by_some_arrow():
    assert {guard for _, guard in GUARDED} == set(G) == set(BROKEN)


def test_an_arrow_from_another_stage_says_where_the_record_is():
    with pytest.raises(NotPossible, match="cannot follow “Plan in force”"):
        require("C07", replace(ALL_HOLDS, stage=Stage.PLAN))


def test_several_missing_things_are_all_told():
    facts = replace(ALL_HOLDS, stage=Stage.ENQUIRY, young_person_seen=False, wishes_recorded=False)
    with pytest.raises(NotPossible, match="Some things are needed first") as refused:
        require("C11", facts)
    assert [where for where, _ in refused.value.missing] == ["enquiry", "enquiry"]


def test_a_reason_stands_in_for_what_was_not_possible():
    not_seen = replace(ALL_HOLDS, young_person_seen=False, not_seen_reason="Rowan is missing; police are looking.")
    not_quorate = replace(ALL_HOLDS, agencies_taking_part=frozenset(), quorum_exception="Police send theirs by noon.")
    alone = replace(ALL_HOLDS, agencies_present=0, quorum_exception="Snow closed the roads; views came by phone.")
    assert not missing("C10", not_seen)
    assert not missing("C07", not_quorate)
    assert not missing("C17", alone)


def test_mental_health_counts_as_health():
    facts = replace(ALL_HOLDS, agencies_taking_part=frozenset({"social_care", "police", "camhs"}))
    assert not missing("C08", facts)


def test_nothing_leaves_a_closed_episode_and_something_leaves_every_stage_of_the_line_but_the_last():
    assert leaving(Stage.CLOSED) == ()
    assert all(leaving(stage) for stage in LINE[:-1])


def test_decisions_and_pathways_all_have_an_arrow_from_the_right_stage():
    assert set(TRIAGE) == set(codes.TRIAGE_DECISION)
    assert all(Stage.REFERRAL in TRANSITIONS[code].source for code in TRIAGE.values())
    assert set(BY_PATHWAY) == set(codes.PATHWAY) == set(codes.STATUS_OF_PATHWAY)
    assert all(TRANSITIONS[code].source == (Stage.PATHWAY_DECISION,) for code in BY_PATHWAY.values())
    assert [number for number, _ in QUESTIONS] == list(range(1, 11))


def test_clocks_that_arrows_start_stop_or_drop_exist():
    known = {timescale.code for timescale in TIMESCALES}
    assert all({*arrow.starts, *arrow.stops, *arrow.drops} <= known for arrow in TRANSITIONS.values())


def test_the_line_of_a_young_person_at_an_enquiry():
    shown = path((Stage.REFERRAL, Stage.STRATEGY, Stage.ENQUIRY), Stage.ENQUIRY)
    assert [state for _, state in shown] == ["done", "done", "now", "ahead", "ahead", "ahead", "ahead"]
    assert [stage for stage, _ in shown] == list(LINE)


def test_the_line_of_an_imported_episode_takes_what_must_have_come_before_as_done():
    assert [state for _, state in path((), Stage.ENQUIRY)][:3] == ["done", "done", "now"]
    assert path((), Stage.CIN_PLAN) == ((Stage.REFERRAL, "done"), (Stage.CIN_PLAN, "now"))
    assert path((), Stage.REFERRAL)[0] == (Stage.REFERRAL, "now")


def test_a_branch_is_on_the_line_of_those_who_took_it():
    shown = path((Stage.REFERRAL, Stage.ASSESSMENT), Stage.ASSESSMENT)
    assert shown[:3] == ((Stage.REFERRAL, "done"), (Stage.ASSESSMENT, "now"), (Stage.STRATEGY, "ahead"))
    again = path((Stage.REFERRAL, Stage.ASSESSMENT, Stage.STRATEGY), Stage.STRATEGY)
    assert [stage for stage, _ in again][:4] == [Stage.REFERRAL, Stage.ASSESSMENT, Stage.STRATEGY, Stage.ENQUIRY]
    assert path((Stage.REFERRAL, Stage.CLOSED), Stage.CLOSED)[-1] == (Stage.CLOSED, "now")


def test_the_diagram_has_every_arrow_and_every_stage():
    drawn = as_mermaid().splitlines()
    arrows = [line for line in drawn if " --> " in line]
    assert drawn[0] == "stateDiagram-v2"
    assert sum(len(arrow.source) or 1 for arrow in TRANSITIONS.values()) + 1 == len(arrows)
    assert "    strategy --> enquiry: C07 Start a section 47 enquiry" in drawn
    assert all(any(f"as {stage.value}" in line for line in drawn) for stage in Stage)
