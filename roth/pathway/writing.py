"""Parts of the actions of this room: the episode held while it is written, the rows of a referral, the audit event.

Each action itself, with its permission and its check, is in `actions`; nothing here is called from anywhere else.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from roth.accounts.models import User
from roth.audit.actions import record
from roth.audit.kinds import Kind
from roth.contexts import actions as contexts
from roth.contexts.selectors import links_of
from roth.domain import closed, codes
from roth.domain.calendar import local_date, london_instant
from roth.domain.clock_events import Event
from roth.domain.errors import NotPossible
from roth.domain.pathway import TRANSITIONS, Stage, StepFacts
from roth.pathway import checks, clocks, selectors, steps
from roth.pathway.models import Episode, Referral, Section47Enquiry, StrategyDiscussion
from roth.people.access import require
from roth.people.models import YoungPerson

Rows = Iterable[Mapping[str, Any]]


def open_episode(young_person: YoungPerson) -> Episode:
    """The open episode, held until this is saved, so that two people cannot both take the next step."""
    episode = young_person.episodes.select_for_update(of=("self",)).filter(closed_on__isnull=True).first()
    if episode is None:
        raise NotPossible(f"{young_person.name} has no open episode. A new referral opens one.")
    episode.young_person = young_person
    return episode


def new_episode(
    young_person: YoungPerson, opened_on: date, *, stage: Stage = Stage.REFERRAL, previous: Episode | None = None
) -> Episode:
    try:
        with transaction.atomic():
            return young_person.episodes.create(stage=stage.value, opened_on=opened_on, previous=previous)
    except IntegrityError:  # somebody else opened one in between
        raise NotPossible(open_already(young_person)) from None


def open_already(young_person: YoungPerson) -> str:
    return f"{young_person.name} has an open episode already (8815). Add what is new to its referral."


def instant_of(day: date) -> datetime:
    """The moment of something that is written down with its day alone: now, where that is today.

    On an earlier day its last minute, so that a limit in hours is late only where it is late for certain.
    """
    end = london_instant(datetime.combine(day, time(23, 59)))
    return min(end, timezone.now())


def moved_on(episode: Episode) -> str:
    return f"The record is at “{Stage.of(episode.stage).label}”. It has moved on: look again."


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was just taken: the episode as it is now, and where it was."""

    episode: Episode
    code: str
    before: str


def take_step(by: User, young_person: YoungPerson, code: str, on: date, reason: str, **known: Any) -> Taken:
    """Take one step of the table on the open episode: its permission, its guards, its clocks. Audits nothing."""
    require(by, young_person, TRANSITIONS[code].permission)
    episode = open_episode(young_person)
    before = episode.stage
    facts = selectors.step_facts(episode, on=on, **known)
    steps.take(episode=episode, code=code, facts=facts, by=by, on=on, reason=reason)
    return Taken(episode, code, before)


def audit_step(kind: Kind, by: User, taken: Taken, target: str, said: Mapping[str, Any], reason: str = "") -> None:
    """The event of a step: what was said, and from which stage to which."""
    before, after = {"stage": taken.before}, {**said, "stage": taken.episode.stage}
    audit(kind, by, taken.episode, target, before=before, after=after, reason=reason)


def receive_on_another_day(episode: Episode, received_on: date) -> None:
    if received_on == episode.opened_on:
        return
    if episode.stage != Stage.REFERRAL:
        sentence = "When the referral was received cannot change now: clocks have run from it."
        checks.refuse_missing([("received_at", sentence)])
    earlier = episode.young_person.episodes.filter(closed_on__isnull=False).first()
    checks.received(received_on, earlier, died_on=episode.young_person.died_on)
    checks.received_before(received_on, selectors.first_days(episode, checks.BEGINS_AFTER_REFERRAL))
    steps.move_referral(episode, received_on)


def write_harms(referral: Referral, harms: list[dict[str, str]]) -> None:
    for row in harms:
        referral.harms.create(**row)


def link(by: User, young_person: YoungPerson, rows: Rows, referral: Referral) -> None:
    """Link each context, adding those that are named for the first time. One that is linked already gains the words."""
    known = {link.context_id: link for link in links_of(young_person)}
    for row in rows:
        context = row.get("context") or contexts.add_context(
            by=by, site=young_person.site, kind=row["kind"], name=row["name"]
        )
        link = known.get(context.pk)
        if link is not None:
            reason = "\n\n".join(dict.fromkeys([link.reason, row["reason"]]))
            contexts.change_link(by=by, link=link, meaning=row["meaning"], reason=reason)
            continue
        contexts.link_context(
            by=by,
            young_person=young_person,
            context=context,
            meaning=row["meaning"],
            reason=row["reason"],
            source=f"Referral: {codes.label(codes.REFERRAL_SOURCE, referral.source_code)}",
            on=local_date(referral.received_at),
        )


def write_discussion_rows(
    discussion: StrategyDiscussion, people: list[dict[str, Any]], actions: Rows
) -> list[dict[str, Any]]:
    """Who took part and what they were asked to do. Gives the actions back as they are kept in the trail."""
    asked = [dict(row) for row in actions]
    for row in people:
        discussion.participants.create(**row)
    for row in asked:
        discussion.actions.create(**row)
    return asked


def discussion_facts(episode: Episode, on: date, people: list[dict[str, Any]], fields: Mapping[str, Any]) -> StepFacts:
    """What the strategy discussion's own form says for its step."""
    took_part = frozenset(row["agency_kind"] for row in people if row["took_part"] == "attended")
    return selectors.step_facts(
        episode, on=on, agencies_taking_part=took_part, quorum_exception=fields.get("quorum_exception", "")
    )


def gate_facts(episode: Episode, on: date, answered: int, fields: Mapping[str, Any]) -> StepFacts:
    """What the pathway decision's own form says for its step."""
    return selectors.step_facts(
        episode,
        on=on,
        questions_answered=answered,
        harm_outside_home=fields["harm_outside_home"],
        harm_at_home=fields["harm_at_home"],
        chair_consulted=bool(fields.get("chair_consulted") and fields.get("chair_view")),
        senior_sign_off=bool(fields.get("senior_sign_off")),
    )


def start_enquiry(episode: Episode, discussion: StrategyDiscussion, on: date) -> None:
    """The enquiry starts on the day of the discussion that began it (T08)."""
    target = next(
        (clock.due_on for clock in selectors.clocks(episode) if (clock.rule, clock.started_on) == ("T11", on)), None
    )
    worker = selectors.allocated_worker(episode)
    episode.enquiries.create(
        strategy_discussion=discussion,
        started_on=on,
        conference_target_on=target,
        lead_worker=worker,
    )
    clocks.happened(episode, Event.ENQUIRY_BEGUN, on, since=on)


def open_enquiry(episode: Episode) -> Section47Enquiry:
    enquiry = selectors.current_enquiry(episode)
    if episode.stage != Stage.ENQUIRY or enquiry is None or enquiry.authorised_on is not None:
        closed.refuse(closed.Kept.ENQUIRY, finished=enquiry is not None and enquiry.authorised_on is not None)
        raise NotPossible(f"There is no open enquiry to write in. {moved_on(episode)}")
    return enquiry


def known(fields: Mapping[str, Any], allowed: frozenset[str]) -> None:
    unknown = set(fields) - allowed
    if unknown:
        raise TypeError(f"There is no field {', '.join(sorted(unknown))} here.")


def audit(kind: Kind, by: User, episode: Episode, target: str, **values: Any) -> None:
    young_person = episode.young_person
    record(kind, by=by, site=young_person.site.code, record=young_person.ref, target=target, **values)
