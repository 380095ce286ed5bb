"""What stands around a plan, as its page says it: who carries it, when they met, when it is reviewed. No queries."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.urls import reverse

from roth.domain import codes
from roth.domain.change import BETTER
from roth.domain.words import day_in_words
from roth.plans import parts, told
from roth.plans.models import Plan
from roth.plans.parts import Parts
from roth.ui.formats import day

_HOW: Final = {
    "attended_remote": " (online or by phone)",
    "report_only": " (sent a report)",
    "apology_no_input": " (sent apologies)",
    "absent": " (did not come)",
}


@dataclass(frozen=True)
class InContext:
    """What a core group said has changed in one context."""

    name: str
    rating: str
    better: bool
    words: str


@dataclass(frozen=True)
class Meeting:
    """A meeting of the core group. `more` are (heading, words) of what else was written."""

    on: str
    chaired_by: str
    who_came: str
    reports: tuple[tuple[str, str], ...]
    young_persons_words: str
    parents_words: str
    what_was_said: str
    contexts: tuple[InContext, ...]
    more: tuple[tuple[str, str], ...]


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
    again: str
    contingencies: tuple[tuple[str, str, str], ...]
    moves: tuple[told.MoveLine, ...]


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
        again=_again(found, today) if plan.status == "in_force" else "",
        contingencies=tuple((each.if_this, each.who, each.does_what) for each in found.contingencies),
        moves=told.moves(found, today),
    )


def _first_day(plan: Plan, found: Parts, today: date) -> str:
    if found.met:
        return f"Met {day_in_words(min(each.held_on for each in found.met), today)}"
    return day_in_words(plan.core_group_on, today) if plan.core_group_on else ""


def _again(found: Parts, today: date) -> str:
    last = max(found.met, key=lambda each: each.held_on, default=None)
    return day_in_words(last.next_on, today) if last and last.next_on else ""


def _meetings(found: Parts, today: date) -> tuple[Meeting, ...]:
    """The newest first."""
    ordered = sorted(found.met, key=lambda each: each.held_on, reverse=True)
    return tuple(_meeting(each, found, today) for each in ordered)


def _meeting(met: parts.Met, found: Parts, today: date) -> Meeting:
    people = [each for each in found.core_people if each.core_group_id == met.id]
    said = [each for each in found.context_progress if each.core_group_id == met.id]
    came = [f"{each.name}{_HOW.get(each.attendance, '')}" for each in people]
    seen = day_in_words(met.seen_on, today) + (", alone" if met.seen_alone else "") if met.seen_on else ""
    more = (
        ("Last seen", seen),
        ("What has happened", met.events),
        ("What changes in the plan", met.changes_to_plan),
        ("What goes further up", met.escalations),
    )
    return Meeting(
        on=day_in_words(met.held_on, today),
        chaired_by=met.chaired_by,
        who_came="; ".join([*came, *filter(None, [met.who_came])]),
        reports=tuple((each.name, each.report) for each in people if each.report),
        young_persons_words=met.young_persons_words,
        parents_words=met.parents_words,
        what_was_said=met.what_was_said,
        contexts=tuple(
            InContext(each.context, told.RATINGS[each.rating].label, each.rating in BETTER, each.words) for each in said
        ),
        more=tuple(each for each in more if each[1]),
    )
