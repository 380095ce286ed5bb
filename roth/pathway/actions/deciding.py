"""Choosing the pathway."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from roth.accounts.models import User
from roth.audit.kinds import Kind
from roth.domain import codes
from roth.domain.access import Permission
from roth.domain.clock_events import Event
from roth.domain.pathway import BY_PATHWAY, Stage
from roth.meetings.actions import ask_for_conference
from roth.pathway import checks, clocks, steps, writing
from roth.pathway.models import PathwayDecision, Section47Enquiry
from roth.pathway.writing import Rows
from roth.people.access import require
from roth.people.models import YoungPerson
from roth.voice import selectors as voice


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
    waiting = Section47Enquiry.objects.filter(episode=episode, conference_on__isnull=True)
    if episode.stage == Stage.CONFERENCE_BOOKED:
        ask_for_conference(by=by, episode=episode, on=decided_on)
        waiting.filter(substantiated=True).update(conference_not_required=False)
        if voice.has_advocate(voice.advocate_offer(young_person)):
            clocks.happened(episode, Event.ADVOCATE_ARRANGED, decided_on)
    else:
        waiting.update(conference_not_required=True)
    after = {**fields, "pathway": pathway, "statutory_status": status, "answers": given}
    writing.audit(Kind.PATHWAY_DECIDED, by, episode, f"decision:{decision.pk}", after=after, reason=fields["reason"])
    return decision
