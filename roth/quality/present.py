"""Findings as the panel beside a plan asks them: a question from a thoughtful colleague, and what to do about it.

No queries, and no score: shares are said in words and never added up.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.urls import reverse

from roth.domain.actions import NEEDS_A_CONTEXT, Target
from roth.domain.findings import Finding, Level, State, Subject
from roth.domain.shares import Coverage
from roth.drafts.selectors import Kept
from roth.drafts.tokens import token_for
from roth.people.frame import address
from roth.plans.models import Plan
from roth.plans.parts import Parts
from roth.ui.formats import day

_ASSESSMENT: Final = frozenset({"V02", "V03", "U01", "V17"})
_DECIDABLE: Final = (Subject.DYNAMIC, Subject.NEED, Subject.CHALLENGE)
_KINDS: Final = {
    "peer_group": Target.PEER_GROUP,
    "school_education": Target.SCHOOL,
    "online_space": Target.ONLINE_SPACE,
    "service_system": Target.SYSTEM,
}


@dataclass(frozen=True)
class Reader:
    """Who looks at the panel, what they may do there, and what they typed and did not save."""

    user_id: int
    may_write: bool
    may_answer: bool
    kept: Mapping[str, Kept]


@dataclass(frozen=True)
class Ask:
    """A form inside a card. It is the form of the page at `href`, so both keep one draft."""

    id: str
    href: str
    slip: str
    words: str
    kept_at: datetime | None


@dataclass(frozen=True)
class Card:
    """One question, what would settle it, and the ways to settle it that this reader has."""

    id: str
    rule: str
    subject: str
    question: str
    satisfied_by: str
    wording: str
    source: str
    level: str
    firm: bool
    weight: str
    cannot_tell: bool
    answer: str
    answered_by: str
    act: str
    act_words: str
    answering: Ask | None
    deciding: Ask | None


@dataclass(frozen=True)
class Panel:
    """What waits, what was answered, and how far the plan reaches what was found."""

    waiting: tuple[Card, ...]
    answered: tuple[Card, ...]
    shares: tuple[str, ...]

    @property
    def said(self) -> str:
        """The state of the panel in a sentence."""
        if not self.waiting:
            return "Nothing that was found is left behind."
        count = len(self.waiting)
        return "One question waits for an answer." if count == 1 else f"{count} questions wait, weightiest first."


def answer_key(plan: Plan, rule: str = "", subject: str = "") -> str:
    """The name of the draft of an answer; without a rule, how all of them begin."""
    return f"answer:{plan.ref}:" + (f"{rule}:{subject}" if rule else "")


def decision_key(plan: Plan, subject: str = "") -> str:
    """The name of the draft of a reason not to act; without a subject, how all of them begin."""
    return f"not-to-act:{plan.ref}:{subject}"


def panel(plan: Plan, findings: tuple[Finding, ...], coverage: Coverage, found: Parts, reader: Reader) -> Panel:
    """The panel for a reader who may write the plan, answer it, both or neither."""
    base = reverse("plans:plan", args=(plan.episode.young_person.ref,))
    cards = [(each, _card(each, plan, found, base, reader)) for each in findings]
    return Panel(
        waiting=tuple(card for each, card in cards if not each.settled),
        answered=tuple(card for each, card in cards if each.settled),
        shares=tuple(share.words for share in coverage.shares),
    )


def _card(each: Finding, plan: Plan, found: Parts, base: str, reader: Reader) -> Card:
    """`base` is the plan's address: a plan may raise a hundred questions, and looking each address up takes time."""
    act, words = _act(each, plan, found, base) if reader.may_write and plan.status != "ended" else ("", "")
    answer, by = _who_answered(each, found)
    name, subject = f"{each.rule}-{each.subject_key}".replace(":", "-").lower(), each.subject_key
    answering = deciding = None
    if reader.may_answer and each.answerable and not each.settled:
        key = answer_key(plan, each.rule, subject)
        answering = _ask(f"{name}-answer", f"{base}unanswered/{each.rule}/{subject}/", key, "answer", reader)
    if reader.may_write and each.subject_kind in _DECIDABLE and not each.settled:
        key = decision_key(plan, subject)
        deciding = _ask(f"{name}-reason", f"{base}not-to-act/{subject}/", key, "reason", reader)
    return Card(
        id=name,
        rule=each.rule,
        subject=subject,
        question=each.sentence,
        satisfied_by=each.satisfied_by,
        wording=each.wording,
        source=each.source,
        level=each.level.label,
        firm=each.level in (Level.BLOCK, Level.MUST_ANSWER),
        weight=f"Carries {each.weight} of 100" if each.weight is not None else "",
        cannot_tell=each.state is State.CANNOT_TELL,
        answer=answer,
        answered_by=by,
        act=act,
        act_words=words,
        answering=answering,
        deciding=deciding,
    )


def _ask(name: str, href: str, key: str, field: str, reader: Reader) -> Ask:
    kept = reader.kept.get(key)
    words = kept.data.get(field, "") if kept else ""
    return Ask(name, href, token_for(reader.user_id, key, href), words, kept.saved_at if kept and words else None)


def _who_answered(each: Finding, found: Parts) -> tuple[str, str]:
    """The words that were kept, whose they are and of what day."""
    decided = next((one for one in found.decisions if one.subject == each.subject_key), None)
    if decided and decided.reason.strip() == each.answer:
        return decided.reason, f"{decided.by}, {day(decided.at)}: decided not to act"
    said = found.answers_that_stand.get((each.rule, each.subject_key))
    return (said.answer, f"{said.by}, {day(said.at)}") if said else ("", "")


def _act(each: Finding, plan: Plan, found: Parts, base: str) -> tuple[str, str]:
    """Where to put it right, and what the button says: an action that is tied to it already where one would do."""
    kind, _, key = each.subject_key.partition(":")
    if each.subject_kind is Subject.ACTION:
        return f"{base}actions/{key}/", "Look at this action"
    if each.subject_kind is Subject.PLAN and each.rule not in _ASSESSMENT:
        where, words = {"V10": ("pause/", "Finish the pause"), "V11": ("measures/add/", "Add a measure")}.get(
            each.rule, ("actions/add/", "Add an action")
        )
        return f"{base}{where}", words
    if each.subject_kind is Subject.PLAN or each.state is State.CANNOT_TELL:
        return address("assessments:assessment", plan.episode.young_person.ref), "Go to the assessment"
    if plan.paused_at is None:
        return f"{base}pause/", "Pause first"
    if not found.live_goals:
        return f"{base}goals/add/", "Write a goal first"
    return f"{base}actions/add/?{kind}={key}{_aim(each, int(key), found)}", "Add an action for this"


def _aim(each: Finding, key: int, found: Parts) -> str:
    """What such an action would most likely aim at, for the form to begin with. The author decides."""
    if each.subject_kind is Subject.NEED:
        return f"&target={Target.YOUNG_PERSON_NEED.value}"
    if each.subject_kind is Subject.CHALLENGE:
        return f"&target={Target.SYSTEM.value}"
    dynamics = {one.id: one.context_id for one in found.dynamics}
    context = dynamics.get(key) if each.subject_kind is Subject.DYNAMIC else key
    kind = next((one.kind for one in found.contexts if one.id == context), "")
    target = _KINDS.get(kind, Target.PLACE)
    tied = f"&context={context}" if target in NEEDS_A_CONTEXT and each.subject_kind is Subject.DYNAMIC else ""
    return f"{tied}&target={target.value}"
