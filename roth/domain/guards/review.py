"""Guards on booking, holding and deciding a review of a plan."""

from typing import Final

from roth.domain.guards.base import Guard
from roth.domain.guards.dates import DAY
from roth.domain.stages import StepFacts
from roth.domain.statutory import against_switch


def _after_the_start(facts: StepFacts) -> bool:
    return facts.review_on is not None and (facts.plan_started_on is None or facts.review_on > facts.plan_started_on)


def _within_the_limit(facts: StepFacts) -> bool:
    return (
        facts.review_on is not None and facts.review_limit_on is not None and facts.review_on <= facts.review_limit_on
    )


def _next_in_time(facts: StepFacts) -> bool:
    return _within_the_limit(facts) and facts.review_on is not None and facts.review_on > facts.on


def _held_after_the_start(facts: StepFacts) -> bool:
    return facts.plan_started_on is None or facts.on > facts.plan_started_on


REVIEW: Final = (
    Guard(
        "held_after_start",
        "A review is held after the day the plan started (8841). Check the date.",
        "form",
        _held_after_the_start,
        boxes=DAY,
    ),
    Guard(
        "review_after_start",
        "A review is after the day the plan started (8841). Choose a later day.",
        "form",
        _after_the_start,
        boxes=("scheduled_at",),
    ),
    Guard(
        "review_within_limit",
        "This day is after the last day for the review. Choose an earlier one.",
        "form",
        _within_the_limit,
    ),
    Guard(
        "review_on_weekday",
        "A review is not held at a weekend (8875). Choose a day from Monday to Friday.",
        "form",
        lambda f: f.review_on is not None and f.review_on.weekday() < 5,
        boxes=("scheduled_at",),
    ),
    Guard(
        "early_review_asked_for",
        "Say who asks for the review to be held early, and what has changed.",
        "form",
        lambda f: bool(f.early_review_asked_by.strip() and f.early_review_reason.strip()),
    ),
    Guard(
        "chair_agrees",
        "The chair agrees to an earlier review. Say that they do.",
        "form",
        lambda f: f.chair_agrees,
    ),
    Guard(
        "reports_shared",
        "Say when the reports were shared with the young person and the parents, or why not.",
        "review",
        lambda f: f.reports_shared,
    ),
    Guard(
        "goals_rated",
        "Say for each goal what has changed since the last time.",
        "review",
        lambda f: f.goals_without_progress == 0,
    ),
    Guard(
        "contexts_rated",
        "Say for each context what has changed since the last time.",
        "review",
        lambda f: f.contexts_without_progress == 0,
    ),
    Guard(
        "category_again",
        "Say which category is right now (8910), and why.",
        "form",
        lambda f: f.category_reconsidered and bool(f.category),
        boxes=("category",),
    ),
    Guard(
        "next_review_in_time",
        "The next review conference is within six months of the last one; an interim review does not move that limit."
        " Choose a day.",
        "form",
        _next_in_time,
    ),
    Guard(
        "switch_keeps_the_plan",
        "A review moves a plan between ROTH, traditional and blended only. Another status in law ends the plan; a child"
        " protection plan begins with a strategy discussion.",
        "form",
        lambda f: not against_switch(f.pathway, f.new_pathway),
    ),
    Guard(
        "exit_test",
        "Answer every part of the exit test: change in the contexts, the evidence, whether it lasts, whether the risk"
        " has moved, and the views on ending.",
        "review",
        lambda f: f.exit_test_complete,
    ),
    Guard(
        "step_down_plan",
        "Name who leads after the plan, and from which day.",
        "review",
        lambda f: f.step_down_named,
    ),
    Guard(
        "first_review_reason",
        "A plan ends at its first review only for an exceptional reason. Write it.",
        "form",
        lambda f: not f.first_review or bool(f.first_review_reason.strip()),
    ),
)
