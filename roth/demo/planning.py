"""Writes one invented plan in its style, answers what it leaves open, and puts it in force. Part of a `walk`."""

from datetime import date, timedelta
from typing import Any, Final

from django.utils import timezone

from roth.contexts.models import Context
from roth.demo import voicing
from roth.demo.invented import Place
from roth.demo.stories import Draft, action_at
from roth.demo.walk import Walk
from roth.domain import codes
from roth.domain.findings import Level
from roth.plans import actions as plans
from roth.plans.models import Action, Goal, Plan
from roth.plans.selectors import current_plan, limit_of
from roth.quality import actions as quality
from roth.quality.selectors import check

_EFFORT: Final = "Six sessions are delivered and a leaflet is sent to families"


def plan_of(walk: Walk) -> Plan:
    """The plan as it stands now."""
    found = current_plan(walk.young_person.episodes.get(closed_on=None))
    assert found is not None, "the conference made no plan"
    return found


def pause(walk: Walk) -> None:
    """Think before doing."""
    vague = walk.style.code == "X5"
    walk.do(
        plans.complete_pause,
        by=walk.crew.chair,
        plan=plan_of(walk),
        aim="Reduce risk"
        if vague
        else f"{walk.given_name} can go where friends are and come home without being afraid",
        for_whom=walk.given_name if vague else f"{walk.given_name}, and every young person who uses these places",
        how_we_would_know="Fewer incidents"
        if vague
        else f"{walk.given_name} says so, and the safety map has changed colour",
        avoid_making_worse="Not known"
        if vague
        else "Moving friends on, more stop and search, losing the adults they trust",
    )


def write(walk: Walk) -> None:
    """Goals, actions and measures in the plan's style."""
    worker, plan = walk.crew.social_worker, plan_of(walk)
    own: Goal = walk.do(
        plans.add_goal,
        by=worker,
        plan=plan,
        statement=f"{walk.given_name} has somewhere to belong, and sleeps",
        level="young_person",
        whose="young_person",
    )
    _measure(walk, own, f"{walk.given_name} says “I feel like myself” on most days")
    for place, context in walk.places[: walk.style.changes_each_place]:
        goal = walk.do(
            plans.add_goal,
            by=worker,
            plan=plan,
            statement=place.goal,
            level=place.level,
            whose="professional",
            context_id=context.pk,
        )
        _add(walk, goal, action_at(place, walk.given_name), (place, context))
        _measure(walk, goal, place.measure)
    for draft in walk.style.actions:
        _add(walk, own, draft, walk.places[draft.place] if draft.place is not None else None)
    _say_what_then(walk, plan)
    _name_core_group(walk, plan)


def _say_what_then(walk: Walk, plan: Plan) -> None:
    worker = walk.crew.social_worker
    walk.do(
        plans.write_contingency,
        by=worker,
        plan=plan,
        contingencies=[
            {
                "if_this": f"{walk.given_name} is missing, or hurt",
                "who": "Duty line, then Ms Adu",
                "does_what": f"They ring {walk.given_name} and Mum. The core group meets within two days.",
            },
            {
                "if_this": "Somebody threatens the family about the debt",
                "who": "Exploitation sergeant",
                "does_what": f"Sees the family that day and says what is done, to {walk.given_name} as well.",
            },
        ],
        contingency="",
        worry_statement=f"Adults use debts and threats to make {walk.given_name} carry things, where nobody looks out.",
    )


def _name_core_group(walk: Walk, plan: Plan) -> None:
    worker, limit = walk.crew.social_worker, limit_of(plan, "T23")
    walk.do(
        plans.name_core_group,
        by=worker,
        plan=plan,
        members=[
            {"name": worker.name, "role": "social_worker", "user": worker},
            {"name": walk.given_name, "role": "young_person", "user": None},
            {"name": "Youth worker", "role": "youth_worker", "user": walk.crew.partners.get("youth_service")},
        ],
        lead_worker_id=worker.pk,
        core_group_on=limit_of(plan, "T19"),
        review_on=limit - timedelta(days=7) if limit else None,
    )


def _add(walk: Walk, goal: Goal, draft: Draft, at: tuple[Place, Context] | None) -> Action:
    found = plan_of(walk)
    episode = walk.young_person.episodes.get(closed_on=None)
    assessment = episode.assessments.latest("pk")
    dynamics = assessment.dynamics.filter(context=at[1])[: draft.dynamics] if at and draft.dynamics else ()
    needs = list(assessment.needs.all())
    values: dict[str, Any] = {
        "goal_id": goal.pk,
        "text": draft.text.format(name=walk.given_name),
        "target": draft.target,
        "approach": draft.approach,
        "owner_name": draft.owner or _OWNERS.get(draft.owner_type, "Lead worker"),
        "owner_type": draft.owner_type,
        "owner_agency_id": _agency(walk, draft, at),
        "due_on": _due(walk, goal.pk + len(draft.text)),
        "origin": draft.origin,
        **_taken_on(walk, draft, at),
        "dynamics": [dynamic.pk for dynamic in dynamics],
        "needs": [needs[draft.need].pk] if draft.need is not None and draft.need < len(needs) else [],
        "challenges": [challenge.pk for challenge in assessment.challenges.all()] if draft.challenge else [],
    }
    if at:
        values["context_id"] = at[1].pk
    if draft.restricts:
        support = found.actions.filter(approach__in=("support", "relationship", "education", "advocacy")).first()
        support = support or _support(walk, goal)
        values |= {
            "restriction_ends_on": _due(walk, 40),
            "restriction_purpose": "Until whoever looks after the place has changed it",
            "restriction_consent": "accepts",
            "young_persons_view": "I will, if it is not for ever and somebody tells me why.",
            "paired_support_id": support.pk,
        }
    action = walk.do(plans.add_action, by=walk.crew.social_worker, plan=found, **values)
    if draft.moves:
        walk.do(plans.weigh_move, by=walk.crew.social_worker, plan=found, action=action, **a_move(walk))
    return action


