"""Records that may be about the person whom somebody is adding. Who may not open one is told whom to ask, if anyone."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import Q

from roth.accounts.models import User
from roth.accounts.selectors import team_managers
from roth.domain.duplicates import days_mistaken_for, names_are_close
from roth.domain.words import listed
from roth.people.access import visible_to
from roth.people.models import ConflictOfInterest, YoungPerson
from roth.people.names import folded

ASK_YOUR_MANAGER: Final = "A record like this may exist that you cannot open; ask your manager."
_NUMBERS: Final = ("nhs_number", "upn", "former_upn")


@dataclass(frozen=True, slots=True)
class Alike:
    """Records that may be about the same person: those that the reader may open, and whom to ask about the others."""

    open: tuple[YoungPerson, ...] = ()
    ask: tuple[str, ...] = ()  # a sentence for each team, or one that names nobody

    @property
    def hidden(self) -> bool:
        """Whether there are records that the reader may not open."""
        return bool(self.ask)

    @property
    def found(self) -> bool:
        """Whether there is anything to look at or to ask."""
        return bool(self.open) or self.hidden


def records_like(user: User, young_person: YoungPerson, aliases: Iterable[str] = ()) -> Alike:
    """Records of the same site that may be about the same person: a number that is the same, or a name that is close
    with a birthday easily mistaken for it. What is restricted, or hidden by a conflict of interest, leaves no trace.
    """
    given = {name: value for name in _NUMBERS if (value := getattr(young_person, name))}
    same_number = Q(pk__in=[])
    for name, value in given.items():
        same_number |= Q(**{name: value})
    near = Q(born_on__in=days_mistaken_for(young_person.born_on)) if young_person.born_on else Q(pk__in=[])
    known = ConflictOfInterest.objects.filter(user=user).values("young_person")
    there = YoungPerson.objects.filter(near | same_number, site=young_person.site_id).exclude(pk=young_person.pk)
    names = _names_of(young_person, aliases)
    same = [
        each
        for each in there.exclude(pk__in=known).select_related("team").prefetch_related("aliases")
        if any(getattr(each, name) == value for name, value in given.items())
        or names_are_close(names, _names_of(each, (alias.name for alias in each.aliases.all())))
    ]
    if not same:
        return Alike()
    may_know = set(visible_to(user).filter(pk__in=[each.pk for each in same]).values_list("pk", flat=True))
    hidden = [each for each in same if each.pk not in may_know and not each.restricted]
    may_ask = young_person.site_id in user.standing.sites_where("access.elevate")
    asked = (_whom_to_ask(each, young_person, names) if may_ask else ASK_YOUR_MANAGER for each in hidden)
    return Alike(tuple(each for each in same if each.pk in may_know), tuple(dict.fromkeys(asked)))


def _whom_to_ask(hidden: YoungPerson, adding: YoungPerson, names: set[str]) -> str:
    """Who manages the team that holds it, where name and birth date are the very same. A close name names no team:
    trying names would else tell which team knows whom.
    """
    theirs = _names_of(hidden, (alias.name for alias in hidden.aliases.all()))
    very_same = adding.born_on is not None and hidden.born_on == adding.born_on and bool(names & theirs)
    managers = [each.name for each in team_managers(hidden.team_id)] if very_same and hidden.team_id else []
    if not managers or hidden.team is None:
        return ASK_YOUR_MANAGER
    asked = f"{listed(managers)} of {hidden.team.name}"
    return f"Somebody with this name and birth date may be known here; ask {asked}."


def _names_of(young_person: YoungPerson, aliases: Iterable[str]) -> set[str]:
    full = f"{young_person.given_name} {young_person.family_name}"
    return {name for name in map(folded, (young_person.chosen_name, full, *aliases)) if name}
