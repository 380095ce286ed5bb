"""What an action records beside the steps, carried to the clocks of the episode by the table in `domain.clock_events`.

An action says what happened and when; which clocks that starts and stops is never said there.
"""

from datetime import date
from typing import Final

from django.db.models import QuerySet
from django.utils import timezone

from roth.accounts.models import User
from roth.domain import codes
from roth.domain.clock_events import BOOKED, EFFECTS, HELD_WITHOUT, NEAR_THE_REVIEW, NOT_WHEN_EARLY, Event
from roth.domain.timescales import TIMESCALES, Anchor
from roth.domain.timescales.counting import day_of
from roth.pathway.clocks.running import Moment, at_step, done, drop, drop_from, move_to, running, start, start_from
from roth.pathway.models import Clock, Episode

_OF_AGE: Final = [rule.code for rule in TIMESCALES if rule.anchor is Anchor.BIRTH]
_BACKWARD: Final = frozenset(rule.code for rule in TIMESCALES if rule.backward)


def happened(episode: Episode, what: Event, at: Moment, *, since: Moment | None = None) -> None:
    """Start, stop, roll on and drop the clocks that this event has in the table.

    `since` is the day that the clocks hang on, where that is not the day of the event: the day of the conference for a
    letter. Only clocks of that day stop then. Without it, every one that had started by the event.
    """
    effect = EFFECTS[what]
    for rule in effect.stops:
        for clock in _reached(episode, rule, at, since):
            done(clock, at)
    for rule in (*effect.rolls, *effect.again):
        _roll(episode, rule, at, only_where_one_runs=rule in effect.again)
    for rule in effect.drops:
        drop(episode, rule, effect.because)
    for rule in (*effect.starts, *effect.once, *effect.met):
        if rule in effect.once and episode.clocks.filter(rule=rule).exists():
            continue
        begun = start(episode, rule, since or at)
        if rule in effect.met and begun is not None and begun.done_on is None:
            done(begun, at)


def booked(episode: Episode, kind: str, day: date, *, early: bool = False, moved_by: User | None = None) -> None:
    """A meeting has a day: what counts back from it starts, or moves with it where somebody moved the meeting.

    `early`: a review that comes before its limit asks for it.
    """
    anchor, without = BOOKED.get(kind), NOT_WHEN_EARLY if early else frozenset()
    if anchor is not None and moved_by is not None:
        move_to(episode, anchor, day, "The conference has another day.", moved_by, without=without)
    elif anchor is not None:
        start_from(episode, anchor, day, without=without)


def over(episode: Episode, kind: str, because: str = HELD_WITHOUT) -> None:
    """A meeting was held or called off: what should have been done before it no longer can be."""
    if kind in BOOKED:
        drop_from(episode, BOOKED[kind], because)


def exploitation_feared(episode: Episode) -> None:
    """Where the referral names exploitation it is assessed once somebody is allocated (T05), and looked at again (T26).

    Asked whenever either may have changed: at the referral, when it is corrected, and when a worker is allocated.
    """
    referral = getattr(episode, "referral", None)
    if referral is None or not referral.harms.filter(harm_type__in=codes.EXPLOITATION).exists():
        return
    happened(episode, Event.EXPLOITATION_FEARED, episode.opened_on)
    worker = episode.young_person.allocations.order_by("-starts_on", "-pk").first()
    if worker is not None:
        happened(episode, Event.WORKER_ON_EXPLOITATION, max(worker.starts_on, episode.opened_on))


def born_on_another_day(episode: Episode, by: User | None) -> None:
    """The date of birth was put right: what is planned by an age is due by another day (T37)."""
    born_on = episode.young_person.born_on
    if born_on is None:
        return
    move_to(episode, Anchor.BIRTH, born_on, "The date of birth was put right.", by)
    for rule in _OF_AGE:
        if not episode.clocks.filter(rule=rule).exists():
            at_step(episode, rule, episode.opened_on)


def last_core_group(episode: Episode, met_on: date | None) -> None:
    """Was the newest core group the last one before the review? Where none was, and its last day is over, none can be.

    Asked when a core group meets, and when a review is booked: the last one may have been before that.
    """
    for clock in running(episode, *EFFECTS[Event.LAST_CORE_GROUP].stops):
        if met_on is not None and clock.due_on - met_on <= NEAR_THE_REVIEW:
            happened(episode, Event.LAST_CORE_GROUP, met_on)
        elif clock.limit_on < timezone.localdate():
            happened(episode, Event.NO_LAST_CORE_GROUP, clock.limit_on)


def _reached(episode: Episode, rule: str, at: Moment, since: Moment | None) -> QuerySet[Clock]:
    """Those that run and that this may stop: of the day given, or begun by now."""
    found = running(episode, rule)
    if since is not None:
        return found.filter(started_on=day_of(since))
    return found if rule in _BACKWARD else found.filter(started_on__lte=day_of(at))


def _roll(episode: Episode, rule: str, at: Moment, *, only_where_one_runs: bool) -> None:
    """What had started before that day is done, and the next is counted from it. An older event changes nothing."""
    runs = running(episode, rule)
    if runs.filter(started_on__gte=day_of(at)).exists() or (only_where_one_runs and not runs.exists()):
        return
    for clock in runs:
        done(clock, at)
    start(episode, rule, at)
