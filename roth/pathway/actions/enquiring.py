"""Strategy discussions and the section 47 enquiry that one may start."""

from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from roth.accounts.models import User
from roth.audit.kinds import Kind
from roth.domain.access import Permission
from roth.domain.calendar import local_date
from roth.domain.clock_events import Event
from roth.domain.errors import NotPossible
from roth.domain.pathway import Stage, leaving
from roth.pathway import checks, clocks, selectors, steps, writing
from roth.pathway.models import Episode, Section47Enquiry, StrategyDiscussion
from roth.pathway.writing import Rows
from roth.people.access import require
from roth.people.models import YoungPerson

ENQUIRY_FIELDS: Final = frozenset(
    {
        *("seen_on", "seen_alone", "seen_where", "seen_by", "not_seen_reason", "wishes_and_feelings", "parents_seen"),
        *("agency_checks", "contexts_enquired", "analysis", "protection_by_parents", "protection_in_contexts"),
        *("family_told_on", "agencies_told_on"),
    }
)
AFTER_STRATEGY: Final = {"enquiry": "C07", "assessment": "C08", "plan": "C08P", "again": "C09"}
# Where something new may call for a discussion. The referral's own decision is made at its triage.
CALLS_A_DISCUSSION: Final = frozenset(
    stage for stage in Stage if stage is not Stage.REFERRAL and any(step.code == "C06" for step in leaving(stage))
)


@transaction.atomic
def call_strategy_discussion(*, by: User, young_person: YoungPerson, on: date, reason: str) -> Episode:
    """Something new gives reasonable cause, during an assessment, family help or a plan."""
    require(by, young_person, Permission.TRIAGE_DECIDE)
    episode = writing.open_episode(young_person)
    if Stage.of(episode.stage) not in CALLS_A_DISCUSSION:
        raise NotPossible(writing.moved_on(episode))
    facts = selectors.step_facts(episode, on=on)
    before = episode.stage
    steps.take(episode=episode, code="C06", facts=facts, by=by, on=on, reason=reason)
    writing.audit(
        Kind.STAGE_CHANGED,
        by,
        episode,
        f"episode:{episode.pk}",
        before={"stage": before},
        after={"stage": episode.stage, "on": on},
        reason=reason,
    )
    return episode


@transaction.atomic
def record_strategy_discussion(
    *,
    by: User,
    young_person: YoungPerson,
    held_at: datetime,
    next_step: str,
    participants: Rows,
    actions: Rows,
    chair: User | None = None,
    **fields: Any,
) -> StrategyDiscussion:
    """Record who took part, what was known and what was decided: "enquiry", "assessment", or to meet "again"."""
    require(by, young_person, Permission.STRATEGY_RECORD)
    episode = writing.open_episode(young_person)
    checks.strategy({**fields, "held_at": held_at, "next_step": next_step})
    people, on = [dict(row) for row in participants], local_date(held_at)
    facts = writing.discussion_facts(episode, on, people, fields)
    code = AFTER_STRATEGY["plan" if next_step == "assessment" and facts.plan_in_force else next_step]
    steps.take(episode=episode, code=code, facts=facts, by=by, on=on, reason=fields["reasons"])
    discussion = StrategyDiscussion.objects.create(
        episode=episode,
        held_at=held_at,
        chair=chair or by,
        section_47_starts=next_step == "enquiry",
        recorded_by=by,
        recorded_at=timezone.now(),
        **fields,
    )
    asked = writing.write_discussion_rows(discussion, people, actions)
    if next_step == "enquiry":
        writing.start_enquiry(episode, discussion, on)
    writing.audit(
        Kind.STRATEGY_RECORDED,
        by,
        episode,
        f"strategy:{discussion.pk}",
        after={**fields, "held_at": held_at, "next_step": next_step, "participants": people, "actions": asked},
        reason=fields["reasons"],
    )
    return discussion


@transaction.atomic
def record_enquiry(
    *, by: User, young_person: YoungPerson, version: int | None = None, **fields: Any
) -> Section47Enquiry:
    """Write the enquiry, in as many sittings as it takes. Nothing has to be complete until it is authorised."""
    require(by, young_person, Permission.ENQUIRY_RECORD)
    episode = writing.open_episode(young_person)
    enquiry = writing.open_enquiry(episode)
    writing.known(fields, ENQUIRY_FIELDS)
    checks.enquiry(enquiry, fields)
    before = enquiry.save_over(version, fields)
    enquiry.recorded_by, enquiry.recorded_at = by, timezone.now()
    enquiry.lead_worker = enquiry.lead_worker or by
    enquiry.save(update_fields=["recorded_by", "recorded_at", "lead_worker"])
    changed = {name for name in fields if before[name] != fields[name]}
    if "seen_on" in changed and fields["seen_on"]:
        clocks.happened(episode, Event.SEEN, fields["seen_on"])
    writing.audit(
        Kind.ENQUIRY_RECORDED,
        by,
        episode,
        f"enquiry:{enquiry.pk}",
        before={name: before[name] for name in changed},
        after={name: fields[name] for name in changed},
    )
    return enquiry


@transaction.atomic
def authorise_enquiry(
    *,
    by: User,
    young_person: YoungPerson,
    on: date,
    substantiated: bool,
    significant_harm: str,
    outcome: str,
    conference_needed: bool,
) -> Section47Enquiry:
    """Say whether harm was substantiated, and close the enquiry. Nothing in it changes after this."""
    require(by, young_person, Permission.ENQUIRY_AUTHORISE)
    episode = writing.open_episode(young_person)
    enquiry = writing.open_enquiry(episode)
    found = {"substantiated": substantiated, "outcome": outcome, "conference_needed": conference_needed}
    checks.authorised(enquiry, on, found)
    facts = selectors.step_facts(episode, on=on)
    code = "C11" if substantiated else "C10P" if facts.plan_in_force else "C10"
    steps.take(episode=episode, code=code, facts=facts, by=by, on=on, reason=significant_harm)
    values = {
        "substantiated": substantiated,
        "significant_harm": significant_harm,
        "outcome": outcome,
        "conference_not_required": not conference_needed,
        "authorised_by": by,
        "authorised_on": on,
    }
    enquiry.save_over(None, values)
    writing.audit(Kind.ENQUIRY_AUTHORISED, by, episode, f"enquiry:{enquiry.pk}", after=values, reason=significant_harm)
    return enquiry
