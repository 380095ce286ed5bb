"""The core group meets (F15): who came, what was said, what changed in each context; the plan becomes one in detail."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from roth.accounts.models import User
from roth.audit.kinds import Kind
from roth.domain.access import Permission
from roth.domain.clock_events import Event
from roth.domain.errors import NotPossible
from roth.pathway import clocks, steps
from roth.people.access import require
from roth.plans import access, checks, selectors
from roth.plans.actions import common
from roth.plans.models import ContextProgress, CoreGroupAttendance, CoreGroupMeeting, Plan

CORE_GROUP_FIELDS: Final = frozenset(
    {
        *("chaired_by", "who_came", "seen_on", "seen_alone", "events", "young_persons_words", "parents_words"),
        *("what_was_said", "changes_to_plan", "escalations", "next_on"),
    }
)


@transaction.atomic
def record_core_group(
    *,
    by: User,
    plan: Plan,
    held_on: date,
    people: Sequence[Mapping[str, Any]] = (),
    contexts: Sequence[Mapping[str, Any]] = (),
    **said: Any,
) -> CoreGroupMeeting:
    """Write down that the core group met: any of `CORE_GROUP_FIELDS`. Its clocks stop; the next runs.

    `people` are rows of name, role, attendance and report; `contexts` rows of context_id, rating and words. Any member
    may chair, and any who has an account may write it down.
    """
    require(by, plan.episode.young_person, Permission.PLAN_PROGRESS)
    access.require_core_group(by, plan)
    common.known(said, CORE_GROUP_FIELDS)
    held = selectors.held_for_writing(plan)  # two who record the same meeting take turns
    checks.require_in_force(held)
    steps.refuse_future(held_on, "held_on")
    checks.require_after_conference(held_on, selectors.conference_day(plan))
    values = {name: each.strip() if isinstance(each, str) else each for name, each in said.items() if each is not None}
    checks.require_core_group(values, held_on, people)
    rated = checks.core_group_contexts(contexts, selectors.parts_of(plan))
    if plan.core_group_meetings.filter(held_on=held_on).exists():
        say = "The meeting of this day is recorded already"
        raise NotPossible(f"{say}.", (("held_on", say),))
    met = CoreGroupMeeting.objects.create(plan=plan, held_on=held_on, recorded_by=by, at=timezone.now(), **values)
    CoreGroupAttendance.objects.bulk_create(CoreGroupAttendance(core_group=met, **each) for each in people)
    ContextProgress.objects.bulk_create(ContextProgress(core_group=met, **each) for each in rated)
    _move_clocks(plan, held_on)
    told = {"held_on": held_on, **values, "people": list(people), "contexts": rated}
    common.saved(Kind.CORE_GROUP_RECORDED, by, plan, f"core-group:{met.pk}", None, told)
    return met


def _move_clocks(plan: Plan, held_on: date) -> None:
    """What the core group meets by meeting, and what it says of when the young person was last seen."""
    clocks.happened(plan.episode, Event.CORE_GROUP_MET, held_on)
    clocks.last_core_group(plan.episode, held_on)
    seen_on = plan.core_group_meetings.filter(held_on=held_on).values_list("seen_on", flat=True).first()
    if seen_on is not None:
        clocks.happened(plan.episode, Event.SEEN, seen_on)


@transaction.atomic
def make_plan_detailed(*, by: User, plan: Plan, on: date) -> Plan:
    """The outline that the conference made is a plan in detail now (C20): owners, days, and a way to tell."""
    common.writing(by, plan)
    checks.require_in_force(plan)
    if plan.detailed_on:
        raise NotPossible("The core group has made this a plan in detail already.")
    facts = selectors.detail_facts(plan, on)
    steps.take(episode=plan.episode, code="C20", facts=facts, by=by, on=on)
    before = plan.save_over(None, {"detailed_on": on})
    common.saved(Kind.PLAN_CHANGED, by, plan, f"plan:{plan.pk}", before, {"detailed_on": on})
    return plan
