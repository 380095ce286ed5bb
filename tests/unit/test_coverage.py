"""The rules on a plan: each fires, is quiet, and says when it cannot tell; answers are kept; nothing depends on order.

What the actions' codes mean is tested beside them.
"""

import json
import random
from dataclasses import replace
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roth.domain.actions import CONTEXTUAL, LIVE, ActionStatus, Target
from roth.domain.coverage import as_json, check, coverage, lapsed_answers, unanswered
from roth.domain.facts import (
    ActionFacts,
    AttendanceFacts,
    ChallengeFacts,
    ContextFacts,
    DynamicFacts,
    GoalFacts,
    MeasureFacts,
    NeedFacts,
    NotToAct,
    PauseFacts,
    PlanFacts,
)
from roth.domain.findings import RULES, Level, Limits, State

REF = "PL-0001"


def action(key="a1", **changes):
    """Staff at the bus station are trained: linked to what was found there, owned by someone with reach."""
    usual = ActionFacts(
        key=key,
        text="Station staff learn who to call and stay with young people who ask.",
        goal_key="g1",
        target="place",
        approach="change_environment",
        context_key="bus",
        dynamic_keys=frozenset({"d1"}),
        need_keys=frozenset({"n1"}),
        challenge_keys=frozenset({"s1"}),
        owner_name="Marta Quill",
        owner_type="business",
        owner_agency_key="buses",
        owner_reach=frozenset({"bus"}),
        accepted=False,
        status="accepted",
        restrictive=False,
        ends_on=None,
        paired_support=False,
    )
    return replace(usual, **changes)


def plan(**changes):
    """A plan that leaves no question open."""
    usual = PlanFacts(
        reference=REF,
        pathway="roth_cp",
        pause=PauseFacts("Rowan can travel home safely.", "Rowan says so, twice.", complete=True),
        contexts=(ContextFacts("bus", "The bus station", "route_transport", 100),),
        dynamics=(DynamicFacts("d1", "bus", "Older boys collect debts after nine."),),
        needs=(NeedFacts("n1", "a way home in the evening", "safety", 1),),
        challenges=(ChallengeFacts("s1", "the last bus leaves at eight", ""),),
        goals=(GoalFacts("g1", "Young people get home safely.", "place"),),
        actions=(action(),),
        measures=(MeasureFacts("m1", "g1", "Young people say they feel safe there", "change", has_baseline=True),),
        attendance=(AttendanceFacts("buses", "Northway Buses", present=True),),
    )
    return replace(usual, **changes)


def asked(of, **limits):
    """What the rules ask, as (rule, subject, state)."""
    return {(each.rule, each.subject_key, each.state) for each in check(of, **limits)}


def sentence(of, rule, subject):
    return next(each.sentence for each in check(of) if (each.rule, each.subject_key) == (rule, subject))


def weighed(bus, park, **changes):
    contexts = (ContextFacts("bus", "The bus station", "", bus), ContextFacts("park", "Hollow Park", "", park))
    dynamics = (DynamicFacts("d1", "bus", "debts"), DynamicFacts("d2", "park", "threats"))
    linked = {"dynamic_keys": frozenset({"d1", "d2"}), "owner_reach": frozenset({"bus", "park"})}
    return plan(contexts=contexts, dynamics=dynamics, actions=(action(**linked, **changes),))


OPEN, CANNOT_TELL, ANSWERED = State.OPEN, State.CANNOT_TELL, State.ANSWERED
NO_PAUSE = PauseFacts("", "", complete=False)
DROPPED = action(status="dropped_with_reason")
EFFORT = MeasureFacts("m1", "g1", "Held six sessions", "effort", has_baseline=True)
UNLINKED = action(dynamic_keys=frozenset(), need_keys=frozenset(), challenge_keys=frozenset())
ASKS_YOUNG_PERSON = action("a2", target="young_person_behaviour", context_key=None)
ASKS_PARENT = action("a3", target="parent_behaviour", context_key=None)
ABSENT = (AttendanceFacts("buses", "Northway Buses", present=False),)
CURFEW = action(approach="restrict", restrictive=True, ends_on="a day", ended=True)
MOVE = action(
    target="young_person_behaviour", text="arrange for Rowan to live with an aunt in another town", moves=True
)


