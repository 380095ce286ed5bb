"""Reads findings on a plan. They are computed from the plan as it stands, never stored; the answers to them are."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from roth.domain import coverage
from roth.domain.findings import Finding
from roth.domain.shares import Coverage
from roth.plans import selectors as plans
from roth.plans.models import Plan
from roth.plans.parts import Parts
from roth.prepared import prepared
from roth.quality.models import FindingAnswer


def answers(plan: Plan) -> Mapping[tuple[str, str], str]:
    """The answer that stands to each finding, by rule and subject."""
    newest = {(rule, subject): answer for rule, subject, answer in _answers(plan=plan.pk)}
    return {key: answer for key, answer in newest.items() if answer.strip()}


@prepared
def _answers(*, plan: Any) -> QuerySet[FindingAnswer, tuple[str, str, str]]:
    found = FindingAnswer.objects.filter(plan=plan).order_by("pk")
    return found.values_list("rule", "subject", "answer")


def check(plan: Plan, parts: Parts | None = None) -> tuple[Finding, ...]:
    """Everything the rules ask of this plan, weightiest first. Page, panel and command all come here.

    A page that has read the plan's parts gives them, and costs no further query.
    """
    return coverage.check(plans.facts_in(plan, parts or plans.parts_of(plan)))


def shares(plan: Plan, parts: Parts) -> Coverage:
    """How far the plan reaches what was found, from the reading that a page holds."""
    return coverage.coverage(plans.facts_in(plan, parts))


def plan_check(plan: Plan) -> dict[str, Any]:
    """What `roth plan check REF --json` prints: findings, coverage, and who answered what."""
    parts = plans.parts_of(plan)
    said = [
        {"rule": rule, "subject_key": subject, "answer": each.answer, "by": each.by, "at": each.at.isoformat()}
        for (rule, subject), each in parts.answers_that_stand.items()
    ]
    return coverage.as_json(plans.facts_in(plan, parts)) | {"plan": plan.ref, "status": plan.status, "answers": said}
