"""Reads the audit trail: a record's history, and whether the chain still holds."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from roth.audit.chain import FIRST, event_hash
from roth.audit.kinds import Kind
from roth.audit.models import ChainHead, Event


def history_of(record: str) -> QuerySet[Event]:
    """Everything that was done or read in one record, newest first. The caller has been through the record's door."""
    return Event.objects.filter(record=record).order_by("-number")


def pages_read_under(records: Iterable[str], targets: Iterable[str]) -> dict[str, int]:
    """How many pages were read under each elevated access: `targets` name the accesses, `records` where they were."""
    reads = Event.objects.filter(kind=Kind.READ_ELEVATED.value, record__in=set(records), target__in=set(targets))
    return dict(reads.values_list("target").annotate(Count("number")).order_by())


@dataclass(frozen=True, slots=True)
class Fault:
    """One place where the trail is not what was written."""

    number: int
    sentence: str


def faults() -> Iterator[Fault]:
    """Walk the whole chain and yield each row that was changed, removed or put in, naming it."""
    expected, previous = 1, FIRST
    for row in Event.objects.order_by("number").iterator(chunk_size=2000):
        if row.number != expected:
            yield Fault(expected, f"Row {expected} is missing: the trail goes from {expected - 1} to {row.number}.")
        elif row.previous_hash != previous:
            yield Fault(row.number, f"Row {row.number} does not follow row {row.number - 1}: {_name(row)}.")
        if event_hash(row) != row.hash:
            yield Fault(row.number, f"Row {row.number} was changed after it was written: {_name(row)}.")
        expected, previous = row.number + 1, row.hash
    head = ChainHead.objects.get()
    if head.number >= expected:
        yield Fault(expected, f"Rows {expected} to {head.number} are missing from the end of the trail.")
    elif head.number < expected - 1:
        yield Fault(head.number + 1, f"Rows {head.number + 1} to {expected - 1} were put in after the newest event.")
    elif head.hash != previous:
        yield Fault(head.number, f"Row {head.number} is not the row that was written last.")


def _name(row: Event) -> str:
    where = f" in {row.record}" if row.record else ""
    return f"{row.kind}{where} by {row.actor_name} at {row.at:%Y-%m-%d %H:%M:%S} UTC"
