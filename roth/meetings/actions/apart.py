"""Two young people who must not meet: recorded and ended by somebody who may open both. Booking obeys it (R09)."""

from datetime import date
from typing import Any

from django.db import transaction

from roth.accounts.models import User
from roth.audit.actions import record
from roth.audit.kinds import Kind
from roth.domain.access import Permission
from roth.domain.errors import NotPossible, NotVisible
from roth.meetings import selectors
from roth.meetings.models import KeptApart
from roth.people.access import require, visible_to
from roth.people.models import YoungPerson


@transaction.atomic
def keep_apart(
    *, by: User, young_person: YoungPerson, other: YoungPerson, reason: str, source: str, on: date, review_on: date
) -> KeptApart:
    """Say that two young people must not be in one place, hour, waiting room or link. Both ends have to be open to the
    writer; nobody who may open only one of them sees that there is another.
    """
    require(by, young_person, Permission.APART_RECORD)
    if not visible_to(by).filter(pk=other.pk).exists():
        raise NotVisible
    _refuse(young_person, other, on, review_on)
    first, second = sorted((young_person, other), key=lambda one: one.pk)
    row = KeptApart(first=first, second=second, reason=reason, source=source, starts_on=on, review_on=review_on, by=by)
    row.save(force_insert=True)
    _audit(Kind.KEPT_APART, by, row, after={"reason": reason, "source": source, "review_on": review_on})
    return row


@transaction.atomic
def end_keeping_apart(*, by: User, row: KeptApart, on: date, because: str) -> KeptApart:
    """They may meet again, or the reason is gone."""
    both = [row.first, row.second]
    if visible_to(by).filter(pk__in=[one.pk for one in both]).count() != len(both):
        raise NotVisible
    require(by, both[0], Permission.RECORD_VIEW)
    if row.ended_on is not None:
        raise NotPossible("This was ended already.")
    row.ended_on, row.ended_because = on, because
    row.save(update_fields=["ended_on", "ended_because"])
    _audit(Kind.APART_ENDED, by, row, after={"ended_on": on, "because": because})
    return row


def _refuse(young_person: YoungPerson, other: YoungPerson, on: date, review_on: date) -> None:
    wrong: tuple[tuple[str, str], ...] = ()
    if young_person.pk == other.pk:
        wrong += (("other", "This is the young person's own reference. Enter the other one's."),)
    elif other.site_id != young_person.site_id:
        wrong += (("other", "Enter the reference of a young person of this site."),)
    elif other.pk in selectors.apart_from(young_person):
        wrong += (("other", "It is recorded already that these two must not meet."),)
    if review_on <= on:
        wrong += (("review_on", "Enter a later day: whether it is still needed is looked at again then (R22)."),)
    if wrong:
        raise NotPossible("It is not recorded yet.", wrong)


def _audit(kind: Kind, by: User, row: KeptApart, **detail: Any) -> None:
    """One event in each of the two records. Neither names the other: a history is read by people of one record."""
    for one in (row.first, row.second):
        record(kind, by=by, site=one.site.code, record=one.ref, target=f"apart:{row.pk}", **detail)
