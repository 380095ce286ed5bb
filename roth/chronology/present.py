"""What both chronologies say, in words. No queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.urls import reverse

from roth.chronology.models import Entry
from roth.chronology.selectors import Event
from roth.chronology.selectors.sources import BY_KIND
from roth.domain import codes
from roth.domain.chronology import EFFECT
from roth.domain.overlays import RECORDED
from roth.domain.pathway import TRANSITIONS
from roth.people.models import YoungPerson
from roth.people.present import age_in_words
from roth.ui.formats import day

_LONGEST: Final = 240
_TITLES: Final = {code: transition.title for code, transition in TRANSITIONS.items()}


@dataclass(frozen=True, slots=True)
class Line:
    """One event of the generated chronology."""

    name: str
    on: date
    age: str
    kind: str
    what: str
    more: str
    href: str
    significant: bool
    chosen: bool


def lines(young_person: YoungPerson, events: Iterable[Event], chosen: set[str]) -> list[Line]:
    """The generated chronology."""
    return [_line(young_person, event, chosen) for event in events]


def _line(young_person: YoungPerson, event: Event, chosen: set[str]) -> Line:
    source = BY_KIND[event.kind]
    what, more = in_words(event)
    return Line(
        name=event.name,
        on=event.on,
        age=age_on(young_person, event.on),
        kind=source.label,
        what=what,
        more=_short(more),
        href=reverse(source.page, args=(young_person.ref,)),
        significant=source.significant,
        chosen=event.name in chosen,
    )


def age_on(young_person: YoungPerson, on: date) -> str:
    """How old they were: 15 years, or nothing where nobody knows."""
    born = young_person.born_on
    return age_in_words(born, on).removesuffix(" old") if born and born <= on else ""


def in_words(event: Event) -> tuple[str, str]:
    """What happened, and what was said of it."""
    first, second = event.first or "", event.second or ""
    said = {
        "words": ("They said what they want us to know", first),
        "worker": (f"{first} became the allocated social worker", ""),
        "referral": ("A referral was received", first),
        "step": (_TITLES.get(first, first), second),
        "strategy": ("A strategy discussion was held", first),
        "seen": ("They were seen and heard in the enquiry", first),
        "assessment": ("The assessment was authorised", ""),
        "meeting": (_meeting(first), ""),
        "plan": ("The plan came into force", first),
        "plan_ended": ("The plan ended", ""),
        "core_group": ("The core group met", first or second),
        "reading": (f"Looked at whether it has changed: {second}", first),
        "progress": (f"Progress on: {second}", first),
        "context": (f"{first} was linked", codes.label(codes.LINK_MEANING, second) if second else ""),
        "context_ended": (f"{first} is no longer linked", ""),
        "visit": (f"They were visited: {second}", first),
        "overlay": (f"Began: {RECORDED.get(first, first)}", second),
        "overlay_ended": (f"Ended: {RECORDED.get(first, first)}", second),
        "legal": ("The legal gateway was held", second),
        "moved": (f"Moved to {first}", ""),
    }
    return said[event.kind]


def _meeting(decision: str) -> str:
    decided = codes.label(codes.CONFERENCE_DECISION, decision).lower() if decision in codes.CONFERENCE_DECISION else ""
    return f"A conference was held: {decided}" if decided else "A conference was held"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rsplit(' ', 1)[0]}…"


def chosen_values(event: Event) -> dict[str, Any]:
    """What the form of an entry begins with that is chosen from an event."""
    what, more = in_words(event)
    return {
        "on": event.on,
        "source": f"The record: {BY_KIND[event.kind].label.lower()}",
        "event": f"{what}. {more}".strip(),
    }


@dataclass(frozen=True, slots=True)
class Said:
    """One entry of the curated chronology."""

    key: int
    on: date
    age: str
    source: str
    event: str
    impact: str
    analysis: str
    effect: str
    tone: str
    evidence: str
    significant: bool
    shared: str
    written: str
    addenda: tuple[tuple[str, str], ...]


def said(young_person: YoungPerson, entries: Iterable[Entry]) -> list[Said]:
    """The curated chronology."""
    return [
        Said(
            key=entry.pk,
            on=entry.on,
            age=age_on(young_person, entry.on),
            source=entry.source,
            event=entry.event,
            impact=entry.impact,
            analysis=entry.analysis,
            effect=EFFECT[entry.effect],
            tone="done" if entry.effect == "helpful" else "quiet",
            evidence=entry.evidence,
            significant=entry.significant,
            shared=f"Shared with {entry.shared_with} on {day(entry.shared_on)}" if entry.shared_on else "",
            written=f"{entry.written_by.name}, {day(entry.written_at)}",
            addenda=tuple((f"{each.by.name}, {day(each.at)}", each.words) for each in entry.addenda.all()),
        )
        for entry in entries
    ]
