"""Which step of the pathway a census episode is at, how it came there, and which clocks that means. Plain Python.

The first line that fits decides:

| the file says | the episode is at | why |
|---|---|---|
| a closure date | closed, on that day | |
| no further action, and nothing followed | closed, on the day of the referral | that is when it was decided |
| no further action, and something followed | as below | a contradiction (8831): closing might hide a child |
| a child protection plan without an end | plan, from its start | an enquiry beside a plan does not end the plan |
| an enquiry that waits for its conference | enquiry, from its start | even beside an older child in need plan |
| a child in need plan without an end | child in need plan, from its start | |
| a finished enquiry or plan, or any assessment | assessment, from the last of them | open, and nothing in force |
| nothing but the referral | referral | |

An enquiry waits when it has no conference, is not marked "not required", and no plan began on or after its start.

| clock | from | done |
|---|---|---|
| T01 | the referral | the first thing that followed: the decision was made by then, perhaps earlier |
| T03 | the referral; a later assessment: its own start | its authorisation |
| T11 | the enquiry, that is its strategy discussion | its conference; not needed where "not required" is marked |
| T23 | the conference before the plan, or else the plan's start | the first review |
| T24 | each review | the next one |

When an episode closes, what still ran is no longer needed. What a census does not ask about has no clock (T19).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from roth.domain.stages import Stage
from roth.exchange.cin_census.schema import CensusEnquiry, CensusEpisode, CensusPlan

NO_CONFERENCE: Final = "no conference is needed"
CLOSED: Final = "the episode is closed"
_STATUS: Final = {Stage.PLAN: "cp_plan", Stage.CIN_PLAN: "cin_plan"}
_ORDER: Final = (Stage.REFERRAL, Stage.ASSESSMENT, Stage.ENQUIRY, Stage.CIN_PLAN, Stage.PLAN, Stage.CLOSED)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an episode stands, and since when."""

    stage: Stage
    since: date
    closed_on: date | None = None
    closure_reason: str = ""

    @property
    def statutory_status(self) -> str:
        return _STATUS.get(self.stage, "")


@dataclass(frozen=True, slots=True)
class CensusClock:
    """One limit. `current`: the newest of its kind, worth starting; the others only settle what was started before."""

    rule: str
    started_on: date
    done_on: date | None = None
    not_needed_because: str = ""
    current: bool = True


def standing(episode: CensusEpisode) -> Standing:
    """Where the file says that the episode is."""
    if episode.closed:
        return Standing(Stage.CLOSED, episode.closed, episode.closed, episode.closure_reason)
    if episode.no_further_action and not _worked(episode):
        return Standing(Stage.CLOSED, episode.referred, episode.referred, episode.closure_reason)
    return Standing(*_open_at(episode))


def _open_at(episode: CensusEpisode) -> tuple[Stage, date]:
    open_plans = [plan.started for plan in episode.plans if not plan.ended]
    open_cin_plans = [plan.started for plan in episode.cin_plans if not plan.ended]
    waiting = [enquiry.started for enquiry in episode.enquiries if _waits(enquiry, episode)]
    if open_plans:
        return Stage.PLAN, max(open_plans)
    if waiting:
        return Stage.ENQUIRY, max(waiting)
    if open_cin_plans:
        return Stage.CIN_PLAN, max(open_cin_plans)
    if worked := _worked(episode):
        return Stage.ASSESSMENT, max(worked)
    return Stage.REFERRAL, episode.referred


def _waits(enquiry: CensusEnquiry, episode: CensusEpisode) -> bool:
    if enquiry.conference or enquiry.conference_not_required:
        return False
    planned = [plan.started for plan in episode.plans] + [plan.started for plan in episode.cin_plans]
    return not any(start >= enquiry.started for start in planned)


def _worked(episode: CensusEpisode) -> list[date]:
    """The days on which work began, and on which a plan or an enquiry ended: any of them shows that there was work."""
    days = [episode.transfer_in_conference]
    days += [assessment.started for assessment in episode.assessments]
    for enquiry in episode.enquiries:
        days += [enquiry.started, enquiry.conference]
    for plan in episode.plans:
        days += [plan.started, plan.ended]
    for cin_plan in episode.cin_plans:
        days += [cin_plan.started, cin_plan.ended]
    return [day for day in days if day]


