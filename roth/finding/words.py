"""Which words of a record find it: one function for each kind. Only words that everybody who may open it is shown.

A conference keeps its discussion out of here, because whoever is only invited does not read the record: a search that
said "yes, somewhere in there" would tell them what the page does not.
"""

from dataclasses import dataclass
from functools import singledispatch
from typing import Any

from django.utils import timezone

from roth.contexts.models import Context
from roth.domain import codes
from roth.domain.actions import ActionStatus
from roth.domain.words import day_in_full
from roth.meetings.models import Meeting
from roth.people.names import asked_for, folded
from roth.plans.models import Action, Goal


@dataclass(frozen=True, slots=True)
class Said:
    """By what a record is sorted among its kind, and the words that find it; both folded."""

    name: str
    words: str

    @classmethod
    def of(cls, name: str, *texts: str) -> "Said":
        """From words as people wrote them."""
        return cls(folded(name), " ".join(part for text in (name, *texts) for part in words_in(text)))


def words_in(text: str) -> tuple[str, ...]:
    """The words of a text, each as it is written and, where a mark stands inside it, in its parts."""
    return tuple(each for word in text.split() for each in dict.fromkeys((*asked_for(word), *asked_for(_apart(word)))))


def _apart(word: str) -> str:
    return "".join(letter if letter.isalnum() else " " for letter in word)


@singledispatch
def said_of(target: Any) -> Said | None:
    """The words of this record; None where it has left what it stood in, and is not to be found any more."""
    raise TypeError(f"Nobody has said which words find a {type(target).__name__}.")


@said_of.register
def _(target: Context) -> Said | None:
    about = (target.description, target.area, target.looked_after_by, target.strengths, target.times)
    return Said.of(target.name, target.ref, codes.label(codes.CONTEXT_KIND, target.kind), *about)


@said_of.register
def _(target: Meeting) -> Said | None:
    day = target.held_on or (timezone.localdate(target.scheduled_at) if target.scheduled_at else None)
    said = (target.ref, "conference", target.kind.replace("_", " "), day_in_full(day) if day else "")
    return Said.of(day.isoformat() if day else "", *said, target.place, target.chair.name if target.chair else "")


@said_of.register
def _(target: Goal) -> Said | None:
    return None if target.dropped_on else Said.of(target.statement)


@said_of.register
def _(target: Action) -> Said | None:
    return None if target.status == ActionStatus.DROPPED else Said.of(target.text, target.owner_name)
