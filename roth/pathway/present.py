"""The page of steps as it says them: what may come next and what it lacks, clocks with their rule.

No queries: views hand in what they read. How each step's own record reads is `records`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from roth.domain import codes
from roth.domain.access import GRANTS, Permission
from roth.domain.guards import Guard
from roth.domain.pathway import TRANSITIONS, Stage, StepFacts, Transition, leaving, missing
from roth.domain.statutory import STANDINGS
from roth.domain.words import listed
from roth.pathway import addresses
from roth.pathway.addresses import TURN_PAGES, TURN_TITLES
from roth.pathway.models import (
    Episode,
    StageChange,
)

Rows = list[tuple[str, str]]
# The page from which each step is taken, and what to do there.
_PAGES: Final = {
    **dict.fromkeys(("C03", "C04", "C05", "C06"), "pathway:triage"),
    **dict.fromkeys(("C07", "C08", "C08P", "C09"), "pathway:strategy"),
    **dict.fromkeys(("C10", "C10P", "C11"), "pathway:authorise_enquiry"),
    **dict.fromkeys(("C12", "C13", "C14", "C15", "C15F"), "pathway:decide"),
    **dict.fromkeys(("C17", "C19"), "meetings:conference"),
    "C18": "plans:plan",
    **{code: f"pathway:{page}" for code, page in TURN_PAGES.items()},
}
_TITLES: Final = {
    "pathway:triage": "Decide what happens after the referral",
    "pathway:call_strategy": "Call a strategy discussion",
    "pathway:strategy": "Record the strategy discussion",
    "pathway:enquiry": "Write the section 47 enquiry",
    "pathway:authorise_enquiry": "Authorise the section 47 enquiry",
    "pathway:decide": "Decide the pathway",
    **{f"pathway:{page}": title for page, title in TURN_TITLES.items()},
    "meetings:conference": "Prepare and hold the conference",
    "plans:plan": "Write the plan and put it in force",
}
# Where what was recorded of a step is read; a step that is not here left no record but its reason.
_RECORDS: Final = {
    "C01": "pathway:referral",
    **_PAGES,
    **dict.fromkeys(("C10", "C10P", "C11"), "pathway:enquiry"),
}
# Known only on the page where the step is taken; that page says what they still need.
_SAID_THERE: Final = frozenset({"form", "conference", "plan"})

MEANING_HEAD: Final = ("Pathway", "Status in law", "Conference, core group and review", "Census", "CP-IS", "Ends at")


@dataclass(frozen=True, slots=True)
class Lack:
    """Something a step still needs, and where it is put right."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class NextStep:
    """One page from which a step can be taken, where it leads, and what stands in the way."""

    title: str
    href: str
    leads_to: tuple[str, ...]
    lacks: tuple[Lack, ...]
    only: str  # who may, where the reader may not


@dataclass(frozen=True, slots=True)
class Step:
    """One step taken, for the history."""

    title: str
    when: date
    by: str
    text: str
    href: str = ""


def next_steps(episode: Episode, facts: StepFacts, may: Callable[[Permission], bool]) -> tuple[NextStep, ...]:
    """What can follow from here, one for each page, with what is missing before it can."""
    ref, stage = episode.young_person.ref, Stage.of(episode.stage)
    found: dict[str, list[Transition]] = {}
    for step in leaving(stage):
        page = (
            "pathway:call_strategy" if step.code == "C06" and stage is not Stage.REFERRAL else _PAGES.get(step.code, "")
        )
        if addresses.of(page, ref):
            found.setdefault(page, []).append(step)
    steps = tuple(_next_step(page, steps, ref, facts, may) for page, steps in found.items())
    if stage is Stage.ENQUIRY and may(Permission.ENQUIRY_RECORD):
        page = "pathway:enquiry"
        steps = (NextStep(_TITLES[page], addresses.of(page, ref), (), (), ""), *steps)
    return steps


def _next_step(
    page: str, steps: list[Transition], ref: str, facts: StepFacts, may: Callable[[Permission], bool]
) -> NextStep:
    needed: dict[Guard, list[str]] = {}
    for step in steps:
        for guard in missing(step.code, facts):
            if guard.where not in _SAID_THERE:
                needed.setdefault(guard, []).append(step.title)
    lacks = tuple(
        Lack(
            guard.sentence if len(titles) == len(steps) else f"{guard.sentence} This is for: {listed(titles)}.",
            addresses.of_place(guard.where, ref),
        )
        for guard, titles in needed.items()
    )
    permission = steps[0].permission
    who = "" if may(permission) else listed(sorted(relation.label for relation in GRANTS[permission]))
    return NextStep(_TITLES[page], addresses.of(page, ref), tuple(step.title for step in steps), lacks, who)


def history(changes: Iterable[StageChange], ref: str) -> list[Step]:
    """Every step taken, the newest first, each with where its record is read."""
    return [
        Step(
            title=TRANSITIONS[change.transition].title
            if change.transition in TRANSITIONS
            else Stage.of(change.to_stage).label,
            when=change.on,
            by=change.by.name if change.by else "imported",
            text=change.reason,
            href=_record_of(change, ref),
        )
        for change in reversed(list(changes))
    ]


def _record_of(change: StageChange, ref: str) -> str:
    called = change.transition == "C06" and change.from_stage != Stage.REFERRAL
    return addresses.of(_RECORDS[change.transition], ref) if change.transition in _RECORDS and not called else ""


def meanings() -> list[tuple[str, ...]]:
    """What each pathway means, one row each."""
    return [
        (
            text,
            codes.STATUTORY_STATUS[standing.status],
            standing.clocks_words,
            standing.census_words,
            standing.cp_is_words,
            standing.ends_by,
        )
        for key, text in codes.PATHWAY.items()
        for standing in (STANDINGS[codes.STATUS_OF_PATHWAY[key]],)
    ]
