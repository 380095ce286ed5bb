"""Whose limit each clock is: in whose work it stands while it runs. How long it is belongs in `domain.timescales`.

A limit says what must have happened; this says who makes it happen. Our inference throughout: guidance names a service,
not a person. A team's manager sees all of the team's, whoever makes it happen.
"""

from collections.abc import Mapping
from typing import Final

from roth.domain.notifications.parts import To

WHOSE_LIMIT: Final[Mapping[str, To]] = {
    **dict.fromkeys(("T01", "T02", "T06"), To.DUTY),
    **dict.fromkeys(("T03", "T04A", "T04B", "T04C", "T05", "T26"), To.WORKER),
    **dict.fromkeys(("T07", "T08", "T09", "T10"), To.WORKER),
    **dict.fromkeys(("T11", "T12", "T16", "T17", "T18", "T23", "T24", "T25", "T27", "T33"), To.COORDINATOR),
    **dict.fromkeys(("T13", "T14", "T15"), To.WORKER),
    **dict.fromkeys(("T29", "T30A", "T36"), To.CHAIR),
    **dict.fromkeys(("T19", "T20", "T21", "T22", "T28", "T30B", "T37"), To.WORKER),
    **dict.fromkeys(("T31", "T32A", "T32B"), To.CONTEXT_LEAD),
    **dict.fromkeys(("T34", "T35"), To.INFORMATION_LEAD),
}


def limits_of(*parts: To) -> list[str]:
    """The codes of the limits that are for these parts in a record."""
    return [code for code, whose in WHOSE_LIMIT.items() if whose in parts]
