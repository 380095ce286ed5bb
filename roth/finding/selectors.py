"""What a search finds. Each kind starts from its own room's `visible_to`, inside the query: what the reader may not
open is neither counted, nor ordered among the rest, nor offered as a likely spelling.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection
from django.db.models import BigIntegerField, Case, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast
from modelsearch.models import IndexEntry
from modelsearch.utils import get_content_type_pk

from roth.accounts.models import User
from roth.accounts.standing import Standing
from roth.contexts.selectors import visible_to as contexts_visible_to
from roth.domain.access import Role
from roth.domain.likeness import closest
from roth.finding.asked import Asked
from roth.finding.backend import Match, as_asked
from roth.finding.models import Entry
from roth.meetings.selectors import visible_to as meetings_visible_to
from roth.people.access import Reader, open_to, visible_to
from roth.people.models import SearchWord, YoungPerson
from roth.people.names import asked_for, key_of_word, range_of, word_of_key
from roth.plans.models import Action, Goal, Plan
from roth.prepared import Texts, prepared

PAGE_OF_RESULTS: Final = 20
_IN_ORDER: Final = ("place", "name", "id")
_CALLED: Final = ("given_name", "family_name", "chosen_name", "la_child_id")
_WHOSE: Final = {
    "meeting": "meeting__episode__young_person",
    "goal": "goal__plan__episode__young_person",
    "action": "action__plan__episode__young_person",
}
# What a page says of an entry (`present`), and no more.
_WITH: Final = ("context", "meeting__chair", *_WHOSE.values())
_SAID: Final = (
    "kind",
    *(f"context__{name}" for name in ("name", "kind", "area")),
    *(f"meeting__{name}" for name in ("held_on", "scheduled_at", "chair__name")),
    "goal__statement",
    *(f"action__{name}" for name in ("text", "owner_name", "due_on", "status")),
    *(f"{person}__{name}" for person in _WHOSE.values() for name in _CALLED),
)


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, each at most a page and whether there is more."""

    named: tuple[YoungPerson, ...] = ()
    more_named: bool = False
    close: tuple[YoungPerson, ...] = ()  # their names are close to what was typed
    entries: tuple[Entry, ...] = ()
    more_entries: bool = False

    @property
    def count(self) -> int:
        """How many are shown."""
        return len(self.named) + len(self.close) + len(self.entries)


def found_by(user: User, text: str) -> Found:
    """Everything that this user may open and that answers to this text: three queries, whatever was typed."""
    asked = Asked.of(text)
    if asked.is_nothing or not user.standing.places:
        return Found()
    reader = Reader.of(user)
    people = _people_meant(reader, asked)
    entries = _entries(reader, asked.words)
    named = tuple(each for each in people if each.exact)  # type: ignore[attr-defined]
    close = tuple(each for each in people if not each.exact)  # type: ignore[attr-defined]
    return Found(
        named=named[:PAGE_OF_RESULTS],
        more_named=len(named) > PAGE_OF_RESULTS,
        close=close[: PAGE_OF_RESULTS - len(named)] if len(named) < PAGE_OF_RESULTS else (),
        entries=tuple(entries[:PAGE_OF_RESULTS]),
        more_entries=len(entries) > PAGE_OF_RESULTS,
    )


# --- Young people -----------------------------------------------------------------------------------------------------
def _people_meant(reader: Reader, asked: Asked) -> list[YoungPerson]:
    """Those who are meant, each with `exact`; the exact ones first, then by name. One more than a page at most."""
    shape, given = reader.standing.shape, reader.values
    if asked.key is not None:
        return _people(shape, "pk", 0, **given, pk=asked.key)
    if asked.day is not None:
        return _people(shape, "born_on", 0, **given, born_on=asked.day)
    close = _close_words(reader, asked.words)
    for place, word in enumerate(asked.words):
        given[f"from_{place}"], given[f"beyond_{place}"] = range_of(word)
        given[f"near_{place}"] = Texts(key_of_word(other) for other in close.get(word, ()))
    if asked.nhs_number:
        given["nhs_number"] = asked.nhs_number
    return _people(shape, "nhs_number" if asked.nhs_number else "", len(asked.words), **given)


@prepared
def _people(standing: Standing, by: str, words: int, /, **slots: Any) -> QuerySet[YoungPerson]:
    """By this field of theirs, or by so many words; with both, by either."""
    exact, either = _named(words, slots) if words else (Q(pk__in=[]), Q(pk__in=[]))
    if by:
        exact, either = (each | Q(**{by: slots[by]}) for each in (exact, either))
    marked = Case(When(exact, then=Value(True)), default=Value(False))
    found = visible_to(Reader.of_slots(standing, slots)).filter(either).annotate(exact=marked)
    return found.order_by("-exact", "search_name", "pk")[: PAGE_OF_RESULTS + 1]


def _named(words: int, slots: Mapping[str, Any]) -> tuple[Q, Q]:
    """For each word typed, a name that begins so; and the same, or a name that is close to it."""
    exact, either = Q(), Q()
    for place in range(words):
        begins = Q(word__gte=slots[f"from_{place}"], word__lt=slots[f"beyond_{place}"])
        near = Q(word__in=slots[f"near_{place}"])
        exact &= Q(pk__in=SearchWord.objects.filter(begins).values("young_person"))
        either &= Q(pk__in=SearchWord.objects.filter(begins | near).values("young_person"))
    return exact, either


