"""What the record needs next, who does it, and what that still needs. What may follow what is `domain.pathway`'s."""

from dataclasses import dataclass
from typing import Final

from roth.domain.access import GRANTS, Permission, Relation, decide
from roth.domain.pathway import IN_FORCE, Stage, StepFacts, missing
from roth.pathway.addresses import of, of_place
from roth.people.models import YoungPerson

P = Permission


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its words, its page, who may take it, and the arrow whose guards say what it needs."""

    words: str
    page: str
    permission: Permission
    arrow: str = ""


@dataclass(frozen=True, slots=True)
class Needed:
    """Something that the step still needs, and where it is put right; `href` is empty where the reader cannot."""

    sentence: str
    href: str


@dataclass(frozen=True, slots=True)
class NextStep:
    """The next step as the page shows it: a button for whoever may take it, a sentence for everybody else."""

    words: str
    href: str
    who: str
    needs: tuple[Needed, ...]


_FIRST: Final = Step("Record a referral", "pathway:refer", P.REFERRAL_RECORD)
_AGAIN: Final = Step("Record a new referral", "pathway:refer", P.REFERRAL_RECORD)
_AUTHORISE: Final = Step("Authorise the section 47 enquiry", "pathway:authorise_enquiry", P.ENQUIRY_AUTHORISE)
_STEPS: Final = {
    Stage.REFERRAL: Step("Decide what happens after the referral", "pathway:triage", P.TRIAGE_DECIDE, "C06"),
    Stage.ASSESSMENT: Step("Write the assessment", "assessments:assessment", P.ASSESSMENT_WRITE),
    Stage.STRATEGY: Step("Record the strategy discussion", "pathway:strategy", P.STRATEGY_RECORD, "C07"),
    Stage.ENQUIRY: Step("Write the section 47 enquiry", "pathway:enquiry", P.ENQUIRY_RECORD, "C11"),
    Stage.PATHWAY_DECISION: Step("Decide the pathway", "pathway:decide", P.PATHWAY_DECIDE, "C12"),
    Stage.CONFERENCE_BOOKED: Step("Get ready for the conference", "meetings:conference", P.MEETING_VIEW, "C17"),
    Stage.CONFERENCE_HELD: Step("Write the plan", "plans:plan", P.PLAN_WRITE),
    Stage.PLAN: Step("Open the plan", "plans:plan", P.PLAN_VIEW),
    **dict.fromkeys(sorted(IN_FORCE - {Stage.PLAN}), Step("Open the plan", "plans:plan", P.PLAN_VIEW)),
    **dict.fromkeys(
        (Stage.CONTACT, Stage.SIGNPOSTED, Stage.PLAN_ENDED),
        Step("See what can happen next", "pathway:steps", P.RECORD_VIEW),
    ),
    Stage.CIN_PLAN: Step("See what can happen next", "pathway:steps", P.RECORD_VIEW),
    Stage.FAMILY_HELP: Step("See what can happen next", "pathway:steps", P.RECORD_VIEW),
    Stage.CLOSED: _AGAIN,
}
# Guards that stand elsewhere on the record. What a step's own form asks is said there.
_ELSEWHERE: Final = {
    "referral": P.REFERRAL_RECORD,
    "allocate": P.RECORD_ALLOCATE,
    "enquiry": P.ENQUIRY_RECORD,
    "assessment": P.ASSESSMENT_WRITE,
    "weights": P.ASSESSMENT_WRITE,
}


def needs_facts(stage: str) -> bool:
    """Does saying what comes next take a look at what is recorded?"""
    return bool(stage) and bool(_STEPS[Stage.of(stage)].arrow)


def next_step(young_person: YoungPerson, stage: str, facts: StepFacts | None) -> NextStep:
    """What comes next for this reader of a record that came through the door."""
    step = _STEPS[Stage.of(stage)] if stage else _FIRST
    needs = _needs(young_person, step, facts) if facts and step.arrow else ()
    if step.arrow == "C11" and facts and not needs:
        step = _AUTHORISE
    allowed = _may(young_person, step.permission)
    href = of(step.page, young_person.ref) if allowed else ""
    return NextStep(step.words, href, "" if allowed else _who(step.permission), needs)


def _needs(young_person: YoungPerson, step: Step, facts: StepFacts) -> tuple[Needed, ...]:
    return tuple(
        Needed(
            guard.sentence,
            of_place(guard.where, young_person.ref) if _may(young_person, _ELSEWHERE[guard.where]) else "",
        )
        for guard in missing(step.arrow, facts)
        if guard.where in _ELSEWHERE
    )


def _may(young_person: YoungPerson, permission: Permission) -> bool:
    return decide(young_person.known_ties, permission).allowed  # type: ignore[attr-defined]  # set at the door


def _who(permission: Permission) -> str:
    """Who takes the step, for a reader who does not: "the manager of the team that holds the record"."""
    return " or the ".join(relation.label for relation in Relation if relation in GRANTS[permission])
