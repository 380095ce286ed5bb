"""What the census asks of who a young person is: identifier, birth, sex, disabilities. Facts in, sentences out.

A record that was brought in keeps what it came with: a rule is asked of what somebody changes. How a name is written,
and whether somebody has a record already, belongs elsewhere.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from roth.domain.codes import NO_DISABILITY

MAX_ID: Final = 20


@dataclass(frozen=True, slots=True)
class IdentityRule:
    """One rule: where its sentence stands, which answers it is about, and whether they keep it on a day."""

    field: str
    sentence: str
    about: tuple[str, ...]
    holds: Callable[[Mapping[str, Any], date], bool]


def _plain(text: str) -> bool:
    return not text or (text.isascii() and text.isalnum())


RULES: Final = (
    IdentityRule(
        "la_child_id",
        f"Enter an identifier of at most {MAX_ID} letters and numbers (1570)",
        ("la_child_id",),
        lambda given, today: len(given["la_child_id"]) <= MAX_ID,
    ),
    IdentityRule(
        "la_child_id",
        "Enter the identifier in letters and numbers only, without spaces or signs (1580)",
        ("la_child_id",),
        lambda given, today: _plain(given["la_child_id"]),
    ),
    IdentityRule(
        "born_on",
        "The date of birth must be today or in the past (8520)",
        ("born_on",),
        lambda given, today: given["born_on"] is None or given["born_on"] <= today,
    ),
    IdentityRule(
        "expected_on",
        "Enter the date of birth or the date the baby is expected, not both (8525Q)",
        ("born_on", "expected_on"),
        lambda given, today: given["born_on"] is None or given["expected_on"] is None,
    ),
    IdentityRule(
        "sex",
        "Choose “Not known” for a baby who is not born yet (8750)",
        ("born_on", "expected_on", "sex"),
        lambda given, today: given["expected_on"] is None or given["born_on"] is not None or given["sex"] == "U",
    ),
    IdentityRule(
        "disabilities",
        "Choose “No disability”, or the others, not both (8790)",
        ("disabilities",),
        lambda given, today: (
            NO_DISABILITY not in given["disabilities"].split() or given["disabilities"] == NO_DISABILITY
        ),
    ),
)

ABOUT: Final = frozenset(name for rule in RULES for name in rule.about)


def against_identity(
    given: Mapping[str, Any], today: date, before: Mapping[str, Any] | None = None
) -> tuple[tuple[str, str], ...]:
    """What stands against these answers, as (field, sentence). With `before`, only of what differs from it."""
    return tuple(
        (rule.field, rule.sentence)
        for rule in RULES
        if (before is None or any(given[name] != before[name] for name in rule.about)) and not rule.holds(given, today)
    )
