"""The meetings of one young person, one after another: who was there that could change each context."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from roth.domain.attendance import ContextRun, ContextThere, Reached
from roth.domain.conference import AgencyReach, Invitee
from roth.domain.words import listed
from roth.meetings.selectors import Held
from roth.ui import formats

ASK_FROM: Final = 2  # meetings running; a single one is asked about on its own page
_IN_WORDS: Final = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}
_TONES: Final = {Reached.CAME: "done", Reached.REPORT: "due", Reached.ASKED: "quiet", Reached.NOBODY: "quiet"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One context at one meeting."""

    head: str
    words: str
    tone: str
    who: str
    weight: str


@dataclass(frozen=True, slots=True)
class RunRow:
    """One meeting, the newest first."""

    key: int
    when: str
    kind: str
    cells: tuple[Cell, ...]


def run_rows(held: Held, found: Sequence[ContextRun]) -> list[RunRow]:
    """Meetings down, contexts across."""
    rows = [
        RunRow(
            meeting.key,
            formats.day(meeting.on),
            held.rows[meeting.key].kind_name,
            tuple(_cell(run.context.name, run.there[number], held.agencies) for run in found),
        )
        for number, meeting in enumerate(held.meetings)
    ]
    return rows[::-1]


def _cell(head: str, there: ContextThere | None, agencies: dict[int, str]) -> Cell:
    if there is None:
        return Cell(head, "Not among the contexts then", "", "", "")
    words, people = {
        Reached.CAME: ("Came", there.came),
        Reached.REPORT: ("Only a report", there.reported),
        Reached.ASKED: ("Asked, did not come", there.stayed_away),
        Reached.NOBODY: ("Nobody asked who could", ()),
    }[there.reached]
    weight = f"{there.context.weight} of 100 then" if there.context.weight is not None else "No weight agreed then"
    return Cell(head, words, _TONES[there.reached], "; ".join(_who(one, agencies) for one in people), weight)


def _who(one: Invitee, agencies: dict[int, str]) -> str:
    """Somebody with the agency they came for, unless their name says it."""
    agency = agencies.get(one.agency, "") if one.agency is not None else ""
    return f"{one.name}, {agency}" if agency and agency not in one.name else one.name


def questions(found: Iterable[ContextRun], reach: Sequence[AgencyReach]) -> list[str]:
    """What a thoughtful colleague would ask of a context that went several meetings with nobody able to change it."""
    return [_question(run, reach) for run in found if run.without_running >= ASK_FROM]


def _question(run: ContextRun, reach: Sequence[AgencyReach]) -> str:
    times = _IN_WORDS.get(run.without_running, str(run.without_running))
    weight = f", which carries {run.context.weight} of 100" if run.context.weight is not None else ""
    able = [agency.name for agency in reach if run.context.key in agency.contexts]
    has = f" {listed(able)} {'has' if len(able) == 1 else 'have'} reach there." if able else ""
    return f"At the last {times} meetings nobody who came could change {run.context.name}{weight}. Who could?{has}"
