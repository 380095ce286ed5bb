"""What an import did, or would do: counts, and a line for each child who was taken, changed, refused or has something
to look at. Plain values; what a page or the command shows is made here and nowhere else.

For each kind, taken + changed + unchanged is the number in the file, of children who were not refused. Unchanged means
that nothing was written: the record says the same, or it was left as it is and the child's line has the difference.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from roth.domain.words import counted
from roth.exchange.cin_census.rows import COUNTED
from roth.exchange.cin_census.schema import Finding, Refusal

Result = Literal["taken", "changed", "unchanged", "refused"]


@dataclass(slots=True)
class ChildLine:
    """One child of the file. `changes` and `differences` are sentences; `why` says why a child was refused."""

    child: str
    result: Result
    why: str = ""
    taken: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    unchanged: Counter[str] = field(default_factory=Counter)
    changes: tuple[str, ...] = ()
    differences: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def worth_saying(self) -> bool:
        return self.result != "unchanged" or bool(self.differences or self.findings)

    def as_json(self) -> dict[str, Any]:
        return {
            "child": self.child,
            "result": self.result,
            "why": self.why,
            "taken": dict(self.taken),
            "changes": list(self.changes),
            "differences": list(self.differences),
            "findings": [_finding(finding) for finding in self.findings],
        }


class ImportReport:
    """Grows child by child."""

    def __init__(self, *, year: int | None, dry_run: bool, findings: Iterable[Finding] = ()) -> None:
        self.year, self.dry_run = year, dry_run
        self.findings = tuple(findings)  # those of the file as a whole
        self.taken: Counter[str] = Counter()
        self.changed: Counter[str] = Counter()
        self.unchanged: Counter[str] = Counter()
        self.refused: list[Refusal] = []
        self.children: list[ChildLine] = []
        self._results: Counter[str] = Counter()
        self._found: Counter[str] = Counter()

    def add(self, line: ChildLine) -> None:
        self._results[line.result] += 1
        self._found.update(finding.level for finding in line.findings)
        if line.result == "refused":
            self.refused.append(Refusal(line.child, line.why))
        self.taken += line.taken
        self.changed += line.changed
        self.unchanged += line.unchanged
        if line.worth_saying:
            self.children.append(line)

    @property
    def wrote(self) -> bool:
        """Whether any child's record was written, or would be."""
        return bool(self._results["taken"] or self._results["changed"])

    def counts(self) -> dict[str, dict[str, int]]:
        """Taken, changed and unchanged, each with every kind."""
        parts = {"taken": self.taken, "changed": self.changed, "unchanged": self.unchanged}
        return {name: {kind: part[kind] for kind in COUNTED} for name, part in parts.items()}

    def refusals(self) -> list[dict[str, str]]:
        return [{"child": refusal.child, "why": refusal.why} for refusal in self.refused]

    def as_json(self) -> dict[str, Any]:
        return {
            **self.counts(),
            "refused": self.refusals(),
            "findings": [_finding(finding) for finding in self.findings],
            "children": [line.as_json() for line in self.children],
        }

    def in_words(self) -> Iterator[str]:
        """The report as lines to read."""
        if self.dry_run:
            yield "Nothing was written: this is what an import would do."
        total = sum(self._results.values())
        year = f" of the census of {self.year}" if self.year else ""
        yield f"{total} {'child' if total == 1 else 'children'}{year}: " + ", ".join(
            f"{self._results[result]} {result}" for result in ("taken", "changed", "unchanged", "refused")
        )
        for kind in COUNTED:
            parts = f"{self.taken[kind]} taken, {self.changed[kind]} changed, {self.unchanged[kind]} unchanged"
            yield f"  {kind.replace('_', ' ').capitalize()}: {parts}"
        for finding in self.findings:
            yield f"The file: {finding.sentence}"
        for line in self.children:
            yield from _lines(line)
        if found := sum(self._found.values()):
            yield f"The national rules have {counted(found, 'thing')} to look at. --json lists them by child."


def _lines(line: ChildLine) -> Iterator[str]:
    who = line.child or "A child without an id"
    if line.why:
        yield f"{who}: refused. {line.why}"
    if line.result == "changed" and line.taken:
        new = ", ".join(f"{number} {kind.replace('_', ' ')}" for kind, number in line.taken.items() if number)
        yield f"{who}: new: {new}."
    for sentence in (*line.changes, *line.differences):
        yield f"{who}: {sentence}"


def _finding(finding: Finding) -> dict[str, str | None]:
    return {"rule": finding.rule, "level": finding.level, "sentence": finding.sentence}
