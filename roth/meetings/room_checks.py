"""What stops something from being written in the room: the rules of `domain.in_the_room`, asked of the records."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from roth.domain import codes
from roth.domain import in_the_room as rules
from roth.domain.errors import NotPossible
from roth.domain.words import day_in_full
from roth.meetings import selectors
from roth.meetings.models import Meeting


def refuse(wrong: tuple[tuple[str, str], ...], sentence: str) -> None:
    """Say everything that is wrong at once."""
    if wrong:
        raise NotPossible(sentence, wrong)


def require_known(values: Mapping[str, Any], fields: frozenset[str]) -> None:
    """No name but these: a slip of the pen in a caller is not to be saved as nothing."""
    if set(values) - fields:
        raise TypeError(f"There is no field {', '.join(sorted(set(values) - fields))}.")


def require_its_day(meeting: Meeting) -> None:
    """A meeting is opened on its day, or later where nobody had this page at hand."""
    if meeting.scheduled_at is not None and timezone.localdate(meeting.scheduled_at) > timezone.localdate():
        on = day_in_full(timezone.localdate(meeting.scheduled_at))
        raise NotPossible(f"This conference is booked for {on}. Open it on that day, or change when it is first.")


def require_pause(meeting: Meeting) -> None:
    """V10: what for, and how would we know, before anybody says what to do."""
    wrong = rules.against_options({name: getattr(meeting, name) for name, _ in rules.PAUSE})
    refuse(
        tuple(("pause", sentence) for _, sentence in wrong),
        "Pause first: agree what we are trying to achieve and how we would know, then look at options (V10).",
    )


def require_near(meeting: Meeting, context: int | None) -> None:
    """A context of this young person's: a key from elsewhere is refused and never shown."""
    if context is None:
        return
    known, _ = selectors.contexts_and_reach(meeting.episode.young_person, meeting.episode)
    if context not in {each.key for each in known}:
        raise NotPossible("Choose one of the contexts shown.", (("context_id", "Choose one of the contexts shown."),))


def owner_of(meeting: Meeting, owner: str, name: str, accepted: str) -> dict[str, Any]:
    """The columns that say whose an action is, and whether it is theirs already.

    `accepted` is "yes", "no" or empty. A yes counts only from somebody who is in the room (V05).
    """
    kind, _, key = owner.partition(":")
    number = int(key) if key.isdecimal() and len(key) < 12 else 0
    found = _person(meeting, number) if kind == "person" else _agency(meeting, number, name)
    there = found.pop("there")
    if accepted == "yes" and not there:
        sentence = "They were not in the room, so this stays proposed until they say yes (V05)."
        raise NotPossible(sentence, (("accepted", sentence),))
    return found | {"status": {"yes": "accepted", "no": "declined"}.get(accepted, "proposed")}


def _person(meeting: Meeting, key: int) -> dict[str, Any]:
    one = selectors.person_asked(meeting, key)
    if one is None:
        raise NotPossible("Choose one of the people shown.", (("owner", "Choose who takes it on."),))
    kind = one.agency.kind if one.agency else ""
    return {
        "invitation": one,
        "agency": one.agency,
        "owner_name": one.name,
        "owner_type": rules.owner_type(one.role, kind).value,
        "there": one.attendance in codes.PRESENT,
    }


def _agency(meeting: Meeting, key: int, name: str) -> dict[str, Any]:
    """An agency of which nobody is invited to speak, or a person of it who was not asked: never in the room."""
    agency = next((each for each in selectors.agencies_of(meeting.episode.young_person) if each.pk == key), None)
    if agency is None:
        raise NotPossible("Choose one of the agencies shown.", (("owner", "Choose who takes it on."),))
    return {
        "invitation": None,
        "agency": agency,
        "owner_name": name.strip() or agency.name,
        "owner_type": rules.owner_type("", agency.kind).value,
        "there": any(one.agency_id == key and one.attendance in codes.PRESENT for one in selectors.attendance(meeting)),
    }
