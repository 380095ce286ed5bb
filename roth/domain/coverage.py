"""Nothing found is lost: the rules that lay a plan beside what its assessment found, and the shares they rest on.

Every function takes facts and gives back words and whole numbers. The page and the command say the same because both
come here. There is no score for a person or a plan. Clocks, language and the six C's belong in their own modules.
"""

import re
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import asdict

from roth.domain.actions import (
    CONTEXTUAL,
    INDIVIDUAL,
    LIVE,
    NEEDS_A_CONTEXT,
    PROCESS,
    WELFARE,
    Acceptance,
    MeasureKind,
    acceptance,
)
from roth.domain.change import sounds_like_a_move
from roth.domain.facts import ContextFacts, PlanFacts
from roth.domain.findings import RULES, STARTING_LIMITS, Finding, Level, Limits, Question, State, Subject, finding, rule
from roth.domain.shares import Coverage as Coverage
from roth.domain.shares import Share as Share
from roth.domain.shares import coverage

PHASE_3 = "Durham University, ROTH pathways Phase 3 pilots"
OURS = "The rule itself is our reading and is not published."
NOT_A_CONTEXT = INDIVIDUAL | WELFARE | PROCESS
_FIRMNESS = {level: place for place, level in enumerate(Level)}


# --- The rules ------------------------------------------------------------------------------------------------------
@rule(
    "V02",
    source=f"{PHASE_3}: are the contexts that an assessment identifies addressed by the plan? {OURS}",
    level=Level.MUST_ANSWER,
    satisfied_by="An action linked to it that is still in the plan, or a decision not to act with its reason.",
)
def orphan_dynamics(plan: PlanFacts, limits: Limits) -> Iterator[Question]:
    """Each way that harm works in a context has an action linked to it, or a recorded decision not to act."""
    contexts = {each.key: each for each in plan.contexts}
    acted_on = plan.acted_on
    for dynamic in sorted(plan.dynamics, key=lambda each: each.key):
        if dynamic.key not in acted_on:
            context = contexts.get(dynamic.context_key)
            where = f" in {_in_sentence(context.name)}" if context else ""
            asked = f"{_quote(dynamic.text)}{where} has no action yet. Who could change it?"
            yield Question(Subject.DYNAMIC, dynamic.key, asked, context.weight if context else None)
    described = {each.context_key for each in plan.dynamics}
    for context in _in_order(plan.contexts):
        if context.key not in described:
            asked = (
                f"How does harm work in {_in_sentence(context.name)}? Nothing is recorded, so nothing can be planned."
            )
            yield Question(Subject.CONTEXT, context.key, asked, context.weight, known=False)
    if not plan.contexts and not plan.dynamics:
        asked = "Where does harm happen, and how does it work there? The assessment names no context yet."
        yield Question(Subject.PLAN, plan.reference, asked, known=False)


@rule(
    "V03",
    source=f"Contextual Safeguarding, context weighting: act first where most weight lies. {OURS}",
    level=Level.MUST_ANSWER,
    satisfied_by="An action in that context whose target is contextual and that is still in the plan.",
)
def weightiest_context(plan: PlanFacts, limits: Limits) -> Iterator[Question]:
    """The context that carries the most weight has at least one action that changes the context itself."""
    weighed = [each.weight for each in plan.contexts if each.weight is not None]
    unweighed = [each for each in _in_order(plan.contexts) if each.weight is None]
    top = max(weighed, default=0)
    # A context nobody has weighed may yet be the heaviest, unless what is left of 100 is less than the heaviest known.
    if top == 0 or (unweighed and top < 100 - sum(weighed)):
        named = ", ".join(_in_sentence(each.name) for each in unweighed)
        missing = f" No weight is agreed yet for {named}." if named else " No weight is agreed yet."
        yield Question(Subject.PLAN, plan.reference, f"Which context has to change first?{missing}", known=False)
        return
    changed = {each.context_key for each in plan.live_actions if each.target in CONTEXTUAL}
    heaviest = [each for each in _in_order(plan.contexts) if each.weight == top]
    carries = "the most weight" if len(heaviest) == 1 else "as much weight as any"
    for context in heaviest:
        if context.key not in changed:
            asked = (
                f"Nothing in this plan changes {_in_sentence(context.name)} yet, which carries {carries}. Who could?"
            )
            yield Question(Subject.CONTEXT, context.key, asked, context.weight)


