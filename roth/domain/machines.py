"""What every small machine here shares: states, steps between them, and guards that say what to do.

A machine is a table. Pages ask it what is still needed, actions ask it before they save, and the reference is drawn
from it. Which machines there are belongs in the modules of their subjects; the pathway's own is `pathway`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from roth.domain.errors import NotPossible
from roth.domain.labelled import Labelled

F = TypeVar("F")


@dataclass(frozen=True, slots=True)
class Guard(Generic[F]):
    """Something that must hold before a step. `where` names the page or field that puts it right."""

    code: str
    sentence: str
    where: str
    holds: Callable[[F], bool]


@dataclass(frozen=True, slots=True)
class Step(Generic[F]):
    """One arrow: who may take it, what must hold, and the fact by which it shows that it was taken.

    A step without `shown_by` leads back: it has been taken when the fact that led away holds no longer.
    """

    code: str
    source: tuple[Labelled, ...]
    to: Labelled
    title: str
    who: str
    guards: tuple[str, ...] = ()
    shown_by: Callable[[F], bool] | None = None


@dataclass(frozen=True, slots=True)
class Machine(Generic[F]):
    """The table of one machine. `source` says what it rests on."""

    title: str
    states: type[Labelled]
    start: Labelled
    guards: Mapping[str, Guard[F]]
    steps: tuple[Step[F], ...]
    source: str

    def step(self, code: str) -> Step[F]:
        """The step of that code. Raises KeyError for none of ours."""
        return {step.code: step for step in self.steps}[code]

    def missing(self, code: str, facts: F) -> tuple[Guard[F], ...]:
        """The guards of a step that do not hold."""
        return tuple(self.guards[name] for name in self.step(code).guards if not self.guards[name].holds(facts))

    def require(self, code: str, state: Labelled, facts: F) -> Step[F]:
        """The step, if it can be taken from this state. Raises NotPossible with every missing thing and its place."""
        step = self.step(code)
        if state not in step.source:
            raise NotPossible(f"“{step.title}” cannot follow “{state.label}”. The record has moved on: look again.")
        lacking = self.missing(code, facts)
        if lacking:
            sentence = lacking[0].sentence if len(lacking) == 1 else "Some things are needed first."
            raise NotPossible(sentence, tuple((guard.where, guard.sentence) for guard in lacking))
        return step

    def leaving(self, state: Labelled) -> tuple[Step[F], ...]:
        """Every step that starts at a state, in the table's order."""
        return tuple(step for step in self.steps if state in step.source)

    def state_of(self, facts: F) -> Labelled:
        """Where the facts have led: from the start along each step that shows that it was taken."""
        state, passed = self.start, {self.start}
        while True:
            taken = (step for step in self.leaving(state) if step.shown_by and step.shown_by(facts))
            step = next((each for each in taken if each.to not in passed), None)
            if step is None:
                return state
            state = step.to
            passed.add(state)

    def as_mermaid(self) -> str:
        """The table as a Mermaid state diagram, for the documentation."""
        lines = ["stateDiagram-v2", *(f'    state "{state.label}" as {state.value}' for state in self.states)]
        lines.append(f"    [*] --> {self.start.value}")
        for step in self.steps:
            lines += [f"    {source.value} --> {step.to.value}: {step.code} {step.title}" for source in step.source]
        left = {source for step in self.steps for source in step.source}
        lines += [f"    {state.value} --> [*]" for state in self.states if state not in left]
        return "\n".join(lines) + "\n"
