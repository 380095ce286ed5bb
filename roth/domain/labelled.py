"""A code that carries its plain words. Which codes there are belongs where they are used."""

from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """A string code with a label for pages: `NAME = "code", "Label"`. The code is stored, the label is shown."""

    label: str

    def __new__(cls, value: str, label: str) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member
