"""Recording a referral, completing it, and deciding what happens next."""

from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from roth.accounts.models import User
from roth.audit.kinds import Kind
from roth.domain.access import Permission
from roth.domain.calendar import local_date
from roth.domain.clock_events import Event
from roth.domain.errors import Conflict, NotPossible
from roth.domain.pathway import TRIAGE
from roth.pathway import checks, clocks, selectors, steps, writing
from roth.pathway.models import Episode, Referral, TriageDecision
from roth.pathway.writing import Rows
from roth.people.access import require
from roth.people.models import YoungPerson

_OWN: Final = frozenset({"id", "version", "episode", "nfa", "recorded_by", "recorded_at"})
REFERRAL_FIELDS: Final = frozenset(field.name for field in Referral._meta.concrete_fields) - _OWN


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
    checks.received(local_date(received_at), earlier, died_on=young_person.died_on)
    episode = writing.new_episode(young_person, local_date(received_at), previous=earlier)
    steps.begin(
        episode,
        by,
        source_code=fields.get("source_code", ""),
        referral_written=bool(fields.get("concern")),
        consent_settled=bool(fields.get("parents_told") or fields.get("parents_told_reason")),
    )
    referral = Referral.objects.create(
        episode=episode, received_at=received_at, recorded_by=by, recorded_at=timezone.now(), **fields
    )
    writing.write_harms(referral, harms)
    clocks.exploitation_feared(episode)
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
    clocks.exploitation_feared(referral.episode)
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
    if decision == "strategy":
        clocks.happened(episode, Event.HARM_SUSPECTED, writing.instant_of(decided_on))
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
