"""Invented census messages for tests, the demo and the benchmark: valid in form, and clean under the national rules.

The same arguments make the same bytes. Nobody in them is real; the authority's number is nobody's either.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Final

from roth.domain.calendar import ENGLAND_AND_WALES
from roth.domain.codes import DISABILITIES, ETHNICITY, NO_DISABILITY, PRIMARY_NEED
from roth.exchange.cin_census import codes, upn
from roth.exchange.cin_census.schema import (
    CensusAssessment,
    CensusChild,
    CensusCinPlan,
    CensusEnquiry,
    CensusEpisode,
    CensusPlan,
)
from roth.exchange.cin_census.write import write

AUTHORITY: Final = "999"
FIRST_YEAR, LAST_YEAR = 2021, 2026
_SOURCES: Final = ("1A", "2A", "2A", "3E", "5B", "6", "6", "6", "8")
_OTHER_FACTORS: Final = ("1A", "2A", "3A", "4A", "4B", "5A", "15A", "17A", "18C", "20")
_CATEGORIES: Final = ("PHY", "SAB", "EMO", "MUL")
_MOST_REVIEWS: Final = 4
_TO_CONFERENCE: Final = 40  # days from referral, at most
_BETWEEN_REVIEWS: Final = 62  # days, at most


def make_census(children: int, year: int, seed: int) -> bytes:
    """A message for the census year that ends in `year`, with children at every stage from referral to closure."""
    return write(make_children(children, year, seed), year=year, authority=AUTHORITY, serial=seed % 1000)


def make_children(children: int, year: int, seed: int) -> tuple[CensusChild, ...]:
    """The same children as plain values."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"Census years from {FIRST_YEAR} to {LAST_YEAR} can be invented, not {year}.")
    # Made reproducible on purpose, and never used for anything secret.
    maker = _Maker(Random(f"{year}-{seed}"), year)  # noqa: S311
    return tuple(maker.child(number, f"RP{seed % 10_000:04d}{number:06d}") for number in range(1, children + 1))


