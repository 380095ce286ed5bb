"""Unique pupil numbers: a check letter, then twelve characters. Nothing else about schools belongs here."""

import re
from typing import Final

_LETTERS: Final = "ABCDEFGHJKLMNPQRTUVWXYZ"
_SHAPE: Final = re.compile(r"[A-Z][0-9]{11}[0-9A-Z]")


def has_shape(upn: str) -> bool:
    return bool(_SHAPE.fullmatch(upn))


def check_letter(rest: str) -> str:
    """The letter that belongs before these twelve characters. A letter at the end (a temporary number) counts too."""
    values = [int(sign) if sign.isdigit() else max(_LETTERS.find(sign), 0) for sign in rest]
    return _LETTERS[sum(value * weight for weight, value in enumerate(values, start=2)) % len(_LETTERS)]
