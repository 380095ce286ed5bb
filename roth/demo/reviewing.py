"""Reviews one invented plan: asked for, booked, held, rated goal by goal and place by place, and decided."""

from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.utils import timezone

from roth.demo.planning import plan_of
from roth.demo.stories import STRONG
from roth.demo.walk import Walk
from roth.domain.calendar import ENGLAND_AND_WALES
from roth.meetings import actions as meetings
from roth.plans.models import Plan
from roth.plans.selectors import parts_of
from roth.reviews import actions as reviews
from roth.reviews.models import Review
from roth.reviews.selectors import next_limit

HOW: Final = "Asked again in the same way, of ten young people: seven could name an adult there."


def book_review(walk: Walk, kind: str = "review_conference") -> None:
    """The chair asks to meet before the limit does, and the coordinator books it for the next weekday, from today."""
    crew, episode = walk.crew, walk.young_person.episodes.get(closed_on=None)
    today = timezone.localdate()
    at = _at(walk, ENGLAND_AND_WALES.working_day_on_or_before(today))
    walk.meeting = walk.do(
        meetings.ask_for_review,
        by=crew.chair,
        episode=episode,
        on=today,
        kind=kind,
        asked_by=crew.chair.name,
        reason="The places have begun to change, and the plan should say so.",
    )
    walk.meeting = walk.do(
        meetings.book_conference,
        by=crew.coordinator,
        meeting=walk.meeting,
        scheduled_at=at,
        ends_at=at + timedelta(minutes=5),
        mode="online",
        place="",
        chair=crew.chair,
        young_persons_preferences="From home, with the camera off.",
        despite_clash=True,  # the invented chairs have many young people and one day
    )
    walk.do(meetings.invite, by=crew.coordinator, meeting=walk.meeting, role="social_worker", user=crew.social_worker)
    for kind, role in _asked_to_review(walk).items():
        one: dict[str, Any] = {"user": crew.partners[kind]} if kind in crew.partners else _lead_at(walk, kind)
        theirs = [context for place, context in walk.places if place.reach == kind]
        walk.do(meetings.invite, by=crew.coordinator, meeting=walk.meeting, role=role, can_influence=theirs, **one)


def _asked_to_review(walk: Walk) -> dict[str, str]:
    """Two agencies that are always asked, each with what its people come as; in the strong story, whoever has reach."""
    asked = {"police": "police", "youth_service": "youth_worker"}
    return asked | {place.reach: "other" for place, _ in walk.places} | asked if walk.style is STRONG else asked


def _lead_at(walk: Walk, kind: str) -> dict[str, Any]:
    agency = walk.crew.agencies[kind]
    return {"name": f"Lead at {agency.name}", "agency": agency}


def _at(walk: Walk, day: date) -> datetime:
    """A time of that day which no other invented meeting has."""
    start = timezone.make_aware(datetime.combine(day, time(8)))
    return start + timedelta(minutes=5 * (walk.number % 16))


def rate(walk: Walk, plan: Plan, *, better: bool = True) -> Review:
    """Every goal and every context, beside the start."""
    found = parts_of(plan)
    rating, evidence = ("much_better", HOW) if better else ("same", "")
    weights = _weights(len(found.contexts))
    rows: list[dict[str, Any]] = [
        {"key": f"goal:{each.id}", "rating": rating, "evidence": evidence} for each in found.live_goals
    ]
    rows += [
        {"key": f"context:{each.id}", "rating": rating, "evidence": evidence, "weight_now": weight}
        for each, weight in zip(found.contexts, weights, strict=True)
    ]
    return walk.do(
        reviews.write_review,
        by=walk.crew.chair,
        plan=plan,
        meeting=walk.meeting,
        ratings=rows,
        what_worked="Being asked, and people turning up.",
        safety_now="I go there with friends now.",
        reports_shared="A week before, at home.",
        reports_shared_on=timezone.localdate() - timedelta(days=2 if walk.number % 4 == 3 else 7),
    )


