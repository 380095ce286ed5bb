"""The one way an episode changes stage. How its clocks start and stop is in `clocks`.

Who may take a step is checked, and what happened is audited, by the action that calls this. What may follow what is a
table in `domain.pathway`.
"""

from collections.abc import Container
from dataclasses import replace
from datetime import date
from typing import Any, Final

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from roth.accounts.models import User
from roth.domain import pathway
from roth.domain.endings import STATUS_AT
from roth.domain.errors import NotPossible
from roth.domain.pathway import Stage, StepFacts, Transition
from roth.domain.timescales import Anchor
from roth.pathway import clocks
from roth.pathway.models import Episode

# The steps at which a conference is held: the enquiry that led to it keeps the day (N00110).
CONFERENCES: Final = frozenset({"C17", "C19"})
EPISODE_CLOSED: Final = "the episode is closed"
THE_PLAN_ENDED: Final = "the plan has ended"
NO_CONFERENCE: Final = "no conference is needed"
REFERRAL_CORRECTED: Final = "The day on which the referral was received was put right."


@transaction.atomic
def take(
    *,
    episode: Episode,
    code: str,
    facts: StepFacts,
    by: User | None,
    on: date,
    reason: str = "",
    leaves: Container[str] = (),
) -> Episode:
    """Take one step, or raise NotPossible with everything that is missing. Clocks stop and start as the table says, but
    for those that the meeting `leaves` as they were (`domain.meetings`)."""
    refuse_future(on)
    known = replace(facts, on=on, stage=Stage.of(episode.stage), reason=reason or facts.reason)
    step = pathway.require(code, known)
    before = "" if step.opens else episode.stage
    values: dict[str, object] = {"stage": step.to.value}
    if step.to is Stage.CLOSED:
        values["closed_on"] = on
    if step.to in STATUS_AT:
        values["statutory_status"] = STATUS_AT[step.to]
    episode.save_over(None, values)
    _write_down(episode, code, before, on, by, reason)
    _keep_one_kind_of_plan(episode, on)
    if code in CONFERENCES:
        episode.enquiries.filter(conference_on__isnull=True, substantiated=True).update(conference_on=on)
    _turn_clocks(episode, step, on, leaves)
    return episode


def _turn_clocks(episode: Episode, step: Transition, on: date, leaves: Container[str]) -> None:
    for rule in step.stops:
        if rule not in leaves:
            clocks.stop(episode, rule, on)
    for rule in step.drops:
        clocks.drop(episode, rule, THE_PLAN_ENDED if step.to is Stage.PLAN_ENDED else NO_CONFERENCE)
    _end_what_is_over(episode, step.to, on)
    for rule in step.starts:
        if rule not in leaves:
            clocks.at_step(episode, rule, on)


def begin(episode: Episode, by: User | None, **known: Any) -> None:
    """Write down the first step of a new episode, and start its clock. `known` is what the referral's form says.

    After an earlier episode it is somebody's worry again first (C34): the two are linked, and its plans are counted.
    """
    on, before = episode.opened_on, episode.previous
    if before is not None:
        earlier = StepFacts(Stage.CLOSED, on, before.opened_on, previous_plans=_plans_of(episode))
        pathway.require("C34", earlier)
        _write_down(episode, "C34", Stage.CLOSED.value, on, by, "", to=Stage.CONTACT)
    pathway.require("C01", StepFacts(Stage.CONTACT, on, on, subject_named=True, **known))
    _write_down(episode, "C01", "" if before is None else Stage.CONTACT.value, on, by, "")
    for rule in pathway.TRANSITIONS["C01"].starts:
        clocks.at_step(episode, rule, on)


def move_referral(episode: Episode, received_on: date, by: User | None = None) -> None:
    """The referral was received on another day than was written: its clocks run from there, and keep the first day."""
    if received_on == episode.opened_on:
        return
    clocks.move_to(episode, Anchor.REFERRAL, received_on, REFERRAL_CORRECTED, by)
    episode.save_over(None, {"opened_on": received_on})
    episode.stage_changes.filter(transition="C01").update(on=received_on)


def refuse_future(on: date, field: str = "on") -> None:
    """A step is recorded when it has happened."""
    if on > timezone.localdate():
        sentence = "This date is in the future. A step is recorded when it has happened."
        raise NotPossible(sentence, ((field, sentence),))


def _plans_of(episode: Episode) -> int:
    """Child protection plans of this young person that were ever in force."""
    episodes = episode.young_person.episodes.filter(plans__starts_on__isnull=False, plans__statutory_status="cp_plan")
    return episodes.values("plans").distinct().count()


def _write_down(
    episode: Episode, code: str, before: str, on: date, by: User | None, reason: str, to: Stage | None = None
) -> None:
    episode.stage_changes.create(
        transition=code,
        from_stage=before,
        to_stage=to.value if to else episode.stage,
        on=on,
        at=timezone.now(),
        by=by,
        reason=reason,
    )


def _end_what_is_over(episode: Episode, stage: Stage, on: date) -> None:
    """A plan ends with its stage; a child in need plan ends where family help begins; closing ends every clock."""
    if stage is Stage.PLAN_ENDED:
        episode.plans.filter(status="in_force").update(status="ended", ends_on=on, version=F("version") + 1)
    if stage in (Stage.FAMILY_HELP, Stage.CLOSED):
        episode.cin_plans.filter(ends_on__isnull=True).update(ends_on=on)
    if stage is Stage.CLOSED:
        episode.clocks.filter(done_on__isnull=True, not_needed_because="").update(not_needed_because=EPISODE_CLOSED)


def _keep_one_kind_of_plan(episode: Episode, on: date) -> None:
    """A child in need plan starts with its stage, and ends on the day a child protection plan starts (4001, 4016)."""
    if episode.stage == Stage.CIN_PLAN and not episode.cin_plans.filter(ends_on__isnull=True).exists():
        episode.cin_plans.create(starts_on=on)
    if episode.stage == Stage.CONFERENCE_HELD:
        episode.cin_plans.filter(ends_on__isnull=True).update(ends_on=on)
