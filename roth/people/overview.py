"""What a young person's page says: the line, what is unanswered, who is around them, what comes next.

Gathers what other rooms know about one record that came through the door, in as few queries as that takes.
"""

from dataclasses import dataclass
from datetime import date

from roth.domain import codes, coverage
from roth.domain.findings import Finding
from roth.domain.pathway import IN_FORCE, Stage, StepFacts
from roth.pathway import selectors as pathway
from roth.pathway.models import Episode
from roth.pathway.selectors import StageOnLine
from roth.people import selectors
from roth.people.models import YoungPerson
from roth.people.next_step import NextStep, needs_facts, next_step
from roth.people.selectors import Around, Person
from roth.plans.models import Plan
from roth.quality.selectors import check

_WITH_PLAN = frozenset({Stage.CONFERENCE_HELD.value, *(stage.value for stage in IN_FORCE)})
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything on the page, ready to be said."""

    around: Around
    line: tuple[StageOnLine, ...]
    findings: tuple[Finding, ...]
    unanswered: int
    has_plan: bool
    next: NextStep

    @property
    def contexts(self) -> tuple[Person, ...]:
        """Contexts, with what each means in words."""
        return tuple(
            Person(each.name, codes.label(codes.LINK_MEANING, each.note), each.kind) for each in self.around.contexts
        )


def overview(young_person: YoungPerson, today: date) -> Overview:
    """The page of one young person: at most six queries beyond those of the door."""
    around = selectors.around(young_person)
    stage = around.head.stage
    plan = selectors.plan_of(young_person) if stage in _WITH_PLAN else None
    episode = _episode(young_person, stage, plan)
    open_findings = coverage.unanswered(check(plan)) if plan else ()
    return Overview(
        around=around,
        line=pathway.line(episode, today) if episode else (),
        findings=open_findings[:SHOWN],
        unanswered=len(open_findings),
        has_plan=plan is not None,
        next=next_step(young_person, stage, _facts(episode, today)),
    )


def _episode(young_person: YoungPerson, stage: str, plan: Plan | None) -> Episode | None:
    if plan is None:
        return pathway.current_episode(young_person) if stage else None
    plan.episode.young_person = young_person
    return plan.episode


def _facts(episode: Episode | None, today: date) -> StepFacts | None:
    wanted = episode is not None and needs_facts(episode.stage)
    return pathway.step_facts(episode, on=today) if wanted and episode else None
