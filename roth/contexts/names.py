"""Keeps young people's names out of what is written about a context. Plain Python; finding the names is a selector's.

This is a check for whole names only, as a reminder while typing: it does not prove a text free of names.
"""

import re
from collections.abc import Iterable, Mapping

from roth.domain.errors import NotPossible
from roth.people.names import folded

_WORD = re.compile(r"\w+")
SENTENCE = "This names a young person. Leave the name out: a context is about the place and not about who is there."


def names_in(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """The whole names that a text holds, however they are typed: case, accents and the marks between do not matter."""
    spoken = f" {_spaced(text)} "
    return tuple(sorted(name for name in names if _spaced(name) and f" {_spaced(name)} " in spoken))


def refuse_names(texts: Mapping[str, object], names: Iterable[str]) -> None:
    """Raises NotPossible, at each field that holds somebody's whole name."""
    known = tuple(names)
    wrong = tuple((field, SENTENCE) for field, text in texts.items() if isinstance(text, str) and names_in(text, known))
    if wrong:
        raise NotPossible("A context never names a young person.", wrong)


def _spaced(text: str) -> str:
    return " ".join(_WORD.findall(folded(text)))
