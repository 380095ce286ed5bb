"""What a review weighs: every goal and every context rated, weights that add up, how old the plan is, what it decides.

Facts in, sentences out. How a rating stands is `change`; what ends a plan is `ending`; which step follows is
`transitions`.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from roth.domain.calendar import add_months
from roth.domain.change import Rating, against_rating
from roth.domain.labelled import Labelled


class Decision(Labelled):
    """What a review decides about the plan."""

    CONTINUE = ("continue", "The plan goes on", "With what changes in it.")
    SWITCH = ("switch", "The plan goes on, on another pathway", "The same plan: its start and its parts stay.")
    END = ("end", "The plan ends", "Somebody is named who goes on, from which day.")


STEPS: Final = {Decision.CONTINUE: "C24", Decision.SWITCH: "C25", Decision.END: "C26"}
# A plan this many months old is asked about (`pathway.md` 8.16, inferred).
AGES: Final = (24, 18, 15, 9)
Rated = Mapping[str, object]


def against_ratings(rows: Iterable[Rated], before: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """What stands against these ratings: (field, sentence). `before` holds what the review before gave each part.

    A row holds key ("goal:3", "context:7"), rating and evidence.
    """
    wrong = []
    for row in rows:
        key, rating, evidence = str(row["key"]), str(row.get("rating") or ""), str(row.get("evidence") or "")
        name = key.replace(":", "_")
        if rating not in set(Rating):
            wrong.append((f"rating_{name}", "Choose how it is beside the start"))
        elif against := against_rating(rating, evidence, before.get(key, "")):
            wrong.append((f"evidence_{name}", against))
    return tuple(wrong)


def against_weights(weights: Iterable[int | None]) -> str:
    """Weights now are said for every context or for none, and add up to 100."""
    given = list(weights)
    known = [each for each in given if each is not None]
    if not known:
        return ""
    if len(known) != len(given):
        return "Say the weight of every context now, or of none."
    return "" if sum(known) == 100 else f"The weights add up to {sum(known)}. They add up to 100 (V01)."


def age_in_question(started_on: date | None, today: date) -> str:
    """What a thoughtful colleague asks of a plan that has run for long; nothing of a young one."""
    for months in AGES if started_on else ():
        if started_on and add_months(started_on, months) <= today:
            return f"This plan is more than {months} months old. What would have to change for it to end?"
    return ""
