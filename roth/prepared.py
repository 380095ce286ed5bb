"""Reads whose SQL is worked out once: `@prepared` before a selector that every page pays for.

Working out what SQL a queryset means costs Django about half of a page; running it costs SQLite a twentieth. What a
read means belongs in its room: this module only remembers the SQL.
"""

import json
from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache, partial, update_wrapper
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet, Value
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row")
Kinds = tuple[tuple[str, "type[Slot]"], ...]
WorkedOut = tuple[QuerySet[Any, Any], SQLCompiler | None, str, tuple[Any, ...]]
SHAPES = 512  # how many forms of one read are remembered; the least used is forgotten


class Slot(Value):
    """A place in a query for a value that is given when it runs."""

    def __init__(self, name: str) -> None:
        super().__init__(None)
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        """One parameter, which is the slot itself until the query runs."""
        return "%s", [self]


class Keys(Slot):
    """A place for any number of whole-number keys, to stand after `__in`: the same SQL however many they are."""

    kept_as = "bigint"

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        """The keys as rows."""
        postgresql = connection.vendor == "postgresql"
        rows = f"unnest(%s::{self.kept_as}[])" if postgresql else "value FROM json_each(%s)"
        return f"(SELECT {rows})", [self]


class TextKeys(Keys):
    """The same for `Texts`."""

    kept_as = "text"


class Texts(tuple[str, ...]):
    """Any number of texts, for a slot: said by its type, because an empty list does not say of what it is empty."""

    __slots__ = ()


class Prepared(Generic[Row]):
    """A read, ready to run. Positional arguments shape its SQL and are hashable; the named ones fill its slots."""

    def __init__(self, build: Callable[..., "QuerySet[Any, Row]"]) -> None:
        self.build = build
        self._worked_out = lru_cache(maxsize=SHAPES)(self._work_out)
        update_wrapper(self, build)

    def __call__(self, *shape: Any, **values: Any) -> list[Row]:
        """Run it. Lists of keys may be any iterable of whole numbers, or `Texts`."""
        built, compiler, sql, slots = self._worked_out(shape, _kinds(values), False)
        if compiler is None:
            return []
        connection = connections[built.db]
        params = tuple(_bound(slot, values, connection) for slot in slots)
        ready = _like(compiler, connection=connection, as_sql=partial(_same, (sql, params)))
        query = _like(built.query, get_compiler=partial(_same, ready))
        return list(_like(built, _query=query, _result_cache=None))

    def first(self, *shape: Any, **values: Any) -> Row | None:
        """The first of its rows, where there is one. Its queryset says how many to read."""
        return next(iter(self(*shape, **values)), None)

    def count(self, *shape: Any, **values: Any) -> int:
        """How many rows it would give."""
        built, compiler, sql, slots = self._worked_out(shape, _kinds(values), True)
        if compiler is None:
            return 0
        connection = connections[built.db]
        with connection.cursor() as cursor:
            cursor.execute(sql, tuple(_bound(slot, values, connection) for slot in slots))
            return int(cursor.fetchone()[0])

    def _work_out(self, shape: tuple[Any, ...], kinds: Kinds, counting: bool) -> WorkedOut:
        built = self.build(*shape, **{name: kind(name) for name, kind in kinds})
        if counting:
            built = (built if built.query.is_sliced else built.order_by()).values_list("pk")
        compiler = built.query.get_compiler(using=built.db)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:  # this shape can find nothing
            return built, None, "", ()
        if counting:
            sql = f"SELECT COUNT(*) FROM ({sql}) found"  # noqa: S608  # Django's own SQL, with parameters
        return built, compiler, sql, tuple(params)


def prepared(build: Callable[..., "QuerySet[Any, Row]"]) -> Prepared[Row]:
    """Decorator: the function that builds a queryset becomes one that gives its rows as a list.

    It receives its positional arguments as they are, and a slot for each named one: use these in filters, where Django
    takes an expression. Arguments on which the form of the SQL depends must therefore be positional.
    """
    return Prepared(build)


def _kinds(values: dict[str, Any]) -> Kinds:
    return tuple((name, _kind(value)) for name, value in values.items())


def _kind(value: Any) -> type[Slot]:
    if isinstance(value, Texts):
        return TextKeys
    return Keys if isinstance(value, list | tuple | set | frozenset) else Slot


def _like(what: Any, **but: Any) -> Any:
    """The same object again, but for these attributes. What others share is never changed: threads run at once."""
    made = object.__new__(type(what))
    made.__dict__ |= what.__dict__ | but
    return made


def _same(what: Any, *_: Any, **__: Any) -> Any:
    return what


def _bound(slot: Any, values: dict[str, Any], connection: BaseDatabaseWrapper) -> Any:
    """A parameter as the database driver takes it."""
    if not isinstance(slot, Slot):
        return slot
    value = values[slot.name]
    if isinstance(slot, Keys):
        return list(value) if connection.vendor == "postgresql" else json.dumps(list(value))
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return value
