"""Pages of a conference: the list, before, booking, invitations, who came, the record, the decision."""

from roth.meetings.views.afterwards import (
    add_to_record,
    answer_correction,
    approve_minutes,
    close_record,
    correct,
    edit_minutes,
    letter,
    minutes,
    send_letter,
    send_minutes,
)
from roth.meetings.views.answering import answer, calendar, calendar_reply, send_link
from roth.meetings.views.apart import apart, apart_add, apart_end
from roth.meetings.views.booking import agree_review, ask_review, book, cancel, move
from roth.meetings.views.deciding import decide
from roth.meetings.views.guests import guest, guest_answer, guest_calendar, guest_leave, guest_link
from roth.meetings.views.inviting import invitation, invite, withdraw
from roth.meetings.views.recording import attendance, record
from roth.meetings.views.room import item, live, room, show, start
from roth.meetings.views.room_lists import action, action_add, dissent, dissent_add, option, option_add
from roth.meetings.views.whole import conference, earlier, meetings

__all__ = (
    "action",
    "action_add",
    "add_to_record",
    "agree_review",
    "answer",
    "answer_correction",
    "apart",
    "apart_add",
    "apart_end",
    "approve_minutes",
    "ask_review",
    "attendance",
    "book",
    "calendar",
    "calendar_reply",
    "cancel",
    "close_record",
    "conference",
    "correct",
    "decide",
    "dissent",
    "dissent_add",
    "earlier",
    "edit_minutes",
    "guest",
    "guest_answer",
    "guest_calendar",
    "guest_leave",
    "guest_link",
    "invitation",
    "invite",
    "item",
    "letter",
    "live",
    "meetings",
    "minutes",
    "move",
    "option",
    "option_add",
    "record",
    "room",
    "send_letter",
    "send_link",
    "send_minutes",
    "show",
    "start",
    "withdraw",
)
