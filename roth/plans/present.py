"""A plan as the page says it: goals with their actions as sentences, and what comes next. No queries.

What the panel of unanswered questions says is in `quality.present`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.urls import reverse

from roth.domain import codes
from roth.domain.actions import (
    CONTROL,
    LIVE,
    ActionStatus,
    Approach,
    MeasureKind,
    OwnerType,
    Target,
    TargetGroup,
    group_of,
)
from roth.domain.change import Consent, restriction_is_live
from roth.domain.voice import Speaker
from roth.domain.words import day_in_words
from roth.plans import parts, told
from roth.plans.around import Around, around
from roth.plans.models import Action, Plan
from roth.plans.parts import Parts
from roth.plans.told import Read, Told
from roth.plans.way import Step, address, next_step, steps
from roth.ui.formats import day, lower_first

TARGETS: Final = {each.value: each for each in Target}
APPROACHES: Final = {each.value: each for each in Approach}
STATUSES: Final = {each.value: each for each in ActionStatus}
OWNERS: Final = {each.value: each for each in OwnerType}
_TONES: Final = {"done": "done", "started": "done", "accepted": "done", "blocked": "late"}
# The shape of a target, where no context is named.
_KINDS: Final = {
    Target.PEER_GROUP: "peer_group",
    Target.SCHOOL: "school_education",
    Target.PLACE: "neighbourhood_place",
    Target.ONLINE_SPACE: "online_space",
    Target.SYSTEM: "service_system",
}
# What an action does, where no context is named; {name} is the young person.
_AIMS: Final = {
    Target.YOUNG_PERSON_NEED: "Meets a need of {name}",
    Target.YOUNG_PERSON_BEHAVIOUR: "Asks {name} to change",
    Target.PARENT_BEHAVIOUR: "Asks parents or carers to change",
    Target.FAMILY_SUPPORT: "Helps the family",
    Target.PEER_GROUP: "Changes a peer group",
    Target.SCHOOL: "Changes a school or college",
    Target.PLACE: "Changes a place",
    Target.ONLINE_SPACE: "Changes an online space",
    Target.SOURCE_OF_HARM: "Acts on those causing harm",
    Target.SYSTEM: "Changes a service or rule",
    Target.PROCESS: "Process only",
}


@dataclass(frozen=True)
class ActionLine:
    """One action as a sentence, and what it aims at."""

    key: int
    owner: str
    agency: str
    will: str
    by_when: str
    late: bool
    aim: str
    group: str
    group_words: str
    kind: str
    approach: str
    status: str
    tone: str
    note: str
    answers: tuple[str, ...]
    young_persons_view: str
    because: tuple[tuple[str, str], ...]  # whose words it answers, and the words
    ends: str
    ended: bool
    limits: str
    go_on: str
    moves: bool
    move_weighed: bool
    weigh: str
    told: Told | None
    told_before: int
    href: str
    remove: str
    say: str


@dataclass(frozen=True)
class MeasureLine:
    """How we would know, and from where."""

    key: int
    text: str
    kind: str
    change: bool
    method: str
    baseline: str
    target: str
    now: Read | None
    href: str
    remove: str
    read_again: str


@dataclass(frozen=True)
class GoalCard:
    """A goal with what serves it."""

    key: int
    number: int
    statement: str
    facts: str
    actions: tuple[ActionLine, ...]
    measures: tuple[MeasureLine, ...]
    href: str
    remove: str
    add_action: str
    add_measure: str


@dataclass(frozen=True)
class Gone:
    """Something that left the plan, with the reason that was given."""

    what: str
    words: str
    reason: str


def goals(plan: Plan, found: Parts, today: date) -> tuple[GoalCard, ...]:
    """Every goal that stands, with its actions and measures."""
    contexts = _contexts(found)
    lines = action_lines(plan, found, today)
    cards = []
    for number, goal in enumerate(found.live_goals, 1):
        context = contexts.get(goal.context_id or 0)
        cards.append(
            GoalCard(
                key=goal.id,
                number=number,
                statement=goal.statement,
                facts=_facts_of_goal(goal, context),
                actions=tuple(line for goal_id, line in lines if goal_id == goal.id),
                measures=tuple(
                    _measure(plan, each, found, today) for each in found.live_measures if each.goal_id == goal.id
                ),
                href=address("goal", plan, goal.id),
                remove=address("goal_remove", plan, goal.id),
                add_action=f"{address('action_add', plan)}?goal={goal.id}",
                add_measure=f"{address('measure_add', plan)}?goal={goal.id}",
            )
        )
    return tuple(cards)


def _facts_of_goal(goal: parts.Goal, context: parts.Context | None) -> str:
    level = lower_first(codes.label(codes.GOAL_LEVEL, goal.level))
    where = f"{level}: {context.name}" if context else level
    return f"for {where} · from {lower_first(codes.label(codes.WHOSE, goal.whose))}"


def action_line(action: Action, found: Parts, name: str, today: date) -> ActionLine:
    """One action, whatever has become of it."""
    each = next(part for part in found.actions if part.id == action.pk)
    base = reverse("plans:plan", args=(action.plan.episode.young_person.ref,))
    return _action(each, base, name, (), today, found)


def action_lines(plan: Plan, found: Parts, today: date) -> list[tuple[int, ActionLine]]:
    """Each live action with the key of its goal, those due first at the top."""
    answered = _answered(found)
    live = sorted((each for each in found.actions if each.status in LIVE), key=lambda each: (each.due_on, each.id))
    base = reverse("plans:plan", args=(plan.episode.young_person.ref,))
    person = plan.episode.young_person
    name = person.chosen_name or person.given_name or person.name
    return [(each.goal_id, _action(each, base, name, answered.get(each.id, ()), today, found)) for each in live]


def _who(speaker: str, name: str) -> str:
    """Whose words an action answers: the young person by name, a parent by what they are."""
    said = Speaker(speaker)
    return name if said is Speaker.YOUNG_PERSON else f"{said.label} of {name}"


def _action(
    action: parts.Action, base: str, name: str, answers: Iterable[str], today: date, found: Parts
) -> ActionLine:
    target, status = TARGETS[action.target], STATUSES[action.status]
    said = told.progress_of(found, action.id, today)
    group = group_of(action.target)
    aim = f"Changes {_in_sentence(action.context_name)}" if _changes(action, group) else _AIMS[target].format(name=name)
    return ActionLine(
        key=action.id,
        owner=action.owner_name,
        agency=_agency(action),
        will=lower_first(action.text.strip()).rstrip("."),
        by_when=day_in_words(action.due_on, today),
        late=action.due_on < today and action.status not in (ActionStatus.DONE, ActionStatus.CHANGED),
        aim=aim,
        group=group.value,
        group_words=group.label,
        kind=(action.context_kind or _KINDS.get(target, "other")) if group is TargetGroup.CONTEXTUAL else "",
        approach=APPROACHES[action.approach].label,
        status="Owner has not agreed yet" if status is ActionStatus.PROPOSED else status.label,
        tone=_TONES.get(action.status, ""),
        note=action.status_reason,
        answers=tuple(answers),
        young_persons_view=action.young_persons_view,
        because=tuple((_who(each.speaker, name), each.words) for each in found.voiced if each.id == action.id),
        ends=day(action.restriction_ends_on),
        ended=action.approach in CONTROL and not restriction_is_live(action.restriction_ends_on, today),
        limits=_limits(action),
        go_on=f"{base}actions/{action.id}/go-on/" if action.approach in CONTROL else "",
        moves=action.moves_young_person,
        move_weighed=any(each.action_id == action.id for each in found.moves),
        weigh=f"{base}moves/add/?action={action.id}",
        told=said[0] if said else None,
        told_before=max(len(said) - 1, 0),
        href=f"{base}actions/{action.id}/",
        remove=f"{base}actions/{action.id}/remove/",
        say=f"{base}actions/{action.id}/progress/",
    )


def _limits(action: parts.Action) -> str:
    """What a restriction is for, and what the young person thinks of it."""
    if action.approach not in CONTROL:
        return ""
    thinks = (
        f"The young person {lower_first(Consent(action.restriction_consent).label)}"
        if action.restriction_consent
        else ""
    )
    purpose = f"For: {lower_first(action.restriction_purpose).rstrip('.')}" if action.restriction_purpose else ""
    return ". ".join(each for each in (purpose, thinks.replace("not asked yet", "has not been asked yet")) if each)


def _changes(action: parts.Action, group: TargetGroup) -> bool:
    return bool(action.context_name) and group is TargetGroup.CONTEXTUAL


def _in_sentence(name: str | None) -> str:
    first, _, rest = (name or "").partition(" ")
    return f"{first.lower()} {rest}" if first in ("The", "A", "An", "Our") else name or ""


def _agency(action: parts.Action) -> str:
    if action.owner_type in (OwnerType.YOUNG_PERSON, OwnerType.PARENT_CARER):
        return ""
    named = action.owner_agency or OWNERS[action.owner_type].label
    return "" if named.casefold() == action.owner_name.casefold() else named


def _measure(plan: Plan, measure: parts.Measure, found: Parts, today: date) -> MeasureLine:
    readings = told.readings_of(found, measure.id, today)
    started = f", on {day(measure.baseline_on)}" if measure.baseline_on else ""
    return MeasureLine(
        key=measure.id,
        text=measure.text,
        kind=dict(MeasureKind.choices())[measure.kind],
        change=measure.kind == MeasureKind.CHANGE,
        method=measure.method,
        baseline=f"{measure.baseline.rstrip('.')}{started}" if measure.baseline else "",
        target=measure.target,
        now=readings[0] if readings else None,
        href=address("measure", plan, measure.id),
        remove=address("measure_remove", plan, measure.id),
        read_again=address("reading", plan, measure.id),
    )


def _contexts(found: Parts) -> dict[int, parts.Context]:
    known = {each.id: each for each in found.contexts}
    for action in found.actions:
        if action.context_id and action.context_id not in known:
            known[action.context_id] = parts.Context(
                action.context_id, action.context_name or "", action.context_kind or ""
            )
    return known


def _answered(found: Parts) -> dict[int, list[str]]:
    """What each action answers, in the assessment's words."""
    words: dict[int, list[str]] = {}
    dynamics = {each.id: each.text for each in found.dynamics}
    needs = {each.id: each.text for each in found.needs}
    challenges = {each.id: f"{each.service}: {each.text}" for each in found.challenges}
    for links, said in (
        (found.action_dynamics, dynamics),
        (found.action_needs, needs),
        (found.action_challenges, challenges),
    ):
        for link in links:
            if link.to in said:
                words.setdefault(link.id, []).append(said[link.to])
    return words


