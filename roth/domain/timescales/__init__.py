"""The limits of the pathway, the day or the minute each must be met by, and where it stands now, in a sentence.

`kinds` says what a limit is made of, `table` which there are, `counting` when they end, `states` where they stand,
`timetable` what a site may make of them.
Counting days belongs in `calendar`; starting, stopping and explaining a clock belongs in `pathway`. A clock never
pauses: not for school holidays, not while a young person is missing or in custody, not at another agency's request.
There is no cut-off hour either: what is received on a day is received on that day.
"""

from roth.domain.timescales.counting import Deadline, deadline, recount, timescale
from roth.domain.timescales.kinds import Anchor, Basis, Limit, Timescale, Unit
from roth.domain.timescales.states import (
    DUE_SOON_HOURS,
    DUE_SOON_WORKING_DAYS,
    ClockState,
    ClockStatus,
    clock,
    conference_day_warning,
    refuse_conference_on,
    status,
)
from roth.domain.timescales.table import BY_HAND, TIMESCALES, codes_of
from roth.domain.timescales.timetable import (
    OwnLimit,
    Timetable,
    is_stricter,
    refuse_gaps,
    refuse_own_limit,
    with_limit,
)

__all__ = [
    "BY_HAND",
    "DUE_SOON_HOURS",
    "DUE_SOON_WORKING_DAYS",
    "TIMESCALES",
    "Anchor",
    "Basis",
    "ClockState",
    "ClockStatus",
    "Deadline",
    "Limit",
    "OwnLimit",
    "Timescale",
    "Timetable",
    "Unit",
    "clock",
    "codes_of",
    "conference_day_warning",
    "deadline",
    "is_stricter",
    "recount",
    "refuse_conference_on",
    "refuse_gaps",
    "refuse_own_limit",
    "status",
    "timescale",
    "with_limit",
]
