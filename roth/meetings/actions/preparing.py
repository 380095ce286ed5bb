"""How people are prepared for a meeting, what they need to take part, and who is kept out of it for how long."""

from datetime import date
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from roth.accounts.models import User
from roth.audit.kinds import Kind
from roth.domain import exclusions
from roth.domain.access import Permission
from roth.domain.clock_events import Event
from roth.domain.errors import NotPossible
from roth.domain.preparing import against_preparation
from roth.meetings import selectors
from roth.meetings.actions.common import audit, known, still_open
from roth.meetings.checks import require_the_chair
from roth.meetings.models import Exclusion, Meeting, Preparation
from roth.meetings.telling import tell_of
from roth.pathway import clocks
from roth.people.access import require

PREPARATION_FIELDS: Final = frozenset(
    (
        *("young_person_prepared_on", "young_person_words", "parents_prepared_on", "parents_words"),
        *("interpreter", "interpreter_words", "access", "access_words", "live_investigation", "apart"),
    )
)


@transaction.atomic
def prepare_meeting(*, by: User, meeting: Meeting, version: int | None = None, **fields: Any) -> Preparation:
    """Write how the young person and their family are prepared, and what interpreting and access there is."""
    known(fields, PREPARATION_FIELDS)
    meeting = still_open(meeting)
    require(by, meeting.episode.young_person, Permission.MEETING_PREPARE)
    wrong = against_preparation(fields)
    if wrong:
        raise NotPossible("It is not saved yet.", wrong)
    row = selectors.preparation_of(meeting)
    if row.pk is None:
        row.save(force_insert=True)
    before = row.save_over(version, fields)
    audit(Kind.MEETING_PREPARED, by, meeting, before=before, after=fields)
    return row


@transaction.atomic
def ask_to_exclude(
    *, by: User, meeting: Meeting, name: str, ground: str, reason: str, duration: str, on: date, which_part: str = ""
) -> Exclusion:
    """Ask the chair that somebody stay out of the meeting or part of it. Late is late, and still decided (T15)."""
    meeting = still_open(meeting)
    require(by, meeting.episode.young_person, Permission.MEETING_PREPARE)
    wrong = exclusions.against_request(duration, which_part)
    if wrong:
        raise NotPossible("It is not asked for yet.", wrong)
    said = {"name": name, "ground": ground, "reason": reason, "duration": duration, "which_part": which_part}
    row = Exclusion(meeting=meeting, asked_by=by, asked_on=on, **said)
    row.save(force_insert=True)
    if meeting.slot is not None:
        clocks.happened(meeting.episode, Event.EXCLUSION_ASKED_FOR, on, since=meeting.slot.start.date())
    if meeting.chair is not None:
        tell_of(meeting, meeting.chair, "Somebody asks that a person be kept out of a conference. You decide.")
    audit(Kind.EXCLUSION_ASKED_FOR, by, meeting, target=f"exclusion:{row.pk}", after=said)
    return row


@transaction.atomic
def decide_exclusion(
    *, by: User, exclusion: Exclusion, ruling: str, reason: str, views_another_way: str = "", which_part: str = ""
) -> Exclusion:
    """The chair's decision: for no longer than is needed, and with another way to be heard."""
    meeting = still_open(exclusion.meeting)
    require_the_chair(by, meeting)
    if exclusion.ruling:
        raise NotPossible("This was decided already.")
    wrong = exclusions.against_ruling(ruling, which_part, views_another_way)
    if wrong:
        raise NotPossible("It is not decided yet.", wrong)
    values = {
        "ruling": ruling,
        "ruling_reason": reason,
        "views_another_way": views_another_way,
        "which_part": which_part or exclusion.which_part,
        "decided_by": by,
        "decided_on": timezone.localdate(),
    }
    before = exclusion.save_over(None, values)
    audit(Kind.EXCLUSION_DECIDED, by, meeting, target=f"exclusion:{exclusion.pk}", before=before, after=values)
    return exclusion
