"""What people of the invented borough do about limits that no record meets by itself. Part of a `walk`."""

from typing import Final

from django.utils import timezone

from roth.demo.walk import Walk
from roth.domain.timescales import BY_HAND
from roth.pathway import actions as pathway

# Somebody always forgets the chair's talk: one invented borough needs something to put right.
FORGOTTEN: Final = "T30A"


def meet(walk: Walk) -> None:
    """Say of everything whose day has come that it was done on its day, but for one thing that is forgotten."""
    today = timezone.localdate()
    for episode in walk.young_person.episodes.filter(closed_on=None):
        running = episode.clocks.filter(rule__in=BY_HAND, done_on=None, not_needed_because="", due_at=None)
        for clock in running.filter(due_on__lte=today).exclude(rule=FORGOTTEN):
            walk.do(
                pathway.finish_clock,
                by=walk.crew.social_worker,
                young_person=walk.young_person,
                clock=clock,
                done_on=clock.due_on,
            )
