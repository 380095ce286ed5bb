"""The plan as it stood on the days that matter: when it came into force, and at each review. For then and now."""

from typing import Any

from roth.domain import coverage
from roth.domain.actions import LIVE
from roth.domain.facts import PlanFacts
from roth.plans.models import Plan, PlanSnapshot
from roth.plans.parts import Parts


def at_start(plan: Plan) -> dict[str, Any] | None:
    """How the plan stood when it came into force; None for a plan that came with a census, or before this was kept."""
    return plan.snapshots.filter(why="in_force").values_list("stood", flat=True).first()


def kept(plan: Plan) -> list[PlanSnapshot]:
    """Every snapshot of the plan, the oldest first."""
    return list(PlanSnapshot.objects.filter(plan=plan))


def as_it_stands(plan: Plan, found: Parts, facts: PlanFacts) -> dict[str, Any]:
    """The plan as it stands now, in plain JSON: its parts, its weights, and how far it reaches what was found."""
    shares = coverage.coverage(facts)
    contexts = {each.id: each for each in found.contexts}
    return {
        "pathway": plan.pathway,
        "category": plan.latest_category,
        "goals": [{"id": each.id, "statement": each.statement} for each in found.live_goals],
        "actions": [
            {"id": each.id, "owner": each.owner_name, "text": each.text, "status": each.status, "due": f"{each.due_on}"}
            for each in found.actions
            if each.status in LIVE
        ],
        "measures": [{"id": each.id, "text": each.text} for each in found.live_measures],
        "weights": [
            {
                "context": each.context_id,
                "name": contexts[each.context_id].name,
                "kind": contexts[each.context_id].kind,
                "weight": each.weight,
            }
            for each in found.weights
            if each.context_id in contexts
        ],
        "shares": {
            share.metric: [share.numerator, share.denominator]
            for share in (shares.context_actions, shares.weighted_coverage, shares.individual_load)
        },
        "weight_covered": shares.weighted_coverage.numerator if shares.weighted_coverage.denominator else None,
        "open": [
            {"rule": each.rule, "subject": each.subject_key, "sentence": each.sentence}
            for each in coverage.unanswered(coverage.check(facts))
        ],
    }
