"""What was decided and recorded."""

from typing import Final

from roth.domain import codes
from roth.meetings.models import Meeting
from roth.ui import formats

_RECORD: Final = (
    ("When the chair met the young person beforehand", "chair_met_young_person"),
    ("When the chair met the parents or carers beforehand", "chair_met_parents"),
    ("What the young person says", "young_persons_views"),
    ("What the parents or carers say", "parents_views"),
    ("Strengths and safety", "strengths_discussed"),
    ("Contexts", "contexts_discussed"),
    ("Needs", "needs_discussed"),
    ("What services and systems get in the way of", "systems_discussed"),
    ("Options, and whatever else was said", "discussion"),
    ("The chair’s analysis", "analysis"),
    ("Agreed outside the plan", "actions_outside_plan"),
)


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
    rows = [(title, getattr(meeting, name)) for title, name in _RECORD]
    rows.insert(2, ("How the young person took part", codes.label(codes.PARTICIPATION, meeting.participation)))
    return rows
