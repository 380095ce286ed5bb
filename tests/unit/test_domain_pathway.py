"""The pathway's table: every arrow can be taken when all holds, and each guard stops it with a sentence of its own."""

from dataclasses import replace

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
    as_mermaid,
    leaving,
    missing,
    path,
    require,
)
from roth.domain.timescales import TIMESCALES
from tests.unit.pathway_facts import ALL_HOLDS, BROKEN, facts_for

ARROWS = [(code, source) for code, arrow in TRANSITIONS.items() for source in arrow.source]
GUARDED = [(code, guard) for code, arrow in TRANSITIONS.items() for guard in arrow.guards]


@pytest.mark.parametrize(("code", "source"), ARROWS)
def test_an_arrow_is_taken_when_everything_holds(code, source):
    assert require(code, facts_for(code, stage=source)).to is TRANSITIONS[code].to


@pytest.mark.parametrize(("code", "guard"), GUARDED)
def test_each_guard_stops_its_arrow_with_its_sentence(code, guard):
    facts = facts_for(code, stage=next(iter(TRANSITIONS[code].source), Stage.CONTACT))
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


def test_a_closed_episode_leads_to_a_new_contact_only_and_every_other_stage_leads_somewhere():
    assert [arrow.code for arrow in leaving(Stage.CLOSED)] == ["C34"]
    assert all(leaving(stage) for stage in Stage if stage is not Stage.SIGNPOSTED)


def test_the_whole_published_list_of_steps_is_in_the_table():
    numbers = {code[:3] for code in TRANSITIONS}
    assert numbers == {f"C{number:02}" for number in range(1, 35)}


def test_every_stage_is_reached_from_a_contact_and_closed_can_follow_every_stage_but_advice():
    after = {stage: {arrow.to for arrow in leaving(stage)} for stage in Stage}

    def reached(start):
        found, ahead = set(), [start]
        while ahead:
            for stage in after[ahead.pop()] - found:
                found.add(stage)
                ahead.append(stage)
        return found

    assert reached(Stage.CONTACT) == set(Stage)
    assert all(Stage.CLOSED in reached(stage) for stage in Stage if stage is not Stage.SIGNPOSTED)


def test_every_guard_says_where_it_comes_from_and_its_census_rules_are_numbers():
    assert all(guard.source for guard in G.values())
    assert G["close_after_everything"].census_rules == ("8565",)
    assert G["closed_after_assessment"].census_rules == ("8825Q",)
    assert G["nothing_followed"].census_rules == ("8831", "8832", "4000")
    assert G["weights"].source == "inferred"


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
    assert sum(len(arrow.source) + arrow.opens for arrow in TRANSITIONS.values()) + 2 == len(arrows)
    assert "    strategy --> enquiry: C07 Start a section 47 enquiry" in drawn
    assert all(any(f"as {stage.value}" in line for line in drawn) for stage in Stage)
