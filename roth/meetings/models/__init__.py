"""Conferences about a young person: who was asked, who came, what each said, what the chair decided."""

from roth.meetings.models.invitation import Invitation
from roth.meetings.models.meeting import Meeting
from roth.meetings.models.room import DissentingView, MeetingAction, OptionConsidered

__all__ = (
    "DissentingView",
    "Invitation",
    "Meeting",
    "MeetingAction",
    "OptionConsidered",
)
