"""What stands around every page of a young person's record: whose it is, and where else in it the reader may go.

Other rooms call `frame` with a record that came through the door. What a page itself says belongs in that page's room.
"""

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from roth.domain.access import Permission
from roth.people import present, selectors
from roth.people.access import may
from roth.people.models import YoungPerson

# key, words, address, and what opens it. In the order of the pathway; the young person comes first.
_PLACES = (
    ("overview", "Overview", "people:young_person", Permission.RECORD_VIEW),
    ("voice", "What they say", "voice:said", Permission.VOICE_VIEW),
    ("steps", "Steps and clocks", "pathway:steps", Permission.RECORD_VIEW),
    ("assessment", "Assessment", "assessments:assessment", Permission.RECORD_VIEW),
    ("contexts", "Contexts", "contexts:links", Permission.RECORD_VIEW),
    ("conference", "Conference", "meetings:conference", Permission.MEETING_VIEW),
    ("plan", "Plan", "plans:plan", Permission.PLAN_VIEW),
    ("review", "Review", "reviews:review", Permission.RECORD_VIEW),
    ("chronology", "Chronology", "chronology:curated", Permission.RECORD_VIEW),
    ("history", "History", "people:history", Permission.HISTORY_VIEW),
)


def frame(
    request: HttpRequest, young_person: YoungPerson, current: str, head: selectors.Head | None = None
) -> dict[str, Any]:
    """Context for `layouts/record.jinja`: `identity`, `sub_navigation` and `young_person`. One query without `head`."""
    home = address("people:young_person", young_person.ref) if may(young_person, Permission.RECORD_VIEW) else ""
    head = head or selectors.head_of(young_person)
    return {
        "young_person": young_person,
        "identity": present.identity(young_person, head, timezone.localdate(), home),
        "sub_navigation": _sub_navigation(young_person, current),
    }


def address(name: str, ref: str) -> str:
    """The address of a page of this record; empty while its room has none."""
    try:
        return reverse(name, args=(ref,))
    except NoReverseMatch:
        return ""


def _sub_navigation(young_person: YoungPerson, current: str) -> list[tuple[str, str, bool]]:
    allowed = {permission: may(young_person, permission) for permission in {place[3] for place in _PLACES}}
    links = [
        (words, address(name, young_person.ref), key == current)
        for key, words, name, permission in _PLACES
        if allowed[permission]
    ]
    return [link for link in links if link[1]]