def test_plan_that_answers_everything_raises_nothing():
    assert check(plan()) == ()


# What a rule asks of each plan; None where it asks nothing.
CASES = {
    "V02 no action": ("V02", plan(actions=()), ("d1", OPEN)),
    "V02 action not linked": ("V02", plan(actions=(UNLINKED,)), ("d1", OPEN)),
    "V02 only a dropped action": ("V02", plan(actions=(DROPPED,)), ("d1", OPEN)),
    "V02 linked to a context we do not know": ("V02", plan(contexts=(), actions=()), ("d1", OPEN)),
    "V02 blocked action still has an owner": ("V02", plan(actions=(action(status="blocked"),)), None),
    "V02 decided": ("V02", plan(actions=(), not_to_act=(NotToAct("d1", "It has closed."),)), ("d1", ANSWERED)),
    "V02 decision without a reason": ("V02", plan(actions=(), not_to_act=(NotToAct("d1", " "),)), ("d1", OPEN)),
    "V02 nothing described": ("V02", plan(dynamics=()), ("bus", CANNOT_TELL)),
    "V02 no context": ("V02", plan(dynamics=(), contexts=()), (REF, CANNOT_TELL)),
    "V03 no contextual action": ("V03", weighed(60, 40, target="young_person_need"), ("bus", OPEN)),
    "V03 action elsewhere": ("V03", weighed(60, 40, context_key="park"), ("bus", OPEN)),
    "V03 dropped": ("V03", weighed(60, 40, status="dropped_with_reason"), ("bus", OPEN)),
    "V03 lighter context may wait": ("V03", weighed(60, 40), None),
    "V03 equal weights, one left": ("V03", weighed(50, 50), ("park", OPEN)),
    "V03 no weight": ("V03", weighed(None, None), (REF, CANNOT_TELL)),
    "V03 the unweighed may be heavier": ("V03", weighed(40, None), (REF, CANNOT_TELL)),
    "V03 the unweighed cannot be heavier": ("V03", weighed(60, None, context_key="park"), ("bus", OPEN)),
    "V03 all zero": ("V03", weighed(0, 0), (REF, CANNOT_TELL)),
    "V03 no context": ("V03", plan(contexts=()), (REF, CANNOT_TELL)),
    "V04 no reach": ("V04", plan(actions=(action(owner_reach=frozenset({"park"})),)), ("a1", OPEN)),
    "V04 dropped": ("V04", plan(actions=(replace(DROPPED, owner_reach=frozenset()),)), None),
    "V04 not in a context": ("V04", plan(actions=(ASKS_PARENT,)), None),
    "V04 nobody named": ("V04", plan(actions=(action(owner_name=" "),)), ("a1", CANNOT_TELL)),
    "V04 which place?": ("V04", plan(actions=(action(context_key=None),)), ("a1", CANNOT_TELL)),
    "V04 a system has no one place": ("V04", plan(actions=(action(context_key=None, target="system"),)), None),
    "V05 absent": ("V05", plan(attendance=ABSENT), ("a1", OPEN)),
    "V05 absent and accepted": ("V05", plan(attendance=ABSENT, actions=(action(accepted=True),)), None),
    "V05 absent and dropped": ("V05", plan(attendance=ABSENT, actions=(DROPPED,)), None),
    "V05 no attendance": ("V05", plan(attendance=()), ("a1", CANNOT_TELL)),
    "V05 no agency": ("V05", plan(actions=(action(owner_agency_key=None),)), ("a1", CANNOT_TELL)),
    "V05 a parent": (
        "V05",
        plan(actions=(action(owner_agency_key=None, owner_type="parent_carer"),)),
        None,
    ),
    "V06 two of three": ("V06", plan(actions=(action(), ASKS_YOUNG_PERSON, ASKS_PARENT)), (REF, OPEN)),
    "V06 exactly half": ("V06", plan(actions=(action(), ASKS_PARENT)), None),
    "V06 process does not dilute": (
        "V06",
        plan(actions=(ASKS_PARENT, action(target="process"), action("a4", target="process"))),
        (REF, OPEN),
    ),
    "V06 dropped does not dilute": ("V06", plan(actions=(ASKS_PARENT, DROPPED)), (REF, OPEN)),
    "V06 process alone": ("V06", plan(actions=(action(target="process"),)), (REF, CANNOT_TELL)),
    "V06 no action": ("V06", plan(actions=()), (REF, CANNOT_TELL)),
    "V07 passed its last day": ("V07", plan(actions=(CURFEW,)), ("a1", OPEN)),
    "V07 holds still": ("V07", plan(actions=(replace(CURFEW, ended=False),)), None),
    "V07 no last day": ("V07", plan(actions=(replace(CURFEW, ends_on=None),)), ("a1", CANNOT_TELL)),
    "V07 taken out": ("V07", plan(actions=(replace(CURFEW, status="dropped_with_reason"),)), None),
    "V02 a restriction that has ended answers nothing": ("V02", plan(actions=(CURFEW,)), ("d1", OPEN)),
    "V14 a move nobody has weighed": ("V14", plan(actions=(MOVE,)), ("a1", OPEN)),
    "V14 weighed": ("V14", plan(actions=(replace(MOVE, move_recorded=True),)), None),
    "V14 declined": ("V14", plan(actions=(replace(MOVE, status="declined"),)), None),
    "V14 reads like a move": ("V14", plan(actions=(replace(MOVE, moves=False),)), ("a1", CANNOT_TELL)),
    "V14 a place moves nobody": ("V14", plan(actions=(replace(MOVE, moves=False, target="place"),)), None),
    "V10 pause not finished": ("V10", plan(pause=NO_PAUSE), ("a1", OPEN)),
    "V10 no pause": ("V10", plan(pause=None), ("a1", OPEN)),
    "V10 no goal": ("V10", plan(goals=()), ("a1", OPEN)),
    "V10 entered before": ("V10", plan(actions_before_pause=frozenset({"a1"})), ("a1", OPEN)),
    "V10 entered before, dropped": ("V10", plan(actions=(DROPPED,), actions_before_pause=frozenset({"a1"})), None),
    "V10 nothing entered": ("V10", plan(pause=None, goals=(), actions=()), None),
    "V10 marked done without words": ("V10", plan(pause=PauseFacts("", "x", complete=True)), (REF, CANNOT_TELL)),
    "V11 all effort": ("V11", plan(measures=(EFFORT,)), (REF, OPEN)),
    "V11 no baseline": ("V11", plan(measures=(replace(EFFORT, kind="change", has_baseline=False),)), (REF, OPEN)),
    "V11 one change among effort": ("V11", plan(measures=(EFFORT, *plan().measures)), None),
    "V11 no measure": ("V11", plan(measures=()), (REF, CANNOT_TELL)),
    "U01 no action": ("U01", plan(actions=(UNLINKED,)), ("n1", OPEN)),
    "U01 decided": ("U01", plan(actions=(), not_to_act=(NotToAct("n1", "Already met."),)), ("n1", ANSWERED)),
    "U01 linked": ("U01", plan(), None),
    "U01 no need recorded": ("U01", plan(needs=()), (REF, CANNOT_TELL)),
    "V17 nobody": ("V17", plan(actions=(UNLINKED,)), ("s1", OPEN)),
    "V17 owner": ("V17", plan(actions=(), challenges=(ChallengeFacts("s1", "buses", "Transport"),)), None),
    "V17 decided": ("V17", plan(actions=(), not_to_act=(NotToAct("s1", "Ends in May."),)), ("s1", ANSWERED)),
    "V17 none recorded": ("V17", plan(challenges=()), (REF, CANNOT_TELL)),
}


