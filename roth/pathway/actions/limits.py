"""Saying that what a limit asks for was done, and why a deadline was missed. The deadline itself never moves."""

from datetime import UTC, date, datetime, time

from django.db import transaction
from django.utils import timezone

from roth.accounts.models import User
from roth.audit.kinds import Kind
from roth.domain import closed
from roth.domain.access import Permission
from roth.domain.calendar import london_instant
from roth.domain.closed import Kept
from roth.domain.errors import NotPossible
from roth.domain.timescales import BY_HAND
from roth.pathway import checks, clocks, steps, writing
from roth.pathway.models import Clock
from roth.people.access import require
from roth.people.models import YoungPerson


@transaction.atomic
def finish_clock(
    *, by: User, young_person: YoungPerson, clock: Clock, done_on: date, done_at: time | None = None
) -> Clock:
    """Say that what a limit asks for was done, where no record shows it by itself. Hours need the time."""
    require(by, young_person, Permission.CLOCK_DONE)
    closed.refuse(Kept.EPISODE, finished=clock.episode.closed_on is not None)
    held = Clock.objects.select_for_update(of=("self",)).get(pk=clock.pk)
    rule = clocks.rule_of(held)
    if held.rule not in BY_HAND:
        raise NotPossible(f"“{rule.title}” is done by recording it: its clock stops by itself then.")
    if held.done_on is not None or held.not_needed_because:
        raise NotPossible("This clock has stopped already. Look again.")
    steps.refuse_future(done_on, "done_on")
    if done_on < held.started_on and not rule.backward:
        sentence = "This is before the day that started the clock. Check the date."
        raise NotPossible(sentence, (("done_on", sentence),))
    if rule.counts_hours and done_at is None:
        raise NotPossible("This limit runs in hours. Enter the time too.", (("done_at", "Enter the time, like 14:30"),))
    at = london_instant(datetime.combine(done_on, done_at)) if rule.counts_hours and done_at else done_on
    if isinstance(at, datetime) and at.astimezone(UTC) > timezone.now():
        raise NotPossible("This time has not come yet. Check it.", (("done_at", "This time has not come yet"),))
    clocks.done(held, at)
    after = {"rule": held.rule, "done_on": held.done_on, "done_at": held.done_at}
    writing.audit(Kind.CLOCK_DONE, by, held.episode, f"clock:{held.pk}", after=after)
    return held


@transaction.atomic
def explain_clock(
    *, by: User, young_person: YoungPerson, clock: Clock, lateness_reason: str, lateness_words: str
) -> Clock:
    """Say why a deadline was missed. The deadline itself never moves."""
    require(by, young_person, Permission.RECORD_EDIT)
    checks.late(clock, timezone.localdate())
    after = {"lateness_reason": lateness_reason, "lateness_words": lateness_words}
    before = {name: getattr(clock, name) for name in after}
    for name, value in after.items():
        setattr(clock, name, value)
    clock.save(update_fields=list(after))
    writing.audit(Kind.CLOCK_EXPLAINED, by, clock.episode, f"clock:{clock.pk}", before=before, after=after)
    return clock