def _left(action: parts.Action) -> str:
    return "Declined" if action.status == ActionStatus.DECLINED else "Action"


def gone(found: Parts) -> tuple[Gone, ...]:
    """What was taken out of the plan and why: kept, and shown folded."""
    return (
        *(Gone("Goal", each.statement, each.dropped_reason) for each in found.goals if each.dropped_on),
        *(
            Gone(_left(each), f"{each.owner_name} will {lower_first(each.text)}", each.status_reason)
            for each in found.actions
            if each.status not in LIVE
        ),
        *(Gone("Measure", each.text, each.dropped_reason) for each in found.measures if each.dropped_on),
    )


@dataclass(frozen=True)
class PlanPage:
    """Everything that the plan's page says, beside the panel."""

    status: str
    tone: str
    since: str
    paused: bool
    goals: tuple[GoalCard, ...]
    gone: tuple[Gone, ...]
    steps: tuple[Step, ...]
    around: Around
    next_step: tuple[str, str, str] | None
    may_write: bool
    mine: frozenset[int]  # keys of actions of which the reader says how they are going
    carried: bool  # in force, so that measures are looked at again
    may_record: bool  # a member of the core group, or whoever carries the plan
    sees_moves: bool


def plan_page(
    plan: Plan,
    found: Parts,
    today: date,
    *,
    may_write: bool,
    may_approve: bool,
    mine: frozenset[int] = frozenset(),
    may_record: bool = False,
    sees_moves: bool = False,
    core_by: date | None = None,
    waiting: int = 0,
) -> PlanPage:
    """The page for a reader who may write, put in force, both or neither.

    `core_by` is the last day of the first core group (T19), `waiting` how many questions are open.
    """
    status, tone = {
        "draft": ("Draft", "due"),
        "in_force": ("In force", "done"),
        "ended": ("Ended", "quiet"),
    }[plan.status]
    way = steps(plan, found, may_write, may_approve)
    writes = may_write and plan.status != "ended"
    return PlanPage(
        status=status,
        tone=tone,
        since=_since(plan),
        paused=plan.paused_at is not None,
        goals=goals(plan, found, today),
        gone=gone(found),
        steps=way if plan.status == "draft" else (),
        around=around(plan, found, today, writes or may_record),
        next_step=next_step(plan, found, way, today, core_by=core_by, waiting=waiting) if writes else None,
        may_write=writes,
        mine=mine if plan.status != "ended" else frozenset(),
        carried=writes and plan.status == "in_force",
        may_record=writes or may_record,
        sees_moves=sees_moves,
    )


def _since(plan: Plan) -> str:
    if plan.status == "ended":
        return f"From {day(plan.starts_on)} to {day(plan.ends_on)}"
    return f"Since {day(plan.starts_on)}" if plan.starts_on else ""
