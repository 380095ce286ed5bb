"""Pages of a plan that people work to: how an action is going, how a measure reads, and one's own actions."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from roth.accounts.requests import SignedIn
from roth.plans import access, actions, alive_forms, present, selectors, told
from roth.plans.editing import WRITE, form_part
from roth.ui.pages import page


@require_GET
def mine(request: SignedIn) -> HttpResponse:
    """The reader's own actions, over every plan that they may know of."""
    found = access.actions_for(request.user)
    shown = told.own_actions(found, timezone.localdate())
    return page(request, "plans/mine.jinja", title="My actions", shown=shown)


def progress(request: SignedIn, ref: str, key: int) -> HttpResponse:
    """Say how an action is going; whoever only comes to the conference, of their own."""
    action = access.action_in_hand(request.user, ref, key)
    plan, own = action.plan, selectors.owns(request.user, action)
    parts = selectors.parts_of(plan)
    name = plan.episode.young_person.name
    return form_part(
        request,
        plan,
        form_class=alive_forms.ProgressForm,
        form_kwargs={"own": own},
        save=lambda data: actions.record_progress(by=request.user, action=action, **data),
        title="How is this action going?",
        key=f"progress:{key}",
        said="Thank you. What you said is on the plan",
        template="plans/progress.jinja",
        line=present.action_line(action, parts, name, timezone.localdate()),
        earlier=told.progress_of(parts, key, timezone.localdate()),
    )


def reading(request: SignedIn, ref: str, key: int) -> HttpResponse:
    """Look at a measure again."""
    plan = access.plan_for(request.user, ref, WRITE)
    measure = access.measure_of(plan, key)
    parts = selectors.parts_of(plan)
    return form_part(
        request,
        plan,
        form_class=alive_forms.ReadingForm,
        save=lambda data: actions.read_measure(by=request.user, measure=measure, **data),
        title="Look at a measure again",
        key=f"reading:{key}",
        said="What was found is kept beside the start",
        template="plans/reading.jinja",
        measure=measure,
        earlier=told.readings_of(parts, key, timezone.localdate()),
    )
