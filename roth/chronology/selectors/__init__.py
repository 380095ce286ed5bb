"""Reads of both chronologies. The caller has been through the young person's door."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, DateField, F, IntegerField, QuerySet, TextField, Value
from django.db.models.functions import Cast, TruncDate

from roth.accounts.models import User
from roth.chronology.models import Entry
from roth.chronology.selectors.sources import SOURCES, Source
from roth.contexts.names import names_in
from roth.contexts.selectors import full_names
from roth.domain.chronology import looks_like_names
from roth.people.access import visible_to
from roth.people.models import YoungPerson


@dataclass(frozen=True, slots=True)
class Event:
    """One event of the record, before it is put into words."""

    kind: str
    key: int
    on: date
    first: str
    second: str
    context: int | None

    @property
    def name(self) -> str:
        """By which an entry says from what it was chosen."""
        return f"{self.kind}:{self.key}"


def events_of(young_person: YoungPerson, kinds: Iterable[str] = ()) -> list[Event]:
    """Everything that the record holds with a day, oldest first: one query, each kind a branch of it."""
    wanted = set(kinds)
    first, *others = (_branch(source, young_person.pk) for source in SOURCES if not wanted or source.kind in wanted)
    rows = first.union(*others, all=True) if others else first
    return sorted((Event(*row) for row in rows), key=lambda event: (event.on, event.kind, event.key))


def narrowed(events: Iterable[Event], asked: Mapping[str, Any]) -> list[Event]:
    """Those in a context, and between two days; both days are in it."""
    context, since, until = (asked.get(name) for name in ("context", "since", "until"))
    return [
        event
        for event in events
        if (not context or event.context == int(context))
        and (not since or event.on >= since)
        and (not until or event.on <= until)
    ]


def event_named(young_person: YoungPerson, name: str) -> Event | None:
    """The event of this record with this name."""
    kind, _, key = name.partition(":")
    if kind not in {source.kind for source in SOURCES} or not key.isdecimal():
        return None
    return next((event for event in events_of(young_person, [kind]) if event.name == name), None)


def _branch(source: Source, person: int) -> QuerySet[Any, Any]:
    empty = Value("", output_field=TextField())
    texts = [Cast(F(text), TextField()) for text in source.texts] + [empty, empty]
    context: Any = F(source.context) if source.context else Value(None, output_field=IntegerField())
    day = TruncDate(source.on) if source.moment else Cast(F(source.on), DateField())
    return (
        source.rows(person)
        .order_by()
        .annotate(
            a_kind=Value(source.kind, output_field=CharField()),
            a_day=day,
            a_first=texts[0],
            a_second=texts[1],
            a_context=Cast(context, IntegerField()),
        )
        .values_list("a_kind", "pk", "a_day", "a_first", "a_second", "a_context")
    )


# --- Curated ----------------------------------------------------------------------------------------------------------
def entries_of(young_person: YoungPerson) -> QuerySet[Entry]:
    """The curated chronology, oldest first."""
    entries = Entry.objects.filter(young_person=young_person)
    return entries.select_related("written_by", "shared_by").prefetch_related("addenda__by")


def entry_of(young_person: YoungPerson, number: int) -> Entry | None:
    """One entry of this record."""
    return entries_of(young_person).filter(pk=number).first()


def chosen(young_person: YoungPerson) -> set[str]:
    """The names of the events that somebody has chosen already."""
    found = Entry.objects.filter(young_person=young_person).exclude(chosen_from="")
    return set(found.values_list("chosen_from", flat=True))


def names_of_others(user: User, young_person: YoungPerson, texts: Iterable[str]) -> tuple[str, ...]:
    """Names in these texts that are not this young person's, their family's or an adult's they trust (R01).

    Only the names of young people whom the writer may know of are looked up, so that the answer tells of nobody else;
    besides, whatever is written as a name is.
    """
    text = "\n".join(texts)
    others = full_names(visible_to(user).exclude(pk=young_person.pk))
    of_others = names_in(text, others)
    ours = [*young_person.every_name, *young_person.family.values_list("name", flat=True)]
    ours += young_person.trusted_adults.values_list("name", flat=True)
    ours += young_person.context_links.values_list("context__name", flat=True)
    ours += young_person.allocations.values_list("worker__name", flat=True)
    return tuple(dict.fromkeys((*of_others, *looks_like_names(text, ours))))
