"""What is written while a conference goes on: who came, what each thinks, and the record."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.db import transaction

from roth.accounts.models import User
from roth.audit.kinds import Kind
from roth.domain import conference
from roth.domain.access import Permission
from roth.domain.errors import Conflict, NotPossible
from roth.domain.in_the_room import WRITTEN_UNDER
from roth.meetings import selectors
from roth.meetings.actions.common import audit, known, shown, still_open
from roth.meetings.models import Invitation, Meeting
from roth.people.access import require

RECORD_FIELDS: Final = frozenset(
    {
        *(name for name, _ in conference.NEEDED),
        *conference.DISCUSSED,
        *(name for names in WRITTEN_UNDER.values() for name in names),
    }
)
ATTENDANCE_FIELDS: Final = ("attendance", "report_supplied", "view_on_harm", "view_on_plan", "view")


@transaction.atomic
def record_attendance(
    *, by: User, meeting: Meeting, rows: Sequence[Mapping[str, Any]], version: int | None = None
) -> list[Invitation]:
    """Say who came and what each thinks. A row holds `invitation` (its key) and any of `ATTENDANCE_FIELDS`.

    `version` is `selectors.attendance_version` as the writer saw it. Raises Conflict with the others' values named
    `attendance_12` after the invitation's key.
    """
    meeting = still_open(meeting, booked=True)
    require(by, meeting.episode.young_person, Permission.MEETING_RECORD)
    people = {one.pk: one for one in selectors.attendance(meeting)}
    newest = selectors.attendance_version(meeting)
    if version is not None and version != newest:
        theirs = {f"{name}_{one.pk}": getattr(one, name) for one in people.values() for name in ATTENDANCE_FIELDS}
        raise Conflict(theirs, newest)
    before, after = {}, {}
    for row in rows:
        one = people.get(row["invitation"])
        if one is None:
            raise NotPossible("Somebody's invitation was withdrawn while you were writing. Look again.")
        values = {name: row[name] for name in ATTENDANCE_FIELDS if name in row and row[name] != getattr(one, name)}
        if values:
            before[str(one.pk)], after[str(one.pk)] = one.save_over(None, values), values
    shown(meeting)
    audit(Kind.ATTENDANCE_RECORDED, by, meeting, before=before, after=after)
    return list(people.values())


@transaction.atomic
def record_conference(*, by: User, meeting: Meeting, version: int | None = None, **fields: Any) -> Meeting:
    """Write the record as the conference goes: any of `RECORD_FIELDS`."""
    known(fields, RECORD_FIELDS)
    meeting = still_open(meeting, booked=True)
    require(by, meeting.episode.young_person, Permission.MEETING_RECORD)
    before = meeting.save_over(version, fields)
    shown(meeting)
    audit(Kind.MEETING_RECORDED, by, meeting, before=before, after=fields)
    return meeting
