"""Where a paper of a meeting is, from draft to locked, and what is kept each time it is given to somebody.

States follow `pathway.md` 5.6 (inferred). Which papers there are, and what each reader is shown, belongs in
`conference_papers`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from roth.domain.labelled import Labelled
from roth.domain.machines import Guard, Machine, Step


class PaperStage(Labelled):
    """Where a paper is."""

    DRAFT = "draft", "Draft", "Being written; kept only until it is approved."
    SUBMITTED = "submitted", "Sent for approval", "Waiting for whoever approves it."
    RETURNED = "returned", "Returned", "Sent back with what to change."
    APPROVED = "approved", "Approved", "Ready to be given to those it is for."
    SHARED = "shared_with_family", "Shared", "The young person and family have it."
    LOCKED = "locked", "Locked", "Nothing in it changes."
    SUPERSEDED = "superseded", "Replaced", "A later version stands in its place."


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """What is known of a paper when somebody takes a step with it."""

    written: bool = False
    approver_is_author: bool = False
    reason: str = ""
    shares: int = 0


S = PaperStage


def _guard(code: str, sentence: str, where: str, holds: Callable[[PaperFacts], bool]) -> Guard[PaperFacts]:
    return Guard(code, sentence, where, holds)


GUARDS: Final[dict[str, Guard[PaperFacts]]] = {
    guard.code: guard
    for guard in (
        _guard("written", "It has no words yet. Write it first.", "form", lambda f: f.written),
        _guard("reason", "Say what should change.", "reason", lambda f: bool(f.reason.strip())),
        _guard("shared", "Nobody has been given it yet.", "form", lambda f: f.shares > 0),
    )
}
PAPER: Final[Machine[PaperFacts]] = Machine(
    title="A paper of a meeting",
    states=PaperStage,
    start=S.DRAFT,
    guards=GUARDS,
    source="pathway.md 5.6 (inferred)",
    steps=(
        Step("D01", (S.DRAFT, S.RETURNED), S.SUBMITTED, "Send for approval", "author", ("written",)),
        Step("D02", (S.SUBMITTED,), S.RETURNED, "Send back", "chair", ("reason",)),
        Step("D03", (S.SUBMITTED, S.DRAFT, S.RETURNED), S.APPROVED, "Approve", "chair", ("written",)),
        Step("D04", (S.APPROVED,), S.SHARED, "Share", "coordinator", ("written",)),
        Step("D05", (S.SHARED,), S.LOCKED, "Lock", "chair", ("shared",)),
        Step("D06", (S.APPROVED, S.SHARED, S.LOCKED), S.SUPERSEDED, "Replace", "chair", ("reason",)),
    ),
)
