"""Takes a census file into the record. What the file means is decided in `rows`, `stage` and `compare`, without a
database; here it is written, in batches, each child whole or not at all.

A batch is one transaction. Where the database refuses it, its children are taken again one by one, each in a
transaction of its own, so that only the child at fault is left out. An imported record is held by no team until a
manager takes it.
"""

import hashlib
import logging
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from django.db import DatabaseError, OperationalError, transaction
from django.utils import timezone

from roth.accounts.models import Site, User
from roth.audit.actions import System, record
from roth.audit.kinds import Kind
from roth.domain.errors import BadFile, NotAllowed, NotPossible
from roth.exchange.cin_census import build, stage
from roth.exchange.cin_census.compare import Compared, Outcome, Record, clash, compare, plain
from roth.exchange.cin_census.read import read
from roth.exchange.cin_census.report import ChildLine, ImportReport
from roth.exchange.cin_census.rows import COUNTED_AS, KINDS, Row, not_kept, rows_of, stored
from roth.exchange.cin_census.schema import CensusChild, CensusEpisode, CensusFile, Finding
from roth.exchange.cin_census.selectors import TABLES, Here, held_at, was_imported
from roth.exchange.models import CensusChildTaken, CensusImport
from roth.pathway.models import Clock, Episode, StageChange
from roth.people.models import SearchWord
from roth.timetable.selectors import timetable

BATCH: Final = 100
_READING: Final = 0.2  # the share of the time that goes into reading the file
_FAILURES: Final = 3  # in a row, from a database that answers nobody
_log = logging.getLogger(__name__)


def import_census(
    *,
    by: User | System,
    site: Site,
    file: Path,
    dry_run: bool = False,
    progress: Callable[[float], None] | None = None,
) -> ImportReport:
    """Take a cohort from a Children in Need census file. Safe to repeat: the same file twice writes nothing.

    `dry_run` gives the same report and writes nothing at all. Raises BadFile where nothing can be taken from the file,
    NotAllowed where `by` may not import at this site, NotPossible where the database cannot be written.
    """
    tell = progress or (lambda share: None)
    if isinstance(by, User) and site.pk not in by.standing.sites_where("census.import"):
        raise NotAllowed("Only an administrator of this site may import a census.")
    found, file_hash = _read(file)
    tell(_READING)
    run = _Run(by, site, found, dry_run)
    for start in range(0, len(found.children), BATCH):
        run.take(found.children[start : start + BATCH])
        tell(_READING + (1 - _READING) * min(1.0, (start + BATCH) / len(found.children)))
    for refusal in found.refused:
        run.report.add(ChildLine(refusal.child, "refused", refusal.why))
    if not dry_run and (run.report.wrote or not was_imported(site, file_hash)):
        _write_down(by, site, file_hash, run.report)
    tell(1.0)
    return run.report


def _read(file: Path) -> tuple[CensusFile, str]:
    """The file's contents and its hash, from one opening: nobody can put another file in between."""
    if not file.is_file():
        raise BadFile(f"“{file.name}” is not a file that is there. Give the path of the census XML file.")
    try:
        with file.open("rb") as stream:
            found = read(stream)
            stream.seek(0)
            return found, hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise BadFile(f"“{file.name}” cannot be read. Check that you may open it.") from error


@transaction.atomic
def _write_down(by: User | System, site: Site, file_hash: str, report: ImportReport) -> None:
    """Keep that this file was imported, and what came of it."""
    CensusImport(
        site=site,
        file_hash=file_hash,
        census_year=str(report.year or ""),
        at=timezone.now(),
        by_name=by.audit_name,
        refused=report.refusals(),
        **report.counts(),
    ).save(force_insert=True)
    record(
        Kind.CENSUS_IMPORTED,
        by=by,
        site=site.code,
        target=f"census:{report.year or 'unknown'}",
        after={"file_hash": file_hash, **report.counts(), "refused": len(report.refused)},
    )


@dataclass(slots=True)
class _Child:
    """One child on the way in: what the file says, what is held, and what comes of each row."""

    census: CensusChild
    compared: list[Compared]
    here: Here | None
    older: bool
    objects: dict[str, Any] = field(default_factory=dict)  # by row key, the saved or held instances

    @property
    def written(self) -> list[Compared]:
        return [each for each in self.compared if each.outcome is not Outcome.UNCHANGED]

    def line(self, findings: tuple[Finding, ...]) -> ChildLine:
        counts: dict[Outcome, Counter[str]] = {outcome: Counter() for outcome in Outcome}
        changed_referrals = {
            each.row.parent for each in self.compared if each.row.kind == "referral" and each.outcome is Outcome.CHANGED
        }
        for each in self.compared:
            if counted := COUNTED_AS.get(each.row.kind):
                outcome = each.outcome
                if outcome is Outcome.UNCHANGED and each.row.key in changed_referrals:
                    outcome = Outcome.CHANGED
                counts[outcome][counted] += 1
        return ChildLine(
            self.census.id,
            "taken" if self.here is None else "changed" if self.written else "unchanged",
            taken=counts[Outcome.NEW],
            changed=counts[Outcome.CHANGED],
            unchanged=counts[Outcome.UNCHANGED],
            changes=tuple(sentence for each in self.written for sentence in each.sentences()),
            differences=tuple(sentence for each in self.compared for sentence in each.differences),
            findings=findings,
        )


