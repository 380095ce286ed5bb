"""Who carries the plan between conferences, when they met, and what happens if the plan does not hold."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from roth.accounts.models import User
from roth.audit.kinds import Kind
from roth.domain.errors import Conflict, NotPossible
from roth.pathway import clocks, steps
from roth.plans import checks, selectors
from roth.plans.actions import common
from roth.plans.models import CoreGroupMeeting, CoreGroupMember, Plan

FIRST_CORE_GROUP: Final = "T19"


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
    common.writing(by, plan)
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
    common.saved(
        Kind.CORE_GROUP_NAMED, by, plan, f"plan:{plan.pk}", {**before, "members": earlier}, {**values, "members": named}
    )
    return plan


@transaction.atomic
def write_contingency(
    *, by: User, plan: Plan, contingency: str, worry_statement: str = "", version: int | None = None
) -> Plan:
    """Write what we are worried about, and who does what if the plan does not hold."""
    common.writing(by, plan)
    values: dict[str, object] = {"contingency": contingency, "worry_statement": worry_statement}
    before = plan.save_over(version, values)
    common.saved(Kind.PLAN_CHANGED, by, plan, f"plan:{plan.pk}", before, values)
    return plan


@transaction.atomic
def record_core_group(
    *, by: User, plan: Plan, held_on: date, who_came: str, what_was_said: str, young_persons_words: str = ""
) -> CoreGroupMeeting:
    """Write down that the core group met (F15). The first meeting stops its clock (T19)."""
    common.writing(by, plan)
    held = selectors.held_for_writing(plan)  # two who record the same meeting take turns
    checks.require_in_force(held)
    steps.refuse_future(held_on, "held_on")
    checks.require_after_conference(held_on, selectors.conference_day(plan))
    values: dict[str, Any] = {
        "held_on": held_on,
        "who_came": who_came.strip(),
        "young_persons_words": young_persons_words.strip(),
        "what_was_said": what_was_said.strip(),
    }
    checks.require_words(values, checks.CORE_GROUP)
    if plan.core_group_meetings.filter(held_on=held_on).exists():
        say = "The meeting of this day is recorded already"
        raise NotPossible(f"{say}.", (("held_on", say),))
    met = CoreGroupMeeting.objects.create(plan=plan, recorded_by=by, at=timezone.now(), **values)
    clocks.stop(plan.episode, FIRST_CORE_GROUP, held_on)
    common.saved(Kind.CORE_GROUP_RECORDED, by, plan, f"core-group:{met.pk}", None, values)
    return met
