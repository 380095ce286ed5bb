"""Guards on putting a plan in force, and on making it a detailed one."""

from typing import Final

from roth.domain.guards.base import Guard
from roth.domain.stages import StepFacts


def _review_in_time(facts: StepFacts) -> bool:
    if facts.review_on is None or facts.review_limit_on is None:
        return False
    return facts.on < facts.review_on <= facts.review_limit_on


PLAN: Final = (
    Guard("lead_worker", "Name the lead social worker.", "plan", lambda f: f.lead_worker_named),
    Guard("core_group", "Name who is in the core group.", "plan", lambda f: f.core_group_named),
    Guard(
        "context_action",
        "The plan has at least one action that changes a context.",
        "plan",
        lambda f: f.context_actions > 0,
    ),
    Guard(
        "contingency",
        "Write what happens if the plan does not hold: who does what.",
        "plan",
        lambda f: f.contingency,
    ),
    Guard(
        "review_in_time",
        "The first review is within three months of the conference.",
        "plan",
        _review_in_time,
    ),
    Guard(
        "nothing_blocking",
        "Something in the plan has to be put right before it can be in force. It is listed under Unanswered.",
        "plan",
        lambda f: f.blocking_findings == 0,
    ),
    Guard(
        "answered",
        "The chair answers each thing that the plan leaves open, or the plan changes. They are listed under"
        " Unanswered.",
        "plan",
        lambda f: f.unanswered_findings == 0,
    ),
    Guard(
        "core_group_met",
        "The core group meets before the outline plan becomes the detailed one.",
        "plan",
        lambda f: f.core_groups_held > 0,
    ),
    Guard(
        "actions_whole",
        "Each action has an owner, a day and a way to tell that something changed. Some lack one.",
        "plan",
        lambda f: f.actions_live > 0 and f.actions_incomplete == 0,
    ),
)
