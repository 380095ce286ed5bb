"""What a guard is. Which guards there are belongs in the modules beside this one, by subject."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from roth.domain.stages import StepFacts

_NUMBERS: Final = re.compile(r"\((\d{3,4}Q?(?:, \d{3,4}Q?)*)\)")
CENSUS: Final = "Children in Need census validation rules"
INFERRED: Final = "inferred"


@dataclass(frozen=True, slots=True)
class Guard:
    """Something that must hold before a step. `where` names the page that puts it right: "form" is the step's own.

    A sentence with numbers in brackets holds a rule of the census, or several; `source` says where others come from.
    `boxes` are the questions that it is about, by the names that forms give them: a form takes the first that it asks.
    """

    code: str
    sentence: str
    where: str
    holds: Callable[[StepFacts], bool]
    inferred_from: str = ""
    boxes: tuple[str, ...] = ()

    @property
    def census_rules(self) -> tuple[str, ...]:
        """The census rules that this guard keeps: "8565"."""
        return tuple(number for found in _NUMBERS.findall(self.sentence) for number in found.split(", "))

    @property
    def source(self) -> str:
        """What the guard rests on."""
        return self.inferred_from or (CENSUS if self.census_rules else INFERRED)
