"""What was decided and recorded."""

from typing import Final

from roth.domain import codes
from roth.domain import in_the_room as rules
from roth.meetings.models import Meeting
from roth.ui import formats

# The record's own words for each of its parts, in the order of the agenda.
TITLES: Final = {
    "chair_met_young_person": "When the chair met the young person beforehand",
    "chair_met_parents": "When the chair met the parents or carers beforehand",
    "participation": "How the young person took part",
    "young_persons_views": "What the young person says",
    "parents_views": "What the parents or carers say",
    "strengths_discussed": "Strengths and safety",
    "contexts_discussed": "Contexts",
    "needs_discussed": "Needs",
    "systems_discussed": "What services and systems get in the way of",
    "aim": "What we are trying to achieve",
    "for_whom": "For whom",
    "how_we_would_know": "How we would know",
    "avoid_making_worse": "What we must avoid making worse",
    "discussion": "Whatever else was said",
    "actions_outside_plan": "Agreed outside the plan",
    "measures_discussed": "What would show change, and how it is now",
    "analysis": "The chair’s analysis",
    "next_discussed": "Core group, dates, and what if it does not hold",
    "reactions": "What they say of it",
}
# Asked of every record; what else is empty was not spoken of, and is left out.
ALWAYS: Final = frozenset({"young_persons_views", "parents_views", "participation", "analysis"})


def decision(meeting: Meeting) -> list[tuple[str, str]]:
    """What the chair decided and why."""
    rows = [
        ("Held", formats.day(meeting.held_on)),
        ("Decision", codes.label(codes.CONFERENCE_DECISION, meeting.decision)),
        ("Reason", meeting.rationale),
        ("Significant harm", meeting.significant_harm),
        ("Who disagrees", meeting.dissent),
    ]
    if meeting.category:
        rows[2:2] = [
            ("Category", codes.label(codes.ABUSE_CATEGORY, meeting.category)),
            ("Why this category", meeting.category_reason),
            ("Harm mainly from outside the home", "Yes" if meeting.extra_familial_primary else "No"),
        ]
    return (
        [*rows, ("Why it went ahead with few agencies", meeting.quorum_exception)] if meeting.quorum_exception else rows
    )


def record(meeting: Meeting) -> list[tuple[str, str]]:
    """The minutes, in the order of the agenda."""
    return [row for item in rules.TITLES for row in written_under(meeting, item)]


def written_under(meeting: Meeting, item: int) -> list[tuple[str, str]]:
    """What is written under one item of the agenda, as (title, words)."""
    rows = []
    for name in rules.WRITTEN_UNDER[item]:
        text = getattr(meeting, name)
        if name == "participation":
            text = codes.label(codes.PARTICIPATION, text) if text else ""
        if text.strip() or name in ALWAYS:
            rows.append((TITLES[name], text))
    return rows
