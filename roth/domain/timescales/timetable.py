"""What a site has made of the table: limits of its own, its way of counting, and the days that are not worked.

The table is the rule; this says how far a site may go from it and which limit holds on a given day. Who may say so,
and how it is kept, belongs in the `timetable` room.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from roth.domain.calendar import ENGLAND_AND_WALES, Calendar, CountMode
from roth.domain.errors import NotPossible
from roth.domain.timescales.counting import Deadline, counted_out, day_of, timescale
from roth.domain.timescales.kinds import Basis, Limit, Timescale
from roth.domain.words import day_in_full


@dataclass(frozen=True, slots=True)
class OwnLimit:
    """A limit that a site has set for itself, in the unit of the table, between two dates."""

    rule: str
    number: int
    in_force_from: date
    in_force_until: date | None = None
    reason: str = ""

    def in_force_on(self, day: date) -> bool:
        return self.in_force_from <= day <= (self.in_force_until or day)


@dataclass(frozen=True)
class Timetable:
    """Everything that a deadline of one site depends on. `counting` says from which day which way of counting holds."""

    calendar: Calendar = ENGLAND_AND_WALES
    own: tuple[OwnLimit, ...] = ()
    counting: tuple[tuple[date, CountMode], ...] = ()
    otherwise: CountMode = CountMode.EXCLUDE

    def rule(self, code: str, on: date) -> Timescale:
        """The limit that holds here for a clock that starts on this day. Raises NotPossible where none does."""
        rule = timescale(code, on)
        held = [own for own in self.own if own.rule == code and own.in_force_on(on)]
        return with_limit(rule, max(held, key=lambda own: own.in_force_from).number) if held else rule

    def mode(self, on: date) -> CountMode:
        """The way of counting that holds here for a clock that starts on this day."""
        held = [(since, mode) for since, mode in self.counting if since <= on]
        return max(held)[1] if held else self.otherwise

    def deadline(self, code: str, at: date | datetime, mode: CountMode | None = None) -> Deadline:
        """When something must be done by here. `mode` where a clock was started in a way that it keeps."""
        day = day_of(at)
        return counted_out(self.rule(code, day), at, self.calendar, mode or self.mode(day))


def with_limit(rule: Timescale, number: int) -> Timescale:
    """The same rule with another number, in its wording too. An aim that is now beyond the limit goes."""
    limit = Limit(number, rule.limit.unit)
    if limit == rule.limit:
        return rule
    aim, wording = rule.aim, rule.wording
    if aim is not None and aim.unit is limit.unit and aim.number > number:
        wording = wording.replace(f"{aim.number} to {rule.limit}", f"within {limit}")
        aim = None
    return replace(rule, limit=limit, aim=aim, wording=wording.replace(str(rule.limit), str(limit)))


def is_stricter(rule: Timescale, number: int) -> bool:
    """Whether this number leaves people less time. Counting back, more days are stricter."""
    return number > rule.limit.number if rule.backward else number < rule.limit.number


def refuse_own_limit(rule: Timescale, number: int) -> None:
    """Raise NotPossible, with the reason, where a site may not set this limit for itself."""
    if rule.limit.number == 0:
        raise NotPossible(f"“{rule.title}” is a matter of the same day, and cannot be set otherwise.")
    if number < 1:
        raise NotPossible("A limit is at least 1. Enter a whole number.")
    if number == rule.limit.number:
        raise NotPossible(f"{rule.limit} is the limit already.")
    loosest = rule.limit if rule.basis is Basis.STATUTE else rule.loosest
    beyond = loosest is not None and not is_stricter(replace(rule, limit=loosest), number) and number != loosest.number
    if not beyond:
        return
    if rule.basis is Basis.STATUTE:
        raise NotPossible(
            f"{rule.limit} is the limit of {rule.source}. A site may make a statutory limit stricter, never looser."
        )
    raise NotPossible(f"{loosest} is as far as published local procedure goes for “{rule.title}”. Enter less.")


def refuse_gaps(own: Sequence[OwnLimit], new: OwnLimit, today: date) -> None:
    """Raise NotPossible where a new limit would reach back over days for which clocks have been started."""
    if new.in_force_from < today:
        raise NotPossible(
            f"{day_in_full(new.in_force_from)} has passed, and clocks that started since keep the limit that they had."
            " Choose today or a later day."
        )
    if any(each.rule == new.rule and each.in_force_from == new.in_force_from for each in own):
        raise NotPossible("A limit is set from that day already. Choose another day.")
