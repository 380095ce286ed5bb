"""Every write to a plan: started, paused over, filled with goals, actions and measures, put in force.

Parts are dropped with a reason and never deleted. After each write, answers to questions that the plan no longer
raises end (`quality.actions.lapse_answers`).
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final, TypeVar

from django.db import transaction
from django.utils import timezone

from roth.accounts.models import User
from roth.audit.actions import record
from roth.audit.kinds import Kind
from roth.domain.access import Permission
from roth.domain.actions import ActionStatus
from roth.domain.errors import Conflict, NotPossible
from roth.meetings.models import Meeting
from roth.pathway import steps
from roth.people.access import require
from roth.people.selectors import allocations_on
from roth.plans import checks, selectors
from roth.plans.models import Action, CoreGroupMember, Goal, Measure, NotToAct, Plan
from roth.plans.parts import Parts
from roth.quality.actions import lapse_answers

Dropped = TypeVar("Dropped", Goal, Measure)

LINKS: Final = ("dynamics", "needs", "challenges")
GOAL_FIELDS: Final = frozenset({"statement", "level", "whose", "context_id"})
MEASURE_FIELDS: Final = frozenset({"goal_id", "text", "kind", "method", "baseline", "baseline_on", "target"})
ACTION_FIELDS: Final = frozenset(
    {
        *("goal_id", "text", "target", "approach", "context_id", "owner_name", "owner_type", "owner_agency_id"),
        *("accepted_on", "due_on", "status", "status_reason", "origin", "young_persons_view", "restriction_ends_on"),
        *("paired_support_id", *LINKS),
    }
)


@transaction.atomic
def start_plan(*, by: User, meeting: Meeting) -> Plan:
    """Begin the plan that a conference decided to make. It is a draft until its chair puts it in force."""
    episode = meeting.episode
    require(by, episode.young_person, Permission.PLAN_WRITE)
    if Plan.objects.filter(meeting=meeting).exists():
        raise NotPossible("This conference has its plan already.")
    earlier = selectors.newest_started(episode.young_person)
    lead = allocations_on(timezone.localdate()).filter(young_person=episode.young_person).first()
    plan = Plan.objects.create(
        episode=episode,
        meeting=meeting,
        pathway=episode.pathway,
        statutory_status=episode.statutory_status,
        initial_category=meeting.category,
        latest_category=meeting.category,
        previous_plans=earlier.previous_plans + 1 if earlier else 0,
        lead_worker=lead.worker if lead else None,
    )
    _record(Kind.PLAN_STARTED, by, plan, after={"meeting": meeting.ref, "category": meeting.category})
    return plan


@transaction.atomic
def complete_pause(
    *,
    by: User,
    plan: Plan,
    aim: str,
    for_whom: str,
    how_we_would_know: str,
    avoid_making_worse: str,
    version: int | None = None,
) -> Plan:
    """Agree what the plan is for before anything is planned (V10). May be said again; the first day is kept."""
    _writing(by, plan)
    values: dict[str, object] = {
        "aim": aim,
        "for_whom": for_whom,
        "how_we_would_know": how_we_would_know,
        "avoid_making_worse": avoid_making_worse,
    }
    checks.require_words(values, checks.PAUSE)
    first = plan.paused_at is None
    before = plan.save_over(version, values | ({"paused_at": timezone.now()} if first else {}))
    _saved(Kind.PLAN_PAUSED if first else Kind.PLAN_CHANGED, by, plan, "", before, values)
    return plan


# --- Goals ----------------------------------------------------------------------------------------------------------
@transaction.atomic
def add_goal(*, by: User, plan: Plan, **values: Any) -> Goal:
    """Add what will be true when the plan has worked, said positively: statement, level, whose, context_id."""
    _writing(by, plan)
    checks.require_pause(plan)
    _sound_goal(plan, values)
    goal = Goal.objects.create(plan=plan, created_at=timezone.now(), **values)
    _saved(Kind.GOAL_ADDED, by, plan, f"goal:{goal.pk}", None, values)
    return goal


@transaction.atomic
def change_goal(*, by: User, goal: Goal, version: int | None = None, **values: Any) -> Goal:
    """Say a goal better."""
    _writing(by, goal.plan)
    _sound_goal(goal.plan, values)
    before = goal.save_over(version, values)
    _saved(Kind.GOAL_CHANGED, by, goal.plan, f"goal:{goal.pk}", before, values)
    return goal


@transaction.atomic
def remove_goal(*, by: User, goal: Goal, reason: str) -> Goal:
    """Drop a goal that nothing serves any more."""
    _writing(by, goal.plan)
    checks.require_empty_goal(goal.pk, selectors.parts_of(goal.plan))
    return _drop(Kind.GOAL_REMOVED, by, goal, reason, f"goal:{goal.pk}")


# --- Actions --------------------------------------------------------------------------------------------------------
@transaction.atomic
def add_action(*, by: User, plan: Plan, reading: Parts | None = None, **values: Any) -> Action:
    """Add who will change what, for whom, by when: names of `ACTION_FIELDS`, links as keys of what was assessed.

    A page that has just read the plan gives its `reading`, which spares two queries.
    """
    _writing(by, plan)
    checks.require_pause(plan)
    _known(values, ACTION_FIELDS)
    found = reading or selectors.parts_of(plan)
    _near(plan, values, found)
    own, links = _own_and_links(values)
    checks.require_sound_action(own | links, found)
    action = Action.objects.create(plan=plan, entered_at=timezone.now(), **own)
    _link(action, links)
    _acted_on(plan, links, found)
    _saved(Kind.ACTION_ADDED, by, plan, f"action:{action.pk}", None, own | links)
    return action


@transaction.atomic
def change_action(
    *, by: User, action: Action, version: int | None = None, reading: Parts | None = None, **values: Any
) -> Action:
    """Change an action, or say how far it has got. What is not given stays."""
    plan = action.plan
    _writing(by, plan)
    _known(values, ACTION_FIELDS)
    found = reading or selectors.parts_of(plan)
    _near(plan, values, found)
    given, links = _own_and_links(values, action)
    now = {name: getattr(action, name) for name in ACTION_FIELDS - set(LINKS)}
    checks.require_sound_action(now | given | links, found, action.pk)
    before_links = selectors.links_of(action, links)
    try:
        before = action.save_over(version, given)
    except Conflict as conflict:
        conflict.theirs |= selectors.links_of(action, LINKS)
        raise
    _link(action, links)
    _acted_on(plan, links, found)
    _saved(Kind.ACTION_CHANGED, by, plan, f"action:{action.pk}", before | before_links, given | links)
    return action


@transaction.atomic
def remove_action(*, by: User, action: Action, reason: str, version: int | None = None) -> Action:
    """Take an action out of the plan. It stays in the record with the reason; what it answered is open again."""
    _writing(by, action.plan)
    checks.require_words({"reason": reason}, {"reason": "Say why this action leaves the plan"})
    if action.status == ActionStatus.DROPPED:
        raise NotPossible("This action has been taken out already.")
    checks.require_free(action.pk, selectors.parts_of(action.plan))
    values: dict[str, object] = {"status": ActionStatus.DROPPED.value, "status_reason": reason.strip()}
    before = action.save_over(version, values)
    _saved(Kind.ACTION_REMOVED, by, action.plan, f"action:{action.pk}", before, values, reason)
    return action


# --- Measures -------------------------------------------------------------------------------------------------------
@transaction.atomic
def add_measure(*, by: User, plan: Plan, **values: Any) -> Measure:
    """Add how we would know: goal_id, text, kind, method, baseline, baseline_on, target."""
    _writing(by, plan)
    checks.require_pause(plan)
    _sound_measure(plan, values)
    measure = Measure.objects.create(plan=plan, **values)
    _saved(Kind.MEASURE_ADDED, by, plan, f"measure:{measure.pk}", None, values)
    return measure


@transaction.atomic
def change_measure(*, by: User, measure: Measure, version: int | None = None, **values: Any) -> Measure:
    """Say a measure better, or record how things were at the start."""
    _writing(by, measure.plan)
    _sound_measure(measure.plan, values)
    before = measure.save_over(version, values)
    _saved(Kind.MEASURE_CHANGED, by, measure.plan, f"measure:{measure.pk}", before, values)
    return measure


@transaction.atomic
def remove_measure(*, by: User, measure: Measure, reason: str) -> Measure:
    """Drop a measure, with the reason."""
    _writing(by, measure.plan)
    return _drop(Kind.MEASURE_REMOVED, by, measure, reason, f"measure:{measure.pk}")


# --- The plan around them -------------------------------------------------------------------------------------------
@transaction.atomic
def name_core_group(
    *,
    by: User,
    plan: Plan,
    members: Sequence[Mapping[str, Any]],
    lead_worker_id: int | None,
    core_group_on: date | None = None,
    review_on: date | None = None,
    version: int | None = None,
) -> Plan:
    """Say who carries the plan between conferences, who leads, and when they and the review meet."""
    _writing(by, plan)
    checks.require_review_in_time(review_on, selectors.limit_of(plan, "T23"))
    named = [{"name": each["name"], "role": each["role"]} for each in members]
    users = {each["name"]: each.get("user") for each in members}
    values: dict[str, object] = {
        "lead_worker_id": lead_worker_id,
        "core_group_on": core_group_on,
        "review_on": review_on,
    }
    earlier = [{"name": each.name, "role": each.role} for each in plan.core_group.all()]
    try:
        before = plan.save_over(version, values)
    except Conflict as conflict:
        conflict.theirs["members"] = earlier
        raise
    if named != earlier:
        plan.core_group.all().delete()
        CoreGroupMember.objects.bulk_create(
            CoreGroupMember(plan=plan, user=users[each["name"]], **each) for each in named
        )
    _saved(
        Kind.CORE_GROUP_NAMED, by, plan, f"plan:{plan.pk}", {**before, "members": earlier}, {**values, "members": named}
    )
    return plan


@transaction.atomic
def write_contingency(
    *, by: User, plan: Plan, contingency: str, worry_statement: str = "", version: int | None = None
) -> Plan:
    """Write what we are worried about, and who does what if the plan does not hold."""
    _writing(by, plan)
    values: dict[str, object] = {"contingency": contingency, "worry_statement": worry_statement}
    before = plan.save_over(version, values)
    _saved(Kind.PLAN_CHANGED, by, plan, f"plan:{plan.pk}", before, values)
    return plan


@transaction.atomic
def decide_not_to_act(*, by: User, plan: Plan, subject: str, reason: str) -> NotToAct:
    """Keep the reason for not acting on something the assessment found. It ends when an action is linked to it."""
    _writing(by, plan)
    checks.require_words({"reason": reason}, {"reason": "Say why the plan does not act on this"})
    if subject not in selectors.subjects(selectors.parts_of(plan)):
        raise NotPossible("The assessment no longer says this. Look at the plan again.")
    now = timezone.now()
    earlier = plan.not_to_act.filter(subject=subject, ended_at__isnull=True)
    before = {"reason": "; ".join(earlier.values_list("reason", flat=True))}
    earlier.update(ended_at=now)
    decided = NotToAct.objects.create(plan=plan, subject=subject, reason=reason.strip(), by=by, at=now)
    _saved(Kind.NOT_TO_ACT, by, plan, subject, before, {"reason": decided.reason}, decided.reason)
    return decided


@transaction.atomic
def put_plan_in_force(*, by: User, plan: Plan, version: int | None = None) -> Plan:
    """The chair puts the plan in force (C18). It counts from the day of the conference."""
    require(by, plan.episode.young_person, Permission.PLAN_APPROVE)
    if plan.status != "draft":
        raise NotPossible("This plan is in force already." if plan.status == "in_force" else "This plan has ended.")
    facts = selectors.step_facts(plan)
    steps.take(episode=plan.episode, code="C18", facts=facts, by=by, on=facts.on)
    values: dict[str, object] = {
        "status": "in_force",
        "starts_on": facts.on,
        "in_force_at": timezone.now(),
        "in_force_by": by,
    }
    before = plan.save_over(version, values)
    _record(Kind.PLAN_IN_FORCE, by, plan, f"plan:{plan.pk}", before=before, after=values)
    return plan


# --- Parts of the above, not actions of their own -------------------------------------------------------------------
def _writing(by: User, plan: Plan) -> None:
    require(by, plan.episode.young_person, Permission.PLAN_WRITE)
    checks.require_open(plan)


def _known(values: Mapping[str, Any], fields: frozenset[str]) -> None:
    if set(values) - fields:
        raise TypeError(f"There is no field {', '.join(sorted(set(values) - fields))}.")


def _sound_goal(plan: Plan, values: Mapping[str, Any]) -> None:
    _known(values, GOAL_FIELDS)
    if "statement" in values:
        checks.require_words(values, {"statement": "Write the goal"})
    _near(plan, values)


def _sound_measure(plan: Plan, values: Mapping[str, Any]) -> None:
    _known(values, MEASURE_FIELDS)
    if "goal_id" in values:
        checks.require_goal(selectors.parts_of(plan), values["goal_id"])


def _near(plan: Plan, values: Mapping[str, Any], found: Parts | None = None) -> None:
    """A context of this young person's, an agency of this site: a key from elsewhere is refused and never shown."""
    known = found or Parts()
    context, agency = values.get("context_id"), values.get("owner_agency_id")
    near = {each.id for each in known.contexts}
    if context and context not in near and not selectors.context_is_near(plan, context):
        raise NotPossible("Choose one of the contexts shown.", (("context_id", "Choose one of the contexts shown"),))
    ours = {each.agency_id for each in known.invited}
    if agency and agency not in ours and not selectors.agency_is_ours(plan, agency):
        raise NotPossible("Choose one of the agencies.", (("owner_agency_id", "Choose one of the agencies shown"),))


