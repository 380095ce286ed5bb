"""What goes on beside the pathway and may call for a notification: missing, danger, another place, and visits."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q

from roth.domain.notifications import Fact
from roth.domain.overlays import Kind
from roth.pathway.models import Overlay, Visit
from roth.work.selectors.found import Found, Reading

# What a kind of overlay is told of as, when it begins and when it ends. Others are told by their tasks alone.
_TOLD_AS: Final = {
    Kind.MISSING.value: ("overlay.missing.started", "overlay.missing.ended"),
    Kind.IN_CUSTODY.value: ("overlay.place.started", "overlay.place.ended"),
    Kind.HOSPITALISED.value: ("overlay.place.started", "overlay.place.ended"),
    Kind.OUT_OF_AREA.value: ("overlay.place.started", "overlay.place.ended"),
    Kind.THREAT_TO_LIFE.value: ("safety.immediate", ""),
    Kind.PROTECTION_ORDER.value: ("safety.immediate", ""),
}
OVERLAY_TRIGGERS: Final = frozenset(trigger for pair in _TOLD_AS.values() for trigger in pair if trigger)
_VISITS_BACK: Final = timedelta(days=120)


def overlays(read: Reading) -> Iterator[Found]:
    """Overlays that began or ended in the last days, by when they were written down."""
    rows = Overlay.objects.filter(
        Q(recorded_at__gte=read.news) | Q(ended_at__gte=read.news), kind__in=_TOLD_AS
    ).values_list("pk", "kind", "recorded_at", "ended_at", "young_person")
    for key, kind, recorded, ended, person in rows:
        began, over = _TOLD_AS[kind]
        if recorded >= read.news and ended is None:
            yield _found(read, began, f"overlay:{key}:began", recorded, person)
        if over and ended is not None and ended >= read.news:
            yield _found(read, over, f"overlay:{key}:ended", ended, person)


def visits(read: Reading) -> Iterator[Found]:
    """Young people who were seen, but not alone, on each of their last two visits."""
    last: dict[int, list[tuple[int, bool | None, datetime, int]]] = defaultdict(list)
    rows = Visit.objects.filter(episode__closed_on__isnull=True, seen=True, on__gte=read.today - _VISITS_BACK)
    for key, episode, alone, at, person in rows.order_by("-on", "-pk").values_list(
        "pk", "episode", "alone", "recorded_at", "episode__young_person"
    ):
        last[episode].append((key, alone, at, person))
    for found in last.values():
        (key, alone, at, person), *before = found
        if alone is False and before and before[0][1] is False:
            yield _found(read, "visits.not_alone_twice", f"visit:{key}", at, person)


def _found(read: Reading, trigger: str, key: str, at: datetime, person: int) -> Found:
    return Found(Fact(trigger, key, happened_at=at), read.at_site_of(person), person)
