"""The clocks of an episode: the one way they start, stop, move, are counted again and are read.

Which limits there are, and what each hangs on (its anchor), is the table in `domain.timescales`; what a site has made
of it is in `timetable`. Who may do what led here is checked, and audited, by the action that calls this.

- `happened(episode, Event.SEEN, day)` for what an action records: which clocks that starts and stops is the table
  `domain.clock_events`. `booked` and `over` for a meeting, and the clocks that count back from its day.
- `move_to(episode, Anchor.REFERRAL, day, because)` when the day that clocks hang on is moved.
- `start`, `stop`, `drop`, `roll` for one limit by its code; `at_step` for a limit that a step of the pathway starts.
- `open_at(sites, now)` for everything that runs, with where it stands, in one query.

A moment is a day, or an instant with its zone where the limit runs in hours (T02, T28, T35).
"""

from roth.pathway.clocks.happening import (
    booked,
    born_on_another_day,
    exploitation_feared,
    happened,
    last_core_group,
    over,
)
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
from roth.pathway.clocks.selectors import OpenClock, held_deadline, open_at, own_limit, rule_of, status

__all__ = [
    "Moment",
    "OpenClock",
    "at_step",
    "booked",
    "born_on_another_day",
    "done",
    "drop",
    "drop_from",
    "exploitation_feared",
    "happened",
    "held_deadline",
    "last_core_group",
    "move",
    "move_to",
    "open_at",
    "over",
    "own_limit",
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
