"""Where a meeting is, from asked for to its closed record: one table that pages, guards and the diagram read.

States follow `pathway.md` 5.5, which is inferred and ours to improve. A meeting keeps no state of its own: what has
happened to it (booked on, started at, sent at) says where it is, so that no two records can disagree. Whoever books
and invites gives the facts of the first half, whoever records and decides those of the second.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from roth.domain.labelled import Labelled
from roth.domain.machines import Guard, Machine, Step
from roth.domain.words import listed


class MeetingStage(Labelled):
    """Where a meeting is."""

    REQUESTED = "requested", "Asked for", "Nobody has said yet when it is."
    BOOKED = "booked", "Booked", "It has a day, a place and a chair."
    INVITED = "invited", "People invited", "Those who can change something are asked to come."
    REPORTS_OPEN = "reports_open", "Reports asked for", "Agencies are writing what they know and can change."
    READY = "ready", "Ready", "Enough people come, their reports are in, and the family is prepared."
    IN_SESSION = "in_session", "In session", "People are in the room."
    DECIDED = "decided", "Decided", "The chair has decided, and what was said is kept."
    LETTER_SENT = "letter_sent", "Decision letter sent", "The young person, parents and professionals know."
    RECORD_DRAFT = "record_draft", "Minutes in draft", "The minutes are read over before the chair approves them."
    RECORD_APPROVED = "record_approved", "Minutes approved", "The chair has approved the minutes."
    RECORD_SENT = "record_sent", "Minutes sent", "Those who came have the minutes."
    FINAL = "final", "Record closed", "Nothing in it changes; what comes to light later is added beside it."
    INQUORATE = "inquorate", "Adjourned", "It could not decide, and is asked for again."
    REARRANGED = "rearranged", "Moved", "The day or place changed, and those invited have still to answer."
    CANCELLED = "cancelled", "Cancelled", "It will not be held."
    CORRECTION_REQUESTED = "correction_requested", "Correction asked for", "Somebody who was there says it differently."


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """What is known of a meeting. The defaults are those of one that has just been asked for.

    `reports_missing` names agencies whose report was asked for and is not lodged; `contexts_uncovered` are no guard:
    they are questions for the chair (`conference.reach`).
    """

    booked: bool = False
    people_invited: int = 0
    reports_asked: int = 0
    reports_missing: tuple[str, ...] = ()
    quorum_forecast: bool = False
    family_prepared: bool = False
    exclusions_undecided: int = 0
    access_arranged: bool = False
    moved_and_unanswered: bool = False
    cancelled: bool = False
    started: bool = False
    why_not_ready: str = ""  # the chair's reason for starting all the same
    views_recorded: bool = False
    adjourned: bool = False
    decided: bool = False
    by_its_chair: bool = False  # whoever acts now is the chair of this meeting
    letter_sent: bool = False
    corrections_open: int = 0
    minutes_written: bool = False
    minutes_approved: bool = False
    minutes_sent: bool = False
    closed: bool = False


S = MeetingStage
READINESS: Final = ("quorum_forecast", "reports", "family_prepared", "exclusions", "access")
_BEFORE: Final = (S.BOOKED, S.INVITED, S.REPORTS_OPEN, S.REARRANGED)


def _guard(code: str, sentence: str, where: str, holds: Callable[[MeetingFacts], bool]) -> Guard[MeetingFacts]:
    return Guard(code, sentence, where, holds)


GUARDS: Final[dict[str, Guard[MeetingFacts]]] = {
    guard.code: guard
    for guard in (
        _guard(
            "quorum_forecast",
            "Fewer than two agencies beside social care are expected. Invite more, or ask for deputies.",
            "conference",
            lambda f: f.quorum_forecast,
        ),
        _guard(
            "reports",
            "Some reports are not in. Chase them.",
            "conference",
            lambda f: not f.reports_missing,
        ),
        _guard(
            "family_prepared",
            "Say how the young person and the parents were prepared, or why that was not possible.",
            "conference",
            lambda f: f.family_prepared,
        ),
        _guard(
            "exclusions",
            "Somebody asked that a person be kept out of part of the meeting. The chair decides, with a reason.",
            "conference",
            lambda f: f.exclusions_undecided == 0,
        ),
        _guard(
            "access",
            "Say what interpreting and access people need, or that nobody needs any.",
            "conference",
            lambda f: f.access_arranged,
        ),
        _guard(
            "why_not_ready",
            "The meeting is not ready. Say why it starts all the same.",
            "why_not_ready",
            lambda f: bool(f.why_not_ready.strip()),
        ),
        _guard(
            "by_its_chair",
            "Only the chair of this meeting may do that.",
            "chair",
            lambda f: f.by_its_chair,
        ),
        _guard(
            "views",
            "Record each agency's view, or that it gave none.",
            "attendance",
            lambda f: f.views_recorded,
        ),
        _guard(
            "corrections",
            "A correction is asked for and not answered. Answer it first.",
            "minutes",
            lambda f: f.corrections_open == 0,
        ),
        _guard("minutes_written", "The minutes have no words yet.", "minutes", lambda f: f.minutes_written),
    )
}


def _ready(facts: MeetingFacts) -> bool:
    return all(GUARDS[name].holds(facts) for name in READINESS)


MEETING: Final[Machine[MeetingFacts]] = Machine(
    title="A meeting",
    states=MeetingStage,
    start=S.REQUESTED,
    guards=GUARDS,
    source="pathway.md 5.5 (inferred)",
    steps=(
        Step("M02", (S.REQUESTED, *_BEFORE), S.CANCELLED, "Cancel", "coordinator", (), lambda f: f.cancelled),
        Step("M01", (S.REQUESTED,), S.BOOKED, "Book", "coordinator", (), lambda f: f.booked),
        Step("M03", (S.BOOKED,), S.INVITED, "Invite people", "coordinator", (), lambda f: f.people_invited > 0),
        Step("M07", (S.READY,), S.IN_SESSION, "Start", "chair", ("by_its_chair",), lambda f: f.started),
        Step(
            "M08",
            _BEFORE,
            S.IN_SESSION,
            "Start although not everything is ready",
            "chair",
            ("by_its_chair", "why_not_ready"),
            lambda f: f.started,
        ),
        Step(
            "M12",
            (*_BEFORE, S.READY),
            S.DECIDED,
            "Write down a meeting that was held without this page",
            "chair",
            ("by_its_chair", "views"),
            lambda f: f.decided and not f.adjourned,
        ),
        Step(
            "M11",
            (S.IN_SESSION, *_BEFORE, S.READY),
            S.INQUORATE,
            "Adjourn",
            "chair",
            ("by_its_chair",),
            lambda f: f.decided and f.adjourned,
        ),
        Step(
            "M05",
            (S.INVITED,),
            S.REARRANGED,
            "Move it",
            "coordinator",
            (),
            lambda f: f.moved_and_unanswered,
        ),
        Step("M06", (S.REARRANGED,), S.INVITED, "Those invited have answered", "coordinator"),
        Step("M04", (S.INVITED,), S.REPORTS_OPEN, "Ask for reports", "coordinator", (), lambda f: f.reports_asked > 0),
        Step("M09", (S.INVITED, S.REPORTS_OPEN), S.READY, "Everything is ready", "coordinator", READINESS, _ready),
        Step(
            "M10",
            (S.IN_SESSION,),
            S.DECIDED,
            "Decide",
            "chair",
            ("by_its_chair", "views"),
            lambda f: f.decided and not f.adjourned,
        ),
        Step(
            "M13", (S.DECIDED,), S.LETTER_SENT, "Send the decision letter", "coordinator", (), lambda f: f.letter_sent
        ),
        Step(
            "M14",
            (S.LETTER_SENT,),
            S.RECORD_DRAFT,
            "Read the minutes over",
            "coordinator",
            ("minutes_written",),
            lambda f: f.minutes_written,
        ),
        Step(
            "M15",
            (S.RECORD_DRAFT,),
            S.CORRECTION_REQUESTED,
            "Ask for a correction",
            "anybody who was there",
            (),
            lambda f: f.corrections_open > 0 and not f.minutes_approved,
        ),
        Step("M16", (S.CORRECTION_REQUESTED,), S.RECORD_DRAFT, "Answer the correction", "chair"),
        Step(
            "M17",
            (S.RECORD_DRAFT,),
            S.RECORD_APPROVED,
            "Approve the minutes",
            "chair",
            ("by_its_chair", "minutes_written", "corrections"),
            lambda f: f.minutes_approved,
        ),
        Step(
            "M18", (S.RECORD_APPROVED,), S.RECORD_SENT, "Send the minutes", "coordinator", (), lambda f: f.minutes_sent
        ),
        Step("M19", (S.RECORD_SENT,), S.FINAL, "Close the record", "chair", ("by_its_chair",), lambda f: f.closed),
    ),
)

# The line that a meeting's page shows; side states stand in the place of the stage that they hold up.
LINE: Final = (
    S.REQUESTED,
    S.BOOKED,
    S.INVITED,
    S.READY,
    S.IN_SESSION,
    S.DECIDED,
    S.LETTER_SENT,
    S.RECORD_APPROVED,
    S.RECORD_SENT,
    S.FINAL,
)
# The side states that hold a meeting up, each with the stage of the line that it keeps it from.
HELD_UP: Final = {
    S.REARRANGED: S.READY,
    S.REPORTS_OPEN: S.READY,
    S.CORRECTION_REQUESTED: S.RECORD_APPROVED,
    S.RECORD_DRAFT: S.RECORD_APPROVED,
}
# Once a meeting is here its record is not written any more.
CLOSED_TO_WRITING: Final = frozenset({S.RECORD_APPROVED, S.RECORD_SENT, S.FINAL, S.INQUORATE, S.CANCELLED})


def stage_of(facts: MeetingFacts) -> MeetingStage:
    """Where the facts say a meeting is."""
    found = MEETING.state_of(facts)
    assert isinstance(found, MeetingStage)
    return found


def not_ready(facts: MeetingFacts) -> tuple[str, ...]:
    """What is still needed before the meeting is ready, as sentences; missing reports are named."""
    sentences = []
    for name in READINESS:
        if not GUARDS[name].holds(facts):
            late = f" Missing: {listed(facts.reports_missing)}." if name == "reports" and facts.reports_missing else ""
            sentences.append(GUARDS[name].sentence + late)
    return tuple(sentences)


def line(facts: MeetingFacts) -> tuple[tuple[MeetingStage, str], ...]:
    """The stages of a meeting, each "done", "now" or "ahead"; a side state says what it is held up by."""
    now = stage_of(facts)
    if now in (S.INQUORATE, S.CANCELLED):
        return ((now, "now"),)
    reached = LINE.index(HELD_UP[now]) if now in HELD_UP else LINE.index(now)
    before = tuple((stage, "done") for stage in LINE[:reached])
    ahead = tuple((stage, "ahead") for stage in (LINE[reached:] if now in HELD_UP else LINE[reached + 1 :]))
    return (*before, (now, "now"), *ahead)
