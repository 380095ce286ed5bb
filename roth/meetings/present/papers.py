"""What the pages of a meeting's papers say: where it is, to whom a paper went, what stands at its foot."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from roth.domain.conference_papers import AUDIENCES, CHANNELS, PROFILES
from roth.domain.in_the_room import RECORD_TITLES
from roth.domain.meeting_stages import MeetingStage
from roth.meetings.models import ANSWERS, Correction, Meeting, Share
from roth.ui import formats

_TONES = {"open": "due", "made": "done", "not_made": "quiet"}


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """Something that somebody asked to have corrected."""

    key: int
    who: str
    part: str
    should_say: str
    state: str
    tone: str
    answer: str
    open: bool


def stages(line: Iterable[tuple[MeetingStage, str]]) -> list[dict[str, Any]]:
    """The meeting's stages, as the line of the pathway shows them."""
    return [{"name": stage.label, "state": state} for stage, state in line]


def shares(found: Sequence[Share]) -> list[list[str]]:
    """To whom a paper was given: name, which version, how, when, by whom."""
    return [
        [
            share.recipient,
            f"{AUDIENCES[share.profile]}, version {share.number}",
            CHANNELS[share.channel],
            formats.moment(share.at),
            share.by.name,
        ]
        for share in found
    ]


def corrections(found: Iterable[Correction]) -> list[CorrectionLine]:
    """What was asked to be corrected, with the chair's answers."""
    return [
        CorrectionLine(
            key=each.pk,
            who=each.asked_by,
            part=RECORD_TITLES.get(each.part, each.part.replace("_", " ").capitalize()),
            should_say=each.should_say,
            state=ANSWERS[each.state],
            tone=_TONES[each.state],
            answer=each.answer,
            open=each.state == "open",
        )
        for each in found
    ]


def foot(meeting: Meeting, audience: str, share: Share | None, today: date) -> list[str]:
    """What stands at the foot of every print: for whom, which version, which day, and that it is confidential."""
    whom = f"Given to {share.recipient}" if share else f"For: {AUDIENCES[audience].lower()}"
    at = formats.moment(share.at) if share else formats.day(today)
    number = share.number if share else 1
    return ["Confidential", whom, PROFILES[audience], f"Version {number}", at, meeting.ref]