@pytest.mark.parametrize(("rule", "facts", "expected"), CASES.values(), ids=CASES)
def test_rule(rule, facts, expected):
    found = [(each.subject_key, each.state) for each in check(facts) if each.rule == rule]
    assert found == ([expected] if expected else [])


def test_every_rule_is_tried_firing_quiet_and_unable_to_tell():
    for code in RULES:
        seen = {expected and expected[1] for rule, _, expected in CASES.values() if rule == code}
        assert {OPEN, CANNOT_TELL} <= seen, code
    assert all(rule.source and rule.satisfied_by and rule.wording for rule in RULES.values())


def test_levels_are_those_of_the_published_table():
    firm = {code: rule.level for code, rule in RULES.items() if rule.level is not Level.WARN}
    assert firm == {"V02": Level.MUST_ANSWER, "V03": Level.MUST_ANSWER, "V10": Level.BLOCK, "V14": Level.BLOCK}


def test_sentences_are_questions_that_name_their_subject():
    nothing = plan(actions=())
    assert sentence(nothing, "V03", "bus") == (
        "Nothing in this plan changes the bus station yet, which carries the most weight. Who could?"
    )
    assert "“Older boys collect debts after nine” in the bus station" in sentence(nothing, "V02", "d1")
    assert "Northway Buses" in sentence(plan(attendance=ABSENT), "V05", "a1")
    long = plan(actions=(), dynamics=(DynamicFacts("d1", "bus", "word " * 200),))
    assert len(sentence(long, "V02", "d1")) < 220
    asked_for = [found for _, facts, _ in CASES.values() for found in check(facts) if found.rule not in {"V17", "U01"}]
    assert all("?" in found.sentence for found in asked_for)


