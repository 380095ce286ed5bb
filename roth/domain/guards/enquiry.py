"""Guards on a strategy discussion and the section 47 enquiry that it may start."""

from collections.abc import Callable
from typing import Final

from roth.domain.guards.base import Guard
from roth.domain.stages import StepFacts


def _quorate_strategy(facts: StepFacts) -> bool:
    took_part = facts.agencies_taking_part
    health = took_part & {"health", "camhs"}
    return bool({"social_care", "police"} <= took_part and health) or bool(facts.quorum_exception.strip())


def _after_enquiries(facts: StepFacts) -> bool:
    return all(day is None or facts.on >= day for day in (facts.enquiry_started_on, facts.enquiry_conference_on))


def _written(part: str) -> Callable[[StepFacts], bool]:
    return lambda facts: part in facts.enquiry_written


ENQUIRY: Final = (
    Guard(
        "strategy_quorum",
        "Social care, police and health take part in a strategy discussion. Add who is missing, or say why it went"
        " ahead without them.",
        "form",
        _quorate_strategy,
    ),
    Guard(
        "one_enquiry",
        "A section 47 enquiry is open already (8839). Finish that one first.",
        "enquiry",
        lambda f: not f.other_enquiry_open,
    ),
    Guard(
        "enquiries_apart",
        "An earlier section 47 enquiry began, or had its conference, after this day (8890). Check the date.",
        "form",
        _after_enquiries,
        boxes=("held_at",),
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
