"""What somebody who is asked says: coming, not coming, or who could come instead. A user, a guest, or a coordinator who
was told on the phone."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from roth.accounts.models import User
from roth.audit.actions import Actor
from roth.audit.kinds import Kind
from roth.domain import answers
from roth.domain.access import Permission
from roth.domain.answers import Answer
from roth.domain.errors import NotAllowed, NotPossible
from roth.meetings.actions.common import audit, still_open
from roth.meetings.models import Invitation
from roth.meetings.telling import tell_coordinators
from roth.people.access import decision_for, require


@transaction.atomic
def answer_invitation(
    *,
    by: User,
    invitation: Invitation,
    answer: str,
    answer_words: str = "",
    deputy_name: str = "",
    deputy_contact: str = "",
    version: int | None = None,
) -> Invitation:
    """Say whether one comes. Oneself, or for somebody else the coordinator, who was told."""
    young_person = invitation.meeting.episode.young_person
    require(by, young_person, Permission.MEETING_VIEW)
    if invitation.user_id != by.pk and not decision_for(by, young_person, Permission.MEETING_BOOK).allowed:
        raise NotAllowed("Only the person who is invited, or the coordinator who was told, may answer.")
    values = {"answer_words": answer_words, "deputy_name": deputy_name, "deputy_contact": deputy_contact}
    return put_answer(by, invitation, Answer(answer), values, version)


def put_answer(
    by: Actor, invitation: Invitation, answer: Answer, values: dict[str, Any], version: int | None = None
) -> Invitation:
    """Save an answer that its writer may give. Part of an action."""
    meeting = still_open(invitation.meeting)
    if invitation.withdrawn_on is not None:
        raise NotPossible("This invitation was withdrawn.")
    wrong = answers.against_answer(answer, str(values.get("deputy_name", "")))
    if wrong:
        raise NotPossible("Your answer is not saved yet.", wrong)
    if answer is not Answer.DEPUTY:
        values |= {"deputy_name": "", "deputy_contact": ""}
    values |= {"answer": answer.value, "attendance": answers.attendance_after(answer), "answered_at": timezone.now()}
    before = invitation.save_over(version, values)
    if answer is not Answer.COMING and before["answer"] != answer.value:
        tell_coordinators(meeting, "Somebody who was asked to a conference cannot come. Its page says more.")
    target = f"invitation:{invitation.pk}"
    audit(Kind.INVITATION_ANSWERED, by, meeting, target=target, before=before, after=values)
    return invitation
