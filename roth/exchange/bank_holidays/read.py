"""Reads the published list of bank holidays (https://www.gov.uk/bank-holidays.json), from a file.

What becomes of the days belongs in `timetable`.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any, Final

from roth.domain.errors import BadFile

DIVISION: Final = "england-and-wales"
_LARGEST: Final = 5_000_000


def read(path: Path) -> dict[date, str]:
    """Each bank holiday of England and Wales with its name. Raises BadFile where the file is not such a list."""
    if path.stat().st_size > _LARGEST:
        raise BadFile(f"{path.name} is far larger than a list of bank holidays. Check that it is the right file.")
    try:
        events = json.loads(path.read_text(encoding="utf-8"))[DIVISION]["events"]
        return dict(_event(event) for event in events)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BadFile(
            f"{path.name} is not the published list of bank holidays. It is a JSON file with “{DIVISION}” and, in it,"
            " “events” that each have a “title” and a “date” like 2027-01-01."
        ) from error


def _event(event: Any) -> tuple[date, str]:
    return date.fromisoformat(event["date"]), str(event["title"])
