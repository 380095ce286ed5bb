"""The library's own index for whichever database there is, without what only its ranking needs.

Results are never ordered by relevance (`docs/adr`), so no save pays for the average length of every title; and an entry
is written over in one statement on both databases. What the library puts into SQL for each search, `as_asked` gives as
one value, so that a prepared read can hold the rest.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import BooleanField, Func
from modelsearch.backends.base import BaseSearchBackend
from modelsearch.backends.database import SearchBackend as of_this_database
from modelsearch.models import IndexEntry
from modelsearch.utils import get_content_type_pk


def SearchBackend(params: Mapping[str, Any]) -> BaseSearchBackend:
    """The backend, as the library asks for it."""
    backend = of_this_database(dict(params))
    ours: dict[str, Any] = {"_refresh_title_norms": _leave}
    if connection.vendor == "sqlite":
        ours["add_items"] = _write_over
    backend.index_class = type("Index", (backend.index_class,), ours)
    return backend


def _leave(index: Any, full: bool = False) -> None:
    """Nothing ranks by the length of a title."""


def _write_over(index: Any, model: Any, entries: Iterable[Any]) -> None:
    """Keep the words of these in one statement; the database's own triggers carry them into its full-text table."""
    content_type = get_content_type_pk(model)
    rows = [
        IndexEntry(content_type_id=content_type, object_id=str(entry.pk), title="", body="", autocomplete=entry.words)
        for entry in entries
    ]
    index.entries.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["content_type", "object_id"],
        update_fields=["title", "body", "autocomplete"],
    )


class Match(Func):
    """SQLite's full-text table holds the words. Named by its column, which has the name of the table."""

    template = "modelsearch_indexentry_fts MATCH %(expressions)s"
    output_field = BooleanField()


def as_asked(words: Sequence[str]) -> str:
    """Every one of these words, the last of which may be a beginning, as this database is asked for them."""
    sqlite = connection.vendor == "sqlite"
    mark, both = ('"', " AND ") if sqlite else ("'", " & ")
    quoted = [f"{mark}{word.replace(mark, mark * 2)}{mark}" for word in words]
    return f"{{autocomplete}} : ({both.join(quoted)} *)" if sqlite else f"{both.join(quoted)}:*"