def a_move(walk: Walk) -> dict[str, Any]:
    """What a move would do, as honestly as it can be said."""
    name, place = walk.given_name, walk.places[0][0].name
    return {
        "kind": "home",
        "decision": "agreed",
        "why": f"Nobody has said yet that they will change {place}, so an aunt has offered a room.",
        "physical_before": "Followed twice this month, and hurt once.",
        "physical_after": "Nobody there knows of the debt. The aunt's street is quiet.",
        "relational_before": "Two friends who walk home together, Ms Adu, Mum.",
        "relational_after": "The aunt. Nobody of the same age yet. Mum at weekends.",
        "psychological_before": "Sleeps badly, and feels at home.",
        "psychological_after": f"{name} thinks they will sleep, and will feel sent away.",
        "what_is_lost": "Friends, the recording room, Ms Adu's lessons, the mosque on Fridays.",
        "who_decides": "Mum, who has parental responsibility, with the team manager.",
        "young_persons_view": "Why do I have to go? They are the ones who should stop.",
        "route_back": f"Somebody at {place} until ten each evening, and the debt dealt with.",
        "review_on": timezone.localdate() + timedelta(days=28),
    }


def _taken_on(walk: Walk, draft: Draft, at: tuple[Place, Context] | None) -> dict[str, Any]:
    """Whoever was in the room said yes there, others by phone; an agency that stayed away has not been heard yet."""
    if walk.style.absent and at and at[1] == walk.places[0][1]:
        return {"status": "proposed", "accepted_on": None}
    here = {one.agency_id for one in walk.meeting.invitations.filter(attendance__in=codes.PRESENT)}
    how = "" if _agency(walk, draft, at) in here else f"{draft.owner or 'Their manager'}, by phone the day after"
    return {"status": "accepted", "accepted_on": walk.day(16), "accepted_how": how}


def _support(walk: Walk, goal: Goal) -> Action:
    """The help without which nothing may be restricted."""
    text = "meet {name} every week, somewhere {name} likes"
    return _add(walk, goal, Draft(text, "young_person_need", "relationship", "csc", need=0), None)


_OWNERS: Final = {
    "youth_service": "Senior youth worker",
    "health": "School nurse",
    "vcs": "Riverside Families",
    "education": "Head of inclusion",
    "parent_carer": "Mum",
    "young_person": "Young person",
    "csc": "Social worker",
    "police": "Exploitation sergeant",
}
_AGENCY_OF: Final = {
    "csc": "social_care",
    "youth_service": "youth_service",
    "health": "health",
    "vcs": "voluntary",
    "education": "education",
    "police": "police",
}


def _agency(walk: Walk, draft: Draft, at: tuple[Place, Context] | None) -> int | None:
    kind = at[0].reach if at else _AGENCY_OF.get(draft.owner_type, "")
    agency = walk.crew.agencies.get(kind)
    return agency.pk if agency else None


def _due(walk: Walk, spread: int) -> date:
    """Some weeks after the conference, spread so that not all fall on one day."""
    return walk.day(16) + timedelta(days=21 + spread % 45)


def _measure(walk: Walk, goal: Goal, text: str) -> None:
    style = walk.style
    walk.do(
        plans.add_measure,
        by=walk.crew.social_worker,
        plan=plan_of(walk),
        goal_id=goal.pk,
        text=text if style.change_measure else _EFFORT,
        kind="change" if style.change_measure else "effort",
        method="Ask again, in the same way, with the same young people" if style.change_measure else "Count",
        baseline="Red on the first safety map" if style.baseline else "",
        baseline_on=walk.day(5) if style.baseline else None,
        target="Green, and it stays green",
    )


def answer(walk: Walk) -> None:
    """The chair answers each question that must be answered and that the plan leaves open."""
    plan = plan_of(walk)
    for finding in check(plan):
        if finding.level is Level.MUST_ANSWER and not finding.settled and finding.answerable:
            walk.do(
                quality.answer_finding,
                by=walk.crew.chair,
                plan=plan,
                rule=finding.rule,
                subject=finding.subject_key,
                sentence=finding.sentence,
                answer=walk.style.reason,
            )


def put_in_force(walk: Walk) -> None:
    """The chair puts it in force."""
    walk.do(plans.put_plan_in_force, by=walk.crew.chair, plan=plan_of(walk))
    voicing.after_the_conference(walk)
