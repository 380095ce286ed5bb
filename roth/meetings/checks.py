"""What stops an action on a conference: the rules of `domain.conference`, asked of the records. Saves nothing."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from django.utils import timezone

from roth.accounts.models import Agency, User
from roth.domain import conference, pathway
from roth.domain.access import Permission
from roth.domain.errors import NotAllowed, NotPossible
from roth.domain.pathway import StepFacts
from roth.meetings import selectors
from roth.meetings.models import Meeting
from roth.pathway.models import Episode
from roth.pathway.selectors import clocks, step_facts
from roth.people.access import require
from roth.people.models import YoungPerson

# Which arrow of the pathway a decision takes. An adjourned conference takes none: it is asked for again.
STEPS: Final = {"plan_made": "C17", "no_plan": "C19"}
# Where the chair puts right what the table's guards ask, where that is nearer than the guard knows.
PLACES: Final = {
    "not_before_referral": "on",
    "not_before_last_step": "on",
    "weekday": "on",
    "quorum": "quorum_exception",
    "views": "attendance",
    "category": "category",
}


def last_day(episode: Episode) -> date | None:
    """The last day for the conference, where that clock runs."""
    return next(
        (
            clock.limit_on
            for clock in clocks(episode)
            if clock.rule == "T11" and clock.done_on is None and not clock.not_needed_because
        ),
        None,
    )


def refuse_booking(
    meeting: Meeting, scheduled_at: datetime, limit_on: date | None, late_reason: str, chair: User
) -> None:
    episode = meeting.episode
    wrong = conference.against_booking(
        timezone.localdate(scheduled_at), referred_on=episode.opened_on, limit_on=limit_on, late_reason=late_reason
    )
    against = conference.against_chair(selectors.chair_facts(episode.young_person, chair))
    wrong += tuple(("chair", f"{sentence} Choose another chair (V09).") for sentence in against)
    if wrong:
        raise NotPossible("The conference is not booked yet.", wrong)


def agency_of(user: User, young_person: YoungPerson) -> Agency:
    """The agency a user comes for. Raises NotPossible for somebody who is nothing at this site today."""
    held = selectors.membership_of(user, young_person)
    if held is None:
        sentence = f"{user.name} is not a user of this site today. Invite them by name."
        raise NotPossible(sentence, (("user", sentence),))
    return held.agency


def refuse_invitation(meeting: Meeting, name: str, user: User | None, agency: Agency | None) -> None:
    site = meeting.episode.young_person.site_id
    if not name.strip():
        raise NotPossible("Nobody is invited yet.", (("name", "Choose a person, or enter their name."),))
    if agency is not None and agency.site_id != site:
        raise NotPossible("Nobody is invited yet.", (("agency", "Choose an agency of this site."),))
    if user is not None:
        agency_of(user, meeting.episode.young_person)
    same = meeting.invitations.filter(withdrawn_on__isnull=True)
    same = same.filter(user=user) if user is not None else same.filter(user=None, name__iexact=name, agency=agency)
    if same.exists():
        sentence = f"{name} is invited already."
        raise NotPossible(sentence, (("user" if user is not None else "name", sentence),))


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
        wrong = conference.against_day(facts.on, facts.opened_on)
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
