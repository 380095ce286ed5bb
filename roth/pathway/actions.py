"""Every write on the way from a referral to a pathway decision, one for each form. Each checks, saves and audits.

How an episode changes stage and how clocks run is `steps`; what a step needs is `checks` and `domain.guards`.
"""

from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from roth.accounts.models import User
from roth.audit.kinds import Kind
from roth.domain import codes
from roth.domain.access import Permission
from roth.domain.calendar import local_date
from roth.domain.errors import Conflict, NotPossible
from roth.domain.pathway import BY_PATHWAY, TRIAGE, Stage
from roth.meetings.actions import ask_for_conference
from roth.pathway import checks, selectors, steps, writing
from roth.pathway.models import (
    Clock,
    Episode,
    PathwayDecision,
    Referral,
    Section47Enquiry,
    StrategyDiscussion,
    TriageDecision,
)
from roth.pathway.writing import Rows
from roth.people.access import require
from roth.people.models import YoungPerson

_OWN: Final = frozenset({"id", "version", "episode", "nfa", "recorded_by", "recorded_at"})
REFERRAL_FIELDS: Final = frozenset(field.name for field in Referral._meta.concrete_fields) - _OWN
ENQUIRY_FIELDS: Final = frozenset(
    {
        *("seen_on", "seen_alone", "seen_where", "seen_by", "not_seen_reason", "wishes_and_feelings", "parents_seen"),
        *("agency_checks", "contexts_enquired", "analysis", "protection_by_parents", "protection_in_contexts"),
        *("family_told_on", "agencies_told_on"),
    }
)
AFTER_STRATEGY: Final = {"enquiry": "C07", "assessment": "C08", "again": "C09"}
CALLS_A_DISCUSSION: Final = frozenset({Stage.ASSESSMENT, Stage.CIN_PLAN, Stage.FAMILY_HELP})


# --- Referral ------------------------------------------------------------------------------------------------------
@transaction.atomic
def record_referral(
    *,
    by: User,
    young_person: YoungPerson,
    received_at: datetime,
    harms: list[dict[str, str]],
    linked: Rows = (),
    **fields: Any,
) -> Episode:
    """Record why somebody is worried, and open an episode. `linked` are contexts, each known already or named now."""
    require(by, young_person, Permission.REFERRAL_RECORD)
    earlier = selectors.current_episode(young_person)
    if earlier is not None and earlier.closed_on is None:
        raise NotPossible(writing.open_already(young_person))
    writing.known(fields, REFERRAL_FIELDS)
    checks.referral(fields, harms)
    checks.received(local_date(received_at), earlier)
    episode = writing.new_episode(young_person, local_date(received_at))
    steps.begin(episode, by)
    referral = Referral.objects.create(
        episode=episode, received_at=received_at, recorded_by=by, recorded_at=timezone.now(), **fields
    )
    writing.write_harms(referral, harms)
    writing.link(by, young_person, linked, referral)
    writing.audit(Kind.REFERRAL_RECORDED, by, episode, f"referral:{referral.pk}", after={**fields, "harms": harms})
    return episode


@transaction.atomic
def change_referral(
    *,
    by: User,
    young_person: YoungPerson,
    harms: list[dict[str, str]],
    linked: Rows = (),
    version: int | None = None,
    **fields: Any,
) -> Referral:
    """Complete or correct a referral while its episode is open. When it was received changes only before triage."""
    require(by, young_person, Permission.REFERRAL_RECORD)
    episode = writing.open_episode(young_person)
    referral = Referral.objects.get(episode=episode)
    writing.known(fields, REFERRAL_FIELDS)
    checks.referral({name: getattr(referral, name) for name in REFERRAL_FIELDS} | fields, harms)
    if "received_at" in fields:
        writing.receive_on_another_day(episode, local_date(fields["received_at"]))
    earlier = [{"harm_type": harm.harm_type, "role": harm.role} for harm in referral.harms.all()]
    try:
        before = referral.save_over(version, fields)
    except Conflict as conflict:
        conflict.theirs["harms"] = earlier
        raise
    referral.harms.all().delete()
    writing.write_harms(referral, harms)
    writing.link(by, young_person, linked, referral)
    changed = {name for name in fields if before[name] != fields[name]}
    writing.audit(
        Kind.REFERRAL_CHANGED,
        by,
        episode,
        f"referral:{referral.pk}",
        before={**{name: before[name] for name in changed}, "harms": earlier},
        after={**{name: fields[name] for name in changed}, "harms": harms},
    )
    return referral


