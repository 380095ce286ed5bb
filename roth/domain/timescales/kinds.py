"""What a limit is made of: how long, from what, resting on what. Which limits there are is the `table`."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from roth.domain.labelled import Labelled
from roth.domain.stages import Stage
from roth.domain.words import counted, listed


class Unit(StrEnum):
    """What a limit is counted in. Hours run from an instant to an instant; everything else from a day to a day."""

    HOURS = "hour"
    CALENDAR_DAYS = "calendar day"
    WORKING_DAYS = "working day"
    WEEKS = "week"
    CALENDAR_MONTHS = "calendar month"


class Basis(StrEnum):
    """What a limit rests on. A local or design default may differ from area to area."""

    STATUTE = "statute or statutory guidance"
    LOCAL = "local procedure"
    DESIGN = "design default"


class Anchor(Labelled):
    """What starts a clock: the day (for limits in hours, the instant) from which its limit is counted.

    The day of a backward limit is still to come, and the clock moves when that day is moved.
    """

    REFERRAL = "referral", "the referral is received"
    TRIAGE = "triage", "a manager decides on the referral"
    ALLOCATION = "allocation", "a worker is allocated"
    STRATEGY_CALLED = "strategy_called", "a manager decides on a strategy discussion"
    STRATEGY = "strategy", "the strategy discussion is held"
    ORDER_ENDS = "order_ends", "an emergency order ends"
    CONFERENCE_DECIDED = "conference_decided", "a manager decides on a conference"
    CONFERENCE_REQUEST = "conference_request", "a conference is asked for"
    INITIAL_BOOKED = "initial_booked", "the day of the initial conference"
    REVIEW_BOOKED = "review_booked", "the day of the review conference"
    INITIAL_HELD = "initial_held", "the initial conference is held"
    REVIEW_HELD = "review_held", "a review conference is held"
    CORE_GROUP = "core_group", "a core group is held"
    VISIT = "visit", "the young person is visited"
    CONCERN = "concern", "the first concern about exploitation"
    TRANSFER_NOTICE = "transfer_notice", "another authority tells us of a permanent move"
    RETURN = "return", "a missing young person returns"
    CONTEXT_ASSESSED = "context_assessed", "a context assessment is signed off"
    CONTEXT_CONFERENCE = "context_conference", "a context conference or review is held"
    PLAN_CHANGE = "plan_change", "a plan starts or ends"
    REQUEST = "request", "a request is received"
    AWARENESS = "awareness", "somebody becomes aware"
    BIRTH = "birth", "the date of birth"


@dataclass(frozen=True, slots=True)
class Limit:
    """How long. None of a unit means the same day."""

    number: int
    unit: Unit

    def __str__(self) -> str:
        if self.number == 0:
            return "the same day"
        if self.unit is Unit.CALENDAR_MONTHS and self.number > _MONTHS_SAID_AS_MONTHS:
            years, months = divmod(self.number, 12)
            return listed([counted(years, "year"), *([counted(months, "month")] if months else [])])
        return counted(self.number, self.unit)


_MONTHS_SAID_AS_MONTHS = 24


@dataclass(frozen=True)
class Timescale:
    """One limit as it stood between two dates.

    `trigger` says what `anchor` means for this limit. `backward` counts back from it; `done` is how the limit is met.
    `aim` is the day to aim for where the limit has two parts ("the same day, at most 1 working day"). `loosest` is as
    far as a site may stretch it; a statutory limit may never be stretched. `only_if` says when a clock is started at
    all: without it, every such day starts one. `stage` is where the clock shows; none where it runs beside the line.
    """

    code: str
    title: str
    done: str
    wording: str
    limit: Limit
    trigger: str
    basis: Basis
    source: str
    anchor: Anchor
    in_force_from: date | None = None  # none: as long as anyone need ask, as for local procedure
    in_force_until: date | None = None
    backward: bool = False
    aim: Limit | None = None
    loosest: Limit | None = None
    only_if: str = ""
    stage: Stage | None = None

    @property
    def counts_hours(self) -> bool:
        """Whether the clock needs an instant, not a day, to start from."""
        return self.limit.unit is Unit.HOURS

    def in_force_on(self, day: date) -> bool:
        return (self.in_force_from or day) <= day <= (self.in_force_until or day)
