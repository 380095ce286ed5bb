"""What must hold before a step of the pathway, each with the sentence that says what to do about it.

Which step asks for which guard belongs in `pathway`. Numbers in brackets are Children in Need census rules.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from roth.domain.stages import StepFacts


@dataclass(frozen=True, slots=True)
class Guard:
    """Something that must hold before a step. `where` names the page that puts it right: "form" is the step's own."""

    code: str
    sentence: str
    where: str
    holds: Callable[[StepFacts], bool]


def _quorate_strategy(facts: StepFacts) -> bool:
    took_part = facts.agencies_taking_part
    health = took_part & {"health", "camhs"}
    return bool({"social_care", "police"} <= took_part and health) or bool(facts.quorum_exception.strip())


def _review_in_time(facts: StepFacts) -> bool:
    if facts.review_on is None or facts.review_limit_on is None:
        return False
    return facts.on < facts.review_on <= facts.review_limit_on


def _written(part: str) -> Callable[[StepFacts], bool]:
    return lambda facts: part in facts.enquiry_written


_DATES: Final = (
    Guard(
        "not_before_referral",
        "This date is before the referral (1103, 2889, 1104). Check the date.",
        "form",
        lambda f: f.on >= f.opened_on,
    ),
    Guard(
        "not_before_last_step",
        "This date is before the step that led here. Check the date.",
        "form",
        lambda f: f.since is None or f.on >= f.since,
    ),
)

_TRIAGE: Final = (
    Guard(
        "referral_written",
        "Write down what the worry is: the referral has no words yet.",
        "referral",
        lambda f: f.referral_written,
    ),
    Guard(
        "nothing_followed",
        "An assessment, a section 47 enquiry or a plan is recorded, so this referral was acted on (8831, 8832, 4000)."
        " Choose another decision.",
        "form",
        lambda f: not f.activity_recorded,
    ),
    Guard(
        "family_agreed",
        "Family help needs the family's agreement. Say who agreed and how, or choose another decision.",
        "form",
        lambda f: f.family_agreed,
    ),
    Guard(
        "lead_practitioner",
        "Name the lead practitioner for family help.",
        "form",
        lambda f: f.lead_practitioner_named,
    ),
    Guard("worker", "Say which social worker is allocated.", "allocate", lambda f: f.worker_allocated),
    Guard(
        "one_assessment",
        "An assessment is open already (8896). Finish that one first.",
        "assessment",
        lambda f: not f.other_assessment_open,
    ),
)

_ENQUIRY: Final = (
    Guard(
        "strategy_quorum",
        "Social care, police and health take part in a strategy discussion. Add who is missing, or say why it went"
        " ahead without them.",
        "form",
        _quorate_strategy,
    ),
    Guard(
        "one_enquiry",
        "A section 47 enquiry is open already (8839, 8890). Finish that one first.",
        "enquiry",
        lambda f: not f.other_enquiry_open,
    ),
    Guard(
        "seen",
        "Say when the young person was seen, or why that was not possible.",
        "enquiry",
        lambda f: f.young_person_seen or bool(f.not_seen_reason.strip()),
    ),
    Guard(
        "wishes",
        "Write what the young person wants and feels, in their own words where you can.",
        "enquiry",
        lambda f: f.wishes_recorded,
    ),
    Guard(
        "contexts_enquired",
        "Write which contexts the enquiry looked into.",
        "enquiry",
        _written("contexts_enquired"),
    ),
    Guard("analysis", "Write what the harm is, how likely and how serious.", "enquiry", _written("analysis")),
    Guard(
        "protection",
        "Write who protects the young person: parents and carers, and the adults who look after the contexts.",
        "enquiry",
        lambda f: {"protection_by_parents", "protection_in_contexts"} <= f.enquiry_written,
    ),
    Guard(
        "told",
        "Say when the family and the agencies were told what was found.",
        "enquiry",
        lambda f: {"family_told_on", "agencies_told_on"} <= f.enquiry_written,
    ),
)

_GATE: Final = (
    Guard(
        "ten_questions",
        "Answer all ten questions of the pathway decision, each with its evidence.",
        "form",
        lambda f: f.questions_answered >= 10,
    ),
    Guard(
        "harm_outside",
        "A ROTH conference is for harm outside the home. Say where the harm comes from, or choose another pathway.",
        "form",
        lambda f: f.harm_outside_home is True,
    ),
    Guard(
        "harm_at_home",
        "A traditional conference is for harm that comes from care at home. Say where the harm comes from, or choose"
        " another pathway.",
        "form",
        lambda f: f.harm_at_home is True,
    ),
    Guard(
        "both_harms",
        "A blended conference is for harm at home and outside it. Say so for both, or choose another pathway.",
        "form",
        lambda f: f.harm_at_home is True and f.harm_outside_home is True,
    ),
    Guard(
        "chair_consulted",
        "A ROTH chair is asked before this pathway is chosen. Say who was asked and what they think.",
        "form",
        lambda f: f.chair_consulted,
    ),
    Guard(
        "senior_sign_off",
        "A senior manager agrees that no conference is held. Say who agreed, and why.",
        "form",
        lambda f: f.senior_sign_off,
    ),
)

_CONFERENCE: Final = (
    Guard(
        "assessment",
        "The assessment is written and authorised before the conference.",
        "assessment",
        lambda f: f.assessment_authorised,
    ),
    Guard("weights", "The agreed weights of the contexts add to 100 (V01).", "weights", lambda f: f.weights_total_100),
    Guard(
        "independent_chair",
        "The chair works for children's social care and holds no responsibility for this young person or the team"
        " (V09). Choose another chair.",
        "conference",
        lambda f: f.chair_is_independent is True,
    ),
    Guard(
        "quorum",
        "Social care and at least two other agencies that know the young person are there, or the chair says why the"
        " conference went ahead.",
        "form",
        lambda f: f.agencies_present >= 2 or bool(f.quorum_exception.strip()),
    ),
    Guard("weekday", "A conference is not held at a weekend (8875).", "form", lambda f: f.on.weekday() < 5),
    Guard("views", "Record each agency's view, or that it gave none.", "form", lambda f: f.views_recorded),
    Guard("category", "Choose the category that the plan is made under.", "form", lambda f: bool(f.category)),
)

_PLAN: Final = (
    Guard("lead_worker", "Name the lead social worker.", "plan", lambda f: f.lead_worker_named),
    Guard("core_group", "Name who is in the core group.", "plan", lambda f: f.core_group_named),
    Guard(
        "context_action",
        "The plan has at least one action that changes a context.",
        "plan",
        lambda f: f.context_actions > 0,
    ),
    Guard(
        "contingency",
        "Write what happens if the plan does not hold: who does what.",
        "plan",
        lambda f: f.contingency,
    ),
    Guard(
        "review_in_time",
        "The first review is within three months of the conference.",
        "plan",
        _review_in_time,
    ),
    Guard(
        "nothing_blocking",
        "Something in the plan has to be put right before it can be in force. It is listed under Unanswered.",
        "plan",
        lambda f: f.blocking_findings == 0,
    ),
    Guard(
        "answered",
        "The chair answers each thing that the plan leaves open, or the plan changes. They are listed under"
        " Unanswered.",
        "plan",
        lambda f: f.unanswered_findings == 0,
    ),
)

G: Final = {guard.code: guard for guard in (*_DATES, *_TRIAGE, *_ENQUIRY, *_GATE, *_CONFERENCE, *_PLAN)}
