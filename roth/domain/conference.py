"""Rules of a conference: may this person chair it, may it be on this day, is anybody coming who can change each
context, are enough agencies there, is the record whole.

Facts in, sentences out. Which step a decision takes belongs in `pathway`; saving anything belongs in `meetings`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from roth.domain import codes
from roth.domain.words import day_in_full, listed

# Employers of a chair (V09), and the agencies that count as social care when the others are counted.
SOCIAL_CARE: Final = frozenset({"social_care", "conference_service"})
# People who come for themselves or for the family, or who serve the meeting. They speak for no agency.
FOR_NO_AGENCY: Final = frozenset(
    {"young_person", "parent_carer", "supporter", "advocate", "interpreter", "minute_taker", "chair"}
)
MAY_COME: Final = codes.PRESENT | {"invited"}
GAVE_INPUT: Final = codes.PRESENT | {"report_only"}

# The order of a ROTH conference (`roth.md` 3.6, inferred there). What is written under each is in `in_the_room`.
AGENDA: Final = (
    (1, "Welcome, and why we are here: who can change what"),
    (2, "What the young person says, then what their parents or carers say"),
    (3, "Strengths and safety"),
    (4, "Contexts: how harm works there, and what weighs most"),
    (5, "Needs"),
    (6, "What services and systems get in the way of"),
    (7, "Pause: what are we trying to achieve, and how would we know?"),
    (8, "Options"),
    (9, "Actions, who does them, by when"),
    (10, "Measures, and where we start from"),
    (11, "Decision"),
    (12, "Core group, dates, and what if the plan does not hold"),
    (13, "What the young person and parents think of it; who disagrees"),
)


@dataclass(frozen=True, slots=True)
class ChairFacts:
    """What is known of somebody who might chair."""

    name: str
    employers: frozenset[str]  # kinds of agency that employ them as a ROTH chair at this site today
    allocated: bool = False
    manages: bool = False
    may_open: bool = True


def against_chair(chair: ChairFacts) -> tuple[str, ...]:
    """Everything that stands against this chair (V09); empty for one who may chair."""
    found = []
    if not chair.employers:
        found.append(f"{chair.name} is not a ROTH chair of this site today.")
    elif not chair.employers & SOCIAL_CARE:
        found.append(f"{chair.name} does not work for children's social care or its conference service.")
    if chair.allocated:
        found.append(f"{chair.name} is the allocated social worker.")
    if chair.manages:
        found.append(f"{chair.name} manages the team that holds the record.")
    if not chair.may_open:
        found.append(f"{chair.name} may not open this record.")
    return tuple(found)


def against_booking(
    on: date, *, referred_on: date, limit_on: date | None, late_reason: str, enquiry_on: date | None = None
) -> tuple[tuple[str, str], ...]:
    """What stands against this day, as (field, sentence). `enquiry_on`: the day its section 47 enquiry began."""
    against = against_day(on, referred_on, enquiry_on=enquiry_on, field="scheduled_at")
    if limit_on and on > limit_on and not late_reason:
        against += (
            (
                "late_reason",
                f"This is after {day_in_full(limit_on)}, the last day for the conference (T11). Choose an earlier"
                " day, or say why it cannot be sooner.",
            ),
        )
    return against


def against_day(
    on: date, referred_on: date, *, enquiry_on: date | None = None, field: str = "on"
) -> tuple[tuple[str, str], ...]:
    """What stands against holding a conference on this day, whatever was booked."""
    if on < referred_on:
        return ((field, f"The referral came on {day_in_full(referred_on)}, after this day (1104). Check the date."),)
    if enquiry_on is not None and on < enquiry_on:
        began = day_in_full(enquiry_on)
        return ((field, f"The section 47 enquiry began on {began}, after this day (8615). Check the date."),)
    if on.weekday() >= 5:
        return ((field, f"{day_in_full(on)} is at a weekend (8875). Choose a day from Monday to Friday."),)
    return ()


@dataclass(frozen=True, slots=True)
class Invitee:
    """One person asked to a conference."""

    key: int
    name: str
    role: str
    agency: int | None = None
    agency_kind: str = ""
    attendance: str = "invited"
    can_influence: frozenset[int] = frozenset()
    view_on_harm: str = ""
    view_on_plan: str = ""
    gave_report: bool = False  # a report of theirs reached the meeting, whether or not they came

    @property
    def may_come(self) -> bool:
        """They have not said that they will not be there."""
        return self.attendance in MAY_COME

    @property
    def for_an_agency(self) -> bool:
        """They speak for an agency."""
        return self.agency is not None and self.role not in FOR_NO_AGENCY


@dataclass(frozen=True, slots=True)
class WeightedContext:
    """A context that the assessment found, and its agreed weight once there is one."""

    key: int
    name: str
    kind: str
    weight: int | None = None


@dataclass(frozen=True, slots=True)
class AgencyReach:
    """An agency and the contexts that it can change."""

    key: int
    name: str
    contexts: frozenset[int]


@dataclass(frozen=True, slots=True)
class ContextRow:
    """One context: who is coming and can change it, who might, and who could but is not invited."""

    context: WeightedContext
    who: frozenset[int]
    to_ask: tuple[Invitee, ...]  # coming, from an agency with reach, and nobody has said that they can change it
    not_invited: tuple[AgencyReach, ...]

    @property
    def covered(self) -> bool:
        """Somebody coming can change it."""
        return bool(self.who)

    @property
    def question(self) -> str:
        """What a thoughtful colleague would ask about a context that nobody coming can change."""
        if self.covered:
            return ""
        weight = f", which carries {self.context.weight} of 100" if self.context.weight is not None else ""
        asked = f"Nobody who is coming can change {self.context.name} yet{weight}. Who could?"
        return " ".join([asked, *filter(None, [self._of_the_invited, self._of_the_others])])

    @property
    def _of_the_invited(self) -> str:
        if not self.to_ask:
            return ""
        names = listed(one.name for one in self.to_ask)
        return f"{names} might: ask, and say so on the invitation."

    @property
    def _of_the_others(self) -> str:
        if not self.not_invited:
            return ""
        names, have = listed(one.name for one in self.not_invited), "has" if len(self.not_invited) == 1 else "have"
        return f"{names} {have} reach there and nobody from there is coming."


def reach(
    contexts: Iterable[WeightedContext], invitees: Sequence[Invitee], agencies: Sequence[AgencyReach]
) -> tuple[ContextRow, ...]:
    """Contexts against people: those that nobody coming can change first, each part with the heaviest on top."""
    coming = [one for one in invitees if one.may_come]
    rows = [_row(context, coming, agencies) for context in contexts]
    return tuple(sorted(rows, key=lambda row: (row.covered, -(row.context.weight or 0), row.context.name)))


def _row(context: WeightedContext, coming: Sequence[Invitee], agencies: Sequence[AgencyReach]) -> ContextRow:
    with_reach = [agency for agency in agencies if context.key in agency.contexts]
    keys, represented = {agency.key for agency in with_reach}, {one.agency for one in coming}
    return ContextRow(
        context,
        who=frozenset(one.key for one in coming if context.key in one.can_influence),
        to_ask=tuple(one for one in coming if one.agency in keys and context.key not in one.can_influence),
        not_invited=tuple(agency for agency in with_reach if agency.key not in represented),
    )


def agencies_present(invitees: Iterable[Invitee]) -> int:
    """How many agencies beside social care are in the room; none count until social care is there too."""
    there = [one for one in invitees if one.attendance in codes.PRESENT and one.for_an_agency]
    if not any(one.agency_kind == "social_care" for one in there):
        return 0
    return len({one.agency for one in there if one.agency_kind not in SOCIAL_CARE})


def unanswered_invitations(invitees: Iterable[Invitee]) -> tuple[Invitee, ...]:
    """People of whom nobody has said whether they came."""
    return tuple(one for one in invitees if one.attendance == "invited")


def views_missing(invitees: Iterable[Invitee]) -> tuple[Invitee, ...]:
    """People who came or reported for an agency, and whose view nobody has recorded, not even that they gave none."""
    return tuple(
        one
        for one in invitees
        if one.for_an_agency and one.attendance in GAVE_INPUT and not (one.view_on_harm and one.view_on_plan)
    )


# What a conference record holds before the chair decides, each with the sentence that asks for it (F13).
NEEDED: Final = (
    ("chair_met_young_person", "Say when you met the young person before the conference, or why you did not."),
    ("chair_met_parents", "Say when you met the parents or carers before the conference, or why you did not."),
    ("participation", "Say how the young person took part."),
    ("young_persons_views", "Write what the young person says, or why their views are not known."),
    ("parents_views", "Write what the parents or carers say, or why their views are not known."),
    ("analysis", "Write the chair's analysis: what makes harm likely, and what protects."),
)
# Minutes under the agenda's own headings: at least one of them is written.
DISCUSSED: Final = (
    "strengths_discussed",
    "contexts_discussed",
    "needs_discussed",
    "systems_discussed",
    "discussion",
)


def unwritten(record: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The parts of the record that are still empty, as (field, sentence)."""
    found = tuple((name, sentence) for name, sentence in NEEDED if not record.get(name, "").strip())
    if not any(record.get(name, "").strip() for name in DISCUSSED):
        found += (("discussion", "Write what was discussed."),)
    return found


def against_category(category: str, *, care_at_home_in_issue: bool | None, reason: str) -> tuple[tuple[str, str], ...]:
    """What stands against a category. There is no national one for harm outside the home, so the nearest is chosen."""
    if category != "NEG":
        return ()
    if not care_at_home_in_issue:
        return (
            (
                "category",
                "Neglect is about care at home. Choose the category nearest to the harm, or say that care at home is in"
                " issue.",
            ),
        )
    if not reason.strip():
        return (("category_reason", "Say what in the care at home is in issue."),)
    return ()
