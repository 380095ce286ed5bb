"""What every write to a plan shares: who may, what is near enough to name, and the trail. No action of its own."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from django.utils import timezone

from roth.accounts.models import User
from roth.audit.actions import record
from roth.audit.kinds import Kind
from roth.domain.access import Permission
from roth.domain.errors import NotPossible
from roth.finding.models import Entry
from roth.people.access import require
from roth.plans import checks, selectors
from roth.plans.models import Goal, Measure, Plan, PlanSnapshot
from roth.plans.parts import Parts
from roth.quality.actions import lapse_answers

Dropped = TypeVar("Dropped", Goal, Measure)


def writing(by: User, plan: Plan) -> None:
    """Whoever may write, while the plan has not ended."""
    require(by, plan.episode.young_person, Permission.PLAN_WRITE)
    checks.require_open(plan)


def known(values: Mapping[str, Any], fields: frozenset[str]) -> None:
    """No name but these: a slip of the pen in a caller is not to be saved as nothing."""
    if set(values) - fields:
        raise TypeError(f"There is no field {', '.join(sorted(set(values) - fields))}.")


def near(plan: Plan, values: Mapping[str, Any], found: Parts | None = None) -> None:
    """A context of this young person's, an agency of this site: a key from elsewhere is refused and never shown."""
    reading = found or Parts()
    context, agency = values.get("context_id"), values.get("owner_agency_id")
    assessed = {each.id for each in reading.contexts}
    if context and context not in assessed and not selectors.context_is_near(plan, context):
        raise NotPossible("Choose one of the contexts shown.", (("context_id", "Choose one of the contexts shown"),))
    invited = {each.agency_id for each in reading.invited}
    if agency and agency not in invited and not selectors.agency_is_ours(plan, agency):
        raise NotPossible("Choose one of the agencies.", (("owner_agency_id", "Choose one of the agencies shown"),))


def drop(kind: Kind, by: User, part: Dropped, reason: str, target: str) -> Dropped:
    """Take a goal or a measure out, with the reason; it stays in the record."""
    checks.require_words({"reason": reason}, {"reason": "Say why this leaves the plan"})
    if part.dropped_on:
        raise NotPossible("This has been taken out already.")
    values: dict[str, object] = {"dropped_on": timezone.localdate(), "dropped_reason": reason.strip()}
    before = part.save_over(None, values)
    if isinstance(part, Goal):
        Entry.write(part)
    saved(kind, by, part.plan, target, before, values, reason)
    return part


def keep_as_it_stands(plan: Plan, why: str, on: date) -> None:
    """Keep how the plan stands on this day, so that a review can lay now beside then."""
    found = selectors.parts_of(plan)
    stood = selectors.as_it_stands(plan, found, selectors.facts_in(plan, found))
    PlanSnapshot.objects.create(plan=plan, on=on, why=why, stood=stood, at=timezone.now())


def saved(
    kind: Kind,
    by: User,
    plan: Plan,
    target: str,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any],
    reason: str = "",
) -> None:
    """After a write: end the answers that it overtook, then write it down."""
    lapse_answers(by=by, plan=plan)
    written_down(kind, by, plan, target, before=before, after=after, reason=reason)


def written_down(kind: Kind, by: User, plan: Plan, target: str = "", **detail: Any) -> None:
    """The trail's line about this plan."""
    young_person = plan.episode.young_person
    record(
        kind, by=by, site=young_person.site.code, record=young_person.ref, target=target or f"plan:{plan.pk}", **detail
    )
