"""Rows of the access table for the room of voice: who works with what was said, and whose pages are whose."""

from collections.abc import Callable
from typing import Any

from tests.architecture.conftest import World

HOLDERS = frozenset({"social_worker", "team_manager"})
WRITERS = HOLDERS | {"chair"}
READERS = WRITERS | {"coordinator", "quality_lead"}
YOUNG_PERSON, PARENT, ADVOCATE = (frozenset({part}) for part in ("young_person_user", "parent", "advocate"))
THREE = YOUNG_PERSON | PARENT | ADVOCATE
LOOK_ACROSS = frozenset(
    {
        *("social_worker", "team_manager", "chair", "coordinator", "quality_lead"),
        *("other_team_worker", "other_team_manager", "other_site_worker", "other_site_manager"),
    }
)


def _tie(world: World) -> int:
    return world.walks["in_force"].young_person.ties.first().pk


def _said(world: World) -> int:
    return world.walks["in_force"].young_person.said.filter(speaker="young_person").first().pk


def _shown(audience: str) -> Callable[[World], int]:
    return lambda world: world.walks["in_force"].young_person.shown.filter(audience=audience).first().pk


def rows(of: Any, at_site: Any, first: Any) -> dict[str, Any]:
    """The rows; the table's own helpers are handed in, so that it may import this."""
    number = {"number": _said}
    return {
        "voice:waiting": at_site(LOOK_ACROSS),
        "voice:said": of("in_force", READERS),
        "voice:write": of("in_force", WRITERS),
        "voice:reply": of("in_force", WRITERS, **number),
        "voice:beside": of("in_force", WRITERS, **number),
        "voice:readers": of("in_force", WRITERS, **number),
        "voice:taking_part": of("in_force", READERS),
        "voice:wish": of("in_force", WRITERS),
        "voice:advocate": of("in_force", WRITERS),
        "voice:talk": of("in_force", WRITERS),
        "voice:feedback": of("in_force", WRITERS),
        "voice:maps": of("in_force", READERS),
        "voice:make_map": of("in_force", WRITERS),
        "voice:pages": of("in_force", READERS),
        "voice:tie_add": of("in_force", HOLDERS),
        "voice:tie_end": of("in_force", HOLDERS, number=_tie),
        "voice:tie_shut": of("in_force", HOLDERS, number=_tie),
        "voice:tie_open": of("in_force", HOLDERS, number=_tie),
        "voice:shows": of("in_force", HOLDERS, audience="young-person"),
        "voice:device": of("in_force", WRITERS),
        # One's own: nobody else has such a page
        "voice:mine": at_site(THREE, refused=404),
        "voice:choose": at_site(THREE, refused=404),
        "voice:say": at_site(THREE, refused=404),
        "voice:who_reads": at_site(YOUNG_PERSON, refused=404, number=_said),
        "voice:my_part": at_site(YOUNG_PERSON | PARENT, refused=404),
        "voice:my_item": at_site(YOUNG_PERSON, refused=404, number=_shown("young_person")),
        "voice:my_map": at_site(YOUNG_PERSON, refused=404),
        "voice:my_feedback": at_site(YOUNG_PERSON | PARENT, refused=404),
        "voice:my_advocate": at_site(YOUNG_PERSON, refused=404),
        "voice:hand_back": at_site(frozenset(), method="POST", refused=404),
    }
