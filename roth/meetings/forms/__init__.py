"""What people are asked on the pages of a conference. Rules belong in `domain.conference`; nothing is saved here."""

from roth.meetings.forms.booking import ApartEndForm, ApartForm, BookForm, CancelForm, MoveForm, ReviewForm
from roth.meetings.forms.deciding import DecideForm
from roth.meetings.forms.inviting import InvitationForm, InviteForm
from roth.meetings.forms.recording import AttendanceForm, RecordForm, attendance_initial, attendance_rows
from roth.meetings.forms.room import ActionForm, DissentForm, ItemForm, OptionForm, StartForm

__all__ = (
    "ActionForm",
    "ApartEndForm",
    "ApartForm",
    "AttendanceForm",
    "BookForm",
    "CancelForm",
    "DecideForm",
    "DissentForm",
    "InvitationForm",
    "InviteForm",
    "ItemForm",
    "MoveForm",
    "OptionForm",
    "RecordForm",
    "ReviewForm",
    "StartForm",
    "attendance_initial",
    "attendance_rows",
)
