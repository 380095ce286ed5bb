"""An action while it is being written: what the plan would answer with it, and what it would ask instead.

The rules look at the plan as it would be, so the form and the panel cannot disagree. Nothing is saved.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from django.http import QueryDict

from roth.domain import coverage
from roth.domain.actions import ActionStatus, Approach, Target
from roth.plans import parts, selectors
from roth.plans.begin import key_from
from roth.plans.models import Plan
from roth.plans.parts import Parts

NOT_YET: Final = "this action"
_LINKS: Final = ("dynamics", "needs", "challenges")


@dataclass(frozen=True)
class Tried:
    """Questions that the action would settle, those that it would raise itself, and how many others wait."""

    settles: tuple[str, ...]
    raises: tuple[str, ...]
    others: int


def asked(given: QueryDict) -> dict[str, Any]:
    """What is chosen on the form so far. Its words are not sent: an address is no place for them."""
    chosen: dict[str, Any] = {name: given.get(name, "") for name in ("target", "approach")}
    for name in ("context_id", "owner_agency_id"):
        chosen[name] = key_from(given.get(name, "")) or None
    for name in _LINKS:
        chosen[name] = [key for each in given.getlist(name) if (key := key_from(each))]
    return chosen


def tried(plan: Plan, found: Parts, chosen: Mapping[str, Any], key: int = 0) -> Tried:
    """The plan with this action beside the plan without it. `key` is the action's own when it is being changed."""
    without = _without(found, key)
    before = _open(plan, without)
    after = _open(plan, _with(without, chosen, key))
    if not chosen.get("owner_agency_id"):  # who the owner is has not been said yet, so there is nothing to ask of them
        after = {subject: words for subject, words in after.items() if subject in before}
    return Tried(
        settles=tuple(sentence for subject, sentence in before.items() if subject not in after),
        raises=tuple(sentence for subject, sentence in after.items() if subject not in before),
        others=sum(subject in before for subject in after),
    )


def _open(plan: Plan, found: Parts) -> dict[tuple[str, str], str]:
    findings = coverage.unanswered(coverage.check(selectors.facts_in(plan, found)))
    return {(each.rule, each.subject_key): each.sentence for each in findings}


def _without(found: Parts, key: int) -> Parts:
    return replace(
        found,
        actions=tuple(each for each in found.actions if each.id != key),
        action_dynamics=tuple(each for each in found.action_dynamics if each.id != key),
        action_needs=tuple(each for each in found.action_needs if each.id != key),
        action_challenges=tuple(each for each in found.action_challenges if each.id != key),
    )


def _with(found: Parts, chosen: Mapping[str, Any], key: int) -> Parts:
    links = {name: tuple(parts.Link(key, to) for to in chosen.get(name) or ()) for name in _LINKS}
    return replace(
        found,
        actions=(*found.actions, _action(chosen, key)),
        action_dynamics=found.action_dynamics + links["dynamics"],
        action_needs=found.action_needs + links["needs"],
        action_challenges=found.action_challenges + links["challenges"],
    )


def _action(chosen: Mapping[str, Any], key: int) -> parts.Action:
    """The action with what is chosen. Until its target is, it counts as activity without an effect."""
    return parts.Action(
        id=key,
        goal_id=0,
        text=NOT_YET,
        target=chosen.get("target") or Target.PROCESS.value,
        approach=chosen.get("approach") or Approach.SUPPORT.value,
        context_id=chosen.get("context_id"),
        context_name=None,
        context_kind=None,
        owner_name="the owner",
        owner_type="",
        owner_agency_id=chosen.get("owner_agency_id"),
        owner_agency=None,
        accepted_on=chosen.get("accepted_on"),
        accepted_how="",
        due_on=date.max,
        status=ActionStatus.PROPOSED.value,
        status_reason="",
        origin="",
        young_persons_view="",
        moves_young_person=False,
        restriction_purpose="",
        restriction_consent="",
        restriction_ends_on=date.max,
        paired_support_id=None,
        entered_before_pause=False,
        version=1,
    )
