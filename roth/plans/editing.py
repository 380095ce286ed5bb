"""Pages that write a plan, one clear step at a time: pause, goals, actions, measures, and who carries it."""

from functools import partial
from typing import Any

from django.http import HttpResponse

from roth.accounts.models import User
from roth.accounts.requests import SignedIn
from roth.domain.access import Permission
from roth.domain.errors import NotPossible
from roth.people.frame import frame
from roth.people.selectors import workers_of
from roth.plans import access, actions, begin, checks, forms, selectors, trying, way
from roth.plans.models import Plan
from roth.plans.parts import Parts
from roth.ui.pages import form_page

WRITE = Permission.PLAN_WRITE


# --- Pause and goals ------------------------------------------------------------------------------------------------
def pause(request: SignedIn, ref: str) -> HttpResponse:
    """Think before doing."""
    found = access.plan_for(request.user, ref, WRITE)
    names = ("aim", "for_whom", "how_we_would_know", "avoid_making_worse")
    return form_part(
        request,
        found,
        form_class=forms.PauseForm,
        save=lambda data: actions.complete_pause(by=request.user, plan=found, **data),
        title="Pause before planning",
        key=f"pause:{found.ref}",
        version=found.version,
        initial={name: getattr(found, name) for name in names},
        said="The pause is kept. Now the first goal" if found.paused_at is None else "The pause is kept",
        template="plans/pause.jinja",
    )


def goal_add(request: SignedIn, ref: str) -> HttpResponse:
    """A goal of the plan."""
    found = access.plan_for(request.user, ref, WRITE)
    _after_pause(found)
    return _goal_page(
        request,
        found,
        save=lambda data: actions.add_goal(by=request.user, plan=found, **data),
        title="Add a goal",
        key=f"goal:{found.ref}:new",
        said="Goal added",
    )


def goal(request: SignedIn, ref: str, key: int) -> HttpResponse:
    """Say a goal better."""
    found = access.plan_for(request.user, ref, WRITE)
    changed = access.goal_of(found, key)
    return _goal_page(
        request,
        found,
        save=lambda data: actions.change_goal(by=request.user, goal=changed, **data),
        title="Change a goal",
        key=f"goal:{key}",
        version=changed.version,
        initial={name: getattr(changed, name) for name in actions.GOAL_FIELDS},
        said="Goal saved",
    )


def goal_remove(request: SignedIn, ref: str, key: int) -> HttpResponse:
    """Take a goal out, with the reason."""
    found = access.plan_for(request.user, ref, WRITE)
    left = access.goal_of(found, key)
    return _removal(
        request,
        found,
        left.statement,
        "goal",
        key,
        save=lambda data: actions.remove_goal(by=request.user, goal=left, **data),
    )


# --- Actions --------------------------------------------------------------------------------------------------------
def action_add(request: SignedIn, ref: str) -> HttpResponse:
    """An action, begun from a question of the panel or from a goal when the address says which."""
    found = access.plan_for(request.user, ref, WRITE)
    _after_pause(found)
    parts = selectors.parts_of(found)
    if not parts.live_goals:
        where = way.address("goal_add", found)
        raise NotPossible("Write a goal first. An action serves a goal (V10).", ((where, "Write the first goal"),))
    return _action_page(
        request,
        found,
        parts,
        save=lambda data: actions.add_action(by=request.user, plan=found, reading=parts, **data),
        title="Add an action",
        key=f"action:{found.ref}:new:{request.GET.urlencode()}",
        initial=begin.begun(request.GET, parts),
        said="Action added",
    )


def action(request: SignedIn, ref: str, key: int) -> HttpResponse:
    """Change an action, or say how far it has got."""
    found = access.plan_for(request.user, ref, WRITE)
    parts = selectors.parts_of(found)
    changed = access.action_of(found, key)
    own = {name: getattr(changed, name) for name in actions.ACTION_FIELDS if name not in actions.LINKS}
    return _action_page(
        request,
        found,
        parts,
        but=key,
        save=lambda data: actions.change_action(by=request.user, action=changed, reading=parts, **data),
        title="Change an action",
        key=f"action:{key}",
        version=changed.version,
        initial=own | begin.ties(parts, key),
        said="Action saved",
    )


def action_remove(request: SignedIn, ref: str, key: int) -> HttpResponse:
    """Take an action out, with the reason. What it answered is open again."""
    found = access.plan_for(request.user, ref, WRITE)
    left = access.action_of(found, key)
    return _removal(
        request,
        found,
        f"{left.owner_name}: {left.text}",
        "action",
        key,
        save=lambda data: actions.remove_action(by=request.user, action=left, **data),
    )


# --- Measures -------------------------------------------------------------------------------------------------------
def measure_add(request: SignedIn, ref: str) -> HttpResponse:
    """How we would know."""
    found = access.plan_for(request.user, ref, WRITE)
    _after_pause(found)
    parts = selectors.parts_of(found)
    if not parts.live_goals:
        where = way.address("goal_add", found)
        raise NotPossible("Write a goal first. A measure is about a goal.", ((where, "Write the first goal"),))
    return form_part(
        request,
        found,
        form_class=forms.MeasureForm,
        form_kwargs={"reading": parts},
        save=lambda data: actions.add_measure(by=request.user, plan=found, **data),
        title="Add a measure",
        key=f"measure:{found.ref}:new",
        initial=begin.begun(request.GET, parts),
        said="Measure added",
    )


