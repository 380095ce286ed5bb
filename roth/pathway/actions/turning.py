"""Turns of a way that is under a plan: the legal gateway, handing over, taking over, going on after an enquiry."""

from datetime import date, datetime, time
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from roth.accounts.models import User
from roth.audit.kinds import Kind
from roth.domain.access import Permission
from roth.domain.clock_events import Event
from roth.domain.codes import STATUS_OF_PATHWAY
from roth.domain.errors import NotPossible
from roth.domain.pathway import Stage
from roth.meetings.actions import ask_for_conference
from roth.pathway import checks, clocks, selectors, steps, writing
from roth.pathway.models import Episode, LegalGateway, Referral, Transfer
from roth.people.access import require
from roth.people.models import YoungPerson

FROM_ANOTHER_AUTHORITY: Final = "5C"


@transaction.atomic
def go_to_legal_gateway(
    *, by: User, young_person: YoungPerson, on: date, adviser: str, advice: str, attribution: str, outcome: str,
    reason: str,
) -> LegalGateway:  # fmt: skip
    """F33 (C27): what lawyers said, and what the harm has to do with the care at home. The plan stays in force."""
    advised = bool(adviser.strip() and advice.strip())
    taken = writing.take_step(
        by, young_person, "C27", on, reason,
        legal_advice_recorded=advised, attribution_considered=bool(attribution.strip()),
    )  # fmt: skip
    said = {
        "on": on,
        "adviser": adviser,
        "advice": advice,
        "attribution": attribution,
        "outcome": outcome,
        "reason": reason,
    }
    gateway = LegalGateway.objects.create(episode=taken.episode, recorded_by=by, recorded_at=timezone.now(), **said)
    writing.audit_step(Kind.LEGAL_RECORDED, by, taken, f"legal:{gateway.pk}", said, reason)
    return gateway


@transaction.atomic
def come_back_from_legal_gateway(*, by: User, young_person: YoungPerson, on: date, reason: str) -> Episode:
    """The plan goes on as a plan alone (C27R)."""
    taken = writing.take_step(by, young_person, "C27R", on, reason)
    writing.audit_step(Kind.STAGE_CHANGED, by, taken, f"episode:{taken.episode.pk}", {"on": on}, reason)
    return taken.episode


@transaction.atomic
def hand_over(
    *, by: User, young_person: YoungPerson, on: date, authority: str, contact: str, told_on: date,
    moved_on: date | None, young_persons_views: str, kept_safe: str,
) -> Transfer:  # fmt: skip
    """F29 (C28): a permanent move, and written notice of it. The plan stays in force until the other conference."""
    checks.not_later("told_on", told_on, on, "The other authority is told by the day this is recorded. Check the date.")
    taken = writing.take_step(
        by, young_person, "C28", on, "", receiving_authority_told=bool(authority.strip() and told_on)
    )
    said: dict[str, Any] = {
        "authority": authority,
        "contact": contact,
        "told_on": told_on,
        "moved_on": moved_on,
        "young_persons_views": young_persons_views,
        "kept_safe": kept_safe,
    }
    transfer = Transfer.objects.create(
        episode=taken.episode, incoming=False, recorded_by=by, recorded_at=timezone.now(), **said
    )
    clocks.happened(taken.episode, Event.MOVE_TOLD, told_on)
    writing.audit_step(Kind.TRANSFER_RECORDED, by, taken, f"transfer:{transfer.pk}", said)
    return transfer


@transaction.atomic
def call_off_transfer(*, by: User, young_person: YoungPerson, on: date, reason: str) -> Episode:
    """The young person does not move after all (C28R)."""
    taken = writing.take_step(by, young_person, "C28R", on, reason)
    taken.episode.transfers.filter(incoming=False, called_off_on=None, accepted_on=None).update(called_off_on=on)
    clocks.happened(taken.episode, Event.MOVE_OFF, on)
    writing.audit_step(Kind.STAGE_CHANGED, by, taken, f"episode:{taken.episode.pk}", {"on": on}, reason)
    return taken.episode


