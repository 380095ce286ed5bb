"""Named reads about young people. Who may see which of them is `access.visible_to`, where every list starts."""

from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from roth.accounts.models import Team, User
from roth.domain.access import Role
from roth.pathway.models import Episode
from roth.people.models import Allocation, YoungPerson


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
