"""Who is told what about a conference. A notice names nobody: it leads to a page with a door of its own."""

from collections.abc import Mapping

from django.urls import reverse

from roth.accounts.models import User
from roth.domain.access import Permission
from roth.meetings.mailing import write_to_all
from roth.meetings.models import Letter, Meeting
from roth.meetings.selectors import coordinators_of
from roth.people.access import decision_for
from roth.work.notices import tell


def tell_of_booking(meeting: Meeting, before: Mapping[str, object]) -> None:
    """Tell the chair, and whoever is invited, where what they knew has changed."""
    chair = meeting.chair
    moved = any(before[name] != getattr(meeting, name) for name in ("scheduled_at", "place", "mode"))
    if chair is not None and (moved or before["chair"] != chair):
        tell_of(meeting, chair, "You chair a conference. Its page says when and where.")
    if not moved:
        return
    write_to_all(meeting, Letter.CHANGE if before["status"] == "booked" else Letter.INVITATION)
    for invitation in meeting.invitations.filter(withdrawn_on__isnull=True, user__isnull=False).select_related("user"):
        if invitation.user is not None and invitation.user != chair:
            tell_of(meeting, invitation.user, "When or where a conference is has changed. Its page says how.")


def tell_of(meeting: Meeting, user: User, text: str) -> None:
    """Leave a notice, for somebody who may open the page that it leads to."""
    young_person = meeting.episode.young_person
    if decision_for(user, young_person, Permission.MEETING_VIEW).allowed:
        tell(user, text, link=reverse("meetings:conference", args=(young_person.ref,)))


def tell_of_cancellation(meeting: Meeting) -> None:
    """Tell the chair and whoever was invited that a meeting will not be held."""
    write_to_all(meeting, Letter.CANCELLATION)
    told = {one.user for one in meeting.invitations.filter(withdrawn_on__isnull=True).select_related("user")}
    for user in {*told, meeting.chair} - {None}:
        if user is not None:
            tell_of(meeting, user, "A conference is cancelled. Its page says whether another is asked for.")


def tell_coordinators(meeting: Meeting, text: str) -> None:
    """Tell the conference service of the site."""
    for user in coordinators_of(meeting.episode.young_person):
        tell_of(meeting, user, text)
