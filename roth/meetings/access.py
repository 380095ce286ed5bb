"""The doors to conferences: each goes through the young person's own door. What may be done there is in `actions`."""

from django.db.models import QuerySet

from roth.accounts.models import Agency, Site, User
from roth.accounts.selectors import agencies_at, sites
from roth.audit.actions import record
from roth.audit.kinds import Kind
from roth.domain.access import Permission
from roth.domain.errors import NotAllowed, NotPossible, NotVisible
from roth.meetings import selectors
from roth.meetings.models import Invitation, Meeting, Share
from roth.pathway.models import Episode
from roth.pathway.selectors import current_episode
from roth.people.access import young_person_for
from roth.people.models import YoungPerson


def meetings_for(user: User) -> QuerySet[Meeting]:
    """The user's list of conferences; the look at it is logged."""
    if not user.standing.may("meeting.list"):
        raise NotAllowed("A list of conferences is for the people who plan, chair or come to them for their work.")
    home = user.standing.home
    record(Kind.LIST_READ, by=user, site=home.site_code if home else "", target="meetings")
    return selectors.listed_for(user)


def attendance_at(user: User, code: str = "") -> tuple[Site, list[Site]]:
    """The site over whose meetings the user reads attendance, the one of this code or their first, and every site where
    they may; the look is logged. Which of its meetings count is for `selectors.held_at`, for the same user."""
    found = list(sites(_where_attendance(user)))
    site = next((each for each in found if code in ("", each.code)), None)
    if site is None:
        raise NotVisible
    record(Kind.LIST_READ, by=user, site=site.code, target="attendance")
    return site, found


def agency_at_meetings(user: User, key: int) -> Agency:
    """An agency whose attendance the user may read, of a site where they may; the look is logged."""
    agency = agencies_at(_where_attendance(user)).filter(pk=key).first()
    if agency is None:
        raise NotVisible
    record(Kind.LIST_READ, by=user, site=agency.site.code, target=f"attendance:agency:{agency.pk}")
    return agency


def _where_attendance(user: User) -> frozenset[int]:
    """The sites where the user may read attendance. Raises NotAllowed where there is none."""
    places = user.standing.sites_where("attendance.view")
    if not places:
        raise NotAllowed(
            "Attendance over many meetings is for the people who chair, convene, manage or assure them. Who came to a"
            " meeting of yours is on its own page."
        )
    return places


def young_person_and_meeting(user: User, ref: str) -> tuple[YoungPerson, Meeting | None]:
    """A young person and the conference that the user may see, where one is asked for."""
    young_person = young_person_for(user, ref, Permission.MEETING_VIEW)
    meeting = selectors.meeting_for(user, young_person)
    if meeting is None and selectors.only_invited(young_person):
        raise NotVisible
    return young_person, meeting


def meeting_for(user: User, ref: str, permission: Permission) -> Meeting:
    """The conference behind a form page, with its episode and young person."""
    young_person = young_person_for(user, ref, permission)
    meeting = selectors.meeting_for(user, young_person)
    if meeting is None:
        raise NotPossible("No conference has been asked for yet. That happens when the pathway is decided.")
    return meeting


def invitation_for(user: User, ref: str, number: int) -> Invitation:
    """One invitation, for whoever may change or withdraw it."""
    meeting = meeting_for(user, ref, Permission.MEETING_BOOK)
    found = meeting.invitations.filter(pk=number, withdrawn_on__isnull=True).select_related("agency", "user").first()
    if found is None:
        raise NotVisible
    found.meeting = meeting
    return found


def room_for(user: User, ref: str) -> tuple[YoungPerson, Meeting]:
    """The meeting whose shared screen the user may see: whoever may open the record, and whoever is invited to come.

    Somebody who sent apologies is not in the room.
    """
    young_person, meeting = young_person_and_meeting(user, ref)
    if meeting is None:
        raise NotPossible("No conference has been asked for yet. That happens when the pathway is decided.")
    if selectors.only_invited(young_person) and not selectors.may_watch(selectors.invitation_of(user, meeting)):
        raise NotAllowed("You are not coming to this conference, so its screen is not yours to see.")
    return young_person, meeting


def episode_for(user: User, ref: str, permission: Permission) -> Episode:
    """The current episode behind a page, with its young person. Raises NotPossible where there is none."""
    young_person = young_person_for(user, ref, permission)
    episode = current_episode(young_person)
    if episode is None:
        raise NotPossible("There is no open episode. It begins with a referral.")
    episode.young_person = young_person
    return episode


def meeting_numbered(user: User, ref: str, number: int) -> tuple[YoungPerson, Meeting]:
    """One meeting of a young person, of any episode. Somebody who is only invited gets those they are invited to."""
    young_person = young_person_for(user, ref, Permission.MEETING_VIEW)
    meeting = selectors.meetings_of(user, young_person).filter(pk=number).first()
    if meeting is None:
        raise NotVisible
    meeting.episode.young_person = young_person
    return young_person, meeting


def paper_for(user: User, ref: str, kind: str) -> tuple[YoungPerson, Meeting, Share | None]:
    """A paper of a meeting that was held. Somebody who is only invited gets what was given to them, as it was given."""
    young_person, meeting = young_person_and_meeting(user, ref)
    if meeting is None or not meeting.held:
        raise NotPossible("The chair has not decided yet. Its papers come after the decision.")
    if not selectors.only_invited(young_person):
        return young_person, meeting, None
    share = selectors.share_to(user, meeting, kind)
    if share is None:
        raise NotAllowed("This has not been sent to you.")
    return young_person, meeting, share


def minutes_for(user: User, ref: str) -> tuple[YoungPerson, Meeting, Invitation | None]:
    """The minutes. Those who were there read the draft, so that they can say what is wrong; others get what is sent."""
    young_person, meeting = young_person_and_meeting(user, ref)
    if meeting is None or not meeting.held:
        raise NotPossible("The chair has not decided yet. The minutes come after the decision.")
    if not selectors.only_invited(young_person):
        return young_person, meeting, None
    one = selectors.invitation_of(user, meeting)
    facts = selectors.meeting_facts(meeting)
    drafting = facts.letter_sent and not facts.minutes_approved
    if not (drafting and selectors.was_there(one)) and selectors.share_to(user, meeting, "minutes") is None:
        raise NotAllowed("The minutes have not been sent to you.")
    return young_person, meeting, one
