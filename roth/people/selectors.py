"""Named reads about young people. Who may see which of them is `access.visible_to`, where every list starts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from roth.accounts.models import Team, User
from roth.domain.access import Role
from roth.pathway.models import Episode
from roth.people.access import visible_to
from roth.people.models import Allocation, YoungPerson
from roth.people.names import folded


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of each page says beyond the young person's own fields."""

    worker: str
    stage: str
    pathway: str


def workers_of(team: Team | int) -> QuerySet[User]:
    """The social workers of a team today."""
    today = timezone.localdate()
    team_id = team if isinstance(team, int) else team.pk
    return User.objects.filter(
        Q(memberships__ends_on__isnull=True) | Q(memberships__ends_on__gte=today),
        memberships__team=team_id,
        memberships__role=Role.SOCIAL_WORKER.value,
        memberships__starts_on__lte=today,
        is_active=True,
    ).distinct()


def allocations_on(day: date) -> QuerySet[Allocation]:
    """Allocations that hold on a day, the newest first."""
    return Allocation.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)


def head_of(young_person: YoungPerson) -> Head:
    """Who is allocated today and where the newest episode is: one query."""
    worker = allocations_on(timezone.localdate()).filter(young_person=OuterRef("pk")).values("worker__name")[:1]
    episode = Episode.objects.filter(young_person=OuterRef("pk")).order_by("-opened_on", "-pk")
    found = (
        YoungPerson.objects.filter(pk=young_person.pk)
        .values_list(Subquery(worker), Subquery(episode.values("stage")[:1]), Subquery(episode.values("pathway")[:1]))
        .get()
    )
    return Head(*(value or "" for value in found))


@dataclass(frozen=True, slots=True)
class Alike:
    """Records with the same name and birthday: those that the reader may open, and whether there are others."""

    open: tuple[YoungPerson, ...]
    hidden: bool

    @property
    def found(self) -> bool:
        return bool(self.open) or self.hidden


def records_like(user: User, young_person: YoungPerson) -> Alike:
    """Records of the same site that may be about the same person. Without a birthday nobody can tell."""
    if young_person.born_on is None:
        return Alike((), False)
    born_then = YoungPerson.objects.filter(site=young_person.site_id, born_on=young_person.born_on)
    names = _names_of(young_person, ())
    same = [
        each
        for each in born_then.prefetch_related("aliases")
        if each.pk != young_person.pk and names & _names_of(each, (alias.name for alias in each.aliases.all()))
    ]
    if not same:
        return Alike((), False)
    may_know = set(visible_to(user).filter(pk__in=[each.pk for each in same]).values_list("pk", flat=True))
    return Alike(tuple(each for each in same if each.pk in may_know), len(may_know) < len(same))


def _names_of(young_person: YoungPerson, aliases: Iterable[str]) -> set[str]:
    full = f"{young_person.given_name} {young_person.family_name}"
    return {name for name in map(folded, (young_person.chosen_name, full, *aliases)) if name}
