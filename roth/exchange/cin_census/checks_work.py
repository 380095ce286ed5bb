"""National rules about what followed a referral: assessments, enquiries, conferences and plans. Findings only.

The child, the referral itself and its closure are asked about in `checks`.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from roth.domain.calendar import ENGLAND_AND_WALES, is_weekend
from roth.exchange.cin_census import codes
from roth.exchange.cin_census.schema import CensusChild, CensusEnquiry, CensusEpisode, CensusPlan, Period
from roth.exchange.cin_census.values import day_month_year as said

Answer = tuple[str | None, str]
Span = tuple[date, date | None]
_ASSESSMENT_LIMIT = 45  # working days
_CONFERENCE_LIMIT = 15


def answers(child: CensusChild, episode: CensusEpisode, period: Period | None) -> Iterator[Answer]:
    """What the rules say of the work within one referral."""
    yield from _before_referral(episode)
    yield from _assessments(episode, period)
    yield from _factors(episode)
    yield from _enquiries(episode, period)
    yield from _conferences(episode, period)
    yield from _plans(episode, period)
    yield from _cin_plans(episode, period)
    if child.died:
        yield from _after_death(episode, child.died)


def days(episode: CensusEpisode) -> Iterator[date]:
    """Every day on which something happened within the episode. A target is not something that happened."""
    if episode.transfer_in_conference:
        yield episode.transfer_in_conference
    for assessment in episode.assessments:
        yield from filter(None, (assessment.started, assessment.internal_review, assessment.authorised))
    for enquiry in episode.enquiries:
        yield from filter(None, (enquiry.started, enquiry.conference))
    for plan in episode.plans:
        yield from filter(None, (plan.started, plan.ended))
        yield from plan.reviews
    for cin_plan in episode.cin_plans:
        yield from filter(None, (cin_plan.started, cin_plan.ended))


def _conference_days(episode: CensusEpisode) -> list[date]:
    held = (episode.transfer_in_conference, *(enquiry.conference for enquiry in episode.enquiries))
    return [day for day in held if day]


def _before_referral(episode: CensusEpisode) -> Iterator[Answer]:
    began: dict[tuple[str, str], list[date]] = {
        ("1103", "assessment"): [assessment.started for assessment in episode.assessments],
        ("2889", "enquiry"): [enquiry.started for enquiry in episode.enquiries],
        ("1104", "conference"): _conference_days(episode),
        ("1105", "child protection plan"): [plan.started for plan in episode.plans],
        ("4015", "child in need plan"): [plan.started for plan in episode.cin_plans],
    }
    for (rule, what), starts in began.items():
        for start in starts:
            if start < episode.referred:
                yield rule, f"the {what} of {said(start)} is before the referral."


def _clashes(spans: Sequence[Span], what: str, *, two_open: str, overlap: str) -> Iterator[Answer]:
    """Two open at once, or one begun before the last had ended. The same day is a handover, not an overlap."""
    if sum(end is None for _, end in spans) > 1:
        yield two_open, f"more than one {what} is open at the same time."
    for (_, earlier_end), (start, end) in pairwise(spans):
        if start < (earlier_end or date.max) and (earlier_end or end):
            yield overlap, f"the {what} of {said(start)} began before the one before it had ended."


def _assessments(episode: CensusEpisode, period: Period | None) -> Iterator[Answer]:
    for assessment in episode.assessments:
        started, authorised = assessment.started, assessment.authorised
        name = f"the assessment of {said(started)}"
        if authorised and authorised < started:
            yield "8608", f"{name} ended before it started, on {said(authorised)}."
        if period and authorised and not period.holds(authorised):
            yield "8696", f"{name} ended on {said(authorised)}, outside the census year."
        if period and not authorised and not period.holds(started):
            yield "8736", f"{name} is not finished and started outside the census year."
        elif period and started > period.end:
            yield None, f"{name} started after the census year."
        elif period and not authorised and _worked(episode.referred, period.end) > _ASSESSMENT_LIMIT:
            yield "8670Q", f"{name} was still open at the end of the year, over {_ASSESSMENT_LIMIT} working days on."
    spans = [(assessment.started, assessment.authorised) for assessment in episode.assessments]
    yield from _clashes(spans, "assessment", two_open="8896", overlap="8863Q")


def _factors(episode: CensusEpisode) -> Iterator[Answer]:
    for assessment in episode.assessments:
        name, factors = f"the assessment of {said(assessment.started)}", assessment.factors
        if factors and not assessment.authorised:
            yield "8614", f"{name} has factors and is not finished."
        if assessment.authorised and not factors:
            yield "8897Q", f"{name} is finished and has no factors that could be kept."
        if codes.NO_FACTOR in factors and len(factors) > 1:
            yield "8869", f"{name} has “none found” beside other factors. All were kept."
        elif codes.NO_FACTOR in factors and episode.closure_reason not in codes.CLOSED_AFTER_ASSESSMENT:
            yield "8873Q", f"{name} found no factors, and the referral was not closed after assessment."
        for factor in codes.RETIRED_FACTORS.keys() & factors:
            yield codes.RETIRED_FACTORS[factor], f"{name} has factor {factor}, which is no longer used. It was kept."


def _enquiries(episode: CensusEpisode, period: Period | None) -> Iterator[Answer]:
    for enquiry in episode.enquiries:
        name = f"the enquiry of {said(enquiry.started)}"
        if enquiry.conference and enquiry.conference < enquiry.started:
            yield "8615", f"{name} began after its conference, on {said(enquiry.conference)}."
        if enquiry.conference_target and is_weekend(enquiry.conference_target):
            yield "8870Q", f"{name} has its conference target on a weekend, {said(enquiry.conference_target)}."
        if not _waits(enquiry) or not period:
            continue
        if not period.holds(enquiry.started):
            yield "8740", f"{name} has no conference and began outside the census year."
        elif _worked(enquiry.started, period.end) > _CONFERENCE_LIMIT:
            yield "8675Q", f"{name} had no conference over {_CONFERENCE_LIMIT} working days on."
    spans = [(each.started, None if _waits(each) else each.conference or each.started) for each in episode.enquiries]
    yield from _clashes(spans, "enquiry", two_open="8839", overlap="8890")
    if episode.enquiries and not episode.assessments:
        yield "2991Q", "there is an enquiry and no assessment."


def _waits(enquiry: CensusEnquiry) -> bool:
    """Still open: no conference held, and none said to be needless."""
    return not enquiry.conference and not enquiry.conference_not_required


def _conferences(episode: CensusEpisode, period: Period | None) -> Iterator[Answer]:
    held = _conference_days(episode)
    for day in held:
        if is_weekend(day):
            yield "8875", f"the conference of {said(day)} is on a weekend."
        if period and not period.holds(day):
            yield "8715", f"the conference of {said(day)} is outside the census year."
    if episode.transfer_in_conference and len(held) > 1:
        yield "2884", "conferences are given both for the referral and for an enquiry."
    # A plan carried over from an earlier year had its conference in that year's return.
    new = [plan.started for plan in episode.plans if not period or plan.started >= period.start]
    if len(new) > len(held):
        yield "2883", "more child protection plans start than there are conferences."
    for start in new:
        if held and start not in held:
            yield "2885", f"the child protection plan of {said(start)} does not start on a conference day."


def _plans(episode: CensusEpisode, period: Period | None) -> Iterator[Answer]:
    for plan in episode.plans:
        name = f"the child protection plan of {said(plan.started)}"
        if plan.ended == plan.started:
            yield "8840", f"{name} starts and ends on the same day."
        if plan.ended and plan.ended < plan.started:
            yield "8925", f"{name} ends before it starts, on {said(plan.ended)}."
        if period and plan.ended and not period.holds(plan.ended):
            yield "8930", f"{name} ends on {said(plan.ended)}, outside the census year."
        if period and plan.started > period.end:
            yield None, f"{name} starts after the census year."
        yield from _reviews(episode, plan, name, period)
        for other in episode.cin_plans:
            if plan.started < (other.ended or date.max) and other.started < (plan.ended or date.max):
                yield "4001", f"{name} ran at the same time as the child in need plan of {said(other.started)}."
    spans = [(plan.started, plan.ended) for plan in episode.plans]
    yield from _clashes(spans, "child protection plan", two_open="8935", overlap="8940")


def _reviews(episode: CensusEpisode, plan: CensusPlan, name: str, period: Period | None) -> Iterator[Answer]:
    for review in plan.reviews:
        if review <= plan.started:
            yield "8841", f"{name} has a review on {said(review)}, not after its start."
        elif plan.ended and review > plan.ended:
            yield None, f"{name} has a review on {said(review)}, after its end."
        if period and review > period.end:
            yield None, f"{name} has a review on {said(review)}, after the census year."
        if any(other.started < review < (other.ended or date.max) for other in episode.cin_plans):
            yield "4003", f"{name} has a review on {said(review)}, while a child in need plan was open."


def _cin_plans(episode: CensusEpisode, period: Period | None) -> Iterator[Answer]:
    for plan in episode.cin_plans:
        name = f"the child in need plan of {said(plan.started)}"
        if plan.ended and plan.ended < plan.started:
            yield "4011", f"{name} ends before it starts, on {said(plan.ended)}."
        if plan.ended == plan.started:
            yield "4012Q", f"{name} starts and ends on the same day."
        if period and max(plan.started, plan.ended or plan.started) > period.end:
            yield "4013" if plan.ended else "4010", f"{name} has a date after the census year."
    spans = [(plan.started, plan.ended) for plan in episode.cin_plans]
    yield from _clashes(spans, "child in need plan", two_open="4004", overlap="4014")


def _after_death(episode: CensusEpisode, died: date) -> Iterator[Answer]:
    for cin_plan in episode.cin_plans:
        if cin_plan.started > died:
            yield "4008", f"the child in need plan of {said(cin_plan.started)} is after the date of death."
    for plan in episode.plans:
        if plan.started > died:
            yield "8915", f"the child protection plan of {said(plan.started)} is after the date of death."
        elif plan.ended and plan.ended > died:
            yield "8920", f"the child protection plan ends on {said(plan.ended)}, after the date of death."


def _worked(start: date, end: date) -> int:
    return ENGLAND_AND_WALES.working_days_between(start, end)
