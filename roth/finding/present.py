"""What a search found, as the page says it: frozen words, no queries."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.urls import reverse

from roth.domain import codes
from roth.domain.actions import ActionStatus
from roth.finding.models import Entry
from roth.ui.formats import day, local_date


@dataclass(frozen=True, slots=True)
class Thing:
    """One context, meeting, goal or action. Never who did what to whom."""

    kind: str
    name: str
    href: str
    about: str


@dataclass(frozen=True, slots=True)
class Group:
    """Things of one kind, under their heading."""

    heading: str
    things: tuple[Thing, ...]


def groups(entries: tuple[Entry, ...]) -> tuple[Group, ...]:
    """Under a heading for each kind there is, in the order of the kinds."""
    things = [_SAYS[entry.kind](entry) for entry in entries]
    return tuple(
        Group(heading, tuple(thing for thing in things if thing.kind == kind))
        for kind, heading in _HEADINGS.items()
        if any(thing.kind == kind for thing in things)
    )


def _context(entry: Entry) -> Thing:
    context = entry.context
    assert context
    about = " · ".join(text for text in (codes.label(codes.CONTEXT_KIND, context.kind), context.area) if text)
    return Thing("context", context.name, reverse("contexts:context", args=(context.ref,)), about)


def _meeting(entry: Entry) -> Thing:
    meeting = entry.meeting
    assert meeting
    person = meeting.episode.young_person
    on = meeting.held_on or (local_date(meeting.scheduled_at) if meeting.scheduled_at else None)
    when = f"{'Held' if meeting.held_on else 'Booked for'} {day(on)}" if on else "Not booked yet"
    chair = f" · Chair: {meeting.chair.name}" if meeting.chair else ""
    return Thing(
        "meeting", f"Conference with {person.name}", reverse("meetings:conference", args=(person.ref,)), when + chair
    )


def _goal(entry: Entry) -> Thing:
    goal = entry.goal
    assert goal
    person = goal.plan.episode.young_person
    href = f"{reverse('plans:plan', args=(person.ref,))}#goal-{goal.pk}"
    return Thing("plan", goal.statement, href, f"A goal in the plan with {person.name}")


def _action(entry: Entry) -> Thing:
    action = entry.action
    assert action
    person = action.plan.episode.young_person
    href = f"{reverse('plans:plan', args=(person.ref,))}#action-{action.pk}"
    status = ActionStatus(action.status).label.lower()
    about = f"{action.owner_name}, by {day(action.due_on)}, {status} · in the plan with {person.name}"
    return Thing("plan", action.text, href, about)


_SAYS: Final[dict[str, Callable[[Entry], Thing]]] = {
    "context": _context,
    "meeting": _meeting,
    "goal": _goal,
    "action": _action,
}
_HEADINGS: Final = {"context": "Contexts", "meeting": "Meetings", "plan": "In plans"}
