"""What was decided and recorded."""

from typing import Final

from roth.domain import codes
from roth.domain import in_the_room as rules
from roth.meetings.models import Meeting
from roth.ui import formats

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
            rows.append((rules.RECORD_TITLES[name], text))
    return rows
