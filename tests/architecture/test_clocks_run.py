"""Every limit of the table has a clock that something starts and something stops, or says what it still waits for."""

import ast
from pathlib import Path

import pytest

from roth.domain.clock_events import EFFECTS, NOT_YET, Event, started_by, stopped_by
from roth.domain.timescales import TIMESCALES
from roth.domain.transitions import TRANSITIONS

ROOT = Path(__file__).resolve().parents[2]
CODES = sorted({rule.code for rule in TIMESCALES})
# How many limits still wait for an event of theirs. Never more than these.
MOST_WAITING = 5
# The clock room's own functions for one limit: an action names what happened, and the table says which clocks that is.
FOR_ONE_LIMIT = frozenset({"start", "stop", "roll", "drop"})


def trees(*, tables: bool) -> dict[str, ast.Module]:
    """The modules that act; with the table of events itself or without."""
    found = {}
    for file in sorted((ROOT / "roth").rglob("*.py")):
        name = str(file.relative_to(ROOT / "roth"))
        if name.startswith(("pathway/clocks/", "demo/")) or (name == "domain/clock_events.py" and not tables):
            continue
        found[name] = ast.parse(file.read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("code", CODES)
def test_a_clock_is_started_by_something_or_says_what_it_waits_for(code: str) -> None:
    assert bool(started_by(code)) != (code in NOT_YET), "started, or waiting with a reason, and not both"


@pytest.mark.parametrize("code", CODES)
def test_a_clock_that_starts_is_stopped_by_something(code: str) -> None:
    assert stopped_by(code) or code in NOT_YET


def test_no_more_clocks_wait_for_their_event_than_before() -> None:
    assert len(NOT_YET) <= MOST_WAITING, "this list only shrinks"
    assert all(reason.partition(": ")[2] for reason in NOT_YET.values()), "each names whose later work it is, and why"


def test_tables_of_events_and_steps_name_only_limits_that_there_are() -> None:
    told = {code for each in TRANSITIONS.values() for code in (*each.starts, *each.stops, *each.drops)}
    for each in EFFECTS.values():
        told |= {*each.starts, *each.once, *each.met, *each.stops, *each.rolls, *each.again, *each.drops}
        assert bool(each.because) == bool(each.drops), f"{each.event}: what is dropped says why"
    assert told <= set(CODES)
    assert set(EFFECTS) == set(Event)


def test_every_event_of_the_table_is_told_by_an_action() -> None:
    told = {
        node.attr
        for tree in trees(tables=False).values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Event"
        if node.attr.isupper()  # a room has a model of that name too
    }
    # What the clock room works out itself, from a referral and an allocation or from a core group and a review.
    worked_out = {"EXPLOITATION_FEARED", "WORKER_ON_EXPLOITATION", "LAST_CORE_GROUP", "NO_LAST_CORE_GROUP"}
    assert {event.name for event in Event} == told | worked_out


def test_no_action_starts_or_stops_a_clock_by_its_code() -> None:
    found = [
        f"roth/{name}:{node.lineno}"
        for name, tree in trees(tables=False).items()
        if name != "pathway/steps.py"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in FOR_ONE_LIMIT
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "clocks"
    ]
    assert not found, "say what happened with `clocks.happened`; which clocks that is stands in `domain.clock_events`"
