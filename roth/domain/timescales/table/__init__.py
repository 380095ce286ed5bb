"""Every limit of the pathway, in the order in which somebody meets them. How they are counted is not said here.

Codes are those of `pathway.md` section 3. A limit there that has several parts has a code for each: T04A to T04C,
T30A and T30B, T32A and T32B; `codes_of("T04")` gives them. A limit with a source beginning "Inferred" is ours.
"""

from typing import Final

from roth.domain.timescales.kinds import Timescale
from roth.domain.timescales.table.alongside import ALONGSIDE
from roth.domain.timescales.table.conference import CONFERENCE
from roth.domain.timescales.table.front import FRONT
from roth.domain.timescales.table.plan import PLAN

TIMESCALES: Final[tuple[Timescale, ...]] = (*FRONT, *CONFERENCE, *PLAN, *ALONGSIDE)

# What no record shows by itself: somebody says that it was done. Every other limit is met by recording the thing.
BY_HAND: Final = frozenset(
    (
        *("T02", "T04A", "T04B", "T04C", "T05", "T07", "T10", "T12", "T13", "T14", "T15", "T16", "T26"),
        *("T30A", "T30B", "T31", "T32A", "T32B", "T33", "T34", "T35", "T37"),
    )
)


def codes_of(code: str) -> tuple[str, ...]:
    """The code itself, or the parts of a limit that has several; nothing where there is no such limit."""
    known = tuple(dict.fromkeys(rule.code for rule in TIMESCALES))
    return (code,) if code in known else tuple(part for part in known if part[:-1] == code)
