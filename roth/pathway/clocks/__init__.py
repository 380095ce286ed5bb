"""The clocks of an episode: the one way they start, stop, move, are counted again and are read.

Which limits there are, and what each hangs on (its anchor), is the table in `domain.timescales`; what a site has made
of it is in `timetable`. Who may do what led here is checked, and audited, by the action that calls this.

- `start_from(episode, Anchor.INITIAL_BOOKED, day)` when something happens that starts clocks: all that hang on it.
- `move_to(episode, Anchor.INITIAL_BOOKED, day, because)` when the day they hang on is moved.
- `start`, `stop`, `drop`, `roll` for one limit by its code; `at_step` for a limit that a step of the pathway starts.
- `open_at(sites, now)` for everything that runs, with where it stands, in one query.

A moment is a day, or an instant with its zone where the limit runs in hours (T02, T28, T35).
"""

from roth.pathway.clocks.records import recount_open
from roth.pathway.clocks.running import (
    Moment,
    at_step,
    done,
    drop,
    drop_from,
    move,
    move_to,
    roll,
    row,
    running,
    start,
    start_from,
    stop,
)
from roth.pathway.clocks.selectors import OpenClock, held_deadline, open_at, rule_of, status

__all__ = [
    "Moment",
    "OpenClock",
    "at_step",
    "done",
    "drop",
    "drop_from",
    "held_deadline",
    "move",
    "move_to",
    "open_at",
    "recount_open",
    "roll",
    "row",
    "rule_of",
    "running",
    "start",
    "start_from",
    "status",
    "stop",
]
