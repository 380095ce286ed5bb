"""The ROTH-aligned assessment as plain facts: its sections, what it lacks before it is authorised, how views differ.

The outline follows `roth.md` section 4, reconstructed from published material: it is not the published form, and the
guidance is ours. What a *plan* leaves open belongs in `coverage`; codes belong in `codes`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from roth.domain.words import counted, listed

ACCOUNT_KEY: Final = "A1"
ACCOUNT_LASTS: Final = timedelta(days=90)  # V08
WHOLE: Final = 100

NEED, STRENGTH, CONTEXT, DYNAMIC, CHALLENGE = "need", "strength", "context", "dynamic", "challenge"
PART_KINDS: Final = (NEED, STRENGTH, CONTEXT, DYNAMIC, CHALLENGE)


@dataclass(frozen=True, slots=True)
class Section:
    """One section. `parts` are the kinds of finding kept in it; a section without any is text alone."""

    key: str
    title: str
    guidance: str
    group: str
    mandatory: bool = False
    parts: tuple[str, ...] = ()
    weighs: bool = False

    @property
    def written(self) -> bool:
        """Is this section a text, rather than a list of findings or weights?"""
        return not self.parts and not self.weighs


_WORDS, _WELL, _WHERE = "In their own words", "What they need and what helps", "The harm and where it happens"
_AROUND, _SENSE, _ABOUT = "Home, services and fairness", "Making sense of it", "About this assessment"

SECTIONS: Final = (
    Section(
        "A1",
        "Who I am",
        "Start here, and write what the young person says in their words: who they are, what matters to them, what they"
        " want people to know, how they like to be spoken to and what helps them take part.",
        _WORDS,
        mandatory=True,
    ),
    Section(
        "A2",
        "My safety",
        "Go through the places of an ordinary week together. Where do they feel safe, unsafe or unsure, at what times,"
        " who helps there, and what do they do already to stay safe?",
        _WORDS,
    ),
    Section(
        "A3",
        "The people around me",
        "Who matters to them, and what each brings. Use initials for friends. Which adults do they trust?",
        _WORDS,
    ),
    Section(
        "A4",
        "Needs",
        "What the young person needs, not a risk said again: “a way home after training that does not pass the"
        " station”, rather than “is at risk at the station”.",
        _WELL,
        mandatory=True,
        parts=(NEED,),
    ),
    Section(
        "A5",
        "Strengths",
        "What keeps them safe and well already: in themselves, their family, their friends and the places they go. Say"
        " how the plan could use each.",
        _WELL,
        mandatory=True,
        parts=(STRENGTH,),
    ),
    Section(
        "A6",
        "What has happened",
        "What harm, since when, how often, and who causes it. Say what was done to the young person and by whom; keep"
        " what is known apart from what is thought. What might they gain from it, and so lose if it stopped?",
        _WHERE,
        mandatory=True,
    ),
    Section(
        "A7",
        "Contexts",
        "Each place, group or online space where the harm or the safety is: what the young person does there, how harm"
        " works there, which adults look out for young people. How harm works is never a trait of the young person.",
        _WHERE,
        mandatory=True,
        parts=(CONTEXT, DYNAMIC),
    ),
    Section(
        "A8",
        "Friends and peer groups",
        "What holds the group together, what it protects, what it asks of people, and how services treat it. Use"
        " initials, and only what this young person's safety needs.",
        _WHERE,
    ),
    Section(
        "A9",
        "School, college or work",
        "Which parts of the day and the building are safe, how incidents are answered, which adults are trusted, and"
        " what exclusion or a reduced timetable has done.",
        _WHERE,
    ),
    Section(
        "A10",
        "Neighbourhood and routes",
        "Ways to and from places, transport, lighting, shops, what there is to do, and what policing there is like for"
        " young people.",
        _WHERE,
    ),
    Section(
        "A11",
        "Online",
        "The spaces they use, who reaches them there and how, what is shared about them, what protects them, and what"
        " happened when anyone reported it.",
        _WHERE,
    ),
    Section(
        "A12",
        "Home and family",
        "What the family gives and what presses on it; what parents or carers have tried; what is within their control"
        " and what is not. Is there harm at home as well? Say yes or no, and why.",
        _AROUND,
        mandatory=True,
    ),
    Section(
        "A13",
        "Services and systems",
        "A service, rule or structure that adds to the harm or blocks safety, and who can change it: a waiting list, an"
        " exclusion, a placement far away, a club that closed.",
        _AROUND,
        parts=(CHALLENGE,),
    ),
    Section(
        "A14",
        "Fairness",
        "How poverty, racism, gender, disability or migration play a part in the harm and in our response. Has anyone"
        " treated the young person as older than they are?",
        _AROUND,
        mandatory=True,
    ),
    Section(
        "A15",
        "What must change first",
        "Share 100 between the contexts: the one that must change first for safety to grow gets most. Keep each"
        " person's view as they gave it; nobody's is averaged.",
        _SENSE,
        mandatory=True,
        weighs=True,
    ),
    Section(
        "A16",
        "What it all means",
        "How needs, contexts and services work on each other, as one story. What would have to change first, and what"
        " do we not know?",
        _SENSE,
        mandatory=True,
    ),
    Section(
        "A17",
        "What people think of this",
        "What the young person, their parents or carers, and others say about this assessment, above all where they"
        " disagree with it.",
        _SENSE,
        mandatory=True,
    ),
    Section(
        "A18",
        "What should happen next",
        "Which pathway, what cannot wait, and the questions that the conference should answer.",
        _SENSE,
        mandatory=True,
    ),
    Section(
        "A0",
        "How it was made",
        "Why now, who was spoken to, when and how, what was read, and what was agreed about sharing it.",
        _ABOUT,
        mandatory=True,
    ),
)
BY_KEY: Final[Mapping[str, Section]] = {section.key: section for section in SECTIONS}
SECTION_OF_PART: Final[Mapping[str, str]] = {kind: section.key for section in SECTIONS for kind in section.parts}
WEIGHTS_KEY: Final = next(section.key for section in SECTIONS if section.weighs)


@dataclass(frozen=True, slots=True)
class AssessmentFacts:
    """What is known of an assessment on the day somebody wants to authorise it. Contexts are opaque keys."""

    on: date
    started_on: date
    written: frozenset[str]
    account_on: date | None
    needs: int = 0
    strengths: int = 0
    contexts: Mapping[int, str] = field(default_factory=dict)
    with_dynamic: frozenset[int] = frozenset()
    agreed: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that is missing: the section where it is put right, and the sentence that says what to do."""

    key: str
    sentence: str


