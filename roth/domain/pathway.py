"""Stages of an episode and what may follow what: one table that the page, the guard and the diagram all read.

How a step is recorded belongs in the rooms; when it is due belongs in `timescales`. What is known, what must hold and
the table itself belong in `stages`, `guards` and `transitions`, and are offered here too.
"""

from typing import Final

from roth.domain.errors import NotPossible
from roth.domain.guards import G, Guard
from roth.domain.stages import IN_FORCE, LINE, Stage, StepFacts, path
from roth.domain.transitions import TRANSITIONS, Transition

__all__ = [
    "BY_PATHWAY",
    "IN_FORCE",
    "LINE",
    "QUESTIONS",
    "TRANSITIONS",
    "TRIAGE",
    "G",
    "Guard",
    "Stage",
    "StepFacts",
    "Transition",
    "as_mermaid",
    "leaving",
    "missing",
    "path",
    "require",
]


# Which arrow a triage decision or a pathway takes.
TRIAGE: Final = {"nfa": "C03", "family_help": "C04", "assessment": "C05", "strategy": "C06"}
BY_PATHWAY: Final = {
    "roth_cp": "C12",
    "roth_non_statutory": "C12",
    "traditional_cp": "C13",
    "blended_cp": "C14",
    "cin_roth": "C15",
    "family_help_roth": "C15F",
}

# The ten questions of the pathway decision (`pathway.md` 5.3, inferred there from published local practice).
QUESTIONS: Final = (
    (
        1,
        "Is there reasonable cause to believe that the young person is suffering, or is likely to suffer, significant"
        " harm?",
    ),
    (2, "Where is the harm? Name the contexts."),
    (3, "Who or what does the harm: an adult, a peer, a group, a network, an organisation?"),
    (4, "What do parents and carers do about it: do they protect, try and cannot, or add to it?"),
    (5, "Is there harm at home, for this young person or a brother or sister, that needs a conference too?"),
    (6, "How old is the young person, and does the pathway fit their age and legal status?"),
    (7, "Is the young person looked after, and if so does the care plan or this plan lead?"),
    (8, "Is the young person also said to have harmed others, and is that kept apart?"),
    (9, "Which organisations answer for the contexts, and must be there?"),
    (10, "What do the young person and the parents think of the pathway?"),
)


def missing(code: str, facts: StepFacts) -> tuple[Guard, ...]:
    """The guards of a transition that do not hold."""
    return tuple(G[name] for name in TRANSITIONS[code].guards if not G[name].holds(facts))


def require(code: str, facts: StepFacts) -> Transition:
    """The transition, if it can be taken now. Raises NotPossible with every missing thing, each with where to go."""
    transition = TRANSITIONS[code]
    if facts.stage not in transition.source and not (transition.opens and facts.stage is Stage.CONTACT):
        raise NotPossible(
            f"“{transition.title}” cannot follow “{facts.stage.label}”. The record has moved on: look again."
        )
    lacking = missing(code, facts)
    if lacking:
        sentence = lacking[0].sentence if len(lacking) == 1 else "Some things are needed first."
        raise NotPossible(sentence, tuple((guard.where, guard.sentence) for guard in lacking))
    return transition


def leaving(stage: Stage) -> tuple[Transition, ...]:
    """Every arrow that starts at a stage, in the table's order."""
    return tuple(transition for transition in TRANSITIONS.values() if stage in transition.source)


def as_mermaid() -> str:
    """The table as a Mermaid state diagram, for the documentation."""
    lines = ["stateDiagram-v2", *(f'    state "{stage.label}" as {stage.value}' for stage in Stage)]
    for transition in TRANSITIONS.values():
        for source in (*(["[*]"] if transition.opens else []), *(stage.value for stage in transition.source)):
            lines.append(f"    {source} --> {transition.to.value}: {transition.code} {transition.title}")
    lines += [f"    {stage.value} --> [*]" for stage in (Stage.SIGNPOSTED, Stage.CLOSED)]
    return "\n".join(lines) + "\n"
