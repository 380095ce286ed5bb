"""Where on a young person's record each stage, and each thing that a step still needs, is found. No queries."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.urls import NoReverseMatch, reverse

from roth.domain.errors import NotPossible
from roth.domain.pathway import Stage

_STAGES: Final = {
    Stage.REFERRAL: "pathway:referral",
    Stage.ASSESSMENT: "assessments:assessment",
    Stage.STRATEGY: "pathway:strategy",
    Stage.ENQUIRY: "pathway:enquiry",
    Stage.PATHWAY_DECISION: "pathway:decide",
    Stage.CONFERENCE_BOOKED: "meetings:conference",
    Stage.CONFERENCE_HELD: "meetings:conference",
    Stage.PLAN: "plans:plan",
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


def of_place(where: str, ref: str) -> str:
    """The page that puts a guard right; empty where it is the step's own form."""
    return of(_PLACES[where], ref) if where in _PLACES else ""


@contextmanager
def linked(ref: str) -> Iterator[None]:
    """Inside, a refusal names the address of what is missing, so that the page can link to it."""
    try:
        yield
    except NotPossible as refused:
        raise NotPossible(
            str(refused), tuple((of_place(where, ref) or where, text) for where, text in refused.missing)
        ) from refused
