"""What follows one invented conference: the young person is told, papers go out, somebody visits. Part of a `walk`."""

from datetime import date
from typing import Final

from django.utils import timezone

from roth.demo.limits import forgotten
from roth.demo.walk import Walk
from roth.domain.calendar import ENGLAND_AND_WALES
from roth.meetings import actions as meetings
from roth.meetings import selectors
from roth.pathway import actions as pathway
from roth.voice import actions as voice

_EVERY: Final = 8  # working days from a visit to the next: the limit is ten


def tell(walk: Walk) -> None:
    """The chair says the same day what was decided; the letter goes out the next day; the social worker visits."""
    walk.meeting.refresh_from_db()
    held = walk.meeting.held_on or walk.day(15)
    if not forgotten(walk, "T30A"):
        walk.do(
            voice.record_talk,
            by=walk.crew.chair,
            young_person=walk.young_person,
            meeting=walk.meeting,
            kind="debrief",
            on=held,
            where="A quiet room, afterwards",
            told="What was decided, and that the places have to change.",
        )
    day = _after(held, 1)
    if day is not None and not forgotten(walk, "T17"):
        send(walk, "decision_letter", day)
    visit_until_now(walk, held)


def send_minutes(walk: Walk) -> None:
    """The chair approves the minutes, and everybody who came has them within fifteen working days."""
    held = walk.meeting.held_on or walk.day(15)
    day = _after(held, 12)
    given = walk.meeting.papers.filter(kind="decision_letter", shares__isnull=False).exists()
    if day is None or not given or forgotten(walk, "T18"):
        return
    walk.do(meetings.approve_minutes, by=walk.crew.chair, meeting=walk.meeting, on=day)
    send(walk, "minutes", day)


def send(walk: Walk, kind: str, day: date) -> None:
    """A paper to everybody who is to have it, on that day."""
    meeting = walk.meeting
    people = selectors.recipients_of(meeting) if kind == "decision_letter" else selectors.who_came(meeting)
    walk.do(
        meetings.share_paper,
        by=walk.crew.coordinator,
        meeting=meeting,
        kind=kind,
        to=[f"person:{one.key}" for one in people],
        channel="post",
        read_over=True,
        on=day,
    )


def visit_until_now(walk: Walk, held: date) -> None:
    """The social worker sees the young person every eight working days; one in some has not been seen lately."""
    day = _after(held, 4)
    while day is not None:
        later = _after(day, _EVERY)
        if later is None and forgotten(walk, "T22"):
            return
        see(walk, day, "How the plan is going, and what has changed in the places.")
        day = later


def see(walk: Walk, on: date, purpose: str) -> None:
    """One visit, at which the young person is seen alone."""
    walk.do(
        pathway.record_visit,
        by=walk.crew.social_worker,
        young_person=walk.young_person,
        on=on,
        seen=True,
        alone=True,
        where="At school, in the art room",
        purpose=purpose,
    )


def _after(day: date, working_days: int) -> date | None:
    """So many working days later; none where that is still to come."""
    later = ENGLAND_AND_WALES.add_working_days(day, working_days)
    return later if later <= timezone.localdate() else None