@rule(
    "V04",
    source=f"Contextual Safeguarding, neighbourhood assessment framework: guardianship and who can change it. {OURS}",
    level=Level.WARN,
    satisfied_by="An owner with recorded reach into that context, or someone with reach who shares the action.",
)
def owner_without_reach(plan: PlanFacts, limits: Limits) -> Iterator[Question]:
    """Each action in a context is owned by someone who can change something in that context."""
    contexts = {each.key: each for each in plan.contexts}
    for action in plan.live_actions:
        context = contexts.get(action.context_key or "")
        weight = context.weight if context else None
        if action.context_key is None:
            if action.target in NEEDS_A_CONTEXT:
                asked = f"Which context would {_quote(action.text)} change? Until we know, we cannot say who has reach."
                yield Question(Subject.ACTION, action.key, asked, weight, known=False, answerable=False)
            continue
        where = _in_sentence(context.name) if context else "that context"
        if not action.owner_name.strip():
            asked = f"Who will do {_quote(action.text)}? Until someone is named, we cannot say if they reach {where}."
            yield Question(Subject.ACTION, action.key, asked, weight, known=False, answerable=False)
        elif action.context_key not in action.owner_reach:
            asked = (
                f"{action.owner_name.strip()} has no recorded reach into {where}, and owns {_quote(action.text)}. "
                "Who there could do it, or do it with them?"
            )
            yield Question(Subject.ACTION, action.key, asked, weight)


@rule(
    "V05",
    source=f"{PHASE_3}: attendance still has gaps. {OURS}",
    level=Level.WARN,
    satisfied_by="The owner's acceptance, recorded; or another owner.",
)
def absent_owner(plan: PlanFacts, limits: Limits) -> Iterator[Question]:
    """An action belongs to an agency that was in the room, or that has said yes to it since."""
    agencies = {each.agency_key: each for each in plan.attendance}
    weights = {each.key: each.weight for each in plan.contexts}
    for action in plan.live_actions:
        agency = agencies.get(action.owner_agency_key or "")
        weight = weights.get(action.context_key or "")
        stands = acceptance(
            owner_type=action.owner_type,
            owner_name=action.owner_name,
            accepted=action.accepted,
            agency_present=agency.present if agency else None,
        )
        if stands is Acceptance.CANNOT_TELL:
            whose = action.owner_name.strip() or "the owner"
            asked = f"Has {whose} agreed to {_quote(action.text)}? Nothing says if their agency was in the room."
            yield Question(Subject.ACTION, action.key, asked, weight, known=False, answerable=False)
        elif stands is Acceptance.TO_ASK and agency:
            asked = f"{agency.agency_name} was not in the room. Who will ask them about {_quote(action.text)}?"
            yield Question(Subject.ACTION, action.key, asked, weight)


@rule(
    "V06",
    source="Contextual Safeguarding, responses catalogue: direct work is not about changing behaviour. "
    f"The limit is a local setting. {OURS}",
    level=Level.WARN,
    satisfied_by="More actions that change contexts or meet needs, or fewer that ask the young person or parents to "
    "change. Process alone is not counted.",
)
def individual_load(plan: PlanFacts, limits: Limits) -> Iterator[Question]:
    """No more than the local share of actions asks the young person or a parent to change."""
    load = coverage(plan).individual_load
    if not load.denominator:
        asked = "Who or what is this plan asking to change? It has no action yet, beyond process."
        yield Question(Subject.PLAN, plan.reference, asked, known=False, answerable=False)
    elif load.numerator * 100 > limits.individual_load * load.denominator:
        share = "The only action" if load.denominator == 1 else f"{load.numerator} of {load.denominator} actions"
        verb = "asks" if load.numerator == 1 else "ask"
        asked = f"{share} {verb} the young person or a parent to change. What could change around them instead?"
        yield Question(Subject.PLAN, plan.reference, asked)


@rule(
    "V07",
    source=f"Contextual Safeguarding, responses catalogue: control without care does harm. {OURS}",
    level=Level.WARN,
    satisfied_by="The restriction taken out of the plan, or let go on until a later day with the reason.",
)
def restriction_past_its_day(plan: PlanFacts, limits: Limits) -> Iterator[Question]:
    """An action that watches, limits or enforces ends on its day. It then holds no longer, and somebody says so."""
    for action in sorted(plan.actions, key=lambda each: each.key):
        if not (action.restrictive and action.status in LIVE):
            continue
        if action.ends_on is None:
            asked = f"When does {_quote(action.text)} end? Without a last day it does not hold."
            yield Question(Subject.ACTION, action.key, asked, known=False, answerable=False)
        elif action.ended:
            asked = (
                f"{_quote(action.text)} has passed its last day, so it holds no longer. Can it leave the plan, or is "
                "there a reason to let it go on?"
            )
            yield Question(Subject.ACTION, action.key, asked, answerable=False)


