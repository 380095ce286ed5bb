"""Kinds of meeting in one table, and the rules of when and where: who cannot be in two places, and who must not meet.

Facts in, sentences out. Who may chair is in `conference`; where a meeting has come to is in `meeting_stages`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from roth.domain import codes
from roth.domain.conference import SOCIAL_CARE, Invitee, WeightedContext
from roth.domain.words import listed

_FAMILY: Final = ("young_person", "parent_carer", "supporter", "advocate")


@dataclass(frozen=True, slots=True)
class MeetingKind:
    """One kind of meeting: who chairs, who comes, what it is for, and which arrow and clocks of the pathway it has."""

    code: str
    name: str
    chair: str
    core: tuple[str, ...]  # roles that are always asked
    by_need: tuple[str, ...]
    never: str
    output: str
    other_agencies: int  # how many beside social care make it quorate; 0 where nothing is set
    steps: tuple[str, ...]  # of `domain.pathway`
    clocks: tuple[str, ...]
    reports_clock: str  # the limit by which reports reach the family and the chair
    booked_here: bool = True  # by the conference service, in the room of meetings
    must_be_held: bool = True  # when one is cancelled, it is asked for again
    limit_clock: str = ""  # the last day that keeps the limit
    leaves: tuple[str, ...] = ()  # clocks that run on as they were, whatever its steps stop and start
    source: str = "pathway.md 6.1"


KINDS: Final[dict[str, MeetingKind]] = {
    kind.code: kind
    for kind in (
        MeetingKind(
            code="initial_conference",
            name="Initial conference",
            chair="An independent chair of social care",
            core=(*_FAMILY[:2], "social_worker", "school", "police", "health"),
            by_need=("supporter", "advocate", "youth_worker", "youth_justice", "business", "transport", "housing"),
            never="Other young people, and their parents",
            output="The decision, the category and an outline plan",
            other_agencies=2,
            steps=("C16", "C17", "C18", "C19"),
            clocks=("T11", "T13", "T15", "T17", "T18"),
            reports_clock="T13",
            limit_clock="T11",
        ),
        MeetingKind(
            code="review_conference",
            name="Review conference",
            chair="The same chair where possible",
            core=(*_FAMILY[:2], "social_worker", "school", "police", "health"),
            by_need=("supporter", "advocate", "youth_worker", "business", "transport", "housing"),
            never="Other young people, and their parents",
            output="Whether the plan goes on, changes or ends",
            other_agencies=2,
            steps=("C21", "C22", "C23"),
            clocks=("T14", "T15", "T16", "T17", "T18", "T23", "T24"),
            reports_clock="T14",
        ),
        MeetingKind(
            code="interim_review",
            name="Interim ROTH review",
            chair="The same chair where possible",
            core=(*_FAMILY[:2], "social_worker"),
            by_need=("school", "police", "health", "youth_worker", "business", "transport", "housing", "advocate"),
            never="Other young people, and their parents",
            output="What has changed in the contexts, and what the plan needs",
            other_agencies=0,
            steps=("C22", "C23"),
            clocks=("T25", "T14"),
            reports_clock="T14",
            must_be_held=False,
            leaves=("T23", "T24"),  # it is no review conference in law (pathway.md, Q9)
            source="pathway.md T25 (inferred)",
        ),
        MeetingKind(
            code="transfer_in",
            name="Transfer-in conference",
            chair="An independent chair of the authority that receives the plan",
            core=(*_FAMILY[:2], "social_worker", "school", "police", "health"),
            by_need=("supporter", "advocate", "youth_worker", "other"),
            never="Other young people, and their parents",
            output="Whether the plan is taken over",
            other_agencies=2,
            steps=("C30", "C17"),
            clocks=("T27", "T13", "T17", "T18"),
            reports_clock="T13",
            limit_clock="T27",
        ),
        MeetingKind(
            code="core_group",
            name="Core group",
            chair="The social worker or any agreed member",
            core=(*_FAMILY[:2], "social_worker"),
            by_need=("other",),
            never="Anyone who is not a member",
            output="The detailed plan, and how far each action has come",
            other_agencies=0,
            steps=("C20",),
            clocks=("T19", "T20", "T21"),
            reports_clock="",
            booked_here=False,
        ),
        MeetingKind(
            code="strategy",
            name="Strategy discussion",
            chair="A manager of social care",
            core=("social_worker", "police", "health"),
            by_need=("school", "youth_justice", "exploitation_lead", "housing"),
            never="The family; businesses",
            output="Whether there is an enquiry, and what keeps the young person safe meanwhile",
            other_agencies=2,
            steps=("C06", "C07", "C08", "C09"),
            clocks=("T06", "T07"),
            reports_clock="",
            booked_here=False,
        ),
    )
}
HELD_HERE: Final = frozenset(code for code, kind in KINDS.items() if kind.booked_here)
REVIEWS: Final = frozenset({"review_conference", "interim_review"})


def choices() -> list[tuple[str, str]]:
    """Kinds as Django choices."""
    return [(kind.code, kind.name) for kind in KINDS.values()]


def kind_of(code: str) -> MeetingKind:
    """The kind of this code. Raises KeyError for none of ours."""
    return KINDS[code]


# --- When and where ---------------------------------------------------------------------------------------------------
# People who must not meet arrive early and leave late: this long on each side nobody else of theirs is near.
APART: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Slot:
    """A meeting's hours and place. `start` and `end` are instants."""

    start: datetime
    end: datetime
    place: str = ""

    def overlaps(self, other: "Slot", margin: timedelta = timedelta(0)) -> bool:
        """Do the hours meet, or come nearer than the margin? A meeting that begins as another ends does not clash."""
        return self.start < other.end + margin and other.start < self.end + margin

    def same_place(self, other: "Slot") -> bool:
        """Is it one room, or one link, however it was typed? Two unknown places are not one."""
        mine, theirs = _place(self.place), _place(other.place)
        return bool(mine) and mine == theirs

    @property
    def in_words(self) -> str:
        """ "between 13:00 and 16:00", as London's clocks show it when given local instants."""
        return f"between {self.start:%H:%M} and {self.end:%H:%M}"


