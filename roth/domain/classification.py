"""How sensitive each stored field is and how long it is kept: the words for it, and the shape of a room's table.

Each room's `classification.py` classifies every field of its models; `tests/architecture` fails for one left out. The
data dictionary, the pseudonymiser and subject access read the same tables. Retention classes follow `pathway.md` 12.4;
the periods are a site's decision and no national rule sets them.
"""

from dataclasses import dataclass
from enum import StrEnum


class Sensitivity(StrEnum):
    """What disclosing the field would mean."""

    PUBLIC = "public"  # says nothing about a person on its own
    PERSONAL = "personal"  # identifies or describes a living person
    SPECIAL = "special"  # special category or harm: health, ethnicity, abuse, free text of a case
    SECRET = "secret"  # noqa: S105  # would let someone in


class Retention(StrEnum):
    """Which schedule the row follows."""

    CHILD_RECORD = "child_record"  # long: child protection records
    CONTEXT_RECORD = "context_record"  # shorter: no child is its subject
    AUDIT = "audit"  # as long as the longest record it speaks of
    STAFF = "staff"  # while employed and a year after
    CONFIGURATION = "configuration"  # while in use
    TRANSIENT = "transient"  # gone when it has served


@dataclass(frozen=True, slots=True)
class ModelClassification:
    """One model's retention class and each field's sensitivity."""

    retention: Retention
    fields: dict[str, Sensitivity]


def classify(
    retention: Retention, *, public: str = "", personal: str = "", special: str = "", secret: str = ""
) -> ModelClassification:
    """Build a model's entry from space-separated field names. Raises ValueError for a field named twice."""
    fields: dict[str, Sensitivity] = {}
    for sensitivity, names in (
        (Sensitivity.PUBLIC, public),
        (Sensitivity.PERSONAL, personal),
        (Sensitivity.SPECIAL, special),
        (Sensitivity.SECRET, secret),
    ):
        for name in names.split():
            if name in fields:
                raise ValueError(f"{name} is classified twice")
            fields[name] = sensitivity
    return ModelClassification(retention, fields)
