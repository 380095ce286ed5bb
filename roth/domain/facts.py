"""What the rules on a plan may know: small frozen records, built by selectors from the database and by tests by hand.

Keys are opaque and unique across kinds within one plan ("dynamic-12", "action-3"), since answers and decisions are
kept by key. No name of a young person belongs here. Nothing here decides anything; `coverage` does.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from roth.domain.actions import LIVE


@dataclass(frozen=True, slots=True)
class ContextFacts:
    """A place, group or online space. `weight` is the agreed weight, 0 to 100; None until one is agreed."""

    key: str
    name: str
    kind: str
    weight: int | None


@dataclass(frozen=True, slots=True)
class DynamicFacts:
    """A way that harm works in a context."""

    key: str
    context_key: str
    text: str


@dataclass(frozen=True, slots=True)
class NeedFacts:
    """Something the young person needs. Priority 1 comes first."""

    key: str
    text: str
    domain: str
    priority: int


@dataclass(frozen=True, slots=True)
class ChallengeFacts:
    """A service or structure that adds to the harm or blocks safety. `owner` is whoever can change it, or empty."""

    key: str
    text: str
    owner: str


@dataclass(frozen=True, slots=True)
class GoalFacts:
    """What the plan sets out to bring about, and at which level."""

    key: str
    statement: str
    level: str


@dataclass(frozen=True, slots=True)
class MeasureFacts:
    """How we would know that a goal is reached."""

    key: str
    goal_key: str
    text: str
    kind: str
    has_baseline: bool


@dataclass(frozen=True, slots=True)
class ActionFacts:
    """One action: what it would change, what it answers, who owns it. `ends_on` is any date or None; only its
    presence matters here. `owner_reach` holds the contexts in which the owner can change something."""

    key: str
    text: str
    goal_key: str | None
    target: str
    approach: str
    context_key: str | None
    dynamic_keys: frozenset[str]
    need_keys: frozenset[str]
    challenge_keys: frozenset[str]
    owner_name: str
    owner_type: str
    owner_agency_key: str | None
    owner_reach: frozenset[str]
    accepted: bool
    status: str
    restrictive: bool
    ends_on: object | None
    paired_support: bool
    ended: bool = False  # a restriction whose last day has passed
    moves: bool = False  # takes the young person away from where they are
    move_recorded: bool = False

    @property
    def live(self) -> bool:
        """Still part of the plan, and still holding."""
        return self.status in LIVE and not self.ended


@dataclass(frozen=True, slots=True)
class PauseFacts:
    """What was agreed before any action was written."""

    aim: str
    how_would_we_know: str
    complete: bool


@dataclass(frozen=True, slots=True)
class AttendanceFacts:
    """Whether an invited agency was in the room. A report alone is not presence."""

    agency_key: str
    agency_name: str
    present: bool


@dataclass(frozen=True, slots=True)
class NotToAct:
    """A recorded decision not to act on a dynamic, need or challenge. Without a reason it decides nothing."""

    subject_key: str
    reason: str


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """A plan and what its assessment found. `answers` holds what the chair said to a finding, by rule and subject."""

    reference: str
    pathway: str
    pause: PauseFacts | None = None
    contexts: tuple[ContextFacts, ...] = ()
    dynamics: tuple[DynamicFacts, ...] = ()
    needs: tuple[NeedFacts, ...] = ()
    challenges: tuple[ChallengeFacts, ...] = ()
    goals: tuple[GoalFacts, ...] = ()
    actions: tuple[ActionFacts, ...] = ()
    measures: tuple[MeasureFacts, ...] = ()
    attendance: tuple[AttendanceFacts, ...] = ()
    not_to_act: tuple[NotToAct, ...] = ()
    answers: Mapping[tuple[str, str], str] = field(default_factory=dict)
    actions_before_pause: frozenset[str] = frozenset()

    @property
    def live_actions(self) -> tuple[ActionFacts, ...]:
        """Actions that are still part of the plan, in the order of their keys so that no rule depends on another."""
        return tuple(sorted((each for each in self.actions if each.live), key=lambda each: each.key))

    @property
    def acted_on(self) -> frozenset[str]:
        """Keys of the dynamics, needs and challenges that some live action is linked to."""
        linked = (each.dynamic_keys | each.need_keys | each.challenge_keys for each in self.actions if each.live)
        return frozenset[str]().union(*linked)

    @property
    def decisions(self) -> dict[str, str]:
        """The reason for each decision not to act, by subject."""
        return {each.subject_key: each.reason.strip() for each in self.not_to_act if each.reason.strip()}
