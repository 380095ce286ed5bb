"""Keeps a notice from the national child protection information system (CP-IS)."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from roth.accounts.models import User
from roth.audit.actions import record
from roth.audit.kinds import Kind
from roth.domain.access import Permission
from roth.domain.errors import NotPossible
from roth.people.access import require
from roth.people.models import YoungPerson
from roth.work.models import CpisNotice


@transaction.atomic
def record_cpis_notice(*, by: User, young_person: YoungPerson, seen_at: datetime, where: str) -> CpisNotice:
    """Write down that a health service looked the plan up: where, and when. The worker is told by the next sweep."""
    require(by, young_person, Permission.RECORD_EDIT)
    if not where.strip():
        raise NotPossible("Say where.", (("where", "Enter the service that looked the plan up"),))
    if seen_at > timezone.now():
        sentence = "This is in the future. Enter when the plan was looked up."
        raise NotPossible(sentence, (("seen_at", sentence),))
    kept = CpisNotice.objects.create(
        young_person=young_person, seen_at=seen_at, where=where.strip(), recorded_by=by, recorded_at=timezone.now()
    )
    record(
        Kind.CPIS_NOTICE_KEPT,
        by=by,
        site=young_person.site.code,
        record=young_person.ref,
        target=f"cpis_notice:{kept.pk}",
        after={"seen_at": seen_at, "where": kept.where},
    )
    return kept
