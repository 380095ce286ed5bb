"""What disagreements say that may call for a notification: a dissent or a complaint that has come in or gone on."""

from collections.abc import Iterator
from typing import Any, Final

from django.db.models import Max, QuerySet

from roth.disagreements.models import Complaint, Dissent
from roth.domain.calendar import ENGLAND_AND_WALES
from roth.domain.disagreements import ComplaintStage, DissentStage
from roth.domain.notifications import Fact
from roth.work.selectors.found import Found, Reading, begins

_SETTLED: Final = (DissentStage.RESOLVED.value, DissentStage.UPHELD.value, DissentStage.NOT_UPHELD.value)


def dissents(read: Reading) -> Iterator[Found]:
    """Dissents that are not settled, for whoever raised them and the chair. Raised, a day to answer (T36)."""
    for key, stage, raised, moved, person, who, chair in _rows(
        Dissent.objects.exclude(stage__in=_SETTLED), "raised_on", "raised_by"
    ):
        due = ENGLAND_AND_WALES.add_working_days(raised, 1) if stage == DissentStage.RAISED else None
        fact = Fact("dissent.stage", f"dissent:{key}:{stage}", due_on=due, happened_at=moved or begins(raised))
        yield Found(fact, read.at_site_of(person), person, frozenset({who, chair} - {None}))


def complaints(read: Reading) -> Iterator[Found]:
    """Complaints that are not answered yet."""
    for key, stage, received, moved, person, _, _ in _rows(
        Complaint.objects.exclude(stage=ComplaintStage.OUTCOME.value), "received_on", "received_by"
    ):
        fact = Fact("complaint.stage", f"complaint:{key}:{stage}", happened_at=moved or begins(received))
        yield Found(fact, read.at_site_of(person), person)


def _rows(found: QuerySet[Any], began: str, by: str) -> QuerySet[Any, Any]:
    moved = found.annotate(moved=Max("moves__at"))
    return moved.values_list("pk", "stage", began, "moved", "meeting__episode__young_person", by, "meeting__chair")
