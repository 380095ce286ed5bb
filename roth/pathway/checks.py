"""What the record of a step must hold before an action saves it, each with the question that it is about. No writing.

What must hold before the step itself can be taken is in `domain.guards`.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from roth.domain import codes
from roth.domain.calendar import local_date
from roth.domain.errors import NotPossible
from roth.domain.pathway import QUESTIONS
from roth.domain.timescales import ClockState
from roth.domain.words import day_in_full
from roth.pathway import clocks
from roth.pathway.models import Clock, Episode, Section47Enquiry
from roth.pathway.steps import refuse_future

# One of each pair is answered: what was said, or why it is not known.
SAID_OR_WHY: Final = (
    ("childs_words", "childs_words_reason", "Write what the young person says, or why it is not known yet."),
    ("parents_views", "parents_views_reason", "Write what parents or carers say, or why it is not known yet."),
)
# Where an episode keeps the start of what follows a referral, what it is, and the rule that it is not earlier.
BEGINS_AFTER_REFERRAL: Final = {
    "assessments__started_on": ("An assessment", "1103"),
    "enquiries__started_on": ("A section 47 enquiry", "2889"),
    "plans__starts_on": ("A child protection plan", "1105"),
    "cin_plans__starts_on": ("A child in need plan", "4015"),
}
ENQUIRY_DAYS: Final = {
    "seen_on": "The young person was seen on or after the day the enquiry started",
    "family_told_on": "The family is told on or after the day the enquiry started",
    "agencies_told_on": "The agencies are told on or after the day the enquiry started",
}


def refuse_missing(lacking: Iterable[tuple[str, str]]) -> None:
    """Raise NotPossible with every question that is not answered, if there is one."""
    found = tuple(lacking)
    if found:
        raise NotPossible(found[0][1] if len(found) == 1 else "Some things are needed first.", found)


def referral(values: Mapping[str, Any], harms: list[dict[str, str]]) -> None:
    """F01: the worry, the kinds of harm, and the words of the young person and the parents or why there are none."""
    lacking = [(said, text) for said, why, text in SAID_OR_WHY if not (values.get(said) or values.get(why))]
    if not values.get("concern"):
        lacking.append(("concern", "Write what the worry is."))
    if not harms:
        lacking.append(("harms", "Add at least one kind of harm."))
    if values.get("parents_told") is False and not values.get("parents_told_reason"):
        lacking.append(("parents_told_reason", "Say why parents or carers were not told."))
    refuse_missing(lacking)
    known = {"harm_type": codes.HARM_TYPE, "role": codes.HARM_ROLE}
    if any(row[key] not in table for row in harms for key, table in known.items()):
        raise NotPossible("Choose kinds of harm and roles from the lists.")


def received(
    received_on: date, earlier: Episode | None, *, died_on: date | None = None, field: str = "received_at"
) -> None:
    """A referral was received by now, not while an earlier episode was open (8816, 8820), not after death (8555Q)."""
    refuse_future(received_on, field)
    if died_on is not None and received_on > died_on:
        sentence = f"The record says that the young person died on {day_in_full(died_on)} (8555Q). Check this date."
        refuse_missing([(field, sentence)])
    if earlier is not None and earlier.closed_on and received_on < earlier.closed_on:
        sentence = (
            f"The last episode closed on {day_in_full(earlier.closed_on)}. A referral that opens a new one is received"
            " on or after that day (8816, 8820)."
        )
        refuse_missing([(field, sentence)])


def received_before(received_on: date, began: Mapping[str, date | None]) -> None:
    """Nothing that followed a referral began before it; `began` is the first day of each of `BEGINS_AFTER_REFERRAL`."""
    lacking = []
    for path, (what, rule) in BEGINS_AFTER_REFERRAL.items():
        day = began[path]
        if day is not None and day < received_on:
            sentence = f"{what} began on {day_in_full(day)}, before this day ({rule}). Check the date."
            lacking.append(("received_at", sentence))
    refuse_missing(lacking)


def triage(values: Mapping[str, Any]) -> None:
    """F03: the reason for the decision, and when the referrer was told or why not."""
    lacking = []
    if not values.get("rationale"):
        lacking.append(("rationale", "Write why this is the right next step."))
    if values.get("referrer_told_on") is None and not values.get("referrer_not_told_reason"):
        lacking.append(("referrer_told_on", "Say when the referrer was told what happens next, or why not."))
    refuse_missing(lacking)
    if values.get("referrer_told_on"):
        refuse_future(values["referrer_told_on"], "referrer_told_on")


def referrer_told(told_on: date | None, opened_on: date) -> None:
    """Nobody is told what follows a referral before it is received."""
    if told_on and told_on < opened_on:
        refuse_missing([("referrer_told_on", "The referrer is told after the referral is received. Check the date.")])


def enquiry(record: Section47Enquiry, values: Mapping[str, Any]) -> None:
    """F06: no day before the enquiry started (8615, T08), none in the future."""
    for field, sentence in ENQUIRY_DAYS.items():
        day = values.get(field)
        if day is None:
            continue
        refuse_future(day, field)
        if day < record.started_on:
            refuse_missing([(field, f"{sentence}, {day_in_full(record.started_on)} (8615).")])


def authorised(record: Section47Enquiry, on: date, values: Mapping[str, Any]) -> None:
    """The outcome fits what was found, and nothing that it rests on happened later."""
    if values["outcome"] == "icpc" and not values["substantiated"]:
        text = "A conference follows harm that was substantiated. Choose another outcome, or say that it was."
        refuse_missing([("outcome", text)])
    if values["outcome"] == "icpc" and not values["conference_needed"]:
        refuse_missing([("conference_needed", "The outcome is a conference, so a conference is needed. Check both.")])
    if values["conference_needed"] and not values["substantiated"]:
        text = "No conference follows where harm was not substantiated (8868). Check both answers."
        refuse_missing([("conference_needed", text)])
    last = max(filter(None, (record.started_on, record.seen_on, record.family_told_on, record.agencies_told_on)))
    if on < last:
        text = f"The enquiry records something on {day_in_full(last)}, so it is authorised on that day or later (8615)."
        refuse_missing([("on", text)])


def strategy(values: Mapping[str, Any]) -> None:
    """F05: an enquiry rests on reasonable cause, and says whether it is single or joint (T08)."""
    refuse_future(local_date(values["held_at"]), "held_at")
    lacking = []
    if values["next_step"] == "enquiry" and not values["reasonable_cause"]:
        text = "A section 47 enquiry needs reasonable cause to suspect significant harm. Check both answers."
        lacking.append(("next_step", text))
    if values["next_step"] == "enquiry" and not values.get("enquiry_kind"):
        lacking.append(("enquiry_kind", "Say whether social care enquires alone or jointly with police."))
    next_on = values.get("next_discussion_on")
    if next_on and next_on < local_date(values["held_at"]):
        lacking.append(("next_discussion_on", "The next discussion comes after this one. Check the date."))
    refuse_missing(lacking)


def answers(rows: Iterable[Mapping[str, Any]]) -> dict[int, tuple[str, str]]:
    """The questions of the pathway decision that have both an answer and evidence, by number."""
    numbers = {number for number, _ in QUESTIONS}
    found = {row["question"]: (row["answer"].strip(), row["evidence"].strip()) for row in rows}
    return {number: both for number, both in found.items() if number in numbers and all(both)}


def visit(episode: Episode, on: date, seen: bool, alone: bool | None, why_not: str) -> None:
    """F26: a day that has been, in this episode; whether seen, alone, and why not."""
    refuse_future(on)
    if on < episode.opened_on:
        refuse_missing([("on", "This date is before the referral. Check the date.")])
    if seen and alone is None:
        refuse_missing([("alone", "Say whether the young person was seen alone.")])
    if (not seen or alone is False) and not why_not.strip():
        refuse_missing([("why_not", "Write why not.")])


def not_later(field: str, day: date, than: date, sentence: str) -> None:
    """Refuse a day that comes after another, at its own question."""
    if day > than:
        refuse_missing([(field, sentence)])


def late(clock: Clock, today: date) -> None:
    """Only a deadline that was missed is explained."""
    if clocks.status(clock, today).state not in (ClockState.LATE, ClockState.MET_LATE):
        raise NotPossible("This deadline was not missed, so there is nothing to explain.")
