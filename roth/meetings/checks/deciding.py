"""What stands against a decision."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.utils import timezone

from roth.accounts.models import User
from roth.domain import conference, pathway
from roth.domain.access import Permission
from roth.domain.errors import NotAllowed, NotPossible
from roth.domain.pathway import StepFacts
from roth.meetings import selectors
from roth.meetings.models import Meeting
from roth.pathway.selectors import step_facts
from roth.people.access import require

# Which arrow of the pathway a decision takes. An adjourned conference takes none: it is asked for again.
STEPS: Final = {"plan_made": "C17", "no_plan": "C19"}
# Where the chair puts right what the table's guards ask, where that is nearer than the guard knows.
PLACES: Final = {
    **{guard.code: "on" for guard in pathway.G.values() if "on" in guard.boxes},
    "quorum": "quorum_exception",
    "views": "attendance",
    "category": "category",
}


def require_the_chair(by: User, meeting: Meeting) -> None:
    require(by, meeting.episode.young_person, Permission.MEETING_DECIDE)
    if meeting.chair_id != by.pk:
        raise NotAllowed("Only the chair of this conference may record its decision.")


def facts_for_decision(meeting: Meeting, on: date, category: str, quorum_exception: str) -> StepFacts:
    """What the pathway's table asks of a conference."""
    people = selectors.invitees(selectors.attendance(meeting))
    chair = meeting.chair
    against = conference.against_chair(selectors.chair_facts(meeting.episode.young_person, chair)) if chair else ("",)
    return step_facts(
        meeting.episode,
        on=on,
        chair_is_independent=not against,
        agencies_present=conference.agencies_present(people),
        quorum_exception=quorum_exception,
        views_recorded=not conference.views_missing(people),
        category=category,
    )


def refuse_decision(meeting: Meeting, facts: StepFacts, values: Mapping[str, Any]) -> None:
    """Everything that is still missing, at once: what the pathway's table asks, then what the record itself needs."""
    step = STEPS.get(values["decision"])
    if step is None:
        wrong = conference.against_day(facts.on, facts.opened_on, enquiry_on=facts.enquiry_started_on)
    else:
        wrong = tuple((PLACES.get(guard.code, guard.where), guard.sentence) for guard in pathway.missing(step, facts))
        wrong += _incomplete(meeting, str(values["dissent"]))
    if facts.on > timezone.localdate():
        wrong += (("on", "This day has not come yet. Enter the day the conference was held."),)
    wrong += conference.against_category(
        values["category"], care_at_home_in_issue=values["care_at_home_in_issue"], reason=values["category_reason"]
    )
    if not values["rationale"].strip():
        wrong += (("rationale", "Write the reason for the decision."),)
    if wrong:
        raise NotPossible("Some things are needed before the decision.", wrong)


def _incomplete(meeting: Meeting, dissent: str) -> tuple[tuple[str, str], ...]:
    written = {name: getattr(meeting, name) for name in (*dict(conference.NEEDED), *conference.DISCUSSED)}
    people = selectors.invitees(selectors.attendance(meeting))
    wrong = tuple(("record", sentence) for _, sentence in conference.unwritten(written))
    wrong += tuple(("attendance", f"Say whether {one.name} came.") for one in conference.unanswered_invitations(people))
    if not dissent.strip():
        wrong += (("dissent", "Write who disagrees and why, or “none”."),)
    return wrong
