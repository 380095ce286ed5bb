"""What the papers of a conference say to whom: the decision letter and the minutes, as plain data.

Three readers, three letters (`pathway.md` 11.7, 15): nobody is sent another's. How a paper is laid out belongs in
`meetings`; printing to a file belongs in `documents`. R10: what goes to a family leaves out what is not theirs.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from roth.domain.disagreements import STANDS
from roth.domain.words import day_in_full, listed

AUDIENCES: Final = {"young_person": "The young person", "parent": "Parents or carers", "professional": "Professionals"}
PROFILES: Final = {
    "young_person": "Plain words to the young person; nobody else's business",
    "parent": "To parents and carers; no other family's business",
    "professional": "To those who came for an agency",
}
CHANNELS: Final = {
    "by_hand": "Given by hand",
    "post": "Posted",
    "secure_email": "Secure email",
    "in_product": "Here, in ROTH Pathways",
    "read_aloud": "Read to them",
}
KINDS: Final = {"decision_letter": "Decision letter", "minutes": "Minutes"}
NO_CATEGORY: Final = "There is no national category for harm outside the home, so the nearest one was chosen."

# As whom somebody came decides which letter is theirs.
_FAMILY: Final = {"young_person": "young_person", "advocate": "young_person", "parent_carer": "parent"}


def audience_of(role: str) -> str:
    """Which of the three letters is for somebody who came in this role. A supporter reads what they support."""
    return _FAMILY.get(role, "parent" if role == "supporter" else "professional")


@dataclass(frozen=True, slots=True)
class Promise:
    """One thing that somebody will do: what the outline plan says of it."""

    owner: str
    what: str
    by_on: date
    agreed: bool


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What a decision letter is made of."""

    name: str
    chair: str
    held_on: date
    decision: str
    category: str
    outside_home: bool
    reason: str
    said_by_young_person: str
    said_by_parents: str
    dissent: str
    lead_worker: str
    promises: tuple[Promise, ...] = ()
    core_group_on: date | None = None
    review_on: date | None = None
    complain_by: date | None = None
    called: str = ""  # the first name that the young person goes by, where it is known


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a paper: a heading, paragraphs, and perhaps a list."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper for one reader."""

    audience: str
    greeting: str
    parts: tuple[Part, ...]
    closing: tuple[str, ...]

    def as_data(self) -> dict[str, object]:
        """The paper as it is kept with the note that it was sent."""
        return {
            "greeting": self.greeting,
            "parts": [
                {"heading": part.heading, "paragraphs": list(part.paragraphs), "items": list(part.items)}
                for part in self.parts
            ],
            "closing": list(self.closing),
        }


_DECIDED_FOR_FAMILY: Final = {
    "plan_made": "The chair decided that there will be a plan to make {whose} life safer.",
    "no_plan": "The chair decided that a child protection plan is not needed. Help goes on without one.",
    "adjourned": "The meeting could not decide on that day. It will be held again, and you will be told when.",
}
_DECIDED_FOR_AGENCIES: Final = {
    "plan_made": "A plan is made.",
    "no_plan": "No plan is needed.",
    "adjourned": "Adjourned; it is asked for again.",
}


def letter(facts: LetterFacts, audience: str) -> Paper:
    """The decision letter for one reader, in words for that reader."""
    made = {"young_person": _to_young_person, "parent": _to_parents, "professional": _to_professionals}[audience]
    return made(facts)


_NOT_WRITTEN: Final = "Nobody wrote down what you think. You can still say it."


def _to_young_person(facts: LetterFacts) -> Paper:
    day = day_in_full(facts.held_on)
    parts = [
        Part(
            "What was decided",
            (
                f"On {day} people met to talk about what has to change around you, so that you are safer.",
                _DECIDED_FOR_FAMILY[facts.decision].format(whose="your"),
                *_category(facts, "Nobody means that your family did this."),
            ),
        ),
        Part(
            "What you said", (facts.said_by_young_person or "Nobody wrote down what you think. You can still say it.",)
        ),
        *_promises(facts, "What people will do"),
        _dates(facts, "you"),
        Part(
            "If you do not agree",
            (
                "You can say so to anybody who was there, to me, or to an advocate: somebody who is on your side and"
                " helps you to be heard. You do not have to do it alone.",
                *_complaint(facts),
            ),
        ),
    ]
    return Paper(
        "young_person", f"Dear {facts.called or facts.name},", tuple(parts), (facts.chair, "I chaired the meeting.")
    )


