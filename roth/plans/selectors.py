"""Reads plans: the current one, everything in it in one query, and the facts that the rules look at."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import JSONObject
from django.utils import timezone

from roth.accounts.models import Agency
from roth.assessments.models import AssessedContext, ContextWeight, Dynamic, Need, SystemChallenge
from roth.assessments.selectors import current_assessment
from roth.contexts.models import Context, Reach
from roth.domain import codes, coverage, facts
from roth.domain.actions import CONTEXTUAL, CONTROL, LIVE
from roth.domain.findings import Level
from roth.domain.pathway import Stage, StepFacts
from roth.meetings.models import Invitation
from roth.pathway.models import Episode
from roth.people.models import YoungPerson
from roth.plans import parts
from roth.plans.models import Action, CoreGroupMeeting, CoreGroupMember, Goal, Measure, NotToAct, Plan, PlanReview
from roth.plans.parts import Parts
from roth.prepared import prepared
from roth.quality.models import FindingAnswer
from roth.timetable.selectors import timetable


def plans() -> QuerySet[Plan]:
    """Plans with what every page of a plan needs beside them."""
    return Plan.objects.select_related("episode", "meeting", "lead_worker", "in_force_by")


def current_plan(episode: Episode | None) -> Plan | None:
    """The episode's plan: the newest that has not ended, else the newest."""
    if episode is None:
        return None
    found = sorted(_plans_of(episode=episode.pk), key=lambda each: (each.status != "ended", each.pk))
    return found[-1] if found else None


@prepared
def _plans_of(*, episode: Any) -> QuerySet[Plan]:
    return plans().filter(episode=episode)


def held_for_writing(plan: Plan) -> Plan:
    """The plan as it stands now, held for this writer until the end of the transaction."""
    return Plan.objects.select_for_update().get(pk=plan.pk)


def newest_started(young_person: YoungPerson) -> Plan | None:
    """The last plan that came into force, in any episode."""
    started = Plan.objects.filter(episode__young_person=young_person, starts_on__isnull=False)
    return started.order_by("-starts_on", "-pk").first()


def conference_day(plan: Plan) -> date | None:
    """The day from which the plan's limits count."""
    return plan.meeting.held_on if plan.meeting else plan.starts_on


def limit_of(plan: Plan, code: str) -> date | None:
    """The last day that keeps a limit which the conference started; None until it was held."""
    day = conference_day(plan)
    return timetable(plan.episode.young_person.site_id).deadline(code, day).limit_on if day else None


def subjects(found: Parts) -> frozenset[str]:
    """Keys of everything that the assessment found and a plan can act on, or decide not to."""
    kinds = (("dynamic", found.dynamics), ("need", found.needs), ("challenge", found.challenges))
    return frozenset(f"{kind}:{each.id}" for kind, each_kind in kinds for each in each_kind)


def links_of(action: Action, names: Iterable[str]) -> dict[str, list[int]]:
    """The keys that an action is tied to, as forms and the trail hold them."""
    return {name: sorted(getattr(action, name).values_list("pk", flat=True)) for name in names}


def context_is_near(plan: Plan, context_id: int) -> bool:
    """Whether a context is linked to this young person, or named in their assessment."""
    young_person = plan.episode.young_person_id
    linked = Q(links__young_person=young_person)
    named = Q(pk__in=AssessedContext.objects.filter(assessment__episode=plan.episode_id).values("context"))
    return Context.objects.filter(linked | named, pk=context_id).exists()


def contexts_near(plan: Plan, found: Parts) -> tuple[parts.Context, ...]:
    """Contexts that an action or goal may be about: those of the assessment, then others linked to the young person."""
    known = {each.id for each in found.contexts}
    linked = _contexts_linked(person=plan.episode.young_person_id)
    return (*found.contexts, *(parts.Context(*each) for each in linked if each[0] not in known))


@prepared
def _contexts_linked(*, person: Any) -> QuerySet[Context, tuple[int, str, str]]:
    found = Context.objects.filter(links__young_person=person).order_by("name")
    return found.values_list("pk", "name", "kind")


def agency_is_ours(plan: Plan, agency_id: int) -> bool:
    """Whether an agency is one that this site knows."""
    return Agency.objects.filter(pk=agency_id, site=plan.episode.young_person.site_id).exists()


def agencies_of(plan: Plan) -> tuple[Agency, ...]:
    """Agencies that may own an action."""
    return tuple(_agencies(site=plan.episode.young_person.site_id))


