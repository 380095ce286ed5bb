"""Who does what about what was found: actions, and decisions not to act."""

from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from roth.accounts.models import User
from roth.audit.kinds import Kind
from roth.domain.actions import ActionStatus
from roth.domain.errors import Conflict, NotPossible
from roth.finding.models import Entry
from roth.plans import checks, selectors
from roth.plans.actions import common
from roth.plans.models import Action, NotToAct, Plan
from roth.plans.parts import Parts

LINKS: Final = ("dynamics", "needs", "challenges")
ACTION_FIELDS: Final = frozenset(
    {
        *("goal_id", "text", "target", "approach", "context_id", "owner_name", "owner_type", "owner_agency_id"),
        *("accepted_on", "accepted_how", "due_on", "status", "status_reason", "origin", "young_persons_view"),
        *("moves_young_person", "restriction_ends_on", "restriction_purpose", "restriction_consent"),
        *("paired_support_id", *LINKS),
    }
)


@transaction.atomic
def add_action(*, by: User, plan: Plan, reading: Parts | None = None, **values: Any) -> Action:
    """Add who will change what, for whom, by when: names of `ACTION_FIELDS`, links as keys of what was assessed.

    A page that has just read the plan gives its `reading`, which spares two queries.
    """
    common.writing(by, plan)
    checks.require_pause(plan)
    common.known(values, ACTION_FIELDS)
    found = reading or selectors.parts_of(plan)
    common.near(plan, values, found)
    own, links = _own_and_links(values)
    checks.require_sound_action(own | links, found)
    checks.require_acceptance(own, found)
    action = Action.objects.create(plan=plan, entered_at=timezone.now(), **own)
    _link(action, links)
    _acted_on(plan, links, found)
    Entry.write(action)
    common.saved(Kind.ACTION_ADDED, by, plan, f"action:{action.pk}", None, own | links)
    return action


@transaction.atomic
def change_action(
    *, by: User, action: Action, version: int | None = None, reading: Parts | None = None, **values: Any
) -> Action:
    """Change an action, or say how far it has got. What is not given stays."""
    plan = action.plan
    common.writing(by, plan)
    common.known(values, ACTION_FIELDS)
    found = reading or selectors.parts_of(plan)
    common.near(plan, values, found)
    given, links = _own_and_links(values, action)
    now = {name: getattr(action, name) for name in ACTION_FIELDS - set(LINKS)}
    checks.require_sound_action(now | given | links, found, action.pk)
    checks.require_no_silent_extension(plan, action.restriction_ends_on, given)
    if {"accepted_on", "status", "owner_agency_id", "owner_type"} & set(given):
        _still_accepted(by, action, now, given, found)
    before_links = selectors.links_of(action, links)
    try:
        before = action.save_over(version, given)
    except Conflict as conflict:
        conflict.theirs |= selectors.links_of(action, LINKS)
        raise
    _link(action, links)
    _acted_on(plan, links, found)
    Entry.write(action)
    common.saved(Kind.ACTION_CHANGED, by, plan, f"action:{action.pk}", before | before_links, given | links)
    return action


@transaction.atomic
def remove_action(*, by: User, action: Action, reason: str, version: int | None = None) -> Action:
    """Take an action out of the plan. It stays in the record with the reason; what it answered is open again."""
    common.writing(by, action.plan)
    checks.require_words({"reason": reason}, {"reason": "Say why this action leaves the plan"})
    if action.status == ActionStatus.DROPPED:
        raise NotPossible("This action has been taken out already.")
    checks.require_free(action.pk, selectors.parts_of(action.plan))
    values: dict[str, object] = {"status": ActionStatus.DROPPED.value, "status_reason": reason.strip()}
    before = action.save_over(version, values)
    Entry.write(action)
    common.saved(Kind.ACTION_REMOVED, by, action.plan, f"action:{action.pk}", before, values, reason)
    return action


@transaction.atomic
def decide_not_to_act(*, by: User, plan: Plan, subject: str, reason: str) -> NotToAct:
    """Keep the reason for not acting on something the assessment found. It ends when an action is linked to it."""
    common.writing(by, plan)
    checks.require_words({"reason": reason}, {"reason": "Say why the plan does not act on this"})
    if subject not in selectors.subjects(selectors.parts_of(plan)):
        raise NotPossible("The assessment no longer says this. Look at the plan again.")
    now = timezone.now()
    earlier = plan.not_to_act.filter(subject=subject, ended_at__isnull=True)
    before = {"reason": "; ".join(earlier.values_list("reason", flat=True))}
    earlier.update(ended_at=now)
    decided = NotToAct.objects.create(plan=plan, subject=subject, reason=reason.strip(), by=by, at=now)
    common.saved(Kind.NOT_TO_ACT, by, plan, subject, before, {"reason": decided.reason}, decided.reason)
    return decided


def _still_accepted(by: User, action: Action, now: dict[str, Any], given: dict[str, Any], found: Parts) -> None:
    """V05, of the action as it would be. A yes that was given stays given until the owner changes."""
    owner = ("owner_agency_id", "owner_type")
    if any(name in given and given[name] != now[name] for name in owner):
        checks.require_acceptance(now | given, found)
        return
    if action.accepted_on and given.get("accepted_on", action.accepted_on) == action.accepted_on:
        return
    checks.require_acceptance(now | given, found, by_its_agency=selectors.speaks_for_owner(by, action))


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