def measure(request: SignedIn, ref: str, key: int) -> HttpResponse:
    """Say a measure better, or record how it is now."""
    found = access.plan_for(request.user, ref, WRITE)
    changed = access.measure_of(found, key)
    return form_part(
        request,
        found,
        form_class=forms.MeasureForm,
        form_kwargs={"reading": selectors.parts_of(found)},
        save=lambda data: actions.change_measure(by=request.user, measure=changed, **data),
        title="Change a measure",
        key=f"measure:{key}",
        version=changed.version,
        initial={name: getattr(changed, name) for name in actions.MEASURE_FIELDS},
        said="Measure saved",
    )


def measure_remove(request: SignedIn, ref: str, key: int) -> HttpResponse:
    """Take a measure out, with the reason."""
    found = access.plan_for(request.user, ref, WRITE)
    left = access.measure_of(found, key)
    return _removal(
        request,
        found,
        left.text,
        "measure",
        key,
        save=lambda data: actions.remove_measure(by=request.user, measure=left, **data),
    )


# --- The plan around them -------------------------------------------------------------------------------------------
def core_group(request: SignedIn, ref: str) -> HttpResponse:
    """Who carries the plan, and when they and the review meet."""
    found = access.plan_for(request.user, ref, WRITE)
    members = [{"name": each.name, "role": each.role} for each in found.core_group.all()]
    review_by = selectors.limit_of(found, "T23")
    dates = {"core_by": selectors.limit_of(found, "T19"), "review_by": review_by}
    return form_part(
        request,
        found,
        form_class=forms.CoreGroupForm,
        form_kwargs={"workers": _lead_workers(found), **dates},
        save=lambda data: actions.name_core_group(by=request.user, plan=found, **data),
        title="Who carries the plan",
        key=f"core-group:{found.ref}",
        version=found.version,
        initial={
            "lead_worker_id": found.lead_worker_id,
            "core_group_on": found.core_group_on,
            "review_on": found.review_on,
            "members": members,
        },
        said="Core group saved",
    )


def contingency(request: SignedIn, ref: str) -> HttpResponse:
    """What we worry about, and who does what if the plan does not hold."""
    found = access.plan_for(request.user, ref, WRITE)
    return form_part(
        request,
        found,
        form_class=forms.ContingencyForm,
        save=lambda data: actions.write_contingency(by=request.user, plan=found, **data),
        title="If the plan does not hold",
        key=f"contingency:{found.ref}",
        version=found.version,
        initial={
            "worry_statement": found.worry_statement,
            "contingency": found.contingency,
            "contingencies": list(found.contingencies.values(*actions.CONTINGENCY)),
        },
        said="Saved",
    )


# --- What several of them share -------------------------------------------------------------------------------------
def form_part(request: SignedIn, found: Plan, **given: Any) -> HttpResponse:
    """A form page of this plan. A part that was asked for by the panel is answered with the panel."""
    around = frame(request, found.episode.young_person, "plan")
    back = way.address("plan", found)
    response = form_page(request, success=back, back=back, plan=found, **given, **around)
    if "HX-Request" in request.headers and response.status_code not in (200, 303) and "_add" not in request.POST:
        response["HX-Retarget"], response["HX-Reswap"], response["HX-Reselect"] = "body", "innerHTML", "body"
    return response


def _after_pause(found: Plan) -> None:
    if found.paused_at is None:
        where = way.address("pause", found)
        raise NotPossible("Pause first: agree what the plan is for and how we would know (V10).", ((where, "Pause"),))


def _goal_page(request: SignedIn, found: Plan, **given: Any) -> HttpResponse:
    contexts = selectors.contexts_near(found, selectors.parts_of(found))
    return form_part(request, found, form_class=forms.GoalForm, form_kwargs={"contexts": contexts}, **given)


def _action_page(request: SignedIn, found: Plan, parts: Parts, but: int | None = None, **given: Any) -> HttpResponse:
    given["form_kwargs"] = {
        "reading": parts,
        "contexts": selectors.contexts_near(found, parts),
        "agencies": selectors.agencies_of(found),
        "supports": checks.supports(parts, but),
        "new": but is None,
    }
    given |= {"tried": partial(trying.tried, found, parts, given["initial"], but or 0), "trying_key": but or 0}
    return form_part(request, found, form_class=forms.ActionForm, template="plans/action.jinja", **given)


def _removal(request: SignedIn, found: Plan, words: str, what: str, key: int, **given: Any) -> HttpResponse:
    return form_part(
        request,
        found,
        form_class=forms.ReasonForm,
        title=f"Take this {what} out of the plan",
        key=f"{what}-remove:{key}",
        said=f"The {what} is out of the plan. Your reason is kept",
        button="Take it out",
        template="plans/answer.jinja",
        question=words,
        satisfied_by="",
        **given,
    )


def _lead_workers(plan: Plan) -> tuple[User, ...]:
    """Who may lead: the social workers of the team that holds the record, and whoever leads now."""
    team = plan.episode.young_person.team_id
    workers = list(workers_of(team)) if team else []
    if plan.lead_worker and plan.lead_worker not in workers:
        workers.append(plan.lead_worker)
    return tuple(workers)
