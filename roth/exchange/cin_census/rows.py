"""A census child as a flat list of rows, in the columns that the record keeps. Plain Python: no database.

Parents come before what is in them. A row's key says where it is within the child by its date and, among rows of one
date, its place; the same facts have the same key in every file. What the file does not say is None or blank here, and
`stored` gives what the column then holds: the table says "not known" in its own way.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from roth.exchange.cin_census.schema import CensusChild, CensusEpisode, CensusPlan, Finding
from roth.exchange.cin_census.stage import standing
from roth.exchange.cin_census.values import day_month_year as said

Value = str | int | bool | date | None

KINDS: Final = (
    *("young_person", "episode", "referral", "assessment", "factor", "enquiry", "plan", "review", "cin_plan"),
)
# What each kind is counted as; an episode and its referral are one referral, and a CIN plan is in none of the counts.
COUNTED_AS: Final = {
    "young_person": "children",
    "episode": "referrals",
    "assessment": "assessments",
    "factor": "factors",
    "enquiry": "section_47_enquiries",
    "plan": "child_protection_plans",
    "review": "reviews",
}
COUNTED: Final = tuple(COUNTED_AS.values())
# The column by which a row is found where no earlier file brought it.
FOUND_BY: Final = {
    "episode": "opened_on",
    "assessment": "started_on",
    "factor": "code",
    "enquiry": "started_on",
    "plan": "starts_on",
    "review": "on",
    "cin_plan": "starts_on",
}
# Columns that change together or not at all. A blank in the first takes nothing away; the others follow it.
TOGETHER: Final = {
    "episode": ("closed_on", "stage", "closure_reason", "statutory_status"),
    "plan": ("ends_on", "status"),
}
_NOT_SAID: Final[Mapping[str, Value]] = {
    "sex": "U",
    "ethnicity": "NOBT",
    "nfa": False,
    "conference_not_required": False,
    "previous_plans": 0,
}
_MEANS_NOT_KNOWN: Final = frozenset({"sex", "ethnicity"})


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the record, as the file has it. `name` is what a sentence calls it."""

    kind: str
    key: str
    parent: str
    name: str
    values: Mapping[str, Value]


def stored(column: str, value: Value) -> Value:
    """What the column holds for this value of the file."""
    return _NOT_SAID.get(column, value) if is_silent(value) else value


def is_silent(value: Value) -> bool:
    """Whether the file says nothing."""
    return value is None or value == ""


def is_blank(column: str, here: Value) -> bool:
    """Whether the record holds nothing in this column. A "no" or a zero may be an answer, so it is none."""
    return is_silent(here) or (column in _MEANS_NOT_KNOWN and here == _NOT_SAID[column])


def rows_of(child: CensusChild) -> list[Row]:
    """Everything that the file says of a child."""
    return list(_rows(child))


def not_kept(child: CensusChild) -> tuple[Finding, ...]:
    """What the file says and no table has a place for, said so that nobody looks for it in vain."""
    return tuple(
        Finding(
            child.id,
            None,
            "note",
            f"Referral of {said(episode.referred)}: the conference of {said(episode.transfer_in_conference)}, for a"
            " plan that moved here, was used to count the first review and is not shown.",
        )
        for episode in child.episodes
        if episode.transfer_in_conference
    )


def _rows(child: CensusChild) -> Iterator[Row]:
    values: dict[str, Value] = {
        "born_on": child.born,
        "expected_on": child.expected,
        "died_on": child.died,
        "sex": child.sex,
        "ethnicity": child.ethnicity,
        "disabilities": " ".join(child.disabilities),
        "upn": child.upn,
        "former_upn": child.former_upn,
        "upn_unknown": child.upn_unknown,
    }
    yield Row("young_person", "child", "", "The child", values)
    place = _Places()
    for episode in child.episodes:
        yield from _episode(episode, place)


class _Places:
    """Keys, with a number where one date has come before in the same place."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def key(self, parent: str, what: str, day: date) -> str:
        key = f"{parent}/{what} {day}"
        self._seen[key] += 1
        return key if self._seen[key] == 1 else f"{key} ({self._seen[key]})"


def _episode(episode: CensusEpisode, place: _Places) -> Iterator[Row]:
    key = place.key("child", "referral", episode.referred)
    name = f"Referral of {said(episode.referred)}"
    now = standing(episode)
    values: dict[str, Value] = {
        "opened_on": episode.referred,
        "closed_on": now.closed_on,
        "stage": now.stage.value,
        "closure_reason": now.closure_reason,
        "statutory_status": now.statutory_status,
    }
    yield Row("episode", key, "child", name, values)
    values = {"source_code": episode.source, "primary_need": episode.primary_need, "nfa": episode.no_further_action}
    yield Row("referral", f"{key}/form", key, name, values)
    yield from _assessments(episode, key, name, place)
    yield from _enquiries(episode, key, name, place)
    for plan in episode.plans:
        yield from _plan(plan, key, name, place)
    for cin_plan in episode.cin_plans:
        cin_key = place.key(key, "cin plan", cin_plan.started)
        called = f"{name}, child in need plan of {said(cin_plan.started)}"
        yield Row("cin_plan", cin_key, key, called, {"starts_on": cin_plan.started, "ends_on": cin_plan.ended})


def _assessments(episode: CensusEpisode, parent: str, within: str, place: _Places) -> Iterator[Row]:
    for assessment in episode.assessments:
        key = place.key(parent, "assessment", assessment.started)
        name = f"{within}, assessment of {said(assessment.started)}"
        values: dict[str, Value] = {
            "started_on": assessment.started,
            "internal_review_on": assessment.internal_review,
            "authorised_on": assessment.authorised,
        }
        yield Row("assessment", key, parent, name, values)
        for factor in assessment.factors:
            yield Row("factor", f"{key}/factor {factor}", key, f"{name}, factor {factor}", {"code": factor})


def _enquiries(episode: CensusEpisode, parent: str, within: str, place: _Places) -> Iterator[Row]:
    for enquiry in episode.enquiries:
        values: dict[str, Value] = {
            "started_on": enquiry.started,
            "conference_target_on": enquiry.conference_target,
            "conference_on": enquiry.conference,
            "conference_not_required": enquiry.conference_not_required,
        }
        key = place.key(parent, "enquiry", enquiry.started)
        yield Row("enquiry", key, parent, f"{within}, enquiry of {said(enquiry.started)}", values)


def _plan(plan: CensusPlan, parent: str, within: str, place: _Places) -> Iterator[Row]:
    key = place.key(parent, "plan", plan.started)
    name = f"{within}, plan of {said(plan.started)}"
    values: dict[str, Value] = {
        "starts_on": plan.started,
        "ends_on": plan.ended,
        "status": "ended" if plan.ended else "in_force",
        "initial_category": plan.initial_category,
        "latest_category": plan.latest_category,
        "previous_plans": plan.previous_plans,
    }
    yield Row("plan", key, parent, name, values)
    for day in plan.reviews:
        yield Row("review", f"{key}/review {day}", key, f"{name}, review of {said(day)}", {"on": day})
