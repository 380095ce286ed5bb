"""For each step of the pathway's table: where a young person stands before it, and the action that takes it.

The ways are those of the demo, so each step is taken by the same action as its page takes.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from roth.demo import assessing, conferring, planning, reviewing, turning
from roth.demo.borough import places_at
from roth.demo.steps import STEPS, walk_to
from roth.demo.turning import turn_to
from roth.demo.walk import Walk
from roth.domain.calendar import ENGLAND_AND_WALES
from roth.meetings import actions as meetings
from roth.pathway import actions as pathway
from roth.plans import actions as plans

HOLDERS, MANAGER = frozenset({"social_worker", "team_manager"}), frozenset({"team_manager"})
COORDINATOR, CHAIR = frozenset({"coordinator"}), frozenset({"chair"})


@dataclass(frozen=True)
class Example:
    """`take` walks on from `start`; of what it does, `action` is the one that takes the step, with `said` beside."""

    start: str
    take: Callable[[Walk], Any]
    action: str
    may: frozenset[str] = MANAGER
    said: dict[str, Any] = field(default_factory=dict)


def _now(walk: Walk) -> dict[str, Any]:
    return {"by": walk.crew.manager, "young_person": walk.young_person, "on": timezone.localdate()}


def _with_reason(action: Callable[..., Any]) -> Callable[[Walk], Any]:
    return lambda walk: walk.do(action, **_now(walk), reason="What changed is written here.")


def _finish_transfer(walk: Walk) -> None:
    today = timezone.localdate()
    theirs = {"conference_on": today, "accepted_on": today, "accepted_by": "Holmsea Council"}
    walk.do(pathway.finish_transfer, **_now(walk), **theirs)


def _take_over(walk: Walk) -> None:
    walk.do(
        pathway.take_over,
        **_now(walk),
        authority="Holmsea Council",
        contact="Duty manager",
        source_plan="HC-12",
        source_plan_started_on=None,
        concern="Their plan is about the same group.",
        pathway="roth_cp",
    )


def _follow(walk: Walk) -> None:
    walk.do(
        pathway.decide_what_follows,
        **_now(walk),
        afterwards="closed",
        reason="What was agreed.",
        young_persons_views="Fine.",
        parents_views="Fine.",
        family_agreement="Mum agreed by phone.",
        lead_practitioner="Family help lead",
        closure_reason="RC7",
    )


def _follows(start: str, afterwards: str) -> Example:
    return Example(start, _follow, "decide_what_follows", said={"afterwards": afterwards})


def _again(walk: Walk) -> None:
    """The same referral, received today."""
    walk.start = timezone.localdate()
    walk.refer()


def _assessed(walk: Walk) -> None:
    assessing.assess(walk)
    assessing.authorise_assessment(walk)


def _enquired_again(walk: Walk) -> None:
    turning.strategy_again(walk)
    walk.start = timezone.localdate()
    walk.discuss_strategy()
    walk.enquire()


def _discussed_again(walk: Walk) -> None:
    turning.strategy_again(walk)
    walk.start = timezone.localdate()


def _move(walk: Walk) -> None:
    walk.do(
        meetings.rearrange_conference,
        by=walk.crew.coordinator,
        meeting=walk.meeting,
        scheduled_at=walk.meeting.scheduled_at + timedelta(hours=1),
        reason="interpreter",
        interim_safety="A worker meets the bus every evening.",
    )


def _review(**asked: Any) -> Callable[[Walk], None]:
    """Ask for a review, as its chair where it is early, and book it in two weeks."""

    def book(walk: Walk) -> None:
        crew, episode = walk.crew, walk.young_person.episodes.get()
        asks = crew.chair if asked else crew.coordinator
        day = ENGLAND_AND_WALES.add_working_days(timezone.localdate(), 10)
        meeting = meetings.ask_for_review(by=asks, episode=episode, on=timezone.localdate(), **asked)
        walk.do(
            meetings.book_conference,
            by=crew.coordinator,
            meeting=meeting,
            scheduled_at=timezone.make_aware(datetime.combine(day, time(7, 30 + walk.number % 20))),
            mode="online",
            place="By video",
            chair=crew.chair,
            young_persons_preferences="After school.",
        )

    return book


def _make_detailed(walk: Walk) -> None:
    plan, on = planning.plan_of(walk), timezone.localdate()
    walk.do(plans.make_plan_detailed, by=walk.crew.social_worker, plan=plan, on=on)


def _up_to_the_decision(walk: Walk) -> None:
    """A review that is booked, held, rated, and lacks nothing but the chair's decision."""
    reviewing.book_review(walk)
    reviewing.hold(walk)
    reviewing.rate(walk, planning.plan_of(walk))
    reviewing.exit_test(walk, planning.plan_of(walk))


def _decide(decision: str, **said: Any) -> Example:
    def take(walk: Walk) -> None:
        reviewing.decide(walk, planning.plan_of(walk), decision, **said)

    return Example("reviewed", take, "decide_review", CHAIR)


# Where a young person may stand beside the ways of the demo.
STARTS: dict[str, tuple[str, Callable[[Walk], None]]] = {
    "booked_soon": ("booked", lambda walk: None),
    "reviewed": ("core_group_held", _up_to_the_decision),
    "assessed_first": ("assessing", _assessed),
    "enquired_again": ("core_group_held", _enquired_again),
    "discussing_again": ("core_group_held", _discussed_again),
}


