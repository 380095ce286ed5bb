"""Pages of a conference: the list, before, booking, invitations, who came, the record, the decision."""

from roth.meetings.views.apart import apart, apart_add, apart_end
from roth.meetings.views.booking import agree_review, ask_review, book, cancel, move
from roth.meetings.views.deciding import decide
from roth.meetings.views.inviting import invitation, invite, withdraw
from roth.meetings.views.recording import attendance, record
from roth.meetings.views.room import item, live, room, show, start
from roth.meetings.views.room_lists import action, action_add, dissent, dissent_add, option, option_add
from roth.meetings.views.whole import conference, earlier, meetings

__all__ = (
    "action",
    "action_add",
    "agree_review",
    "apart",
    "apart_add",
    "apart_end",
    "ask_review",
    "attendance",
    "book",
    "cancel",
    "conference",
    "decide",
    "dissent",
    "dissent_add",
    "earlier",
    "invitation",
    "invite",
    "item",
    "live",
    "meetings",
    "move",
    "option",
    "option_add",
    "record",
    "room",
    "show",
    "start",
    "withdraw",
)