def test_local_limit_on_individual_load_is_used():
    half = plan(actions=(action(), ASKS_PARENT))
    assert ("V06", REF, OPEN) in asked(half, limits=Limits(individual_load=40))


def test_weightiest_context_comes_first_and_what_has_no_weight_last():
    facts = replace(weighed(30, 70), actions=(), measures=())
    weights = [each.weight for each in check(facts)]
    assert weights == sorted(weights, key=lambda weight: -1 if weight is None else weight, reverse=True)
    assert weights[0] == 70
    assert weights[-1] is None


def test_needs_come_in_the_order_of_their_priority():
    needs = tuple(NeedFacts(f"n{place}", "x", "safety", 4 - place) for place in (1, 2, 3))
    assert [each.subject_key for each in check(plan(needs=needs, actions=())) if each.rule == "U01"] == [
        "n3",
        "n2",
        "n1",
    ]


# --- Answers --------------------------------------------------------------------------------------------------------
def test_answer_is_kept_and_settles_its_own_finding_only():
    facts = plan(actions=(), answers={("V02", "d1"): " The school looks at it on Monday. "})
    found = next(each for each in check(facts) if each.rule == "V02")
    assert (found.state, found.answer) == (ANSWERED, "The school looks at it on Monday.")
    assert ("V03", "bus", OPEN) in asked(facts)
    assert found not in unanswered(check(facts))
    assert ("V02", "d1", OPEN) in asked(replace(facts, answers={("V04", "d1"): "x", ("V02", "d1"): " "}))


def test_removing_the_only_action_brings_the_finding_back_even_if_it_was_answered_before():
    answered = plan(actions=(), answers={("V02", "d1"): "We will think about it."})
    assert lapsed_answers(answered) == ()
    acted = replace(answered, actions=(action(),))
    assert lapsed_answers(acted) == (("V02", "d1"),)
    ended = {key: text for key, text in acted.answers.items() if key not in lapsed_answers(acted)}
    for gone in ((), (DROPPED,)):
        assert ("V02", "d1", OPEN) in asked(replace(acted, actions=gone, answers=ended))


