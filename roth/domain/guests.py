"""How long somebody without an account reaches one meeting, and how often a code may be tried.

A link is a secret that mail may leak, so it opens once and only together with a code sent to the guest's own address.
Limits are inferred; each is short enough that guessing is hopeless and long enough for a busy person.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

LINK_LASTS: Final = timedelta(days=14)
CODE_LASTS: Final = timedelta(minutes=10)
VISIT_LASTS: Final = timedelta(hours=2)
TRIES: Final = 5  # of one code
CODES_AN_HOUR: Final = 5  # so at most 25 guesses among a million in an hour
LINKS_A_DAY: Final = 5
AFTERWARDS: Final = timedelta(days=28)  # a guest may still read what they said, until the record is closed

USED: Final = "This link was used or has run out. We can send a new one to the address that we have."
GONE: Final = "This link does not open anything any more. Ask the person who invited you."
WRONG: Final = "That is not the code, or it has run out. Check the newest email, or ask for another code."
TOO_MANY: Final = "Too many codes were asked for or tried. Wait an hour, then ask for another."


@dataclass(frozen=True, slots=True)
class Door:
    """What is known of a guest's invitation."""

    withdrawn: bool
    cancelled_on: date | None
    held_on: date | None
    record_closed: bool
    has_address: bool = True

    def open(self, today: date) -> bool:
        """Does the invitation still let its guest in? It ends with withdrawal, with the closed record, and in time."""
        if self.withdrawn or self.record_closed or not self.has_address:
            return False
        ended = self.held_on or self.cancelled_on
        return ended is None or today <= ended + AFTERWARDS


def link_opens(*, used: bool, ended: bool, expires_at: datetime, now: datetime) -> bool:
    """Is the link still good for one visit?"""
    return not used and not ended and now < expires_at


def code_may_be_tried(*, tries: int, used: bool, expires_at: datetime, now: datetime) -> bool:
    """May a guess at this code be looked at? A right guess after that is as wrong as any other."""
    return not used and tries < TRIES and now < expires_at