def _own_and_links(values: dict[str, Any], action: Action | None = None) -> tuple[dict[str, Any], dict[str, Any]]:
    """The action's own fields and its ties apart. An owner who has said yes is no longer only proposed."""
    own = {name: value for name, value in values.items() if name not in LINKS}
    links = {name: sorted(values[name] or ()) for name in LINKS if name in values}
    status = own.get("status", action.status if action else ActionStatus.PROPOSED)
    if own.get("accepted_on") and status == ActionStatus.PROPOSED:
        own["status"] = ActionStatus.ACCEPTED.value
    return own, links


def _link(action: Action, links: Mapping[str, list[int]]) -> None:
    for name, keys in links.items():
        manager = getattr(action, name)
        if action.version > 1:
            manager.set(keys)
        elif keys:
            manager.add(*keys)


def _acted_on(plan: Plan, links: Mapping[str, list[int]], found: Parts) -> None:
    """Somebody acts after all, so the decision not to has ended; if the action goes, the question is open again."""
    tied = {f"{name.removesuffix('s')}:{key}" for name, keys in links.items() for key in keys}
    ended = tied & {each.subject for each in found.decisions}
    if ended:
        plan.not_to_act.filter(subject__in=ended, ended_at__isnull=True).update(ended_at=timezone.now())


def _drop(kind: Kind, by: User, part: Dropped, reason: str, target: str) -> Dropped:
    checks.require_words({"reason": reason}, {"reason": "Say why this leaves the plan"})
    if part.dropped_on:
        raise NotPossible("This has been taken out already.")
    values: dict[str, object] = {"dropped_on": timezone.localdate(), "dropped_reason": reason.strip()}
    before = part.save_over(None, values)
    _saved(kind, by, part.plan, target, before, values, reason)
    return part


def _saved(
    kind: Kind,
    by: User,
    plan: Plan,
    target: str,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any],
    reason: str = "",
) -> None:
    lapse_answers(by=by, plan=plan)
    _record(kind, by, plan, target, before=before, after=after, reason=reason)


def _record(kind: Kind, by: User, plan: Plan, target: str = "", **detail: Any) -> None:
    young_person = plan.episode.young_person
    record(
        kind, by=by, site=young_person.site.code, record=young_person.ref, target=target or f"plan:{plan.pk}", **detail
    )
