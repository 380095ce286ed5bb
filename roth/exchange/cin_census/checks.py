"""National rules that ask whether a child's census record makes sense: the child and each referral.

Every answer is a finding; none keeps a child out. What happened within a referral is asked in `checks_work`. Rules that
only a whole return can break, or that ask for judgement about a late case, are left to the national collection.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from roth.domain.codes import NO_DISABILITY
from roth.exchange.cin_census import checks_work, codes
from roth.exchange.cin_census.checks_work import Answer
from roth.exchange.cin_census.schema import CensusChild, CensusEpisode, Finding, Level, Period
from roth.exchange.cin_census.values import day_month_year as said

_OLDEST = 25
_BEFORE_BIRTH = timedelta(weeks=40)


def check(child: CensusChild, period: Period | None) -> list[Finding]:
    """What the national rules say of this child. Without a census year, rules about the year are not asked."""
    answers = [*_person(child, period), *_episodes(child)]
    for episode in child.episodes:
        where = f"Referral of {said(episode.referred)}"
        within = [*_referral(child, episode, period), *_closure(episode, child.died, period)]
        within += checks_work.answers(child, episode, period)
        answers += [(rule, f"{where}: {sentence}") for rule, sentence in within]
    return [Finding(child.id, rule, _level(rule), sentence) for rule, sentence in answers]


def _level(rule: str | None) -> Level:
    return "query" if rule is None or rule.endswith("Q") else "error"


def _person(child: CensusChild, period: Period | None) -> Iterator[Answer]:
    if child.born and child.expected:
        yield "8525Q", "There is both a birth date and an expected birth date. Both were kept."
    if child.expected and not child.born and child.sex != "U":
        yield "8750", "Sex is given for a child not yet born, where the census asks for U."
    if period and child.born and child.born > period.end:
        yield "8520", f"The birth date, {said(child.born)}, is after the census year."
    if period and child.born and period.end.year - child.born.year > _OLDEST:
        yield "8775Q", f"The birth date, {said(child.born)}, makes an age over {_OLDEST}."
    if child.died and child.born and child.died < child.born:
        yield "8535Q", "The date of death is before the birth date."
    if NO_DISABILITY in child.disabilities and len(child.disabilities) > 1:
        yield "8790", "“No disability” is given beside a disability. Both were kept."
    if not child.episodes:
        yield "8590", "There is no referral."


def _episodes(child: CensusChild) -> Iterator[Answer]:
    open_ones = [episode for episode in child.episodes if not episode.closed]
    if len(open_ones) > 1:
        yield "8815", f"{len(open_ones)} referrals are open at the same time."
    elif open_ones and open_ones[0].referred < child.episodes[-1].referred:
        yield "8816", f"The referral of {said(open_ones[0].referred)} is open, and a later one is closed."
    for earlier, later in pairwise(child.episodes):
        if earlier.closed and later.referred < earlier.closed:
            yield "8820", f"The referral of {said(later.referred)} came before the one before it was closed."


def _referral(child: CensusChild, episode: CensusEpisode, period: Period | None) -> Iterator[Answer]:
    if period and episode.referred > period.end:
        yield "8600", "the referral is after the census year."
    if child.died and episode.referred > child.died:
        yield "8555Q", "the referral is after the date of death."
    if (birth := child.born or child.expected) and episode.referred < birth - _BEFORE_BIRTH:
        yield "8606", "the referral is more than 40 weeks before the birth date."
    if episode.no_further_action:
        if episode.assessments or episode.enquiries or episode.transfer_in_conference:
            yield "8831", "it led to no further action, and has an assessment, enquiry or conference."
        if episode.plans:
            yield "8832", "it led to no further action, and has a child protection plan."
        if episode.cin_plans:
            yield "4000", "it led to no further action, and has a child in need plan."


def _closure(episode: CensusEpisode, died: date | None, period: Period | None) -> Iterator[Answer]:
    closed = episode.closed
    if episode.closure_reason and not closed:
        yield "8810", "there is a reason for closure and no closure date."
    if episode.closure_reason in codes.CLOSED_AFTER_ASSESSMENT:
        if not episode.assessments:
            yield "8825Q", "it was closed after assessment, and there is no assessment."
        if episode.plans or episode.cin_plans or episode.enquiries or episode.transfer_in_conference:
            yield "2990", "it was closed after assessment, and there is a plan, enquiry or conference."
    if episode.closure_reason == codes.DIED and not died:
        yield "8585Q", "it closed because of a death, and there is no date of death."
    if closed:
        yield from _after_closure(episode, closed, period)


def _after_closure(episode: CensusEpisode, closed: date, period: Period | None) -> Iterator[Answer]:
    if not episode.closure_reason:
        yield "8805", "there is a closure date and no reason for closure."
    if closed < episode.referred:
        yield "8630", f"the closure date, {said(closed)}, is before the referral."
    if period and not period.holds(closed):
        yield "8620", f"the closure date, {said(closed)}, is outside the census year."
    later = [day for day in checks_work.days(episode) if day > closed]
    if later:
        yield "8565", f"it closed on {said(closed)}, and something is dated {said(max(later))}."
    if any(not assessment.authorised for assessment in episode.assessments):
        yield "8867", "it is closed, and an assessment is not finished."
    if any(not enquiry.conference and not enquiry.conference_not_required for enquiry in episode.enquiries):
        yield "8868", "it is closed, and an enquiry has neither a conference nor “not required”."