@dataclass(frozen=True)
class _Maker:
    """Chance, and the census year that everything must fit in."""

    random: Random
    year: int

    @property
    def end(self) -> date:
        return date(self.year, 3, 31)

    def child(self, number: int, child_id: str) -> CensusChild:
        stages: tuple[Callable[[], CensusEpisode], ...] = (
            *(self.referral_only, self.assessment_open, self.enquiry_open, self.conference_held),
            *(self.plan_active, self.plan_active, self.plan_closed, self.assessed_and_closed, self.no_further_action),
            self.in_need,
        )
        # In turn, so that the smallest cohorts show every stage; the first ten have one child at each.
        episodes = [stages[(number - 1) % len(stages)]()]
        if self.random.randrange(8) == 0 and (earlier := self.earlier(episodes[0].referred)):
            episodes.insert(0, earlier)
        born = episodes[0].referred - timedelta(days=self.random.randrange(11 * 365, 17 * 365))
        known = self.random.randrange(10) > 0
        disabled = self.random.randrange(6) == 0
        disabilities = self.random.sample([code for code in DISABILITIES if code != NO_DISABILITY], k=2)
        return CensusChild(
            id=child_id,
            born=born,
            sex=self.random.choice(("M", "M", "F", "F", "F", "M", "U")),
            ethnicity=self.random.choice(tuple(ETHNICITY)),
            disabilities=tuple(c for c in DISABILITIES if c in disabilities) if disabled else (NO_DISABILITY,),
            upn=self.pupil_number(born, number) if known else "",
            upn_unknown="" if known else "UN5",
            episodes=tuple(episodes),
        )

    def pupil_number(self, born: date, number: int) -> str:
        rest = f"{AUTHORITY}0{(born.year + 5) % 100:02d}{number:06d}"
        return upn.check_letter(rest) + rest

    def day(self, first: int, last: int) -> date:
        """A working day, counted back from the end of the year."""
        return ENGLAND_AND_WALES.working_day_on_or_before(self.end - timedelta(days=self.random.randint(first, last)))

    def working(self, start: date, first: int, last: int) -> date:
        """A working day, counted on from another."""
        return ENGLAND_AND_WALES.add_working_days(start, self.random.randint(first, last))

    def referral(self, first: int, last: int) -> CensusEpisode:
        """An open referral, so many days before the end of the year."""
        sources = (*_SOURCES, "5D") if self.year >= codes.FIRST_YEAR["5D"] else _SOURCES
        needs = ("N1", "N1", "N1", *list(PRIMARY_NEED)[3:6])
        return CensusEpisode(
            referred=self.day(first, last),
            source=self.random.choice(sources),
            primary_need=self.random.choice(needs),
            no_further_action=False,
        )

    def factors(self) -> tuple[str, ...]:
        signals = sorted(codes.EXTRA_FAMILIAL_SIGNALS)
        if self.year < codes.FIRST_YEAR[codes.CRIMINAL_EXPLOITATION]:
            signals.remove(codes.CRIMINAL_EXPLOITATION)
        chosen = self.random.sample(signals, k=self.random.randint(2, 3))
        chosen += self.random.sample(_OTHER_FACTORS, k=self.random.randint(0, 1))
        return tuple(factor for factor in codes.FACTORS if factor in chosen)

    def referral_only(self) -> CensusEpisode:
        return self.referral(0, 9)

    def assessment_open(self) -> CensusEpisode:
        episode = self.referral(10, 40)
        return replace(episode, assessments=(CensusAssessment(self.working(episode.referred, 1, 2)),))

    def enquiry_open(self) -> CensusEpisode:
        episode = self.referral(12, 16)
        started = self.working(episode.referred, 1, 2)
        return replace(episode, assessments=(CensusAssessment(started),), enquiries=(self.enquiry(started),))

    def enquiry(self, started: date, conference: date | None = None) -> CensusEnquiry:
        target = ENGLAND_AND_WALES.add_working_days(started, 15)
        return CensusEnquiry(started, target, conference, conference_not_required=False)

    def assessed(self, first: int, last: int) -> CensusEpisode:
        """A referral whose assessment is finished."""
        episode = self.referral(first, last)
        started = self.working(episode.referred, 1, 2)
        authorised = self.working(started, 7, 12)
        return replace(episode, assessments=(CensusAssessment(started, authorised=authorised, factors=self.factors()),))

    def conference_held(self, first: int = _TO_CONFERENCE, last: int = _TO_CONFERENCE + 15) -> CensusEpisode:
        episode = self.assessed(first, last)
        started = self.working(episode.referred, 1, 3)
        return replace(episode, enquiries=(self.enquiry(started, self.working(started, 10, 14)),))

    def plan_active(self, reviews: int | None = None) -> CensusEpisode:
        reviews = self.random.randint(0, _MOST_REVIEWS) if reviews is None else reviews
        first = _TO_CONFERENCE + reviews * _BETWEEN_REVIEWS
        episode = self.conference_held(first, min(first + 45, 350))
        conference = episode.enquiries[0].conference or self.end
        days = [conference]
        for _ in range(reviews):
            days.append(self.working(days[-1], 30, 40))
        category = self.random.choice(_CATEGORIES)
        plan = CensusPlan(
            started=conference,
            initial_category=category,
            latest_category=category if reviews < 2 else self.random.choice(_CATEGORIES),
            previous_plans=self.random.choice((0, 0, 0, 1, 2)),
            reviews=tuple(days[1:]),
        )
        return replace(episode, plans=(plan,))

    def plan_closed(self) -> CensusEpisode:
        """The plan ends at its last review, and the referral closes soon after."""
        episode = self.plan_active(self.random.randint(1, _MOST_REVIEWS))
        plan = episode.plans[0]
        ended = plan.reviews[-1]
        closed = min(self.working(ended, 1, 4), self.end)
        return replace(episode, plans=(replace(plan, ended=ended),), closed=closed, closure_reason="RC7")

    def assessed_and_closed(self, first: int = 45, last: int = 340) -> CensusEpisode:
        episode = self.assessed(first, last)
        closed = self.working(episode.assessments[0].authorised or self.end, 1, 3)
        reasons = ("RC8", "RC9") if self.year >= codes.FIRST_YEAR["RC9"] else ("RC8",)
        return replace(episode, closed=closed, closure_reason=self.random.choice(reasons))

    def no_further_action(self) -> CensusEpisode:
        episode = replace(self.referral(5, 350), no_further_action=True, primary_need="")
        return replace(episode, closed=episode.referred, closure_reason="RC7")

    def in_need(self) -> CensusEpisode:
        """A child in need plan, in the years whose census asks for one."""
        episode = self.assessed(45, 340)
        if self.year < codes.FIRST_YEAR_OF_CIN_PLANS:
            return episode
        started = self.working(episode.assessments[0].authorised or self.end, 1, 5)
        return replace(episode, cin_plans=(CensusCinPlan(started),))

    def earlier(self, before: date) -> CensusEpisode | None:
        """A referral of the same year that was closed before this one came, where the year has room for it."""
        gap = (self.end - before).days + 45
        return self.assessed_and_closed(gap, min(gap + 60, 350)) if gap < 345 else None
