"""What followed a conference, and what its papers are made of."""

from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from django.db.models import Count

from roth.accounts.models import User
from roth.domain import codes
from roth.domain.actions import LIVE
from roth.domain.conference_papers import LetterFacts, Promise, Recipient, letter, minutes_for
from roth.domain.in_the_room import OPTION_TAKEN, RECORD_TITLES, WRITTEN_UNDER
from roth.domain.meeting_stages import MeetingFacts
from roth.meetings.models import Addition, Correction, Invitation, Meeting, Paper, Share
from roth.meetings.selectors.people import attendance
from roth.meetings.selectors.room import options_of
from roth.ui.formats import lower_first

COMPLAINT_DAYS: Final = 28  # T29


def with_what_followed(facts: MeetingFacts, meeting: Meeting) -> MeetingFacts:
    """The facts of a meeting that was held, with what has been done since: two statements."""
    if not meeting.held:
        return facts
    papers = papers_of(meeting)
    minutes, letter = papers.get("minutes"), papers.get("decision_letter")
    return replace(
        facts,
        letter_sent=bool(letter and letter.given),  # type: ignore[attr-defined]
        corrections_open=meeting.corrections.filter(state="open").count(),
        minutes_approved=bool(minutes and minutes.approved_at),
        minutes_sent=bool(minutes and minutes.given),  # type: ignore[attr-defined]
        closed=bool(minutes and minutes.stage == "locked"),
    )


def papers_of(meeting: Meeting) -> dict[str, Paper]:
    """The newest paper of each kind, with how often it was given to somebody."""
    rows = meeting.papers.annotate(given=Count("shares")).select_related("approved_by").order_by("number")
    return {row.kind: row for row in rows}


def shares_of(meeting: Meeting, kind: str) -> list[Share]:
    """To whom a paper was given, the newest first."""
    found = Share.objects.filter(paper__meeting=meeting, paper__kind=kind)
    return list(found.select_related("by").order_by("-at", "-pk"))


def share_to(user: User, meeting: Meeting, kind: str) -> Share | None:
    """The newest of a paper's shares with this user."""
    mine = Share.objects.filter(paper__meeting=meeting, paper__kind=kind, invitation__user=user)
    return mine.filter(invitation__withdrawn_on__isnull=True).order_by("-pk").first()


def was_there(one: Invitation) -> bool:
    """Did they come, so that they can say whether the minutes are right?"""
    return one.attendance in codes.PRESENT


def corrections_of(meeting: Meeting) -> list[Correction]:
    """What somebody asked to have corrected, in order."""
    return list(meeting.corrections.all())


def additions_of(meeting: Meeting) -> list[Addition]:
    """What was added after the record was closed."""
    return list(meeting.additions.select_related("by"))


def recipients_of(meeting: Meeting) -> list[Recipient]:
    """Everybody who was asked, as somebody to whom a paper may be given."""
    return [Recipient(one.pk, one.name, one.role, one.user_id is not None) for one in attendance(meeting)]


def who_came(meeting: Meeting) -> list[Recipient]:
    """Those who were there: the minutes are for them."""
    there = {one.pk for one in attendance(meeting) if was_there(one)}
    return [one for one in recipients_of(meeting) if one.key in there]


def said_in(meeting: Meeting, kind: str, audience: str) -> dict[str, object]:
    """What a paper says to one reader, as plain data."""
    if kind == "decision_letter":
        return letter(letter_facts(meeting), audience).as_data()
    return {"rows": [list(row) for row in minutes_for(record_rows(meeting), audience)]}


def record_rows(meeting: Meeting) -> list[tuple[str, str, str]]:
    """The record as (name, title, words), in the order of the agenda, with the decision and dissent at its end."""
    rows = [(name, RECORD_TITLES[name], _words(meeting, name)) for names in WRITTEN_UNDER.values() for name in names]
    rows += [
        ("option", "Option", f"{each.text}. {OPTION_TAKEN[each.taken]}. {each.why}") for each in options_of(meeting)
    ]
    decision = codes.label(codes.CONFERENCE_DECISION, meeting.decision) if meeting.decision else ""
    category = codes.label(codes.ABUSE_CATEGORY, meeting.category) if meeting.category else ""
    return [
        *rows,
        ("decision", "Decision", decision),
        ("category", "Category", category),
        ("significant_harm", "Significant harm", meeting.significant_harm),
        ("rationale", "Reason", meeting.rationale),
        ("dissent", "Who disagrees", meeting.dissent),
    ]


def _words(meeting: Meeting, name: str) -> str:
    text: str = getattr(meeting, name)
    return codes.label(codes.PARTICIPATION, text) if name == "participation" and text else text


def letter_facts(meeting: Meeting) -> LetterFacts:
    """What the decision letter is made of. Its outline plan is the plan as it stands."""
    assert meeting.held_on is not None
    plan: Any = getattr(meeting, "plan", None)
    return LetterFacts(
        name=meeting.episode.young_person.name,
        called=meeting.episode.young_person.chosen_name or meeting.episode.young_person.given_name,
        chair=meeting.chair.name if meeting.chair else "",
        held_on=meeting.held_on,
        decision=meeting.decision,
        category=codes.label(codes.ABUSE_CATEGORY, meeting.category) if meeting.category else "",
        outside_home=meeting.extra_familial_primary,
        reason=meeting.rationale,
        said_by_young_person=meeting.young_persons_views,
        said_by_parents=meeting.parents_views,
        dissent="" if meeting.dissent.strip().lower().strip(".") == "none" else meeting.dissent,
        lead_worker=plan.lead_worker.name if plan and plan.lead_worker else "",
        promises=_promises(plan) if plan else (),
        core_group_on=plan.core_group_on if plan else None,
        review_on=plan.review_on if plan else None,
        complain_by=meeting.held_on + timedelta(days=COMPLAINT_DAYS),
    )


def _promises(plan: Any) -> tuple[Promise, ...]:
    return tuple(
        Promise(
            action.owner_name, lower_first(action.text.strip().rstrip(".")), action.due_on, bool(action.accepted_on)
        )
        for action in plan.actions.filter(status__in=LIVE)
    )
