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
    person_asked,
)
from roth.meetings.selectors.reaching import contexts_and_reach
from roth.meetings.selectors.room import actions_of, dissent_in_words, dissents_of, may_watch, options_of, shown_to
from roth.meetings.selectors.staging import meeting_facts

__all__ = (
    "actions_of",
    "agencies_of",
    "attendance",
    "attendance_version",
    "chair_facts",
    "chairs_for",
    "contexts_and_reach",
    "current_meeting",
    "dissent_in_words",
    "dissents_of",
    "held",
    "invitation_of",
    "invitees",
    "listed_for",
    "may_watch",
    "meeting_facts",
    "meeting_for",
    "membership_of",
    "only_invited",
    "options_of",
    "people_of",
    "person_asked",
    "shown_to",
    "upcoming",
    "visible_to",
)
