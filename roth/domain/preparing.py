"""What has to be settled before a meeting, beside who comes: the family prepared, interpreting and access arranged.

Preparation follows `pathway.md` 11.1: purpose, attendance and process are explained, and the chair meets the young
person beforehand. Attendance alone is not participation.
"""

from dataclasses import dataclass
from datetime import date

from roth.domain.labelled import Labelled


class Arranged(Labelled):
    """Interpreting or access: nobody needs it, somebody does, or it is arranged."""

    NONE = "none", "Nobody needs any"
    NEEDED = "needed", "Needed, and not arranged yet"
    DONE = "done", "Arranged"


@dataclass(frozen=True, slots=True)
class PreparationFacts:
    """What is written down of a meeting's preparation."""

    young_person_prepared_on: date | None = None
    young_person_words: str = ""
    parents_prepared_on: date | None = None
    parents_words: str = ""
    interpreter: str = ""
    access: str = ""

    @property
    def family_prepared(self) -> bool:
        """Each of young person and parents was prepared on a day, or somebody says why that was not possible."""
        return all(
            on is not None or words.strip()
            for on, words in (
                (self.young_person_prepared_on, self.young_person_words),
                (self.parents_prepared_on, self.parents_words),
            )
        )

    @property
    def access_arranged(self) -> bool:
        """Interpreting and access are settled: nobody needs any, or what is needed is arranged."""
        return all(said in (Arranged.NONE, Arranged.DONE) for said in (self.interpreter, self.access))


def against_preparation(values: dict[str, object]) -> tuple[tuple[str, str], ...]:
    """What the form still needs: words where something is needed or arranged."""
    found: tuple[tuple[str, str], ...] = ()
    for name, what in (("interpreter", "language, and who interprets"), ("access", "what is needed, and for whom")):
        words = str(values.get(f"{name}_words") or "")
        if values.get(name) in (Arranged.NEEDED, Arranged.DONE) and not words.strip():
            found += ((f"{name}_words", f"Say which {what}" if name == "interpreter" else f"Say {what}"),)
    return found
