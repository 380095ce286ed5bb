"""How far a plan reaches what was found, as one whole number of another, with the words to say it.

These describe a plan and never a person. Questions about gaps belong in `coverage`; measures over many plans, and
hiding small numbers in them, belong in `learning`.
"""

from collections.abc import Container, Iterable
from dataclasses import dataclass, fields

from roth.domain.actions import CONTEXTUAL, INDIVIDUAL, PROCESS, MeasureKind
from roth.domain.facts import ActionFacts, PlanFacts


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many. A denominator of zero means that we cannot tell; `note` says why, or what to bear in mind."""

    metric: str
    label: str
    numerator: int
    denominator: int
    note: str = ""

    @property
    def words(self) -> str:
        """The share as a page says it: "Actions that change a context: 2 of 5"."""
        share = f"{self.numerator} of {self.denominator}" if self.denominator else "cannot tell yet"
        note = f" ({self.note})" if self.note else ""
        return f"{self.label}: {share}{note}"


@dataclass(frozen=True, slots=True)
class Coverage:
    """The shares of one plan. They are read side by side and never added up."""

    context_actions: Share
    orphan_dynamics: Share
    weighted_coverage: Share
    individual_load: Share
    change_measures: Share
    measures_with_baseline: Share

    @property
    def shares(self) -> tuple[Share, ...]:
        """Each of them, in the order in which a page says them."""
        return tuple(getattr(self, each.name) for each in fields(self))

    def as_json(self) -> dict[str, dict[str, object]]:
        """Each share by name, with its figures and its words."""
        return {each.name: _share_as_json(getattr(self, each.name)) for each in fields(self)}


def coverage(plan: PlanFacts) -> Coverage:
    """How far this plan reaches what was found."""
    effective = [each for each in plan.live_actions if each.target not in PROCESS]
    no_action = "" if effective else "no action beyond process"
    acted_on, decisions = plan.acted_on, plan.decisions
    orphans = [each for each in plan.dynamics if each.key not in acted_on and each.key not in decisions]
    change = [each for each in plan.measures if each.kind == MeasureKind.CHANGE]
    baseline = [each for each in plan.measures if each.has_baseline]
    no_measure = "" if plan.measures else "no measure recorded"
    return Coverage(
        Share("M1", "Actions that change a context", _count(effective, CONTEXTUAL), len(effective), no_action),
        Share(
            "M2",
            "Ways that harm works with no action and no decision",
            len(orphans),
            len(plan.dynamics),
            "" if plan.dynamics else "none recorded",
        ),
        _weighted_coverage(plan),
        individual_load(each.target for each in plan.live_actions),
        Share("M10", "Measures that would show change", len(change), len(plan.measures), no_measure),
        Share("M10", "Measures with a baseline", len(baseline), len(plan.measures), no_measure),
    )


def individual_load(targets: Iterable[str]) -> Share:
    """M6, from what each live action aims at: how many ask the young person or a parent to change, process apart."""
    effective = [target for target in targets if target not in PROCESS]
    asking = sum(target in INDIVIDUAL for target in effective)
    note = "" if effective else "no action beyond process"
    return Share("M6", "Actions that ask the young person or a parent to change", asking, len(effective), note)


def _weighted_coverage(plan: PlanFacts) -> Share:
    """The weight of the contexts that somebody with reach is changing, out of the 100 that weights add up to."""
    label = "Weight of the contexts that someone with reach is changing"
    reached = {
        each.context_key
        for each in plan.live_actions
        if each.target in CONTEXTUAL and each.context_key in each.owner_reach
    }
    weights = {each.key: each.weight for each in plan.contexts if each.weight is not None}
    covered = sum(weight for key, weight in weights.items() if key in reached)
    unweighed = len(plan.contexts) - len(weights)
    if not weights:
        return Share("M3", label, 0, 0, "no weight agreed")
    total = sum(weights.values())
    note = "not every context has an agreed weight" if unweighed else ""
    if not unweighed and total != 100:
        note = f"the agreed weights add up to {total}"
    return Share("M3", label, covered, 100, note)


def _count(actions: Iterable[ActionFacts], targets: Container[str]) -> int:
    return sum(each.target in targets for each in actions)


def _share_as_json(share: Share) -> dict[str, object]:
    return {
        "metric": share.metric,
        "numerator": share.numerator,
        "denominator": share.denominator,
        "words": share.words,
    }
