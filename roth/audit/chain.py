"""The hash that binds each audit row to its contents and to the row before. Pure: no queries.

It shows that history was altered by someone who could write to the table. It cannot show anything against someone who
can rewrite every row, the head and the backups: keep the head's hash somewhere else for that (docs/explanation/audit).
"""

import hashlib
import json
from datetime import UTC, datetime
from typing import Final, Protocol

FIRST: Final = "0" * 64
_FIELDS: Final = (
    *("number", "kind", "actor", "actor_name", "actor_role", "site", "record", "target", "detail", "request_id"),
    "previous_hash",
)


class Row(Protocol):
    """An audit row, as the database or a backup holds it."""

    at: datetime


def event_hash(row: Row) -> str:
    """The SHA-256 of every field of the row but the hash itself, as lower-case hexadecimal."""
    values = [getattr(row, name) for name in _FIELDS]
    values.append(row.at.astimezone(UTC).isoformat(timespec="microseconds"))
    return hashlib.sha256(json.dumps(values, ensure_ascii=False).encode()).hexdigest()