@rule(
    "V14",
    source=f"Contextual Safeguarding, relocation research: a move can cut what keeps a young person safe. {OURS}",
    level=Level.BLOCK,
    satisfied_by="A record of the move: each of the three safeties before and after, what is lost, and the way back.",
)
def move_without_safeties(plan: PlanFacts, limits: Limits) -> Iterator[Question]:
    """A move of the young person is weighed first: safety in body, in relationships and in mind, before and after."""
    for action in plan.live_actions:
        if action.moves and not action.move_recorded:
            asked = (
                f"{_quote(action.text)} moves the young person and leaves the place as it is. What would it do to "
                "their safety in body, in relationships and in mind, and how would they come back?"
            )
            yield Question(Subject.ACTION, action.key, asked, answerable=False)
        elif not action.moves and action.target in NOT_A_CONTEXT and sounds_like_a_move(action.text):
            asked = f"Does {_quote(action.text)} move the young person away? If so, say it on the action; if not, why?"
            yield Question(Subject.ACTION, action.key, asked, known=False)


@rule(
    "V10",
    source=f"Contextual Safeguarding, planning and outcomes for ROTH toolkit: pause and think before doing. {OURS}",
    level=Level.BLOCK,
    satisfied_by="A finished pause and at least one goal; then each action written before them is looked at again.",
)
def action_before_pause(plan: PlanFacts, limits: Limits) -> Iterator[Question]:
    """No action is entered until the aim, how we would know and at least one goal are agreed."""
    pause = plan.pause
    finished = pause is not None and pause.complete
    if pause and finished and not (pause.aim.strip() and pause.how_would_we_know.strip()):
        asked = (
            "What did we agree to try to achieve, and how would we know? The pause is marked done without the words."
        )
        yield Question(Subject.PLAN, plan.reference, asked, known=False, answerable=False)
    ready = finished and bool(plan.goals)
    weights = {each.key: each.weight for each in plan.contexts}
    for action in plan.live_actions:
        if ready and action.key not in plan.actions_before_pause:
            continue
        if ready:
            asked = f"{_quote(action.text)} was written before the aim and goals were agreed. Does it still serve them?"
        elif finished:
            asked = f"Which goal would {_quote(action.text)} serve? The plan has none yet."
        else:
            asked = f"What would {_quote(action.text)} achieve, and how would we know? The pause is not finished."
        yield Question(Subject.ACTION, action.key, asked, weights.get(action.context_key or ""), answerable=ready)


@rule(
    "V11",
    source=f"Contextual Safeguarding, measuring impact in friendship and peer groups: effort is not change. {OURS}",
    level=Level.WARN,
    satisfied_by="A measure of change, and a note of how things were at the start.",
)
def only_effort(plan: PlanFacts, limits: Limits) -> Iterator[Question]:
    """At least one measure would show change, and at least one has a baseline to compare with."""
    if not plan.measures:
        asked = "How would we know that anything had changed? There is no measure yet."
        yield Question(Subject.PLAN, plan.reference, asked, known=False, answerable=False)
        return
    asked_for = []
    if not any(each.kind == MeasureKind.CHANGE for each in plan.measures):
        asked_for.append("Every measure counts what we do. What would be different for the young person or the place?")
    if not any(each.has_baseline for each in plan.measures):
        asked_for.append("No measure says how things were at the start. What would we compare with?")
    if asked_for:
        yield Question(Subject.PLAN, plan.reference, " ".join(asked_for))


@rule(
    "U01",
    source=f"{PHASE_3}: the first of the two purposes is to meet the young person's needs. {OURS}",
    level=Level.WARN,
    satisfied_by="An action linked to the need that is still in the plan, or a decision not to act with its reason.",
)
def unmet_needs(plan: PlanFacts, limits: Limits) -> Iterator[Question]:
    """Each need that the assessment found has an action linked to it, or a recorded decision not to act."""
    met = plan.acted_on
    for need in sorted(plan.needs, key=lambda each: (each.priority, each.key)):
        if need.key not in met:
            asked = f"Nothing in this plan meets the need {_quote(need.text)} yet. Who could?"
            yield Question(Subject.NEED, need.key, asked)
    if not plan.needs:
        asked = "What does the young person need, in their own words? The assessment records no need yet."
        yield Question(Subject.PLAN, plan.reference, asked, known=False)