@transaction.atomic
def decide_triage(
    *, by: User, young_person: YoungPerson, decision: str, decided_on: date, **fields: Any
) -> TriageDecision:
    """Decide what happens after the referral, and say why."""
    require(by, young_person, Permission.TRIAGE_DECIDE)
    episode = writing.open_episode(young_person)
    checks.triage(fields)
    checks.referrer_told(fields.get("referrer_told_on"), episode.opened_on)
    facts = selectors.step_facts(
        episode,
        on=decided_on,
        family_agreed=bool(fields.get("family_agreement")),
        lead_practitioner_named=bool(fields.get("lead_practitioner")),
    )
    steps.take(episode=episode, code=TRIAGE[decision], facts=facts, by=by, on=decided_on, reason=fields["rationale"])
    referral = Referral.objects.get(episode=episode)
    if decision == "nfa":
        referral.save_over(None, {"nfa": True})
    triage = TriageDecision.objects.create(
        referral=referral,
        decision=decision,
        decided_on=decided_on,
        decided_at=timezone.now(),
        decided_by=by,
        **fields,
    )
    writing.audit(
        Kind.TRIAGE_DECIDED,
        by,
        episode,
        f"triage:{triage.pk}",
        after={**fields, "decision": decision, "decided_on": decided_on},
        reason=fields["rationale"],
    )
    return triage


# --- Strategy discussion -------------------------------------------------------------------------------------------
@transaction.atomic
def call_strategy_discussion(*, by: User, young_person: YoungPerson, on: date, reason: str) -> Episode:
    """Something new gives reasonable cause, during an assessment, a child in need plan or family help."""
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
    steps.take(episode=episode, code=AFTER_STRATEGY[next_step], facts=facts, by=by, on=on, reason=fields["reasons"])
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


# --- Section 47 enquiry --------------------------------------------------------------------------------------------
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
    code = "C11" if substantiated else "C10"
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


# --- Pathway decision and clocks -----------------------------------------------------------------------------------
@transaction.atomic
def decide_pathway(
    *,
    by: User,
    young_person: YoungPerson,
    pathway: str,
    decided_on: date,
    answers: Rows,
    statutory_status: str = "",
    **fields: Any,
) -> PathwayDecision:
    """Choose the pathway, with the ten questions answered. A conference is asked for where one follows."""
    require(by, young_person, Permission.PATHWAY_DECIDE)
    episode = writing.open_episode(young_person)
    status = statutory_status or codes.STATUS_OF_PATHWAY[pathway]
    given = checks.answers(answers)
    facts = writing.gate_facts(episode, decided_on, len(given), fields)
    steps.take(episode=episode, code=BY_PATHWAY[pathway], facts=facts, by=by, on=decided_on, reason=fields["reason"])
    episode.save_over(None, {"pathway": pathway, "statutory_status": status})
    decision = PathwayDecision.objects.create(
        episode=episode,
        pathway=pathway,
        statutory_status=status,
        decided_on=decided_on,
        decided_at=timezone.now(),
        decided_by=by,
        **fields,
    )
    for number, (answer, evidence) in sorted(given.items()):
        decision.answers.create(question=number, answer=answer, evidence=evidence)
    if episode.stage == Stage.CONFERENCE_BOOKED:
        ask_for_conference(by=by, episode=episode, on=decided_on)
    else:
        Section47Enquiry.objects.filter(episode=episode).update(conference_not_required=True)
    after = {**fields, "pathway": pathway, "statutory_status": status, "answers": given}
    writing.audit(Kind.PATHWAY_DECIDED, by, episode, f"decision:{decision.pk}", after=after, reason=fields["reason"])
    return decision


@transaction.atomic
def explain_clock(
    *, by: User, young_person: YoungPerson, clock: Clock, lateness_reason: str, lateness_words: str
) -> Clock:
    """Say why a deadline was missed. The deadline itself never moves."""
    require(by, young_person, Permission.RECORD_EDIT)
    checks.late(clock, timezone.localdate())
    after = {"lateness_reason": lateness_reason, "lateness_words": lateness_words}
    before = {name: getattr(clock, name) for name in after}
    for name, value in after.items():
        setattr(clock, name, value)
    clock.save(update_fields=list(after))
    writing.audit(Kind.CLOCK_EXPLAINED, by, clock.episode, f"clock:{clock.pk}", before=before, after=after)
    return clock
