"""Every write about the curated chronology. An entry that was shared does not change any more."""

from datetime import date
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils import timezone

from roth.accounts.models import User
from roth.audit.actions import record
from roth.audit.kinds import Kind
from roth.chronology import selectors
from roth.chronology.models import Addendum, Entry
from roth.domain.access import Permission
from roth.domain.chronology import EFFECT
from roth.domain.errors import NotPossible
from roth.domain.words import listed
from roth.people.access import require
from roth.people.models import YoungPerson

WORDS: Final = ("source", "event", "impact", "analysis")
FIELDS: Final = frozenset({"on", *WORDS, "effect", "significant", "evidence", "names_because"})


@transaction.atomic
def write_entry(*, by: User, young_person: YoungPerson, chosen_from: str = "", **values: Any) -> Entry:
    """Add what happened, what it meant for the young person and what we make of it: any of `FIELDS`.

    `chosen_from` names the event of the record that it was chosen from. Raises NotPossible where the words may name
    somebody else and `names_because` does not say why.
    """
    require(by, young_person, Permission.CHRONOLOGY_WRITE)
    _sound(by, young_person, values)
    entry = Entry(
        young_person=young_person, chosen_from=chosen_from, written_by=by, written_at=timezone.now(), **values
    )
    try:
        with transaction.atomic():
            entry.save(force_insert=True)
    except IntegrityError:
        raise NotPossible("This event is in the chronology already.") from None
    _audit(Kind.CHRONOLOGY_WRITTEN, by, entry, after=values)
    return entry


@transaction.atomic
def change_entry(*, by: User, entry: Entry, version: int | None = None, **values: Any) -> Entry:
    """Say an entry better, until it is shared."""
    require(by, entry.young_person, Permission.CHRONOLOGY_WRITE)
    _still_ours(entry)
    _sound(by, entry.young_person, values)
    before = entry.save_over(version, values)
    _audit(Kind.CHRONOLOGY_WRITTEN, by, entry, before=before, after=values)
    return entry


@transaction.atomic
def share_chronology(*, by: User, young_person: YoungPerson, shared_with: str, on: date) -> int:
    """Say that the chronology as it stands was given to somebody: from now on its entries do not change.

    Gives how many entries are shared by it for the first time.
    """
    require(by, young_person, Permission.CHRONOLOGY_WRITE)
    if not shared_with.strip():
        raise NotPossible("Say with whom it is shared.", (("shared_with", "Say with whom it is shared"),))
    waiting = Entry.objects.filter(young_person=young_person, shared_on__isnull=True)
    keys = list(waiting.values_list("pk", flat=True))
    if not keys:
        raise NotPossible("Nothing has been written since it was last shared.")
    waiting.update(shared_on=on, shared_with=shared_with.strip(), shared_by=by)
    record(
        Kind.CHRONOLOGY_SHARED,
        by=by,
        site=young_person.site.code,
        record=young_person.ref,
        after={"shared_with": shared_with.strip(), "on": on, "entries": keys},
    )
    return len(keys)


@transaction.atomic
def add_to_entry(*, by: User, entry: Entry, words: str) -> Addendum:
    """Add what was learnt after an entry was shared. The entry stays as it was given."""
    require(by, entry.young_person, Permission.CHRONOLOGY_WRITE)
    if entry.shared_on is None:
        raise NotPossible("This entry was not shared yet. Change the entry itself.")
    if not words.strip():
        raise NotPossible("Write what is to be added.", (("words", "Write what is to be added"),))
    addendum = Addendum.objects.create(entry=entry, words=words.strip(), by=by, at=timezone.now())
    _audit(Kind.CHRONOLOGY_WRITTEN, by, entry, after={"addendum": addendum.words})
    return addendum


def _still_ours(entry: Entry) -> None:
    if Entry.objects.select_for_update().get(pk=entry.pk).shared_on is not None:
        raise NotPossible("This entry was shared, so it stays as it was given. Add to it instead.")


def _sound(by: User, young_person: YoungPerson, values: dict[str, Any]) -> None:
    unknown = set(values) - FIELDS
    if unknown:
        raise TypeError(f"A chronology entry has no field {', '.join(sorted(unknown))}.")
    if values.get("effect", "both") not in EFFECT:
        raise NotPossible("Say whether it helped or harmed.", (("effect", "Say whether it helped or harmed"),))
    if values.get("on") and values["on"] > timezone.localdate():
        sentence = "Enter a day that is not ahead: a chronology says what has happened"
        raise NotPossible(f"{sentence}.", (("on", sentence),))
    names = selectors.names_of_others(by, young_person, [str(values.get(name, "")) for name in WORDS])
    if names and not values.get("names_because", "").strip():
        raise NotPossible(
            "This may name somebody else. A record of one young person names no other: write “a friend”, or what they"
            " are to the young person.",
            (("names_because", f"Take out {listed(f'“{name}”' for name in names)}, or say why it is needed and safe"),),
        )


def _audit(kind: Kind, by: User, entry: Entry, **detail: Any) -> None:
    young_person = entry.young_person
    record(kind, by=by, site=young_person.site.code, record=young_person.ref, target=f"chronology:{entry.pk}", **detail)
