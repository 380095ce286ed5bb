"""What goes on beside the pathway: overlays begin and end and ask for things; return interviews; visits."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from roth.accounts.models import User
from roth.audit.actions import record
from roth.audit.kinds import Kind as Audited
from roth.domain.access import Permission
from roth.domain.calendar import local_date
from roth.domain.clock_events import Event
from roth.domain.errors import NotPossible
from roth.domain.overlays import OVERLAYS, RECORDED, Kind
from roth.domain.stages import IN_FORCE, Stage
from roth.pathway import checks, clocks, selectors, writing
from roth.pathway.models import Episode, MissingEpisode, Overlay, Visit
from roth.people.access import require
from roth.people.models import YoungPerson
from roth.work import tasks

_AFTER_THE_CONFERENCE = frozenset({Stage.CONFERENCE_HELD, *IN_FORCE, Stage.PLAN_ENDED})


@transaction.atomic
def begin_overlay(
    *, by: User, young_person: YoungPerson, kind: str, started_at: datetime, words: str, source: str,
    reported_by: str = "", risk: str = "not_graded", until: date | None = None,
) -> Overlay:  # fmt: skip
    """Say that something goes on, from when, and how that is known. What it asks for stands in My work from now."""
    require(by, young_person, Permission.OVERLAY_RECORD)
    if kind not in RECORDED:
        raise NotPossible("Choose what is going on from the list.")
    _not_to_come(started_at, "started_at")
    if young_person.overlays.filter(kind=kind, ended_at=None).exists():
        text = f"“{RECORDED[kind]}” is recorded already and goes on. Say there what has changed."
        raise NotPossible(text, (("kind", text),))
    until = _end_of_order(kind, until, started_at)
    overlay = Overlay.objects.create(
        young_person=young_person,
        kind=kind,
        started_at=started_at,
        words=words,
        source=source,
        until=until,
        recorded_by=by,
        recorded_at=timezone.now(),
    )
    if kind == Kind.MISSING:
        MissingEpisode.objects.create(overlay=overlay, reported_by=reported_by, risk=risk)
    episode = selectors.open_episode(young_person)
    if until is not None and episode is not None and Stage.of(episode.stage) not in _AFTER_THE_CONFERENCE:
        clocks.happened(episode, Event.ORDER_MADE, local_date(started_at), since=until)
    _ask(overlay, episode, at_end=False)
    said = {"kind": kind, "started_at": started_at, "words": words, "source": source, "until": until}
    _audit(Audited.OVERLAY_BEGUN, by, overlay, after=said)
    return overlay


@transaction.atomic
def end_overlay(
    *, by: User, young_person: YoungPerson, overlay: Overlay, ended_at: datetime, words: str, found_where: str = ""
) -> Overlay:
    """Say when it ended. What it asked for meanwhile is no longer needed; what follows it is asked for now (T28)."""
    require(by, young_person, Permission.OVERLAY_RECORD)
    overlay = Overlay.objects.select_for_update().get(pk=overlay.pk, young_person=young_person)
    overlay.young_person = young_person
    if overlay.ended_at is not None:
        raise NotPossible("This has ended already.")
    _not_to_come(ended_at, "ended_at")
    if ended_at < overlay.started_at:
        text = "This is before it began. Check the day and the time."
        raise NotPossible(text, (("ended_at", text),))
    overlay.ended_at, overlay.end_words, overlay.ended_by = ended_at, words, by
    overlay.save(update_fields=["ended_at", "end_words", "ended_by"])
    if overlay.kind == Kind.MISSING:
        MissingEpisode.objects.filter(overlay=overlay).update(found_where=found_where)
    tasks.not_needed(_key(overlay), because="It has ended.")
    episode = selectors.open_episode(young_person)
    if episode is not None and overlay.kind == Kind.MISSING:
        clocks.happened(episode, Event.CAME_BACK, ended_at)
    if episode is not None and overlay.until is not None and local_date(ended_at) < overlay.until:
        clocks.happened(episode, Event.ORDER_OVER, ended_at)
    _ask(overlay, episode, at_end=True)
    _audit(Audited.OVERLAY_ENDED, by, overlay, after={"ended_at": ended_at, "words": words})
    return overlay


@transaction.atomic
def record_return_interview(
    *, by: User, young_person: YoungPerson, missing: MissingEpisode, interview: str, **said: Any
) -> MissingEpisode:
    """F25: whether an interview was offered and took place, with whom, and what it says about places (T28)."""
    require(by, young_person, Permission.OVERLAY_RECORD)
    allowed = {"interview_at", "interviewer", "independent", "said", "themes", "follow_up", "why_not"}
    writing.known(said, frozenset(allowed))
    missing = MissingEpisode.objects.select_for_update().select_related("overlay").get(
        pk=missing.pk, overlay__young_person=young_person
    )  # fmt: skip
    overlay = missing.overlay
    if overlay.ended_at is None:
        raise NotPossible("Say first when the young person came back.")
    if missing.interview:
        raise NotPossible("The return interview is recorded already.")
    at = said.get("interview_at")
    if at is not None:
        _not_to_come(at, "interview_at")
    if at is not None and at < overlay.ended_at:
        text = "The interview comes after the return. Check the day and the time."
        raise NotPossible(text, (("interview_at", text),))
    if interview != "accepted" and not str(said.get("why_not", "")).strip():
        checks.refuse_missing([("why_not", "Write what they said, or why it was not offered.")])
    for name, value in {"interview": interview, **said, "recorded_by": by, "recorded_at": timezone.now()}.items():
        setattr(missing, name, value)
    missing.save()
    episode = selectors.open_episode(young_person)
    if episode is not None and interview != "not_offered":
        clocks.happened(episode, Event.RETURN_INTERVIEW, at or timezone.now(), since=overlay.ended_at)
    tasks.settled(_key(overlay), by=by)
    overlay.young_person = young_person
    _audit(Audited.RETURN_INTERVIEW, by, overlay, after={"interview": interview, **said})
    return missing


@transaction.atomic
def record_visit(
    *, by: User, young_person: YoungPerson, on: date, seen: bool, where: str, purpose: str, alone: bool | None = None,
    why_not: str = "", words: str = "",
) -> Visit:  # fmt: skip
    """F26: a visit, whether the young person was seen and seen alone, and what they said. Seen, it keeps T22."""
    require(by, young_person, Permission.OVERLAY_RECORD)
    episode = writing.open_episode(young_person)
    checks.visit(episode, on, seen, alone, why_not)
    said = {
        "on": on,
        "seen": seen,
        "alone": alone if seen else None,
        "why_not": why_not,
        "where": where,
        "purpose": purpose,
        "words": words,
    }
    visit = Visit.objects.create(episode=episode, recorded_by=by, recorded_at=timezone.now(), **said)
    if seen:
        clocks.happened(episode, Event.SEEN, on)
    writing.audit(Audited.VISIT_RECORDED, by, episode, f"visit:{visit.pk}", after=said)
    return visit


def _end_of_order(kind: str, until: date | None, started_at: datetime) -> date | None:
    """The day on which an order ends; nothing else that goes on has an end that is known beforehand."""
    if kind != Kind.PROTECTION_ORDER:
        return None
    if until is None or until < local_date(started_at):
        checks.refuse_missing([("until", "Enter the day on which the order ends, on or after the day it began.")])
    return until


def _ask(overlay: Overlay, episode: Episode | None, *, at_end: bool) -> None:
    """Put what it asks for in My work, by the day of the clock that runs for it where one does."""
    for asked in OVERLAYS[Kind(overlay.kind)].asked:
        if asked.at_end is not at_end:
            continue
        runs = clocks.running(episode, asked.rule) if asked.rule and episode is not None else None
        clock = runs.order_by("-started_on", "-pk").first() if runs is not None else None
        tasks.add(
            key=f"{_key(overlay)}:{asked.key}",
            what=asked.what,
            whose=asked.whose,
            young_person=overlay.young_person,
            because=f"{RECORDED[overlay.kind]}: recorded beside the pathway",
            rule=asked.rule,
            due_at=clock.due_at if clock else None,
            due_on=clock.due_on if clock else timezone.localdate(),
        )


def _key(overlay: Overlay) -> str:
    return f"overlay:{overlay.pk}"


def _not_to_come(at: datetime, field: str) -> None:
    if at > timezone.now():
        text = "This is still to come. Record it when it has happened."
        raise NotPossible(text, ((field, text),))


def _audit(kind: Audited, by: User, overlay: Overlay, **values: Any) -> None:
    person = overlay.young_person
    record(kind, by=by, site=person.site.code, record=person.ref, target=f"overlay:{overlay.pk}", **values)
