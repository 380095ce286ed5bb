"""Named reads about conferences, and the facts that `domain.conference` judges.

Which young people's conferences a user may know of starts from `people.access.visible_to`. Words for a page belong in
`present`.
"""

from roth.meetings.selectors.chairing import chair_facts, chairs_for
from roth.meetings.selectors.diary import (
    apart_from,
    apart_seen_by,
    around,
    at_the_hour,
    busy,
    chair_diary,
    known_by_reference,
    live_apart,
    people_apart_from,
    room_taken,
    too_near_for,
)
from roth.meetings.selectors.finding import (
    current_meeting,
    held,
    listed_for,
    meeting_for,
    meetings_of,
    only_invited,
    upcoming,
    visible_to,
)
from roth.meetings.selectors.people import (
    agencies_of,
    attendance,
    attendance_version,
    coordinators_of,
    invitation_of,
    invitees,
    is_a_user,
    managers_of,
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
    "apart_from",
    "apart_seen_by",
    "around",
    "at_the_hour",
    "attendance",
    "attendance_version",
    "busy",
    "chair_diary",
    "chair_facts",
    "chairs_for",
    "contexts_and_reach",
    "coordinators_of",
    "current_meeting",
    "dissent_in_words",
    "dissents_of",
    "held",
    "invitation_of",
    "invitees",
    "is_a_user",
    "known_by_reference",
    "listed_for",
    "live_apart",
    "managers_of",
    "may_watch",
    "meeting_facts",
    "meeting_for",
    "meetings_of",
    "membership_of",
    "only_invited",
    "options_of",
    "people_apart_from",
    "people_of",
    "person_asked",
    "room_taken",
    "shown_to",
    "too_near_for",
    "upcoming",
    "visible_to",
)
