"""One task: what it is and why, done, not needed, or handed over."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from roth.accounts.models import User
from roth.ui.pages import form_page, page
from roth.work import access, actions, forms, present, selectors


def task(request: HttpRequest, number: int) -> HttpResponse:
    """What is asked, of whom, why and until when; and the way to say that it is done."""
    user: User = request.user  # type: ignore[assignment]
    found = access.task_for(user, number)
    words = present.task(found, timezone.localdate(), user.standing)
    if not found.is_open and request.method == "GET":
        return page(request, "work/task_closed.jinja", title=found.what, task=words)
    return form_page(
        request,
        form_class=forms.DoneForm,
        save=lambda data: actions.finish_task(by=user, task=found, **data),
        title=found.what,
        key=f"task:{found.pk}",
        success=reverse("home"),
        said="That is done",
        template="work/task.jinja",
        button="This is done",
        back=reverse("home"),
        task=words,
    )


def hand_over(request: HttpRequest, number: int) -> HttpResponse:
    """Somebody else takes it on, with the reason."""
    user: User = request.user  # type: ignore[assignment]
    found = access.task_for(user, number)
    people = selectors.people_to_take(user, found)
    return form_page(
        request,
        form_class=forms.HandOverForm,
        form_kwargs={"people": [(each.pk, each.name) for each in people]},
        save=lambda data: actions.hand_over_task(by=user, task=found, **data),
        title="Hand the task over",
        key=f"task-over:{found.pk}",
        success=reverse("home"),
        said="The task is handed over",
        button="Hand it over",
        back=reverse("task", args=(found.pk,)),
    )
