"""Everything that stands in a plan and beside it, read at once: two queries, however much there is."""

from collections import defaultdict
from dataclasses import fields
from typing import Any

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import JSONObject

from roth.assessments.models import AssessedContext, ContextWeight, Dynamic, Need, SystemChallenge
from roth.assessments.selectors import current_assessment
from roth.contexts.models import Context, Reach
from roth.meetings.models import Invitation
from roth.plans import parts
from roth.plans.models import (
    Action,
    ContextProgress,
    Contingency,
    CoreGroupAttendance,
    CoreGroupMeeting,
    CoreGroupMember,
    Goal,
    Measure,
    NotToAct,
    Plan,
    PlanReview,
    Progress,
    Reading,
    Relocation,
)
from roth.plans.parts import Parts
from roth.prepared import prepared
from roth.quality.models import FindingAnswer
from roth.voice.models import Reply


def parts_of(plan: Plan) -> Parts:
    """Everything in the plan and in the assessment that it answers, in two queries however much there is."""
    assessment = current_assessment(plan.episode)
    rows: defaultdict[str, list[Any]] = defaultdict(list)
    keys = {"plan": plan.pk, "assessment": assessment.pk if assessment else 0, "meeting": plan.meeting_id or 0}
    for part, row in _parts(**keys):
        rows[part].append(KINDS[part].made(row))
    return Parts(**{part: tuple(sorted(each, key=_by_id)) for part, each in rows.items()})


@prepared
def _parts(*, plan: Any, assessment: Any, meeting: Any) -> QuerySet[Any, tuple[str, Any]]:
    """Each kind of part is one branch of a UNION ALL whose rows are JSON, which both databases can build."""
    found = Dynamic.objects.filter(assessment=assessment)
    contexts = Context.objects.filter(
        Q(pk__in=AssessedContext.objects.filter(assessment=assessment).values("context"))
        | Q(pk__in=found.values("context"))
    )
    actions = Action.objects.filter(plan=plan)
    answers = Reply.objects.filter(action__plan=plan).exclude(said__words="")
    invited = Invitation.objects.filter(meeting=meeting, withdrawn_on__isnull=True, agency__isnull=False)
    named = {"context_name": "context__name", "context_kind": "context__kind", "owner_agency": "owner_agency__name"}
    first, *others = (
        _rows("goals", Goal.objects.filter(plan=plan)),
        _rows("actions", actions, **named),
        _rows("measures", Measure.objects.filter(plan=plan)),
        _rows("action_dynamics", actions.filter(dynamics__isnull=False), to="dynamics"),
        _rows("action_needs", actions.filter(needs__isnull=False), to="needs"),
        _rows("action_challenges", actions.filter(challenges__isnull=False), to="challenges"),
        _rows("decisions", NotToAct.objects.filter(plan=plan, ended_at__isnull=True), by="by__name"),
        _rows("answers", FindingAnswer.objects.filter(plan=plan), by="by__name"),
        _rows("members", CoreGroupMember.objects.filter(plan=plan)),
        _rows("voiced", answers, id="action_id", speaker="said__speaker", words="said__words"),
        _rows("met", CoreGroupMeeting.objects.filter(plan=plan)),
        _rows("core_people", CoreGroupAttendance.objects.filter(core_group__plan=plan)),
        _rows("context_progress", ContextProgress.objects.filter(core_group__plan=plan), context="context__name"),
        _rows("progress", Progress.objects.filter(action__in=actions), by="by__name"),
        _rows("readings", Reading.objects.filter(measure__plan=plan), by="by__name"),
        _rows("contingencies", Contingency.objects.filter(plan=plan)),
        _rows("moves", Relocation.objects.filter(plan=plan)),
        _rows("reviews", PlanReview.objects.filter(plan=plan)),
        _rows("invited", invited, agency="agency__name"),
        _rows("reach", invited.filter(can_influence__isnull=False), id="agency_id", context_id="can_influence"),
        _rows("contexts", contexts),
        _rows("reach", Reach.objects.filter(context__in=contexts), id="agency_id"),
        _rows("weights", ContextWeight.objects.filter(assessment=assessment, view="agreed")),
        _rows("dynamics", found),
        _rows("needs", Need.objects.filter(assessment=assessment)),
        _rows("challenges", SystemChallenge.objects.filter(assessment=assessment)),
    )
    return first.union(*others, all=True)


KINDS: dict[str, type[parts.Part]] = {
    "goals": parts.Goal,
    "actions": parts.Action,
    "measures": parts.Measure,
    "action_dynamics": parts.Link,
    "action_needs": parts.Link,
    "action_challenges": parts.Link,
    "decisions": parts.Decision,
    "answers": parts.Answer,
    "members": parts.Member,
    "met": parts.Met,
    "voiced": parts.Voiced,
    "core_people": parts.CorePerson,
    "context_progress": parts.ContextProgress,
    "progress": parts.Progress,
    "readings": parts.Reading,
    "contingencies": parts.Contingency,
    "moves": parts.Move,
    "reviews": parts.Review,
    "invited": parts.Invited,
    "reach": parts.Reach,
    "contexts": parts.Context,
    "weights": parts.Weight,
    "dynamics": parts.Dynamic,
    "needs": parts.Need,
    "challenges": parts.Challenge,
}


def _rows(part: str, rows: QuerySet[Any], **columns: str) -> QuerySet[Any, Any]:
    names = (each.name for each in fields(KINDS[part]))
    made = JSONObject(**{name: columns.get(name, name) for name in names})
    return rows.order_by().annotate(in_part=Value(part), as_json=made).values_list("in_part", "as_json")


def _by_id(part: parts.Part) -> int:
    return part.id
