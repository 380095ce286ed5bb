"""What limits or moves the young person: a restriction let go on with a reason (V07), a move weighed first (V14)."""

from datetime import date
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from roth.accounts.models import User
from roth.audit.kinds import Kind
from roth.domain import change
from roth.domain.actions import CONTROL, LIVE
from roth.domain.errors import NotPossible
from roth.plans.actions import common
from roth.plans.models import Action, Plan, Relocation, RestrictionExtension

MOVE_FIELDS: Final = frozenset({"kind", "decision", "why", "review_on", *(name for name, _ in change.MOVE_NEEDS)})


@transaction.atomic
def extend_restriction(
    *, by: User, action: Action, until: date, reason: str, young_persons_view: str = "", version: int | None = None
) -> RestrictionExtension:
    """Let a restriction go on until a later day. Why, what the young person thinks, and the day before are kept."""
    plan = action.plan
    common.writing(by, plan)
    if action.approach not in CONTROL or action.status not in LIVE:
        raise NotPossible("This action limits nobody, so there is nothing to let go on.")
    now, today = action.restriction_ends_on, timezone.localdate()
    wrong = change.against_extension(now=now, until=until, today=today, reason=reason)
    if wrong:
        raise NotPossible("The restriction does not go on yet (V07).", wrong)
    before = action.save_over(version, {"restriction_ends_on": until})
    kept = RestrictionExtension.objects.create(
        action=action,
        was_until=now,
        until=until,
        reason=reason.strip(),
        young_persons_view=young_persons_view.strip(),
        by=by,
        at=timezone.now(),
    )
    after = {"restriction_ends_on": until, "young_persons_view": kept.young_persons_view}
    common.saved(Kind.RESTRICTION_EXTENDED, by, plan, f"action:{action.pk}", before, after, kept.reason)
    return kept


@transaction.atomic
def weigh_move(*, by: User, plan: Plan, action: Action | None = None, **said: Any) -> Relocation:
    """Record a proposed move before it happens (V14): `MOVE_FIELDS`, and the action that would carry it out."""
    common.writing(by, plan)
    values = _sound_move(said)
    if action is not None and Relocation.objects.filter(action=action).exists():
        raise NotPossible("The move of this action is weighed already. Change that record.")
    move = Relocation.objects.create(plan=plan, action=action, by=by, at=timezone.now(), **values)
    if action is not None and not action.moves_young_person:
        action.save_over(None, {"moves_young_person": True})
    common.saved(Kind.MOVE_WEIGHED, by, plan, f"move:{move.pk}", None, values)
    return move


@transaction.atomic
def change_move(*, by: User, move: Relocation, version: int | None = None, **said: Any) -> Relocation:
    """Say what was decided about a move, or weigh it again."""
    common.writing(by, move.plan)
    values = _sound_move({name: getattr(move, name) for name in MOVE_FIELDS} | said)
    before = move.save_over(version, values)
    common.saved(Kind.MOVE_WEIGHED, by, move.plan, f"move:{move.pk}", before, values)
    return move


def _sound_move(said: dict[str, Any]) -> dict[str, Any]:
    common.known(said, MOVE_FIELDS)
    values: dict[str, Any] = {name: each.strip() if isinstance(each, str) else each for name, each in said.items()}
    wrong = change.against_move(values, review_on=values.get("review_on"), today=timezone.localdate())
    if not values.get("why"):
        wrong = (("why", "Say what the move is for, and why the place cannot change instead."), *wrong)
    if wrong:
        raise NotPossible("Before a move is decided, weigh what it does to the young person’s safety (V14).", wrong)
    return values
