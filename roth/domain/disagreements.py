"""When somebody disagrees with a conference: an agency that dissents, a young person or parent who complains.

Two tables, after `pathway.md` 5.8. Neither alters what the chair decided: the decision stands while each is heard, and
only a conference can change it. A complaint about one agency is that agency's own and is kept apart.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from roth.domain.labelled import Labelled
from roth.domain.machines import Guard, Machine, Step

STANDS: Final = "The decision of the conference stands while this is heard. Only a conference can change it."


class DissentStage(Labelled):
    """How far a dissent has come."""

    RAISED = "raised", "Raised", "Somebody says that they disagree."
    RECORDED = "recorded", "Recorded", "Their words stand in the record as they said them."
    STAGE_1 = "stage_1", "Stage 1: managers", "The managers of the two agencies talk."
    STAGE_2 = "stage_2", "Stage 2: senior managers", "Senior managers of the two agencies talk."
    STAGE_3 = "stage_3", "Stage 3: partnership", "The safeguarding partnership hears both."
    RESOLVED = "resolved", "Resolved", "Those who disagreed have found a way."
    UPHELD = "upheld", "Upheld", "The partnership agrees with whoever dissented, and asks for a conference."
    NOT_UPHELD = "not_upheld", "Not upheld", "The partnership agrees with the decision."


class ComplaintStage(Labelled):
    """How far a complaint has come."""

    RECEIVED = "received", "Received", "A young person, parent or carer is not content with the conference."
    CHAIR_DISCUSSION = "chair_discussion", "Talked over with the chair", "The chair has offered to talk."
    WRITTEN = "written", "Written complaint", "It is in writing and will be heard."
    PANEL = "panel", "With the panel", "People who had no part in the conference hear it."
    OUTCOME = "outcome", "Answered", "The answer and its reasons have been sent."


@dataclass(frozen=True, slots=True)
class DisagreementFacts:
    """What is known when somebody takes a step. `words` are those of whoever disagrees, `response` the answer."""

    words: str = ""
    response: str = ""
    in_time: bool = True
    late_reason: str = ""
    about_the_conference: bool = True
    help_offered: bool = False
    hearer_had_no_part: bool = True


def _guard(
    code: str, sentence: str, where: str, holds: Callable[[DisagreementFacts], bool]
) -> Guard[DisagreementFacts]:
    return Guard(code, sentence, where, holds)


def _guards(*guards: Guard[DisagreementFacts]) -> dict[str, Guard[DisagreementFacts]]:
    return {guard.code: guard for guard in guards}


_WORDS: Final = _guard("words", "Write what they say, in their own words.", "words", lambda f: bool(f.words.strip()))
_RESPONSE: Final = _guard(
    "response", "Write what was answered, and why.", "response", lambda f: bool(f.response.strip())
)

D, C = DissentStage, ComplaintStage
_OPEN: Final = (D.STAGE_1, D.STAGE_2, D.STAGE_3)
DISSENT: Final[Machine[DisagreementFacts]] = Machine(
    title="Dissent",
    states=DissentStage,
    start=D.RAISED,
    guards=_guards(_WORDS, _RESPONSE),
    source="pathway.md 5.8 (inferred)",
    steps=(
        Step("E01", (D.RAISED,), D.RECORDED, "Put it into the record", "chair", ("words",)),
        Step("E02", (D.RECORDED,), D.STAGE_1, "Ask managers to talk", "whoever dissents, chair", ("words",)),
        Step("E03", (D.STAGE_1,), D.STAGE_2, "Ask senior managers", "whoever dissents, chair", ("response",)),
        Step("E04", (D.STAGE_2,), D.STAGE_3, "Ask the partnership", "whoever dissents, chair", ("response",)),
        Step("E05", (D.RECORDED, *_OPEN), D.RESOLVED, "Resolved", "whoever dissents, chair", ("response",)),
        Step("E06", (D.STAGE_3,), D.UPHELD, "Upheld", "chair, for the partnership", ("response",)),
        Step("E07", (D.STAGE_3,), D.NOT_UPHELD, "Not upheld", "chair, for the partnership", ("response",)),
    ),
)

COMPLAINT: Final[Machine[DisagreementFacts]] = Machine(
    title="Complaint about a conference",
    states=ComplaintStage,
    start=C.RECEIVED,
    guards=_guards(
        _WORDS,
        _RESPONSE,
        _guard(
            "about_the_conference",
            "This is about one agency. Give it to that agency's own complaints procedure, and say so to the person.",
            "ground",
            lambda f: f.about_the_conference,
        ),
        _guard(
            "help_offered",
            "Say which help was offered: an advocate or a friend may stand by them at every stage.",
            "help_given",
            lambda f: f.help_offered,
        ),
        _guard(
            "in_time",
            "The time for a written complaint (T29, 28 days) is over. Say why it is taken all the same, or tell the"
            " person what else they can do.",
            "late_reason",
            lambda f: f.in_time or bool(f.late_reason.strip()),
        ),
        _guard(
            "no_part",
            "Whoever hears a complaint had no part in the conference. Choose somebody else.",
            "heard_by",
            lambda f: f.hearer_had_no_part,
        ),
    ),
    source="pathway.md 5.8, after published local procedures",
    steps=(
        Step(
            "K01",
            (C.RECEIVED,),
            C.CHAIR_DISCUSSION,
            "Talk it over with the chair",
            "chair",
            ("about_the_conference", "help_offered", "response"),
        ),
        Step(
            "K02",
            (C.RECEIVED, C.CHAIR_DISCUSSION),
            C.WRITTEN,
            "Take it in writing",
            "coordinator",
            ("about_the_conference", "help_offered", "words", "in_time"),
        ),
        Step("K03", (C.WRITTEN,), C.PANEL, "Give it to the panel", "coordinator", ("no_part",)),
        Step("K04", (C.CHAIR_DISCUSSION,), C.OUTCOME, "Settled with the chair", "chair", ("response",)),
        Step("K05", (C.PANEL,), C.OUTCOME, "Send the answer", "coordinator", ("response",)),
    ),
)

# What a dissent, and a complaint, may be about (F22, F23).
DISSENT_ABOUT: Final = {
    "threshold": "Whether significant harm is likely",
    "plan": "Whether a plan is needed",
    "category": "The category",
    "pathway": "The pathway",
    "action": "An action",
    "other": "Something else",
}
COMPLAINT_GROUND: Final = {
    "process": "How the conference was run",
    "category": "The category",
    "plan_made": "The decision to make a plan",
    "plan_not_made": "The decision not to make a plan",
    "plan_not_ended": "The decision not to end a plan",
    "one_agency": "One agency, and not the conference",
}
COMPLAINANT: Final = {
    "young_person": "The young person",
    "parent_carer": "A parent or carer",
    "for_young_person": "Somebody for the young person, with their agreement",
}