def _to_parents(facts: LetterFacts) -> Paper:
    parts = [
        Part(
            "What was decided",
            (
                f"A conference about {facts.name} was held on {day_in_full(facts.held_on)}.",
                _DECIDED_FOR_FAMILY[facts.decision].format(whose=f"{facts.name}’s"),
                *_category(facts, "It says where the harm is, and does not blame you."),
                f"The reason: {facts.reason}",
            ),
        ),
        Part("What you said", (facts.said_by_parents or "Nothing of what you said was written down. Please tell us.",)),
        *_promises(facts, "Who will do what"),
        _dates(facts, "everybody"),
        Part(
            "If you do not agree",
            (
                "Tell the chair or the social worker. A friend, a supporter or somebody from an advice service may"
                " help you.",
                *_complaint(facts),
            ),
        ),
    ]
    return Paper("parent", "Dear parents and carers,", tuple(parts), (facts.chair, "Chair of the conference"))


def _to_professionals(facts: LetterFacts) -> Paper:
    parts = [
        Part(
            "Decision",
            (
                f"The conference about {facts.name} was held on {day_in_full(facts.held_on)}."
                f" {_DECIDED_FOR_AGENCIES[facts.decision]}",
                *((f"Category: {facts.category}.",) if facts.category else ()),
                f"Reason: {facts.reason}",
            ),
        ),
        *_promises(facts, "Outline plan"),
        _dates(facts, "the core group"),
        Part("Who disagrees", (facts.dissent or "Nobody.", STANDS) if facts.dissent else ("Nobody.",)),
        Part(
            "Keeping this safe",
            (
                "This letter is for you and your part in the plan. Keep it where only those who need it can read it,"
                " and use nothing in it for another purpose.",
            ),
        ),
    ]
    return Paper("professional", "To those who were invited,", tuple(parts), (facts.chair, "Chair of the conference"))


def _category(facts: LetterFacts, also: str) -> tuple[str, ...]:
    if not facts.category:
        return ()
    said = f"The law asks for a category. It is “{facts.category.lower()}”."
    # Where the harm is at home, nothing is said here about who did it: that is for people to say, face to face.
    return (f"{said} {NO_CATEGORY} {also}" if facts.outside_home else said,)


def _promises(facts: LetterFacts, heading: str) -> tuple[Part, ...]:
    if facts.decision != "plan_made":
        return ()
    if not facts.promises:
        return (Part(heading, ("The plan is being written. It will be sent when it is ready.",)),)
    items = tuple(
        f"{one.owner} will {one.what}, by {day_in_full(one.by_on)}"
        + ("." if one.agreed else " (still to be agreed with them).")
        for one in facts.promises
    )
    return (Part(heading, (), items),)


def _dates(facts: LetterFacts, who: str) -> Part:
    said = []
    if facts.lead_worker:
        said.append(f"The lead social worker is {facts.lead_worker}.")
    if facts.core_group_on:
        said.append(f"The people who carry the plan first meet on {day_in_full(facts.core_group_on)}.")
    if facts.review_on:
        said.append(f"The conference looks at it again by {day_in_full(facts.review_on)}.")
    return Part("What happens next", tuple(said) or (f"The dates are not set yet. They will be sent to {who}.",))


def _complaint(facts: LetterFacts) -> tuple[str, ...]:
    by = f" by {day_in_full(facts.complain_by)}" if facts.complain_by else ""
    return (f"You can also complain in writing{by}. {STANDS}",)


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody to whom a paper may be given, and which version of it is theirs."""

    key: int
    name: str
    role: str
    has_account: bool

    @property
    def audience(self) -> str:
        """Which version is theirs."""
        return audience_of(self.role)


def without_a_letter(asked: Iterable[Recipient], given: Iterable[int]) -> tuple[Recipient, ...]:
    """Everybody invited to whom nobody has given the letter yet: it goes to all of them."""
    have = set(given)
    return tuple(one for one in asked if one.key not in have)


def still_without(recipients: Iterable[Recipient]) -> str:
    """Who has no letter yet, as a sentence; empty when everybody has one."""
    names = [one.name for one in recipients]
    return f"{listed(names)} {'has' if len(names) == 1 else 'have'} not been given it yet." if names else ""


# Parts of the record that are not in the minutes of a reader: what one part of the family told the chair beforehand is
# theirs to tell the others.
LEFT_OUT: Final[dict[str, frozenset[str]]] = {
    "young_person": frozenset({"chair_met_parents"}),
    "parent": frozenset({"chair_met_young_person"}),
    "professional": frozenset(),
}


def minutes_for(rows: Iterable[tuple[str, str, str]], audience: str) -> tuple[tuple[str, str], ...]:
    """The minutes for one reader, from (name, title, words): without what is not theirs, and without what is empty."""
    return tuple((title, words) for name, title, words in rows if name not in LEFT_OUT[audience] and words.strip())
