"""How names are folded so that a person is found however their name is typed. Plain Python; nothing is stored here.

Folding takes away case, accents and the marks inside a name. It is for finding and sorting only: what a page shows is
always the name as it was written.
"""

import re
import unicodedata
from collections.abc import Iterable

# Letters that Unicode does not take apart, and that a keyboard elsewhere does not have.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
_JOINERS = re.compile(r"[^\w]|_")
LONGEST_WORD = 40


def folded(text: str) -> str:
    """Lower case, no accents, single spaces: "Zoë  O’Brien" becomes "zoe o’brien"."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(bare.translate(_LETTERS).split())


def asked_for(text: str) -> tuple[str, ...]:
    """The words that somebody typed to find a person: each must begin some word of theirs."""
    joined = (_JOINERS.sub("", word)[:LONGEST_WORD] for word in folded(text).split())
    return tuple(dict.fromkeys(word for word in joined if word))


def words_of(names: Iterable[str]) -> frozenset[str]:
    """Every word that finds a person by these names: "O’Brien" is found as obrien, o and brien."""
    words = set()
    for name in names:
        for word in folded(name).split():
            parts = [part for part in _JOINERS.split(word) if part]
            words |= {part[:LONGEST_WORD] for part in ["".join(parts), *parts] if part}
    return frozenset(words)


def key_of_word(word: str) -> str:
    """A word as its bytes in hexadecimal: one range finds a prefix on every database, whatever its order of letters."""
    return word.encode().hex()


def range_of(word: str) -> tuple[str, str]:
    """From and before which keys the words lie that begin so. No key holds a letter after f."""
    key = key_of_word(word)
    return key, f"{key}g"


def word_of_key(key: str) -> str:
    """The word that a key was made from."""
    return bytes.fromhex(key).decode()