class _Run:
    """One import, batch by batch."""

    def __init__(self, by: User | System, site: Site, found: CensusFile, dry_run: bool) -> None:
        self._by, self._site, self._file, self._dry_run = by, site, found, dry_run
        self._findings: defaultdict[str, list[Finding]] = defaultdict(list)
        for finding in found.findings:
            self._findings[finding.child].append(finding)
        self._failures = 0
        self.report = ImportReport(year=found.year, dry_run=dry_run, findings=self._findings[""])

    def take(self, batch: Sequence[CensusChild]) -> None:
        """Take these children, together if the database lets them, else one by one."""
        try:
            lines = self._together(batch)
        except DatabaseError:
            _log.warning("A batch of a census import was refused; its children are taken one by one.", exc_info=True)
            lines = [self._alone(child) for child in batch]
        for line in lines:
            self.report.add(line)

    def _alone(self, child: CensusChild) -> ChildLine:
        try:
            (line,) = self._together([child])
        except DatabaseError as error:
            self._failures += 1 if isinstance(error, OperationalError) else 0
            if self._failures >= _FAILURES:
                raise NotPossible(
                    "The database cannot be written just now. What was taken before stays: import the file again later."
                ) from error
            _log.warning("A child of a census import was refused by the database.", exc_info=True)
            why = "The database refused something in this record, so nothing of it was taken. The log says what."
            return ChildLine(child.id, "refused", why)
        self._failures = 0
        return line

    def _together(self, batch: Sequence[CensusChild]) -> list[ChildLine]:
        if self._dry_run:
            return [answer if isinstance(answer, ChildLine) else self._line(answer) for answer in self._look(batch)]
        with transaction.atomic():
            answers = self._look(batch)
            writer = _Writer(self._by, self._site, self._file)
            writer.write([answer for answer in answers if isinstance(answer, _Child) and answer.written])
        return [answer if isinstance(answer, ChildLine) else self._line(answer) for answer in answers]

    def _look(self, batch: Sequence[CensusChild]) -> list[_Child | ChildLine]:
        """Each child compared with what is held, or refused."""
        held = held_at(self._site, (child.id for child in batch), lock=not self._dry_run)
        return [self._compared(child, held.get(child.id)) for child in batch]

    def _compared(self, child: CensusChild, here: Here | None) -> _Child | ChildLine:
        rows = rows_of(child)
        held = here.record if here else Record()
        file_on = self._file.reference_date
        older = bool(held.known_on and file_on and file_on < held.known_on)
        compared = compare(rows, held, older=older)
        if why := build.too_long(child.id, rows) or clash(compared, held):
            return ChildLine(child.id, "refused", why)
        return _Child(child, compared, here, older)

    def _line(self, child: _Child) -> ChildLine:
        return child.line((*self._findings[child.census.id], *not_kept(child.census)))


