"""Every write to a review: what is found now beside the start, the exit test, and the chair's decision (C23 to C26)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from roth.accounts.models import User
from roth.audit.actions import record
from roth.audit.kinds import Kind
from roth.domain import ending, reviewing
from roth.domain.access import Permission
from roth.domain.clock_events import Event
from roth.domain.errors import NotPossible
from roth.domain.meetings import kind_of
from roth.domain.reviewing import STEPS, Decision
from roth.meetings import checks as meeting_checks
from roth.meetings.actions.common import still_open
from roth.meetings.models import Meeting
from roth.pathway import clocks, steps
from roth.pathway.selectors import step_facts
from roth.people.access import require
from roth.plans.actions import common as plan_actions
from roth.plans.models import Plan, PlanReview
from roth.plans.selectors import parts_of
from roth.reviews import access, selectors
from roth.reviews.models import PartRating, Review

WORDS: Final = ("what_worked", "safety_now", "reports_shared")
EXIT: Final = frozenset({*selectors.EXIT_FIELDS, "because"})


@transaction.atomic
def write_review(
    *,
    by: User,
    plan: Plan,
    meeting: Meeting,
    ratings: Sequence[Mapping[str, Any]],
    version: int | None = None,
    reports_shared_on: date | None = None,
    **said: str,
) -> Review:
    """Say how every goal and every context is now beside the start (C24), in any of `WORDS` what else was found.

    `reports_shared_on` is the day on which the reports had reached the young person and their family (T14).

    A row of `ratings` holds key ("goal:3", "context:7"), rating, evidence and, of a context, weight_now.
    """
    require(by, plan.episode.young_person, Permission.MEETING_RECORD)
    review = _in_hand(plan, meeting)
    _refuse_ratings(plan, review, ratings)
    values: dict[str, object] = {name: said.get(name, "").strip() for name in WORDS}
    values["reports_shared_on"] = reports_shared_on
    if reports_shared_on is not None:
        steps.refuse_future(reports_shared_on, "reports_shared_on")
        since = meeting.slot.start.date() if meeting.slot else None
        clocks.happened(plan.episode, Event.REPORTS_SHARED, reports_shared_on, since=since)
    before = review.save_over(version, values)
    review.ratings.all().delete()
    PartRating.objects.bulk_create(_rating(review, row) for row in ratings)
    _audit(Kind.REVIEW_WRITTEN, by, review, before=before, after={**values, "ratings": [dict(row) for row in ratings]})
    return review


@transaction.atomic
def answer_exit_test(*, by: User, plan: Plan, meeting: Meeting, version: int | None = None, **said: Any) -> Review:
    """Answer parts of the exit test (5.4): any of `EXIT`. What is still open is asked before the plan can end."""
    require(by, plan.episode.young_person, Permission.MEETING_RECORD)
    unknown = set(said) - EXIT
    if unknown:
        raise TypeError(f"The exit test has no part {', '.join(sorted(unknown))}.")
    review = _in_hand(plan, meeting)
    values = {name: each.strip() if isinstance(each, str) else each for name, each in said.items()}
    before = review.save_over(version, values)
    _audit(Kind.REVIEW_WRITTEN, by, review, before=before, after=values)
    return review


@transaction.atomic
def decide_review(
    *,
    by: User,
    plan: Plan,
    meeting: Meeting,
    on: date,
    decision: str,
    reason: str,
    category: str,
    category_reason: str,
    next_review_on: date | None = None,
    new_pathway: str = "",
    outcome: str = "",
    quorum_exception: str = "",
    version: int | None = None,
) -> Review:
    """The chair decides: the plan goes on (C24), goes on on another pathway (C25), or ends (C26).

    The review is held (C23) with it. A plan keeps its identity and its start when its pathway changes. An ending is
    called "harm reduced" only where the facts carry it (`domain.ending`).
    """
    require(by, plan.episode.young_person, Permission.MEETING_DECIDE)
    access.require_chair(by, meeting)
    review = _in_hand(plan, meeting)
    steps.refuse_future(on)
    said: dict[str, Any] = {"decision": decision, "reason": reason.strip(), "category": category}
    said |= {"category_reason": category_reason.strip(), "outcome": outcome if decision == Decision.END else ""}
    said["next_review_on"] = None if decision == Decision.END else next_review_on
    said["new_pathway"] = new_pathway if decision == Decision.SWITCH else ""
    _refuse_decision(review, on, said)
    _hold(by, review, on, category, quorum_exception)
    facts = step_facts(plan.episode, on=on, **_known(review, on, said))
    taken: dict[str, Any] = {"code": STEPS[Decision(decision)], "leaves": kind_of(meeting.kind).leaves}
    steps.take(episode=plan.episode, facts=facts, by=by, on=on, reason=said["reason"], **taken)
    said |= {"decided_on": on, "decided_at": timezone.now(), "decided_by": by}
    before = review.save_over(version, said)
    _change_plan(review, on, said)
    _audit(Kind.REVIEW_DECIDED, by, review, before=before, after=said, reason=said["reason"])
    return review


# --- Parts, not actions of their own ----------------------------------------------------------------------------------
def _in_hand(plan: Plan, meeting: Meeting) -> Review:
    """The review as it is now, begun by whoever writes in it first. One that is decided is closed."""
    meeting = still_open(meeting, booked=True)
    plan.episode.refresh_from_db(fields=["stage", "version", "pathway"])
    meeting.episode = plan.episode
    review, _ = Review.objects.select_for_update().get_or_create(meeting=meeting, defaults={"plan": plan})
    review.plan, review.meeting = plan, meeting
    return review


def _refuse_ratings(plan: Plan, review: Review, ratings: Sequence[Mapping[str, Any]]) -> None:
    found = parts_of(plan)
    known = {*(f"goal:{each.id}" for each in found.live_goals), *(f"context:{each.id}" for each in found.contexts)}
    if {row["key"] for row in ratings} != known:
        raise NotPossible("The plan has changed since you opened this. Look at its goals and contexts again.")
    wrong = reviewing.against_ratings(ratings, selectors.before(plan, review))
    weights = [row.get("weight_now") for row in ratings if row["key"].startswith("context:")]
    if not wrong and (against := reviewing.against_weights(weights)):
        first = next(row["key"] for row in ratings if row["key"].startswith("context:")).replace(":", "_")
        wrong = ((f"weight_{first}", against),)
    if wrong:
        raise NotPossible("Say a little more.", wrong)


def _rating(review: Review, row: Mapping[str, Any]) -> PartRating:
    kind, _, key = row["key"].partition(":")
    given = {"rating": row["rating"], "evidence": (row.get("evidence") or "").strip()}
    return PartRating(review=review, weight_now=row.get("weight_now"), **{f"{kind}_id": int(key)}, **given)


def _refuse_decision(review: Review, on: date, said: Mapping[str, Any]) -> None:
    wrong: list[tuple[str, str]] = []
    if said["decision"] not in set(Decision):
        wrong.append(("decision", "Choose what is decided"))
    if not said["reason"]:
        wrong.append(("reason", "Write the reason for the decision"))
    if not said["category_reason"]:
        wrong.append(("category_reason", "Say why the category is still right, or is another now"))
    if said["decision"] == Decision.END:
        facts = selectors.exit_facts(review, on)
        wrong += ending.against_ending(facts)
        if against := ending.against_outcome(said["outcome"], facts):
            wrong.append(("outcome", against))
    if wrong:
        raise NotPossible("Some things are needed before the decision.", tuple(wrong))


def _hold(by: User, review: Review, on: date, category: str, quorum_exception: str) -> None:
    """The review conference is held (C23) and its record closes."""
    meeting = review.meeting
    facts = meeting_checks.facts_for_decision(meeting, on, category, quorum_exception)
    held = step_facts(
        meeting.episode,
        on=on,
        chair_is_independent=facts.chair_is_independent,
        agencies_present=facts.agencies_present,
        quorum_exception=quorum_exception,
        reports_shared=bool(review.reports_shared),
    )
    steps.take(episode=meeting.episode, code="C23", facts=held, by=by, on=on, leaves=kind_of(meeting.kind).leaves)
    meeting.save_over(
        None,
        {"status": "held", "held_on": on, "decided_at": timezone.now(), "quorum_exception": quorum_exception},
    )
    clocks.over(meeting.episode, meeting.kind)
    PlanReview.objects.get_or_create(plan=review.plan, on=on)


def _known(review: Review, on: date, said: Mapping[str, Any]) -> dict[str, Any]:
    """What the table asks of C24, C25 and C26."""
    found, rated = parts_of(review.plan), selectors.ratings_of(review)
    facts = selectors.exit_facts(review, on)
    return {
        "goals_without_progress": sum(f"goal:{each.id}" not in rated for each in found.live_goals),
        "contexts_without_progress": sum(f"context:{each.id}" not in rated for each in found.contexts),
        "category": said["category"],
        "category_reconsidered": bool(said["category_reason"]),
        "review_on": said["next_review_on"],
        "review_limit_on": selectors.next_limit(on, review),
        "pathway": review.plan.pathway,
        "new_pathway": said["new_pathway"],
        "plan_started_on": review.plan.starts_on,
        "exit_test_complete": not ending.unanswered(facts),
        "step_down_named": bool(review.step_down_lead and review.step_down_on),
        "first_review": facts.first_review,
        "first_review_reason": review.first_review_reason,
    }


def _change_plan(review: Review, on: date, said: Mapping[str, Any]) -> None:
    """The same plan, with its latest category, its pathway and the day of its next review; and how it stood today."""
    plan = review.plan
    plan.refresh_from_db()
    values: dict[str, object] = {"latest_category": said["category"]}
    if said["decision"] != Decision.END:
        values["review_on"] = said["next_review_on"]
    if said["new_pathway"]:
        values["pathway"] = said["new_pathway"]
        plan.episode.save_over(None, {"pathway": said["new_pathway"]})
    plan.save_over(None, values)
    plan_actions.keep_as_it_stands(plan, "review", on)


def _audit(kind: Kind, by: User, review: Review, **detail: Any) -> None:
    person = review.plan.episode.young_person
    record(kind, by=by, site=person.site.code, record=person.ref, target=f"review:{review.pk}", **detail)
