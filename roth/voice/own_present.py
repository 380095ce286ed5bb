"""What a young person, a parent or an advocate reads on their own page. Plain words: reading age about nine to eleven.

Nobody is named here but professionals doing their job, and people whom the young person chose. No queries.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from roth.domain import conference
from roth.domain.actions import ActionStatus
from roth.domain.voice import Stance, Topic
from roth.domain.words import day_in_words
from roth.meetings.models import Invitation, Meeting
from roth.ui import formats
from roth.voice.access import Own
from roth.voice.models import Said, Shown
from roth.voice.present import name_of

_FAR: Final = {
    ActionStatus.PROPOSED: ("Not said yes yet", ""),
    ActionStatus.ACCEPTED: ("They said yes", ""),
    ActionStatus.STARTED: ("Started", "done"),
    ActionStatus.DONE: ("Done", "done"),
    ActionStatus.CHANGED: ("Done another way", "done"),
    ActionStatus.BLOCKED: ("Stuck", "late"),
}
# Who may be there without being a professional: said by what they are, never by name.
_UNNAMED: Final = {
    "young_person": "You",
    "parent_carer": "A parent or carer",
    "supporter": "Somebody to support you",
    "interpreter": "An interpreter",
}
_PROFESSIONS: Final = {"minute_taker": "writes down what is said", "chair": "runs the meeting"}


@dataclass(frozen=True, slots=True)
class Promise:
    """One thing that somebody will do."""

    key: int
    words: str
    by_when: str
    state: str
    tone: str
    done: bool


@dataclass(frozen=True, slots=True)
class Heard:
    """What somebody said, and what happened."""

    key: int
    words: str
    when: str
    about: str
    stance: str
    reply: str
    replied: str


@dataclass(frozen=True, slots=True)
class Meet:
    """A meeting, as its page says it."""

    when: str
    where: str
    held: bool
    outcome: str
    coming: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """What this page calls things, by whose page it is."""

    hello: str
    plan: str
    plan_empty: str
    said: str
    said_empty: str
    say: str
    meeting: str


def words_for(own: Own) -> Words:
    """The headings of a young person's page, a parent's or an advocate's."""
    name = name_of(own.young_person)
    if own.is_self:
        return Words(
            f"Hello {name}",
            "What people will do for me",
            "Nothing is here yet. Ask your worker to show you your plan.",
            "What I said and what happened",
            "You have not said anything here yet. What you say can change your plan.",
            "Say something",
            "My meeting",
        )
    if own.is_parent:
        return Words(
            f"You and {name}",
            "What people will do",
            "Nothing is here yet. The worker can show you parts of the plan here.",
            "What I said and what happened",
            "You have not said anything here yet. You know your child best, and you can say what you need.",
            "Say something",
            "The meeting",
        )
    return Words(
        f"{name}’s page",
        f"What people will do for {name}",
        "Nothing is here yet. Ask the worker to show the plan.",
        f"What {name} said and what happened",
        f"Nothing that {name} wants you to read is here yet.",
        f"Write down what {name} says",
        "The meeting",
    )


def promises(shown: Iterable[Shown], today: date) -> tuple[Promise, ...]:
    """What is released of the plan: what is still to come first, what is done after it."""
    found = [_promise(each, today) for each in shown if each.action is not None and each.action.status in _FAR]
    return tuple(sorted(found, key=lambda each: each.done))


def _promise(shown: Shown, today: date) -> Promise:
    action = shown.action
    assert action is not None
    state, tone = _FAR[ActionStatus(action.status)]
    done = tone == "done" and state != "Started"
    late = action.due_on < today and not done
    return Promise(
        key=shown.pk,
        words=shown.words,
        by_when="" if done else f"by {day_in_words(action.due_on, today)}",
        state=f"{state}. Late: ask why" if late else state,
        tone="late" if late else tone,
        done=done,
    )


def heard(said: Iterable[Any], today: date) -> tuple[Heard, ...]:
    """What was said, the newest first, with its reply."""
    return tuple(
        Heard(
            key=each.pk,
            words=each.words,
            when=_on(each.said_on, today),
            about=Topic(each.about).meaning,
            stance=_about_the_plan(each),
            reply=each.reply_words or "",
            replied=_on(each.reply_on, today) if each.reply_on else "",
        )
        for each in said
    )


def _about_the_plan(said: Said) -> str:
    return Stance(said.stance).label if said.stance else ""


def _on(on: date, today: date) -> str:
    """A day: today, yesterday, 3 March."""
    words = day_in_words(on, today)
    return words if words in ("today", "yesterday") else formats.day(on)


def meet(meeting: Meeting | None, invitations: Sequence[Invitation], released: str, *, own: Own) -> Meet | None:
    """The meeting: when, where, who is coming. A parent reads of it only what is released."""
    if meeting is None or (meeting.scheduled_at is None and not meeting.held):
        return None
    if own.is_parent and not released:
        return None
    when = (
        f"{formats.sentence(formats.day_in_words(meeting.scheduled_at))} at {formats.clock_time(meeting.scheduled_at)}"
    )
    coming = tuple(dict.fromkeys(_who(each, own) for each in invitations if each.attendance in conference.MAY_COME))
    chair = (f"{meeting.chair.name}, who runs the meeting",) if meeting.chair else ()
    return Meet(when, meeting.place, meeting.held, released, (*chair, *coming))


def _who(invitation: Invitation, own: Own) -> str:
    if invitation.role in _UNNAMED:
        text = _UNNAMED[invitation.role]
        return text if own.is_self or text != "You" else name_of(own.young_person)
    named = invitation.agency is not None or invitation.user is not None
    if not named:
        return "Somebody from another service"
    what = _PROFESSIONS.get(invitation.role, f"from {invitation.agency.name}" if invitation.agency else "")
    return f"{invitation.name}, {what}" if what else invitation.name
