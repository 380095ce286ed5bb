"""Pages of a conference: the list, before, booking, invitations, who came, the record, the decision."""

from roth.meetings.views.booking import book
from roth.meetings.views.deciding import decide
from roth.meetings.views.inviting import invitation, invite, withdraw
from roth.meetings.views.recording import attendance, record
from roth.meetings.views.whole import conference, meetings

__all__ = (
    "attendance",
    "book",
    "conference",
    "decide",
    "invitation",
    "invite",
    "meetings",
    "record",
    "withdraw",
)
