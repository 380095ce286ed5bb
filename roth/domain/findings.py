"""What a rule is, what it may say, and how a finding is settled.

A rule is a function registered with `@rule`; its docstring is the wording people read. A rule informs and decides
nothing. The rules themselves belong in `coverage` and its neighbours.
"""

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from roth.domain.facts import PlanFacts
from roth.domain.labelled import Labelled


class Level(Labelled):
    """What is asked of people when a rule finds something. Listed from the firmest to the gentlest."""

    BLOCK = ("block", "Put right first", "The plan does not go on until this is put right.")
    MUST_ANSWER = ("must_answer", "The chair answers", "The plan goes on when the chair has answered.")
    WARN = ("warn", "Worth asking", "The plan may go on; an answer is kept.")
    HINT = ("hint", "A thought", "Nobody has to answer.")


class State(Labelled):
    """Where a finding stands. A rule that is met has no finding."""

    OPEN = ("open", "Not answered yet", "Nothing in the plan and nobody has answered this.")
    CANNOT_TELL = ("cannot_tell", "We cannot tell yet", "Something that the rule needs has not been recorded.")
    ANSWERED = ("answered", "Answered", "Someone gave a reason, which is kept.")


class Subject(StrEnum):
    """The kind of thing that a finding is about."""

    PLAN = "plan"
    CONTEXT = "context"
    DYNAMIC = "dynamic"
    NEED = "need"
    CHALLENGE = "challenge"
    ACTION = "action"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a site may set for itself. `individual_load` is a percentage."""

    individual_load: int = 50


STARTING_LIMITS: Final = Limits()


@dataclass(frozen=True, slots=True)
class Question:
    """What a rule asks, before anyone's answer is laid beside it.

    `answerable` False: words cannot settle this one, only a change to the plan or the missing fact can.
    """

    subject_kind: Subject
    subject_key: str
    sentence: str
    weight: int | None = None
    known: bool = True
    answerable: bool = True


Look = Callable[[PlanFacts, Limits], Iterable[Question]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that can explain itself: its wording, where it comes from and what would satisfy it."""

    code: str
    level: Level
    source: str
    satisfied_by: str
    wording: str
    look: Look


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule's question about one subject, with the answer that was given to it, if any."""

    rule: str
    level: Level
    subject_key: str
    subject_kind: Subject
    sentence: str
    satisfied_by: str
    source: str
    wording: str
    answer: str | None
    state: State
    weight: int | None
    answerable: bool

    @property
    def settled(self) -> bool:
        """Nobody needs to do anything more about it."""
        return self.state is State.ANSWERED


RULES: Final[dict[str, Rule]] = {}


def rule(code: str, *, source: str, level: Level, satisfied_by: str) -> Callable[[Look], Look]:
    """Register a function as a rule. Raises ValueError if the code is taken or there is no wording."""

    def register(look: Look) -> Look:
        wording = " ".join(inspect.cleandoc(look.__doc__ or "").split())
        if code in RULES or not wording:
            raise ValueError(f"Rule {code} needs a code of its own and a docstring.")
        RULES[code] = Rule(code, level, source, satisfied_by, wording, look)
        return look

    return register


def finding(rule: Rule, question: Question, answer: str | None) -> Finding:
    """Lay the answer beside the question. The answer is always kept; it settles only what words can settle."""
    waiting = State.OPEN if question.known else State.CANNOT_TELL
    return Finding(
        rule=rule.code,
        level=rule.level,
        subject_key=question.subject_key,
        subject_kind=question.subject_kind,
        sentence=question.sentence,
        satisfied_by=rule.satisfied_by,
        source=rule.source,
        wording=rule.wording,
        answer=answer or None,
        state=State.ANSWERED if answer and question.answerable else waiting,
        weight=question.weight,
        answerable=question.answerable,
    )
