"""Whose record this is: what stands at the head of every page of a record. A room's presenter fills it in."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Identity:
    """The head of a record. For a context, `name` is what it is called and `age` and `pronouns` are empty."""

    name: str
    ref: str
    href: str = ""
    age: str = ""
    pronouns: str = ""
    allocated: str = ""
    status: str = ""
    restriction: str = ""
    kind: str = ""
    beside: tuple[str, ...] = ()  # what goes on beside the pathway, in a word or two each
    beside_href: str = ""
