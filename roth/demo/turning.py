"""Turns that an invented way may take: legal gateway, a move away, a plan that ends, what follows. Part of a `walk`."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from django.utils import timezone

from roth.demo import reviewing
from roth.demo.steps import walk_to
from roth.demo.walk import Walk
from roth.pathway import actions as pathway

_MORE: Final = "Two more young people are hurt at the same place, and threats reach home."


def assess(walk: Walk) -> None:
    """The referral leads to an assessment, not to a discussion."""
    walk.triage("assessment")


def family_help(walk: Walk) -> None:
    """The referral leads to family help."""
    walk.triage("family_help")


def no_further_action(walk: Walk) -> None:
    """The referral closes."""
    walk.triage("nfa")


def to_legal_gateway(walk: Walk) -> None:
    """Legal advice is taken, and the plan goes on meanwhile."""
    walk.do(
        pathway.go_to_legal_gateway,
        by=walk.crew.manager,
        young_person=walk.young_person,
        on=timezone.localdate(),
        adviser="Children's lawyer on duty",
        advice="The threshold for proceedings is not met. Come back if threats reach home again.",
        attribution="The harm comes from adults outside the family. Care at home is good, and protects.",
        outcome="stay",
        reason=_MORE,
    )


def hand_over(walk: Walk) -> None:
    """The family moves for good, and the other authority is told."""
    walk.do(
        pathway.hand_over,
        by=walk.crew.social_worker,
        young_person=walk.young_person,
        on=timezone.localdate(),
        authority="Holmsea Council",
        contact="Duty manager, conference service",
        told_on=timezone.localdate(),
        moved_on=None,
        young_persons_views="I did not choose this. I want to see my friends at weekends.",
        kept_safe="The social worker visits each week until the other conference; the school bus is met.",
    )


def end_plan(walk: Walk) -> None:
    """The plan ends because a care plan leads now. That is not harm reduced."""
    walk.do(
        pathway.end_plan_without_conference,
        by=walk.crew.manager,
        young_person=walk.young_person,
        on=timezone.localdate(),
        ending="looked_after",
        reason="The care plan leads from today. The places have not changed yet, and the context plan goes on.",
        agencies_said="Police, school and youth service agree, and keep their actions in the places.",
    )


def cin_plan(walk: Walk) -> None:
    """A child in need plan follows the plan."""
    end_plan(walk)
    walk.do(
        pathway.decide_what_follows,
        by=walk.crew.manager,
        young_person=walk.young_person,
        on=timezone.localdate(),
        afterwards="cin_plan",
        reason="Support goes on with what the young person asked for.",
        young_persons_views="Keep the music sessions.",
        parents_views="Somebody to phone.",
    )


def close(walk: Walk) -> None:
    """The episode closes after the plan."""
    end_plan(walk)
    walk.do(
        pathway.decide_what_follows,
        by=walk.crew.manager,
        young_person=walk.young_person,
        on=timezone.localdate(),
        afterwards="closed",
        reason="Another service leads now.",
        young_persons_views="That is fine.",
        parents_views="Glad of what was done.",
        closure_reason="RC7",
    )


def strategy_again(walk: Walk) -> None:
    """Something new happens while a plan is in force."""
    walk.do(
        pathway.call_strategy_discussion,
        by=walk.crew.manager,
        young_person=walk.young_person,
        on=timezone.localdate(),
        reason=_MORE,
    )


def found_again(walk: Walk) -> None:
    """A second enquiry finds harm while the plan is in force."""
    strategy_again(walk)
    walk.start = timezone.localdate()  # the second time, every day is counted from now
    walk.discuss_strategy()
    walk.enquire()
    walk.authorise_enquiry()


def go_missing(walk: Walk) -> None:
    """Away for two nights, not long ago."""
    walk.do(
        pathway.begin_overlay,
        by=walk.crew.social_worker,
        young_person=walk.young_person,
        kind="missing",
        started_at=timezone.now() - timedelta(days=3),
        words="Did not come home after the last bus.",
        source="Mum, by phone to the duty team",
        reported_by="Mum",
        risk="high",
    )


def come_back(walk: Walk) -> None:
    """Back, and a return interview is to be offered."""
    go_missing(walk)
    walk.do(
        pathway.end_overlay,
        by=walk.crew.social_worker,
        young_person=walk.young_person,
        overlay=walk.young_person.overlays.get(kind="missing", ended_at=None),
        ended_at=timezone.now() - timedelta(days=1),
        words="Came home by themselves, tired and hungry, and went to bed.",
        found_where="They have not said, and nobody has pressed them.",
    )


def be_interviewed(walk: Walk) -> None:
    """The return interview, with somebody independent."""
    come_back(walk)
    walk.do(
        pathway.record_return_interview,
        by=walk.crew.social_worker,
        young_person=walk.young_person,
        missing=walk.young_person.overlays.get(kind="missing").missing,
        interview="accepted",
        interview_at=timezone.now() - timedelta(hours=2),
        interviewer="The return interview service",
        independent=True,
        said="Nobody made me. I just could not be at home and there is nowhere else that is open.",
        themes="Nothing in the area is open for young people after eight.",
        follow_up="The youth worker stays until ten on Fridays from this week.",
    )


def visit(walk: Walk) -> None:
    """A visit at home."""
    walk.do(
        pathway.record_visit,
        by=walk.crew.social_worker,
        young_person=walk.young_person,
        on=timezone.localdate(),
        seen=True,
        alone=True,
        where="At home, then a walk",
        purpose="How the way home is now, and whether the bus is met as the plan says.",
        words="It is better on Mondays. Fridays are the same.",
    )


# Where a way may stand beside the straight walk: the step it leaves from, and the turns it takes there.
TURNED: Final[dict[str, tuple[str, tuple[Callable[[Walk], None], ...]]]] = {
    "assessing": ("referred", (assess,)),
    "in_family_help": ("referred", (family_help,)),
    "not_taken_further": ("referred", (no_further_action,)),
    "at_legal_gateway": ("core_group_held", (to_legal_gateway,)),
    "moving_away": ("core_group_held", (hand_over,)),
    "plan_ended": ("core_group_held", (end_plan,)),
    "on_cin_plan": ("core_group_held", (cin_plan,)),
    "closed": ("core_group_held", (close,)),
    "discussed_again": ("core_group_held", (strategy_again,)),
    "came_back": ("core_group_held", (come_back,)),
    "review_booked": ("core_group_held", (reviewing.book_review,)),
    "found_again": ("core_group_held", (found_again,)),
}


def in_custody(walk: Walk) -> None:
    """Remanded, and risk looks lower than it is."""
    walk.do(
        pathway.begin_overlay,
        by=walk.crew.social_worker,
        young_person=walk.young_person,
        kind="in_custody",
        started_at=timezone.now() - timedelta(days=2),
        words="Remanded until the hearing. The places and the people there have not changed.",
        source="Youth justice service",
    )


def visited_after_missing(walk: Walk) -> None:
    """Back, interviewed and visited."""
    be_interviewed(walk)
    visit(walk)


def straight_on(walk: Walk) -> None:
    """No turn: a visit, as on every way."""
    visit(walk)


# What happens on ways of the invented borough whose plan is in force, by turns.
IN_THE_BOROUGH: Final = (
    straight_on,
    visited_after_missing,
    in_custody,
    hand_over,
    go_missing,
    to_legal_gateway,
    straight_on,
    close,
    cin_plan,
    strategy_again,
)


def turn_of(number: int) -> Callable[[Walk], None]:
    """The turn that a young person of the borough takes, always the same one for the same number."""
    return IN_THE_BOROUGH[number % len(IN_THE_BOROUGH)]


def turn_to(walk: Walk, where: str) -> Walk:
    """Walk to the step and take the turns. Raises KeyError for a place that there is not."""
    until, turns = TURNED[where]
    walk_to(walk, until)
    for turn in turns:
        turn(walk)
    return walk
