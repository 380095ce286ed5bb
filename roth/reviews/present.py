"""Then and now, in the same picture: weights, goals, contexts, how far the plan reaches, what changed. No queries."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from roth.domain.change import BETTER, Rating
from roth.domain.ending import Because, Outcome, counts_as_success
from roth.domain.reviewing import Decision
from roth.plans.parts import Parts
from roth.reviews.models import PartRating, Review
from roth.ui.formats import day, lower_first
from roth.ui.shapes import Shape, shape_of

RATINGS: Final = {each.value: each for each in Rating}
SHARES: Final = {
    "M1": "Actions that change a context",
    "M3": "Weight of the contexts that someone with reach is changing",
    "M6": "Actions that ask the young person or a parent to change",
}
BAR, ROW = 2.4, 64  # pixels for each hundredth; the height of one context's pair of bars


@dataclass(frozen=True)
class Pair:
    """One context, then and now, as two bars and as a row of the equal table."""

    name: str
    shape: Shape
    then: int | None
    now: int | None
    y: int
    then_wide: float
    now_wide: float

    @property
    def row(self) -> list[str]:
        return [self.name, _of_100(self.then), _of_100(self.now)]


@dataclass(frozen=True)
class Part:
    """One goal or context: how it was, how it is, and how anybody knows."""

    name: str
    then: tuple[str, ...]
    rating: str
    better: bool
    evidence: str
    now: tuple[str, ...]


@dataclass(frozen=True)
class ThenAndNow:
    """Everything that the review page says."""

    pairs: tuple[Pair, ...]
    goals: tuple[Part, ...]
    contexts: tuple[Part, ...]
    shares: tuple[tuple[str, str, str], ...]
    questions: tuple[str, str]
    changed: tuple[tuple[str, str], ...]
    since: str

    @property
    def high(self) -> int:
        return ROW * len(self.pairs)


def _of_100(weight: int | None) -> str:
    return f"{weight} of 100" if weight is not None else "not said"


def then_and_now(
    found: Parts, start: Mapping[str, Any] | None, now: Mapping[str, Any], rated: Mapping[str, PartRating]
) -> ThenAndNow:
    """The plan as it was when it came into force beside the plan as it stands, with the review's ratings."""
    start = start or {}
    return ThenAndNow(
        pairs=_pairs(found, start, rated),
        goals=tuple(_goal(each, found, rated) for each in found.live_goals),
        contexts=tuple(_context(each, found, rated) for each in found.contexts),
        shares=tuple(
            (words, _share(start.get("shares", {}).get(metric)), _share(now["shares"][metric]))
            for metric, words in SHARES.items()
        ),
        questions=(str(len(start["open"])) if "open" in start else "not kept", str(len(now["open"]))),
        changed=changed(start, now) if start else (),
        since="when the plan came into force" if start else "not kept: the plan came before this was kept",
    )


def _pairs(found: Parts, start: Mapping[str, Any], rated: Mapping[str, PartRating]) -> tuple[Pair, ...]:
    then = {each["context"]: each["weight"] for each in start.get("weights", ())}
    then = then or {each.context_id: each.weight for each in found.weights}
    places = sorted(found.contexts, key=lambda each: (-(then.get(each.id) or 0), each.name))
    pairs = []
    for number, place in enumerate(places):
        was, rating = then.get(place.id), rated.get(f"context:{place.id}")
        now = rating.weight_now if rating else None
        wide = ((was or 0) * BAR, (now or 0) * BAR)
        pairs.append(Pair(place.name, shape_of(place.kind), was, now, number * ROW, *wide))
    return tuple(pairs)


def _goal(goal: Any, found: Parts, rated: Mapping[str, PartRating]) -> Part:
    measures = [each for each in found.live_measures if each.goal_id == goal.id]
    read = {each.id: [one for one in found.readings if one.measure_id == each.id] for each in measures}
    then = tuple(each.baseline or f"Nothing says how it was: {lower_first(each.text)}" for each in measures)
    now = tuple(
        f"{RATINGS[read[each.id][-1].compared].label}: {read[each.id][-1].found}"
        if read[each.id]
        else "Not looked at since"
        for each in measures
    )
    return _part(goal.statement, then, now, rated.get(f"goal:{goal.id}"))


