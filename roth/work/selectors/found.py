"""What a source of facts is given and what it gives. The sources are `facts` and `from_meetings`."""

from dataclasses import dataclass
from datetime import date, datetime, time

from roth.domain.notifications import Fact
from roth.domain.notifications.due import LONDON
from roth.work.selectors.recipients import NOBODY, People, Users


@dataclass(frozen=True, slots=True)
class Found:
    """A fact with whose it is and, where the kind's own page would be the wrong one, where it leads."""

    fact: Fact
    site: int
    person: int | None = None
    owners: Users = NOBODY
    link: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the sources share: the instant, the day, and everybody's part, with each person's next conference."""

    now: datetime
    today: date
    people: People
    news: datetime

    def at_site_of(self, person: int) -> int:
        """The site of a record; 0 for one without an open episode."""
        place = self.people.places.get(person)
        return place.site if place else 0


def begins(day: date) -> datetime:
    """The first instant of a day in England."""
    return datetime.combine(day, time(0), LONDON)
