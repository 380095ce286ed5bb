"""When two records may be joined as one young person's, and why not. Facts in, sentences out.

Joining moves what hangs on a record; it changes nothing that was written. What is against it are the census's own rules
on one child: they cannot be in two episodes, or on two child protection plans, at once (`pathway.md` 18).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

Interval = tuple[date, date | None]


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """What is known of one of the two records."""

    ref: str
    site: int
    open_episode: bool = False
    cp_plans: tuple[Interval, ...] = ()
    keeps_others: bool = False  # another record was joined to it
    proposed_elsewhere: bool = False  # another proposal waits for a decision
    kept_apart: frozenset[str] = frozenset()  # references of young people whom they must not meet


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why these two cannot be joined now, and what to do. `rule` is the census's, or says that it is ours."""

    rule: str
    sentence: str


def obstacles(kept: RecordFacts, joined: RecordFacts) -> tuple[Obstacle, ...]:
    """Everything that is against joining `joined` to `kept`; empty where nothing is."""
    return tuple(Obstacle(rule, sentence) for rule, sentence, holds in _AGAINST if holds(kept, joined))


def overlap(one: Iterable[Interval], other: Iterable[Interval]) -> bool:
    """Does any of these run on a day when one of the others does? The day of a handover belongs to both."""
    others = list(other)
    return any(_meet(first, second) for first in one for second in others)


def _meet(one: Interval, other: Interval) -> bool:
    (start, end), (begin, stop) = one, other
    return (stop is None or start < stop) and (end is None or begin < end)


Holds = Callable[[RecordFacts, RecordFacts], bool]
_AGAINST: Final[tuple[tuple[str, str, Holds], ...]] = (
    ("ours", "This is the same record. Choose another.", lambda kept, joined: kept.ref == joined.ref),
    (
        "ours",
        "The records are of two sites, and no site reads another's. Ask for a transfer.",
        lambda kept, joined: kept.site != joined.site,
    ),
    (
        "8815",
        "Both have an open episode. Close the one that was opened by mistake first, then join the records.",
        lambda kept, joined: kept.open_episode and joined.open_episode,
    ),
    (
        "8940",
        "Both have a child protection plan that was in force on the same days. Put the dates right first.",
        lambda kept, joined: overlap(kept.cp_plans, joined.cp_plans),
    ),
    (
        "ours",
        "Another record was joined to this one. Join the two the other way round, or undo that first.",
        lambda kept, joined: joined.keeps_others,
    ),
    (
        "R09",
        "One record says that the young person must be kept apart from the other. Look at both again.",
        lambda kept, joined: joined.ref in kept.kept_apart or kept.ref in joined.kept_apart,
    ),
    (
        "R09",
        "The record that would be joined keeps this young person apart from somebody. Say so on the record that is kept"
        " first, so that no booking forgets it.",
        lambda kept, joined: bool(joined.kept_apart - kept.kept_apart - {kept.ref}),
    ),
    (
        "ours",
        "One of them is in another proposal that waits for a decision. Decide that first.",
        lambda kept, joined: kept.proposed_elsewhere or joined.proposed_elsewhere,
    ),
)
