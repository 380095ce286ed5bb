"""When two names may be the same name, misheard or misspelt. Names come folded: lower case, no accents, one word each.

It helps somebody to look, and decides nothing: whoever reads the answer says whether it is the same person. Inferred;
tried on names as British schools have them. A name in another script has no sound here and is compared by its letters.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

_SHORTEST: Final = 4  # of three letters, one changed letter makes another name: Kit, Kat
_LONG: Final = 7
MOST_CLOSE: Final = 12
# In this order: groups of letters that are said alike become one.
_SAID_ALIKE: Final = tuple(
    (re.compile(pattern), said)
    for pattern, said in (
        (r"^(kn|gn|pn)", "n"),
        (r"^wr", "r"),
        (r"^x", "s"),
        (r"(bh|mh|ph)", "f"),
        (r"(gh|h)", ""),
        (r"(ck|q|x)", "k"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"z", "s"),
        (r"j", "g"),
        (r"v", "f"),
        (r"w", ""),
        (r"d(?=g)", ""),
    )
)
_VOWELS: Final = re.compile(r"[aeiouy]+")
_DOUBLED: Final = re.compile(r"(.)\1+")


def sounds_like(word: str) -> str:
    """A short key that names said alike share: Aisha, Ayesha and Aysha; Mohammed and Muhamad. Empty where none is."""
    if not (word.isascii() and word.isalpha()):
        return ""
    said = word
    for pattern, alike in _SAID_ALIKE:
        said = pattern.sub(alike, said)
    begins = "a" if _VOWELS.match(said) else ""
    return _DOUBLED.sub(r"\1", begins + _VOWELS.sub("", said))[:12]


def is_close(one: str, other: str) -> bool:
    """May these two words be the same name? The same word is close to itself."""
    return one == other or bool(closest(one, [(other, sounds_like(other))]))


def closest(word: str, known: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Of known words, each with its sound, those that may be this one misspelt; the nearest first. Never itself."""
    sound = sounds_like(word)
    alike = [other for other, theirs in known if sound and theirs == sound and _as_long(word, other)]
    found = dict.fromkeys((*_near(word, [other for other, _ in known]), *alike))
    found.pop(word, None)
    return tuple(sorted(found, key=lambda other: (OSA.distance(word, other), other))[:MOST_CLOSE])


def _near(word: str, others: Sequence[str]) -> Iterable[str]:
    """Words that one slip of the finger, or two in a long word, would turn into this one."""
    if len(word) < _SHORTEST:
        return ()
    found = process.extract(word, others, scorer=OSA.distance, score_cutoff=2, limit=4 * MOST_CLOSE)
    return (other for other, slips, _ in found if len(other) >= _SHORTEST and slips <= _slips_in(word, other))


def _slips_in(word: str, other: str) -> int:
    return 2 if min(len(word), len(other)) >= _LONG else 1


def _as_long(one: str, other: str) -> bool:
    """Two names that are said alike are about as long as each other, and not both as short as Kit and Kat."""
    return max(len(one), len(other)) >= _SHORTEST and abs(len(one) - len(other)) <= 3
