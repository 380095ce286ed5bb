"""What pages say about a young person: frozen words, no queries."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final

from django.utils import timezone

from roth.audit.kinds import Kind
from roth.audit.models import Event
from roth.domain import codes, overlays, timescales
from roth.domain.calendar import Calendar
from roth.domain.pathway import Stage
from roth.domain.words import counted
from roth.pathway import addresses
from roth.pathway.clocks import held_deadline
from roth.pathway.selectors import TONES
from roth.people.models import YoungPerson
from roth.people.selectors import Head, Running
from roth.timetable.selectors import calendar
from roth.ui.formats import day
from roth.ui.identity import Identity

RESTRICTED: Final = "only named people may open this record"
_LONGEST: Final = 120
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_READS: Final = frozenset({Kind.READ.value, Kind.READ_ELEVATED.value})


def age_in_words(
    born_on: date | None, today: date, expected_on: date | None = None, died_on: date | None = None
) -> str:
    """How old somebody is, as a page says it: in years, and in months before the second birthday."""
    if died_on is not None:
        return f"Died aged {_years(born_on, died_on)}" if born_on else "Died"
    if born_on is None:
        return "Not born yet" if expected_on else "Age not recorded"
    if born_on > today:
        return "Not born yet"
    months = (today.year - born_on.year) * 12 + today.month - born_on.month - (today.day < born_on.day)
    return f"{counted(months, 'month')} old" if months < 24 else f"{_years(born_on, today)} years old"


def _years(born_on: date, on: date) -> int:
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


def stage_in_words(stage: str, pathway: str = "") -> str:
    """Where the newest episode is, and on which pathway."""
    if not stage:
        return "No referral yet"
    where = Stage.of(stage).label
    return f"{where} · {codes.label(codes.PATHWAY, pathway)}" if pathway else where


def identity(young_person: YoungPerson, head: Head, today: date, href: str) -> Identity:
    """The head of every page of the record."""
    return Identity(
        name=young_person.name,
        ref=young_person.ref,
        href=href,
        age=age_in_words(young_person.born_on, today, young_person.expected_on, young_person.died_on),
        pronouns=young_person.pronouns,
        allocated=f"Allocated to {head.worker}" if head.worker else "Nobody is allocated yet",
        status=stage_in_words(head.stage, head.pathway),
        beside=_beside(young_person, head, today) if href else (),
        beside_href=addresses.of("pathway:alongside", young_person.ref),
        restriction=RESTRICTED if young_person.restricted else "",
    )


def _beside(young_person: YoungPerson, head: Head, today: date) -> tuple[str, ...]:
    """What goes on beside the pathway, for whoever may open the record. A restriction is said on its own."""
    kinds = (*(overlays.Kind(kind) for kind in head.beside), *overlays.known(young_person.born_on, False, today))
    return tuple(kind.label for kind in kinds)


# --- Lists -----------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Row:
    """One young person on a list. Never what part they had in any harm."""

    name: str
    ref: str
    href: str
    age: str
    worker: str
    stage: str
    clock: str
    tone: str
    restricted: bool


def row(young_person: YoungPerson, head: Head, today: date, href: str) -> Row:
    """A young person as a list says it."""
    words, tone = clock_in_words(head.clock, today)
    age = age_in_words(young_person.born_on, today, young_person.expected_on, young_person.died_on)
    return Row(
        name=young_person.name,
        ref=young_person.ref,
        href=href,
        age=age.removesuffix(" years old"),
        worker=head.worker or "Nobody yet",
        stage=stage_in_words(head.stage, head.pathway),
        clock=words,
        tone=tone,
        restricted=young_person.restricted,
    )


def clock_in_words(clock: Running | None, today: date) -> tuple[str, str]:
    """Where a clock stands and in which tone; nothing where none runs."""
    if clock is None:
        return "", ""
    return _counted(clock, timezone.now() if clock.started_at else today, calendar())


@lru_cache(maxsize=4096)
def _counted(clock: Running, now: date | datetime, _: Calendar) -> tuple[str, str]:
    """Kept: counting working days is most of the time that a list takes, and clocks that run share their days."""
    found = timescales.status(held_deadline(clock), now)
    return found.sentence, TONES[found.state]


# --- History ---------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Happened:
    """One event of the audit trail as a sentence, with what changed."""

    when: datetime
    title: str
    by: str
    text: str
    href: str = ""


def happened(event: Event) -> Happened:
    """An event as people read it."""
    detail = json.loads(event.detail) if event.detail else {}
    before, after = detail.get("before", {}), detail.get("after", {})
    changes = [_change(name, before, after) for name in dict.fromkeys((*before, *after))]
    reason = detail.get("reason", "")
    why = f"As {reason}" if event.kind in _READS else f"Reason: {reason}"
    lines = [*(change for change in changes if change), *([why] if reason else [])]
    return Happened(event.at, f"{event.actor_name} {_label(event.kind)}", event.actor_role, ". ".join(lines))


def _label(kind: str) -> str:
    """The kind's own words; the code where a later version has dropped the kind, because history stays."""
    return Kind(kind).label if kind in Kind._value2member_map_ else kind


def _change(name: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    old, new = before.get(name), after.get(name)
    if old == new or (not old and not new):
        return ""
    words = name.removesuffix("_id").replace("_", " ").capitalize()
    if _needs_a_page(old) or _needs_a_page(new):
        return f"{words} changed"
    if not old:
        return f"{words}: {_short(new)}"
    return f"{words}: {_short(old)} became {_short(new)}"


def _needs_a_page(value: object) -> bool:
    """Lists, and the keys of other records: a sentence cannot say them."""
    return isinstance(value, list | dict) or (isinstance(value, int) and not isinstance(value, bool))


def _short(value: object) -> str:
    """A value inside a sentence: a day as people say it, long words cut."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value or "nothing")
    if _DAY.fullmatch(text):
        return day(date.fromisoformat(text))
    return f"“{text}”" if len(text) <= _LONGEST else f"“{text[:_LONGEST]}…”"