def test_decision_not_to_act_outlives_an_action_that_came_and_went():
    decided = plan(actions=(DROPPED,), not_to_act=(NotToAct("d1", "The station has closed."),))
    found = next(each for each in check(decided) if each.rule == "V02")
    assert (found.state, found.answer) == (ANSWERED, "The station has closed.")


def test_answers_to_rules_kept_elsewhere_do_not_lapse():
    assert lapsed_answers(plan(answers={("V08", REF): "Next week."})) == ()


def test_words_cannot_lift_the_pause_but_can_settle_an_action_looked_at_again():
    early = plan(pause=NO_PAUSE, answers={("V10", "a1"): "In a hurry."})
    found = next(each for each in check(early) if each.rule == "V10")
    assert (found.state, found.answer, found.answerable) == (OPEN, "In a hurry.", False)
    again = plan(actions_before_pause=frozenset({"a1"}), answers={("V10", "a1"): "It serves the aim."})
    assert ("V10", "a1", ANSWERED) in asked(again)


def test_words_cannot_stand_in_for_a_missing_fact_that_hides_another_finding():
    unnamed = plan(actions=(action(owner_name=""),), answers={("V04", "a1"): "To be agreed."})
    assert ("V04", "a1", CANNOT_TELL) in asked(unnamed)


# --- Shares and JSON ------------------------------------------------------------------------------------------------
def test_shares_count_what_the_rules_count():
    facts = weighed(60, 30)
    actions = (*facts.actions, ASKS_PARENT, action("a4", target="process"), replace(DROPPED, key="a5"))
    shares = coverage(replace(facts, actions=tuple(replace(each, dynamic_keys=frozenset()) for each in actions)))
    assert shares.context_actions.words == "Actions that change a context: 1 of 2"
    assert (shares.orphan_dynamics.numerator, shares.orphan_dynamics.denominator) == (2, 2)
    assert (shares.weighted_coverage.numerator, shares.weighted_coverage.denominator) == (60, 100)
    assert "add up to 90" in shares.weighted_coverage.words
    assert (shares.individual_load.numerator, shares.individual_load.denominator) == (1, 2)
    assert (shares.change_measures.numerator, shares.measures_with_baseline.numerator) == (1, 1)


def test_decided_dynamic_is_no_orphan_and_an_owner_without_reach_covers_nothing():
    shares = coverage(plan(actions=(action(owner_reach=frozenset()),), not_to_act=(NotToAct("d1", "Closed."),)))
    assert (shares.orphan_dynamics.numerator, shares.weighted_coverage.numerator) == (0, 0)


def test_share_of_nothing_says_that_we_cannot_tell():
    shares = coverage(PlanFacts(REF, "roth_cp"))
    assert all("cannot tell yet" in each["words"] for each in shares.as_json().values())
    assert "not every context" in coverage(weighed(60, None)).weighted_coverage.words


def test_json_is_what_the_page_says():
    facts = plan(actions=(), answers={("V02", "d1"): "Monday."})
    printed = as_json(facts)
    assert list(printed) == ["reference", "pathway", "findings", "coverage", "unanswered"]
    again = json.loads(json.dumps(printed))
    assert [each["sentence"] for each in again["findings"]] == [each.sentence for each in check(facts)]
    assert "V02" not in {each["rule"] for each in again["unanswered"]}
    assert again["findings"][0]["level"] == "must_answer"
    assert again["coverage"]["context_actions"]["metric"] == "M1"


# --- Whatever the plan ----------------------------------------------------------------------------------------------
def some_of(*keys):
    return st.frozensets(st.sampled_from(keys))


