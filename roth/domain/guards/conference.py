"""Guards on an initial conference."""

from typing import Final

from roth.domain.guards.base import Guard
from roth.domain.guards.dates import DAY
from roth.domain.stages import StepFacts


def _new_day(facts: StepFacts) -> bool:
    return facts.new_day is not None and facts.new_day >= facts.opened_on and facts.new_day.weekday() < 5


def _late_and_agreed(facts: StepFacts) -> bool:
    late = facts.new_day and facts.conference_limit_on and facts.new_day > facts.conference_limit_on
    return not late or facts.senior_sign_off


CONFERENCE: Final = (
    Guard(
        "rearranged_because",
        "Choose why the conference moves, or write it.",
        "form",
        lambda f: bool(f.reason.strip()),
    ),
    Guard(
        "new_day",
        "Choose the new day: from Monday to Friday, and not before the referral (8875, 1104).",
        "form",
        _new_day,
    ),
    Guard(
        "safe_until_then",
        "Write how the young person is kept safe until the new day.",
        "form",
        lambda f: f.safe_until_then,
    ),
    Guard(
        "late_is_agreed",
        "The new day is after the last day for the conference. Say which senior manager agrees, and why.",
        "form",
        _late_and_agreed,
    ),
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
    Guard("weekday", "A conference is not held at a weekend (8875).", "form", lambda f: f.on.weekday() < 5, boxes=DAY),
    Guard(
        "not_before_enquiry",
        "The section 47 enquiry began after this day (8615). Check the date.",
        "form",
        lambda f: f.enquiry_started_on is None or f.on >= f.enquiry_started_on,
        boxes=DAY,
    ),
    Guard("views", "Record each agency's view, or that it gave none.", "form", lambda f: f.views_recorded),
    Guard("category", "Choose the category that the plan is made under (8905).", "form", lambda f: bool(f.category)),
)
