"""What people said of actions and measures since the plan began, as pages say it. No queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.urls import reverse

from roth.domain.actions import FINISHED, ActionStatus, ProgressState
from roth.domain.change import BETTER, SAFETIES, MoveDecision, MoveKind, Rating
from roth.domain.words import day_in_words
from roth.plans.models import Action, Relocation
from roth.plans.parts import Parts
from roth.ui.formats import lower_first

_TONES: Final = {"done": "done", "started": "done", "accepted": "done", "stuck": "late", "declined": "late"}
_STATES: Final = {each.value: each for each in ProgressState}
_STATUSES: Final = {each.value: each for each in ActionStatus}
RATINGS: Final = {each.value: each for each in Rating}


@dataclass(frozen=True)
class Told:
    """One thing that was said of an action."""

    when: str
    who: str
    state: str
    tone: str
    said: str
    effect: str
    unintended: str
    next_step: str


@dataclass(frozen=True)
class Read:
    """One reading of a measure."""

    when: str
    found: str
    compared: str
    better: bool
    how_we_know: str
    asked: str


@dataclass(frozen=True)
class OwnAction:
    """One of the reader's own actions, as a card."""

    key: int
    young_person: str
    will: str
    due: str
    late: bool
    status: str
    to_answer: bool
    finished: bool
    say: str
    plan: str


def progress_of(found: Parts, key: int, today: date) -> tuple[Told, ...]:
    """What was said of one action, the newest first."""
    said = sorted((each for each in found.progress if each.action_id == key), key=lambda each: (each.on, each.id))
    return tuple(
        Told(
            when=day_in_words(each.on, today),
            who=f"{each.by}, told by {each.heard_from}" if each.heard_from else each.by,
            state=_STATES[each.state].label,
            tone=_TONES[each.state],
            said=each.said,
            effect=each.effect,
            unintended=each.unintended,
            next_step=each.next_step,
        )
        for each in reversed(said)
    )


def readings_of(found: Parts, key: int, today: date) -> tuple[Read, ...]:
    """Each reading of one measure, the newest first."""
    taken = sorted((each for each in found.readings if each.measure_id == key), key=lambda each: (each.on, each.id))
    return tuple(
        Read(
            when=day_in_words(each.on, today),
            found=each.found,
            compared=RATINGS[each.compared].label,
            better=each.compared in BETTER,
            how_we_know=each.how_we_know,
            asked=f"{each.who_asked} asked {lower_first(each.who_was_asked).rstrip('.')}",
        )
        for each in reversed(taken)
    )


def own_actions(actions: Iterable[Action], today: date) -> tuple[OwnAction, ...]:
    """The reader's own actions: those that wait for a yes first, then by day, then what is finished."""
    cards = [_own(each, today) for each in actions]
    return tuple(sorted(cards, key=lambda each: (each.finished, not each.to_answer)))


def _own(action: Action, today: date) -> OwnAction:
    young_person = action.plan.episode.young_person
    finished = action.status in FINISHED
    late = action.due_on < today and not finished and action.status != ActionStatus.CHANGED
    status = _STATUSES[action.status]
    return OwnAction(
        key=action.pk,
        young_person=young_person.name,
        will=lower_first(action.text.strip()).rstrip("."),
        due=day_in_words(action.due_on, today),
        late=late,
        status="Waits for your yes or no" if status is ActionStatus.PROPOSED else status.label,
        to_answer=status is ActionStatus.PROPOSED,
        finished=finished,
        say=reverse("plans:progress", args=(young_person.ref, action.pk)),
        plan=reverse("plans:plan", args=(young_person.ref,)),
    )


@dataclass(frozen=True)
class MoveShown:
    """A proposed move as its page says it."""

    kind: str
    decision: str
    safeties: tuple[tuple[str, str, str], ...]
    review: str
    overdue: bool


def move(kept: Relocation, today: date) -> MoveShown:
    """The three safeties side by side, and when the move is looked at again."""
    return MoveShown(
        kind=MoveKind(kept.kind).label,
        decision=MoveDecision(kept.decision).label,
        safeties=tuple(
            (label, getattr(kept, f"{key}_before"), getattr(kept, f"{key}_after")) for key, label, _ in SAFETIES
        ),
        review=day_in_words(kept.review_on, today),
        overdue=kept.review_on < today and kept.decision not in (MoveDecision.REFUSED, MoveDecision.BACK),
    )


@dataclass(frozen=True)
class MoveLine:
    """A proposed move as the plan names it."""

    key: int
    words: str
    review: str


def moves(found: Parts, today: date) -> tuple[MoveLine, ...]:
    """Each proposed move of the plan."""
    return tuple(
        MoveLine(
            each.id,
            f"{MoveKind(each.kind).label}: {lower_first(MoveDecision(each.decision).label)}",
            f"looked at again {day_in_words(each.review_on, today)}",
        )
        for each in found.moves
    )
