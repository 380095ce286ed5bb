"""What has to be known before a plan ends, and what its ending may be called (`pathway.md` 5.4, inferred).

A plan that ends because the young person moved away, turned 18, is in custody, is in hospital or is no longer answering
has ended; the harm has not been reduced. Facts in, sentences out; people judge. Which step an ending takes belongs in
`transitions`; the rating of goals and contexts belongs in `change`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from roth.domain.change import BETTER
from roth.domain.labelled import Labelled

SOURCE: Final = "Our reading of published local practice on ending plans, and of research on relocation; not published."


class Outcome(Labelled):
    """What an ending is called in the record and in every count. Only the first may be counted as success."""

    REDUCED = ("harm_reduced", "Harm reduced", "The places changed, it is likely to last, and somebody can show it.")
    HARM_MOVED = ("harm_moved", "Harm moved, a new plan opened", "The harm is somewhere else now, and is planned for.")
    STEPPED_DOWN = ("stepped_down", "Stepped down", "Less is needed now; that the harm is reduced is not shown.")
    MOVED_AWAY = ("moved_away", "Moved away", "The young person is not there any more. The place is as it was.")
    CUSTODY = ("custody", "In custody or secure care", "Kept away from the place, which is as it was.")
    HOSPITAL = ("hospital", "In hospital", "Away from the place, which is as it was.")
    TURNED_18 = ("turned_18", "Turned 18", "Too old for this kind of plan, and not safer for that.")
    DIED = ("died", "Died", "The young person has died.")
    LEFT_UK = ("left_uk", "Left the country", "Not in the country any more.")
    LOOKED_AFTER = ("looked_after", "Looked after", "The care plan leads now.")
    MERGED = ("merged", "Joined with another plan", "One plan goes on in place of two.")
    DISENGAGED = ("disengaged", "Stopped taking part", "Nobody could go on with it. That is not safety.")


class Because(Labelled):
    """What may make harm look less without anything having changed (5.4). Several may hold at once."""

    MOVED = ("moved", "They live somewhere else, or are out of the area")
    CUSTODY = ("custody", "They are in custody or secure care")
    HOSPITAL = ("hospital", "They are in hospital")
    TURNED_18 = ("turned_18", "They turned 18")
    DISENGAGED = ("disengaged", "They stopped coming, or answering")


OUTCOME_OF: Final = {
    Because.MOVED: Outcome.MOVED_AWAY,
    Because.CUSTODY: Outcome.CUSTODY,
    Because.HOSPITAL: Outcome.HOSPITAL,
    Because.TURNED_18: Outcome.TURNED_18,
    Because.DISENGAGED: Outcome.DISENGAGED,
}
SUCCESS: Final = frozenset({Outcome.REDUCED})


@dataclass(frozen=True, slots=True)
class ExitFacts:
    """What the review knows and judges. None means that nobody has said. Ratings are of `change.Rating`, one for each
    weighed context and each goal that still stands; words are kept apart from judgements.
    """

    on: date
    plan_started_on: date | None
    no_longer_likely: bool | None = None  # no longer suffering or likely to suffer significant harm needing this plan
    contexts: tuple[str, ...] = ()
    contexts_changed: str = ""
    evidence_from: date | None = None
    evidence_to: date | None = None
    evidence: str = ""
    own_account: str = ""
    likely_to_last: bool | None = None
    slipping_signs: str = ""
    risk_moved: bool | None = None
    risk_moved_words: str = ""
    because: frozenset[str] = frozenset()
    only_because: bool | None = None
    step_down_lead: str = ""
    step_down_on: date | None = None
    step_down: str = ""
    linked_still_live: str = ""
    young_persons_view: str = ""
    parents_view: str = ""
    dissent: str = ""
    first_review: bool = False
    first_review_reason: str = ""


def _said(name: str) -> Callable[[ExitFacts], bool]:
    return lambda facts: bool(getattr(facts, name).strip())


def _known(name: str) -> Callable[[ExitFacts], bool]:
    return lambda facts: getattr(facts, name) is not None


# Each part of the test: the field that answers it, what asks for it, and whether it is answered.
PARTS: Final[tuple[tuple[str, str, Callable[[ExitFacts], bool]], ...]] = (
    (
        "no_longer_likely",
        "Say whether significant harm that needs this plan is still happening or likely.",
        _known("no_longer_likely"),
    ),
    (
        "contexts_changed",
        "Say what has changed in the contexts: who looks out, who gets in, which rule, how a group is with each other.",
        _said("contexts_changed"),
    ),
    (
        "evidence_from",
        "Enter the days from and to which the evidence comes.",
        lambda f: (
            f.evidence_from is not None and f.evidence_to is not None and f.evidence_from <= f.evidence_to <= f.on
        ),
    ),
    (
        "evidence",
        "Say what the evidence is and how good: incidents, times missing, injuries, school.",
        _said("evidence"),
    ),
    (
        "own_account",
        "Write what the young person says about being safe, or why they were not asked.",
        _said("own_account"),
    ),
    ("likely_to_last", "Say whether the change is likely to last.", _known("likely_to_last")),
    ("slipping_signs", "Say what would show that it is slipping, and who would notice.", _said("slipping_signs")),
    ("risk_moved", "Say whether the harm has moved: to another place, another group, or online.", _known("risk_moved")),
    (
        "risk_moved_words",
        "Say where the harm has moved to, and which plan answers it there.",
        lambda f: f.risk_moved is not True or bool(f.risk_moved_words.strip()),
    ),
    (
        "only_because",
        "Say whether harm is less only because the young person is not there, is 18 or does not answer.",
        lambda f: f.only_because is not None,
    ),
    ("step_down_lead", "Name who leads after this plan.", _said("step_down_lead")),
    (
        "step_down_on",
        "Enter the day on which the next support begins, on or after the day the plan ends.",
        lambda f: f.step_down_on is not None and f.step_down_on >= f.on,
    ),
    ("step_down", "Say what support goes on, and with whom.", _said("step_down")),
    (
        "linked_still_live",
        "Say which contexts and linked concerns are still live, and who goes on with them. Name no other young person.",
        _said("linked_still_live"),
    ),
    ("young_persons_view", "Write what the young person thinks of ending.", _said("young_persons_view")),
    ("parents_view", "Write what parents or carers think of ending.", _said("parents_view")),
    ("dissent", "Write who disagrees with ending, and why, or “none”.", _said("dissent")),
    (
        "first_review_reason",
        "A plan ends at its first review only for an exceptional reason. Write it.",
        lambda f: not f.first_review or bool(f.first_review_reason.strip()),
    ),
)


def unanswered(facts: ExitFacts) -> tuple[tuple[str, str], ...]:
    """The parts of the test that nobody has answered: (field, sentence)."""
    return tuple((field, sentence) for field, sentence, answered in PARTS if not answered(facts))


def against_ending(facts: ExitFacts) -> tuple[tuple[str, str], ...]:
    """Everything that stands against ending the plan at this review; empty where it may end.

    The plan may end without harm being reduced (they moved, they are 18): it is then not called success. It may not
    end while harm that needs it is likely and nothing else has taken over, nor on the day it began (8840).
    """
    wrong = list(unanswered(facts))
    if facts.plan_started_on is not None and facts.on <= facts.plan_started_on:
        wrong.append(("on", "A plan does not end on the day it started (8840). Check the day."))
    if facts.no_longer_likely is False and not facts.because:
        sentence = "Significant harm is still likely, so the plan goes on. Choose to continue, or say what has changed."
        wrong.append(("no_longer_likely", sentence))
    if facts.risk_moved and facts.no_longer_likely and not facts.risk_moved_words.strip():
        wrong.append(("risk_moved_words", "Say where the harm has moved to, and which plan answers it there."))
    return tuple(dict.fromkeys(wrong))


def outcomes_allowed(facts: ExitFacts) -> tuple[Outcome, ...]:
    """What this ending may be called. "Harm reduced" stands there only where the facts carry it."""
    found = [OUTCOME_OF[Because(each)] for each in sorted(facts.because)]
    if facts.risk_moved:
        found.insert(0, Outcome.HARM_MOVED)
    elif is_reduced(facts):
        found.insert(0, Outcome.REDUCED)
    return (*found, Outcome.STEPPED_DOWN, Outcome.LOOKED_AFTER, Outcome.MERGED)


def why_not_reduced(facts: ExitFacts) -> tuple[str, ...]:
    """Why this ending is not called "harm reduced", each in a sentence. Empty where it is."""
    reasons = []
    if facts.no_longer_likely is not True:
        reasons.append("Nobody has judged that significant harm is no longer likely.")
    if not facts.contexts or not any(each in BETTER for each in facts.contexts):
        reasons.append("No context has been found better than at the start.")
    if "worse" in facts.contexts:
        reasons.append("A context is worse than at the start.")
    if not facts.contexts_changed.strip():
        reasons.append("Nothing says what has changed in the contexts.")
    if facts.likely_to_last is not True:
        reasons.append("Nobody has judged that it is likely to last.")
    if facts.risk_moved is not False:
        reasons.append("The harm has moved, or nobody has looked whether it has.")
    if not facts.evidence.strip() or facts.evidence_from is None:
        reasons.append("There is no evidence with its days.")
    if facts.only_because is not False:
        reasons.append("Harm may be less only because the young person is not there, is 18 or does not answer.")
    return tuple(reasons)


def is_reduced(facts: ExitFacts) -> bool:
    """Do the facts carry "harm reduced"? Never where it is less only because of where somebody is, or their age."""
    return not why_not_reduced(facts)


def counts_as_success(outcome: str) -> bool:
    """May this ending be counted as success, anywhere (V18)?"""
    return outcome in SUCCESS


def against_outcome(outcome: str, facts: ExitFacts) -> str:
    """The sentence that stands against calling the ending this; empty where it may be."""
    if outcome in outcomes_allowed(facts):
        return ""
    if outcome == Outcome.REDUCED:
        return "“Harm reduced” cannot be recorded (V18). " + " ".join(why_not_reduced(facts))
    return "The answers above do not say this. Choose another, or change them."


# Endings that no review decides (C31, C29): by their reason there, what they are called here.
WITHOUT_A_REVIEW: Final = {
    "moved_away": Outcome.MOVED_AWAY,
    "turned_18": Outcome.TURNED_18,
    "died": Outcome.DIED,
    "left_uk": Outcome.LEFT_UK,
    "looked_after": Outcome.LOOKED_AFTER,
}
