"""Pages of those who carry a plan: the core group met, the plan in detail, restrictions that go on, proposed moves."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from roth.accounts.requests import SignedIn
from roth.domain import change, pathway
from roth.domain.access import Permission
from roth.domain.words import day_in_words
from roth.people.frame import frame
from roth.plans import access, actions, carried_forms, checks, present, selectors, told, way
from roth.plans.editing import WRITE, form_part
from roth.plans.models import Plan
from roth.ui.formats import lower_first
from roth.ui.forms import Form
from roth.ui.pages import page


def core_group_held(request: SignedIn, ref: str) -> HttpResponse:
    """The core group met: who came, what has changed in each context, what was said, and what comes next."""
    found = access.core_group_of(request.user, ref)
    checks.require_in_force(found)
    parts, today = selectors.parts_of(found), timezone.localdate()
    known: dict[str, Any] = {"members": parts.members, "contexts": parts.contexts}

    def save(data: dict[str, Any]) -> Any:
        values = carried_forms.core_group_values(data, **known)
        return actions.record_core_group(by=request.user, plan=found, **values)

    return form_part(
        request,
        found,
        form_class=carried_forms.CoreGroupMeetingForm,
        form_kwargs=known | {"next_by": f"By {day_in_words(today + timedelta(weeks=4), today)} at the latest (T20)."},
        save=save,
        title="Record that the core group met",
        key=f"core-group-held:{found.ref}",
        said="The core group’s meeting is recorded",
        template="plans/core_group_held.jinja",
        questions=change.drift(selectors.drift_facts(found, parts, today)),
        lines=[line for _, line in present.action_lines(found, parts, today)],
    )


def detailed(request: SignedIn, ref: str) -> HttpResponse:
    """The outline becomes a plan in detail; what is missing is listed with where to go (C20)."""
    found = access.plan_for(request.user, ref, WRITE)
    checks.require_in_force(found)
    today = timezone.localdate()
    missing = pathway.missing("C20", selectors.detail_facts(found, today))
    return form_part(
        request,
        found,
        form_class=Form,
        save=lambda data: actions.make_plan_detailed(by=request.user, plan=found, on=today),
        title="Make this a plan in detail",
        key=f"detailed:{found.ref}",
        said="The outline is a plan in detail now",
        button="Make it a plan in detail",
        draft=False,
        template="plans/detailed.jinja",
        needs=[(_detail_page(guard.code, found), guard.sentence) for guard in missing],
    )


def _detail_page(guard: str, found: Plan) -> str:
    pages = {"core_group_met": "core_group_held", "actions_whole": "measure_add"}
    return way.address(pages[guard], found) if guard in pages else ""


def extend(request: SignedIn, ref: str, key: int) -> HttpResponse:
    """Let a restriction go on, with the reason (V07)."""
    found = access.plan_for(request.user, ref, WRITE)
    action = access.action_of(found, key)
    parts, today = selectors.parts_of(found), timezone.localdate()
    return form_part(
        request,
        found,
        form_class=carried_forms.ExtensionForm,
        save=lambda data: actions.extend_restriction(by=request.user, action=action, **data),
        title="Let a restriction go on",
        key=f"extend:{key}",
        said="The restriction goes on until the day you gave. Your reason is kept",
        template="plans/extend.jinja",
        line=present.action_line(action, parts, found.episode.young_person.name, today),
        earlier=selectors.extensions_of(action),
    )


def move_add(request: SignedIn, ref: str) -> HttpResponse:
    """Weigh a proposed move (V14); `action` in the address is the one that would carry it out."""
    found = access.plan_for(request.user, ref, WRITE)
    asked = request.GET.get("action", "")
    action = access.action_of(found, int(asked)) if asked.isdecimal() and len(asked) < 12 else None
    return form_part(
        request,
        found,
        form_class=carried_forms.MoveForm,
        save=lambda data: actions.weigh_move(by=request.user, plan=found, action=action, **data),
        title="Weigh a move",
        key=f"move:{found.ref}:{asked[:12]}",
        initial={"decision": "proposed", "young_persons_view": action.young_persons_view if action else ""},
        said="The move is weighed, and stands on the plan",
        template="plans/move_form.jinja",
        about=f"{action.owner_name} will {lower_first(action.text)}" if action else "",
    )


def move_change(request: SignedIn, ref: str, key: int) -> HttpResponse:
    """Say what was decided about a move, or weigh it again."""
    found = access.plan_for(request.user, ref, WRITE)
    move = access.move_of(found, key)
    return form_part(
        request,
        found,
        form_class=carried_forms.MoveForm,
        save=lambda data: actions.change_move(by=request.user, move=move, **data),
        title="Change what is written about a move",
        key=f"move:{key}",
        version=move.version,
        initial={name: getattr(move, name) for name in actions.MOVE_FIELDS},
        said="What is written about the move is saved",
        template="plans/move_form.jinja",
        about="",
    )


def move(request: SignedIn, ref: str, key: int) -> HttpResponse:
    """A proposed move: the three safeties before and after, side by side."""
    found = access.plan_for(request.user, ref, Permission.RECORD_VIEW)
    kept = access.move_of(found, key)
    shown = told.move(kept, timezone.localdate())
    may_write = access.may(found.episode.young_person, WRITE) and found.status != "ended"
    return page(
        request,
        "plans/move.jinja",
        title="A proposed move",
        move=kept,
        shown=shown,
        may_write=may_write,
        **frame(request, found.episode.young_person, "plan"),
    )
