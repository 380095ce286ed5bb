"""The plan as a whole: started by its conference, paused over, put in force by its chair."""

from django.db import transaction
from django.utils import timezone

from roth.accounts.models import User
from roth.audit.kinds import Kind
from roth.domain.access import Permission
from roth.domain.errors import NotPossible
from roth.meetings.models import Meeting
from roth.pathway import steps
from roth.people.access import require
from roth.people.selectors import allocations_on
from roth.plans import checks, selectors
from roth.plans.actions import common
from roth.plans.models import Plan


@transaction.atomic
def start_plan(*, by: User, meeting: Meeting) -> Plan:
    """Begin the plan that a conference decided to make. It is a draft until its chair puts it in force."""
    episode = meeting.episode
    require(by, episode.young_person, Permission.PLAN_WRITE)
    if Plan.objects.filter(meeting=meeting).exists():
        raise NotPossible("This conference has its plan already.")
    earlier = selectors.newest_started(episode.young_person)
    lead = allocations_on(timezone.localdate()).filter(young_person=episode.young_person).first()
    plan = Plan.objects.create(
        episode=episode,
        meeting=meeting,
        pathway=episode.pathway,
        statutory_status=episode.statutory_status,
        initial_category=meeting.category,
        latest_category=meeting.category,
        previous_plans=earlier.previous_plans + 1 if earlier else 0,
        lead_worker=lead.worker if lead else None,
    )
    common.written_down(Kind.PLAN_STARTED, by, plan, after={"meeting": meeting.ref, "category": meeting.category})
    return plan


@transaction.atomic
def complete_pause(
    *,
    by: User,
    plan: Plan,
    aim: str,
    for_whom: str,
    how_we_would_know: str,
    avoid_making_worse: str,
    version: int | None = None,
) -> Plan:
    """Agree what the plan is for before anything is planned (V10). May be said again; the first day is kept."""
    common.writing(by, plan)
    values: dict[str, object] = {
        "aim": aim,
        "for_whom": for_whom,
        "how_we_would_know": how_we_would_know,
        "avoid_making_worse": avoid_making_worse,
    }
    checks.require_words(values, checks.PAUSE)
    first = plan.paused_at is None
    before = plan.save_over(version, values | ({"paused_at": timezone.now()} if first else {}))
    common.saved(Kind.PLAN_PAUSED if first else Kind.PLAN_CHANGED, by, plan, "", before, values)
    return plan


@transaction.atomic
def put_plan_in_force(*, by: User, plan: Plan, version: int | None = None) -> Plan:
    """The chair puts the plan in force (C18). It counts from the day of the conference."""
    require(by, plan.episode.young_person, Permission.PLAN_APPROVE)
    if plan.status != "draft":
        raise NotPossible("This plan is in force already." if plan.status == "in_force" else "This plan has ended.")
    facts = selectors.step_facts(plan)
    steps.take(episode=plan.episode, code="C18", facts=facts, by=by, on=facts.on)
    values: dict[str, object] = {
        "status": "in_force",
        "starts_on": facts.on,
        "in_force_at": timezone.now(),
        "in_force_by": by,
    }
    before = plan.save_over(version, values)
    common.keep_as_it_stands(plan, "in_force", facts.on)
    common.written_down(Kind.PLAN_IN_FORCE, by, plan, f"plan:{plan.pk}", before=before, after=values)
    return plan