def _place(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def too_near(slot: Slot, other: Slot) -> bool:
    """May two families who must be kept apart not have these two slots? The hour counts in any place, and the place
    for the rest of that day half (R09, `pathway.md` 10; the margins are inferred)."""
    if slot.overlaps(other, APART):
        return True
    return slot.same_place(other) and slot.overlaps(other, 3 * APART)


def not_free(slot: Slot, other: Slot) -> tuple[str, str]:
    """What a coordinator is told who may know nothing of the other meeting, as (field, sentence): the same words
    whether a room is taken twice or two families must not meet, so that the refusal discloses nothing."""
    if slot.same_place(other):
        return (
            "place",
            f"This place is not free for this conference {slot.in_words}. Choose another time or place.",
        )
    return "scheduled_at", f"This time is not free for this conference {slot.in_words}. Choose another time."


# --- Who comes --------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class QuorumForecast:
    """Whether enough people are expected. `agencies` counts those beside social care; a silence counts as perhaps."""

    expected: int
    agencies: int
    certain: int
    social_care: bool
    top_covered: bool | None  # None: nothing is weighed yet
    needed: int
    questions: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Enough agencies are expected, social care among them."""
        return self.social_care and self.agencies >= self.needed


def quorum_forecast(
    kind: MeetingKind, people: Iterable[Invitee], coming: frozenset[int], contexts: Iterable[WeightedContext]
) -> QuorumForecast:
    """Who is expected, before anybody has come: `coming` holds the keys of those who said so.

    Social care and at least two other agencies (SSD guidance on quorum, C17); somebody with influence on the heaviest
    context (`roth.md` 3.6, inferred).
    """
    expected = [one for one in people if one.may_come]
    speaking = [one for one in expected if one.for_an_agency]
    others = {one.agency for one in speaking if one.agency_kind not in SOCIAL_CARE}
    certain = {one.agency for one in speaking if one.agency_kind not in SOCIAL_CARE and one.key in coming}
    social_care = any(one.agency_kind == "social_care" for one in speaking)
    weighed = sorted((one for one in contexts if one.weight), key=lambda one: -(one.weight or 0))
    top = weighed[0] if weighed else None
    covered = any(top.key in one.can_influence for one in expected) if top else None
    questions = []
    if not social_care:
        questions.append("Nobody from children’s social care is asked who could speak for it. Who is?")
    if len(others) < kind.other_agencies:
        questions.append(
            f"{_agencies(len(others))} beside social care {'is' if len(others) == 1 else 'are'} expected, and"
            f" {kind.other_agencies} make a quorum. Who else has direct contact with the young person?"
        )
    elif len(certain) < kind.other_agencies:
        questions.append(f"{_agencies(len(certain))} beside social care said yes. Who has not answered?")
    if covered is False and top is not None:
        questions.append(f"Nobody expected can change {top.name}, which carries the most weight. Who could?")
    missing = [role for role in kind.core if not any(one.role == role for one in expected)]
    if missing:
        names = listed(codes.label(codes.ATTENDEE_ROLE, role).lower() for role in missing)
        questions.append(f"A meeting of this kind usually has: {names}. Are they asked?")
    return QuorumForecast(
        len(expected), len(others), len(certain), social_care, covered, kind.other_agencies, tuple(questions)
    )


def _agencies(number: int) -> str:
    return {0: "No agency", 1: "One agency"}.get(number, f"{number} agencies")
