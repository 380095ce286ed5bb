"""What people of the invented borough do about limits that no record meets by itself. Part of a `walk`."""

from datetime import date
from typing import Final

from roth.demo.walk import Walk
from roth.domain.timescales import BY_HAND
from roth.pathway import actions as pathway

# What an action of the walk itself meets, and what the story of a young person without a plan leaves to be done.
_ELSEWHERE: Final = frozenset({"T30A", "T30B"})
# A well-run borough forgets one thing in so many: an invented one needs something to put right.
_ONE_IN: Final = 14


def forgotten(walk: Walk, rule: str) -> bool:
    """Whether nobody thought of it. The young person of the cast is one of those with whom nothing was forgotten."""
    return walk.number > 0 and (walk.number * 5 + sum(map(ord, rule))) % _ONE_IN == 0


def meet(walk: Walk, until: date) -> None:
    """Say of everything whose day has come by then that it was done on its day, but for the few that are forgotten."""
    for episode in walk.young_person.episodes.filter(closed_on=None):
        running = episode.clocks.filter(rule__in=BY_HAND - _ELSEWHERE, done_on=None, not_needed_because="", due_at=None)
        for clock in running.filter(due_on__lte=until):
            if forgotten(walk, clock.rule):
                continue
            walk.do(
                pathway.finish_clock,
                by=walk.crew.social_worker,
                young_person=walk.young_person,
                clock=clock,
                done_on=clock.due_on,
            )