def _close_words(reader: Reader, words: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """For each word typed, the names that it may be a misspelling of, among those of the people the reader may know."""
    spelt = [word for word in words if word.isalpha()]
    if not spelt:
        return {}
    known = [(word_of_key(key), sound) for key, sound in _words_known(reader.standing.shape, **reader.values)]
    return {word: closest(word, known) for word in spelt}


@prepared
def _words_known(standing: Standing, /, **reader_of: Any) -> QuerySet[SearchWord, tuple[str, str]]:
    ours = SearchWord.objects.filter(young_person__in=visible_to(Reader(standing, **reader_of)).order_by())
    return ours.order_by().values_list("word", "sound").distinct()


# --- Contexts, meetings and what plans say ----------------------------------------------------------------------------
def entries_open_to(user: User | Reader) -> QuerySet[Entry]:
    """The entries whose record this user may open, each by that record's own door."""
    plans = plans_open_to(user).order_by().values("pk")
    return Entry.objects.filter(
        Q(context__in=contexts_visible_to(user).order_by().values("pk"))
        | Q(meeting__in=meetings_visible_to(user).order_by().values("pk"))
        | Q(goal__in=Goal.objects.filter(plan__in=plans).order_by().values("pk"))
        | Q(action__in=Action.objects.filter(plan__in=plans).order_by().values("pk"))
    )


def plans_open_to(user: User | Reader) -> QuerySet[Plan]:
    """Plans of the records that the user may open; for somebody who is only invited, the plan that is in hand."""
    reader = Reader.of(user)
    opened = Plan.objects.filter(episode__young_person__in=open_to(reader).order_by().values("pk"))
    if Role.PARTNER not in reader.standing.roles:
        return opened
    last_ended = Case(When(status="ended", then=Value(0)), default=Value(1))
    of_the_episode = Plan.objects.filter(episode=OuterRef("episode")).order_by(last_ended.desc(), "-pk")
    in_hand = Plan.objects.filter(
        episode__closed_on__isnull=True,
        episode__young_person__in=visible_to(reader).order_by().values("pk"),
        pk=Subquery(of_the_episode.values("pk")[:1]),
    )
    return opened | in_hand


def _entries(reader: Reader, words: Sequence[str]) -> list[Entry]:
    """Those that hold every word, the last of which may be its beginning; in their own order, never by relevance:
    relevance weighs words by how rare they are in the whole index, hidden records among them."""
    return _holding(reader.standing.shape, **reader.values, words=as_asked(words)) if words else []


@prepared
def _holding(standing: Standing, /, **slots: Any) -> QuerySet[Entry]:
    """One more than a page at most. What stands beside an entry is read for those alone."""
    ours = entries_open_to(Reader.of_slots(standing, slots)).filter(pk__in=_matching(slots["words"]))
    first = ours.order_by(*_IN_ORDER)[: PAGE_OF_RESULTS + 1]
    return Entry.objects.filter(pk__in=first.values("pk")).select_related(*_WITH).only(*_SAID).order_by(*_IN_ORDER)


def _matching(words: Any) -> QuerySet[Any, Any]:
    """The keys of all entries that hold the words, for a query that has the doors in it; `as_asked` gives the words.
    The library would do the same, and work its SQL out anew for each search."""
    ours = get_content_type_pk(Entry)
    if connection.vendor == "sqlite":
        from modelsearch.models import SQLiteFTSIndexEntry

        matched = SQLiteFTSIndexEntry.objects.filter(Match(words), index_entry__content_type=ours)
        return matched.values("index_entry__object_id")
    from django.contrib.postgres.search import SearchQuery

    asked = SearchQuery(words, search_type="raw", config="simple")
    found = IndexEntry.objects.filter(autocomplete=asked, content_type=ours)
    return found.values(key=Cast("object_id", BigIntegerField()))


# --- By whom, where or which telephone (R24) --------------------------------------------------------------------------
def around_them(user: User, by: str, text: str) -> tuple[list[YoungPerson], bool]:
    """Young people whose record the user may open and that holds this associate, place or telephone number; and
    whether there are more. The caller has written down why somebody looks."""
    wanted = _with_number(text) if by == "phone" else _with_words(text, _FIELDS[by])
    if not wanted:
        return [], False
    ours = open_to(user)
    holding = YoungPerson.objects.filter(wanted, site__in=ours.order_by().values("site")).values("pk")
    found = list(ours.filter(pk__in=holding).order_by("search_name", "pk")[: PAGE_OF_RESULTS + 1])
    return found[:PAGE_OF_RESULTS], len(found) > PAGE_OF_RESULTS


def _with_number(text: str) -> Q:
    """Who holds a telephone number that ends so, however it is spaced and with or without the country before it."""
    digits = "".join(letter for letter in text if letter.isdecimal())[-_TELLING_DIGITS:]
    if len(digits) < _FEWEST_DIGITS:
        return Q()
    pattern = r"[^0-9]*".join(digits)
    return Q(family__contact__regex=pattern) | Q(address__regex=pattern)


def _with_words(text: str, fields: Sequence[str]) -> Q:
    """Who holds each of these words in one of these fields."""
    wanted = Q()
    for word in text.split()[:6] if asked_for(text) else ():
        either = Q()
        for field in fields:
            either |= Q(**{f"{field}__icontains": word})
        wanted &= either
    return wanted


_TELLING_DIGITS: Final = 9  # of a British number, without the nought or the country before it
_FEWEST_DIGITS: Final = 6
_FIELDS: Final = {
    "associate": ("family__name", "trusted_adults__name"),
    "place": ("address", "school"),
}
