"""Examples of the actions of voice that a straight walk does not pass."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils import timezone

from roth.demo import voicing
from roth.demo.borough import places_at
from roth.demo.cast import Cast
from roth.demo.steps import walk_to
from roth.demo.walk import Crew, Walk
from roth.voice import actions as voice
from roth.voice import selectors


def own_pages(do: Callable[..., Any], crew: Crew, cast: Cast, start: date) -> None:
    """Pages of one's own, a device in a young person's hands, second thoughts."""
    walk = walk_to(Walk(crew, "Given39", "Moss", places_at(crew, (0, 1, 2)), start, number=39), "in_force")
    walk.do = do
    voicing.give_pages(walk, cast)
    voicing.map_again(walk, cast)
    person, worker = walk.young_person, crew.social_worker
    said = person.said.filter(speaker="young_person").first()
    do(voice.choose_readers, by=cast.young_person_user, said=said, shown_to=["parent"])
    do(voice.write_beside, by=worker, said=said, text="Rang the lighting team the same day.")
    shown = selectors.shown_to(person, "young_person")[0]
    do(
        voice.say_of_plan,
        by=cast.young_person_user,
        young_person=person,
        speaker="young_person",
        shown_key=shown.pk,
        stance="agree",
        words="",
    )
    tie = person.ties.get(user=cast.parent)
    do(voice.pause_tie, by=worker, tie=tie, reason="Somebody at home reads her phone.")
    tie.refresh_from_db()
    do(voice.reopen_tie, by=worker, tie=tie)
    tie.refresh_from_db()
    do(voice.end_tie, by=worker, tie=tie, on=timezone.localdate())
    handover = do(voice.hand_over, by=worker, young_person=person)
    do(voice.hand_back, by=handover)
