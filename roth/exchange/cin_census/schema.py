"""What a census file says, as plain frozen values. How it is written in XML belongs in `shape`, `read` and `write`.

Values are put in one form and one order, whatever the year and the order of the file: codes in capitals, sex as M, F
or U, a blank where the file is silent, children's episodes by date, factors in national order, no exact repeats. So two
readings of the same facts are equal, and `==` on any part answers "has this changed?". The part's own key is `key`.

A blank code, a `None` flag or a `None` number means that the file did not say, or said something we could not keep (a
finding then says so). It never means "no".
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

Level = Literal["error", "query", "note"]
Counts = dict[str, int]


@dataclass(frozen=True, slots=True)
class Period:
    """A census year, first and last day."""

    start: date
    end: date

    @classmethod
    def ending(cls, end: date) -> "Period":
        return cls(date(end.year - 1, 4, 1), end)

    def holds(self, day: date) -> bool:
        return self.start <= day <= self.end


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at. `child` is blank when it concerns the whole file; `rule` is the national number, if any.

    error: the national return would be rejected; query: it needs an explanation; note: nothing is wrong.
    """

    child: str
    rule: str | None
    level: Level
    sentence: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """A child not taken at all, and why. `child` is blank where the file gives no id; `why` then says which."""

    child: str
    why: str


@dataclass(frozen=True, slots=True)
class CensusAssessment:
    started: date
    internal_review: date | None = None
    authorised: date | None = None
    factors: tuple[str, ...] = ()

    @property
    def key(self) -> date:
        return self.started


@dataclass(frozen=True, slots=True)
class CensusEnquiry:
    """A section 47 enquiry; `started` is the day of the strategy discussion that began it."""

    started: date
    conference_target: date | None = None
    conference: date | None = None
    conference_not_required: bool | None = None

    @property
    def key(self) -> date:
        return self.started


@dataclass(frozen=True, slots=True)
class CensusPlan:
    """A child protection plan, with every review, not only the latest."""

    started: date
    ended: date | None = None
    initial_category: str = ""
    latest_category: str = ""
    previous_plans: int | None = None
    reviews: tuple[date, ...] = ()

    @property
    def key(self) -> date:
        return self.started


@dataclass(frozen=True, slots=True)
class CensusCinPlan:
    """A child in need plan."""

    started: date
    ended: date | None = None

    @property
    def key(self) -> date:
        return self.started


@dataclass(frozen=True, slots=True)
class CensusEpisode:
    """One referral and all that followed from it."""

    referred: date
    source: str = ""
    primary_need: str = ""
    closed: date | None = None
    closure_reason: str = ""
    transfer_in_conference: date | None = None
    no_further_action: bool | None = None
    assessments: tuple[CensusAssessment, ...] = ()
    enquiries: tuple[CensusEnquiry, ...] = ()
    plans: tuple[CensusPlan, ...] = ()
    cin_plans: tuple[CensusCinPlan, ...] = ()

    @property
    def key(self) -> date:
        return self.referred


@dataclass(frozen=True, slots=True)
class CensusChild:
    """`id` is the authority's own, the same from year to year: the key of every comparison."""

    id: str
    born: date | None = None
    expected: date | None = None
    died: date | None = None
    sex: str = ""
    ethnicity: str = ""
    disabilities: tuple[str, ...] = ()
    upn: str = ""
    former_upn: str = ""
    upn_unknown: str = ""
    episodes: tuple[CensusEpisode, ...] = ()

    @property
    def key(self) -> str:
        return self.id


@dataclass(frozen=True, slots=True)
class CensusFile:
    """`children` are those that can be taken; everyone else in the file is in `refused`, with the reason."""

    year: int | None = None
    reference_date: date | None = None
    authority: str = ""
    children: tuple[CensusChild, ...] = ()
    refused: tuple[Refusal, ...] = ()
    findings: tuple[Finding, ...] = ()


def counts(census_file: CensusFile) -> Counts:
    """How many of each kind can be taken from the file."""
    return counts_of(census_file.children)


def counts_of(children: Iterable[CensusChild]) -> Counts:
    """How many of each kind these children have."""
    children = tuple(children)
    episodes = [episode for child in children for episode in child.episodes]
    assessments = [assessment for episode in episodes for assessment in episode.assessments]
    plans = [plan for episode in episodes for plan in episode.plans]
    return {
        "children": len(children),
        "referrals": len(episodes),
        "assessments": len(assessments),
        "factors": sum(len(assessment.factors) for assessment in assessments),
        "section_47_enquiries": sum(len(episode.enquiries) for episode in episodes),
        "child_protection_plans": len(plans),
        "reviews": sum(len(plan.reviews) for plan in plans),
    }
