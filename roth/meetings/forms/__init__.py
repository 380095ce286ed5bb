"""What people are asked on the pages of a conference. Rules belong in `domain.conference`; nothing is saved here."""

from roth.meetings.forms.afterwards import AdditionForm, AnswerForm, CorrectionForm, ShareForm
from roth.meetings.forms.answering import ComingForm, ReplyForm
from roth.meetings.forms.booking import ApartEndForm, ApartForm, BookForm, CancelForm, MoveForm, ReviewForm
from roth.meetings.forms.deciding import DecideForm
from roth.meetings.forms.inviting import InvitationForm, InviteForm
from roth.meetings.forms.recording import AttendanceForm, RecordForm, attendance_initial, attendance_rows
from roth.meetings.forms.room import ActionForm, DissentForm, ItemForm, OptionForm, StartForm

__all__ = (
    "ActionForm",
    "AdditionForm",
    "AnswerForm",
    "ApartEndForm",
    "ApartForm",
    "AttendanceForm",
    "BookForm",
    "CancelForm",
    "ComingForm",
    "CorrectionForm",
    "DecideForm",
    "DissentForm",
    "InvitationForm",
    "InviteForm",
    "ItemForm",
    "MoveForm",
    "OptionForm",
    "RecordForm",
    "ReplyForm",
    "ReviewForm",
    "ShareForm",
    "StartForm",
    "attendance_initial",
    "attendance_rows",
)