@rule(
    "V17",
    source=f"{PHASE_3}: respond to system challenges as well as individual ones. {OURS}",
    level=Level.WARN,
    satisfied_by="A named owner who can change it, an action linked to it, or a decision not to act with its reason.",
)
def challenge_without_owner(plan: PlanFacts, limits: Limits) -> Iterator[Question]:
    """Each system challenge has an owner, an action linked to it, or a recorded decision not to act."""
    acted_on = plan.acted_on
    for challenge in sorted(plan.challenges, key=lambda each: each.key):
        if challenge.key not in acted_on and not challenge.owner.strip():
            asked = f"Nobody has taken on {_quote(challenge.text)} yet. Who could change it, or who will ask them to?"
            yield Question(Subject.CHALLENGE, challenge.key, asked)
    if not plan.challenges:
        asked = "Which service or rule makes this harder? No system challenge is recorded."
        yield Question(Subject.PLAN, plan.reference, asked, known=False)


# --- Words ----------------------------------------------------------------------------------------------------------
def _quote(text: str) -> str:
    """Someone's words inside a sentence: one line, no full stop, cut where they run long."""
    words = textwrap.shorten(" ".join(text.split()), 140, placeholder=" …").rstrip(".")
    return f"“{words}”" if words else "this (no words yet)"


def _in_sentence(name: str) -> str:
    """A context's name in mid-sentence: "The bus station" becomes "the bus station"; proper names stay."""
    name = " ".join(name.split()) or "a context with no name yet"
    return re.sub(r"^(The|An?|Our) ", lambda article: article[0].lower(), name)


def _in_order(contexts: Iterable[ContextFacts]) -> list[ContextFacts]:
    return sorted(contexts, key=lambda each: each.key)


def _weightiest_first(found: Finding) -> tuple[int, int, str]:
    """Sorting is stable, so findings that tie keep the order that their rule gave them (needs: by priority)."""
    weight = -1 if found.weight is None else found.weight
    return (-weight, _FIRMNESS[found.level], found.rule)


# --- Asking them all ------------------------------------------------------------------------------------------------
def check(plan: PlanFacts, limits: Limits = STARTING_LIMITS) -> tuple[Finding, ...]:
    """Everything the rules ask of this plan, answered or not, with the weightiest context first."""
    decisions = plan.decisions
    found = []
    for each in RULES.values():
        for question in each.look(plan, limits):
            answer = plan.answers.get((each.code, question.subject_key), "").strip()
            if question.subject_kind in (Subject.DYNAMIC, Subject.NEED, Subject.CHALLENGE):
                answer = decisions.get(question.subject_key) or answer
            found.append(finding(each, question, answer))
    return tuple(sorted(found, key=_weightiest_first))


def unanswered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those that still wait for someone, what we cannot tell included, in the order given."""
    return tuple(each for each in findings if each.state is not State.ANSWERED)


def lapsed_answers(plan: PlanFacts, limits: Limits = STARTING_LIMITS) -> tuple[tuple[str, str], ...]:
    """Answers (rule, subject) to questions that the plan no longer raises.

    An answer is to the plan as it stood. Whoever saves a change to a plan ends these, so that when the last action is
    taken away again the finding comes back open, and is not silenced by words said before. A decision not to act
    does not lapse so: it is about the dynamic itself, and ends when somebody acts on it (`plans.actions`).
    """
    asked = {(each.rule, each.subject_key) for each in check(plan, limits)}
    return tuple(sorted(key for key in plan.answers if key[0] in RULES and key not in asked))


def as_json(plan: PlanFacts, limits: Limits = STARTING_LIMITS) -> dict[str, object]:
    """What `roth plan check REF --json` prints."""
    findings = check(plan, limits)
    return {
        "reference": plan.reference,
        "pathway": plan.pathway,
        "findings": [_plain(each) for each in findings],
        "coverage": coverage(plan).as_json(),
        "unanswered": [
            {"rule": each.rule, "subject_key": each.subject_key, "sentence": each.sentence}
            for each in unanswered(findings)
        ],
    }


def _plain(found: Finding) -> dict[str, object]:
    """A finding with codes for its enumerations, as JSON has them."""
    codes = {"level": found.level.value, "state": found.state.value, "subject_kind": found.subject_kind.value}
    return asdict(found) | codes
