"""The first walk's young person, days and cast: what each step needs to know of the others. No step is here."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from roth.domain.calendar import ENGLAND_AND_WALES
from roth.exchange.cin_census.schema import CensusChild, CensusEpisode
from roth.exchange.cin_census.write import write
from tests.functional.keyboard import Person

NAME = "Kit Farrow"
CHILD = "WXFIRSTWALK1"
PARK = "The underpass by the canal"  # a context that nobody had written down before this walk


@dataclass(frozen=True)
class Days:
    """A day for each step, in order, up to a weekday on which a conference can be held: today, or the last one."""

    held: date

    def before(self, days: int) -> date:
        """A day so long before the conference."""
        return self.held - timedelta(days=days)

    @property
    def referred(self) -> date:
        return self.before(14)

    @property
    def triaged(self) -> date:
        return self.before(13)

    @property
    def discussed(self) -> date:
        return self.before(12)

    @property
    def seen(self) -> date:
        return self.before(10)

    @property
    def authorised(self) -> date:
        return self.before(8)

    @property
    def pathway(self) -> date:
        return self.before(7)

    @property
    def later(self) -> date:
        """By when actions are to be done."""
        return self.held + timedelta(days=28)

    @property
    def core_group(self) -> date:
        """Within ten working days."""
        return ENGLAND_AND_WALES.add_working_days(self.held, 5)

    @property
    def review(self) -> date:
        """Within three months."""
        return ENGLAND_AND_WALES.working_day_on_or_before(self.held + timedelta(days=80))


@dataclass
class Story:
    """The walk as it goes: who takes part, each signed in when first needed, and whose record it is."""

    sign_in: Callable[[str], Person]
    roth: Callable[..., str]
    days: Days = field(default_factory=lambda: Days(ENGLAND_AND_WALES.working_day_on_or_before(date.today())))
    ref: str = ""
    cast: dict[str, Person] = field(default_factory=dict)

    def person(self, part: str) -> Person:
        """One of the cast, at a browser of their own."""
        if part not in self.cast:
            self.cast[part] = self.sign_in(part)
        return self.cast[part]

    @property
    def home(self) -> str:
        """The address of the record."""
        return f"/young-people/{self.ref}/"


def census(days: Days) -> bytes:
    """A file with one child: a referral two weeks ago, and nothing after it. A census brings no names."""
    episode = CensusEpisode(referred=days.referred, source="2A", primary_need="N1", no_further_action=False)
    child = CensusChild(
        id=CHILD,
        born=days.referred - timedelta(days=15 * 365),
        sex="M",
        ethnicity="WBRI",
        disabilities=("NONE",),
        upn_unknown="UN5",
        episodes=(episode,),
    )
    year = days.referred.year + (days.referred > date(days.referred.year, 3, 31))
    return write([child], year=year, authority="999")
