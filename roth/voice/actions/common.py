"""What several actions of this room share. None of it is an action of its own."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from roth.accounts.models import User
from roth.audit.actions import record
from roth.audit.kinds import Kind
from roth.domain.access import Permission
from roth.domain.errors import NotPossible
from roth.domain.voice import Speaker
from roth.people.models import YoungPerson
from roth.voice import selectors
from roth.voice.access import Actor
from roth.voice.models import Tie


def audit(kind: Kind, by: Actor, young_person: YoungPerson, target: str, **detail: Any) -> None:
    """The event, in the young person's record."""
    record(kind, by=by, site=young_person.site.code, record=young_person.ref, target=target, **detail)


def account(by: Actor) -> User | None:
    """The user who acts; none where a young person holds a worker's device."""
    return by if isinstance(by, User) else None


def refuse(sentence: str, wrong: Iterable[tuple[str, str]]) -> None:
    """Raise NotPossible where anything is wrong."""
    found = tuple(wrong)
    if found:
        raise NotPossible(sentence, found)


def not_in_the_future(on: date, field: str) -> tuple[tuple[str, str], ...]:
    """A day that has come."""
    if on > timezone.localdate():
        return ((field, "This day has not come yet. Enter today, or a day before it."),)
    return ()


def kept(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values without the empty ones, for the trail."""
    return {name: value for name, value in values.items() if value not in ("", None, False)}


def page_of_words(by: Actor, right: Permission, young_person: YoungPerson, speaker: Speaker) -> Tie | None:
    """On whose page the words will stand: the speaker's own, where it is certain whose that is."""
    if right is Permission.PARENT_PAGE and isinstance(by, User):
        return selectors.tie_between(by, young_person, speaker)
    return selectors.sole_tie(young_person, speaker)
