"""What the pages of attendance say: counts with their n, quarter by quarter, and what an absence meant.

No percentage, no order but that of names and days, no colour for more or less: an agency is not graded here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from roth.domain import attendance as rules
from roth.domain import codes
from roth.domain.attendance import Absences, Attendance, Influence, MeetingHeld, RoleAttendance, TookPart
from roth.domain.conference import WeightedContext
from roth.domain.quarters import Quarter, Spread, spread
from roth.meetings.models import Meeting
from roth.ui import formats
from roth.ui.pictures import in_hundredths

NONE = "–"  # nothing to say; left out on a phone
_TONES = {TookPart.ROOM: "done", TookPart.REMOTE: "done", TookPart.REPORT: "due"}


@dataclass(frozen=True, slots=True)
class QuarterRow:
    """M4 of one quarter: the meetings, and the weight at them by whether anybody there could change it."""

    quarter: Quarter
    name: str
    meetings: str
    came: str
    report: str
    asked: str
    nobody: str
    values: tuple[int, ...]  # the weight that somebody who came could change, at each meeting with weights
    spread: Spread | None


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """M5 of one agency or role, or of an agency in one quarter."""

    key: int
    name: str
    invited: int
    came: str
    report: str
    nothing: str
    meant: str


@dataclass(frozen=True, slots=True)
class ThereRow:
    """One meeting as one agency's page has it."""

    name: str
    kind: str
    when: str
    ref: str
    key: int
    took: str
    tone: str
    contexts: tuple[tuple[str, str], ...]  # each context it could change, and whether anybody who came could


def quarter_rows(parts: Iterable[tuple[Quarter, Sequence[MeetingHeld]]]) -> list[QuarterRow]:
    """M4, quarter by quarter."""
    return [_quarter(quarter, meetings) for quarter, meetings in parts]


def _quarter(quarter: Quarter, meetings: Sequence[MeetingHeld]) -> QuarterRow:
    found = [each for each in map(rules.influence, meetings) if each.weighed]
    without = len(meetings) - len(found)
    held = formats.sentence(formats.plural(len(meetings), "meeting"))
    return QuarterRow(
        quarter,
        quarter.name,
        meetings=f"{held}, {without} without agreed weights" if without else held,
        came=_said(found, "came"),
        report=_said(found, "report"),
        asked=_said(found, "asked"),
        nobody=_said(found, "nobody"),
        values=tuple(each.came for each in found),
        spread=spread(each.came for each in found),
    )


def _said(found: Iterable[Influence], name: str) -> str:
    return spread_in_words([getattr(each, name) for each in found])


def spread_in_words(values: Sequence[int]) -> str:
    """A spread as a cell says it. One or two numbers are said themselves; more have a middle and two ends."""
    found = spread(values)
    if found is None:
        return NONE
    if found.low == found.high:
        return f"{found.low} at each" if found.n > 1 else str(found.low)
    if found.n == 2:
        return f"{found.low} and {found.high}"
    return f"middle {in_hundredths(found.median)}, from {found.low} to {found.high}"


# --- M5 ---------------------------------------------------------------------------------------------------------------
def agency_rows(meetings: Sequence[MeetingHeld], names: dict[int, str]) -> list[AttendanceRow]:
    """M5 by agency, by name, with what each one's absences meant."""
    found = rules.agencies(meetings)
    ordered = sorted(found, key=lambda key: (names.get(key, ""), key))
    return [
        _row(key, names.get(key, ""), found[key], absence_in_words(rules.absences(meetings, key))) for key in ordered
    ]


def agency_quarters(parts: Iterable[tuple[Quarter, Sequence[MeetingHeld]]], agency: int) -> list[AttendanceRow]:
    """M5 of one agency, quarter by quarter."""
    return [
        _row(
            agency,
            quarter.name,
            rules.attendance_of(meetings, agency),
            absence_in_words(rules.absences(meetings, agency)),
        )
        for quarter, meetings in parts
    ]


