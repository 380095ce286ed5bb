"""The door to a plan. It is the young person's: whoever comes through that may see the plan that is in hand."""

from typing import TypeVar

from roth.accounts.models import User
from roth.audit.actions import System, record
from roth.audit.kinds import Kind
from roth.domain.access import Permission
from roth.domain.errors import NotAllowed, NotPossible, NotVisible
from roth.pathway.selectors import current_episode
from roth.people.access import decision_for, may, young_person_for
from roth.people.models import YoungPerson
from roth.plans import selectors
from roth.plans.models import Action, Goal, Measure, Plan, Relocation

Part = TypeVar("Part", Goal, Action, Measure, Relocation)


def plan_and_person(user: User, ref: str, permission: Permission) -> tuple[YoungPerson, Plan | None]:
    """The young person behind a reference with their plan, or None where no conference has decided on one."""
    young_person = young_person_for(user, ref, permission)
    plan = selectors.current_plan(current_episode(young_person))
    if plan:
        plan.episode.young_person = young_person
    return young_person, plan


def plan_for(user: User, ref: str, permission: Permission) -> Plan:
    """The plan of the young person behind a reference. Raises NotPossible when there is none yet."""
    _, plan = plan_and_person(user, ref, permission)
    if plan is None:
        raise NotPossible("There is no plan yet. It starts when a conference decides to make one.")
    return plan


def plan_for_ref(user: User, ref: str) -> Plan:
    """The plan behind its own reference (PL-0001) or its young person's (YP-0001), for reading."""
    if not ref.strip().upper().startswith(f"{Plan.PREFIX}-"):
        return plan_for(user, ref, Permission.PLAN_VIEW)
    plan = selectors.plans().filter(pk=Plan.key_of(ref)).first()
    if plan is None:
        raise NotVisible
    young_person = young_person_for(user, plan.episode.young_person.ref, Permission.PLAN_VIEW)
    if not may_see_findings(young_person) and plan != selectors.current_plan(current_episode(young_person)):
        raise NotVisible  # an invitation opens the plan in hand, not those before it
    plan.episode.young_person = young_person
    return plan


def plan_for_operator(ref: str) -> Plan:
    """The same for whoever runs the service and its command: no user's eyes, and the read is written down."""
    plans = selectors.plans()
    if ref.strip().upper().startswith(f"{Plan.PREFIX}-"):
        plan = plans.filter(pk=Plan.key_of(ref)).first()
    else:
        person = YoungPerson.objects.filter(pk=YoungPerson.key_of(ref)).first()
        plan = selectors.current_plan(current_episode(person)) if person else None
    if plan is None:
        raise NotVisible("There is no plan with that reference.")
    young_person = plan.episode.young_person
    record(
        Kind.READ,
        by=System("roth plan check"),
        site=young_person.site.code,
        record=young_person.ref,
        target=Permission.PLAN_VIEW.value,
    )
    return plan


def may_see_findings(young_person: YoungPerson) -> bool:
    """What a plan leaves open quotes the assessment, so it is for those who may open the record."""
    return may(young_person, Permission.RECORD_VIEW)


def actions_for(user: User) -> list[Action]:
    """The user's own actions, over every plan that they may know of; the look at the list is logged."""
    if not user.standing.may("action.own"):
        raise NotAllowed("A list of actions is for the people who take actions on for their work.")
    home = user.standing.home
    record(Kind.LIST_READ, by=user, site=home.site_code if home else "", target="actions")
    return selectors.own_actions(user)


def action_in_hand(user: User, ref: str, key: int) -> Action:
    """An action of which this user may say how it is going: any, for whoever carries the plan; else their own."""
    action = action_of(plan_for(user, ref, Permission.PLAN_PROGRESS), key)
    require_own(user, action)
    return action


def require_own(user: User, action: Action) -> None:
    """Whoever may not write the plan says how their own action is going, and nobody else's."""
    carries = decision_for(user, action.plan.episode.young_person, Permission.PLAN_WRITE).allowed
    if not carries and not selectors.owns(user, action):
        raise NotAllowed(f"This action belongs to {action.owner_name}, who says how it is going.")


def core_group_of(user: User, ref: str) -> Plan:
    """The plan whose core group this user may write about: whoever carries it, or a member with an account."""
    plan = plan_for(user, ref, Permission.PLAN_PROGRESS)
    require_core_group(user, plan)
    return plan


def require_core_group(user: User, plan: Plan) -> None:
    """The core group's notes are written by its members and by whoever carries the plan."""
    carries = decision_for(user, plan.episode.young_person, Permission.PLAN_WRITE).allowed
    if not carries and not plan.core_group.filter(user=user).exists():
        raise NotAllowed("The core group’s meetings are written down by its members and by whoever carries the plan.")


# --- Parts, through their plan --------------------------------------------------------------------------------------
def goal_of(plan: Plan, key: int) -> Goal:
    """A goal of this plan."""
    return _found(plan, plan.goals.filter(pk=key).first())


def action_of(plan: Plan, key: int) -> Action:
    """An action of this plan."""
    return _found(plan, plan.actions.filter(pk=key).first())


def measure_of(plan: Plan, key: int) -> Measure:
    """A measure of this plan."""
    return _found(plan, plan.measures.filter(pk=key).first())


def move_of(plan: Plan, key: int) -> Relocation:
    """A move of this plan's young person."""
    return _found(plan, plan.relocations.filter(pk=key).first())


def _found(plan: Plan, part: Part | None) -> Part:
    if part is None:
        raise NotVisible
    part.plan = plan
    return part
