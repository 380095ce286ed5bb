"""What somebody typed into the box, as what it may be: words, a reference, a number, a day. No queries."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from roth.domain.words import MONTHS
from roth.people.names import asked_for

MOST_WORDS: Final = 6
_REFERENCE: Final = re.compile(r"yp-?0*(\d{1,12})", re.IGNORECASE)
_NHS_NUMBER: Final = re.compile(r"\d{3} ?\d{3} ?\d{4}", re.ASCII)
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_DAY: Final = re.compile(r"(\d{1,2})[ ./-]+(\d{1,2}|[a-z]{3,9})[ ./-]+(\d{4})", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """Each thing that the text may be. A day is looked up as a day; anything else by its words."""

    words: tuple[str, ...] = ()
    key: int | None = None  # of a young person
    nhs_number: str = ""
    day: date | None = None

    @classmethod
    def of(cls, text: str) -> "Asked":
        """What this text may be."""
        text = " ".join(text.split())
        reference, number = _REFERENCE.fullmatch(text), _NHS_NUMBER.fullmatch(text)
        day = day_in(text)
        return cls(
            words=() if reference else (_words_of(day) if day else asked_for(text)[:MOST_WORDS]),
            key=int(reference[1]) if reference else None,
            nhs_number=text.replace(" ", "") if number else "",
            day=day,
        )

    @property
    def is_nothing(self) -> bool:
        """Nothing to look for: no letter and no number."""
        return not self.words and self.key is None


def day_in(text: str) -> date | None:
    """The day that a text says: 27 3 2009, 27/03/2009, 27 March 2009, 2009-03-27."""
    iso, ours = _ISO.fullmatch(text), _DAY.fullmatch(text)
    if iso:
        year, month, day = iso.groups()
    elif ours:
        day, month, year = ours.groups()
    else:
        return None
    try:
        return date(int(year), int(month) if month.isdecimal() else _month(month), int(day))
    except ValueError:  # no such day
        return None


def _month(name: str) -> int:
    """The number of the month that begins so; nought, which is no month, where none does."""
    return next((n for n, month in enumerate(MONTHS, 1) if month.lower().startswith(name.lower())), 0)


def _words_of(day: date) -> tuple[str, ...]:
    """A day as the index has it in words."""
    return (str(day.day), MONTHS[day.month - 1].lower(), str(day.year))
