"""What stands around a plan, as its page says it: who carries it, when they met, when it is reviewed. No queries."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from roth.domain import codes
from roth.domain.words import day_in_words
from roth.plans.models import Plan
from roth.plans.parts import Parts
from roth.ui.formats import day


@dataclass(frozen=True)
class Meeting:
    """A meeting of the core group."""

    on: str
    who_came: str
    young_persons_words: str
    what_was_said: str


@dataclass(frozen=True)
class Around:
    """Who carries the plan; the core group's meetings, the last one apart; and where to record the next."""

    lead: str
    members: tuple[str, ...]
    core_group: str
    last: Meeting | None
    earlier: tuple[Meeting, ...]
    record_at: str
    review: str
    reviews: tuple[str, ...]
    category: str


def around(plan: Plan, found: Parts, today: date, may_write: bool) -> Around:
    """All of it, for a reader who may write the plan or may not."""
    meetings = _meetings(found, today)
    category = plan.latest_category or plan.initial_category
    carried = may_write and plan.status == "in_force"
    return Around(
        lead=plan.lead_worker.name if plan.lead_worker else "",
        members=tuple(f"{each.name}, {codes.label(codes.ATTENDEE_ROLE, each.role).lower()}" for each in found.members),
        core_group=_first_day(plan, found, today),
        last=meetings[0] if meetings else None,
        earlier=meetings[1:],
        record_at=reverse("plans:core_group_held", args=(plan.episode.young_person.ref,)) if carried else "",
        review=day_in_words(plan.review_on, today) if plan.review_on else "",
        reviews=tuple(day(each.on) for each in found.reviews),
        category=codes.label(codes.ABUSE_CATEGORY, category) if category else "",
    )


def _first_day(plan: Plan, found: Parts, today: date) -> str:
    if found.met:
        return f"Met {day_in_words(min(each.held_on for each in found.met), today)}"
    return day_in_words(plan.core_group_on, today) if plan.core_group_on else ""


def _meetings(found: Parts, today: date) -> tuple[Meeting, ...]:
    """The newest first."""
    return tuple(
        Meeting(day_in_words(each.held_on, today), each.who_came, each.young_persons_words, each.what_was_said)
        for each in sorted(found.met, key=lambda each: each.held_on, reverse=True)
    )
