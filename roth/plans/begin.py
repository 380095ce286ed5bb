"""What the forms of a plan begin with, and what is still needed to put it in force. No queries."""

from typing import Any, Final

from django.http import QueryDict

from roth.domain.pathway import StepFacts, missing
from roth.plans.models import Plan
from roth.plans.parts import Parts
from roth.plans.present import TARGETS
from roth.plans.way import address


def words_of(found: Parts, subject: str) -> str | None:
    """The assessment's words for something that it found; None when it says so no longer."""
    kind, _, key = subject.partition(":")
    rows: dict[str, dict[str, str]] = {
        "dynamic": {str(each.id): each.text for each in found.dynamics},
        "need": {str(each.id): each.text for each in found.needs},
        "challenge": {str(each.id): each.text for each in found.challenges},
    }
    return rows.get(kind, {}).get(key)


def begun(asked: QueryDict, found: Parts) -> dict[str, Any]:
    """What a new action or measure begins with, from the address: keys that this plan does not know are left out."""
    goals = {each.id for each in found.live_goals}
    start: dict[str, Any] = {"goal_id": next(iter(goals)) if len(goals) == 1 else None}
    for name, field, known in (
        ("goal", "goal_id", goals),
        ("context", "context_id", {each.id for each in found.contexts}),
        ("dynamic", "dynamics", {each.id for each in found.dynamics}),
        ("need", "needs", {each.id for each in found.needs}),
        ("challenge", "challenges", {each.id for each in found.challenges}),
    ):
        key = key_from(asked.get(name, ""))
        if key in known:
            start[field] = [key] if field in ("dynamics", "needs", "challenges") else key
    if asked.get("target") in TARGETS:
        start["target"] = asked["target"]
    return start


def key_from(text: str) -> int:
    """The key that an address holds; 0, which is nobody's, for what is none. Python reads no thousands of digits."""
    return int(text) if text.isdecimal() and len(text) < 12 else 0


def ties(found: Parts, key: int) -> dict[str, list[int]]:
    """What an action is tied to, as the form ticks it."""
    links = (
        ("dynamics", found.action_dynamics),
        ("needs", found.action_needs),
        ("challenges", found.action_challenges),
    )
    return {name: sorted(each.to for each in of_kind if each.id == key) for name, of_kind in links}


_WHERE: Final = {
    "lead_worker": "core_group",
    "core_group": "core_group",
    "review_in_time": "core_group",
    "context_action": "action_add",
    "contingency": "contingency",
    "nothing_blocking": "unanswered",
    "answered": "unanswered",
}


def needs(plan: Plan, facts: StepFacts) -> list[tuple[str, str]]:
    """What putting the plan in force still needs: each sentence with the page that puts it right."""
    return [
        (address(_WHERE[guard.code], plan) if guard.code in _WHERE else "", guard.sentence)
        for guard in missing("C18", facts)
    ]
