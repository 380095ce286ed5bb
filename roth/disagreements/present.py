"""What the pages of disagreements say: frozen words, no queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from roth.disagreements.models import Complaint, Dissent, Move
from roth.domain.disagreements import (
    COMPLAINANT,
    COMPLAINT,
    COMPLAINT_GROUND,
    DISSENT,
    DISSENT_ABOUT,
    ComplaintStage,
    DissentStage,
)
from roth.domain.labelled import Labelled
from roth.domain.machines import Machine
from roth.ui import formats


@dataclass(frozen=True, slots=True)
class Line:
    """One disagreement in a list."""

    number: int
    who: str
    about: str
    stage: str
    tone: str
    since: str


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step that may be taken now."""

    code: str
    title: str


def dissent_line(dissent: Dissent) -> Line:
    """A dissent in the list."""
    stage = DissentStage(dissent.stage)
    who = f"{dissent.name}, {dissent.agency.name}" if dissent.agency else dissent.name
    tone = "" if DISSENT.leaving(stage) else "done"
    return Line(dissent.pk, who, DISSENT_ABOUT[dissent.about], stage.label, tone, formats.day(dissent.raised_on))


def complaint_line(complaint: Complaint) -> Line:
    """A complaint in the list."""
    stage = ComplaintStage(complaint.stage)
    who = f"{complaint.name} ({COMPLAINANT[complaint.complainant].lower()})"
    tone = "" if COMPLAINT.leaving(stage) else "done"
    return Line(
        complaint.pk, who, COMPLAINT_GROUND[complaint.ground], stage.label, tone, formats.day(complaint.received_on)
    )


def steps(machine: Machine[Any], stage: Labelled, allowed: Iterable[str]) -> list[StepLine]:
    """What this reader may do next, in the table's order."""
    may = set(allowed)
    return [StepLine(step.code, step.title) for step in machine.leaving(stage) if step.code in may]


def history(machine: Machine[Any], moves: Iterable[Move]) -> list[dict[str, Any]]:
    """What was done with it, for the timeline."""
    return [
        {"when": move.on, "title": machine.step(move.code).title, "by": move.by.name, "text": move.response}
        for move in moves
    ]
