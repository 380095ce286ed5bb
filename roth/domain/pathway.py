"""Stages of an episode and what may follow what: one table that the page, the guard and the diagram all read.

How a step is recorded belongs in the `pathway` and `meetings` rooms; when it is due belongs in `timescales`.
Ids and guards follow `pathway.md` 5.2: numbers in brackets there are CIN census rules, the rest is inferred.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from roth.domain.access import Permission
from roth.domain.errors import NotPossible
from roth.domain.labelled import Labelled


class Stage(Labelled):
    """Where an episode is."""

    REFERRAL = "referral", "Referral"
    ASSESSMENT = "assessment", "Assessment under section 17"
    STRATEGY = "strategy", "Strategy discussion"
    ENQUIRY = "enquiry", "Section 47 enquiry"
    PATHWAY_DECISION = "pathway_decision", "Pathway decision"
    CONFERENCE_BOOKED = "conference_booked", "Initial conference to be held"
    CONFERENCE_HELD = "conference_held", "Conference held, plan being written"
    PLAN = "plan", "Plan in force"
    CIN_PLAN = "cin_plan", "Child in need plan"
    FAMILY_HELP = "family_help", "Family help"
    CLOSED = "closed", "Closed"


# The line that every page of a young person shows, in order. Branches leave it; they are stages of their own.
LINE: Final = (
    Stage.REFERRAL,
    Stage.STRATEGY,
    Stage.ENQUIRY,
    Stage.PATHWAY_DECISION,
    Stage.CONFERENCE_BOOKED,
    Stage.CONFERENCE_HELD,
    Stage.PLAN,
)


@dataclass(frozen=True, slots=True)
class StepFacts:
    """What is known when somebody takes a step. None means that nobody has said yet."""

    stage: Stage
    on: date
    opened_on: date
    worker_allocated: bool = False
    agencies_taking_part: frozenset[str] = frozenset()
    quorum_exception: str = ""
    strategy_held_on: date | None = None
    other_enquiry_open: bool = False
    young_person_seen: bool = False
    not_seen_reason: str = ""
    wishes_recorded: bool = False
    enquiry_authorised: bool = False
    questions_answered: int = 0
    harm_outside_home: bool | None = None
    harm_at_home: bool | None = None
    assessment_authorised: bool = False
    weights_total_100: bool = False
    chair_is_independent: bool | None = None
    chair_reason: str = ""
    agencies_present: int = 0
    views_recorded: bool = False
    category: str = ""
    lead_worker_named: bool = False
    core_group_named: bool = False
    context_actions: int = 0
    contingency: bool = False
    review_on: date | None = None
    review_limit_on: date | None = None
    blocking_findings: int = 0
    unanswered_findings: int = 0


@dataclass(frozen=True, slots=True)
class Guard:
    """Something that must hold before a step. `where` names the page that puts it right."""

    code: str
    sentence: str
    where: str
    holds: Callable[[StepFacts], bool]


def _quorate_strategy(facts: StepFacts) -> bool:
    took_part = facts.agencies_taking_part
    health = took_part & {"health", "camhs"}
    return bool({"social_care", "police"} <= took_part and health) or bool(facts.quorum_exception.strip())


G: Final = {
    guard.code: guard
    for guard in (
        Guard(
            "not_before_referral",
            "This date is before the referral (1103, 2889, 1104). Check the date.",
            "form",
            lambda f: f.on >= f.opened_on,
        ),
        Guard("worker", "Say which social worker is allocated.", "allocate", lambda f: f.worker_allocated),
        Guard(
            "strategy_quorum",
            "Social care, police and health take part in a strategy discussion. Add who is missing, or say why it went"
            " ahead without them.",
            "form",
            _quorate_strategy,
        ),
        Guard(
            "one_enquiry",
            "A section 47 enquiry is open already (8839, 8890). Finish that one first.",
            "enquiry",
            lambda f: not f.other_enquiry_open,
        ),
        Guard(
            "seen",
            "Say when the young person was seen, or why that was not possible.",
            "enquiry",
            lambda f: f.young_person_seen or bool(f.not_seen_reason.strip()),
        ),
        Guard(
            "wishes",
            "Write what the young person wants and feels, in their own words where you can.",
            "enquiry",
            lambda f: f.wishes_recorded,
        ),
        Guard(
            "ten_questions",
            "Answer all ten questions of the pathway decision, each with its evidence.",
            "form",
            lambda f: f.questions_answered >= 10,
        ),
        Guard(
            "harm_outside",
            "A ROTH conference is for harm outside the home. Say where the harm comes from, or choose another pathway.",
            "form",
            lambda f: f.harm_outside_home is True,
        ),
        Guard(
            "harm_at_home",
            "A traditional conference is for harm that comes from care at home. Say where the harm comes from, or choose"
            " another pathway.",
            "form",
            lambda f: f.harm_at_home is True,
        ),
        Guard(
            "both_harms",
            "A blended conference is for harm at home and outside it. Say so for both, or choose another pathway.",
            "form",
            lambda f: f.harm_at_home is True and f.harm_outside_home is True,
        ),
        Guard(
            "assessment",
            "The assessment is written and authorised before the conference.",
            "assessment",
            lambda f: f.assessment_authorised,
        ),
        Guard(
            "weights",
            "The agreed weights of the contexts add to 100 (V01).",
            "weights",
            lambda f: f.weights_total_100,
        ),
        Guard(
            "independent_chair",
            "The chair works for children's social care and holds no responsibility for this young person or the team (V09)."
            " Choose another chair.",
            "conference",
            lambda f: f.chair_is_independent is True,
        ),
        Guard(
            "quorum",
            "Social care and at least two other agencies that know the young person are there, or the chair says why the"
            " conference went ahead.",
            "form",
            lambda f: f.agencies_present >= 2 or bool(f.quorum_exception.strip()),
        ),
        Guard("weekday", "A conference is not held at a weekend (8875).", "form", lambda f: f.on.weekday() < 5),
        Guard(
            "views",
            "Record each agency's view, or that it gave none.",
            "form",
            lambda f: f.views_recorded,
        ),
        Guard("category", "Choose the category that the plan is made under.", "form", lambda f: bool(f.category)),
        Guard("lead_worker", "Name the lead social worker.", "plan", lambda f: f.lead_worker_named),
        Guard("core_group", "Name who is in the core group.", "plan", lambda f: f.core_group_named),
        Guard(
            "context_action",
            "The plan has at least one action that changes a context.",
            "plan",
            lambda f: f.context_actions > 0,
        ),
        Guard(
            "contingency",
            "Write what happens if the plan does not hold: who does what.",
            "plan",
            lambda f: f.contingency,
        ),
        Guard(
            "review_in_time",
            "The first review is within three months of the conference.",
            "plan",
            lambda f: (
                f.review_on is not None and f.review_limit_on is not None and f.on < f.review_on <= f.review_limit_on
            ),
        ),
        Guard(
            "nothing_blocking",
            "Something in the plan has to be put right before it can be in force. It is listed under Unanswered.",
            "plan",
            lambda f: f.blocking_findings == 0,
        ),
        Guard(
            "answered",
            "The chair answers each thing that the plan leaves open, or the plan changes. They are listed under Unanswered.",
            "plan",
            lambda f: f.unanswered_findings == 0,
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Transition:
    """One arrow: who may take it, what must hold, which clocks start and stop. `to` equal to `source` is a loop."""

    code: str
    source: tuple[Stage, ...]
    to: Stage
    title: str
    permission: Permission
    guards: tuple[str, ...]
    starts: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()


S, P = Stage, Permission
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
            ("not_before_referral",),
            stops=("T01",),
        ),
        Transition(
            "C04",
            (S.REFERRAL,),
            S.FAMILY_HELP,
            "Family help",
            P.TRIAGE_DECIDE,
            ("not_before_referral",),
            stops=("T01",),
        ),
        Transition(
            "C05",
            (S.REFERRAL,),
            S.ASSESSMENT,
            "Assessment under section 17",
            P.TRIAGE_DECIDE,
            ("not_before_referral", "worker"),
            starts=("T03",),
            stops=("T01",),
        ),
        Transition(
            "C06",
            (S.REFERRAL, S.ASSESSMENT, S.CIN_PLAN),
            S.STRATEGY,
            "Strategy discussion",
            P.TRIAGE_DECIDE,
            ("not_before_referral", "worker"),
            stops=("T01",),
        ),
        Transition(
            "C07",
            (S.STRATEGY,),
            S.ENQUIRY,
            "Start a section 47 enquiry",
            P.STRATEGY_RECORD,
            ("not_before_referral", "strategy_quorum", "one_enquiry"),
            starts=("T11",),
        ),
        Transition(
            "C08",
            (S.STRATEGY,),
            S.ASSESSMENT,
            "Assess without a section 47 enquiry",
            P.STRATEGY_RECORD,
            ("not_before_referral", "strategy_quorum"),
            starts=("T03",),
        ),
        Transition(
            "C10",
            (S.ENQUIRY,),
            S.ASSESSMENT,
            "Harm not substantiated",
            P.ENQUIRY_AUTHORISE,
            ("not_before_referral", "seen", "wishes"),
            stops=("T11",),
        ),
        Transition(
            "C11",
            (S.ENQUIRY,),
            S.PATHWAY_DECISION,
            "Harm substantiated: choose the pathway",
            P.ENQUIRY_AUTHORISE,
            ("not_before_referral", "seen", "wishes"),
        ),
        Transition(
            "C12",
            (S.PATHWAY_DECISION,),
            S.CONFERENCE_BOOKED,
            "ROTH conference",
            P.PATHWAY_DECIDE,
            ("not_before_referral", "ten_questions", "harm_outside"),
        ),
        Transition(
            "C13",
            (S.PATHWAY_DECISION,),
            S.CONFERENCE_BOOKED,
            "Traditional conference",
            P.PATHWAY_DECIDE,
            ("not_before_referral", "ten_questions", "harm_at_home"),
        ),
        Transition(
            "C14",
            (S.PATHWAY_DECISION,),
            S.CONFERENCE_BOOKED,
            "Blended conference",
            P.PATHWAY_DECIDE,
            ("not_before_referral", "ten_questions", "both_harms"),
        ),
        Transition(
            "C15",
            (S.PATHWAY_DECISION,),
            S.CIN_PLAN,
            "Child in need plan, no conference",
            P.PATHWAY_DECIDE,
            ("not_before_referral", "ten_questions"),
            stops=("T11",),
        ),
        Transition(
            "C17",
            (S.CONFERENCE_BOOKED,),
            S.CONFERENCE_HELD,
            "Hold the conference and make a plan",
            P.MEETING_DECIDE,
            (
                "not_before_referral",
                "weekday",
                "assessment",
                "weights",
                "independent_chair",
                "quorum",
                "views",
                "category",
            ),
            starts=("T19", "T23"),
            stops=("T11",),
        ),
        Transition(
            "C19",
            (S.CONFERENCE_BOOKED,),
            S.CIN_PLAN,
            "Hold the conference: no plan is needed",
            P.MEETING_DECIDE,
            ("not_before_referral", "weekday", "independent_chair", "quorum", "views"),
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
    "family_help_roth": "C15",
}

# The ten questions of the pathway decision (`pathway.md` 5.3, inferred there from published local practice).
QUESTIONS: Final = (
    (
        1,
        "Is there reasonable cause to believe that the young person is suffering, or is likely to suffer, significant harm?",
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
