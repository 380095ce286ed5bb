"""What a conference agreed goes into its plan as it was said, so that nobody writes it twice."""

from django.db import transaction

from roth.accounts.models import User
from roth.domain.in_the_room import WHOLE_PAUSE, goal_level
from roth.meetings.models import Meeting, MeetingAction
from roth.plans import selectors
from roth.plans.actions.acting import add_action
from roth.plans.actions.goals import add_goal
from roth.plans.actions.whole import complete_pause
from roth.plans.models import Goal, Plan


@transaction.atomic
def take_over_from_meeting(*, by: User, plan: Plan, meeting: Meeting) -> Plan:
    """Fill a new plan with the pause, goals and actions of its meeting. What the meeting left open stays open.

    A pause that is not whole is left for the plan, and with it the actions that would stand on it (V10). An action
    that somebody declined is in the minutes and not in the plan.
    """
    pause = {name: getattr(meeting, name) for name in WHOLE_PAUSE}
    if not all(words.strip() for words in pause.values()):
        return plan
    complete_pause(by=by, plan=plan, **pause)
    goals: dict[str, Goal] = {}
    for action in meeting.meeting_actions.exclude(status="declined"):
        if action.goal not in goals:
            goals[action.goal] = add_goal(
                by=by,
                plan=plan,
                statement=action.goal,
                level=goal_level(action.target),
                whose=action.origin,
                context_id=action.context_id,
            )
        _add(by, plan, goals[action.goal], action)
    return plan


def _add(by: User, plan: Plan, goal: Goal, action: MeetingAction) -> None:
    accepted = action.status == "accepted"
    add_action(
        by=by,
        plan=plan,
        reading=selectors.parts_of(plan),
        goal_id=goal.pk,
        text=action.text,
        target=action.target,
        approach=action.approach,
        context_id=action.context_id,
        owner_name=action.owner_name,
        owner_type=action.owner_type,
        owner_agency_id=action.agency_id,
        origin=action.origin,
        due_on=action.due_on,
        accepted_on=action.meeting.held_on if accepted else None,
    )
