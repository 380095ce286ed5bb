"""The one way an episode changes stage, and the one way its clocks start and stop.

Who may take a step is checked, and what happened is audited, by the action that calls this. What may follow what is a
table in `domain.pathway`.
"""

from dataclasses import replace
from datetime import date
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from roth.accounts.models import User
from roth.domain import pathway, timescales
from roth.domain.calendar import CountMode
from roth.domain.errors import NotPossible
from roth.domain.pathway import Stage, StepFacts
from roth.pathway.models import Clock, Episode

# These run from the receipt of the referral, whenever the step is taken that makes them matter.
FROM_THE_REFERRAL: Final = frozenset({"T01", "T03"})
# The steps at which a conference is held: the enquiry that led to it keeps the day (N00110).
CONFERENCES: Final = frozenset({"C17", "C19"})
NO_CONFERENCE: Final = "no conference is needed"


@transaction.atomic
def take(*, episode: Episode, code: str, facts: StepFacts, by: User | None, on: date, reason: str = "") -> Episode:
    """Take one step, or raise NotPossible with everything that is missing. Clocks stop and start as the table says."""
    refuse_future(on)
    known = replace(facts, on=on, stage=Stage.of(episode.stage), reason=reason or facts.reason)
    step = pathway.require(code, known)
    before = episode.stage
    values: dict[str, object] = {"stage": step.to.value}
    if step.to is Stage.CLOSED:
        values["closed_on"] = on
    episode.save_over(None, values)
    _write_down(episode, code, before, on, by, reason)
    _keep_one_kind_of_plan(episode, on)
    if code in CONFERENCES:
        episode.enquiries.filter(conference_on__isnull=True, substantiated=True).update(conference_on=on)
    for rule in step.stops:
        stop_clock(episode, rule, on)
    for rule in step.drops:
        drop_clock(episode, rule, NO_CONFERENCE)
    for rule in step.starts:
        start_clock(episode, rule, episode.opened_on if rule in FROM_THE_REFERRAL else on)
    return episode


def begin(episode: Episode, by: User | None) -> None:
    """Write down the first step of a new episode, and start its clock."""
    _write_down(episode, "C01", "", episode.opened_on, by, "")
    start_clock(episode, "T01", episode.opened_on)


def start_clock(episode: Episode, rule: str, started_on: date) -> Clock | None:
    """Start a limit on this day. The same limit from the same day is one clock, however often it is asked for.

    None where no form of the limit was in force on that day, as for an old record that was imported.
    """
    existing = episode.clocks.filter(rule=rule, started_on=started_on).first()
    if existing is not None:
        return existing
    try:
        deadline = timescales.deadline(rule, started_on, mode=CountMode(settings.COUNT_MODE))
    except NotPossible:
        return None
    return episode.clocks.create(
        rule=rule,
        started_on=started_on,
        due_on=deadline.due_on,
        limit_on=deadline.limit_on,
        original_due_on=deadline.due_on,
        count_mode=deadline.mode.value,
    )


def stop_clock(episode: Episode, rule: str, on: date) -> None:
    """What the limit asks for was done on this day."""
    _running(episode, rule).update(done_on=on)


def drop_clock(episode: Episode, rule: str, because: str) -> None:
    """What the limit waits for will not happen, and need not."""
    _running(episode, rule).update(not_needed_because=because)


def move_referral(episode: Episode, received_on: date) -> None:
    """The referral was received on another day than was written: its clocks run from there, and keep the first day."""
    if received_on == episode.opened_on:
        return
    for rule in sorted(FROM_THE_REFERRAL):
        for clock in _running(episode, rule):
            deadline = timescales.deadline(rule, received_on, mode=CountMode(clock.count_mode))
            clock.started_on, clock.due_on, clock.limit_on = received_on, deadline.due_on, deadline.limit_on
            clock.save(update_fields=["started_on", "due_on", "limit_on"])
    episode.save_over(None, {"opened_on": received_on})
    episode.stage_changes.filter(transition="C01").update(on=received_on)


def refuse_future(on: date, field: str = "on") -> None:
    """A step is recorded when it has happened."""
    if on > timezone.localdate():
        sentence = "This date is in the future. A step is recorded when it has happened."
        raise NotPossible(sentence, ((field, sentence),))


def _running(episode: Episode, rule: str) -> QuerySet[Clock]:
    return episode.clocks.filter(rule=rule, done_on__isnull=True, not_needed_because="")


def _write_down(episode: Episode, code: str, before: str, on: date, by: User | None, reason: str) -> None:
    episode.stage_changes.create(
        transition=code,
        from_stage=before,
        to_stage=episode.stage,
        on=on,
        at=timezone.now(),
        by=by,
        reason=reason,
    )


def _keep_one_kind_of_plan(episode: Episode, on: date) -> None:
    """A child in need plan starts with its stage, and ends on the day a child protection plan starts (4001, 4016)."""
    if episode.stage == Stage.CIN_PLAN and not episode.cin_plans.filter(ends_on__isnull=True).exists():
        episode.cin_plans.create(starts_on=on)
    if episode.stage == Stage.CONFERENCE_HELD:
        episode.cin_plans.filter(ends_on__isnull=True).update(ends_on=on)