def journey(episode: CensusEpisode) -> tuple[tuple[Stage, date], ...]:
    """The steps that the file shows, each once, in order of date, ending where the episode is now."""
    now = standing(episode)
    began = {
        Stage.ASSESSMENT: [assessment.started for assessment in episode.assessments],
        Stage.ENQUIRY: [enquiry.started for enquiry in episode.enquiries],
        Stage.CIN_PLAN: [plan.started for plan in episode.cin_plans],
        Stage.PLAN: [plan.started for plan in episode.plans],
    }
    steps = [(max(min(days), episode.referred), stage) for stage, days in began.items() if days]
    steps.sort(key=lambda step: (step[0], _ORDER.index(step[1])))
    taken = [(Stage.REFERRAL, episode.referred), *((stage, day) for day, stage in steps)]
    if taken[-1][0] is not now.stage:
        taken.append((now.stage, max(now.since, taken[-1][1])))
    return tuple(taken)


def clocks(episode: CensusEpisode, *, assessed_before: bool = False) -> tuple[CensusClock, ...]:
    """Every limit that the episode's dates start, the newest of each kind marked as current.

    `assessed_before`: the record has an earlier assessment, which this year's file leaves out.
    """
    closed = standing(episode).closed_on is not None
    return tuple(_settled(list(_clocks(episode, assessed_before)), closed=closed))


def _clocks(episode: CensusEpisode, assessed_before: bool) -> Iterator[CensusClock]:
    yield CensusClock("T01", episode.referred, _first_thing(episode))
    for assessment in episode.assessments:
        later = assessed_before or assessment is not episode.assessments[0]
        start = assessment.started if later else episode.referred
        newest = assessment is episode.assessments[-1]
        yield CensusClock("T03", start, assessment.authorised, current=newest)
    for enquiry in episode.enquiries:
        needless = NO_CONFERENCE if enquiry.conference_not_required and not enquiry.conference else ""
        done = enquiry.conference or _plan_that_followed(enquiry, episode)
        newest = enquiry is episode.enquiries[-1]
        yield CensusClock("T11", enquiry.started, None if needless else done, needless, newest and not needless)
    for plan in episode.plans:
        yield from _of_plan(plan, episode)


def _of_plan(plan: CensusPlan, episode: CensusEpisode) -> Iterator[CensusClock]:
    """The first review counts from the conference, each later one from the one before."""
    starts = [_conference_before(plan, episode), *(day for day in plan.reviews if day > plan.started)]
    for number, start in enumerate(starts):
        following = starts[number + 1] if number + 1 < len(starts) else None
        over = "the plan has ended" if plan.ended and not following else ""
        yield CensusClock("T24" if number else "T23", start, following, over, not (following or over))


def _conference_before(plan: CensusPlan, episode: CensusEpisode) -> date:
    held = (episode.transfer_in_conference, *(enquiry.conference for enquiry in episode.enquiries))
    before = [day for day in held if day and episode.referred <= day <= plan.started]
    return max(before, default=plan.started)


def _plan_that_followed(enquiry: CensusEnquiry, episode: CensusEpisode) -> date | None:
    return min((plan.started for plan in episode.plans if plan.started >= enquiry.started), default=None)


def _first_thing(episode: CensusEpisode) -> date | None:
    """What followed the referral first; a day before it only where there is no other."""
    days = _worked(episode)
    return min([day for day in days if day >= episode.referred] or days, default=None)


def _settled(found: list[CensusClock], *, closed: bool) -> Iterator[CensusClock]:
    """A closed episode starts no clock, and what still ran for it is no longer needed."""
    for clock in found:
        over = CLOSED if closed and not clock.done_on else ""
        because = clock.not_needed_because or over
        yield replace(clock, not_needed_because=because, current=clock.current and not closed)
