"""Named reads about conferences, and the facts that `domain.conference` judges.

Which young people's conferences a user may know of starts from `people.access.visible_to`. Words for a page belong in
`present`.
"""

from roth.meetings.selectors.chairing import chair_facts, chairs_for
from roth.meetings.selectors.finding import (
    current_meeting,
    held,
    listed_for,
    meeting_for,
    only_invited,
    upcoming,
    visible_to,
)
from roth.meetings.selectors.people import (
    agencies_of,
    attendance,
    attendance_version,
    invitation_of,
    invitees,
    membership_of,
    people_of,
)
from roth.meetings.selectors.reaching import contexts_and_reach

__all__ = (
    "agencies_of",
    "attendance",
    "attendance_version",
    "chair_facts",
    "chairs_for",
    "contexts_and_reach",
    "current_meeting",
    "held",
    "invitation_of",
    "invitees",
    "listed_for",
    "meeting_for",
    "membership_of",
    "only_invited",
    "people_of",
    "upcoming",
    "visible_to",
)