# Those who set out later than the others, in days before today.
SET_OUT: dict[str, int] = {"booked_soon": 19}


def stand(crew: Any, start: str, since: Any, number: int) -> Walk:
    """A young person who stands where the example starts."""
    if start in SET_OUT:
        since = ENGLAND_AND_WALES.working_day_on_or_before(timezone.localdate() - timedelta(days=SET_OUT[start]))
    walk = Walk(crew, f"Given{number}", f"Family{number}", places_at(crew, (0, 1, 2)), since, number=number)
    until, more = STARTS.get(start, (start, lambda _: None))
    (walk_to if until in STEPS else turn_to)(walk, until)
    more(walk)
    return walk


def _triage(decision: str) -> Example:
    return Example("referred", lambda walk: walk.triage(decision), "decide_triage")


def _discuss(next_step: str, start: str = "triaged") -> Example:
    return Example(start, Walk.discuss_strategy, "record_strategy_discussion", said={"next_step": next_step})


def _found(start: str, harm: bool) -> Example:
    said = {} if harm else {"substantiated": False, "outcome": "section_17", "conference_needed": False}
    return Example(start, Walk.authorise_enquiry, "authorise_enquiry", said=said)


def _choose(pathway: str, outside: bool, home: bool) -> Example:
    said = {
        "pathway": pathway,
        "harm_outside_home": outside,
        "harm_at_home": home,
        "senior_sign_off": "The head of service agrees.",
    }
    return Example("enquiry_authorised", Walk.decide_pathway, "decide_pathway", said=said)


def _turn(start: str, take: Callable[[Walk], Any], action: str, may: frozenset[str] = MANAGER) -> Example:
    return Example(start, take, action, may)


EXAMPLES: dict[str, Example] = {
    "C01": Example("added", Walk.refer, "record_referral", HOLDERS),
    "C03": _triage("nfa"),
    "C04": _triage("family_help"),
    "C05": _triage("assessment"),
    "C06": _triage("strategy"),
    "C07": _discuss("enquiry"),
    "C08": _discuss("assessment"),
    "C08P": _discuss("assessment", "discussing_again"),
    "C09": _discuss("again"),
    "C10": _found("enquired", harm=False),
    "C10P": _found("enquired_again", harm=False),
    "C11": _found("enquired", harm=True),
    "C12": _choose("roth_cp", outside=True, home=False),
    "C13": _choose("traditional_cp", outside=False, home=True),
    "C14": _choose("blended_cp", outside=True, home=True),
    "C15": _choose("cin_roth", outside=True, home=False),
    "C15F": _choose("family_help_roth", outside=True, home=False),
    "C15P": _turn("found_again", _with_reason(pathway.go_on_with_plan), "go_on_with_plan"),
    "C17": Example("booked", conferring.hold, "decide_conference", CHAIR),
    "C19": Example("booked", conferring.hold, "decide_conference", CHAIR, {"decision": "no_plan"}),
    "C16": Example("booked_soon", _move, "rearrange_conference", COORDINATOR),
    "C21": Example("core_group_held", _review(), "book_conference", COORDINATOR),
    "C22": Example(
        "core_group_held",
        _review(asked_by="Rowan", reason="The bus has stopped running."),
        "book_conference",
        COORDINATOR,
    ),
    "C20": Example("core_group_held", _make_detailed, "make_plan_detailed", HOLDERS | CHAIR),
    "C23": _decide("continue"),
    "C24": _decide("continue"),
    "C25": _decide("switch", new_pathway="blended_cp"),
    "C26": _decide("end", outcome="harm_reduced"),
    "C18": Example("answered", planning.put_in_force, "put_plan_in_force", CHAIR),
    "C27": _turn("in_force", turning.to_legal_gateway, "go_to_legal_gateway"),
    "C27R": _turn(
        "at_legal_gateway", _with_reason(pathway.come_back_from_legal_gateway), "come_back_from_legal_gateway"
    ),
    "C28": _turn("in_force", turning.hand_over, "hand_over", HOLDERS | COORDINATOR),
    "C28R": _turn("moving_away", _with_reason(pathway.call_off_transfer), "call_off_transfer", HOLDERS | COORDINATOR),
    "C29": _turn("moving_away", _finish_transfer, "finish_transfer", MANAGER | COORDINATOR),
    "C30": _turn("added", _take_over, "take_over", HOLDERS),
    "C31": _turn("in_force", turning.end_plan, "end_plan_without_conference"),
    "C32": _follows("plan_ended", "cin_plan"),
    "C32F": _follows("plan_ended", "family_help"),
    "C32X": _follows("plan_ended", "closed"),
    "C33": _follows("on_cin_plan", "closed"),
    "C33P": _follows("assessed_first", "cin_plan"),
    "C33F": _follows("on_cin_plan", "family_help"),
    "C34": _turn("closed", _again, "record_referral", HOLDERS),
}
# Steps that are taken before there is an episode: `test_contacts_transitions` takes these, and C01 once more.
FROM_A_CONTACT = frozenset({"C02"})
