"""Conferences about a young person: who was asked, who came, what each said, what the chair decided."""

from roth.meetings.models.afterwards import ANSWERS, Addition, Correction, Paper, Share
from roth.meetings.models.arranging import Exclusion, KeptApart, Preparation, Rearrangement
from roth.meetings.models.guests import GuestCode, GuestLink, GuestVisit, Letter, Sending
from roth.meetings.models.invitation import Invitation
from roth.meetings.models.meeting import Meeting
from roth.meetings.models.reports import AgencyReport, ReportAddendum, ReportAnswer, ReportContext
from roth.meetings.models.room import DissentingView, MeetingAction, OptionConsidered

__all__ = (
    "ANSWERS",
    "Addition",
    "AgencyReport",
    "Correction",
    "DissentingView",
    "Exclusion",
    "GuestCode",
    "GuestLink",
    "GuestVisit",
    "Invitation",
    "KeptApart",
    "Letter",
    "Meeting",
    "MeetingAction",
    "OptionConsidered",
    "Paper",
    "Preparation",
    "Rearrangement",
    "ReportAddendum",
    "ReportAnswer",
    "ReportContext",
    "Sending",
    "Share",
)
