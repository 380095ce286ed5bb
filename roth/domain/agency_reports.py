"""F10, an agency's report before a meeting: its headings, what each kind of agency is asked, what lodging needs.

What the writer knows, was told, and makes of it stand apart, so that a reader never takes an opinion for a fact.
Headings follow `pathway.md` 8.10; the questions of each kind of agency are inferred.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One question that a kind of agency is asked."""

    code: str
    text: str


_HEALTH: Final = (
    Question("appointments", "Appointments kept and missed, and what stood in the way"),
    Question("injuries", "Injuries or symptoms that make you think of harm outside the home"),
)
_SCHOOL: Final = (
    Question("attendance", "Attendance, exclusions and part-time timetables this year, and why"),
    Question("safe_at_school", "Where in and around school is it safe or unsafe, and at what times"),
    Question("trusted_at_school", "Which adult at school does the young person trust"),
)
_PLACE: Final = (
    Question("who_watches", "Who looks after the place, at which hours, and who does not come any more"),
    Question("what_happens", "What happens there, when, and what has been tried"),
)
QUESTIONS: Final[Mapping[str, tuple[Question, ...]]] = {
    "police": (
        Question("missing", "Times missing, and what is known of where"),
        Question("disruption", "What is being done about those who harm, as far as it may be said here"),
    ),
    "school": _SCHOOL,
    "education": _SCHOOL,
    "health": _HEALTH,
    "camhs": _HEALTH,
    "youth_justice": (
        Question("orders", "Orders and conditions, and how they help or get in the way of safety"),
        Question("as_harmed", "How the young person is seen as somebody who has been harmed"),
    ),
    "youth_service": (Question("where_met", "Where you meet young people, and what they say of these places"),),
    "voluntary": (Question("where_met", "Where you meet young people, and what they say of these places"),),
    "housing": (*_PLACE, Question("moves", "Whether a move is asked for, and what would be lost by it")),
    "community_safety": _PLACE,
    "licensing": _PLACE,
    "parks": _PLACE,
    "transport": _PLACE,
    "business": _PLACE,
    "faith": _PLACE,
    "residents": _PLACE,
}


def questions_for(kind: str) -> tuple[Question, ...]:
    """What an agency of this kind is asked besides the headings."""
    return QUESTIONS.get(kind, ())


# Headings in the order of the form: (field, words).
HEADINGS: Final[Pairs] = (
    ("involvement", "How you are involved, and for how long"),
    ("development", "How the young person is: health, learning, what they enjoy"),
    ("events", "What has happened that matters, by date"),
    ("known", "What you have seen or done yourselves"),
    ("told", "What others have told you, and who"),
    ("going_well", "What is going well"),
    ("worries", "What you are worried about"),
    ("analysis", "What you make of it"),
    ("young_persons_views", "What the young person says, with their permission"),
    ("parents_views", "What the parents or carers say"),
    ("contribution", "What you can offer"),
    ("recommendation", "What you recommend"),
)
# What a report says before it is lodged (M in `pathway.md` 8.10), with the sentence that asks for it.
NEEDED: Final[Pairs] = (
    ("going_well", "Write what is going well"),
    ("worries", "Write what you are worried about"),
    ("contribution", "Write what you can offer"),
)


def against_lodging(values: Mapping[str, Any]) -> Pairs:
    """What a report still needs, as (field, sentence): its heart, and whether the family has seen it, or why not."""
    found = tuple((name, sentence) for name, sentence in NEEDED if not str(values.get(name) or "").strip())
    for name, who in (("young_person", "the young person"), ("parents", "the parents")):
        shared, why = values.get(f"shared_with_{name}_on"), str(values.get(f"not_shared_with_{name}") or "")
        if shared is None and not why.strip():
            found += ((f"shared_with_{name}_on", f"Say when you shared it with {who}, or below why not"),)
    if str(values.get("annex") or "").strip() and not str(values.get("annex_reason") or "").strip():
        found += (("annex_reason", "Say why this part is kept from the family and other agencies"),)
    return found
