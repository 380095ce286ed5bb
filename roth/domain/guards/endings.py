"""Guards on ways out of a plan and of an episode: legal gateway, transfer, ending without a conference, closing."""

from typing import Final

from roth.domain.endings import ENDS_WITHOUT_CONFERENCE
from roth.domain.guards.base import Guard
from roth.domain.guards.dates import DAY
from roth.domain.stages import StepFacts

AFTER_ASSESSMENT: Final = frozenset({"RC8", "RC9"})


def _not_one_day(facts: StepFacts) -> bool:
    return facts.plan_started_on is None or facts.on > facts.plan_started_on


def _after_everything(facts: StepFacts) -> bool:
    return facts.last_activity_on is None or facts.on >= facts.last_activity_on


def _fits_what_was_found(facts: StepFacts) -> bool:
    """A query of the census: whoever writes why may go on."""
    fits = facts.closure_reason in AFTER_ASSESSMENT or not facts.nothing_found
    return fits or bool(facts.why_nothing_found.strip())


def _nothing_open(facts: StepFacts) -> bool:
    return not (facts.other_assessment_open or facts.other_enquiry_open or facts.plan_in_force)


ENDINGS: Final = (
    Guard(
        "plan_not_one_day",
        "A plan does not end on the day it started, or before it (8840, 8925). Check the date.",
        "form",
        _not_one_day,
        boxes=DAY,
    ),
    Guard(
        "legal_advice",
        "Write what the legal advice was, who gave it and when.",
        "form",
        lambda f: f.legal_advice_recorded,
    ),
    Guard(
        "attribution",
        "Write what the harm has to do with the care at home: a court asks that, a section 47 enquiry does not.",
        "form",
        lambda f: f.attribution_considered,
    ),
    Guard("reason", "Write the reason.", "form", lambda f: bool(f.reason.strip())),
    Guard(
        "receiving_told",
        "Name the receiving authority, and say when it was told in writing.",
        "form",
        lambda f: f.receiving_authority_told,
    ),
    Guard(
        "accepted_in_writing",
        "Say when the receiving authority held its conference, and when it accepted responsibility in writing. Until"
        " then the plan stays in force here.",
        "form",
        lambda f: f.accepted_in_writing,
    ),
    Guard(
        "papers_received",
        "Say when the papers came from the other authority.",
        "form",
        lambda f: f.papers_received,
    ),
    Guard(
        "source_plan",
        "Enter the other authority's own number for the plan.",
        "form",
        lambda f: bool(f.source_plan.strip()),
    ),
    Guard(
        "ends_without_conference",
        "A plan ends without a review conference only at 18, by death, by leaving the United Kingdom, or where a care"
        " plan leads. Choose which, or book a review.",
        "form",
        lambda f: f.ending in ENDS_WITHOUT_CONFERENCE,
    ),
    Guard(
        "agencies_consulted",
        "Ask the agencies of the original conference, and write what each said.",
        "form",
        lambda f: f.agencies_consulted,
    ),
    Guard(
        "views_on_services",
        "Write what the young person and the parents want from services after this, or why that is not known.",
        "form",
        lambda f: f.views_on_services,
    ),
    Guard(
        "no_plan_in_force",
        "A plan is in force, and goes on until a review ends it (4001, 4016, 4017). Choose that the plan goes on.",
        "form",
        lambda f: not f.plan_in_force,
        boxes=("pathway", "next_step", "afterwards"),
    ),
    Guard(
        "no_cp_plan_in_force",
        "A child protection plan is in force, and there is one at a time (8935). Choose that the plan goes on.",
        "form",
        lambda f: f.plan_in_force != "cp_plan",
        boxes=("pathway",),
    ),
    Guard(
        "plan_goes_on",
        "No plan is in force that could go on. Choose another way.",
        "form",
        lambda f: bool(f.plan_in_force),
    ),
    Guard(
        "close_after_everything",
        "Something is recorded after this day (8565). Close on that day or later.",
        "form",
        _after_everything,
        boxes=DAY,
    ),
    Guard(
        "closure_reason",
        "Choose the reason for closing: a date and a reason go together (8805, 8810).",
        "form",
        lambda f: bool(f.closure_reason),
        boxes=("closure_reason",),
    ),
    Guard(
        "nothing_open",
        "An assessment, a section 47 enquiry or a plan is open (8867, 8868). Finish it first.",
        "steps",
        _nothing_open,
    ),
    Guard(
        "closed_after_assessment",
        "This reason is for a case that was assessed, and no finished assessment is recorded (8825Q). Choose another.",
        "form",
        lambda f: f.closure_reason not in AFTER_ASSESSMENT or f.assessment_authorised,
        boxes=("closure_reason",),
    ),
    Guard(
        "closed_after_assessment_alone",
        "This reason is for a case that ended with its assessment, and an enquiry or a plan is recorded (2990). Choose"
        " another.",
        "form",
        lambda f: f.closure_reason not in AFTER_ASSESSMENT or not f.more_than_assessment,
        boxes=("closure_reason",),
    ),
    Guard(
        "closed_with_nothing_found",
        "The assessment found none of the national factors, and this reason says that more was done (8873Q). Choose"
        " another reason, or write why it is right.",
        "form",
        _fits_what_was_found,
        boxes=("why_nothing_found", "closure_reason"),
    ),
    Guard(
        "earlier_counted",
        "Say how many child protection plans there were before, here or elsewhere (8730). Enter 0 for none.",
        "form",
        lambda f: f.previous_plans is not None,
    ),
)
