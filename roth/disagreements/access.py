"""The doors to disagreements: the young person's own door first."""

from roth.accounts.models import User
from roth.disagreements import selectors
from roth.disagreements.models import Complaint, Dissent
from roth.domain.access import Permission
from roth.domain.errors import NotPossible, NotVisible
from roth.meetings.models import Meeting
from roth.people.access import young_person_for
from roth.people.models import YoungPerson


def held_meeting_for(user: User, ref: str, permission: Permission) -> tuple[YoungPerson, Meeting]:
    """A young person with the newest conference that was held."""
    young_person = young_person_for(user, ref, permission)
    meeting = selectors.newest_held(user, young_person)
    if meeting is None:
        raise NotPossible("No conference has been held yet, so there is nothing to disagree with.")
    return young_person, meeting


def dissent_for(user: User, ref: str, number: int) -> tuple[YoungPerson, Dissent]:
    """One dissent. Somebody who is only invited sees their own."""
    young_person = young_person_for(user, ref, Permission.DISAGREEMENT_VIEW)
    found = selectors.dissents_for(user, young_person).filter(pk=number).first()
    if found is None:
        raise NotVisible
    found.meeting.episode.young_person = young_person
    return young_person, found


def complaint_for(user: User, ref: str, number: int) -> tuple[YoungPerson, Complaint]:
    """One complaint, for those who hear complaints."""
    young_person = young_person_for(user, ref, Permission.COMPLAINT_VIEW)
    found = selectors.complaints_of(young_person).filter(pk=number).first()
    if found is None:
        raise NotVisible
    found.meeting.episode.young_person = young_person
    return young_person, found