def _context(place: Any, found: Parts, rated: Mapping[str, PartRating]) -> Part:
    then = tuple(each.text for each in found.dynamics if each.context_id == place.id)
    said = [each for each in found.context_progress if each.context_id == place.id]
    now = tuple(f"{RATINGS[each.rating].label}, the core group: {each.words}" for each in said[-1:])
    return _part(place.name, then, now, rated.get(f"context:{place.id}"))


def _part(name: str, then: tuple[str, ...], now: tuple[str, ...], rating: PartRating | None) -> Part:
    return Part(
        name=name,
        then=then,
        rating=RATINGS[rating.rating].label if rating else "",
        better=rating is not None and Rating(rating.rating) in BETTER,
        evidence=rating.evidence if rating else "",
        now=now,
    )


def _share(pair: Any) -> str:
    if not pair:
        return "not kept"
    return f"{pair[0]} of {pair[1]}" if pair[1] else "cannot tell"


def changed(start: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """What is in the plan that was not, and what was and is not any more."""
    found: list[tuple[str, str]] = []
    for kind, words, say in (
        ("goals", "goal", "statement"),
        ("actions", "action", "text"),
        ("measures", "measure", "text"),
    ):
        then = {each["id"]: each for each in start.get(kind, ())}
        here = {each["id"]: each for each in now[kind]}
        found += [(f"New {words}", _said(here[key], say)) for key in here if key not in then]
        found += [(f"No longer there: {words}", _said(then[key], say)) for key in then if key not in here]
        both = [key for key in here if key in then and here[key][say] != then[key][say]]
        found += [(f"Said differently: {words}", _said(here[key], say)) for key in both]
    return tuple(found)


def _said(each: Mapping[str, Any], say: str) -> str:
    return f"{each['owner']} will {lower_first(each[say])}" if "owner" in each else each[say]


def decision(review: Review) -> tuple[tuple[str, str], ...]:
    """What was decided, as rows. An ending says whether it may be counted as success, and why it may not."""
    rows = [("Decided", f"{Decision(review.decision).label}, {day(review.decided_on)}"), ("Why", review.reason)]
    rows.append(("Category", f"{review.get_category_display()}. {review.category_reason}"))
    if review.new_pathway:
        rows.append(("Pathway from now on", review.get_new_pathway_display()))
    if review.next_review_on:
        rows.append(("Next review", day(review.next_review_on)))
    if review.outcome:
        counted = "" if counts_as_success(review.outcome) else " This is not counted as harm reduced."
        rows.append(("The ending is called", f"{Outcome(review.outcome).label}.{counted}"))
        rows.append(("Afterwards", f"{review.step_down_lead}, from {day(review.step_down_on)}. {review.step_down}"))
    return tuple(rows)


def exit_test(review: Review) -> tuple[tuple[str, str], ...]:
    """The exit test as far as it is answered, in rows."""
    because = ", ".join(Because(each).label for each in review.because)
    period = f"{day(review.evidence_from)} to {day(review.evidence_to)}" if review.evidence_from else ""
    rows = (
        ("Significant harm no longer likely", _yes(review.no_longer_likely)),
        ("What has changed in the contexts", review.contexts_changed),
        ("Evidence", " ".join(filter(None, (period and f"{period}.", review.evidence)))),
        ("The young person’s own account", review.own_account),
        ("Likely to last", _yes(review.likely_to_last)),
        ("What would show that it is slipping", review.slipping_signs),
        ("Has the harm moved?", " ".join(filter(None, (_yes(review.risk_moved), review.risk_moved_words)))),
        ("Away, 18, or out of touch", because),
        ("Less only because of that", _yes(review.only_because)),
        ("Still live", review.linked_still_live),
        ("The young person on ending", review.young_persons_view),
        ("Parents or carers on ending", review.parents_view),
        ("Who disagrees", review.dissent),
    )
    return tuple(row for row in rows if row[1])


def _yes(said: bool | None) -> str:
    return "" if said is None else "Yes." if said else "No."
