"""What the actions of this room share: the meeting while it may still change, and its audit event."""

from collections.abc import Mapping
from typing import Any

from django.db.models import F

from roth.audit.actions import Actor, record
from roth.audit.kinds import Kind
from roth.domain import closed
from roth.domain.errors import NotPossible
from roth.finding.models import Entry
from roth.meetings.models import Meeting


def still_open(meeting: Meeting, *, booked: bool = False) -> Meeting:
    """The meeting as it is now, locked until the end, if it may still change (and is booked, where that matters)."""
    found = Meeting.objects.select_for_update(of=("self",)).select_related("episode__young_person__site")
    meeting = found.get(pk=meeting.pk)
    closed.refuse(closed.Kept.MEETING, finished=meeting.held)
    closed.refuse(closed.Kept.EPISODE, finished=meeting.episode.closed_on is not None)
    if meeting.status == "cancelled":
        raise NotPossible("This conference was cancelled.")
    if booked and meeting.status != "booked":
        raise NotPossible("The conference is not booked yet.", (("conference", "Say when it is and who chairs it."),))
    return meeting


def known(values: Mapping[str, Any], fields: frozenset[str]) -> None:
    unknown = set(values) - fields
    if unknown:
        raise TypeError(f"A conference record has no field {', '.join(sorted(unknown))}.")


def shown(meeting: Meeting) -> None:
    """The screens of those who watch have something new to show."""
    Meeting.objects.filter(pk=meeting.pk).update(shown=F("shown") + 1)


def audit(kind: Kind, by: Actor, meeting: Meeting, *, target: str = "", **detail: Any) -> None:
    """After a write: the words that find the meeting, then the trail's line."""
    Entry.write(meeting)
    young_person = meeting.episode.young_person
    record(
        kind,
        by=by,
        site=young_person.site.code,
        record=young_person.ref,
        target=target or f"meeting:{meeting.pk}",
        **detail,
    )
