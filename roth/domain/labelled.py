"""A code that carries its plain words. Which codes there are belongs where they are used."""

from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """A string code with a label for pages: `NAME = "code", "Label"`. The code is stored, the label is shown.

    A code may also carry one line that says what it means.
    """

    label: str
    meaning: str

    def __new__(cls, value: str, label: str = "", meaning: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.meaning = meaning
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Code and label of each member, as form fields and models take them."""
        return [(member.value, member.label) for member in cls]
