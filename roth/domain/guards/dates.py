"""Guards on the day of a step."""

from typing import Final

from roth.domain.guards.base import Guard
from roth.domain.stages import StepFacts

DAY: Final = ("on", "decided_on", "held_at")  # what forms call the day of their step


def _after_plans(facts: StepFacts) -> bool:
    ended, begun = facts.last_plan_ended_on, facts.cin_plan_started_on
    return (ended is None or facts.on >= ended) and (begun is None or facts.on >= begun)


DATES: Final = (
    Guard(
        "not_before_referral",
        "This date is before the referral (1103, 1104, 1105, 2889, 4015, 8630). Check the date.",
        "form",
        lambda f: f.on >= f.opened_on,
        boxes=DAY,
    ),
    Guard(
        "not_before_last_step",
        "This date is before the step that led here. Check the date.",
        "form",
        lambda f: f.since is None or f.on >= f.since,
        boxes=DAY,
    ),
    Guard(
        "plans_apart",
        "Another plan began or ended after this day, and plans never run side by side; one may follow another on the"
        " same day (4001, 4014, 8940). Choose that day or later.",
        "form",
        _after_plans,
        boxes=DAY,
    ),
    Guard(
        "not_after_death",
        "The young person died before this day, and no plan starts or ends after that (4008, 8915, 8920). Enter the day"
        " of death, or an earlier one.",
        "form",
        lambda f: f.died_on is None or f.on <= f.died_on,
        boxes=DAY,
    ),
)
