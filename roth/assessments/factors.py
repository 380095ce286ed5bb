"""National assessment factors as a manager records them: the codes are the census's, the words are ours.

They are kept for returns. No page for a young person or a family shows them, and none describes a young person.
"""

from collections.abc import Iterable
from typing import Final

from roth.domain.errors import NotPossible
from roth.exchange.cin_census import codes

# Where the national words blame or brand a young person, ours say what was done and by whom.
_OURS: Final = {
    "10A": "Times when nobody knew where the young person was",
    "11A": "Sexually exploited",
    "12A": "Trafficked",
    "13A": "Harm connected with a group or network (13A)",
    "14A": "Behaviour that others found hard, as a sign of need (14A)",
    "24A": "Criminally exploited",
}
PLAIN: Final = {**codes.FACTORS, **_OURS}
NONE_FOUND: Final = codes.NO_FACTOR
CHOOSE_FACTORS: Final = "Choose the factors that were found, or “none found” (8897Q)"
# Harm outside the home first: that is what these assessments mostly find.
OFFERED: Final = {
    code: PLAIN[code]
    for code in sorted(PLAIN, key=lambda each: each not in codes.EXTRA_FAMILIAL_SIGNALS)
    if code not in codes.RETIRED_FACTORS and code != NONE_FOUND
} | {NONE_FOUND: PLAIN[NONE_FOUND]}


def in_words(factors: Iterable[str]) -> list[str]:
    """The factors in our words; an unknown code as it is."""
    return [PLAIN.get(code, code) for code in factors]


def checked(factors: Iterable[str]) -> tuple[str, ...]:
    """The codes to keep, once each. Raises NotPossible for none, for one not offered, and for two that differ."""
    given = tuple(dict.fromkeys(factors))
    if not given:
        raise NotPossible(f"{CHOOSE_FACTORS}.", (("factors", CHOOSE_FACTORS),))
    if not set(given) <= OFFERED.keys():
        raise NotPossible("Choose from the factors shown.", (("factors", "Choose from the factors shown"),))
    if NONE_FOUND in given and len(given) > 1:
        sentence = "Choose “none found”, or the factors that were found, not both (8869)"
        raise NotPossible(f"{sentence}.", (("factors", sentence),))
    return given
