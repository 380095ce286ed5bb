"""The chair's decision, which closes the record and moves the pathway on."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from roth.accounts.models import User
from roth.audit.kinds import Kind
from roth.meetings import checks, selectors
from roth.meetings.actions.common import audit, known, shown, still_open
from roth.meetings.actions.moving import ask_again
from roth.meetings.models import Meeting
from roth.pathway import clocks, steps
from roth.plans.actions import start_plan, take_over_from_meeting

# What a decision says beside itself, and what each is until it is said.
DECISION_FIELDS: Final[Mapping[str, Any]] = {
    "rationale": "",
    "dissent": "",
    "significant_harm": "",
    "category": "",
    "category_reason": "",
    "care_at_home_in_issue": None,
    "extra_familial_primary": True,
    "quorum_exception": "",
}


@transaction.atomic
def decide_conference(
    *, by: User, meeting: Meeting, on: date, decision: str, version: int | None = None, **said: Any
) -> Meeting:
    """The chair's decision, with any of `DECISION_FIELDS`. It closes the record, moves the pathway on, and starts the
    plan where one is made.
    """
    known(said, frozenset(DECISION_FIELDS))
    meeting = still_open(meeting, booked=True)
    checks.require_the_chair(by, meeting)
    values = {**DECISION_FIELDS, **said, "decision": decision}
    values["dissent"] = _dissent(meeting, str(values["dissent"]))
    if decision != "plan_made":
        values |= {"category": "", "category_reason": "", "care_at_home_in_issue": None}
    facts = checks.facts_for_decision(meeting, on, values["category"], values["quorum_exception"])
    checks.refuse_decision(meeting, facts, values)
    values |= {"status": "held", "held_on": on, "decided_at": timezone.now()}
    before = meeting.save_over(version, values)
    if decision == "adjourned":
        ask_again(meeting, on)
    else:
        step, reason = checks.STEPS[decision], values["rationale"]
        steps.take(episode=meeting.episode, code=step, facts=facts, by=by, on=on, reason=reason)
    if decision == "plan_made":
        take_over_from_meeting(by=by, plan=start_plan(by=by, meeting=meeting), meeting=meeting)
    clocks.over(meeting.episode, meeting.kind)
    shown(meeting)
    audit(Kind.MEETING_DECIDED, by, meeting, before=before, after=values)
    return meeting


def _dissent(meeting: Meeting, written: str) -> str:
    """Who disagrees: the words kept in the room, and what the chair adds. "None" says nothing beside them."""
    voices = selectors.dissent_in_words(meeting)
    if not voices or written.strip().lower().strip(".") == "none":
        return voices or written
    return "\n".join(filter(None, (voices, written.strip())))
