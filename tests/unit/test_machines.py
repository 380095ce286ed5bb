"""The small machines: every state can be reached, each guard stops its step, and a meeting is where its facts say."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roth.domain.disagreements import COMPLAINT, DISSENT, ComplaintStage, DisagreementFacts, DissentStage
from roth.domain.document_stages import PAPER, PaperFacts, PaperStage
from roth.domain.errors import NotPossible
from roth.domain.meeting_stages import GUARDS, MEETING, READINESS, MeetingFacts, MeetingStage, line, not_ready, stage_of

S = MeetingStage
MACHINES = (MEETING, PAPER, DISSENT, COMPLAINT)
READY = MeetingFacts(
    booked=True,
    people_invited=5,
    reports_asked=3,
    quorum_forecast=True,
    family_prepared=True,
    access_arranged=True,
)
HELD = replace(READY, started=True, views_recorded=True, decided=True, minutes_written=True)
SENT = replace(HELD, letter_sent=True)
flags = st.builds(
    MeetingFacts,
    **{name: st.booleans() for name, kind in MeetingFacts.__annotations__.items() if kind in ("bool", bool)},
    people_invited=st.integers(0, 3),
    reports_asked=st.integers(0, 3),
    corrections_open=st.integers(0, 2),
)


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.title)
def test_every_state_of_a_machine_can_be_reached_and_no_guard_is_idle(machine) -> None:
    reached, asked = {machine.start}, set()
    for _ in machine.states:
        reached |= {step.to for step in machine.steps if set(step.source) & reached}
    assert reached == set(machine.states)
    for step in machine.steps:
        asked |= set(step.guards)
        assert set(step.guards) <= set(machine.guards), step.code
    extra = set(READINESS) if machine is MEETING else set()
    assert asked | extra == set(machine.guards)
    assert len({step.code for step in machine.steps}) == len(machine.steps)


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.title)
def test_the_diagram_draws_each_arrow_of_the_table(machine) -> None:
    drawn = machine.as_mermaid()
    for step in machine.steps:
        for source in step.source:
            assert f"{source.value} --> {step.to.value}: {step.code} {step.title}" in drawn


@pytest.mark.parametrize(
    ("facts", "stage"),
    [
        (MeetingFacts(), S.REQUESTED),
        (MeetingFacts(booked=True), S.BOOKED),
        (MeetingFacts(booked=True, people_invited=2), S.INVITED),
        (MeetingFacts(booked=True, people_invited=2, reports_asked=1, reports_missing=("School",)), S.REPORTS_OPEN),
        (READY, S.READY),
        (replace(READY, moved_and_unanswered=True), S.REARRANGED),
        (replace(READY, cancelled=True), S.CANCELLED),
        (replace(READY, started=True), S.IN_SESSION),
        (replace(READY, reports_missing=("Police",), started=True, why_not_ready="The family wants it"), S.IN_SESSION),
        (replace(HELD, adjourned=True), S.INQUORATE),
        (replace(HELD, minutes_written=False), S.DECIDED),
        (replace(READY, decided=True), S.DECIDED),  # written down afterwards
        (SENT, S.RECORD_DRAFT),
        (replace(SENT, corrections_open=1), S.CORRECTION_REQUESTED),
        (replace(SENT, minutes_approved=True), S.RECORD_APPROVED),
        (replace(SENT, minutes_approved=True, minutes_sent=True), S.RECORD_SENT),
        (replace(SENT, minutes_approved=True, minutes_sent=True, closed=True), S.FINAL),
    ],
)
def test_a_meeting_is_where_what_happened_to_it_says(facts: MeetingFacts, stage: MeetingStage) -> None:
    assert stage_of(facts) is stage


@pytest.mark.parametrize("name", READINESS)
def test_one_thing_missing_keeps_a_meeting_from_being_ready_and_is_said(name: str) -> None:
    without = {
        "quorum_forecast": {"quorum_forecast": False},
        "reports": {"reports_missing": ("School",)},
        "family_prepared": {"family_prepared": False},
        "exclusions": {"exclusions_undecided": 1},
        "access": {"access_arranged": False},
    }[name]
    facts = replace(READY, **without)
    assert stage_of(facts) is not S.READY
    (said,) = not_ready(facts)
    assert said.startswith(GUARDS[name].sentence)
    assert ("School" in said) == (name == "reports")


def test_a_meeting_that_is_not_ready_starts_only_with_the_chairs_reason() -> None:
    facts = replace(READY, reports_missing=("Police",), by_its_chair=True)
    with pytest.raises(NotPossible) as refused:
        MEETING.require("M08", stage_of(facts), facts)
    assert refused.value.missing == (("why_not_ready", GUARDS["why_not_ready"].sentence),)
    MEETING.require("M08", stage_of(facts), replace(facts, why_not_ready="Rowan asked not to wait"))
    with pytest.raises(NotPossible, match="cannot follow"):
        MEETING.require("M07", stage_of(facts), facts)


@pytest.mark.parametrize("code", ["M07", "M08", "M10", "M11", "M12", "M17", "M19"])
def test_what_belongs_to_the_chair_is_refused_to_everybody_else(code: str) -> None:
    facts = replace(SENT, why_not_ready="A reason", by_its_chair=False)
    assert "by_its_chair" in [guard.code for guard in MEETING.missing(code, facts)]
    assert MEETING.missing(code, replace(facts, by_its_chair=True)) == ()


def test_minutes_are_not_approved_over_an_open_correction() -> None:
    facts = replace(SENT, corrections_open=1, by_its_chair=True)
    with pytest.raises(NotPossible, match="cannot follow"):
        MEETING.require("M17", stage_of(facts), facts)


@given(flags)
def test_the_line_has_exactly_one_now_and_it_is_the_stage(facts: MeetingFacts) -> None:
    now = [stage for stage, state in line(facts) if state == "now"]
    assert now == [stage_of(facts)]


@given(flags)
def test_nothing_after_the_decision_is_reached_without_a_decision(facts: MeetingFacts) -> None:
    after = {S.DECIDED, S.LETTER_SENT, S.RECORD_DRAFT, S.RECORD_APPROVED, S.RECORD_SENT, S.FINAL}
    if stage_of(facts) in after:
        assert facts.decided
        assert not facts.adjourned
    if stage_of(facts) is S.FINAL:
        assert facts.minutes_approved
        assert facts.minutes_sent


def test_no_step_of_a_disagreement_leads_to_another_decision() -> None:
    """The decision stands: no machine here knows a decision, and each ends in an answer."""
    ends = {D.value for D in (DissentStage.RESOLVED, DissentStage.UPHELD, DissentStage.NOT_UPHELD)}
    left = {source for step in DISSENT.steps for source in step.source}
    assert {state.value for state in DissentStage if state not in left} == ends
    assert [state for state in ComplaintStage if not COMPLAINT.leaving(state)] == [ComplaintStage.OUTCOME]


@pytest.mark.parametrize(("in_time", "reason"), product((True, False), ("", "The letter came late")))
def test_a_written_complaint_after_28_days_needs_a_reason(in_time: bool, reason: str) -> None:
    facts = DisagreementFacts(words="I was not heard", help_offered=True, in_time=in_time, late_reason=reason)
    lacking = [guard.code for guard in COMPLAINT.missing("K02", facts)]
    assert lacking == ([] if in_time or reason else ["in_time"])


def test_a_complaint_about_one_agency_is_not_taken_here() -> None:
    facts = DisagreementFacts(words="The officer", help_offered=True, about_the_conference=False)
    with pytest.raises(NotPossible, match="that agency's own"):
        COMPLAINT.require("K02", ComplaintStage.RECEIVED, facts)


def test_a_locked_paper_is_only_replaced_with_a_reason() -> None:
    with pytest.raises(NotPossible):
        PAPER.require("D04", PaperStage.LOCKED, PaperFacts(written=True))
    with pytest.raises(NotPossible, match="Say what should change"):
        PAPER.require("D06", PaperStage.LOCKED, PaperFacts(written=True))
    assert PAPER.require("D06", PaperStage.LOCKED, PaperFacts(reason="A date was wrong")).to is PaperStage.SUPERSEDED
