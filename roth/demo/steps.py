"""The order of a walk, so that anybody can ask for a young person at a stage."""

from collections.abc import Callable
from typing import Final

from django.utils import timezone

from roth.demo import assessing, carrying, conferring, limits, planning, telling
from roth.demo.walk import Walk

# name -> (what happens, on which working day after the referral it has happened)
STEPS: Final[dict[str, tuple[Callable[[Walk], None], int]]] = {
    "added": (Walk.add, 0),
    "referred": (Walk.refer, 0),
    "triaged": (Walk.triage, 1),
    "seen": (Walk.see_at_once, 1),
    "strategy_held": (Walk.discuss_strategy, 2),
    "enquired": (Walk.enquire, 8),
    "enquiry_authorised": (Walk.authorise_enquiry, 8),
    "pathway_decided": (Walk.decide_pathway, 9),
    "assessed": (assessing.assess, 10),
    "assessment_authorised": (assessing.authorise_assessment, 12),
    "booked": (conferring.book, 12),
    "opened": (conferring.open_room, 15),
    "held": (conferring.hold, 15),
    "told": (telling.tell, 16),
    "paused": (planning.pause, 15),
    "planned": (planning.write, 16),
    "answered": (planning.answer, 16),
    "in_force": (planning.put_in_force, 16),
    "progress_said": (carrying.say_how_it_goes, 21),
    "core_group_held": (carrying.hold_core_group, 25),
}


def walk_to(walk: Walk, until: str) -> Walk:
    """Take every step up to and including this one. Raises KeyError for a step that there is not."""
    if until not in STEPS:
        raise KeyError(until)
    for name, (step, day) in STEPS.items():
        if name != "added":
            limits.meet(walk, walk.day(day))
        step(walk)
        if name == until:
            break
    limits.meet(walk, timezone.localdate())
    return walk