def _weights(number: int) -> list[int]:
    """Nearer to equal than they were, adding up to 100."""
    return [100 - (number - 1) * (100 // number), *[100 // number] * (number - 1)] if number else []


def exit_test(walk: Walk, plan: Plan, **changes: Any) -> Review:
    """Every part of it answered, as for a plan that did what it set out to do."""
    today = timezone.localdate()
    said: dict[str, Any] = {
        "no_longer_likely": True,
        "contexts_changed": "Two adults at the place until ten; the kiosk lets young people wait inside.",
        "evidence_from": today - timedelta(days=30),
        "evidence_to": today,
        "evidence": "No incident for a month, from police, school and the young people themselves. A month is short.",
        "own_account": "Nobody asks me for anything there now.",
        "likely_to_last": True,
        "slipping_signs": "The late shift loses its second person; the youth worker would notice.",
        "risk_moved": False,
        "risk_moved_words": "",
        "because": [],
        "only_because": False,
        "step_down_lead": walk.crew.social_worker.name,
        "step_down_on": today,
        "step_down": "Youth work on Tuesdays, for as long as it is wanted.",
        "linked_still_live": "The place goes on being looked after by those who changed it.",
        "young_persons_view": "I am ready, if Dee stays.",
        "parents_view": "So are we.",
        "dissent": "none",
        "first_review_reason": "Whoever collected the debts was convicted, which nobody expected.",
    }
    return walk.do(reviews.answer_exit_test, by=walk.crew.chair, plan=plan, meeting=walk.meeting, **(said | changes))


def hold(walk: Walk) -> None:
    """Who came to the review."""
    rows = [
        {
            "invitation": one.pk,
            "attendance": walk.away.get(one.agency.kind if one.agency else "", "attended"),
            "view_on_harm": "agree",
            "view_on_plan": "agree",
        }
        for one in walk.meeting.invitations.select_related("agency")
    ]
    walk.do(meetings.record_attendance, by=walk.crew.chair, meeting=walk.meeting, rows=rows)
    walk.meeting.refresh_from_db()


def decide(walk: Walk, plan: Plan, decision: str = "continue", **said: Any) -> Review:
    """The chair's decision."""
    today = ENGLAND_AND_WALES.working_day_on_or_before(timezone.localdate())
    limit = next_limit(today, Review(plan=plan, meeting=walk.meeting))
    values: dict[str, Any] = {
        "on": today,
        "decision": decision,
        "reason": "The places are changing, and not all of it has been seen to last.",
        "category": "PHY",
        "category_reason": "Violence outside the home is still the nearest.",
        "next_review_on": ENGLAND_AND_WALES.working_day_on_or_before(min(today + timedelta(days=150), limit)),
    }
    asked = values | said
    return walk.do(reviews.decide_review, by=walk.crew.chair, plan=plan, meeting=walk.meeting, **asked)


def review(walk: Walk, decision: str = "continue", **said: Any) -> Review:
    """The whole review, to its decision."""
    book_review(walk)
    hold(walk)
    plan = plan_of(walk)
    rate(walk, plan)
    if decision == "end":
        exit_test(walk, plan)
    return decide(walk, plan, decision, **said)


# --- Ways that reviews go in the invented borough ---
def goes_on(walk: Walk) -> None:
    """Better, and not yet seen to last."""
    review(walk)


def ends_well(walk: Walk) -> None:
    """The places changed."""
    review(walk, "end", outcome="harm_reduced")


def becomes_blended(walk: Walk) -> None:
    """Something at home has come to light; it stays the same plan."""
    review(walk, "switch", new_pathway="blended_cp" if walk.way != "blended_cp" else "roth_cp")


def ends_by_moving(walk: Walk) -> None:
    """The young person moved away. The place is as it was, and nobody calls that success."""
    book_review(walk)
    hold(walk)
    plan = plan_of(walk)
    rate(walk, plan, better=False)
    exit_test(
        walk,
        plan,
        contexts_changed="Nothing has changed there. Nobody has taken it on.",
        likely_to_last=False,
        because=["moved"],
        only_because=True,
        young_persons_view="They are the ones who should have stopped.",
        first_review_reason="Living with the aunt since last week.",
    )
    decide(walk, plan, "end", outcome="moved_away", reason="The young person lives in another town now.")
