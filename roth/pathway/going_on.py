"""What goes on beside the pathway, as its page says it. No queries: views hand in what they read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from roth.domain.overlays import OVERLAYS, Kind, known
from roth.pathway import addresses
from roth.pathway.models import Overlay, Visit
from roth.pathway.models.alongside import INTERVIEW
from roth.people.models import YoungPerson
from roth.ui.formats import day, moment


@dataclass(frozen=True, slots=True)
class GoingOn:
    """One thing that goes on, or went on: since when, what is known, what it asks, and where it is ended."""

    title: str
    since: str = ""
    words: str = ""
    means: str = ""
    asks: tuple[str, ...] = ()
    end: str = ""
    end_words: str = ""


def going_on(young_person: YoungPerson, found: Iterable[Overlay], today: date, may: bool) -> list[GoingOn]:
    """What goes on now: what people recorded, and what follows from the record itself."""
    recorded = [_now(overlay, young_person.ref, may) for overlay in found if overlay.ended_at is None]
    followed = [
        GoingOn(
            kind.label,
            since=f"This is known from {OVERLAYS[kind].known_from}.",
            means=OVERLAYS[kind].means,
            asks=tuple(asked.what for asked in OVERLAYS[kind].asked),
        )
        for kind in known(young_person.born_on, young_person.restricted, today)
    ]
    return [*recorded, *followed]


def _now(overlay: Overlay, ref: str, may: bool) -> GoingOn:
    kind = Kind(overlay.kind)
    ends = f" It ends on {day(overlay.until)}." if overlay.until else ""
    return GoingOn(
        title=kind.label,
        since=f"Since {moment(overlay.started_at)}.{ends} Known from: {overlay.source}. "
        f"Recorded by {overlay.recorded_by}.",
        words=overlay.words,
        means=OVERLAYS[kind].means,
        asks=tuple(asked.what for asked in OVERLAYS[kind].asked if not asked.at_end),
        end=addresses.of("pathway:overlay_end", ref, overlay.pk) if may else "",
        end_words="They came back" if kind is Kind.MISSING else f"Say that it has ended: {kind.label.lower()}",
    )


def went_on(found: Iterable[Overlay], ref: str, may: bool) -> list[GoingOn]:
    """What went on before, with the return interview of each time that somebody was missing."""
    return [_then(overlay, ref, may) for overlay in found if overlay.ended_at is not None]


def _then(overlay: Overlay, ref: str, may: bool) -> GoingOn:
    missing = getattr(overlay, "missing", None)
    asks: tuple[str, ...] = ()
    waits = missing is not None and not missing.interview
    if missing is not None and missing.interview:
        asks = tuple(filter(None, (f"Return interview: {INTERVIEW[missing.interview].lower()}.", missing.said)))
    return GoingOn(
        title=Kind(overlay.kind).label,
        since=f"From {moment(overlay.started_at)} to {moment(overlay.ended_at)}" if overlay.ended_at else "",
        words=" ".join(filter(None, (overlay.words, overlay.end_words))),
        asks=asks,
        end=addresses.of("pathway:return_interview", ref, overlay.pk) if waits and may else "",
        end_words="Record the return interview",
    )


def visits(found: Iterable[Visit]) -> list[tuple[str, ...]]:
    """Visits as rows of a table, the newest first."""
    return [
        (
            day(visit.on),
            ("Seen alone" if visit.alone else "Seen with others") if visit.seen else f"Not seen: {visit.why_not}",
            visit.where,
            "\n".join(filter(None, (f"“{visit.words}”" if visit.words else "", visit.purpose))),
        )
        for visit in found
    ]
