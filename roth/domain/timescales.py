"""The limits of the pathway, the day each must be met by, and where it stands today, in a sentence.

Counting days belongs in `calendar`. Why something was late, and who is told, belongs in `pathway`. A clock never
pauses: not for school holidays, not while a young person is missing or in custody, not at another agency's request.
There is no cut-off hour either: what is received on a day is received on that day.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from roth.domain.calendar import ENGLAND_AND_WALES, Calendar, CountMode, add_months, is_weekend, working_days
from roth.domain.errors import NotPossible
from roth.domain.words import counted, day_in_full, day_in_words, listed, weekday


class Unit(StrEnum):
    WORKING_DAYS = "working day"
    CALENDAR_MONTHS = "calendar month"


class Basis(StrEnum):
    """What a limit rests on. A local or design default may differ from area to area."""

    STATUTE = "statute or statutory guidance"
    LOCAL = "local procedure"
    DESIGN = "design default"


@dataclass(frozen=True)
class Limit:
    number: int
    unit: Unit

    def __str__(self) -> str:
        return counted(self.number, self.unit)


@dataclass(frozen=True)
class Timescale:
    """One limit as it stood between two dates. `backward` counts back from `trigger`; `done` is how it is met."""

    code: str
    title: str
    done: str
    wording: str
    limit: Limit
    trigger: str
    basis: Basis
    source: str
    in_force_from: date | None = None  # none: as long as anyone need ask, as for local procedure
    in_force_until: date | None = None
    backward: bool = False

    def in_force_on(self, day: date) -> bool:
        return (self.in_force_from or day) <= day <= (self.in_force_until or day)


# The day on which the edition took effect that first held these limits; every later edition kept them.
_EDITION_OF_2013: Final = date(2013, 4, 15)
_GUIDANCE: Final = "Working Together to Safeguard Children, every edition since April 2013"

# Limits in hours (T02, T28, T35) need an instant to start from, not a day, and so are not in this table.
TIMESCALES: Final = (
    Timescale(
        code="T01",
        title="Decision on the referral",
        done="made",
        wording="The referral is acknowledged and the next step decided within 1 working day of its receipt.",
        limit=Limit(1, Unit.WORKING_DAYS),
        trigger="the receipt of the referral",
        basis=Basis.STATUTE,
        source=f"{_GUIDANCE}; Children in Need census rule 8569Q",
        in_force_from=_EDITION_OF_2013,
    ),
    Timescale(
        code="T03",
        title="Assessment",
        done="authorised",
        wording="The assessment is finished and authorised within 45 working days of the receipt of the referral. "
        "It is a limit, not a target.",
        limit=Limit(45, Unit.WORKING_DAYS),
        trigger="the receipt of the referral",
        basis=Basis.STATUTE,
        source=f"{_GUIDANCE}; Children in Need census rule 8670Q",
        in_force_from=_EDITION_OF_2013,
    ),
    Timescale(
        code="T11",
        title="Initial conference",
        done="held",
        wording="The initial conference is held within 15 working days of the strategy discussion that began the "
        "section 47 enquiry.",
        limit=Limit(15, Unit.WORKING_DAYS),
        trigger="the strategy discussion that began the section 47 enquiry",
        basis=Basis.STATUTE,
        source=f"{_GUIDANCE}; Children in Need census, initial conference target date",
        in_force_from=_EDITION_OF_2013,
    ),
    Timescale(
        code="T13",
        title="Reports before the initial conference",
        done="shared",
        wording="Reports reach the family and the chair at least 2 working days before the initial conference.",
        limit=Limit(2, Unit.WORKING_DAYS),
        trigger="the initial conference",
        basis=Basis.LOCAL,
        source="Local procedure: the default here, where published procedures differ",
        backward=True,
    ),
    Timescale(
        code="T14",
        title="Reports before the review conference",
        done="shared",
        wording="Reports reach the family and the chair at least 5 working days before the review conference.",
        limit=Limit(5, Unit.WORKING_DAYS),
        trigger="the review conference",
        basis=Basis.LOCAL,
        source="Local procedure: the default here, where published procedures differ (3 days to 2 weeks)",
        backward=True,
    ),
    Timescale(
        code="T19",
        title="First core group",
        done="held",
        wording="The core group first meets within 10 working days of the initial conference.",
        limit=Limit(10, Unit.WORKING_DAYS),
        trigger="the initial conference",
        basis=Basis.STATUTE,
        source=_GUIDANCE,
        in_force_from=_EDITION_OF_2013,
    ),
    Timescale(
        code="T23",
        title="First review conference",
        done="held",
        wording="The first review conference is held within 3 calendar months of the initial conference.",
        limit=Limit(3, Unit.CALENDAR_MONTHS),
        trigger="the initial conference",
        basis=Basis.STATUTE,
        source=_GUIDANCE,
        in_force_from=_EDITION_OF_2013,
    ),
    Timescale(
        code="T24",
        title="Next review conference",
        done="held",
        wording="Each later review conference is held within 6 calendar months of the one before.",
        limit=Limit(6, Unit.CALENDAR_MONTHS),
        trigger="the last review conference",
        basis=Basis.STATUTE,
        source=_GUIDANCE,
        in_force_from=_EDITION_OF_2013,
    ),
)


@dataclass(frozen=True)
class Deadline:
    """The day a limit must be met by, and how that day was found.

    `due_on` is the working day to aim for; `limit_on` is the last day that keeps the limit, perhaps at a weekend. The
    other mode's days stand beside them, since reports elsewhere may count so. `replaces` and `recounted_because` keep
    the day that was first given, where holidays changed later.
    """

    rule: Timescale
    started_on: date
    due_on: date
    limit_on: date
    mode: CountMode
    other_mode_due_on: date
    other_mode_limit_on: date
    caution: str
    calendar: Calendar = field(repr=False, compare=False)
    replaces: "Deadline | None" = None
    recounted_because: str = ""

    @property
    def code(self) -> str:
        return self.rule.code

    @property
    def wording(self) -> str:
        return self.rule.wording

    @property
    def basis(self) -> Basis:
        return self.rule.basis

    @property
    def source(self) -> str:
        return self.rule.source


def timescale(code: str, on: date, *, among: Sequence[Timescale] = TIMESCALES) -> Timescale:
    """The limit of that code as it stood on the day that started the clock. A later change does not reach back."""
    versions = _versions(code, among)
    for rule in versions:
        if rule.in_force_on(on):
            return rule
    raise NotPossible(f"{code} ({versions[-1].title}) was not in force on {day_in_full(on)}, in any form known here.")


def _versions(code: str, among: Sequence[Timescale]) -> list[Timescale]:
    versions = [rule for rule in among if rule.code == code]
    if not versions:
        raise NotPossible(f"There is no timescale {code}. There are {listed(sorted({rule.code for rule in among}))}.")
    return versions


def deadline(
    code: str, start: date, *, calendar: Calendar = ENGLAND_AND_WALES, mode: CountMode = CountMode.EXCLUDE
) -> Deadline:
    """When something must be done by, counted from the day that starts its clock."""
    return _count_out(timescale(code, start), start, calendar, mode)


def recount(earlier: Deadline, *, calendar: Calendar, because: str) -> Deadline:
    """An open deadline counted again because holidays changed, with the first day and the reason kept beside it."""
    again = _count_out(earlier.rule, earlier.started_on, calendar, earlier.mode)
    if (again.due_on, again.limit_on) == (earlier.due_on, earlier.limit_on):
        return earlier
    return replace(again, replaces=earlier, recounted_because=because)


def _count_out(rule: Timescale, start: date, calendar: Calendar, mode: CountMode) -> Deadline:
    try:
        due_on, limit_on = _due_and_limit(rule, start, calendar, mode)
        other_due_on, other_limit_on = _due_and_limit(rule, start, calendar, mode.other)
    except (OverflowError, ValueError) as error:  # the year before 1 or after 9999
        raise NotPossible(f"{start.year} is too far away to count days from.") from error
    caution = calendar.caution(min(start, due_on), max(start, limit_on))
    return Deadline(rule, start, due_on, limit_on, mode, other_due_on, other_limit_on, caution, calendar)


def _due_and_limit(rule: Timescale, start: date, calendar: Calendar, mode: CountMode) -> tuple[date, date]:
    number = rule.limit.number
    if rule.limit.unit is Unit.CALENDAR_MONTHS:
        limit_on = add_months(start, -number if rule.backward else number)
        return calendar.working_day_on_or_before(limit_on), limit_on
    if not rule.backward:
        due_on = calendar.add_working_days(start, number, mode)
        return due_on, due_on
    due_on = calendar.subtract_working_days(start, number, mode)
    if mode is CountMode.INCLUDE:
        return due_on, due_on
    # What is sent on the Sunday still leaves as many working days as what is sent on the Friday.
    return due_on, calendar.working_day_after(due_on) - timedelta(days=1)


class ClockState(StrEnum):
    MET = "met"
    MET_LATE = "met late"
    DUE = "due"
    DUE_SOON = "due soon"
    LATE = "late"
    NOT_APPLICABLE = "not applicable"
    CANNOT_TELL = "cannot tell"


# A working week: time enough still to move a meeting.
DUE_SOON_WORKING_DAYS: Final = 5


@dataclass(frozen=True)
class ClockStatus:
    """Where one clock stands. `sentence` always says it; `warnings` say what to doubt about it."""

    state: ClockState
    sentence: str
    warnings: tuple[str, ...] = ()
    deadline: Deadline | None = None


def clock(
    code: str,
    start: date | None,
    today: date,
    done_on: date | None = None,
    *,
    about: str = "",
    not_applicable_because: str = "",
    calendar: Calendar = ENGLAND_AND_WALES,
    mode: CountMode = CountMode.EXCLUDE,
) -> ClockStatus:
    """Where a limit stands, from what is recorded. A missing start is an answer of its own: never late, never met."""
    rule = _versions(code, TIMESCALES)[-1]
    what = _named(rule, about)
    if not_applicable_because:
        return ClockStatus(ClockState.NOT_APPLICABLE, f"{what}, does not apply: {not_applicable_because}")
    if start is None:
        missing = f"the date of {rule.trigger} is not recorded"
        return ClockStatus(ClockState.CANNOT_TELL, f"{what}, cannot tell: {missing}")
    try:
        counted_out = deadline(code, start, calendar=calendar, mode=mode)
    except NotPossible as error:
        return ClockStatus(ClockState.CANNOT_TELL, f"{what}, cannot tell: {error}")
    return status(counted_out, today, done_on, about=about)


def status(deadline: Deadline, today: date, done_on: date | None = None, *, about: str = "") -> ClockStatus:
    """Where a deadline stands today: "First core group for Rowan, due Friday, 2 working days left"."""
    state, words = _while_open(deadline, today) if done_on is None else _once_done(deadline, today, done_on)
    warnings = tuple(filter(None, [deadline.caution, _two_counts(deadline, today, done_on)]))
    return ClockStatus(state, f"{_named(deadline.rule, about)}, {words}", warnings, deadline)


def _named(rule: Timescale, about: str) -> str:
    return f"{rule.title} for {about}" if about else rule.title


def _while_open(deadline: Deadline, today: date) -> tuple[ClockState, str]:
    due = day_in_words(deadline.due_on, today)
    if today > deadline.limit_on:
        return ClockState.LATE, f"late: it was due {due}{_gap(deadline, deadline.due_on, today, 'ago')}"
    if today > deadline.due_on:
        limit = day_in_words(deadline.limit_on, today)
        return ClockState.DUE_SOON, f"was due {due}, the last working day of a limit that ends {limit}"
    left = deadline.calendar.working_days_between(today, deadline.due_on)
    state = ClockState.DUE_SOON if left <= DUE_SOON_WORKING_DAYS else ClockState.DUE
    return state, f"due {due}{_gap(deadline, today, deadline.due_on, 'left')}"


def _once_done(deadline: Deadline, today: date, done_on: date) -> tuple[ClockState, str]:
    done = f"{deadline.rule.done} {day_in_words(done_on, today)}"
    if done_on > today:
        return ClockState.CANNOT_TELL, f"cannot tell: it is recorded as {done}, which has not come yet"
    if done_on < deadline.started_on and not deadline.rule.backward:
        started = f"{deadline.rule.trigger} ({day_in_words(deadline.started_on, today)})"
        return ClockState.CANNOT_TELL, f"cannot tell: it is recorded as {done}, before {started}"
    if done_on <= deadline.limit_on:
        return ClockState.MET, f"{done}, in time"
    after = _gap(deadline, deadline.due_on, done_on, "earlier")
    return ClockState.MET_LATE, f"{done}, late: it was due {day_in_words(deadline.due_on, today)}{after}"


def _gap(deadline: Deadline, start: date, end: date, tail: str) -> str:
    """How many working days, where that says more than the day itself did."""
    number = deadline.calendar.working_days_between(start, end)
    return f", {working_days(number)} {tail}" if number and (end - start).days > 1 else ""


def _two_counts(deadline: Deadline, today: date, done_on: date | None) -> str:
    """A warning where one way of counting says in time and the other says late, or will tomorrow."""
    limits = {deadline.mode: deadline.limit_on, deadline.mode.other: deadline.other_mode_limit_on}
    sooner, later = sorted(limits.values())
    if sooner == later or not (sooner < done_on <= later if done_on else sooner <= today <= later):
        return ""
    return (
        "The two ways of counting part here: the limit is "
        f"{day_in_words(limits[CountMode.EXCLUDE], today)} if the first day is not counted and "
        f"{day_in_words(limits[CountMode.INCLUDE], today)} if it is."
    )


def refuse_conference_on(day: date) -> None:
    """A child protection conference is not held at a weekend; the census refuses such a date (rule 8875)."""
    if is_weekend(day):
        raise NotPossible(f"{day_in_full(day)} is a {weekday(day)}. Choose a day from Monday to Friday.")


def conference_day_warning(day: date, *, calendar: Calendar = ENGLAND_AND_WALES) -> str:
    """What to ask about a target or a date that is not a working day (census rule 8870Q), or an empty string."""
    if calendar.is_working_day(day):
        return ""
    kind = f"a {weekday(day)}" if is_weekend(day) else "a bank holiday"
    return f"{day_in_full(day)} is {kind}. Is the date right?"
