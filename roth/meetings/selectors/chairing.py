"""Who may chair a conference about a young person (V09)."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from roth.accounts.models import Membership, User
from roth.domain import conference
from roth.domain.access import Role
from roth.domain.conference import ChairFacts
from roth.people.models import Allocation, AllowedPerson, ConflictOfInterest, YoungPerson


# --- Who may chair ----------------------------------------------------------------------------------------------------
def chairs_for(young_person: YoungPerson) -> list[User]:
    """Everybody who may chair a conference about this young person (V09), by name."""
    today = timezone.localdate()
    chairs = User.objects.filter(
        pk__in=_chair_memberships(young_person, today).values("user"), is_active=True
    ).prefetch_related(Prefetch("memberships", Membership.objects.current(), to_attr="held_today"))
    facts = _chair_facts(young_person, list(chairs), today)
    return [chair for chair in chairs if not conference.against_chair(facts[chair.pk])]


def chair_facts(young_person: YoungPerson, chair: User) -> ChairFacts:
    """What `domain.conference.against_chair` needs to know of one person."""
    chair.held_today = list(Membership.objects.current().filter(user=chair))  # type: ignore[attr-defined]
    return _chair_facts(young_person, [chair], timezone.localdate())[chair.pk]


def _chair_memberships(young_person: YoungPerson, today: date) -> QuerySet[Membership]:
    return Membership.objects.current().filter(site=young_person.site_id, role=Role.ROTH_CHAIR.value)


def _chair_facts(young_person: YoungPerson, chairs: Sequence[User], today: date) -> dict[int, ChairFacts]:
    held = Q(ends_on__isnull=True) | Q(ends_on__gte=today)
    workers = set(
        Allocation.objects.filter(held, young_person=young_person, starts_on__lte=today).values_list(
            "worker", flat=True
        )
    )
    conflicted = set(ConflictOfInterest.objects.filter(young_person=young_person).values_list("user", flat=True))
    allowed = set(AllowedPerson.objects.filter(young_person=young_person).values_list("user", flat=True))
    return {
        chair.pk: ChairFacts(
            name=chair.name,
            employers=frozenset(
                each.agency.kind
                for each in chair.held_today  # type: ignore[attr-defined]
                if each.site_id == young_person.site_id and each.role == Role.ROTH_CHAIR.value and chair.is_active
            ),
            allocated=chair.pk in workers,
            manages=any(
                each.site_id == young_person.site_id
                and each.role == Role.TEAM_MANAGER.value
                and young_person.team_id in (None, each.team_id)
                for each in chair.held_today  # type: ignore[attr-defined]
            ),
            may_open=chair.pk not in conflicted and (not young_person.restricted or chair.pk in allowed),
        )
        for chair in chairs
    }
