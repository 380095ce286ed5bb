"""One task, for whoever may do it, and who else could."""

from django.db.models import Q
from django.utils import timezone

from roth.accounts.models import Membership, User
from roth.accounts.selectors import current_members
from roth.domain.access import Role
from roth.people.access import Reader, visible_to
from roth.people.models import AllowedPerson, ConflictOfInterest
from roth.work.models import Task
from roth.work.selectors.parts import asked_of

_WITH_RECORDS = (Role.SOCIAL_WORKER, Role.TEAM_MANAGER, Role.ROTH_CHAIR, Role.CONFERENCE_COORDINATOR)


def task_of(user: User, number: int) -> Task | None:
    """A task that this user may do: it is theirs, or their team's; and they may know of the young person."""
    who = Reader.of(user)
    seen = Q(young_person__isnull=True, site__in=[place.site_id for place in user.standing.places]) | Q(
        young_person__in=visible_to(who)
    )
    return (
        Task.objects.filter(asked_of(who), seen, pk=number).select_related("young_person__site", "site", "user").first()
    )


def people_to_take(user: User, task: Task) -> list[User]:
    """Who may take the task on: people who may open the record without it being handed to them."""
    at_work = current_members(task.site_id, *_WITH_RECORDS)
    if task.user_id:
        at_work = at_work.exclude(pk=task.user_id)
    person = task.young_person
    if person is None:
        return list(at_work)
    today = timezone.localdate()
    theirs = Q(allocations__young_person=person, allocations__starts_on__lte=today) & (
        Q(allocations__ends_on__isnull=True) | Q(allocations__ends_on__gte=today)
    )
    managers = Membership.objects.current().filter(role=Role.TEAM_MANAGER.value, site=person.site_id)
    if person.team_id:
        managers = managers.filter(team=person.team_id)
    chairs = Q(meetings_chaired__episode__young_person=person)
    coordinators = Membership.objects.current().filter(role=Role.CONFERENCE_COORDINATOR.value, site=person.site_id)
    has_part = theirs | Q(pk__in=managers.values("user")) | chairs
    if person.episodes.filter(meetings__isnull=False).exists():
        has_part |= Q(pk__in=coordinators.values("user"))
    found = at_work.filter(has_part).exclude(
        pk__in=ConflictOfInterest.objects.filter(young_person=person).values("user")
    )
    if person.restricted:
        found = found.filter(pk__in=AllowedPerson.objects.filter(young_person=person).values("user"))
    return list(found.distinct())
