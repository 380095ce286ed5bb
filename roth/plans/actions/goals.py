"""Goals, and the measures by which we would know that one is reached."""

from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from roth.accounts.models import User
from roth.audit.kinds import Kind
from roth.finding.models import Entry
from roth.plans import checks, selectors
from roth.plans.actions import common
from roth.plans.models import Goal, Measure, Plan

GOAL_FIELDS: Final = frozenset({"statement", "level", "whose", "context_id"})
MEASURE_FIELDS: Final = frozenset({"goal_id", "text", "kind", "method", "baseline", "baseline_on", "target"})


@transaction.atomic
def add_goal(*, by: User, plan: Plan, **values: Any) -> Goal:
    """Add what will be true when the plan has worked, said positively: statement, level, whose, context_id."""
    common.writing(by, plan)
    checks.require_pause(plan)
    _sound_goal(plan, values)
    goal = Goal.objects.create(plan=plan, created_at=timezone.now(), **values)
    Entry.write(goal)
    common.saved(Kind.GOAL_ADDED, by, plan, f"goal:{goal.pk}", None, values)
    return goal


@transaction.atomic
def change_goal(*, by: User, goal: Goal, version: int | None = None, **values: Any) -> Goal:
    """Say a goal better."""
    common.writing(by, goal.plan)
    _sound_goal(goal.plan, values)
    before = goal.save_over(version, values)
    Entry.write(goal)
    common.saved(Kind.GOAL_CHANGED, by, goal.plan, f"goal:{goal.pk}", before, values)
    return goal


@transaction.atomic
def remove_goal(*, by: User, goal: Goal, reason: str) -> Goal:
    """Drop a goal that nothing serves any more."""
    common.writing(by, goal.plan)
    checks.require_empty_goal(goal.pk, selectors.parts_of(goal.plan))
    return common.drop(Kind.GOAL_REMOVED, by, goal, reason, f"goal:{goal.pk}")


@transaction.atomic
def add_measure(*, by: User, plan: Plan, **values: Any) -> Measure:
    """Add how we would know: goal_id, text, kind, method, baseline, baseline_on, target."""
    common.writing(by, plan)
    checks.require_pause(plan)
    _sound_measure(plan, values)
    measure = Measure.objects.create(plan=plan, **values)
    common.saved(Kind.MEASURE_ADDED, by, plan, f"measure:{measure.pk}", None, values)
    return measure


@transaction.atomic
def change_measure(*, by: User, measure: Measure, version: int | None = None, **values: Any) -> Measure:
    """Say a measure better, or record how things were at the start."""
    common.writing(by, measure.plan)
    _sound_measure(measure.plan, values)
    before = measure.save_over(version, values)
    common.saved(Kind.MEASURE_CHANGED, by, measure.plan, f"measure:{measure.pk}", before, values)
    return measure


@transaction.atomic
def remove_measure(*, by: User, measure: Measure, reason: str) -> Measure:
    """Drop a measure, with the reason."""
    common.writing(by, measure.plan)
    return common.drop(Kind.MEASURE_REMOVED, by, measure, reason, f"measure:{measure.pk}")


def _sound_goal(plan: Plan, values: Mapping[str, Any]) -> None:
    common.known(values, GOAL_FIELDS)
    if "statement" in values:
        checks.require_words(values, {"statement": "Write the goal"})
    common.near(plan, values)


def _sound_measure(plan: Plan, values: Mapping[str, Any]) -> None:
    common.known(values, MEASURE_FIELDS)
    if "goal_id" in values:
        checks.require_goal(selectors.parts_of(plan), values["goal_id"])
