"""How an action is going, said by whoever owns it or by somebody who asked them; how a measure reads now."""

from datetime import date
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from roth.accounts.models import User
from roth.audit.kinds import Kind
from roth.domain import actions as coding
from roth.domain.access import Permission
from roth.domain.actions import ActionStatus, ProgressState
from roth.domain.change import against_rating
from roth.domain.errors import NotPossible
from roth.pathway import steps
from roth.people.access import require
from roth.plans import access, checks, selectors
from roth.plans.actions import common
from roth.plans.models import Action, Measure, Progress, Reading

_NEEDED: Final = {"found": "Say what was found", "who_asked": "Say who asked", "who_was_asked": "Say who was asked"}


@transaction.atomic
def record_progress(
    *,
    by: User,
    action: Action,
    state: str,
    said: str = "",
    effect: str = "",
    unintended: str = "",
    next_step: str = "",
    heard_from: str = "",
    on: date | None = None,
    version: int | None = None,
) -> Progress:
    """Say how an action is going (V05, P9). Its owner or the owner's agency says so, or somebody writes who told them.

    A yes and a no belong to the owner: an agency that was not in the room says them itself, or by name through
    whoever asked it. A no opens again what the action answered.
    """
    plan, on = action.plan, on or timezone.localdate()
    require(by, plan.episode.young_person, Permission.PLAN_PROGRESS)
    access.require_own(by, action)
    checks.require_open(plan)
    steps.refuse_future(on)
    _require_sound_progress(by, action, state, said, heard_from)
    values = _after(action, state, said, on, heard_from)
    before = action.save_over(version, values)
    words = {"said": said, "effect": effect, "unintended": unintended, "next_step": next_step}
    words = {name: text.strip() for name, text in words.items()}
    words["heard_from"] = "" if selectors.owns(by, action) else heard_from.strip()
    agency = action.owner_agency if selectors.speaks_for_owner(by, action) else None
    told = Progress.objects.create(
        action=action, on=on, state=state, by=by, for_agency=agency, at=timezone.now(), **words
    )
    common.saved(Kind.PROGRESS_RECORDED, by, plan, f"action:{action.pk}", before, {**values, **words})
    return told


def _require_sound_progress(by: User, action: Action, state: str, said: str, heard_from: str) -> None:
    if state not in set(ProgressState):
        raise NotPossible("Say how it is going.", (("state", "Choose how it is going"),))
    wrong = coding.against_progress(action.status, state, said)
    if wrong:
        raise NotPossible(wrong, (("said", wrong),))
    own = selectors.owns(by, action)
    if not own and not heard_from.strip():
        say = f"Say who told you: {action.owner_name} owns this action"
        raise NotPossible(f"{say}.", (("heard_from", say),))


def _after(action: Action, state: str, said: str, on: date, heard_from: str) -> dict[str, object]:
    """What the action is once this was said. Work that has begun was taken on, whoever forgot to write it down."""
    status = coding.STATUS_AFTER[ProgressState(state)]
    values: dict[str, object] = {"status": status.value}
    if status in coding.TAKEN_ON and action.accepted_on is None:
        values |= {"accepted_on": on, "accepted_how": heard_from.strip()}
    if status is ActionStatus.DECLINED:
        values |= {"accepted_on": None, "accepted_how": ""}
    if status in (ActionStatus.DECLINED, ActionStatus.BLOCKED):
        values["status_reason"] = said.strip()
    elif action.status_reason:
        values["status_reason"] = ""
    return values


@transaction.atomic
def read_measure(
    *,
    by: User,
    measure: Measure,
    on: date,
    found: str,
    compared: str,
    who_asked: str,
    who_was_asked: str,
    how_we_know: str = "",
) -> Reading:
    """Look at a measure again, in the same way as at the start: what was found, who asked and who was asked (P6)."""
    plan = measure.plan
    common.writing(by, plan)
    checks.require_in_force(plan)
    steps.refuse_future(on)
    values: dict[str, Any] = {
        "found": found.strip(),
        "compared": compared,
        "how_we_know": how_we_know.strip(),
        "who_asked": who_asked.strip(),
        "who_was_asked": who_was_asked.strip(),
    }
    checks.require_words(values, _NEEDED)
    checks.require_reading(measure, on, compared)
    wrong = against_rating(compared, how_we_know)
    if wrong:
        raise NotPossible(wrong, (("how_we_know", wrong),))
    reading = Reading.objects.create(measure=measure, on=on, by=by, at=timezone.now(), **values)
    common.saved(Kind.MEASURE_READ, by, plan, f"measure:{measure.pk}", None, {"on": on, **values})
    return reading
