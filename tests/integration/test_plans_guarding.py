"""A restriction ends on its day and goes on only with a reason (V07); a move is weighed before it is planned (V14)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from roth.demo.planning import a_move
from roth.demo.stories import FAILURES, STRONG
from roth.domain.errors import NotAllowed, NotPossible
from roth.plans import access, actions, selectors
from roth.plans.models import Action
from roth.quality.selectors import check
from tests.integration.test_plans import action_values, plan_of, url, way

LATER = timedelta(days=40)


@pytest.fixture
def limited(cast):
    return way(cast, "in_force", style=FAILURES[1])


def curfew_of(walk) -> Action:
    found = plan_of(walk).actions.filter(approach="restrict").first()
    return access.action_of(plan_of(walk), found.pk)


def asked(plan, rule):
    return {each.subject_key: each for each in check(plan) if each.rule == rule}


def test_a_restriction_that_passed_its_day_holds_no_longer_and_asks(limited) -> None:
    curfew = curfew_of(limited)
    assert f"action:{curfew.pk}" not in asked(plan_of(limited), "V07")
    Action.objects.filter(pk=curfew.pk).update(restriction_ends_on=timezone.localdate() - timedelta(days=1))
    found = asked(plan_of(limited), "V07")[f"action:{curfew.pk}"]
    assert not found.answerable  # words do not lengthen a restriction
    live = {each.key for each in selectors.facts_for(plan_of(limited)).live_actions}
    assert f"action:{curfew.pk}" not in live


def test_it_goes_on_with_a_reason_and_no_other_way(cast, limited, client_for) -> None:
    curfew, later = curfew_of(limited), timezone.localdate() + timedelta(days=90)
    with pytest.raises(NotPossible, match="V07"):
        actions.change_action(by=cast.social_worker, action=curfew, restriction_ends_on=later)
    with pytest.raises(NotPossible) as refused:
        actions.extend_restriction(by=cast.social_worker, action=curfew, until=timezone.localdate(), reason=" ")
    assert {name for name, _ in refused.value.missing} == {"until", "reason"}
    was = curfew.restriction_ends_on
    kept = actions.extend_restriction(by=cast.chair, action=curfew, until=later, reason="The debt is not settled yet")
    assert (kept.was_until, kept.until, kept.by) == (was, later, cast.chair)
    assert Action.objects.get(pk=curfew.pk).restriction_ends_on == later
    page = client_for(cast.social_worker).get(url(limited, "extend", curfew.pk)).content.decode()
    assert "The debt is not settled yet" in page
    with pytest.raises(NotAllowed):
        actions.extend_restriction(by=cast.youth_worker, action=curfew_of(limited), until=later, reason="x")
    helps = plan_of(limited).actions.filter(approach="support").first()
    with pytest.raises(NotPossible, match="limits nobody"):
        actions.extend_restriction(
            by=cast.chair, action=access.action_of(plan_of(limited), helps.pk), until=later, reason="x"
        )


def test_a_plan_that_moves_the_young_person_waits_until_the_move_is_weighed(cast) -> None:
    walk = way(cast, "answered", style=STRONG)
    plan = plan_of(walk)
    values = action_values(plan, target="young_person_need", approach="support", owner_type="csc")
    moved = actions.add_action(by=cast.social_worker, plan=plan, moves_young_person=True, **values)
    assert set(asked(plan, "V14")) == {f"action:{moved.pk}"}
    with pytest.raises(NotPossible, match=r"put right|needed first"):
        actions.put_plan_in_force(by=cast.chair, plan=plan_of(walk))
    with pytest.raises(NotPossible, match="V14") as refused:
        actions.weigh_move(by=cast.social_worker, plan=plan, action=moved, **a_move(walk) | {"route_back": " "})
    assert [name for name, _ in refused.value.missing] == ["route_back"]
    actions.weigh_move(by=cast.social_worker, plan=plan, action=moved, **a_move(walk))
    assert not asked(plan, "V14")
    actions.put_plan_in_force(by=cast.chair, plan=plan_of(walk))


def test_words_that_read_like_a_move_are_asked_about_and_can_be_answered(cast, limited) -> None:
    plan = plan_of(limited)
    text = "find a new school for the spring"
    values = action_values(plan, target="young_person_need", owner_type="csc") | {"text": text}
    action = actions.add_action(by=cast.social_worker, plan=plan, **values)
    assert asked(plan, "V14")[f"action:{action.pk}"].answerable


def test_a_move_stands_on_the_plan_with_both_sides_and_keeps_its_decision(cast, client_for) -> None:
    walk = way(cast, "in_force", style=FAILURES[-1])
    move = plan_of(walk).relocations.get()
    assert move.action.moves_young_person
    page = client_for(cast.chair).get(url(walk, "move", move.pk)).content.decode()
    assert move.physical_before in page
    assert move.route_back in page
    assert client_for(cast.youth_worker).get(url(walk, "move", move.pk)).status_code == 403
    assert url(walk, "move", move.pk) not in client_for(cast.youth_worker).get(url(walk, "plan")).content.decode()
    move.plan = plan_of(walk)
    actions.change_move(by=cast.social_worker, move=move, decision="refused")
    assert "Decided against" in client_for(cast.chair).get(url(walk, "move", move.pk)).content.decode()


def test_contingency_says_who_does_what_for_each_thing_that_may_happen(cast, limited, client_for) -> None:
    plan = plan_of(limited)
    row = {"if_this": "Rowan is missing", "who": "Duty line", "does_what": "Rings Ms Adu"}
    with pytest.raises(NotPossible):
        actions.write_contingency(by=cast.chair, plan=plan, contingencies=[row | {"who": " "}])
    with pytest.raises(NotPossible):
        actions.write_contingency(by=cast.chair, plan=plan)
    actions.write_contingency(by=cast.chair, plan=plan, contingencies=[row])
    page = client_for(cast.youth_worker).get(url(limited, "plan")).content.decode()
    assert "Rings Ms Adu" in page
