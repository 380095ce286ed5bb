"""What the steps page says of an episode's clocks: what runs, what is done, what rests on what. No queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.urls import reverse

from roth.domain import codes
from roth.domain.calendar import CountMode
from roth.domain.statutory import is_local
from roth.domain.timescales import BY_HAND, Basis, ClockState, Deadline
from roth.domain.words import counted, day_in_full
from roth.pathway import addresses
from roth.pathway.clocks.selectors import own_limit, rule_of, status
from roth.pathway.models import Clock, Episode

TONES: Final = {
    ClockState.LATE: "late",
    ClockState.MET_LATE: "late",
    ClockState.DUE_SOON: "due",
    ClockState.MET: "done",
    ClockState.CANNOT_TELL: "quiet",
    ClockState.NOT_APPLICABLE: "quiet",
    ClockState.DUE: "",
}
_EXPLAINED: Final = frozenset({ClockState.LATE, ClockState.MET_LATE})
_MODES: Final = {CountMode.EXCLUDE: "the day itself not counted", CountMode.INCLUDE: "the day itself counted"}


@dataclass(frozen=True, slots=True)
class ClockCard:
    """One clock: where it stands, what it rests on, both ways of counting where they part, why it was late."""

    words: str
    tone: str
    rule: str
    basis: str
    source: str
    counted: str
    warnings: tuple[str, ...]
    lateness: str
    explain: str
    finish: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class ClockCards:
    """An episode's clocks: those that run or are late under their stage, those that are over apart."""

    running: tuple[tuple[str, tuple[ClockCard, ...]], ...]
    over: tuple[ClockCard, ...]

    @property
    def over_in_words(self) -> str:
        """How many are over, as the summary of their list says it."""
        return counted(len(self.over), "clock") + (" that has stopped" if len(self.over) == 1 else " that have stopped")


def clock_cards(
    clocks: Iterable[Clock], episode: Episode, today: date, may_explain: bool, may_finish: bool
) -> ClockCards:
    """Every clock of the episode. One that was met late and not explained yet still asks for its reason."""
    running: dict[str, list[ClockCard]] = {}
    over: list[ClockCard] = []
    for clock in clocks:
        card = clock_card(clock, episode, today, may_explain, may_finish)
        if clock.done_on is not None or clock.not_needed_because or episode.closed_on is not None:
            over.append(card)
        else:
            stage = rule_of(clock).stage
            running.setdefault(stage.label if stage else "Beside the pathway", []).append(card)
    return ClockCards(tuple((stage, tuple(cards)) for stage, cards in running.items()), tuple(over))


def clock_card(clock: Clock, episode: Episode, today: date, may_explain: bool, may_finish: bool = False) -> ClockCard:
    """A clock as the page shows it. Outside statutory planning the same numbers are a local standard."""
    found = status(clock, today)
    deadline, ref = found.deadline, episode.young_person.ref
    local = is_local(clock.rule, episode.statutory_status)
    why = " ".join(filter(None, (codes.label(codes.LATENESS_REASON, clock.lateness_reason), clock.lateness_words)))
    open_still = clock.done_on is None and not clock.not_needed_because and episode.closed_on is None
    return ClockCard(
        words=found.sentence,
        tone=TONES[found.state],
        rule=deadline.wording if deadline else "",
        basis=(Basis.LOCAL if local else deadline.basis).value if deadline else "",
        source=deadline.source if deadline else "",
        counted=_counted(clock, deadline) if deadline else "",
        warnings=found.warnings,
        lateness=why,
        explain=addresses.of("pathway:explain_clock", ref, clock.pk)
        if found.state in _EXPLAINED and may_explain
        else "",
        finish=addresses.of("pathway:finish_clock", ref, clock.pk)
        if open_still and may_finish and clock.rule in BY_HAND
        else "",
        reference=reverse("timetable:clock", args=(clock.rule,)),
    )


def _counted(clock: Clock, deadline: Deadline) -> str:
    """From which day, in which way, and from which day it has been moved."""
    words = f"Counted {'back ' if deadline.rule.backward else ''}from {day_in_full(clock.started_on)}"
    words += "." if deadline.rule.counts_hours else f", {_MODES[deadline.mode]}."
    words = " ".join(filter(None, (words, own_limit(clock))))
    moved = clock.original_due_on != clock.due_on
    return f"{words} First given as {day_in_full(clock.original_due_on)}." if moved else words
