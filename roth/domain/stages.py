"""Where an episode is, and what is known when somebody takes it a step further.

What must hold before a step belongs in `guards`; which step may follow which belongs in `pathway`.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from roth.domain.labelled import Labelled


class Stage(Labelled):
    """Where an episode is."""

    CONTACT = "contact", "Contact"
    SIGNPOSTED = "signposted", "Advice given"
    REFERRAL = "referral", "Referral"
    ASSESSMENT = "assessment", "Assessment under section 17"
    STRATEGY = "strategy", "Strategy discussion"
    ENQUIRY = "enquiry", "Section 47 enquiry"
    PATHWAY_DECISION = "pathway_decision", "Pathway decision"
    CONFERENCE_BOOKED = "conference_booked", "Initial conference to be held"
    CONFERENCE_HELD = "conference_held", "Conference held, plan being written"
    PLAN = "plan", "Plan in force"
    REVIEW_BOOKED = "review_booked", "Plan in force, review booked"
    REVIEW_HELD = "review_held", "Review held, decision to be recorded"
    LEGAL_ESCALATION = "legal_escalation", "Plan in force, legal gateway"
    TRANSFER_OUT = "transfer_out", "Plan in force, moving to another authority"
    PLAN_ENDED = "plan_ended", "Plan ended"
    CIN_PLAN = "cin_plan", "Child in need plan"
    FAMILY_HELP = "family_help", "Family help"
    CLOSED = "closed", "Closed"

    @classmethod
    def of(cls, code: str) -> "Stage":
        """The stage that a record names."""
        return cls._value2member_map_[code]  # type: ignore[return-value]


# The line that every page of a young person shows, in order. Branches leave it; they are stages of their own.
LINE: Final = (
    Stage.REFERRAL,
    Stage.STRATEGY,
    Stage.ENQUIRY,
    Stage.PATHWAY_DECISION,
    Stage.CONFERENCE_BOOKED,
    Stage.CONFERENCE_HELD,
    Stage.PLAN,
)

# Stages at which a plan is in force.
IN_FORCE: Final = frozenset(
    {Stage.PLAN, Stage.REVIEW_BOOKED, Stage.REVIEW_HELD, Stage.LEGAL_ESCALATION, Stage.TRANSFER_OUT}
)

# Where the line leads on from a stage that is not on it. A stage that is on neither is an end, for now.
BACK_TO_THE_LINE: Final = {Stage.ASSESSMENT: Stage.STRATEGY}


@dataclass(frozen=True, slots=True)
class StepFacts:
    """What is known when somebody takes a step. None means that nobody has said yet."""

    stage: Stage
    on: date
    opened_on: date
    since: date | None = None  # the day of the step that led here
    referral_written: bool = False
    activity_recorded: bool = False
    worker_allocated: bool = False
    family_agreed: bool = False
    lead_practitioner_named: bool = False
    other_assessment_open: bool = False
    agencies_taking_part: frozenset[str] = frozenset()
    quorum_exception: str = ""
    strategy_held_on: date | None = None
    other_enquiry_open: bool = False
    young_person_seen: bool = False
    not_seen_reason: str = ""
    wishes_recorded: bool = False
    enquiry_written: frozenset[str] = frozenset()
    enquiry_authorised: bool = False
    questions_answered: int = 0
    harm_outside_home: bool | None = None
    harm_at_home: bool | None = None
    chair_consulted: bool = False
    senior_sign_off: bool = False
    assessment_authorised: bool = False
    weights_total_100: bool = False
    chair_is_independent: bool | None = None
    chair_reason: str = ""
    agencies_present: int = 0
    views_recorded: bool = False
    category: str = ""
    lead_worker_named: bool = False
    core_group_named: bool = False
    context_actions: int = 0
    contingency: bool = False
    review_on: date | None = None
    review_limit_on: date | None = None
    blocking_findings: int = 0
    unanswered_findings: int = 0
    reason: str = ""
    # contact and referral
    subject_named: bool = False
    source_code: str = ""
    consent_settled: bool = False
    referrer_told: bool = False
    # what stands beside the step: the status of a plan in force ("cp_plan" ...), its start, the pathway
    plan_in_force: str = ""
    plan_started_on: date | None = None
    pathway: str = ""
    # a conference that moves to another day
    new_day: date | None = None
    conference_limit_on: date | None = None
    safe_until_then: bool = False
    # plan and review; a number that is None is not known, which is not nought
    core_groups_held: int = 0
    actions_live: int = 0
    actions_incomplete: int = 0
    early_review_asked_by: str = ""
    early_review_reason: str = ""
    chair_agrees: bool = False
    reports_shared: bool = False
    goals_without_progress: int | None = None
    contexts_without_progress: int | None = None
    category_reconsidered: bool = False
    new_pathway: str = ""
    exit_test_complete: bool = False
    step_down_named: bool = False
    first_review: bool = False
    first_review_reason: str = ""
    # ways out
    ending: str = ""
    agencies_consulted: bool = False
    legal_advice_recorded: bool = False
    attribution_considered: bool = False
    receiving_authority_told: bool = False
    accepted_in_writing: bool = False
    papers_received: bool = False
    source_plan: str = ""
    views_on_services: bool = False
    last_activity_on: date | None = None
    # what plans, enquiries and assessments of the episode say about another one; the days are the last of their kind
    enquiry_started_on: date | None = None
    enquiry_conference_on: date | None = None
    last_plan_ended_on: date | None = None  # of child protection and child in need plans
    cin_plan_started_on: date | None = None  # of the one that is open
    died_on: date | None = None
    more_than_assessment: bool = False
    nothing_found: bool = False
    why_nothing_found: str = ""
    closure_reason: str = ""
    previous_plans: int | None = None


def path(taken: tuple[Stage, ...], now: Stage) -> tuple[tuple[Stage, str], ...]:
    """The stages of one episode in order, each "done", "now" or "ahead", from the stages that it is known to have had.

    An imported episode knows only where it is: what must have come before on the line is taken as done. Nothing is
    ahead of a branch that leads nowhere further by itself.
    """
    before = taken[:-1] if taken[-1:] == (now,) else taken
    if not before and now in LINE:
        before = LINE[: LINE.index(now)]
    elif not before and now is not Stage.REFERRAL:
        before = (Stage.REFERRAL,)
    if now in LINE:
        ahead = LINE[LINE.index(now) + 1 :]
    else:
        back = BACK_TO_THE_LINE.get(now)
        ahead = LINE[LINE.index(back) :] if back else ()
    return (*((stage, "done") for stage in before), (now, "now"), *((stage, "ahead") for stage in ahead))
