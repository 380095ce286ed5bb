"""Who carries the plan between conferences, and what happens if the plan does not hold."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.db import transaction

from roth.accounts.models import User
from roth.audit.kinds import Kind
from roth.domain.errors import Conflict
from roth.plans import checks, selectors
from roth.plans.actions import common
from roth.plans.models import Contingency, CoreGroupMember, Plan

CONTINGENCY: Final = ("if_this", "who", "does_what")


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
    users = selectors.accounts_by_name(plan) | {each["name"]: each["user"] for each in members if each.get("user")}
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
            CoreGroupMember(plan=plan, user=users.get(each["name"]), **each) for each in named
        )
    common.saved(
        Kind.CORE_GROUP_NAMED, by, plan, f"plan:{plan.pk}", {**before, "members": earlier}, {**values, "members": named}
    )
    return plan


@transaction.atomic
def write_contingency(
    *,
    by: User,
    plan: Plan,
    contingencies: Sequence[Mapping[str, str]] = (),
    contingency: str = "",
    worry_statement: str = "",
    version: int | None = None,
) -> Plan:
    """Write what we are worried about and, for each thing that may happen, who then does what.

    `contingency` is what else there is to say. At least one of the two is there.
    """
    common.writing(by, plan)
    rows = [{name: each[name].strip() for name in CONTINGENCY} for each in contingencies]
    checks.require_contingency(rows, contingency)
    values: dict[str, object] = {"contingency": contingency, "worry_statement": worry_statement}
    earlier = list(plan.contingencies.values(*CONTINGENCY))
    try:
        before = plan.save_over(version, values)
    except Conflict as conflict:
        conflict.theirs["contingencies"] = earlier
        raise
    if rows != earlier:
        plan.contingencies.all().delete()
        Contingency.objects.bulk_create(Contingency(plan=plan, **each) for each in rows)
    told = {**values, "contingencies": rows}
    common.saved(Kind.PLAN_CHANGED, by, plan, f"plan:{plan.pk}", {**before, "contingencies": earlier}, told)
    return plan