class _Writer:
    """Writes one batch: for each kind of row one insert and one update, however many children there are."""

    def __init__(self, by: User | System, site: Site, found: CensusFile) -> None:
        self._by, self._site, self._file = by, site, found
        self._at, self._timetable = timezone.now(), timetable(site.pk, fresh=True)
        self._reason = f"From the census of {found.year}" if found.year else "From a census"

    def write(self, children: Sequence[_Child]) -> None:
        for kind in KINDS:  # parents first; changes before new rows, so that one episode closes before another opens
            self._change(kind, children)
            self._insert(kind, children)
        fresh = [child.objects["child"] for child in children if child.here is None]
        SearchWord.objects.bulk_create(word for each in fresh for word in build.search_words(each))
        self._steps_and_clocks(children)
        self._remember(children)
        for child in children:
            self._audit(child)

    def _change(self, kind: str, children: Sequence[_Child]) -> None:
        changed: list[Any] = []
        columns: set[str] = set()
        for child, each in _of_kind(kind, children):
            if each.pk is None or child.here is None:
                continue
            found = child.objects[each.row.key] = child.here.objects[kind, each.pk]
            for column, value in each.changes.items():
                setattr(found, column, value)
            if each.changes:
                columns |= each.changes.keys()
                changed.append(found)
        model = TABLES[kind].model
        if changed and any(column.name == "version" for column in model._meta.concrete_fields):
            columns.add("version")
            for found in changed:
                found.version += 1  # whoever has this open in a form is shown both
        if changed:
            model._default_manager.bulk_update(changed, sorted(columns))

    def _insert(self, kind: str, children: Sequence[_Child]) -> None:
        new = [(child, each.row) for child, each in _of_kind(kind, children) if each.outcome is Outcome.NEW]
        made = [self._made(child, row) for child, row in new]
        for (child, row), instance in zip(new, TABLES[kind].model._default_manager.bulk_create(made), strict=True):
            child.objects[row.key] = instance

    def _made(self, child: _Child, row: Row) -> Any:
        if row.kind == "young_person":
            return build.young_person(row, child.census.id, self._site, self._at)
        return build.child_row(row, child.objects[row.parent], self._at)

    def _steps_and_clocks(self, children: Sequence[_Child]) -> None:
        steps: list[StageChange] = []
        new: list[Clock] = []
        settled: list[Clock] = []
        for child in children:
            episodes = [each for each in child.compared if each.row.kind == "episode"]
            for each, census in zip(episodes, child.census.episodes, strict=True):
                if each.leads:
                    continue
                episode = child.objects[each.row.key]
                steps += self._steps(episode, each, census)
                if not child.older:
                    held = child.here.clocks[episode.pk] if child.here else []
                    found = stage.clocks(census, assessed_before=_assessed_before(child, episode, census))
                    new += self._started(episode, found, held)
                    settled += _settle(found, held)
        StageChange.objects.bulk_create(steps)
        Clock.objects.bulk_create(new)
        if settled:
            Clock.objects.bulk_update(settled, ["done_on", "not_needed_because"])

    def _steps(self, episode: Episode, each: Compared, census: CensusEpisode) -> list[StageChange]:
        today = timezone.localdate()
        if each.outcome is Outcome.NEW:
            path = [("", episode.opened_on), *((step.value, day) for step, day in stage.journey(census))]
        elif "stage" in each.changes:
            now = stage.standing(census)
            path = [(str(each.before["stage"]), now.since), (now.stage.value, max(now.since, episode.opened_on))]
        else:
            return []
        return build.stage_changes(episode, path, at=self._at, today=today, reason=self._reason)

    def _started(self, episode: Episode, found: Iterable[stage.CensusClock], held: Iterable[Clock]) -> list[Clock]:
        there = {(clock.rule, clock.started_on) for clock in held}
        wanted = (each for each in found if each.current and (each.rule, each.started_on) not in there)
        return [clock for each in wanted if (clock := build.clock(episode, each, self._timetable))]

    def _remember(self, children: Sequence[_Child]) -> None:
        """Keep what the file said, as it was taken."""
        new, again = [], []
        for child in children:
            taken = child.here.taken if child.here else None
            if taken is None:
                taken = CensusChildTaken(young_person=child.objects["child"])
                new.append(taken)
            else:
                again.append(taken)
            taken.rows = dict(taken.rows)
            for each in child.written:
                taken.rows[each.row.key] = _remembered(each, child.objects[each.row.key].pk, taken.rows)
            days = (taken.reference_on, self._file.reference_date)
            taken.reference_on = max((day for day in days if day), default=None)
        CensusChildTaken.objects.bulk_create(new)
        if again:
            CensusChildTaken.objects.bulk_update(again, ["rows", "reference_on"])

    def _audit(self, child: _Child) -> None:
        taken = Counter(COUNTED_AS.get(each.row.kind, each.row.kind) for each in child.written if not each.changes)
        changed = [(each, column) for each in child.written for column in each.changes]
        record(
            Kind.CENSUS_CHILD_TAKEN,
            by=self._by,
            site=self._site.code,
            record=child.objects["child"].ref,
            target=f"census:{self._file.year or 'unknown'}",
            before={f"{each.row.key} {column}": each.before[column] for each, column in changed},
            after={
                **{f"{each.row.key} {column}": each.changes[column] for each, column in changed},
                "taken": dict(taken),
            },
        )


def _of_kind(kind: str, children: Sequence[_Child]) -> Iterable[tuple[_Child, Compared]]:
    return ((child, each) for child in children for each in child.compared if each.row.kind == kind)


def _assessed_before(child: _Child, episode: Episode, census: CensusEpisode) -> bool:
    """Whether the record has an assessment from before those that this file has."""
    if child.here is None or not census.assessments:
        return False
    held = child.here.record.rows.get("assessment", ())
    starts = [each.values["started_on"] for each in held if each.parent == episode.pk]
    return any(isinstance(start, date) and start < census.assessments[0].started for start in starts)


def _settle(found: Iterable[stage.CensusClock], held: Iterable[Clock]) -> list[Clock]:
    """Clocks that ran, and that the file now says are done or not needed."""
    said = {(each.rule, each.started_on): each for each in found}
    settled = []
    for clock in held:
        now = said.get((clock.rule, clock.started_on))
        running = clock.done_on is None and not clock.not_needed_because
        if now and running and (now.done_on or now.not_needed_because):
            clock.done_on, clock.not_needed_because = now.done_on, now.not_needed_because
            settled.append(clock)
    return settled


def _remembered(each: Compared, pk: int, earlier: dict[str, Any]) -> dict[str, Any]:
    if each.outcome is Outcome.NEW:
        values = {column: plain(stored(column, value)) for column, value in each.row.values.items()}
    else:
        known = earlier.get(each.row.key, {}).get("values", {})
        values = {**known, **{column: plain(value) for column, value in each.changes.items()}}
    return {"kind": each.row.kind, "pk": pk, "values": values}
