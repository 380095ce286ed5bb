"""A reply from a calendar program becomes the answer of the person whom it is from."""

from django.db import transaction

from roth.accounts.models import User
from roth.domain.access import Permission
from roth.domain.errors import NotPossible
from roth.exchange.icalendar import read
from roth.meetings import selectors
from roth.meetings.actions.answering import put_answer
from roth.meetings.actions.common import still_open
from roth.meetings.mailing import uid_of
from roth.meetings.models import Invitation, Meeting
from roth.people.access import require


@transaction.atomic
def take_calendar_reply(*, by: User, meeting: Meeting, content: bytes) -> Invitation:
    """Save the answer that a calendar's reply holds. One to an older time is refused: it was about another hour."""
    meeting = still_open(meeting)
    require(by, meeting.episode.young_person, Permission.MEETING_BOOK)
    reply = read.reply(content)
    if reply.uid != uid_of(meeting):
        raise NotPossible("This reply is to another meeting. Open that meeting and give it there.")
    if reply.sequence != meeting.calendar_sequence:
        raise NotPossible("This reply is to an earlier time of the meeting. Ask whether they can come to the new one.")
    invitation = selectors.invitation_by_address(meeting, reply.email)
    if invitation is None:
        raise NotPossible("Nobody with this address is asked to the meeting. Record the answer on their invitation.")
    words = {"answer_words": reply.comment, "deputy_name": reply.comment[:120], "deputy_contact": ""}
    return put_answer(by, invitation, reply.answer, words)
