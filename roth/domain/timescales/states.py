"""Where a clock stands now, in a sentence: due, due soon, late, met. When its limit ends belongs in `counting`."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from roth.domain.calendar import ENGLAND_AND_WALES, Calendar, CountMode, is_weekend, working_days
from roth.domain.errors import NotPossible
from roth.domain.timescales.counting import Deadline, day_of, deadline, versions_of
from roth.domain.timescales.kinds import Timescale
from roth.domain.words import counted, day_in_full, day_in_words, moment_in_words, weekday


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
# A day and a night: time enough still to find somebody who can go.
DUE_SOON_HOURS: Final = 24
_SECONDS_IN_AN_HOUR: Final = 3600


@dataclass(frozen=True)
class ClockStatus:
    """Where one clock stands. `sentence` always says it; `warnings` say what to doubt about it."""

    state: ClockState
    sentence: str
    warnings: tuple[str, ...] = ()
    deadline: Deadline | None = None


def clock(
    code: str,
    start: date | datetime | None,
    now: date | datetime,
    done: date | datetime | None = None,
    *,
    about: str = "",
    not_applicable_because: str = "",
    calendar: Calendar = ENGLAND_AND_WALES,
    mode: CountMode = CountMode.EXCLUDE,
) -> ClockStatus:
    """Where a limit stands, from what is recorded. A missing start is an answer of its own: never late, never met."""
    rule = versions_of(code)[-1]
    what = _named(rule, about)
    if not_applicable_because:
        return ClockStatus(ClockState.NOT_APPLICABLE, f"{what}, does not apply: {not_applicable_because}")
    if start is None:
        missing = f"the {'time' if rule.counts_hours else 'date'} of {rule.trigger} is not recorded"
        return ClockStatus(ClockState.CANNOT_TELL, f"{what}, cannot tell: {missing}")
    try:
        counted_out = deadline(code, start, calendar=calendar, mode=mode)
    except NotPossible as error:
        return ClockStatus(ClockState.CANNOT_TELL, f"{what}, cannot tell: {error}")
    return status(counted_out, now, done, about=about)


def status(
    deadline: Deadline, now: date | datetime, done: date | datetime | None = None, *, about: str = ""
) -> ClockStatus:
    """Where a deadline stands: "First core group for Rowan, due Friday, 2 working days left".

    A limit in hours is told to the minute where `now` and `done` are instants, and to the day where they are days.
    """
    if deadline.due_at is not None:
        state, words = _hours_open(deadline, now) if done is None else _hours_done(deadline, now, done)
        return ClockStatus(state, f"{_named(deadline.rule, about)}, {words}", (), deadline)
    today, done_on = day_of(now), None if done is None else day_of(done)
    state, words = _while_open(deadline, today) if done_on is None else _once_done(deadline, today, done_on)
    warnings = tuple(filter(None, [deadline.caution, _two_counts(deadline, today, done_on)]))
    return ClockStatus(state, f"{_named(deadline.rule, about)}, {words}", warnings, deadline)


def _named(rule: Timescale, about: str) -> str:
    return f"{rule.title} for {about}" if about else rule.title


# --- Limits in days ------------------------------------------------------------------------------------------------
def _while_open(deadline: Deadline, today: date) -> tuple[ClockState, str]:
    due = day_in_words(deadline.due_on, today)
    if today > deadline.limit_on:
        return _late(deadline, today)
    if today > deadline.due_on:
        limit = day_in_words(deadline.limit_on, today)
        what = "the day to aim for in" if deadline.rule.aim else "the last working day of"
        return ClockState.DUE_SOON, f"was due {due}, {what} a limit that ends {limit}"
    left = deadline.calendar.working_days_between(today, deadline.due_on)
    state = ClockState.DUE_SOON if left <= DUE_SOON_WORKING_DAYS else ClockState.DUE
    return state, f"due {due}{_gap(deadline, today, deadline.due_on, 'left')}"


def _late(deadline: Deadline, today: date) -> tuple[ClockState, str]:
    missed = _missed(deadline)
    return ClockState.LATE, f"late: it was due {day_in_words(missed, today)}{_gap(deadline, missed, today, 'ago')}"


def _missed(deadline: Deadline) -> date:
    """The day by which something late should have been done: the limit itself where the aim was sooner."""
    return deadline.limit_on if deadline.rule.aim else deadline.due_on


def _once_done(deadline: Deadline, today: date, done_on: date) -> tuple[ClockState, str]:
    done = f"{deadline.rule.done} {day_in_words(done_on, today)}"
    if done_on > today:
        return ClockState.CANNOT_TELL, f"cannot tell: it is recorded as {done}, which has not come yet"
    if done_on < deadline.started_on and not deadline.rule.backward:
        started = f"{deadline.rule.trigger} ({day_in_words(deadline.started_on, today)})"
        return ClockState.CANNOT_TELL, f"cannot tell: it is recorded as {done}, before {started}"
    if done_on <= deadline.limit_on:
        return ClockState.MET, f"{done}, in time"
    missed = _missed(deadline)
    after = _gap(deadline, missed, done_on, "earlier")
    return ClockState.MET_LATE, f"{done}, late: it was due {day_in_words(missed, today)}{after}"


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


# --- Limits in hours -----------------------------------------------------------------------------------------------
def _hours_open(deadline: Deadline, now: date | datetime) -> tuple[ClockState, str]:
    due_at = _due_at(deadline)
    due = moment_in_words(due_at, day_of(now))
    if not isinstance(now, datetime):
        if now > deadline.due_on:
            return ClockState.LATE, f"late: it was due {due}"
        near = (deadline.due_on - now).days <= 1
        return (ClockState.DUE_SOON if near else ClockState.DUE), f"due {due}"
    if now > due_at:
        return ClockState.LATE, f"late: it was due {due}, {_hours(due_at, now)} ago"
    left = (due_at - now).total_seconds() / _SECONDS_IN_AN_HOUR
    state = ClockState.DUE_SOON if left <= DUE_SOON_HOURS else ClockState.DUE
    return state, f"due {due}, {_hours(now, due_at)} left"


def _hours_done(deadline: Deadline, now: date | datetime, done: date | datetime) -> tuple[ClockState, str]:
    due_at, today, exact = _due_at(deadline), day_of(now), isinstance(done, datetime)
    when = moment_in_words(done, today) if isinstance(done, datetime) else day_in_words(done, today)
    said, due = f"{deadline.rule.done} {when}", moment_in_words(due_at, today)
    if _after(done, now):
        return ClockState.CANNOT_TELL, f"cannot tell: it is recorded as {said}, which has not come yet"
    if not deadline.rule.backward and _after(deadline.started_at or deadline.started_on, done):
        started = f"{deadline.rule.trigger} ({moment_in_words(deadline.started_at or due_at, today)})"
        return ClockState.CANNOT_TELL, f"cannot tell: it is recorded as {said}, before {started}"
    if not exact and done == deadline.due_on:
        return ClockState.CANNOT_TELL, f"cannot tell: it was {said}, but not at what time, and it was due {due}"
    if _after(done, due_at):
        return ClockState.MET_LATE, f"{said}, late: it was due {due}"
    return ClockState.MET, f"{said}, in time"


def _due_at(deadline: Deadline) -> datetime:
    assert deadline.due_at is not None
    return deadline.due_at


def _after(one: date | datetime, other: date | datetime) -> bool:
    """Whether one moment is after another: by the instant where both have one, otherwise by the day."""
    if isinstance(one, datetime) and isinstance(other, datetime):
        return one > other
    return day_of(one) > day_of(other)


def _hours(start: datetime, end: datetime) -> str:
    """How long between two instants: whole hours, minutes where it is less than one."""
    seconds = int((end - start).total_seconds())
    whole = seconds // _SECONDS_IN_AN_HOUR
    return counted(whole, "hour") if whole else counted(seconds // 60, "minute")


# --- The day of a conference ---------------------------------------------------------------------------------------
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
