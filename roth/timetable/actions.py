"""Every change to limits, counting and bank holidays.

Clocks that run keep what they were started with, except that a changed bank holiday counts every open clock again
(`pathway.clocks`), which keeps its first day and the reason.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from roth.accounts.models import Site, User
from roth.audit.actions import System, record
from roth.audit.kinds import Kind
from roth.domain.calendar import CountMode, is_weekend
from roth.domain.errors import NotPossible
from roth.domain.timescales import OwnLimit, refuse_gaps, refuse_own_limit, timescale
from roth.domain.words import day_in_full, weekday
from roth.pathway.clocks import recount_open
from roth.timetable import access, selectors
from roth.timetable.models import HolidayChange, PublishedYear, SiteCounting, SiteLimit

# Every year has at least so many; a year of a file with fewer is not whole yet.
HOLIDAYS_OF_A_YEAR = 8


@transaction.atomic
def set_limit(
    *,
    by: User,
    site: Site,
    rule: str,
    number: int,
    in_force_from: date,
    reason: str,
    in_force_until: date | None = None,
) -> SiteLimit:
    """Give a site a limit of its own, for clocks that start from a day on. Statutory ones become stricter or nothing.

    The table's own number ends what was set before. Raises NotPossible with the reason where that may not be.
    """
    access.require_at(by, site)
    if not reason.strip():
        _refuse("reason", "Say why, and who decided it: everybody who asks why something is due reads this.")
    if in_force_until is not None and in_force_until < in_force_from:
        _refuse("in_force_until", "The last day comes before the first. Check both.")
    table = timescale(rule, in_force_from)
    own = selectors.timetable(site.pk, fresh=True).own
    if number != table.limit.number or not any(each.rule == rule for each in own):
        refuse_own_limit(table, number)
    refuse_gaps(own, OwnLimit(rule, number, in_force_from), timezone.localdate())
    made = SiteLimit(
        site=site,
        rule=rule,
        number=number,
        in_force_from=in_force_from,
        in_force_until=in_force_until,
        reason=reason.strip(),
        by=by,
        at=timezone.now(),
    )
    _insert(made, "Somebody has set this limit from that day already. Look again.")
    after = {"rule": rule, "number": number, "in_force_from": in_force_from, "in_force_until": in_force_until}
    _changed(Kind.LIMIT_SET, by, site, f"limit:{made.pk}", after, made.reason)
    return made


@transaction.atomic
def set_counting(*, by: User, site: Site, mode: str, in_force_from: date, reason: str) -> SiteCounting:
    """Choose whether a site counts the day that starts a clock, for clocks that start from a day on."""
    access.require_at(by, site)
    if not reason.strip():
        _refuse("reason", "Say why, and who decided it: everybody who asks why something is due reads this.")
    if in_force_from < timezone.localdate():
        _refuse("in_force_from", "This day has passed. Clocks keep the count they started with: choose a later day.")
    chosen = CountMode(mode)
    if selectors.timetable(site.pk, fresh=True).mode(in_force_from) is chosen:
        _refuse("mode", "This is how days are counted then already.")
    made = SiteCounting(
        site=site, mode=chosen.value, in_force_from=in_force_from, reason=reason.strip(), by=by, at=timezone.now()
    )
    _insert(made, "Somebody has chosen a way of counting from that day already. Look again.")
    after = {"mode": chosen.value, "in_force_from": in_force_from}
    _changed(Kind.COUNTING_SET, by, site, f"counting:{made.pk}", after, made.reason)
    return made


@dataclass(frozen=True, slots=True)
class Recounted:
    """What a change to the bank holidays did: days that became holidays or ceased to be, and clocks counted again."""

    added: tuple[date, ...]
    removed: tuple[date, ...]
    clocks: int
    left_by_hand: tuple[date, ...] = ()
    years: tuple[int, ...] = ()


@transaction.atomic
def change_holiday(*, by: User | System, day: date, added: bool, title: str, reason: str) -> Recounted:
    """Make a day a bank holiday, or a working day after all, by hand; then count every open clock again."""
    access.require_holidays(by)
    calendar = selectors.calendar(fresh=True)
    if is_weekend(day):
        _refuse("day", f"{day_in_full(day)} is a {weekday(day)}, which is not worked anyway. Check the date.")
    if (day in calendar.holidays) is added:
        _refuse("day", f"{day_in_full(day)} is {'a bank holiday' if added else 'a working day'} already.")
    if not reason.strip():
        _refuse("reason", "Say where this is published, so that anybody can check it.")
    _keep(by, {day: title.strip() or "Bank holiday"}, added=added, reason=reason.strip(), by_hand=True)
    because = f"{day_in_full(day)} became {'a bank holiday' if added else 'a working day'}."
    clocks = _count_again(by, because)
    after = {"day": day, "added": added, "title": title, "clocks_counted_again": clocks}
    record(Kind.HOLIDAY_CHANGED, by=by, target=f"holiday:{day}", after=after, reason=reason.strip())
    return Recounted((day,) if added else (), () if added else (day,), clocks)


@transaction.atomic
def import_holidays(*, by: User | System, published: Mapping[date, str], source: str) -> Recounted:
    """Take the published list: for each year that it holds whole, its days are the bank holidays of that year.

    A day that somebody set by hand stays as they set it, and is named. Open clocks are counted again.
    """
    access.require_holidays(by)
    calendar, by_hand = selectors.calendar(fresh=True), selectors.set_by_hand()
    years = _whole_years(published)
    held = {day for day in calendar.holidays if day.year in years}
    listed = {day for day in published if day.year in years}
    new, gone = {day for day in listed - held if not is_weekend(day)}, held - listed
    left = (new | gone) & set(by_hand)
    new, gone = new - left, gone - left
    reason = f"Published list of bank holidays, {source}."[:300]
    _keep(by, {day: published[day] for day in sorted(new)}, added=True, reason=reason, by_hand=False)
    _keep(by, dict.fromkeys(sorted(gone), "Not in the published list"), added=False, reason=reason, by_hand=False)
    _keep_years(by, years - calendar.known_years | (years & calendar.calculated_years), reason)
    clocks = _count_again(by, "The published list of bank holidays changed.") if new or gone else 0
    selectors.forget()
    found = Recounted(tuple(sorted(new)), tuple(sorted(gone)), clocks, tuple(sorted(left)), tuple(sorted(years)))
    after = {"added": found.added, "removed": found.removed, "clocks_counted_again": clocks, "years": found.years}
    record(Kind.HOLIDAYS_IMPORTED, by=by, target="holidays", after=after, reason=reason)
    return found


@transaction.atomic
def recount_clocks(*, by: User | System) -> int:
    """Count every open clock again by the bank holidays of today. Says how many moved; nothing moves twice."""
    access.require_holidays(by)
    clocks = _count_again(by, "Counted again by the bank holidays that are known now.")
    record(Kind.CLOCKS_RECOUNTED, by=by, target="clocks", after={"clocks_counted_again": clocks})
    return clocks


def _whole_years(published: Mapping[date, str]) -> frozenset[int]:
    years = [day.year for day in published]
    whole = frozenset(year for year in years if years.count(year) >= HOLIDAYS_OF_A_YEAR)
    if not whole:
        raise NotPossible("The file holds no whole year of bank holidays for England and Wales, so nothing was taken.")
    return whole


def _keep(by: User | System, days: Mapping[date, str], *, added: bool, reason: str, by_hand: bool) -> None:
    HolidayChange.objects.bulk_create(
        HolidayChange(
            day=day, added=added, title=title[:120], by_hand=by_hand, reason=reason, by=_person(by), at=timezone.now()
        )
        for day, title in days.items()
    )
    _forget()


def _keep_years(by: User | System, years: frozenset[int], reason: str) -> None:
    PublishedYear.objects.bulk_create(
        PublishedYear(year=year, reason=reason, by=_person(by), at=timezone.now()) for year in sorted(years)
    )
    _forget()


def _count_again(by: User | System, because: str) -> int:
    return recount_open(selectors.calendar(fresh=True), because=because, by=_person(by))


def _changed(kind: Kind, by: User, site: Site, target: str, after: Mapping[str, object], reason: str) -> None:
    _forget()
    record(kind, by=by, site=site.code, target=target, after=after, reason=reason)


def _forget() -> None:
    """Now for whoever reads on in this transaction, and once more when it is over for everybody else."""
    selectors.forget()
    transaction.on_commit(selectors.forget)


def _insert(row: SiteLimit | SiteCounting, taken: str) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise NotPossible(taken) from error


def _person(by: User | System) -> User | None:
    return by if isinstance(by, User) else None


def _refuse(field: str, sentence: str) -> None:
    raise NotPossible(sentence, ((field, sentence),))
