"""Named reads of reviews: the one in hand, those before it, and the facts that the exit test judges."""

from datetime import date
from typing import Any

from roth.domain.ending import ExitFacts
from roth.domain.meetings import REVIEWS, kind_of
from roth.meetings.models import Meeting
from roth.pathway.models import Episode
from roth.plans.models import Plan
from roth.reviews.models import PartRating, Review
from roth.timetable.selectors import timetable

EXIT_FIELDS = (
    *("no_longer_likely", "contexts_changed", "evidence_from", "evidence_to", "evidence", "own_account"),
    *("likely_to_last", "slipping_signs", "risk_moved", "risk_moved_words", "only_because", "step_down_lead"),
    *("step_down_on", "step_down", "linked_still_live", "young_persons_view", "parents_view", "dissent"),
    "first_review_reason",
)


def review_meeting(episode: Episode) -> Meeting | None:
    """The review conference in hand, else the last one."""
    found = Meeting.objects.filter(episode=episode, kind__in=REVIEWS).exclude(status="cancelled")
    meeting = found.select_related("chair", "episode").order_by("-pk").first()
    if meeting is not None:
        meeting.episode = episode
    return meeting


def review_of(meeting: Meeting | None) -> Review | None:
    """What was written at a review, if anything was."""
    return Review.objects.filter(meeting=meeting).select_related("decided_by").first() if meeting else None


def decided(plan: Plan) -> list[Review]:
    """Every review of a plan that was decided, the first one first."""
    return list(Review.objects.filter(plan=plan, decided_on__isnull=False).select_related("decided_by", "meeting"))


def ratings_of(review: Review | None) -> dict[str, PartRating]:
    """Each rating of a review, by what it is of: "goal:3", "context:7"."""
    found = review.ratings.all() if review else ()
    return {f"goal:{each.goal_id}" if each.goal_id else f"context:{each.context_id}": each for each in found}


def before(plan: Plan, review: Review | None) -> dict[str, str]:
    """What the review before this one gave each part."""
    earlier = [each for each in decided(plan) if review is None or each.pk != review.pk]
    return {key: each.rating for key, each in ratings_of(earlier[-1] if earlier else None).items()}


def exit_facts(review: Review, on: date, said: dict[str, Any] | None = None) -> ExitFacts:
    """What the exit test judges. `said` is what a form has said and nobody has saved."""
    values = {name: getattr(review, name) for name in EXIT_FIELDS} | (said or {})
    contexts = [each.rating for key, each in ratings_of(review).items() if key.startswith("context:")]
    others = Review.objects.filter(plan=review.plan, decided_on__isnull=False).exclude(pk=review.pk)
    because = values.pop("because", review.because)
    return ExitFacts(
        on=on,
        plan_started_on=review.plan.starts_on,
        contexts=tuple(contexts),
        because=frozenset(because or ()),
        first_review=not others.exists(),
        **values,
    )


def next_limit(on: date, review: Review) -> date:
    """The last day of the review conference after this one, held on this day (T24). An interim review is none in law:
    the limit that ran before it runs on."""
    if leaves := kind_of(review.meeting.kind).leaves:
        running = review.plan.episode.clocks.filter(rule__in=leaves, done_on=None, not_needed_because="").last()
        if running is not None:
            return running.limit_on
    return timetable(review.plan.episode.young_person.site_id).deadline("T24", on).limit_on
