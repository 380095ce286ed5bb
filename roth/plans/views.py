"""The plan, what it leaves open, and the chair's say. Pages that write it are in `editing`."""

from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from roth.accounts.models import User
from roth.accounts.requests import SignedIn
from roth.domain.access import Permission
from roth.domain.errors import NotPossible
from roth.domain.findings import Finding
from roth.drafts.selectors import drafts_under
from roth.people.access import may
from roth.people.frame import frame
from roth.plans import access, actions, begin, forms, present, selectors, trying
from roth.plans.editing import WRITE, form_part
from roth.plans.models import Plan
from roth.plans.parts import Parts
from roth.quality import actions as quality_actions
from roth.quality import present as quality_present
from roth.quality import selectors as quality
from roth.ui.forms import Form
from roth.ui.pages import page


# --- The plan and its panel -----------------------------------------------------------------------------------------
@require_GET
def plan(request: SignedIn, ref: str) -> HttpResponse:
    """The plan; for htmx, after a change, the panel alone."""
    young_person, found = access.plan_and_person(request.user, ref, Permission.PLAN_VIEW)
    around = frame(request, young_person, "plan")
    if found is None:
        return page(request, "plans/none.jinja", title="Plan", **around)
    parts = selectors.parts_of(found)
    panel = _panel(request.user, found, parts)
    shown = present.plan_page(
        found,
        parts if access.may_see_findings(young_person) else parts.without_findings,
        timezone.localdate(),
        core_by=selectors.limit_of(found, "T19"),
        waiting=len(panel.waiting) if panel else 0,
        mine=_mine(request.user, found, parts),
        may_record=_may(found, Permission.PLAN_PROGRESS)
        and request.user.pk in {each.user_id for each in parts.members},
        sees_moves=access.may_see_findings(young_person),
        **_rights(found),
    )
    context = {"title": "Plan", "plan": found, "shown": shown, "panel": panel, **around}
    part = "plans/_unanswered.jinja" if panel else ""  # whoever is only invited has no panel
    return page(request, "plans/plan.jinja", fragment=part, said=_said(request), **context)


@require_GET
def unanswered(request: SignedIn, ref: str) -> HttpResponse:
    """What the plan leaves open: a page of its own, and the panel that htmx asks for."""
    found = access.plan_for(request.user, ref, Permission.RECORD_VIEW)
    if "trying" in request.GET:
        return _trying(request, found)
    return page(
        request,
        "plans/unanswered.jinja",
        fragment="plans/_unanswered.jinja",
        title="Unanswered",
        plan=found,
        panel=_panel(request.user, found, selectors.parts_of(found)),
        said=_said(request),
        **frame(request, found.episode.young_person, "plan"),
    )


def answer(request: SignedIn, ref: str, rule: str, subject: str) -> HttpResponse:
    """The chair's answer to one question."""
    found = access.plan_for(request.user, ref, Permission.PLAN_ANSWER)
    asked = _asked(found, rule, subject)
    return form_part(
        request,
        found,
        form_class=forms.AnswerForm,
        save=lambda data: quality_actions.answer_finding(
            by=request.user, plan=found, rule=rule, subject=subject, sentence=asked.sentence, **data
        ),
        title="Answer a question",
        key=quality_present.answer_key(found, rule, subject),
        initial={"answer": asked.answer or ""},
        said="Your answer is kept",
        button="Keep this answer",
        template="plans/answer.jinja",
        question=asked.sentence,
        satisfied_by=asked.satisfied_by,
    )


def not_to_act(request: SignedIn, ref: str, subject: str) -> HttpResponse:
    """Decide not to act on something that was found, with the reason."""
    found = access.plan_for(request.user, ref, WRITE)
    words = begin.words_of(selectors.parts_of(found), subject)
    if words is None:
        raise NotPossible("The assessment no longer says this. Look at the plan again.")
    return form_part(
        request,
        found,
        form_class=forms.NotToActForm,
        save=lambda data: actions.decide_not_to_act(by=request.user, plan=found, subject=subject, **data),
        title="Decide not to act",
        key=quality_present.decision_key(found, subject),
        said="Your reason is kept",
        button="Keep this reason",
        template="plans/answer.jinja",
        question=words,
        satisfied_by="",
    )


def in_force(request: SignedIn, ref: str) -> HttpResponse:
    """The chair puts the plan in force; what is still missing is listed with where to go."""
    found = access.plan_for(request.user, ref, Permission.PLAN_APPROVE)
    needs = begin.needs(found, selectors.step_facts(found))
    return form_part(
        request,
        found,
        form_class=Form,
        save=lambda data: actions.put_plan_in_force(by=request.user, plan=found),
        title="Put the plan in force",
        key=f"in-force:{found.ref}",
        said="The plan is in force",
        button="Put the plan in force",
        draft=False,
        template="plans/in_force.jinja",
        needs=needs,
    )


# --- What several of them share -------------------------------------------------------------------------------------
def _trying(request: SignedIn, found: Plan) -> HttpResponse:
    """The panel beside an action that is being written."""
    key = begin.key_from(request.GET["trying"])
    seen = trying.tried(found, selectors.parts_of(found), trying.asked(request.GET), key)
    return page(request, "plans/_trying.jinja", plan=found, trying=seen, trying_key=key)


def _rights(found: Plan) -> dict[str, bool]:
    return {"may_write": _may(found, WRITE), "may_approve": _may(found, Permission.PLAN_APPROVE)}


def _mine(user: User, found: Plan, parts: Parts) -> frozenset[int]:
    """Actions of which this reader may say how they are going: all for whoever carries the plan, else their own."""
    if _may(found, WRITE):
        return frozenset(each.id for each in parts.actions)
    if not _may(found, Permission.PLAN_PROGRESS):
        return frozenset()
    agencies = selectors.agencies_spoken_for(user, found)
    name = user.name.casefold()
    return frozenset(
        each.id for each in parts.actions if each.owner_agency_id in agencies or each.owner_name.casefold() == name
    )


def _may(found: Plan, permission: Permission) -> bool:
    return may(found.episode.young_person, permission)


def _panel(user: User, found: Plan, parts: Parts) -> quality_present.Panel | None:
    if not access.may_see_findings(found.episode.young_person):
        return None
    may_write, may_answer = _may(found, WRITE), _may(found, Permission.PLAN_ANSWER)
    starts = (quality_present.answer_key(found), quality_present.decision_key(found))
    kept = drafts_under(user.pk, *starts) if may_write or may_answer else {}
    reader = quality_present.Reader(user.pk, may_write, may_answer, kept)
    return quality_present.panel(found, quality.check(found, parts), quality.shares(found, parts), parts, reader)


def _said(request: SignedIn) -> list[str]:
    """What was just done, for the panel alone: a whole page says it at its top."""
    return [str(each) for each in get_messages(request)] if "HX-Request" in request.headers else []


def _asked(found: Plan, rule: str, subject: str) -> Finding:
    for each in quality.check(found):
        if (each.rule, each.subject_key) == (rule, subject):
            return each
    raise NotPossible("The plan no longer asks this. Look at it again: somebody may have changed it.")
