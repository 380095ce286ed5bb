"""For each census rule that is refused where it is typed: where a young person stands, the page, answers that keep the
rule and answers that break it. What a rule cannot be broken by is tried in `test_census_rules`.

Answers are by the names of the page's own boxes, over what the page has in them already. `before` is what stands in the
record when the page opens: what a census file brought, or somebody else's work.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from roth.assessments import actions as assessments
from roth.assessments.models import Assessment
from roth.demo.planning import plan_of
from roth.demo.walk import Walk
from roth.pathway.models import CinPlan, Section47Enquiry
from roth.people import actions as people
from roth.plans.models import Plan
from tests.integration import pathway_walk as words

Answers = dict[str, Any]
NO_DAY = object()  # a day whose boxes are left empty
FINDS_NOTHING = "Nothing was found at the first visit, and the second was refused."


@dataclass(frozen=True)
class Example:
    """`right` saves. `wrong`, over it, is refused at `box`; an empty `box` is a refusal about what stands elsewhere."""

    start: str
    page: str
    by: str
    right: Callable[[Walk], Answers]
    wrong: Callable[[Walk], Answers] = lambda walk: {}
    box: str = ""
    before: Callable[[Walk], Any] = lambda walk: None
    mend: Callable[[Walk], Any] = lambda walk: None


def episode_of(walk: Walk) -> Any:
    return walk.young_person.episodes.get(closed_on=None)


def today(days: int = 0) -> date:
    return timezone.localdate() + timedelta(days=days)


def plan_start(walk: Walk, days: int = 0) -> date:
    start: date = plan_of(walk).starts_on
    return start + timedelta(days=days)


def dies(on: Callable[[Walk], date]) -> Callable[[Walk], None]:
    def died(walk: Walk) -> None:
        walk.young_person.died_on = on(walk)
        walk.young_person.save(update_fields=["died_on"])

    return died


# --- Who the young person is ------------------------------------------------------------------------------------------
def _who(box: str, right: Answers, wrong: Answers, before: Callable[[Walk], Any] = lambda walk: None) -> Example:
    return Example("added", "people:edit", "social_worker", lambda walk: right, lambda walk: wrong, box, before)


def _somebody_else(walk: Walk) -> None:
    crew = walk.crew
    people.add_young_person(
        by=crew.social_worker, site=crew.site, team=crew.team, given_name="Wren", la_child_id="C100"
    )


UNBORN: Answers = {"born_on": NO_DAY, "expected_on": today(60)}
WHO = {
    "8510": _who("la_child_id", {"la_child_id": "C101"}, {"la_child_id": "C100"}, _somebody_else),
    "1570": _who("la_child_id", {"la_child_id": "A" * 20}, {"la_child_id": "A" * 21}),
    "1580": _who("la_child_id", {"la_child_id": "LA1"}, {"la_child_id": "LA-1"}),
    "8520": _who("born_on", {"born_on": today()}, {"born_on": today(1)}),
    "8525Q": _who("expected_on", {**UNBORN, "sex": "U"}, {"born_on": today(-1)}),
    "8750": _who("sex", {**UNBORN, "sex": "U"}, {"sex": "F"}),
    "8790": _who("disabilities", {"disabilities": ["LD", "MOB"]}, {"disabilities": ["NONE", "LD"]}),
}


# --- Referral ---------------------------------------------------------------------------------------------------------
def referral(walk: Walk) -> Answers:
    return {
        **words.REFERRAL,
        "received_at": walk.moment(0),
        "harms-0-harm_type": "county_lines",
        "harms-0-role": "harmed",
        "linked-0-name": "Mill Lane bus station",
        "linked-0-kind": "route_transport",
        "linked-0-meaning": "harm",
        "linked-0-reason": "Adults wait for young people off the 17 bus.",
    }


def _refer(wrong: Callable[[Walk], Answers], box: str, start: str = "added", **more: Any) -> Example:
    more = {"right": referral, **more}
    return Example(start, "pathway:refer", "social_worker", wrong=wrong, box=box, **more)


def _again(walk: Walk) -> Answers:
    return {**referral(walk), "received_at": walk.moment(1)}


def _triage(before: Callable[[Walk], Any]) -> Example:
    return Example(
        "referred",
        "pathway:triage",
        "team_manager",
        lambda walk: {
            **words.TRIAGE,
            "decision": "strategy",
            "decided_on": walk.day(1),
            "referrer_told_on": walk.day(1),
        },
        lambda walk: {"decision": "nfa"},
        "decision",
        before,
    )


def _assessment_begins(walk: Walk) -> None:
    assessments.start_assessment(by=walk.crew.social_worker, episode=episode_of(walk), on=walk.day(0))


def _plan(status: str, starts: int, ends: int | None, kind: type[Any] = Plan) -> Callable[[Walk], Any]:
    """A plan that a census brought, from and to so many working days after the referral."""

    def brought(walk: Walk) -> Any:
        days = {"starts_on": walk.day(starts), "ends_on": None if ends is None else walk.day(ends)}
        more = {"status": status, "statutory_status": "cp_plan", "from_census": True} if kind is Plan else {}
        return kind.objects.create(episode=episode_of(walk), **days, **more)

    return brought


def strategy(walk: Walk) -> Answers:
    said: Answers = {**words.DISCUSSION, **words.ENQUIRE, "held_at": walk.moment(2)}
    for place, person in enumerate(words.PEOPLE):
        said |= {f"participants-{place}-{name}": value for name, value in person.items()}
    asked = {"what": "Visit the station", "owner": "Callum Reid", "by_on": today()}
    return said | {f"actions-0-{name}": value for name, value in asked.items()}


def _strategy(wrong: Callable[[Walk], Answers], box: str, **more: Any) -> Example:
    more = {"right": strategy, **more}
    return Example("triaged", "pathway:strategy", "team_manager", wrong=wrong, box=box, **more)


def _enquiry(conference: int | None) -> Callable[[Walk], Any]:
    """An enquiry that a census brought: open, or with its conference."""

    def brought(walk: Walk) -> None:
        held = None if conference is None else walk.day(conference)
        Section47Enquiry.objects.create(
            episode=episode_of(walk), started_on=walk.day(0), conference_on=held, from_census=True
        )

    return brought


def _none_needed(walk: Walk) -> None:
    Section47Enquiry.objects.filter(episode=episode_of(walk)).update(conference_not_required=True)


FRONT_DOOR = {
    "8600": _refer(lambda walk: {"received_at": NO_DAY}, "received_at"),
    "8866": _refer(lambda walk: {"source_code": ""}, "source_code"),
    "8610": _refer(lambda walk: {"primary_need": ""}, "primary_need"),
    "8555Q": _refer(lambda walk: {"received_at": walk.moment(1)}, "received_at", before=dies(lambda walk: walk.day(0))),
    "8816": _refer(lambda walk: {"received_at": walk.moment(0)}, "received_at", "not_taken_further", right=_again),
    "1103": Example(
        "referred",
        "pathway:referral_edit",
        "social_worker",
        lambda walk: {},
        lambda walk: {"received_at": walk.moment(1)},
        "received_at",
        _assessment_begins,
    ),
    "8831": _triage(_assessment_begins),
    "8832": _triage(_plan("ended", 0, 0)),
    "4000": _triage(_plan("", 0, 0, CinPlan)),
    "2889": _strategy(lambda walk: {"held_at": walk.moment(0) - timedelta(days=1)}, "held_at"),
    "8839": _strategy(lambda walk: {}, "", before=_enquiry(None), mend=_none_needed),
    "8890": _strategy(
        lambda walk: {"held_at": walk.moment(2)},
        "held_at",
        before=_enquiry(4),
        right=lambda walk: {**strategy(walk), "held_at": walk.moment(4)},
    ),
}
FRONT_DOOR["8820"] = FRONT_DOOR["8816"]


# --- Assessment, enquiry, pathway -------------------------------------------------------------------------------------
def _authorise(box: str, wrong: Callable[[Walk], Answers]) -> Example:
    return Example(
        "assessed_only",
        "assessments:authorise",
        "team_manager",
        lambda walk: {"on": walk.day(12), "factors": ["24A"]},
        wrong,
        box,
    )


def decision(walk: Walk) -> Answers:
    said: Answers = {**words.DECISION, "pathway": "cin_roth", "decided_on": walk.day(9)}
    said |= {f"answer_{row['question']}": row["answer"] for row in words.ANSWERS}
    said |= {f"evidence_{row['question']}": row["evidence"] for row in words.ANSWERS}
    return said | {"senior_sign_off": "The head of service agrees."}


def _pathway(box: str, wrong: Callable[[Walk], Answers] = lambda walk: {}, **more: Any) -> Example:
    more = {"right": decision, **more}
    return Example("enquiry_authorised", "pathway:decide", "team_manager", wrong=wrong, box=box, **more)


def _handed_over(walk: Walk) -> None:
    """The plan ends on the day on which the other one starts."""
    Plan.objects.filter(episode=episode_of(walk)).update(status="ended", ends_on=walk.day(9))


_IN_FORCE = {"before": _plan("in_force", 0, None), "mend": _handed_over}
ON_THE_WAY = {
    "8608": _authorise("on", lambda walk: {"on": walk.day(2)}),
    "8897Q": _authorise("factors", lambda walk: {"factors": []}),
    "8869": _authorise("factors", lambda walk: {"factors": ["21", "24A"]}),
    "8868": Example(
        "enquired",
        "pathway:authorise_enquiry",
        "team_manager",
        lambda walk: {
            "substantiated": False,
            "significant_harm": "It was not found that harm is likely.",
            "outcome": "section_17",
            "conference_needed": False,
            "on": walk.day(8),
        },
        lambda walk: {"conference_needed": True},
        "conference_needed",
    ),
    "4015": _pathway("decided_on", lambda walk: {"decided_on": walk.start - timedelta(days=1)}),
    "4008": _pathway(
        "decided_on",
        lambda walk: {"decided_on": walk.day(9)},
        right=lambda walk: {**decision(walk), "decided_on": walk.day(8)},
        before=dies(lambda walk: walk.day(8)),
    ),
    "4014": _pathway("decided_on", lambda walk: {"decided_on": walk.day(8)}, before=_plan("", 0, 9, CinPlan)),
    "4001": _pathway("pathway", **_IN_FORCE),
    "8935": _pathway(
        "pathway",
        **_IN_FORCE,
        right=lambda walk: {
            **decision(walk),
            "pathway": "roth_cp",
            "chair_consulted": walk.crew.chair.pk,
            "chair_view": "It fits.",
        },
    ),
}
ON_THE_WAY["4016"] = ON_THE_WAY["4017"] = ON_THE_WAY["4001"]


# --- Conference, plan, review -----------------------------------------------------------------------------------------
def conference(walk: Walk) -> Answers:
    return {
        "on": walk.day(15),
        "decision": "plan_made",
        "rationale": "Significant harm is likely without a plan that changes the places.",
        "dissent": "none",
        "category": "PHY",
        "category_reason": "Violence is the nearest national category.",
        "extra_familial_primary": True,
    }


def _decide(box: str, wrong: Callable[[Walk], Answers], **more: Any) -> Example:
    more = {"right": conference, **more}
    return Example("ready_to_decide", "meetings:decide", "chair", wrong=wrong, box=box, **more)


def saturday(walk: Walk) -> date:
    day = walk.day(15)
    return day + timedelta(days=5 - day.weekday())


def review(walk: Walk) -> Answers:
    return {
        "on": today(),
        "decision": "continue",
        "reason": "The places have begun to change.",
        "category": "PHY",
        "category_reason": "It is still the nearest.",
        "next_review_on": today(90),
    }


def _review(box: str, wrong: Callable[[Walk], Answers]) -> Example:
    return Example("reviewed", "reviews:decide", "chair", review, wrong, box)


def _end(days: int, right: int, before: Callable[[Walk], Any] = lambda walk: None) -> Example:
    """A plan ends so many days after it started."""
    said = {"ending": "turned_18", "reason": "Adult services lead now.", "agencies_said": "All agree."}
    return Example(
        "in_force",
        "pathway:end_plan",
        "team_manager",
        lambda walk: {**said, "on": plan_start(walk, right)},
        lambda walk: {"on": plan_start(walk, days)},
        "on",
        before,
    )


PLANNED = {
    "8615": _decide("on", lambda walk: {"on": walk.day(1)}),
    "1104": _decide("on", lambda walk: {"on": walk.start - timedelta(days=1)}),
    "8875": _decide("on", lambda walk: {"on": saturday(walk)}),
    "8905": _decide("category", lambda walk: {"category": ""}),
    "8915": _decide(
        "on",
        lambda walk: {"on": walk.day(15)},
        before=dies(lambda walk: walk.day(14)),
        right=lambda walk: {**conference(walk), "on": walk.day(14)},
    ),
    "8940": _decide(
        "on",
        lambda walk: {"on": walk.day(15)},
        before=_plan("ended", 0, 16),
        right=lambda walk: {**conference(walk), "on": walk.day(16)},
    ),
    "8910": _review("category", lambda walk: {"category": ""}),
    "8842Q": _review("on", lambda walk: {"on": NO_DAY}),
    "8841": _review("on", lambda walk: {"on": plan_start(walk)}),
    "8840": _end(0, 1),
    "8925": _end(-1, 1),
    "8920": _end(4, 3, dies(lambda walk: plan_start(walk, 3))),
}
PLANNED["1105"] = PLANNED["1104"]


# --- Closing ----------------------------------------------------------------------------------------------------------
def closing(walk: Walk) -> Answers:
    return {
        "on": today(),
        "afterwards": "closed",
        "closure_reason": "RC7",
        "reason": "What was agreed is done.",
        "young_persons_views": "Fine.",
        "parents_views": "Glad of it.",
    }


def _close(start: str, box: str, wrong: Callable[[Walk], Answers] = lambda walk: {}, **more: Any) -> Example:
    more = {"right": closing, **more}
    return Example(start, "pathway:what_follows", "team_manager", wrong=wrong, box=box, **more)


def open_assessment(walk: Walk) -> None:
    Assessment.objects.create(episode=episode_of(walk), started_on=walk.day(1), from_census=True)


def _finished(walk: Walk) -> None:
    Assessment.objects.filter(episode=episode_of(walk), authorised_on=None).update(authorised_on=walk.day(2))


CLOSED = {
    "8565": _close("on_cin_plan", "on", lambda walk: {"on": today(-1)}),
    "8630": _close("on_cin_plan", "on", lambda walk: {"on": walk.start - timedelta(days=1)}),
    "8805": _close("on_cin_plan", "closure_reason", lambda walk: {"closure_reason": ""}),
    "8867": _close("on_cin_plan", "", before=open_assessment, mend=_finished),
    "8825Q": _close("in_family_help", "closure_reason", lambda walk: {"closure_reason": "RC8"}),
    "2990": _close("on_cin_plan", "closure_reason", lambda walk: {"closure_reason": "RC8"}),
}
REFUSED: dict[str, Example] = {**WHO, **FRONT_DOOR, **ON_THE_WAY, **PLANNED, **CLOSED}
