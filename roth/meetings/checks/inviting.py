"""What stands against an invitation."""

from django.utils import timezone

from roth.accounts.models import Agency, User
from roth.domain.errors import NotPossible
from roth.meetings import selectors
from roth.meetings.models import Meeting
from roth.people.access import visible_to
from roth.people.models import YoungPerson
from roth.people.names import folded


def agency_of(user: User, young_person: YoungPerson) -> Agency:
    """The agency a user comes for. Raises NotPossible for somebody who is nothing at this site today."""
    held = selectors.membership_of(user, young_person)
    if held is None:
        sentence = f"{user.name} is not a user of this site today. Invite them by name."
        raise NotPossible(sentence, (("user", sentence),))
    return held.agency


def refuse_invitation(meeting: Meeting, name: str, user: User | None, agency: Agency | None, email: str) -> None:
    site = meeting.episode.young_person.site_id
    if not name.strip():
        raise NotPossible("Nobody is invited yet.", (("name", "Choose a person, or enter their name."),))
    if agency is not None and agency.site_id != site:
        raise NotPossible("Nobody is invited yet.", (("agency", "Choose an agency of this site."),))
    if user is not None:
        agency_of(user, meeting.episode.young_person)
    if email and selectors.is_a_user(email):
        sentence = "Somebody with this address uses ROTH Pathways. Choose them from the list instead."
        raise NotPossible("Nobody is invited yet.", (("email", sentence),))
    same = meeting.invitations.filter(withdrawn_on__isnull=True)
    same = same.filter(user=user) if user is not None else same.filter(user=None, name__iexact=name, agency=agency)
    if same.exists():
        sentence = f"{name} is invited already."
        raise NotPossible(sentence, (("user" if user is not None else "name", sentence),))


def refuse_two_places(meeting: Meeting, name: str, user: User | None, email: str, *, despite: bool) -> None:
    """Nobody is in two places at one time, unless the coordinator says that it is known."""
    slot = meeting.slot
    if despite or slot is None or slot.end <= timezone.now() or not (user or email):
        return
    then = selectors.at_the_hour(slot, selectors.around(slot, but=meeting))
    if selectors.busy(then, [user.pk] if user else [], [email]):
        sentence = f"{name} is asked to another meeting {slot.in_words}. Ask them, or tick that you invite them anyway"
        raise NotPossible("Nobody is invited yet.", (("despite_clash", sentence),))


def refuse_kept_apart(by: User, meeting: Meeting, name: str) -> None:
    """A young person who must not meet this one is not asked to the same room (R09)."""
    wanted = folded(name)
    for one in selectors.people_apart_from(meeting.episode.young_person):
        if wanted in {folded(each) for each in one.own_names}:
            seen = visible_to(by).filter(pk=one.pk).exists()
            sentence = (
                f"{one.name} must be kept apart from this young person."
                if seen
                else "This person cannot be asked to this conference. Speak to the manager of the team."
            )
            raise NotPossible("Nobody is invited yet.", (("name", sentence),))
