"""Named reads about assessments: the current one, everything in it in one query, and what a plan leans on.

An assessment is reached from a young person whose record came through the door; nothing here lists across people.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from django.db.models import QuerySet, Value
from django.db.models.functions import JSONObject

from roth.assessments import reading
from roth.assessments.models import (
    AssessedContext,
    Assessment,
    AssessmentFactor,
    ContextWeight,
    Dynamic,
    Need,
    Section,
    Strength,
    SystemChallenge,
)
from roth.assessments.reading import Reading
from roth.domain.actions import LIVE
from roth.domain.assessment import CHALLENGE, DYNAMIC, NEED, weights_said
from roth.pathway.models import Episode
from roth.people.models import YoungPerson
from roth.prepared import prepared

ANSWERABLE = frozenset({NEED, DYNAMIC, CHALLENGE})  # the kinds of finding that a plan's action can answer


def assessments_of(young_person: YoungPerson) -> list[Assessment]:
    """Every assessment of a young person, the newest first, each with its episode, author and manager: one query."""
    found = Assessment.objects.filter(episode__young_person=young_person)
    together = found.select_related("episode", "author", "authorised_by")
    return list(together.order_by("-episode__opened_on", "-episode__pk", "from_census", "-started_on", "-pk"))


def current_assessment(episode: Episode | None) -> Assessment | None:
    """The assessment that the episode goes by: ours where there is one, else the newest that the census brought."""
    if episode is None:
        return None
    current = _current_assessment.first(episode=episode.pk)
    if current is not None:
        current.episode = episode
    return current


@prepared
def _current_assessment(*, episode: Any) -> QuerySet[Assessment]:
    found = Assessment.objects.filter(episode=episode).select_related("author", "authorised_by")
    return found.order_by("from_census", "-started_on", "-pk")[:1]


def section_texts(key: str, *assessments: Assessment | None) -> dict[int, Section]:
    """The same section in several assessments, by assessment."""
    wanted = [assessment.pk for assessment in assessments if assessment]
    return {section.assessment_id: section for section in Section.objects.filter(assessment__in=wanted, key=key)}


def weights(assessment: Assessment, view: str = "agreed") -> list[ContextWeight]:
    """One view's weights with their contexts, the heaviest first."""
    return list(assessment.weights.filter(view=view).select_related("context"))


def weights_add_up(assessment: Assessment | None) -> bool:
    """V01: every context has an agreed weight, and they make 100."""
    if assessment is None:
        return False
    agreed = {weight.context_id: weight.weight for weight in weights(assessment)}
    assessed = set(assessment.contexts.values_list("context", flat=True))
    return bool(assessed) and assessed <= agreed.keys() and not weights_said(agreed.values())


def factors_of(assessments: Iterable[Assessment]) -> dict[int, list[str]]:
    """National factor codes by assessment; no query for no assessment."""
    found: dict[int, list[str]] = {assessment.pk: [] for assessment in assessments}
    for key, code in (
        AssessmentFactor.objects.filter(assessment__in=found).values_list("assessment", "code") if found else ()
    ):
        found[key].append(code)
    return found


def actions_on(kind: str, number: int) -> list[Any]:
    """Live actions of any plan that answer this finding, each with its plan."""
    models: dict[str, Any] = {NEED: Need, DYNAMIC: Dynamic, CHALLENGE: SystemChallenge}
    if kind not in models:
        return []
    actions = models[kind].actions.rel.related_model
    field = models[kind].actions.field.name
    live = actions._default_manager.filter(**{field: number}, status__in=LIVE).exclude(plan__status="ended")
    return list(live.select_related("plan"))


def reading_of(assessment: Assessment) -> Reading:
    """Everything in an assessment, in one query however much there is."""
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for part, row in _parts(assessment=assessment.pk):
        found[part].append(_KINDS[part].made(row))
    for rows in found.values():
        rows.sort(key=_order)
    return Reading(**{part: tuple(rows) for part, rows in found.items()})


@prepared
def _parts(*, assessment: Any) -> QuerySet[Any, tuple[str, Any]]:
    """Each kind of row is one branch of a UNION ALL whose rows are JSON, which both databases can build."""
    mine: dict[str, QuerySet[Any]] = {
        "texts": Section.objects.filter(assessment=assessment),
        "needs": Need.objects.filter(assessment=assessment),
        "strengths": Strength.objects.filter(assessment=assessment),
        "contexts": AssessedContext.objects.filter(assessment=assessment),
        "dynamics": Dynamic.objects.filter(assessment=assessment),
        "challenges": SystemChallenge.objects.filter(assessment=assessment),
        "weights": ContextWeight.objects.filter(assessment=assessment),
        "factors": AssessmentFactor.objects.filter(assessment=assessment),
    }
    first, *others = (_rows(part, rows) for part, rows in mine.items())
    return first.union(*others, all=True)


_KINDS: dict[str, type[reading.Row]] = {
    "texts": reading.Text,
    "needs": reading.Need,
    "strengths": reading.Strength,
    "contexts": reading.Context,
    "dynamics": reading.Dynamic,
    "challenges": reading.Challenge,
    "weights": reading.Weight,
    "factors": reading.Factor,
}
_ELSEWHERE = {"contexts": {"name": "context__name", "kind": "context__kind"}}


def _rows(part: str, rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    columns = _ELSEWHERE.get(part, {})
    names = (each.name for each in fields(_KINDS[part]))
    made = JSONObject(**{name: columns.get(name, name) for name in names})
    return rows.order_by().annotate(in_part=Value(part), as_json=made).values_list("in_part", "as_json")


def _order(row: reading.Row) -> tuple[int, int]:
    return getattr(row, "priority", 0), row.id