@transaction.atomic
def finish_transfer(
    *, by: User, young_person: YoungPerson, on: date, conference_on: date, accepted_on: date, accepted_by: str
) -> Transfer:
    """The receiving authority held its conference and accepted responsibility in writing: our plan ends (C29)."""
    checks.not_later("conference_on", conference_on, on, "Their conference is held before our plan ends. Check it.")
    checks.not_later("accepted_on", accepted_on, on, "They accept before our plan ends. Check the date.")
    taken = writing.take_step(by, young_person, "C29", on, "", accepted_in_writing=bool(accepted_by.strip()))
    transfer = taken.episode.transfers.get(incoming=False, called_off_on=None, accepted_on=None)
    said = {"conference_on": conference_on, "accepted_on": accepted_on, "accepted_by": accepted_by}
    if transfer.told_on and conference_on < transfer.told_on:
        text = "Their conference follows our notice of the move. Check the date."
        checks.refuse_missing([("conference_on", text)])
    for name, value in said.items():
        setattr(transfer, name, value)
    transfer.save(update_fields=list(said))
    clocks.happened(taken.episode, Event.MOVE_TAKEN_UP, conference_on)
    writing.audit_step(Kind.TRANSFER_RECORDED, by, taken, f"transfer:{transfer.pk}", said)
    return transfer


@transaction.atomic
def take_over(
    *, by: User, young_person: YoungPerson, on: date, authority: str, contact: str, source_plan: str,
    source_plan_started_on: date | None, concern: str, pathway: str,
) -> Episode:  # fmt: skip
    """F29 (C30): another authority's plan comes with the young person. An episode opens at its conference (T27)."""
    require(by, young_person, Permission.TRANSFER_RECORD)
    steps.refuse_future(on)
    earlier = selectors.current_episode(young_person)
    if earlier is not None and earlier.closed_on is None:
        raise NotPossible(writing.open_already(young_person))
    checks.received(on, earlier, died_on=young_person.died_on, field="on")
    if STATUS_OF_PATHWAY.get(pathway) != "cp_plan":
        text = "A plan that comes from another authority is a child protection plan. Choose which pathway."
        checks.refuse_missing([("pathway", text)])
    episode = writing.new_episode(young_person, on, stage=Stage.CONTACT)
    facts = selectors.step_facts(episode, on=on, papers_received=True, source_plan=source_plan)
    steps.take(episode=episode, code="C30", facts=facts, by=by, on=on, reason=concern)
    episode.save_over(None, {"pathway": pathway, "statutory_status": STATUS_OF_PATHWAY[pathway]})
    said: dict[str, Any] = {
        "authority": authority,
        "contact": contact,
        "papers_on": on,
        "source_plan": source_plan,
        "source_plan_started_on": source_plan_started_on,
    }
    transfer = _papers(by, episode, concern, said)
    ask_for_conference(by=by, episode=episode, on=on, kind="transfer_in", permission=Permission.TRANSFER_RECORD)
    writing.audit(Kind.TRANSFER_RECORDED, by, episode, f"transfer:{transfer.pk}", after=said)
    return episode


@transaction.atomic
def go_on_with_plan(*, by: User, young_person: YoungPerson, on: date, reason: str) -> Episode:
    """After an enquiry that found harm while a plan is in force: it goes on, and its review comes forward (C15P)."""
    taken = writing.take_step(by, young_person, "C15P", on, reason)
    taken.episode.enquiries.filter(conference_on=None).update(conference_not_required=True)
    writing.audit_step(Kind.PATHWAY_DECIDED, by, taken, f"episode:{taken.episode.pk}", {"on": on}, reason)
    return taken.episode


def _papers(by: User, episode: Episode, concern: str, said: dict[str, Any]) -> Transfer:
    """What came with the young person: the transfer, and the referral that an episode begins with."""
    now = timezone.now()
    Referral.objects.create(
        episode=episode,
        received_at=timezone.make_aware(datetime.combine(said["papers_on"], time(12))),
        source_code=FROM_ANOTHER_AUTHORITY,
        referrer_agency=said["authority"],
        referrer_name=said["contact"],
        concern=concern,
        recorded_by=by,
        recorded_at=now,
    )
    return Transfer.objects.create(episode=episode, incoming=True, recorded_by=by, recorded_at=now, **said)
