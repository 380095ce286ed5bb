"""Attendance as influence: which contexts somebody who came could change, and which agencies came at all.

M4 (influence coverage at a conference) and M5 (attendance by agency and by essential role, with input that came without
attendance), as `roth.md` 7.3 has them, inferred there; S3, COLL-2 and X1 give the reason. Facts in, facts out: meetings
that were held, each with its people (`conference.Invitee`) and its contexts, heaviest first.

These describe meetings and never a person, and rank nobody: there is no score and no share of a whole here, only counts
beside their n. Whose meetings a reader may count at all belongs in `meetings.selectors.influence`; the words of a page
belong in `present`. A learning report takes the same facts.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from roth.domain import codes
from roth.domain.conference import FOR_NO_AGENCY, Invitee, WeightedContext
from roth.domain.labelled import Labelled
from roth.domain.meetings import kind_of
from roth.domain.quarters import Quarter
from roth.domain.shares import Share


class TookPart(Labelled):
    """How somebody, or an agency, took part in one meeting. The fullest comes first."""

    ROOM = "room", "In the room"
    REMOTE = "remote", "Online or by phone"
    REPORT = "report", "Sent a report and did not come"
    APOLOGIES = "apologies", "Sent apologies and no report"
    ABSENT = "absent", "Did not come and sent nothing"
    UNSAID = "unsaid", "Nobody wrote down whether they came"


CAME: Final = frozenset({TookPart.ROOM, TookPart.REMOTE})
# Whoever declines has said so before the meeting, as one does with apologies.
_BY_CODE: Final[Mapping[str, TookPart]] = {
    "attended": TookPart.ROOM,
    "attended_remote": TookPart.REMOTE,
    "report_only": TookPart.REPORT,
    "apology_no_input": TookPart.APOLOGIES,
    "declined": TookPart.APOLOGIES,
    "absent": TookPart.ABSENT,
    "invited": TookPart.UNSAID,
}


class Reached(Labelled):
    """Whether anybody at one meeting could change one context. Each context of a meeting is exactly one of these."""

    CAME = "came", "Somebody who came could change it"
    REPORT = "report", "Only a report spoke for it"
    ASKED = "asked", "Whoever could change it was asked and did not come"
    NOBODY = "nobody", "Nobody who could change it was asked"


@dataclass(frozen=True, slots=True)
class MeetingHeld:
    """One meeting that was held. `contexts` carry the weights that were agreed on the day (`standing_on`); those
    without a weight count for nothing in M4."""

    key: int
    on: date
    kind: str
    people: tuple[Invitee, ...] = ()
    contexts: tuple[WeightedContext, ...] = ()


def took_part(one: Invitee) -> TookPart:
    """How one person took part. A report without presence is input without attendance (M5), whatever was said of the
    invitation. Raises KeyError for a code of attendance that there is not."""
    found = _BY_CODE[one.attendance]
    return TookPart.REPORT if one.gave_report and found not in CAME else found


def fullest(people: Iterable[Invitee]) -> TookPart:
    """How an agency took part: as the one of its people who took part most. Raises ValueError for nobody."""
    found = {took_part(one) for one in people}
    if not found:
        raise ValueError("Nobody was asked, so nobody took part or stayed away.")
    return next(each for each in TookPart if each in found)


def speaking_for(meeting: MeetingHeld, agency: int) -> tuple[Invitee, ...]:
    """Whoever was asked to a meeting to speak for an agency; nobody who came for themselves or to serve the meeting."""
    return tuple(one for one in meeting.people if one.for_an_agency and one.agency == agency)


# --- M4: influence at one meeting -------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class ContextThere:
    """One context at one meeting, with whoever could change it: those who came, who sent a report only, who did not."""

    context: WeightedContext
    came: tuple[Invitee, ...] = ()
    reported: tuple[Invitee, ...] = ()
    stayed_away: tuple[Invitee, ...] = ()

    @property
    def reached(self) -> Reached:
        """Whether anybody there could change it."""
        if self.came:
            return Reached.CAME
        if self.reported:
            return Reached.REPORT
        return Reached.ASKED if self.stayed_away else Reached.NOBODY


def who_could_change(meeting: MeetingHeld) -> tuple[ContextThere, ...]:
    """Each context of a meeting against the people who could change it, in the order of the contexts."""
    return tuple(_there(context, meeting.people) for context in meeting.contexts)


def _there(context: WeightedContext, people: Iterable[Invitee]) -> ContextThere:
    able = [(one, took_part(one)) for one in people if context.key in one.can_influence]
    return ContextThere(
        context,
        came=tuple(one for one, how in able if how in CAME),
        reported=tuple(one for one, how in able if how is TookPart.REPORT),
        stayed_away=tuple(one for one, how in able if how not in CAME and how is not TookPart.REPORT),
    )


@dataclass(frozen=True, slots=True)
class Influence:
    """The weight at one meeting by whether anybody there could change it, of the 100 that weights add up to (M4).

    `weighed` is False where no weight was agreed by that day: then we cannot tell, and nothing is nought.
    """

    came: int = 0
    report: int = 0
    asked: int = 0
    nobody: int = 0
    weighed: bool = False

    @property
    def absent(self) -> int:
        """The weight that nobody with influence was there for, in person or on paper."""
        return self.asked + self.nobody

    @property
    def share(self) -> Share:
        """M4 as the learning report has its measures."""
        total = self.came + self.report + self.absent
        if not self.weighed:
            return Share("M4", "Weight that somebody who came could change", 0, 0, "no weight agreed")
        note = "" if total == 100 else f"the agreed weights add up to {total}"
        return Share("M4", "Weight that somebody who came could change", self.came, 100, note)


def influence(meeting: MeetingHeld) -> Influence:
    """M4 at one meeting: sum of weights of contexts with an attending influencer / 100, and what the rest was."""
    weights: Counter[Reached] = Counter()
    weighed = False
    for each in who_could_change(meeting):
        if each.context.weight is not None:
            weights[each.reached] += each.context.weight
            weighed = True
    came, report, asked, nobody = (weights[each] for each in Reached)
    return Influence(came, report, asked, nobody, weighed)


def stood_without(meeting: MeetingHeld, agency: int) -> tuple[WeightedContext, ...]:
    """What an agency's absence meant: the contexts that its people could have changed and nobody who came could.

    Empty when any of its people came. A report from it is not presence, so it does not empty this. Where two agencies
    stayed away that could both have changed a context, it stands for both: never add these up over agencies.
    """
    ours = speaking_for(meeting, agency)
    if not ours or fullest(ours) in CAME:
        return ()
    could = could_change(meeting, agency)
    return tuple(
        each.context for each in who_could_change(meeting) if each.context in could and each.reached is not Reached.CAME
    )


def could_change(meeting: MeetingHeld, agency: int) -> tuple[WeightedContext, ...]:
    """The contexts of a meeting that people of an agency could change, as their invitations say."""
    keys = frozenset[int]().union(*(one.can_influence for one in speaking_for(meeting, agency)))
    return tuple(context for context in meeting.contexts if context.key in keys)


@dataclass(frozen=True, slots=True)
class Absences:
    """What an agency's absences meant: the meetings it was asked to and did not come to, at how many of them it could
    have changed a context, and the contexts that stood without anybody at each where there were any."""

    meetings: int = 0
    could_change: int = 0
    stood: tuple[tuple[WeightedContext, ...], ...] = ()

    @property
    def weights(self) -> tuple[int, ...]:
        """The weight that stood without anybody at each of those meetings, of 100; those without weights left out."""
        return tuple(sum(each.weight or 0 for each in one) for one in self.stood if any(each.weight for each in one))


def absences(meetings: Iterable[MeetingHeld], agency: int) -> Absences:
    """What it meant that an agency was not at the meetings that it was asked to (T6: attendance against influence)."""
    missed, could, stood = 0, 0, []
    for meeting in meetings:
        ours = speaking_for(meeting, agency)
        if not ours or fullest(ours) in CAME:
            continue
        missed += 1
        could += bool(could_change(meeting, agency))
        stood.append(stood_without(meeting, agency))
    return Absences(missed, could, tuple(one for one in stood if one))


# --- M5: attendance over meetings -------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Attendance:
    """How often an agency or a role that was invited took part, and how. Each meeting counts once."""

    times: Mapping[TookPart, int] = field(default_factory=dict)

    @property
    def invited(self) -> int:
        """How many meetings it was invited to: the n of everything else here."""
        return sum(self.times.values())

    @property
    def came(self) -> int:
        """In the room, online or by phone."""
        return sum(self.times.get(how, 0) for how in CAME)

    @property
    def report_instead(self) -> int:
        """Input without attendance."""
        return self.times.get(TookPart.REPORT, 0)

    @property
    def nothing(self) -> int:
        """Neither came nor sent a report."""
        return self.times.get(TookPart.APOLOGIES, 0) + self.times.get(TookPart.ABSENT, 0)

    @property
    def share(self) -> Share:
        """M5 as the learning report has its measures."""
        return Share("M5", "Meetings come to, of those invited to", self.came, self.invited)


def attendance_of(meetings: Iterable[MeetingHeld], agency: int) -> Attendance:
    """M5 of one agency: how it took part in each meeting to which somebody was invited who speaks for it."""
    return agencies(meetings).get(agency, Attendance())


def agencies(meetings: Iterable[MeetingHeld]) -> dict[int, Attendance]:
    """M5 by agency. People who come for themselves or serve the meeting speak for none."""
    found: dict[int, Counter[TookPart]] = {}
    for meeting in meetings:
        people: dict[int, list[Invitee]] = {}
        for one in meeting.people:
            if one.for_an_agency and one.agency is not None:
                people.setdefault(one.agency, []).append(one)
        for agency, theirs in people.items():
            found.setdefault(agency, Counter())[fullest(theirs)] += 1
    return {agency: Attendance(times) for agency, times in found.items()}


@dataclass(frozen=True, slots=True)
class RoleAttendance:
    """One essential role: at how many meetings of the period it is always asked, and how those asked took part."""

    role: str
    meetings: int
    attendance: Attendance

    @property
    def not_asked(self) -> int:
        """Meetings of a kind that always asks this role, to which nobody of it was invited."""
        return self.meetings - self.attendance.invited


def essential_roles(meetings: Iterable[MeetingHeld]) -> tuple[RoleAttendance, ...]:
    """M5 by essential role: those that `domain.meetings` has as always asked to a meeting of its kind, in the order of
    the code table.

    Young people and parents come as they choose, so nobody counts whether they did.
    """
    usual: Counter[str] = Counter()
    times: dict[str, Counter[TookPart]] = {}
    for meeting in meetings:
        for role in set(kind_of(meeting.kind).core) - FOR_NO_AGENCY:
            usual[role] += 1
            theirs = [one for one in meeting.people if one.role == role]
            if theirs:
                times.setdefault(role, Counter())[fullest(theirs)] += 1
    return tuple(
        RoleAttendance(role, usual[role], Attendance(times.get(role, Counter())))
        for role in codes.ATTENDEE_ROLE
        if role in usual
    )


# --- Over time --------------------------------------------------------------------------------------------------------
def by_quarter(
    meetings: Iterable[MeetingHeld], among: Sequence[Quarter]
) -> tuple[tuple[Quarter, tuple[MeetingHeld, ...]], ...]:
    """The meetings of each of these quarters; a quarter without any keeps its place."""
    found: dict[Quarter, list[MeetingHeld]] = {each: [] for each in among}
    for meeting in meetings:
        found.get(Quarter.of(meeting.on), []).append(meeting)
    return tuple((each, tuple(held)) for each, held in found.items())


# --- One young person -------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class ContextRun:
    """One context through the meetings of one young person: what it was at each, None where it was not among theirs."""

    context: WeightedContext  # as the newest meeting that had it weighed it
    there: tuple[ContextThere | None, ...]

    @property
    def without_running(self) -> int:
        """How many of the newest meetings, one after another, had nobody who came and could change it. A meeting that
        did not have this context neither counts nor breaks the run."""
        count = 0
        for each in reversed(self.there):
            if each is None:
                continue
            if each.reached is Reached.CAME:
                break
            count += 1
        return count


def runs(meetings: Sequence[MeetingHeld]) -> tuple[ContextRun, ...]:
    """Each context through these meetings, oldest first, the heaviest now on top."""
    at = [{each.context.key: each for each in who_could_change(meeting)} for meeting in meetings]
    newest = {key: each.context for one in at for key, each in one.items()}
    ordered = sorted(newest.values(), key=lambda one: (-(one.weight or 0), one.name, one.key))
    return tuple(ContextRun(context, tuple(one.get(context.key) for one in at)) for context in ordered)


@dataclass(frozen=True, slots=True)
class WeightsAgreed:
    """The agreed weights of one assessment."""

    begun_on: date
    agreed_on: date
    contexts: tuple[WeightedContext, ...]


def standing_on(day: date, versions: Iterable[WeightsAgreed]) -> tuple[WeightedContext, ...]:
    """The weights that stood on a day; empty where no assessment with weights had begun by then.

    `versions` come in the order in which an episode goes by them, the first choice first. Weights agreed by the day go
    before those that were agreed later in an assessment that was already under way: these are the best we know, because
    a record of a meeting may be written after it.
    """
    begun = [each for each in versions if each.begun_on <= day]
    agreed = [each for each in begun if each.agreed_on <= day] or begun
    return agreed[0].contexts if agreed else ()
