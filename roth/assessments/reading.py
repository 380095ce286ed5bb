"""An assessment as it was read: small frozen records, so that pages and checks look at one reading and cannot differ.

Reading it from the database belongs in `selectors`.
"""

from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from typing import Any, Self

from roth.domain.assessment import AssessmentFacts


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a reading, made from plain JSON."""

    id: int

    @classmethod
    def made(cls, row: dict[str, Any]) -> Self:
        """The record that a row of JSON stands for."""
        return cls(**{each.name: row[each.name] for each in fields(cls)})


@dataclass(frozen=True, slots=True)
class Text(Row):
    """What stands in one section. `said_on` is an ISO date or None."""

    key: str
    text: str
    said_on: str | None


@dataclass(frozen=True, slots=True)
class Need(Row):
    """Something the young person needs."""

    text: str
    domain: str
    source: str
    priority: int
    met_by: str


@dataclass(frozen=True, slots=True)
class Strength(Row):
    """Something that keeps them safe or well."""

    text: str
    whose: str
    evidence: str
    use: str


@dataclass(frozen=True, slots=True)
class Context(Row):
    """A context as this assessment found it. `context_id` is the context's own key, `id` that of the finding."""

    context_id: int
    name: str
    kind: str
    young_person_does: str
    guardianship: str
    environment: str
    young_persons_account: str


@dataclass(frozen=True, slots=True)
class Dynamic(Row):
    """How harm works in one context."""

    context_id: int
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Challenge(Row):
    """A service or rule that adds risk."""

    service: str
    text: str
    evidence: str
    owner: str


@dataclass(frozen=True, slots=True)
class Weight(Row):
    """One context's weight in one view."""

    context_id: int
    view: str
    weight: int
    reason: str
    version: int


@dataclass(frozen=True, slots=True)
class Factor(Row):
    """A national factor code."""

    code: str


@dataclass(frozen=True)
class Reading:
    """Everything in one assessment."""

    texts: tuple[Text, ...] = ()
    needs: tuple[Need, ...] = ()
    strengths: tuple[Strength, ...] = ()
    contexts: tuple[Context, ...] = ()
    dynamics: tuple[Dynamic, ...] = ()
    challenges: tuple[Challenge, ...] = ()
    weights: tuple[Weight, ...] = ()
    factors: tuple[Factor, ...] = ()

    @cached_property
    def written(self) -> dict[str, Text]:
        """Sections that hold words, by key."""
        return {text.key: text for text in self.texts if text.text.strip()}

    def weights_of(self, view: str) -> dict[int, Weight]:
        """One view's weights by context, the heaviest first."""
        mine = (weight for weight in self.weights if weight.view == view)
        return {weight.context_id: weight for weight in sorted(mine, key=lambda each: (-each.weight, each.id))}

    def dynamics_in(self, context_id: int) -> tuple[Dynamic, ...]:
        """How harm works in one context."""
        return tuple(dynamic for dynamic in self.dynamics if dynamic.context_id == context_id)

    def facts(self, *, on: date, started_on: date) -> AssessmentFacts:
        """What the rules may know of this reading."""
        account = self.written.get("A1")
        return AssessmentFacts(
            on=on,
            started_on=started_on,
            written=frozenset(self.written),
            account_on=date.fromisoformat(account.said_on) if account and account.said_on else None,
            needs=len(self.needs),
            strengths=len(self.strengths),
            contexts={each.context_id: each.name for each in self.contexts},
            with_dynamic=frozenset(each.context_id for each in self.dynamics),
            agreed={context_id: weight.weight for context_id, weight in self.weights_of("agreed").items()},
        )
