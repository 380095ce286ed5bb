"""What the rules may know of a plan, made from one reading of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from django.utils import timezone

from roth.domain import codes, coverage, facts
from roth.domain.actions import CONTEXTUAL, CONTROL, FINISHED, LIVE, TAKEN_ON, ActionStatus, MeasureKind
from roth.domain.change import DriftFacts, restriction_is_live
from roth.domain.findings import Level
from roth.domain.pathway import Stage, StepFacts
from roth.plans import parts
from roth.plans.models import Plan
from roth.plans.parts import Parts
from roth.plans.selectors import snapshots
from roth.plans.selectors.plan import conference_day, limit_of
from roth.plans.selectors.reading import parts_of

SILENT_WEEKS: Final = 6  # after so long without a word, the core group asks


def step_facts(plan: Plan, found: Parts | None = None) -> StepFacts:
    """What is known for putting the plan in force (C18)."""
    found = found or parts_of(plan)
    findings = coverage.unanswered(coverage.check(facts_in(plan, found)))
    day = conference_day(plan) or timezone.localdate()
    return StepFacts(
        stage=Stage.of(plan.episode.stage),
        on=day,
        opened_on=plan.episode.opened_on,
        lead_worker_named=plan.lead_worker_id is not None,
        core_group_named=bool(found.members),
        context_actions=sum(each.status in LIVE and each.target in CONTEXTUAL for each in found.actions),
        contingency=bool(found.contingencies or plan.contingency.strip()),
        review_on=plan.review_on,
        review_limit_on=limit_of(plan, "T23"),
        blocking_findings=sum(each.level is Level.BLOCK for each in findings),
        unanswered_findings=sum(each.level is Level.MUST_ANSWER for each in findings),
    )


def detail_facts(plan: Plan, on: date) -> StepFacts:
    """What is known for making the outline a plan in detail (C20)."""
    found = parts_of(plan)
    measured = {each.goal_id for each in found.live_measures}
    live = [each for each in found.actions if each.status in LIVE]
    return StepFacts(
        stage=Stage.of(plan.episode.stage),
        on=on,
        opened_on=plan.episode.opened_on,
        since=plan.starts_on,
        core_groups_held=len(found.met),
        actions_live=len(live),
        actions_incomplete=sum(not each.owner_name or each.goal_id not in measured for each in live),
    )


def drift_facts(plan: Plan, found: Parts, today: date) -> DriftFacts:
    """What is known of how the plan is carried, for the questions that a core group begins with."""
    since, stale = plan.starts_on or today, today - timedelta(weeks=SILENT_WEEKS)
    heard = {each.action_id for each in found.progress if each.on > stale}
    read = {each.measure_id for each in found.readings}
    going = [each for each in found.actions if each.status in LIVE and each.status not in FINISHED]
    last = max(found.met, key=lambda each: each.held_on, default=None)
    said = {each.context_id for each in found.context_progress if last and each.core_group_id == last.id}
    seen = max((each.seen_on for each in found.met if each.seen_on), default=None)
    coverage_now = coverage.coverage(facts_in(plan, found)).weighted_coverage
    start = snapshots.at_start(plan)
    return DriftFacts(
        today=today,
        late_actions=sum(each.due_on < today and each.status != ActionStatus.CHANGED for each in going),
        untouched_actions=sum(each.status in TAKEN_ON and each.id not in heard and since <= stale for each in going),
        stuck_actions=sum(each.status == ActionStatus.BLOCKED for each in going),
        declined_actions=sum(each.status == ActionStatus.DECLINED for each in found.actions),
        ended_restrictions=sum(
            each.approach in CONTROL and not restriction_is_live(each.restriction_ends_on, today) for each in going
        ),
        silent_measures=sum(
            each.kind == MeasureKind.CHANGE and each.id not in read and since <= stale for each in found.live_measures
        ),
        contexts_without_progress=tuple(each.name for each in found.contexts if last and each.id not in said),
        seen_on=seen,
        weight_covered=coverage_now.numerator if coverage_now.denominator else None,
        weight_covered_at_start=start.get("weight_covered") if start else None,
    )


def facts_for(plan: Plan) -> facts.PlanFacts:
    """What the rules may know of this plan."""
    return facts_in(plan, parts_of(plan))


def facts_in(plan: Plan, found: Parts) -> facts.PlanFacts:
    """The same facts, from a reading that a page holds already. No query."""
    weights = {each.context_id: each.weight for each in found.weights}
    return facts.PlanFacts(
        reference=plan.ref,
        pathway=plan.pathway or plan.episode.pathway,
        pause=facts.PauseFacts(plan.aim, plan.how_we_would_know, plan.paused_at is not None),
        contexts=tuple(
            facts.ContextFacts(f"context:{each.id}", each.name, each.kind, weights.get(each.id))
            for each in found.contexts
        ),
        dynamics=tuple(
            facts.DynamicFacts(f"dynamic:{each.id}", f"context:{each.context_id}", each.text) for each in found.dynamics
        ),
        needs=tuple(facts.NeedFacts(f"need:{each.id}", each.text, each.domain, each.priority) for each in found.needs),
        challenges=tuple(
            facts.ChallengeFacts(f"challenge:{each.id}", f"{each.service}: {each.text}", each.owner)
            for each in found.challenges
        ),
        goals=tuple(facts.GoalFacts(f"goal:{each.id}", each.statement, each.level) for each in found.live_goals),
        actions=tuple(_action_facts(found)),
        measures=tuple(
            facts.MeasureFacts(
                f"measure:{each.id}", f"goal:{each.goal_id}", each.text, each.kind, bool(each.baseline.strip())
            )
            for each in found.live_measures
        ),
        attendance=_attendance(found),
        not_to_act=tuple(facts.NotToAct(each.subject, each.reason) for each in found.decisions),
        answers={key: each.answer for key, each in found.answers_that_stand.items()},
        actions_before_pause=frozenset(f"action:{each.id}" for each in found.actions if each.entered_before_pause),
    )


def _action_facts(found: Parts) -> Iterator[facts.ActionFacts]:
    dynamics = _tied("dynamic", found.action_dynamics)
    needs = _tied("need", found.action_needs)
    challenges = _tied("challenge", found.action_challenges)
    reach: defaultdict[int | None, set[str]] = defaultdict(set)
    for able in found.reach:
        reach[able.id].add(f"context:{able.context_id}")
    live = {each.id for each in found.actions if each.status in LIVE}
    moves, today = {each.action_id for each in found.moves}, timezone.localdate()
    for each in found.actions:
        yield facts.ActionFacts(
            key=f"action:{each.id}",
            text=each.text,
            goal_key=f"goal:{each.goal_id}",
            target=each.target,
            approach=each.approach,
            context_key=f"context:{each.context_id}" if each.context_id else None,
            dynamic_keys=frozenset(dynamics[each.id]),
            need_keys=frozenset(needs[each.id]),
            challenge_keys=frozenset(challenges[each.id]),
            owner_name=each.owner_name,
            owner_type=each.owner_type,
            owner_agency_key=f"agency:{each.owner_agency_id}" if each.owner_agency_id else None,
            owner_reach=frozenset(reach[each.owner_agency_id]) if each.owner_agency_id else frozenset(),
            accepted=each.accepted_on is not None,
            status=each.status,
            restrictive=each.approach in CONTROL,
            ends_on=each.restriction_ends_on,
            paired_support=each.paired_support_id in live,
            ended=each.approach in CONTROL and not restriction_is_live(each.restriction_ends_on, today),
            moves=each.moves_young_person,
            move_recorded=each.id in moves,
        )


def _tied(kind: str, links: Iterable[parts.Link]) -> defaultdict[int, set[str]]:
    tied: defaultdict[int, set[str]] = defaultdict(set)
    for link in links:
        tied[link.id].add(f"{kind}:{link.to}")
    return tied


def _attendance(found: Parts) -> tuple[facts.AttendanceFacts, ...]:
    """Each agency once: present when anybody of it was in the room."""
    present: dict[int, tuple[str, bool]] = {}
    for each in found.invited:
        already = present.get(each.agency_id, ("", False))[1]
        present[each.agency_id] = (each.agency, already or each.attendance in codes.PRESENT)
    return tuple(facts.AttendanceFacts(f"agency:{key}", name, here) for key, (name, here) in sorted(present.items()))
