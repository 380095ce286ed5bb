"""Every write about a conference: asked for, booked, people invited, recorded as it happens, decided by its chair.

A conference that was held is closed: nothing here changes it, save that somebody's access may end. What the decision
does to the pathway is `pathway.steps`; what follows from a plan made is `plans.actions`.
"""

from roth.meetings.actions.afterwards import (
    add_to_closed_record,
    answer_correction,
    approve_minutes,
    ask_for_correction,
    close_record,
    edit_minutes,
    share_paper,
)
from roth.meetings.actions.answering import answer_invitation
from roth.meetings.actions.apart import end_keeping_apart, keep_apart
from roth.meetings.actions.booking import agree_to_review, ask_for_conference, ask_for_review, book_conference
from roth.meetings.actions.deciding import DECISION_FIELDS, decide_conference
from roth.meetings.actions.guests import (
    answer_as_guest,
    begin_guest_visit,
    end_guest_visit,
    send_guest_code,
    send_guest_link,
)
from roth.meetings.actions.in_the_room import (
    add_option,
    change_dissent,
    change_option,
    change_proposed_action,
    propose_action,
    show_item,
    start_meeting,
    write_dissent,
)
from roth.meetings.actions.inviting import change_invitation, invite, withdraw_invitation
from roth.meetings.actions.moving import cancel_conference, rearrange_conference
from roth.meetings.actions.preparing import ask_to_exclude, decide_exclusion, prepare_meeting
from roth.meetings.actions.recording import ATTENDANCE_FIELDS, RECORD_FIELDS, record_attendance, record_conference
from roth.meetings.actions.replies import take_calendar_reply
from roth.meetings.actions.reporting import add_to_report, ask_for_report, write_report

__all__ = (
    "ATTENDANCE_FIELDS",
    "DECISION_FIELDS",
    "RECORD_FIELDS",
    "add_option",
    "add_to_closed_record",
    "add_to_report",
    "agree_to_review",
    "answer_as_guest",
    "answer_correction",
    "answer_invitation",
    "approve_minutes",
    "ask_for_conference",
    "ask_for_correction",
    "ask_for_report",
    "ask_for_review",
    "ask_to_exclude",
    "begin_guest_visit",
    "book_conference",
    "cancel_conference",
    "change_dissent",
    "change_invitation",
    "change_option",
    "change_proposed_action",
    "close_record",
    "decide_conference",
    "decide_exclusion",
    "edit_minutes",
    "end_guest_visit",
    "end_keeping_apart",
    "invite",
    "keep_apart",
    "prepare_meeting",
    "propose_action",
    "rearrange_conference",
    "record_attendance",
    "record_conference",
    "send_guest_code",
    "send_guest_link",
    "share_paper",
    "show_item",
    "start_meeting",
    "take_calendar_reply",
    "withdraw_invitation",
    "write_dissent",
    "write_report",
)
