"""What can go wrong, in words a person can act on. How it looks on a page belongs in `ui`."""

from dataclasses import dataclass, field


class DomainError(Exception):
    """Something a person asked for was refused. `str(error)` is the sentence that they read."""


class NotVisible(DomainError):
    """The record is absent, or this person may not know that it is there. The two are never told apart."""

    def __init__(self, sentence: str = "There is no such page, or it is not yours to see.") -> None:
        super().__init__(sentence)


class Moved(DomainError):
    """The record was joined to another, which this person may know of, and is read there."""

    def __init__(self, old: str, new: str) -> None:
        super().__init__(f"{old} was found to be about the same young person as {new}. Ask for {new}.")
        self.old, self.new = old, new


class NotAllowed(DomainError):
    """The person may see the record, and may not do this to it. The sentence says why."""


class NotPossible(DomainError):
    """The record's state does not let this happen yet. The sentence says what is missing.

    `missing` holds (field or step, sentence) pairs where more than one thing is needed.
    """

    def __init__(self, sentence: str, missing: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__(sentence)
        self.missing = missing


@dataclass
class Conflict(DomainError):
    """Somebody saved this record after the form was opened. `theirs` holds their values by field name."""

    theirs: dict[str, object]
    version: int
    saved_by: str = ""
    sentence: str = field(default="Somebody else saved this while you were writing. Choose which words to keep.")

    def __str__(self) -> str:
        return self.sentence


class BadFile(DomainError):
    """A file that cannot be taken at all. The sentence says what is wrong and what to try."""
