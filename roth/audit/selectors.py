"""Reads the audit trail: a record's history, and whether the chain still holds."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from roth.audit.chain import FIRST, event_hash
from roth.audit.kinds import Kind
from roth.audit.models import ChainHead, Event


def history_of(*records: str) -> QuerySet[Event]:
    """Everything that was done or read in a record, newest first, with those that were joined to it. The caller has
    been through the record's door."""
    return Event.objects.filter(record__in=records).order_by("-number")


def pages_read_under(records: Iterable[str], targets: Iterable[str]) -> dict[str, int]:
    """How many pages were read under each elevated access: `targets` name the accesses, `records` where they were."""
    reads = Event.objects.filter(kind=Kind.READ_ELEVATED.value, record__in=set(records), target__in=set(targets))
    return dict(reads.values_list("target").annotate(Count("number")).order_by())


def newest() -> tuple[int, str]:
    """How many events there are, and the hash of the newest: kept elsewhere, it proves the trail up to it."""
    head = ChainHead.objects.get()
    return head.number, head.hash


@dataclass(frozen=True, slots=True)
class Fault:
    """One place where the trail is not what was written."""

    number: int
    sentence: str


def faults() -> Iterator[Fault]:
    """Walk the whole chain and yield each row that was changed, removed or put in, naming it."""
    expected, previous = 1, FIRST
    for row in Event.objects.order_by("number").iterator(chunk_size=2000):
        if row.number < expected:
            yield Fault(row.number, f"Row {row.number} was put in before the first: {_name(row)}.")
            continue
        if row.number > expected:
            yield _missing(expected, row.number - 1, f"the trail goes from {expected - 1} to {row.number}")
        elif row.previous_hash != previous:
            yield Fault(row.number, f"Row {row.number} does not follow row {row.number - 1}: {_name(row)}.")
        if event_hash(row) != row.hash:
            yield Fault(row.number, f"Row {row.number} was changed after it was written: {_name(row)}.")
        expected, previous = row.number + 1, row.hash
    yield from _faults_at_the_end(expected - 1, previous)


def _faults_at_the_end(last: int, last_hash: str) -> Iterator[Fault]:
    """What the head says of the newest row, against the newest row there is."""
    head = ChainHead.objects.first()
    if head is None:
        yield Fault(last, "The chain's head is gone: rows cut off the end cannot be seen.")
    elif head.number > last:
        yield _missing(last + 1, head.number, "they were the newest of the trail", "from the end")
    elif head.number < last:
        rows = f"Row {last} was" if head.number + 1 == last else f"Rows {head.number + 1} to {last} were"
        yield Fault(head.number + 1, f"{rows} put in after the newest event.")
    elif head.hash != last_hash:
        yield Fault(last, f"Row {last} is not the row that was written last.")


def _missing(first: int, last: int, why: str, where: str = "") -> Fault:
    rows = f"Row {first} is missing" if first == last else f"Rows {first} to {last} are missing"
    return Fault(first, f"{rows}{where and ' '}{where}: {why}.")


def _name(row: Event) -> str:
    where = f" in {row.record}" if row.record else ""
    return f"{row.kind}{where} by {row.actor_name} at {row.at:%Y-%m-%d %H:%M:%S} UTC"