def role_rows(found: Iterable[RoleAttendance]) -> list[AttendanceRow]:
    """M5 by essential role. What is said last is at how many meetings nobody of that role was asked."""
    return [_row(0, codes.label(codes.ATTENDEE_ROLE, each.role), each.attendance, _not_asked(each)) for each in found]


def _not_asked(role: RoleAttendance) -> str:
    return f"{role.not_asked} of {role.meetings}"


def _row(key: int, name: str, found: Attendance, meant: str) -> AttendanceRow:
    if not found.invited:
        return AttendanceRow(key, name, 0, "Not invited", NONE, NONE, meant)
    return AttendanceRow(
        key, name, found.invited, came_in_words(found), str(found.report_instead), _nothing(found), meant
    )


def came_in_words(found: Attendance) -> str:
    """ "4 of 6, 1 of them online or by phone"."""
    remote = found.times.get(TookPart.REMOTE, 0)
    said = f"{found.came} of {found.invited}"
    if not remote:
        return said
    return f"{said}, {'all' if remote == found.came else f'{remote} of them'} online or by phone"


def _nothing(found: Attendance) -> str:
    counts = (
        (found.times.get(TookPart.APOLOGIES, 0), "sent apologies"),
        (found.times.get(TookPart.ABSENT, 0), "sent no word"),
        (found.times.get(TookPart.UNSAID, 0), "not written down"),
    )
    parts = [(count, words) for count, words in counts if count]
    if not parts:
        return "0"
    total = sum(count for count, _ in parts)
    return f"{total}: {', '.join(f'{count} {words}' for count, words in parts)}" if len(parts) > 1 else _one(*parts[0])


def _one(count: int, words: str) -> str:
    return f"{count}, {words}"


def absence_in_words(found: Absences) -> str:
    """What the meetings that an agency did not come to had to do without. Said of meetings, and nobody is blamed."""
    if not found.meetings:
        return NONE
    if not found.stood:
        if found.could_change:
            return "Somebody else who came could change what it could."
        return "Its invitations named nothing that it could change."
    missed, without = found.meetings, len(found.stood)
    many = "each of the" if missed == without else f"{without} of the"
    of = "At the one" if missed == 1 else f"At {many} {missed}"
    weight = f": {spread_in_words(found.weights)} of 100" if found.weights else ""
    return f"{of} it did not come to, contexts had nobody there who could change them{weight}."


# --- One agency's meetings --------------------------------------------------------------------------------------------
def there_rows(meetings: Sequence[MeetingHeld], rows: dict[int, Meeting], agency: int) -> list[ThereRow]:
    """The meetings to which an agency was asked, the newest first, with what it could have changed at each."""
    return [_there(meeting, rows[meeting.key], agency) for meeting in reversed(meetings)]


def _there(meeting: MeetingHeld, row: Meeting, agency: int) -> ThereRow:
    took = rules.fullest(rules.speaking_for(meeting, agency))
    could = set(rules.could_change(meeting, agency))
    young_person = row.episode.young_person
    return ThereRow(
        name=young_person.name,
        kind=row.kind_name,
        when=formats.day(row.held_on),
        ref=young_person.ref,
        key=row.pk,
        took=took.label,
        tone=_TONES.get(took, "quiet"),
        contexts=tuple(
            (weighed_name(each.context), each.reached.label)
            for each in rules.who_could_change(meeting)
            if each.context in could
        ),
    )


def weighed_name(context: WeightedContext) -> str:
    """ "The bus station, 50 of 100"."""
    return f"{context.name}, {context.weight} of 100" if context.weight is not None else context.name


def counted(held: int, site: str, quarters: Sequence[Quarter], which: str) -> str:
    """What is counted, as a page says it first. `which` says whose meetings they are."""
    first, last = quarters[0].name.split(" to ")[0], quarters[-1].name.split(" to ")[1]
    year = f" {quarters[0].year}" if quarters[0].year != quarters[-1].year else ""
    meetings = formats.sentence(formats.plural(held, "meeting"))
    was = "was" if held == 1 else "were"
    return f"{meetings} {which} {was} held at {site} from {first}{year} to {last}."
