"""What pages say about an assessment, in words and pictures. No queries: everything comes from one reading."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.urls import reverse

from roth.assessments import factors
from roth.assessments.forms import PRIORITY
from roth.assessments.models import Assessment
from roth.assessments.reading import Reading
from roth.domain import assessment as outline
from roth.domain import codes
from roth.domain.words import counted, day_in_full
from roth.ui.pictures import Picture, Views, Weight, views_of, weights_picture

# The words for each code that a page of findings shows.
LABELS: Final = {
    "domain": codes.NEED_DOMAIN,
    "priority": PRIORITY,
    "whose": codes.STRENGTH_OF,
    "dynamic": codes.CONTEXT_DYNAMIC,
    "context": codes.CONTEXT_KIND,
}
VOICES: Final = ("young_person", "parent", "professional")


@dataclass(frozen=True)
class Task:
    """One section in the task list."""

    key: str
    title: str
    href: str
    state: str
    done: bool
    mandatory: bool


@dataclass(frozen=True)
class Group:
    """Sections under one heading."""

    title: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True)
class WeightView:
    """One view in the list of views: whose, what it says, where it is written."""

    title: str
    said: str
    href: str


def address(ref: str, key: str) -> str:
    """The page of a section."""
    return reverse("assessments:section", args=(ref, key))


def groups(reading: Reading, ref: str) -> list[Group]:
    """The task list, under its headings, in order."""
    found: dict[str, list[Task]] = {}
    for section in outline.SECTIONS:
        state = _state(section, reading)
        task = Task(section.key, section.title, address(ref, section.key), state, bool(state), section.mandatory)
        found.setdefault(section.group, []).append(task)
    return [Group(title, tuple(tasks)) for title, tasks in found.items()]


def held(reading: Reading) -> int:
    """How many sections hold something."""
    return sum(bool(_state(section, reading)) for section in outline.SECTIONS)


def _state(section: outline.Section, reading: Reading) -> str:
    """What a section holds, in words; nothing when it holds nothing."""
    if section.weighs:
        return _weights_state(reading)
    counts = {
        outline.NEED: counted(len(reading.needs), "need") if reading.needs else "",
        outline.STRENGTH: counted(len(reading.strengths), "strength") if reading.strengths else "",
        outline.CONTEXT: counted(len(reading.contexts), "context") if reading.contexts else "",
        outline.CHALLENGE: counted(len(reading.challenges), "challenge") if reading.challenges else "",
    }
    if section.parts:
        return counts[section.parts[0]]
    return "Written" if section.key in reading.written else ""


def _weights_state(reading: Reading) -> str:
    agreed = reading.weights_of("agreed")
    if agreed:
        lost = outline.weights_said(each.weight for each in agreed.values())
        unweighed = [each for each in reading.contexts if each.context_id not in agreed]
        return "Weigh again" if lost or unweighed else "Agreed"
    views = {each.view for each in reading.weights}
    return counted(len(views), "view") if views else ""


def lacks(assessment: Assessment, reading: Reading, ref: str, today: date) -> list[tuple[str, str]]:
    """What is missing before it can be authorised: (sentence, address)."""
    facts = reading.facts(on=today, started_on=assessment.started_on)
    return [(lack.sentence, address(ref, lack.key)) for lack in outline.missing(facts)]


def standing(assessment: Assessment) -> str:
    """Who started it, and whether it is authorised, in a sentence."""
    said = f"Started on {day_in_full(assessment.started_on)}"
    said += f" by {assessment.author.name}." if assessment.author else "."
    if assessment.authorised_on:
        by = f" by {assessment.authorised_by.name}" if assessment.authorised_by else ""
        said += f" Authorised on {day_in_full(assessment.authorised_on)}{by}: it stays as it is."
    return said


def census_rows(found: Iterable[Assessment], codes_of: Mapping[int, list[str]]) -> list[list[tuple[str, str]]]:
    """What a census said: dates and factors, and no words."""
    return [
        [
            ("Started", day_in_full(each.started_on)),
            ("Internal review", day_in_full(each.internal_review_on) if each.internal_review_on else ""),
            ("Authorised", day_in_full(each.authorised_on) if each.authorised_on else ""),
            ("Factors", "\n".join(factors.in_words(codes_of[each.pk]))),
        ]
        for each in found
    ]


# --- Weights -------------------------------------------------------------------------------------------------------
def whose(view: str, name: str) -> str:
    """Whose view it is, with the young person called by name."""
    return f"{name}’s view" if view == "young_person" else codes.label(codes.WEIGHT_VIEW, view)


def picture(reading: Reading, view: str, name: str) -> Picture:
    """One view as areas that add to 100."""
    given = reading.weights_of(view)
    shown = [
        Weight(each.name, each.kind, given[each.context_id].weight)
        for each in reading.contexts
        if each.context_id in given
    ]
    return weights_picture(whose(view, name), shown, id=f"weights-{view.replace('_', '-')}")


def pictures(reading: Reading, name: str, *, without: str = "") -> Views:
    """Every view that was given, side by side."""
    given = {each.view for each in reading.weights}
    return views_of(picture(reading, view, name) for view in codes.WEIGHT_VIEW if view in given and view != without)


def disagreement(reading: Reading, name: str) -> str:
    """Who puts what first, in a sentence."""
    who = {
        "young_person": (name, False),
        "parent": ("parents or carers", True),
        "professional": ("professionals", True),
    }
    voices = tuple(outline.View(who[view][0], _by_name(reading, view), many=who[view][1]) for view in VOICES)
    return outline.disagreement(voices, outline.View("the agreed weights", _by_name(reading, "agreed"), many=True))


def _by_name(reading: Reading, view: str) -> dict[str, int]:
    names = {each.context_id: each.name for each in reading.contexts}
    return {names[key]: each.weight for key, each in reading.weights_of(view).items() if key in names}


def weight_views(reading: Reading, name: str, ref: str) -> list[WeightView]:
    """The four views, each with what it says so far."""
    made = []
    for view in codes.WEIGHT_VIEW:
        given = _by_name(reading, view)
        said = ", ".join(f"{context} {weight}" for context, weight in given.items()) or "Not given yet"
        made.append(WeightView(whose(view, name), said, reverse("assessments:weights", args=(ref, view))))
    return made


def reasons(reading: Reading) -> list[dict[str, Any]]:
    """Why each context has its agreed weight, the heaviest first."""
    names = {each.context_id: each for each in reading.contexts}
    return [
        {"name": names[key].name, "kind": names[key].kind, "weight": each.weight, "reason": each.reason}
        for key, each in reading.weights_of("agreed").items()
        if key in names
    ]