def missing(facts: AssessmentFacts) -> tuple[Lack, ...]:
    """Everything an assessment lacks before it can be authorised, in the order of its sections."""
    lacks = {
        "A4": "" if facts.needs else "Add at least one need.",
        "A5": "" if facts.strengths else "Add at least one strength.",
        "A7": _contexts_lack(facts),
        WEIGHTS_KEY: _weights_lack(facts),
    }
    for section in SECTIONS:
        if section.mandatory and section.written and section.key not in facts.written:
            lacks[section.key] = f"Write “{section.title}”."
    lacks[ACCOUNT_KEY] = lacks.get(ACCOUNT_KEY) or _account_lack(facts)
    return tuple(Lack(section.key, lacks[section.key]) for section in SECTIONS if lacks.get(section.key))


def _contexts_lack(facts: AssessmentFacts) -> str:
    if not facts.contexts:
        return "Add at least one context."
    return "" if facts.with_dynamic else "Say how harm works in at least one of the contexts."


def _weights_lack(facts: AssessmentFacts) -> str:
    """V01: every context has an agreed weight, and together they make 100."""
    if not facts.contexts:
        return ""  # said already: there is nothing to weigh
    unweighed = [name for key, name in facts.contexts.items() if key not in facts.agreed]
    if len(unweighed) == len(facts.contexts):
        return "Agree what must change first: share 100 between the contexts."
    if unweighed:
        return f"Weigh {listed(unweighed)} too, so that the agreed weights add to 100."
    said = weights_said(facts.agreed.values())
    return f"The agreed weights do not make 100. {said}" if said else ""


def _account_lack(facts: AssessmentFacts) -> str:
    """V08: the young person's own account is there, and is of the last ninety days."""
    if facts.account_on is None:
        return "Write what the young person says themselves, and when they said it."
    if facts.on - facts.account_on > ACCOUNT_LASTS:
        return "The young person's account is more than 90 days old. Ask again, and write what they say now."
    return ""


def weights_said(weights: Iterable[int]) -> str:
    """What is wrong with weights that should make 100, as a sentence; nothing when they do."""
    total = sum(weights)
    if total == WHOLE:
        return ""
    if total < WHOLE:
        left = WHOLE - total
        return f"These add to {total}. {left} {'is' if left == 1 else 'are'} left to give."
    return f"These add to {total}. Take {total - WHOLE} away."


@dataclass(frozen=True, slots=True)
class View:
    """Who weighed, as they stand at the start of a sentence, and what they gave each context by name."""

    who: str
    weights: Mapping[str, int]
    many: bool = False

    @property
    def first(self) -> tuple[str, ...]:
        """The context, or the several, with the most weight."""
        most = max(self.weights.values(), default=0)
        return tuple(name for name, weight in self.weights.items() if weight == most and most)

    @property
    def puts(self) -> str:
        """What they put first, as a clause."""
        verb = "put" if self.many else "puts"
        first = listed(self.first)
        return f"{self.who} {verb} {first} first" + (" together" if len(self.first) > 1 else "")


def disagreement(voices: tuple[View, ...], agreed: View | None = None) -> str:
    """Who puts what first, in a sentence that ranks nobody's view above another's. Empty with nothing to compare.

    Nothing is averaged.
    """
    voices = tuple(voice for voice in voices if voice.first)
    if agreed and agreed.first:
        apart = [voice for voice in voices if voice.first != agreed.first]
    else:
        agreed, apart = None, []
    said = _among(voices)
    if agreed and apart:
        said = f"{said} The agreed weights put {listed(agreed.first)} first."
    return _sentence_case(said.strip())


def _among(voices: tuple[View, ...]) -> str:
    """Each thing put first, with everyone who puts it first, in the order in which they were asked."""
    together: dict[tuple[str, ...], list[View]] = {}
    for voice in voices:
        together.setdefault(voice.first, []).append(voice)
    clauses = [
        View(listed(each.who for each in same), same[0].weights, same[0].many or len(same) > 1).puts
        for same in together.values()
    ]
    return f"{'; '.join(clauses)}." if clauses else ""


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]


def progress(total: int, done: int) -> str:
    """How much is written, in words: "3 of 12 sections written"."""
    return f"{done} of {counted(total, 'section')} written"