ACTIONS = st.lists(
    st.builds(
        action,
        key=st.integers(0, 30).map("a{}".format),
        target=st.sampled_from(list(Target)),
        context_key=st.sampled_from([None, "bus", "park", "chat"]),
        dynamic_keys=some_of("d1", "d2", "d3"),
        need_keys=some_of("n1", "n2"),
        challenge_keys=some_of("s1", "s2"),
        owner_reach=some_of("bus", "park", "chat"),
        status=st.sampled_from(list(ActionStatus)),
        accepted=st.booleans(),
    ),
    max_size=6,
    unique_by=lambda each: each.key,
).map(tuple)
WEIGHTS = st.one_of(st.none(), st.integers(0, 100))
PLANS = st.builds(
    lambda actions, weights, decided: plan(
        actions=actions,
        contexts=tuple(
            ContextFacts(key, key, "", weight) for key, weight in zip(("bus", "park", "chat"), weights, strict=True)
        ),
        dynamics=tuple(DynamicFacts(f"d{n}", key, "x") for n, key in enumerate(("bus", "park", "chat"), 1)),
        needs=tuple(NeedFacts(f"n{n}", "x", "safety", 1) for n in (1, 2)),
        challenges=tuple(ChallengeFacts(f"s{n}", "x", "") for n in (1, 2)),
        not_to_act=tuple(NotToAct(key, "Closed.") for key in decided),
    ),
    ACTIONS,
    st.tuples(WEIGHTS, WEIGHTS, WEIGHTS),
    some_of("d1", "n2"),
)
GAPS = {"V02", "V03", "U01", "V17"}


def gaps(of):
    return {each for each in asked(of) if each[0] in GAPS}


@given(PLANS, st.data())
def test_removing_an_action_never_closes_a_gap(facts, data):
    left = data.draw(st.lists(st.sampled_from(facts.actions), unique=True) if facts.actions else st.just([]))
    assert gaps(facts) <= gaps(replace(facts, actions=tuple(left)))


@given(PLANS, st.sampled_from(["d1", "d2", "d3"]), st.sampled_from(sorted(CONTEXTUAL)), st.sampled_from(sorted(LIVE)))
def test_a_linked_live_action_with_reach_opens_no_gap_and_closes_its_own(facts, dynamic, target, status):
    where = next(each.context_key for each in facts.dynamics if each.key == dynamic)
    linked = {"dynamic_keys": frozenset({dynamic}), "owner_reach": frozenset({where})}
    added = action("new", target=target, status=status, context_key=where, **linked)
    more = replace(facts, actions=(*facts.actions, added))
    assert gaps(more) <= gaps(facts)
    assert not {each for each in asked(more) if each[:2] in {("V02", dynamic), ("V03", where), ("V04", "new")}}


@given(PLANS, st.randoms(use_true_random=False))
def test_the_order_of_the_facts_changes_nothing(facts, shuffler):
    shuffled = {}
    for name in ("actions", "contexts", "dynamics", "needs", "challenges", "not_to_act"):
        each = list(getattr(facts, name))
        shuffler.shuffle(each)
        shuffled[name] = tuple(each)
    assert as_json(replace(facts, **shuffled)) == as_json(facts)


def test_forty_actions_are_checked_while_nobody_notices():
    chance = random.Random(7)
    contexts = tuple(ContextFacts(f"c{n}", f"Place {n}", "", 10) for n in range(10))
    dynamics = tuple(DynamicFacts(f"d{n}", f"c{n % 10}", "x " * 100) for n in range(40))
    actions = tuple(
        action(f"a{n}", context_key=f"c{n % 10}", dynamic_keys=frozenset({f"d{chance.randrange(40)}"}))
        for n in range(40)
    )
    facts = plan(contexts=contexts, dynamics=dynamics, actions=actions, attendance=ABSENT)
    times = []
    for _ in range(5):
        started = perf_counter()
        assert len(check(facts)) > 80
        times.append(perf_counter() - started)
    assert min(times) < 0.05
