"""Every write about a conference: asked for, booked, people invited, recorded as it happens, decided by its chair.

A conference that was held is closed: nothing here changes it, save that somebody's access may end. What the decision
does to the pathway is `pathway.steps`; what follows from a plan made is `plans.actions`.
"""

from roth.meetings.actions.booking import ask_for_conference, book_conference
from roth.meetings.actions.deciding import DECISION_FIELDS, decide_conference
from roth.meetings.actions.inviting import change_invitation, invite, withdraw_invitation
from roth.meetings.actions.recording import ATTENDANCE_FIELDS, RECORD_FIELDS, record_attendance, record_conference

__all__ = (
    "ATTENDANCE_FIELDS",
    "DECISION_FIELDS",
    "RECORD_FIELDS",
    "ask_for_conference",
    "book_conference",
    "change_invitation",
    "decide_conference",
    "invite",
    "record_attendance",
    "record_conference",
    "withdraw_invitation",
)
