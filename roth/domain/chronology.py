"""Words of a chronology, and which names in it are somebody else's. Plain Python.

Fields follow the ROTH-aligned chronology entry (F27: date, source, event, impact, analysis, positive or negative,
evidence link); "helpful" and "harmful" are our words for positive and negative, since most are both (inferred).
"""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

EFFECT: Final = {
    "helpful": "It helped",
    "harmful": "It harmed",
    "both": "Some of both",
    "unclear": "We cannot tell yet",
}


def looks_like_names(text: str, known: Iterable[str]) -> tuple[str, ...]:
    """Pairs of words that are written as a name is, Jay Moss, where neither is a word of a name that is known here.

    Both begin with a capital letter. A sentence's first word may be taken for a name: it is a question, no refusal.
    """
    ours = {word for name in known for word in name.casefold().replace("’", "'").split()}
    found = []
    for pair in _pairs(text):
        words = pair.casefold().replace("’", "'").split()
        if not ours.intersection(word.removesuffix("'s") for word in words):
            found.append(pair)
    return tuple(dict.fromkeys(found))


def _pairs(text: str) -> Iterable[str]:
    words = re.findall(r"[\w’'-]+|[^\w\s]|\n", text)
    for one, other in pairwise(words):
        if one[:1].isupper() and other[:1].isupper() and one[1:].islower() and other[1:].islower():
            yield f"{one} {other}"
