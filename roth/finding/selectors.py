"""What a search finds. Each kind starts from its own room's `visible_to`, inside the query: what the reader may not
open is neither counted, nor ordered among the rest, nor offered as a likely spelling.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, Value, When
from modelsearch.backends import get_search_backend

from roth.accounts.models import User
from roth.contexts.selectors import visible_to as contexts_visible_to
from roth.domain.likeness import closest
from roth.finding.asked import Asked
from roth.finding.models import Entry
from roth.meetings.selectors import visible_to as meetings_visible_to
from roth.people.access import open_to, visible_to
from roth.people.models import SearchWord, YoungPerson
from roth.people.names import asked_for, key_of_word, range_of, word_of_key
from roth.plans.models import Plan

PAGE_OF_RESULTS: Final = 20
_WITH: Final = (
    "context",
    "meeting__chair",
    "meeting__episode__young_person",
    "goal__plan__episode__young_person",
    "action__plan__episode__young_person",
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
    people = list(_people(user, asked)[: PAGE_OF_RESULTS + 1])
    entries = _entries(user, asked.words)
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
def _people(user: User, asked: Asked) -> QuerySet[YoungPerson]:
    """Those who are meant, each with `exact`; the exact ones first, then by name."""
    ours = visible_to(user)
    if asked.key is not None:
        exact = either = Q(pk=asked.key)
    elif asked.day is not None:
        exact = either = Q(born_on=asked.day)
    else:
        exact, either = _named(asked.words, _close_words(user, asked.words))
        if asked.nhs_number:
            exact, either = (each | Q(nhs_number=asked.nhs_number) for each in (exact, either))
    marked = Case(When(exact, then=Value(True)), default=Value(False))
    return ours.filter(either).annotate(exact=marked).order_by("-exact", "search_name", "pk")


def _named(words: Iterable[str], close: dict[str, tuple[str, ...]]) -> tuple[Q, Q]:
    """For each word typed, a name that begins so; and the same, or a name that is close to it."""
    exact, either = Q(), Q()
    for word in words:
        first, beyond = range_of(word)
        begins = Q(word__gte=first, word__lt=beyond)
        near = Q(word__in=[key_of_word(other) for other in close.get(word, ())])
        exact &= Q(pk__in=SearchWord.objects.filter(begins).values("young_person"))
        either &= Q(pk__in=SearchWord.objects.filter(begins | near).values("young_person"))
    return exact, either


def _close_words(user: User, words: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """For each word typed, the names that it may be a misspelling of, among those of the people the reader may know."""
    spelt = [word for word in words if word.isalpha()]
    if not spelt:
        return {}
    ours = SearchWord.objects.filter(young_person__in=visible_to(user)).order_by()
    known = [(word_of_key(key), sound) for key, sound in ours.values_list("word", "sound").distinct()]
    return {word: closest(word, known) for word in spelt}


# --- Contexts, meetings and what plans say ----------------------------------------------------------------------------
def entries_open_to(user: User) -> QuerySet[Entry]:
    """The entries whose record this user may open, each by that record's own door."""
    plans = plans_open_to(user)
    return Entry.objects.filter(
        Q(context__in=contexts_visible_to(user))
        | Q(meeting__in=meetings_visible_to(user))
        | Q(goal__plan__in=plans)
        | Q(action__plan__in=plans)
    )


def plans_open_to(user: User) -> QuerySet[Plan]:
    """Plans of the records that the user may open; for somebody who is only invited, the plan that is in hand."""
    last_ended = Case(When(status="ended", then=Value(0)), default=Value(1))
    of_the_episode = Plan.objects.filter(episode=OuterRef("episode")).order_by(last_ended.desc(), "-pk")
    in_hand = Q(
        episode__closed_on__isnull=True,
        episode__young_person__in=visible_to(user),
        pk=Subquery(of_the_episode.values("pk")[:1]),
    )
    return Plan.objects.filter(Q(episode__young_person__in=open_to(user)) | in_hand)


def _entries(user: User, words: Sequence[str]) -> list[Entry]:
    """Those that hold every word, the last of which may be its beginning; in their own order, never by relevance:
    relevance weighs words by how rare they are in the whole index, hidden records among them."""
    if not words:
        return []
    ours = Entry.objects.filter(pk__in=entries_open_to(user).order_by().values("pk"))
    ours = ours.select_related(*_WITH).order_by("place", "name", "id")
    found: Any = get_search_backend().autocomplete(" ".join(words), ours, order_by_relevance=False)
    return list(found[: PAGE_OF_RESULTS + 1])


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
