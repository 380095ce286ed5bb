"""What people are asked on the pages of a conference. Rules belong in `domain.conference`; nothing is saved here."""

from roth.meetings.forms.booking import BookForm
from roth.meetings.forms.deciding import DecideForm
from roth.meetings.forms.inviting import InvitationForm, InviteForm
from roth.meetings.forms.recording import AttendanceForm, RecordForm, attendance_initial, attendance_rows

__all__ = (
    "AttendanceForm",
    "BookForm",
    "DecideForm",
    "InvitationForm",
    "InviteForm",
    "RecordForm",
    "attendance_initial",
    "attendance_rows",
)
