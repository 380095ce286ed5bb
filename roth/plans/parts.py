"""A plan as it was read: everything that stands in it and beside it, as small frozen records.

The page, the rules and the forms look at one reading, so that they cannot differ. Reading belongs in `selectors`.
"""

from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Part:
    """One row of a reading. `made` builds it from plain JSON, in which dates are words and booleans may be 0 or 1."""

    id: int

    @classmethod
    def made(cls, row: dict[str, Any]) -> Self:
        """The record that a row of JSON stands for."""
        return cls(**{each.name: _value(each.type, row.get(each.name)) for each in fields(cls)})


def _value(kind: Any, given: Any) -> Any:
    if given is None:
        return None
    if kind in (date, date | None):
        return date.fromisoformat(given[:10])
    if kind is datetime:
        return datetime.fromisoformat(given)
    return bool(given) if kind in (bool, bool | None) else given


@dataclass(frozen=True, slots=True)
class Goal(Part):
    """What will be true when the plan has worked."""

    statement: str
    level: str
    whose: str
    context_id: int | None
    version: int
    dropped_on: date | None
    dropped_reason: str


@dataclass(frozen=True, slots=True)
class Action(Part):
    """Who will change what, by when."""

    goal_id: int
    text: str
    target: str
    approach: str
    context_id: int | None
    context_name: str | None
    context_kind: str | None
    owner_name: str
    owner_type: str
    owner_agency_id: int | None
    owner_agency: str | None
    accepted_on: date | None
    accepted_how: str
    due_on: date
    status: str
    status_reason: str
    origin: str
    young_persons_view: str
    moves_young_person: bool
    restriction_purpose: str
    restriction_consent: str
    restriction_ends_on: date | None
    paired_support_id: int | None
    entered_before_pause: bool
    version: int


@dataclass(frozen=True, slots=True)
class Measure(Part):
    """How we would know."""

    goal_id: int
    text: str
    kind: str
    method: str
    baseline: str
    baseline_on: date | None
    target: str
    version: int
    dropped_on: date | None
    dropped_reason: str


@dataclass(frozen=True, slots=True)
class Context(Part):
    """A context that the assessment names."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Weight(Part):
    """The agreed weight of a context."""

    context_id: int
    weight: int


@dataclass(frozen=True, slots=True)
class Dynamic(Part):
    """A way that harm works in a context."""

    context_id: int
    text: str


@dataclass(frozen=True, slots=True)
class Need(Part):
    """Something the young person needs."""

    text: str
    domain: str
    priority: int


@dataclass(frozen=True, slots=True)
class Challenge(Part):
    """A service or rule that adds to the harm."""

    service: str
    text: str
    owner: str


@dataclass(frozen=True, slots=True)
class Link(Part):
    """An action's tie to something that the assessment found; `id` is the action's."""

    to: int


@dataclass(frozen=True, slots=True)
class Invited(Part):
    """An agency that was asked to the conference."""

    agency_id: int
    agency: str
    attendance: str


@dataclass(frozen=True, slots=True)
class Reach(Part):
    """An agency that can change something in a context; `id` is the agency's."""

    context_id: int


@dataclass(frozen=True, slots=True)
class Decision(Part):
    """A decision not to act that still stands."""

    subject: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Answer(Part):
    """What somebody said to a finding. A blank answer ends the one before."""

    rule: str
    subject: str
    answer: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Member(Part):
    """Someone in the core group."""

    name: str
    role: str
    user_id: int | None


@dataclass(frozen=True, slots=True)
class Review(Part):
    """The day of a review conference."""

    on: date


@dataclass(frozen=True, slots=True)
class Voiced(Part):
    """Somebody's words that an action answers; `id` is the action's."""

    speaker: str
    words: str


@dataclass(frozen=True, slots=True)
class Met(Part):
    """A meeting of the core group."""

    held_on: date
    chaired_by: str
    who_came: str
    seen_on: date | None
    seen_alone: bool | None
    events: str
    young_persons_words: str
    parents_words: str
    what_was_said: str
    changes_to_plan: str
    escalations: str
    next_on: date | None


@dataclass(frozen=True, slots=True)
class CorePerson(Part):
    """Whether one member of the core group came."""

    core_group_id: int
    name: str
    role: str
    attendance: str
    report: str


@dataclass(frozen=True, slots=True)
class ContextProgress(Part):
    """What a core group said has changed in one context."""

    core_group_id: int
    context_id: int
    context: str
    rating: str
    words: str


@dataclass(frozen=True, slots=True)
class Progress(Part):
    """What was said of an action on a day."""

    action_id: int
    on: date
    state: str
    said: str
    effect: str
    unintended: str
    next_step: str
    by: str
    heard_from: str


@dataclass(frozen=True, slots=True)
class Reading(Part):
    """A measure, looked at again."""

    measure_id: int
    on: date
    found: str
    compared: str
    how_we_know: str
    who_asked: str
    who_was_asked: str
    by: str


@dataclass(frozen=True, slots=True)
class Contingency(Part):
    """If this, then who does what."""

    if_this: str
    who: str
    does_what: str


@dataclass(frozen=True, slots=True)
class Move(Part):
    """A proposed move of the young person."""

    action_id: int | None
    kind: str
    decision: str
    review_on: date


@dataclass(frozen=True, slots=True)
class Parts:
    """One reading of a plan."""

    goals: tuple[Goal, ...] = ()
    actions: tuple[Action, ...] = ()
    measures: tuple[Measure, ...] = ()
    contexts: tuple[Context, ...] = ()
    weights: tuple[Weight, ...] = ()
    dynamics: tuple[Dynamic, ...] = ()
    needs: tuple[Need, ...] = ()
    challenges: tuple[Challenge, ...] = ()
    action_dynamics: tuple[Link, ...] = ()
    action_needs: tuple[Link, ...] = ()
    action_challenges: tuple[Link, ...] = ()
    invited: tuple[Invited, ...] = ()
    reach: tuple[Reach, ...] = ()
    decisions: tuple[Decision, ...] = ()
    answers: tuple[Answer, ...] = ()
    members: tuple[Member, ...] = ()
    met: tuple[Met, ...] = ()
    voiced: tuple[Voiced, ...] = ()
    reviews: tuple[Review, ...] = ()
    core_people: tuple[CorePerson, ...] = ()
    context_progress: tuple[ContextProgress, ...] = ()
    progress: tuple[Progress, ...] = ()
    readings: tuple[Reading, ...] = ()
    contingencies: tuple[Contingency, ...] = ()
    moves: tuple[Move, ...] = ()

    @property
    def without_findings(self) -> "Parts":
        """The same, for those to whom the record is not open: nothing says in its words, or in those of the young
        person and parents, what an action answers."""
        nothing: dict[str, Any] = dict.fromkeys(("dynamics", "needs", "challenges"), ())
        return replace(self, voiced=(), **nothing | {f"action_{name}": () for name in nothing})

    @property
    def answers_that_stand(self) -> dict[tuple[str, str], Answer]:
        """The newest answer to each finding, unless a blank one ended it."""
        newest = {(each.rule, each.subject): each for each in sorted(self.answers, key=lambda each: each.id)}
        return {key: each for key, each in newest.items() if each.answer.strip()}

    @property
    def live_goals(self) -> tuple[Goal, ...]:
        """Goals that are still part of the plan."""
        return tuple(each for each in self.goals if each.dropped_on is None)

    @property
    def live_measures(self) -> tuple[Measure, ...]:
        """Measures that are still part of the plan."""
        return tuple(each for each in self.measures if each.dropped_on is None)