@prepared
def _agencies(*, site: Any) -> QuerySet[Agency]:
    return Agency.objects.filter(site=site)


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
        contingency=bool(plan.contingency.strip()),
        review_on=plan.review_on,
        review_limit_on=limit_of(plan, "T23"),
        blocking_findings=sum(each.level is Level.BLOCK for each in findings),
        unanswered_findings=sum(each.level is Level.MUST_ANSWER for each in findings),
    )


def parts_of(plan: Plan) -> Parts:
    """Everything in the plan and in the assessment that it answers, in two queries however much there is."""
    assessment = current_assessment(plan.episode)
    rows: defaultdict[str, list[Any]] = defaultdict(list)
    keys = {"plan": plan.pk, "assessment": assessment.pk if assessment else 0, "meeting": plan.meeting_id or 0}
    for part, row in _parts(**keys):
        rows[part].append(KINDS[part].made(row))
    return Parts(**{part: tuple(sorted(each, key=_by_id)) for part, each in rows.items()})


@prepared
def _parts(*, plan: Any, assessment: Any, meeting: Any) -> QuerySet[Any, tuple[str, Any]]:
    """Each kind of part is one branch of a UNION ALL whose rows are JSON, which both databases can build."""
    found = Dynamic.objects.filter(assessment=assessment)
    contexts = Context.objects.filter(
        Q(pk__in=AssessedContext.objects.filter(assessment=assessment).values("context"))
        | Q(pk__in=found.values("context"))
    )
    actions = Action.objects.filter(plan=plan)
    invited = Invitation.objects.filter(meeting=meeting, withdrawn_on__isnull=True, agency__isnull=False)
    named = {"context_name": "context__name", "context_kind": "context__kind", "owner_agency": "owner_agency__name"}
    first, *others = (
        _rows("goals", Goal.objects.filter(plan=plan)),
        _rows("actions", actions, **named),
        _rows("measures", Measure.objects.filter(plan=plan)),
        _rows("action_dynamics", actions.filter(dynamics__isnull=False), to="dynamics"),
        _rows("action_needs", actions.filter(needs__isnull=False), to="needs"),
        _rows("action_challenges", actions.filter(challenges__isnull=False), to="challenges"),
        _rows("decisions", NotToAct.objects.filter(plan=plan, ended_at__isnull=True), by="by__name"),
        _rows("answers", FindingAnswer.objects.filter(plan=plan), by="by__name"),
        _rows("members", CoreGroupMember.objects.filter(plan=plan)),
        _rows("met", CoreGroupMeeting.objects.filter(plan=plan)),
        _rows("reviews", PlanReview.objects.filter(plan=plan)),
        _rows("invited", invited, agency="agency__name"),
        _rows("reach", invited.filter(can_influence__isnull=False), id="agency_id", context_id="can_influence"),
        _rows("contexts", contexts),
        _rows("reach", Reach.objects.filter(context__in=contexts), id="agency_id"),
        _rows("weights", ContextWeight.objects.filter(assessment=assessment, view="agreed")),
        _rows("dynamics", found),
        _rows("needs", Need.objects.filter(assessment=assessment)),
        _rows("challenges", SystemChallenge.objects.filter(assessment=assessment)),
    )
    return first.union(*others, all=True)


KINDS: dict[str, type[parts.Part]] = {
    "goals": parts.Goal,
    "actions": parts.Action,
    "measures": parts.Measure,
    "action_dynamics": parts.Link,
    "action_needs": parts.Link,
    "action_challenges": parts.Link,
    "decisions": parts.Decision,
    "answers": parts.Answer,
    "members": parts.Member,
    "met": parts.Met,
    "reviews": parts.Review,
    "invited": parts.Invited,
    "reach": parts.Reach,
    "contexts": parts.Context,
    "weights": parts.Weight,
    "dynamics": parts.Dynamic,
    "needs": parts.Need,
    "challenges": parts.Challenge,
}


def _rows(part: str, rows: QuerySet[Any], **columns: str) -> QuerySet[Any, Any]:
    names = (each.name for each in fields(KINDS[part]))
    made = JSONObject(**{name: columns.get(name, name) for name in names})
    return rows.order_by().annotate(in_part=Value(part), as_json=made).values_list("in_part", "as_json")


def _by_id(part: parts.Part) -> int:
    return part.id


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
