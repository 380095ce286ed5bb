"""The doors of this room: a person's own page, and who may speak, write down and answer.

The workers' side goes through the young person's own door (`people.access`). A person with a page of their own never
names a record: the page is found from who they are, so that no address of theirs says anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest
from django.utils import timezone

from roth.accounts.models import User
from roth.audit.actions import record
from roth.audit.kinds import Kind
from roth.domain.access import OWN_PAGES, Permission, Role
from roth.domain.errors import NotAllowed, NotPossible, NotVisible
from roth.domain.voice import PARENTS, Speaker
from roth.people.access import decision_for, require, young_person_for
from roth.people.models import YoungPerson
from roth.voice import selectors
from roth.voice.models import Handover, Said, Tie

HANDED: Final = "handover"  # where a session keeps that the device is in a young person's hands
CHOSEN: Final = "own_page"  # which page somebody with several has chosen
PAGE_OF: Final[Mapping[Role, Permission]] = {
    Role.YOUNG_PERSON: Permission.OWN_PAGE,
    Role.PARENT: Permission.PARENT_PAGE,
    Role.ADVOCATE: Permission.ADVOCATE_PAGE,
}
Actor = User | Handover


@dataclass(frozen=True, slots=True)
class Own:
    """Whose page it is, who holds it, and as whom they speak."""

    young_person: YoungPerson
    role: Role
    speaker: Speaker
    by: Actor
    tie: Tie | None = None

    @property
    def shared_device(self) -> bool:
        """Is this a worker's device?"""
        return isinstance(self.by, Handover)

    @property
    def is_parent(self) -> bool:
        """Is this a parent's page?"""
        return self.role is Role.PARENT

    @property
    def is_self(self) -> bool:
        """Is this the young person's own page?"""
        return self.role is Role.YOUNG_PERSON


class SeveralPages(Exception):
    """Somebody has several pages and has not chosen one."""


def own_page_of(request: HttpRequest) -> Own:
    """The page of whoever asks; the read is logged. Raises NotVisible where they have none, SeveralPages to choose."""
    if HANDED in request.session:
        return _handed(request.session[HANDED])
    user = request.user
    assert isinstance(user, User)
    ties = selectors.open_ties_of(user)
    if not ties:
        raise NotVisible
    chosen = request.session.get(CHOSEN)
    tie = ties[0] if len(ties) == 1 else next((each for each in ties if each.pk == chosen), None)
    if tie is None:
        raise SeveralPages
    return own_page(user, tie)


def own_page(user: User, tie: Tie) -> Own:
    """One of a user's own pages, through the record's door."""
    role = Role(tie.role)
    young_person = young_person_for(user, tie.young_person.ref, PAGE_OF[role])
    return Own(young_person, role, Speaker(tie.speaks_as), user, tie)


def _handed(key: int) -> Own:
    handover = selectors.live_handover(key)
    if handover is None:
        raise NotVisible
    young_person = handover.young_person
    record(
        Kind.READ,
        by=handover,
        site=young_person.site.code,
        record=young_person.ref,
        target=Permission.OWN_PAGE.value,
        reason="the young person, on a worker's device",
    )
    return Own(young_person, Role.YOUNG_PERSON, Speaker.YOUNG_PERSON, handover)


def has_only_own_pages(user: User) -> bool:
    """Are a page of their own and signing in all that is for this user?"""
    roles = user.standing.roles
    return bool(roles) and roles <= OWN_PAGES.keys()


# --- Who may speak for whom -------------------------------------------------------------------------------------------
_SPEAKS: Final = (
    (Permission.OWN_PAGE, frozenset({Speaker.YOUNG_PERSON})),
    (Permission.ADVOCATE_PAGE, frozenset({Speaker.YOUNG_PERSON})),
    (Permission.PARENT_PAGE, PARENTS),
)


def require_to_speak(by: Actor, young_person: YoungPerson, speaker: Speaker) -> Permission:
    """By which right these words may be kept: the speaker's own page, an advocate's, or a worker who writes them down.

    Raises as the record's door does.
    """
    if isinstance(by, Handover):
        require_live(by, young_person)
        if speaker is not Speaker.YOUNG_PERSON:
            raise NotAllowed("This device is for the young person alone.")
        return Permission.OWN_PAGE
    for permission, speakers in _SPEAKS:
        if speaker in speakers and decision_for(by, young_person, permission).allowed:
            if speaker in PARENTS and speaker not in selectors.speakers_of(by, young_person):
                raise NotAllowed("On your own page you speak for yourself.")
            return permission
    require(by, young_person, Permission.VOICE_WRITE)
    return Permission.VOICE_WRITE


def require_live(handover: Handover, young_person: YoungPerson) -> None:
    """Raises NotPossible where the device's time is over, NotVisible where it was for somebody else."""
    now = timezone.now()
    if handover.young_person_id != young_person.pk:
        raise NotVisible
    if handover.ended_at is not None or not handover.starts_at <= now < handover.ends_at:
        raise NotPossible("The time on this device is over. Give it back, and ask for it again.")


# --- What was said, behind a door -------------------------------------------------------------------------------------
def said_for(user: User, ref: str, number: int, permission: Permission) -> Said:
    """Somebody's words, for a worker."""
    return _found(young_person_for(user, ref, permission), selectors.said_with(number))


def own_said(own: Own, number: int) -> Said:
    """Words of somebody's own, on their own page."""
    found = next((each for each in selectors.own_words(own) if each.pk == number), None)
    return _found(own.young_person, found)


def _found(young_person: YoungPerson, said: Said | None) -> Said:
    if said is None or said.young_person_id != young_person.pk:
        raise NotVisible
    said.young_person = young_person
    return said
