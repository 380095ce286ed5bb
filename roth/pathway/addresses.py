"""Where on a young person's record each stage, and each thing that a step still needs, is found. No queries."""

from collections.abc import Container, Iterator
from contextlib import contextmanager
from typing import Final

from django.urls import NoReverseMatch, reverse

from roth.domain.errors import NotPossible
from roth.domain.guards import BOXES
from roth.domain.pathway import IN_FORCE, Stage
from roth.domain.timescales import BY_HAND

_STAGES: Final = {
    Stage.REFERRAL: "pathway:referral",
    Stage.ASSESSMENT: "assessments:assessment",
    Stage.STRATEGY: "pathway:strategy",
    Stage.ENQUIRY: "pathway:enquiry",
    Stage.PATHWAY_DECISION: "pathway:decide",
    Stage.CONFERENCE_BOOKED: "meetings:conference",
    Stage.CONFERENCE_HELD: "meetings:conference",
    **dict.fromkeys(IN_FORCE, "plans:plan"),
    Stage.PLAN_ENDED: "plans:plan",
}
# The page of each step that is a turn or a way out, and what to do there.
TURN_PAGES: Final = {
    "C15P": "go_on",
    "C27": "legal_gateway",
    "C27R": "legal_gateway_back",
    "C28": "hand_over",
    "C28R": "call_off_transfer",
    "C29": "finish_transfer",
    "C30": "take_over",
    "C31": "end_plan",
    **dict.fromkeys(("C32", "C32F", "C32X", "C33", "C33F", "C33P"), "what_follows"),
}
TURN_TITLES: Final = {
    "go_on": "Go on with the plan that is in force",
    "legal_gateway": "Record the legal gateway",
    "legal_gateway_back": "Come back from the legal gateway",
    "hand_over": "Hand over to another authority",
    "call_off_transfer": "Say that the move is off",
    "finish_transfer": "Record that the other authority has taken over",
    "take_over": "Take over a plan from another authority",
    "end_plan": "End the plan without a conference",
    "what_follows": "Decide what follows",
}
# The `where` of a guard (`domain.guards`).
_PLACES: Final = {
    "referral": "pathway:referral_edit",
    "allocate": "people:allocate",
    "enquiry": "pathway:enquiry",
    "assessment": "assessments:assessment",
    "weights": "assessments:assessment",
    "conference": "meetings:conference",
    "plan": "plans:plan",
    "steps": "pathway:steps",
}

# Where what a limit asks for is recorded, for those whose limit it is and for their manager. What no record shows by
# itself has a page of its own (`BY_HAND`); the rest is among the steps, which say who may take each.
_MET: Final = {
    **dict.fromkeys(("T02", "T22", "T30B"), "pathway:visit"),
    "T03": "assessments:assessment",
    "T08": "pathway:enquiry",
    "T10": "voice:advocate",
    **dict.fromkeys(("T11", "T13", "T14", "T17", "T18", "T23", "T24", "T25", "T27"), "meetings:conference"),
    **dict.fromkeys(("T19", "T20", "T21"), "plans:core_group_held"),
    "T28": "pathway:alongside",
    **dict.fromkeys(("T29", "T36"), "disagreements:list"),
}


def of(name: str, ref: str, *args: object) -> str:
    """The address of a page of a young person's record; empty where its room has no such page."""
    try:
        return reverse(name, args=(ref, *args))
    except NoReverseMatch:
        return ""


def of_stage(stage: Stage, ref: str) -> str:
    """The page of a stage; empty for a stage that has none of its own."""
    return of(_STAGES[stage], ref) if stage in _STAGES else ""


def of_clock(rule: str, ref: str, key: int) -> str:
    """The page on which this clock is met."""
    if rule not in _MET and rule in BY_HAND:
        return of("pathway:finish_clock", ref, key)
    return of(_MET.get(rule, "pathway:steps"), ref)


def of_place(where: str, ref: str) -> str:
    """The page that puts a guard right; empty where it is the step's own form."""
    return of(_PLACES[where], ref) if where in _PLACES else ""


@contextmanager
def linked(ref: str, fields: Container[str] = ()) -> Iterator[None]:
    """Inside, a refusal names the address of what is missing, or the question of the form (`fields`) it is about."""
    try:
        yield
    except NotPossible as refused:
        raise NotPossible(
            str(refused), tuple((_where(where, text, ref, fields), text) for where, text in refused.missing)
        ) from refused


def _where(where: str, text: str, ref: str, fields: Container[str]) -> str:
    box = next((name for name in BOXES.get(text, ()) if name in fields), "")
    return box or of_place(where, ref) or where
