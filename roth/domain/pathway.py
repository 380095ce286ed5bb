"""Stages of an episode and what may follow what: one table that the page, the guard and the diagram all read.

How a step is recorded belongs in the `pathway` and `meetings` rooms; when it is due belongs in `timescales`; what is
known and what must hold belong in `stages` and `guards`, and are offered here too. Ids and guards follow `pathway.md`
5.2: numbers in brackets there are CIN census rules, the rest is inferred. C15F is ours: family help chosen at the gate.
"""

from dataclasses import dataclass
from typing import Final

from roth.domain.access import Permission
from roth.domain.errors import NotPossible
from roth.domain.guards import G, Guard
from roth.domain.stages import LINE, Stage, StepFacts, path

__all__ = [
    "BY_PATHWAY",
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


@dataclass(frozen=True, slots=True)
class Transition:
    """One arrow: who may take it, what must hold, which clocks it starts and stops.

    `to` equal to the source is a loop. `drops` are clocks that no longer apply: what they wait for will not happen.
    """

    code: str
    source: tuple[Stage, ...]
    to: Stage
    title: str
    permission: Permission
    guards: tuple[str, ...]
    starts: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    drops: tuple[str, ...] = ()


S, P = Stage, Permission
_DATES: Final = ("not_before_referral", "not_before_last_step")
_ENQUIRY_DONE: Final = (*_DATES, "seen", "wishes", "contexts_enquired", "analysis", "protection", "told")
TRANSITIONS: Final[dict[str, Transition]] = {
    transition.code: transition
    for transition in (
        Transition("C01", (), S.REFERRAL, "Record a referral", P.REFERRAL_RECORD, (), starts=("T01",)),
        Transition(
            "C03",
            (S.REFERRAL,),
            S.CLOSED,
            "No further action",
            P.TRIAGE_DECIDE,
            (*_DATES, "referral_written", "nothing_followed"),
            stops=("T01",),
        ),
        Transition(
            "C04",
            (S.REFERRAL,),
            S.FAMILY_HELP,
            "Family help",
            P.TRIAGE_DECIDE,
            (*_DATES, "referral_written", "family_agreed", "lead_practitioner"),
            stops=("T01",),
        ),
        Transition(
            "C05",
            (S.REFERRAL,),
            S.ASSESSMENT,
            "Assessment under section 17",
            P.TRIAGE_DECIDE,
            (*_DATES, "referral_written", "worker", "one_assessment"),
            starts=("T03",),
            stops=("T01",),
        ),
        Transition(
            "C06",
            (S.REFERRAL, S.ASSESSMENT, S.CIN_PLAN, S.FAMILY_HELP),
            S.STRATEGY,
            "Strategy discussion",
            P.TRIAGE_DECIDE,
            (*_DATES, "referral_written", "worker"),
            stops=("T01",),
        ),
        Transition(
            "C07",
            (S.STRATEGY,),
            S.ENQUIRY,
            "Start a section 47 enquiry",
            P.STRATEGY_RECORD,
            (*_DATES, "strategy_quorum", "one_enquiry"),
            starts=("T11",),
        ),
        Transition(
            "C08",
            (S.STRATEGY,),
            S.ASSESSMENT,
            "Assess without a section 47 enquiry",
            P.STRATEGY_RECORD,
            (*_DATES, "strategy_quorum"),
            starts=("T03",),
        ),
        Transition(
            "C09",
            (S.STRATEGY,),
            S.STRATEGY,
            "Meet again before deciding",
            P.STRATEGY_RECORD,
            _DATES,
        ),
        Transition(
            "C10",
            (S.ENQUIRY,),
            S.ASSESSMENT,
            "Harm not substantiated",
            P.ENQUIRY_AUTHORISE,
            _ENQUIRY_DONE,
            drops=("T11",),
        ),
        Transition(
            "C11",
            (S.ENQUIRY,),
            S.PATHWAY_DECISION,
            "Harm substantiated: choose the pathway",
            P.ENQUIRY_AUTHORISE,
            _ENQUIRY_DONE,
        ),
        Transition(
            "C12",
            (S.PATHWAY_DECISION,),
            S.CONFERENCE_BOOKED,
            "ROTH conference",
            P.PATHWAY_DECIDE,
            (*_DATES, "ten_questions", "harm_outside", "chair_consulted"),
        ),
        Transition(
            "C13",
            (S.PATHWAY_DECISION,),
            S.CONFERENCE_BOOKED,
            "Traditional conference",
            P.PATHWAY_DECIDE,
            (*_DATES, "ten_questions", "harm_at_home"),
        ),
        Transition(
            "C14",
            (S.PATHWAY_DECISION,),
            S.CONFERENCE_BOOKED,
            "Blended conference",
            P.PATHWAY_DECIDE,
            (*_DATES, "ten_questions", "both_harms", "chair_consulted"),
        ),
        Transition(
            "C15",
            (S.PATHWAY_DECISION,),
            S.CIN_PLAN,
            "Child in need plan, no conference",
            P.PATHWAY_DECIDE,
            (*_DATES, "ten_questions", "senior_sign_off"),
            drops=("T11",),
        ),
        Transition(
            "C15F",
            (S.PATHWAY_DECISION,),
            S.FAMILY_HELP,
            "Family help, no conference",
            P.PATHWAY_DECIDE,
            (*_DATES, "ten_questions", "senior_sign_off"),
            drops=("T11",),
        ),
        Transition(
            "C17",
            (S.CONFERENCE_BOOKED,),
            S.CONFERENCE_HELD,
            "Hold the conference and make a plan",
            P.MEETING_DECIDE,
            (*_DATES, "weekday", "assessment", "weights", "independent_chair", "quorum", "views", "category"),
            starts=("T19", "T23"),
            stops=("T11",),
        ),
        Transition(
            "C19",
            (S.CONFERENCE_BOOKED,),
            S.CIN_PLAN,
            "Hold the conference: no plan is needed",
            P.MEETING_DECIDE,
            (*_DATES, "weekday", "independent_chair", "quorum", "views"),
            stops=("T11",),
        ),
        Transition(
            "C18",
            (S.CONFERENCE_HELD,),
            S.PLAN,
            "Put the plan in force",
            P.PLAN_APPROVE,
            (
                "lead_worker",
                "core_group",
                "context_action",
                "contingency",
                "review_in_time",
                "nothing_blocking",
                "answered",
            ),
        ),
    )
}

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
    if facts.stage not in transition.source:
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
        for source in [stage.value for stage in transition.source] or ["[*]"]:
            lines.append(f"    {source} --> {transition.to.value}: {transition.code} {transition.title}")
    lines.append(f"    {Stage.CLOSED.value} --> [*]")
    return "\n".join(lines) + "\n"
