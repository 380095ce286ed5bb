"""Takes and ends elevated access: one record, for a written reason, for minutes, with its owner told at once.

What it opens is decided in `domain.access`; each page read under it is logged by the record's door.
"""

from collections.abc import Iterator
from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from roth.accounts import selectors
from roth.accounts.access import require_elevation
from roth.accounts.models import User
from roth.audit.actions import record
from roth.audit.kinds import Kind
from roth.domain.access import ELEVATION_MINUTES, Permission, Role, is_a_reason
from roth.domain.errors import NotAllowed, NotPossible
from roth.people.access import decision_for, record_sought
from roth.people.models import ElevatedAccess, YoungPerson
from roth.work.notices import tell

NO_SUCH_RECORD = "There is no record with those details that elevated access can open. Check them and try again."


@transaction.atomic
def take_elevated_access(*, by: User, young_person: YoungPerson, reason: str, minutes: int) -> ElevatedAccess:
    """Open one record to `by` for some minutes. Raises NotPossible with what to do instead."""
    require_elevation(by)
    if record_sought(by, ref=young_person.ref) is None:
        raise NotPossible(NO_SUCH_RECORD)
    if decision_for(by, young_person, Permission.RECORD_VIEW).allowed:
        raise NotPossible(f"You can open {young_person.ref} already, and need no elevated access.")
    if not is_a_reason(reason):
        raise NotPossible("Give the reason as a sentence.", (("reason", "Write at least one sentence that says why"),))
    if minutes not in ELEVATION_MINUTES:
        raise NotPossible("Elevated access lasts from 5 to 120 minutes.", (("minutes", "Enter 5 to 120 minutes"),))
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # of two asked for at once, the second sees the first
    now = timezone.now()
    if selectors.live_elevation(by) is not None:
        raise NotPossible("You have elevated access to a record already. End it before you take another.")
    access = ElevatedAccess(
        young_person=young_person,
        user=by,
        reason=reason.strip(),
        starts_at=now,
        ends_at=now + timedelta(minutes=minutes),
    )
    access.save(force_insert=True)
    _tell_owners(young_person, by)
    record(
        Kind.ELEVATED,
        by=by,
        site=young_person.site.code,
        record=young_person.ref,
        target=f"elevated_access:{access.pk}",
        after={"minutes": minutes, "ends_at": access.ends_at},
        reason=access.reason,
    )
    return access


@transaction.atomic
def refuse_elevated_access(*, by: User, reason: str) -> None:
    """Somebody asked for a record that was not found: kept, because many such questions are a search for people.

    What they typed is not kept: it may name somebody who has no record here.
    """
    require_elevation(by)
    record(Kind.ELEVATED_REFUSED, by=by, site=by.standing.home.site_code if by.standing.home else "", reason=reason)


@transaction.atomic
def end_elevated_access(*, by: User, access: ElevatedAccess) -> ElevatedAccess:
    """End it now. The person who took it may, and whoever reviews it. Ending it twice changes nothing."""
    if access.user_id != by.pk and not selectors.elevations_to_review(by).filter(pk=access.pk).exists():
        raise NotAllowed("Only the person who took this access, or somebody who reviews it, may end it.")
    before, now = access.ends_at, timezone.now()
    if before <= now:
        return access
    access.ends_at = now
    access.save(update_fields=["ends_at"])
    record(
        Kind.ELEVATED_ENDED,
        by=by,
        site=access.young_person.site.code,
        record=access.young_person.ref,
        target=f"elevated_access:{access.pk}",
        before={"ends_at": before},
        after={"ends_at": access.ends_at},
    )
    return access


def _tell_owners(young_person: YoungPerson, taker: User) -> None:
    """Tell everyone who answers for the record, without naming anybody; the guardian where there is no one else."""
    words = "Somebody from outside has taken elevated access to a record that you answer for. See who, and why."
    link = reverse("people:history", args=(young_person.ref,))
    told = False
    for owner in set(_owners(young_person)) - {taker}:
        if decision_for(owner, young_person, Permission.HISTORY_VIEW).allowed:
            tell(owner, words, link=link)
            told = True
    if not told:
        for guardian in selectors.current_members(young_person.site_id, Role.CALDICOTT_GUARDIAN).exclude(pk=taker.pk):
            tell(guardian, "Somebody has taken elevated access to a record.", link=reverse("accounts:elevations"))


def _owners(young_person: YoungPerson) -> Iterator[User]:
    """The allocated worker, and the managers of the team; of any team of the site while none holds the record."""
    yield from selectors.allocated_workers(young_person.pk)
    if young_person.team_id is None:
        yield from selectors.current_members(young_person.site_id, Role.TEAM_MANAGER)
    else:
        yield from selectors.team_managers(young_person.team_id)
