"""Starting, stopping and moving the clocks of one episode. Every function runs in the transaction of its caller."""

from datetime import UTC, date, datetime
from typing import Final

from django.db.models import QuerySet
from django.utils import timezone

from roth.accounts.models import User
from roth.domain.calendar import CountMode, local_date
from roth.domain.errors import NotPossible
from roth.domain.statutory import standing_of
from roth.domain.timescales import TIMESCALES, Anchor, Deadline
from roth.pathway.models import Clock, ClockRecount, Episode
from roth.timetable.selectors import timetable

Moment = date | datetime
_RULES: Final = {rule.code: rule for rule in TIMESCALES}
_HANGING_ON: Final = {anchor: [rule for rule in _RULES.values() if rule.anchor is anchor] for anchor in Anchor}


# --- All that hang on one thing ------------------------------------------------------------------------------------
def start_from(episode: Episode, anchor: Anchor, at: Moment, *, without: frozenset[str] = frozenset()) -> list[Clock]:
    """Start every clock that hangs on this, but for those of `without` and those that not every such day starts."""
    hanging = [rule.code for rule in _HANGING_ON[anchor] if not rule.only_if and rule.code not in without]
    started = (start(episode, code, at) for code in hanging)
    return [clock for clock in started if clock is not None]


def move_to(
    episode: Episode,
    anchor: Anchor,
    at: Moment,
    because: str,
    by: User | None = None,
    *,
    without: frozenset[str] = frozenset(),
) -> list[Clock]:
    """What clocks hang on has another day now: those that run move with it, and keep the day first given and why.

    A limit that counts back to a day to come, and was never started, starts. What was done already stays done.
    """
    hanging = [rule.code for rule in _HANGING_ON[anchor]]
    known = set(episode.clocks.filter(rule__in=hanging).values_list("rule", flat=True))
    moved = [clock for rule in hanging if rule in known for clock in move(episode, rule, at, because, by)]
    known |= without
    missing = [rule for rule in _HANGING_ON[anchor] if rule.backward and not rule.only_if and rule.code not in known]
    started = (start(episode, rule.code, at) for rule in missing)
    return [*moved, *(clock for clock in started if clock is not None)]


def drop_from(episode: Episode, anchor: Anchor, because: str) -> None:
    """What clocks hang on will not happen."""
    for rule in _HANGING_ON[anchor]:
        drop(episode, rule.code, because)


# --- One limit -----------------------------------------------------------------------------------------------------
def at_step(episode: Episode, rule: str, on: date) -> Clock | None:
    """Start a limit that a step starts: from the day that the limit hangs on, which need not be that of the step.

    None where it has no such day, where no national record is kept of what the young person has (T33), and where an age
    had been reached before anybody was asked (T37): then nobody was late.
    """
    anchor = _RULES[rule].anchor
    start_on = _of_the_record(episode, anchor, on)
    standing = standing_of(episode.statutory_status)
    if start_on is None or (anchor is Anchor.PLAN_CHANGE and not (standing and standing.told_to_cp_is)):
        return None
    if anchor is Anchor.BIRTH:
        deadline = _deadline(episode, rule, start_on)
        if deadline is None or deadline.limit_on < on:
            return None
    return start(episode, rule, start_on)


def start(episode: Episode, rule: str, at: Moment) -> Clock | None:
    """Start a limit. The same limit from the same moment is one clock, however often it is asked for.

    None where no form of the limit was in force on that day, as for an old record that was imported.
    """
    existing = _same(episode, rule, at)
    if existing is not None:
        return existing
    deadline = _deadline(episode, rule, at)
    if deadline is None:
        return None
    clock = row(episode, deadline)
    clock.save()
    return clock


def stop(episode: Episode, rule: str, at: Moment) -> None:
    """What the limit asks for was done then."""
    for clock in running(episode, rule):
        done(clock, at)


def drop(episode: Episode, rule: str, because: str) -> None:
    """What the limit waits for will not happen, and need not."""
    running(episode, rule).update(not_needed_because=because)


def roll(episode: Episode, rule: str, at: Moment) -> Clock | None:
    """Done, and the next one is counted from here: a core group, a visit, a review."""
    stop(episode, rule, at)
    return start(episode, rule, at)


def move(episode: Episode, rule: str, at: Moment, because: str, by: User | None = None) -> list[Clock]:
    """Count what runs of one limit from another moment. The first day and every reason are kept."""
    moved = []
    for clock in running(episode, rule):
        deadline = _deadline(episode, rule, at, CountMode(clock.count_mode))
        if deadline is not None and (deadline.started_on, deadline.started_at) != (clock.started_on, clock.started_at):
            _recount(clock, deadline, because, by)
            moved.append(clock)
    return moved


def running(episode: Episode, rule: str) -> QuerySet[Clock]:
    """The clocks of one limit that still run."""
    return episode.clocks.filter(rule=rule, done_on__isnull=True, not_needed_because="")


def row(episode: Episode, deadline: Deadline) -> Clock:
    """A clock as it is kept, not yet saved: with the rule, the way of counting and the limit that were used."""
    return Clock(
        episode=episode,
        rule=deadline.code,
        started_on=deadline.started_on,
        started_at=deadline.started_at,
        due_on=deadline.due_on,
        due_at=deadline.due_at,
        limit_on=deadline.limit_on,
        original_due_on=deadline.due_on,
        count_mode=deadline.mode.value,
        limit_number=deadline.rule.limit.number,
        limit_unit=deadline.rule.limit.unit.value,
    )


def _recount(clock: Clock, deadline: Deadline, because: str, by: User | None) -> None:
    recount = ClockRecount(
        clock=clock,
        at=timezone.now(),
        by=by,
        because=because,
        started_on_before=clock.started_on,
        due_on_before=clock.due_on,
        limit_on_before=clock.limit_on,
        due_on_after=deadline.due_on,
        limit_on_after=deadline.limit_on,
    )
    clock.started_on, clock.started_at = deadline.started_on, deadline.started_at
    clock.due_on, clock.due_at, clock.limit_on = deadline.due_on, deadline.due_at, deadline.limit_on
    clock.save(update_fields=["started_on", "started_at", "due_on", "due_at", "limit_on"])
    recount.save()


def done(clock: Clock, at: Moment) -> None:
    """What this clock waits for was done then."""
    clock.done_on = local_date(at) if isinstance(at, datetime) else at
    clock.done_at = at.astimezone(UTC) if isinstance(at, datetime) and clock.started_at else None
    clock.save(update_fields=["done_on", "done_at"])


def _same(episode: Episode, rule: str, at: Moment) -> Clock | None:
    same = episode.clocks.filter(rule=rule)
    if not isinstance(at, datetime):
        return same.filter(started_on=at).first()
    return same.filter(started_at=at).first() or same.filter(started_at=None, started_on=local_date(at)).first()


def _deadline(episode: Episode, rule: str, at: Moment, mode: CountMode | None = None) -> Deadline | None:
    """By what holds at the site on that day. None where the limit was not in force then.

    Raises NotPossible where a limit in hours is given a day: that is a mistake of the caller.
    """
    here = timetable(episode.young_person.site_id, fresh=True)
    try:
        here.rule(rule, local_date(at) if isinstance(at, datetime) else at)
    except NotPossible:
        return None
    return here.deadline(rule, at, mode)


def _of_the_record(episode: Episode, anchor: Anchor, on: date) -> date | None:
    """The day of an anchor that the record itself holds; the day of the step for any other."""
    if anchor is Anchor.REFERRAL:
        return episode.opened_on
    if anchor is Anchor.BIRTH:
        return episode.young_person.born_on
    return on
