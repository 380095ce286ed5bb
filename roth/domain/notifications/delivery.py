"""When an email may leave: at once, once a day or never, not in quiet hours; safety at any hour. London's clock.

What an email says is the same for everybody and holds no personal data.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

from roth.domain.calendar import is_weekend
from roth.domain.labelled import Labelled
from roth.domain.notifications.due import LONDON

QUIET_FROM: Final = time(20)
QUIET_UNTIL: Final = time(7)
DIGEST_AT: Final = time(8)
SUBJECT: Final = "You have a task in ROTH Pathways"
_FIRST_RETRY: Final = timedelta(minutes=5)
_LAST_RETRY: Final = timedelta(hours=4)


class How(Labelled):
    """How somebody wishes to be written to. What is about safety is written at once whatever they chose."""

    AT_ONCE = "at_once", "At once, outside quiet hours"
    DAILY = "daily", "Once a day, at 8 in the morning"
    OFF = "off", "Not at all: I look here myself"


@dataclass(frozen=True, slots=True)
class Wishes:
    """One person's wishes."""

    how: How = How.AT_ONCE
    quiet_from: time = QUIET_FROM
    quiet_until: time = QUIET_UNTIL
    quiet_weekends: bool = True

    def is_quiet(self, at: datetime) -> bool:
        """Does this instant fall in their quiet hours, in London?"""
        local = at.astimezone(LONDON)
        if self.quiet_weekends and is_weekend(local.date()):
            return True
        hour = local.time()
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= hour < self.quiet_until
        return hour >= self.quiet_from or hour < self.quiet_until


STANDARD: Final = Wishes()


def send_after(wishes: Wishes, now: datetime, *, safety: bool) -> datetime | None:
    """The first instant at which somebody may be written to of something; None where they want no email of it."""
    if safety:
        return now
    if wishes.how is How.OFF:
        return None
    return _first_loud(wishes, _next(DIGEST_AT, now) if wishes.how is How.DAILY else now)


def _first_loud(wishes: Wishes, at: datetime) -> datetime:
    """This instant, or the end of the quiet hours that it falls in. Where every hour is quiet: a week later."""
    for _ in range(16):
        if not wishes.is_quiet(at):
            return at
        local = at.astimezone(LONDON)
        ends = wishes.quiet_until if wishes.quiet_from != wishes.quiet_until else time(0)
        at = min(_next(ends, at), _next(time(0), at)) if wishes.quiet_weekends else _next(ends, at)
        if at <= local:  # never, but a loop that stands still would be worse than a late email
            break
    return at


def _next(hour: time, now: datetime) -> datetime:
    """The next time that London's clocks show this hour."""
    local = now.astimezone(LONDON)
    at = datetime.combine(local.date(), hour, LONDON)
    return at if at > now else datetime.combine(local.date() + timedelta(days=1), hour, LONDON)


def retry_after(attempts: int, now: datetime) -> datetime:
    """When an email that could not be sent is tried again: in five minutes, then twice as long, at most four hours."""
    return now + min(_FIRST_RETRY * 2 ** min(attempts, 10), _LAST_RETRY)


def body(home: str, settings: str) -> str:
    """The text of every email."""
    return (
        f"{SUBJECT}.\n\nSign in to see it:\n{home}\n\n"
        f"Choose when we write to you:\n{settings}\n\n"
        "This message names nobody, so that it can be read by anyone. Please do not reply to it.\n"
    )
