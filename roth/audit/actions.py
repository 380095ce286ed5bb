"""Appends to the audit trail: the only code that writes it. Called last in each action, inside its transaction."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any, Protocol

from django.db import connection, models, transaction
from django.utils import timezone

from roth.audit.chain import event_hash
from roth.audit.context import request_id
from roth.audit.kinds import Kind
from roth.audit.models import ChainHead, Event
from roth.prepared import prepared


class Actor(Protocol):
    """Whoever acts: a user, or the system by name."""

    @property
    def audit_key(self) -> str: ...
    @property
    def audit_name(self) -> str: ...
    @property
    def audit_role(self) -> str: ...


class System:
    """The actor of a command that nobody signed in for."""

    audit_role = "system"

    def __init__(self, name: str) -> None:
        self.audit_key = f"system:{name}"
        self.audit_name = name


def record(
    kind: Kind,
    *,
    by: Actor,
    site: str = "",
    record: str = "",
    target: str = "",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
) -> Event:
    """Append one event.

    `record` is the reference of the record it happened in, `target` names the part ("action:12"). `before` and `after`
    hold the changed fields. Appending takes one lock, so call it last: other writers wait from here to the commit.
    """
    with transaction.atomic():
        # SQLite holds the write lock since the transaction began (IMMEDIATE) and ignores this; PostgreSQL needs it.
        [head] = _head()
        event = Event(
            number=head.number + 1,
            at=timezone.now(),
            kind=kind.value,
            actor=by.audit_key,
            actor_name=by.audit_name,
            actor_role=by.audit_role,
            site=site,
            record=record,
            target=target,
            detail=_detail(before=_plain(before), after=_plain(after), reason=reason),
            request_id=request_id(),
            previous_hash=head.hash,
        )
        event.hash = event_hash(event)
        _append(event, head)
    return event


@prepared
def _head() -> models.QuerySet[ChainHead]:
    return ChainHead.objects.select_for_update()


def _append(event: Event, head: ChainHead) -> None:
    """The two writes, in SQL that is put together once: every page makes them."""
    append, advance = _statements()
    values = [
        field.get_db_prep_save(getattr(event, field.attname), connection) for field in Event._meta.concrete_fields
    ]
    with connection.cursor() as cursor:
        cursor.execute(append, values)
        cursor.execute(advance, [event.number, event.hash, head.pk])


@cache
def _statements() -> tuple[str, str]:
    fields, quote = Event._meta.concrete_fields, connection.ops.quote_name
    columns, places = ", ".join(quote(field.column) for field in fields), ", ".join("%s" for _ in fields)
    events, heads = quote(Event._meta.db_table), quote(ChainHead._meta.db_table)
    append = f"INSERT INTO {events} ({columns}) VALUES ({places})"  # noqa: S608  # names from our own models
    return append, f"UPDATE {heads} SET number = %s, hash = %s WHERE id = %s"  # noqa: S608


def _detail(**parts: Any) -> str:
    """What changed and why as one text: the hash is over these very characters."""
    kept = {name: value for name, value in parts.items() if value}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True) if kept else ""


def _plain(values: Mapping[str, Any] | None) -> dict[str, Any]:
    """Values as JSON can hold them; a related record as its key."""
    return {name: _value(value) for name, value in (values or {}).items()}


def _value(value: Any) -> Any:
    if isinstance(value, models.Model):
        return str(value.pk)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, list | tuple | set | frozenset):
        return [_value(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): _value(item) for key, item in value.items()}
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return str(value)
