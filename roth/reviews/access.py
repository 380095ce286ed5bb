"""The doors to a review: through the young person's own door, to the review conference in hand or the last one."""

from roth.accounts.models import User
from roth.domain.access import Permission
from roth.domain.errors import NotAllowed, NotPossible
from roth.meetings.models import Meeting
from roth.pathway.selectors import current_episode
from roth.people.access import young_person_for
from roth.people.models import YoungPerson
from roth.plans.models import Plan
from roth.plans.selectors import current_plan
from roth.reviews import selectors


def plan_and_meeting(user: User, ref: str, permission: Permission) -> tuple[YoungPerson, Plan, Meeting | None]:
    """The plan, and the review conference of it that is in hand, else the last that was held."""
    young_person = young_person_for(user, ref, permission)
    episode = current_episode(young_person)
    plan = current_plan(episode)
    if plan is None or episode is None:
        raise NotPossible("There is no plan yet, so there is nothing to review.")
    plan.episode = episode
    return young_person, plan, selectors.review_meeting(episode)


def open_review(user: User, ref: str, permission: Permission) -> tuple[Plan, Meeting]:
    """The review that is in hand, while it may still be written."""
    _, plan, meeting = plan_and_meeting(user, ref, permission)
    if meeting is None or meeting.status != "booked":
        raise NotPossible("No review is booked. Ask for one under Conference; then it is written here.")
    return plan, meeting


def require_chair(user: User, meeting: Meeting) -> None:
    """The chair of this review decides it."""
    if meeting.chair_id != user.pk:
        raise NotAllowed("Only the chair of this review may record its decision.")
