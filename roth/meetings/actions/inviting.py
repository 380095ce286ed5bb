"""Who is asked to a conference, what they are asked to bring, and the end of an invitation."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from roth.accounts.models import Agency, User
from roth.audit.kinds import Kind
from roth.contexts.models import Context
from roth.domain.access import Permission
from roth.domain.errors import Conflict, NotPossible
from roth.meetings import checks
from roth.meetings.actions.booking import confirm_in_writing
from roth.meetings.actions.common import audit, still_open
from roth.meetings.actions.reporting import settle_reports
from roth.meetings.mailing import write_to
from roth.meetings.models import Invitation, Letter, Meeting
from roth.meetings.telling import tell_of
from roth.people.access import require


@transaction.atomic
def invite(
    *,
    by: User,
    meeting: Meeting,
    role: str,
    name: str = "",
    user: User | None = None,
    agency: Agency | None = None,
    asked_to_bring: str = "",
    can_influence: Iterable[Context] = (),
    email: str = "",
    deputy_for: Invitation | None = None,
    despite_clash: bool = False,
) -> Invitation:
    """Ask somebody to the conference: a user of the site, or a person by name, with an address for a guest's link."""
    meeting = still_open(meeting)
    young_person = meeting.episode.young_person
    require(by, young_person, Permission.MEETING_BOOK)
    if user is not None:
        name, agency = name or user.name, agency or checks.agency_of(user, young_person)
    email = "" if user is not None else email.strip().casefold()
    checks.refuse_invitation(meeting, name, user, agency, email)
    checks.refuse_two_places(meeting, name, user, email, despite=despite_clash)
    checks.refuse_kept_apart(by, meeting, name)
    who = {"name": name, "role": role, "user": user, "agency": agency, "email": email}
    invitation = Invitation(meeting=meeting, asked_to_bring=asked_to_bring, deputy_for=deputy_for, **who)
    invitation.save(force_insert=True)
    contexts = list(can_influence)
    invitation.can_influence.set(contexts)
    if meeting.slot is not None and meeting.slot.end > timezone.now():
        write_to(invitation, Letter.INVITATION)
        confirm_in_writing(meeting)
    if user is not None:
        tell_of(meeting, user, "You are invited to a conference. Its page says when, where and what to bring.")
    after = {**who, "can_influence": contexts}
    audit(Kind.INVITED, by, meeting, target=f"invitation:{invitation.pk}", after=after)
    return invitation


@transaction.atomic
def change_invitation(
    *,
    by: User,
    invitation: Invitation,
    role: str,
    asked_to_bring: str,
    can_influence: Iterable[Context],
    version: int | None = None,
) -> Invitation:
    """Change what somebody is asked to bring, as whom they come, or what they can change."""
    meeting = still_open(invitation.meeting)
    require(by, meeting.episode.young_person, Permission.MEETING_BOOK)
    if invitation.withdrawn_on is not None:
        raise NotPossible("This invitation was withdrawn.")
    earlier, contexts = list(invitation.can_influence.all()), list(can_influence)
    try:
        before = invitation.save_over(version, {"role": role, "asked_to_bring": asked_to_bring})
    except Conflict as conflict:
        conflict.theirs["can_influence"] = [context.pk for context in earlier]
        raise
    invitation.can_influence.set(contexts)
    if invitation.user is not None and before["asked_to_bring"] != asked_to_bring:
        tell_of(meeting, invitation.user, "What you are asked to bring to a conference has changed.")
    audit(
        Kind.INVITATION_CHANGED,
        by,
        meeting,
        target=f"invitation:{invitation.pk}",
        before={**before, "can_influence": earlier},
        after={"role": role, "asked_to_bring": asked_to_bring, "can_influence": contexts},
    )
    return invitation


@transaction.atomic
def withdraw_invitation(*, by: User, invitation: Invitation, on: date) -> Invitation:
    """End an invitation, and with it the person's access. After the conference its record still says that they came."""
    meeting = invitation.meeting
    require(by, meeting.episode.young_person, Permission.MEETING_BOOK)
    if invitation.withdrawn_on is not None:
        raise NotPossible("This invitation was withdrawn already.")
    before = invitation.save_over(None, {"withdrawn_on": on})
    if meeting.status == "booked" and meeting.slot is not None and meeting.slot.end > timezone.now():
        meeting.save_over(None, {"calendar_sequence": meeting.calendar_sequence + 1})
        write_to(invitation, Letter.CANCELLATION)
    settle_reports(meeting)
    after = {"withdrawn_on": on}
    audit(Kind.INVITATION_WITHDRAWN, by, meeting, target=f"invitation:{invitation.pk}", before=before, after=after)
    return invitation
