"""Whose an action is: the person who is named, or the agency that has taken it on. One definition.

Which actions somebody may know of at all starts from `people.access.visible_to`.
"""

from typing import Any, Final

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast, Upper

from roth.accounts.models import User
from roth.accounts.standing import Standing
from roth.domain.access import Role
from roth.domain.actions import FINISHED
from roth.people.access import Reader, visible_to
from roth.plans.models import Action, Plan
from roth.prepared import prepared

MOST: Final = 200
_TO_DO: Final = frozenset(each.value for each in FINISHED)


def agencies_spoken_for(user: User, plan: Plan) -> frozenset[int]:
    """The agencies of the plan's site for which this user speaks as a partner."""
    site = plan.episode.young_person.site_id
    places = (each for each in user.standing.places if each.role is Role.PARTNER and each.site_id == site)
    return frozenset(each.agency_id for each in places)


def speaks_for_owner(user: User, action: Action) -> bool:
    """Does this user come from the agency that owns the action? Then what they say, the agency has said."""
    return action.owner_agency_id in agencies_spoken_for(user, action.plan)


def owns(user: User, action: Action) -> bool:
    """Is this action the user's own: theirs by name, or their agency's?"""
    return action.owner_name.casefold() == user.name.casefold() or speaks_for_owner(user, action)


def own_actions(user: User) -> list[Action]:
    """The user's own actions in plans that have not ended, those to do first, then by day."""
    agencies = [place.agency_id for place in user.standing.places if place.role is Role.PARTNER]
    found = _own(user.standing.shape, name=user.name, agencies=agencies, **Reader.of(user).values)
    return sorted(found, key=lambda each: (each.status in _TO_DO, each.due_on, each.pk))


@prepared
def _own(standing: Standing, /, *, name: Any, agencies: Any, **reader: Any) -> QuerySet[Action]:
    plans = Plan.objects.filter(
        episode__closed_on__isnull=True, episode__young_person__in=visible_to(Reader(standing, **reader))
    )
    theirs = Q(owner_agency__in=agencies) | Q(owner=Upper(Cast(name, TextField())))
    found = Action.objects.alias(owner=Upper("owner_name")).filter(theirs, plan__in=plans.exclude(status="ended"))
    kept = found.exclude(status="dropped_with_reason")
    return kept.select_related("plan__episode__young_person__site", "owner_agency").order_by("due_on", "pk")[:MOST]
