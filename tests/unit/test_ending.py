"""The exit test: every part is asked; being away, locked up, ill, 18 or out of touch is never called harm reduced."""

from dataclasses import fields, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roth.domain import ending, reviewing
from roth.domain.change import Rating
from roth.domain.ending import Because, ExitFacts, Outcome

ON = date(2026, 11, 25)
WHOLE = ExitFacts(
    on=ON,
    plan_started_on=ON - timedelta(days=200),
    no_longer_likely=True,
    contexts=("much_better", "same"),
    contexts_changed="Two adults at the shelter until ten; the kiosk lets them wait inside.",
    evidence_from=ON - timedelta(days=90),
    evidence_to=ON,
    evidence="No incident in three months, from police, school and the young people themselves.",
    own_account="I go there with friends and nobody asks me for anything.",
    likely_to_last=True,
    slipping_signs="The late shift loses its second person; Dee would notice.",
    risk_moved=False,
    only_because=False,
    step_down_lead="Dee Marlow",
    step_down_on=ON,
    step_down="Youth work on Tuesdays",
    linked_still_live="The chat group, with the exploitation team",
    young_persons_view="I am ready",
    parents_view="So are we",
    dissent="none",
)


def test_a_whole_test_may_end_and_may_be_called_harm_reduced() -> None:
    assert ending.against_ending(WHOLE) == ()
    assert ending.outcomes_allowed(WHOLE)[0] is Outcome.REDUCED
    assert ending.against_outcome("harm_reduced", WHOLE) == ""


@pytest.mark.parametrize("field", [field for field, _, _ in ending.PARTS if field != "first_review_reason"])
def test_each_part_of_the_test_is_asked_for_when_it_is_missing(field) -> None:
    kind = {each.name: each.type for each in fields(ExitFacts)}[field]
    empty = None if "None" in str(kind) else ""
    facts = replace(WHOLE, **{field: empty}) if field != "risk_moved_words" else replace(WHOLE, risk_moved=True)
    assert field in {name for name, _ in ending.unanswered(facts)}
    assert ending.against_ending(facts)


def test_no_plan_ends_on_its_first_day_and_an_exception_is_needed_at_the_first_review() -> None:
    assert any("8840" in say for _, say in ending.against_ending(replace(WHOLE, plan_started_on=ON)))
    first = replace(WHOLE, first_review=True)
    assert [name for name, _ in ending.against_ending(first)] == ["first_review_reason"]
    assert ending.against_ending(replace(first, first_review_reason="The gang was convicted")) == ()


def test_a_plan_does_not_end_while_harm_is_likely_and_nothing_else_has_changed() -> None:
    assert ("no_longer_likely") in {name for name, _ in ending.against_ending(replace(WHOLE, no_longer_likely=False))}


JUDGED = st.sampled_from([True, False, None])
FACTS = st.builds(
    replace,
    st.just(WHOLE),
    no_longer_likely=JUDGED,
    likely_to_last=JUDGED,
    risk_moved=JUDGED,
    contexts=st.lists(st.sampled_from([each.value for each in Rating]), max_size=4).map(tuple),
    contexts_changed=st.sampled_from(["", "They are not there any more", "Two adults until ten"]),
    evidence=st.sampled_from(["", "No incident"]),
    because=st.frozensets(st.sampled_from([each.value for each in Because]), min_size=1),
)


@given(FACTS)
def test_no_facts_with_only_custody_a_move_hospital_silence_or_a_birthday_give_success(facts) -> None:
    """Whatever else is said: where harm is less only because of where the young person is, nothing is a success."""
    for only in (True, None):
        judged = replace(facts, only_because=only)
        assert not ending.is_reduced(judged)
        allowed = ending.outcomes_allowed(judged)
        assert not any(ending.counts_as_success(each) for each in allowed)
        assert ending.against_outcome("harm_reduced", judged)
        assert {ending.OUTCOME_OF[Because(each)] for each in judged.because} <= set(allowed)


@given(FACTS, st.booleans())
def test_success_always_rests_on_a_context_that_is_better(facts, only) -> None:
    judged = replace(facts, only_because=only)
    if ending.is_reduced(judged):
        assert set(judged.contexts) & {"bit_better", "much_better", "sustained"}
        assert "worse" not in judged.contexts
        assert judged.risk_moved is False
        assert judged.likely_to_last is True
    else:
        assert ending.why_not_reduced(judged)


def test_only_harm_reduced_is_ever_counted_as_success() -> None:
    assert [each for each in Outcome if ending.counts_as_success(each)] == [Outcome.REDUCED]


def test_ratings_of_a_review_say_how_anybody_knows_and_lasting_follows_better() -> None:
    rows = [
        {"key": "goal:1", "rating": "much_better", "evidence": " "},
        {"key": "context:2", "rating": "", "evidence": ""},
    ]
    assert [name for name, _ in reviewing.against_ratings(rows, {})] == ["evidence_goal_1", "rating_context_2"]
    lasting = [{"key": "goal:1", "rating": "sustained", "evidence": "Asked again"}]
    assert reviewing.against_ratings(lasting, {})
    assert not reviewing.against_ratings(lasting, {"goal:1": "much_better"})


def test_weights_now_are_said_of_all_or_none_and_add_up() -> None:
    assert not reviewing.against_weights([None, None])
    assert not reviewing.against_weights([30, 70])
    assert reviewing.against_weights([30, None])
    assert "90" in reviewing.against_weights([20, 70])


@pytest.mark.parametrize(("months", "asks"), [(8, ""), (9, "9 months"), (16, "15 months"), (30, "24 months")])
def test_an_old_plan_is_asked_about(months, asks) -> None:
    started = date(2024, 1, 31)
    today = reviewing.add_months(started, months)
    assert asks in reviewing.age_in_question(started, today)
    assert bool(reviewing.age_in_question(started, today)) is bool(asks)
