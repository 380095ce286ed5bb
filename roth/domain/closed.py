"""What is finished stays as it was: one guard for every room, and what may be corrected by whom.

A correction is an addendum: what is wrong, the right words, by whom and when. It is shown with what it corrects, and
changes nothing in it. Whether something is finished is the room's to know.
"""

from dataclasses import dataclass
from typing import Final

from roth.domain.access import Permission
from roth.domain.errors import NotPossible
from roth.domain.labelled import Labelled

INSTEAD: Final = "To put something right, add a correction to it."


class Kept(Labelled):
    """A kind of record that is kept as it was once it is finished. The meaning says when that is."""

    REFERRAL = "referral", "Referral", "This episode is closed, and its referral stays as it was."
    TRIAGE = "triage", "Decision after the referral", "This is decided, and stays as it was."
    STRATEGY = "strategy", "Strategy discussion", "This discussion is recorded, and stays as it was."
    ENQUIRY = "enquiry", "Section 47 enquiry", "This enquiry is authorised, and stays as it was."
    DECISION = "decision", "Pathway decision", "This is decided, and stays as it was."
    ASSESSMENT = "assessment", "Assessment", "This assessment has been authorised, and stays as it is."
    MEETING = "meeting", "Conference record", "This conference was held and its record is closed."
    PLAN = "plan", "Plan", "This plan has ended, so it is kept as it was."
    EPISODE = "episode", "Episode", "This episode is closed, and stays as it was."


P = Permission
MAY_CORRECT: Final = {
    Kept.REFERRAL: P.REFERRAL_RECORD,
    Kept.TRIAGE: P.TRIAGE_DECIDE,
    Kept.STRATEGY: P.STRATEGY_RECORD,
    Kept.ENQUIRY: P.ENQUIRY_AUTHORISE,
    Kept.DECISION: P.PATHWAY_DECIDE,
    Kept.ASSESSMENT: P.ASSESSMENT_AUTHORISE,
    Kept.MEETING: P.MEETING_RECORD,
    Kept.PLAN: P.PLAN_WRITE,
    Kept.EPISODE: P.EPISODE_CLOSE,
}


@dataclass(frozen=True, slots=True)
class Finished:
    """Something that may have a correction: its kind, its key, what to call it, and whether it is finished."""

    kind: Kept
    key: int
    called: str
    finished: bool


def refuse(kind: Kept, *, finished: bool) -> None:
    """Raise NotPossible where a record is finished, and say what to do instead."""
    if finished:
        raise NotPossible(f"{kind.meaning} {INSTEAD}")
