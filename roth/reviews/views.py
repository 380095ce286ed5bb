"""Pages of a review: then and now, what is found, the exit test, the decision."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from roth.accounts.requests import SignedIn
from roth.domain import reviewing
from roth.domain.access import Permission
from roth.meetings.models import Meeting
from roth.pathway.addresses import linked
from roth.people.access import may
from roth.people.frame import frame
from roth.plans.models import Plan
from roth.plans.selectors import as_it_stands, at_start, facts_in, parts_of
from roth.reviews import access, actions, forms, present, selectors
from roth.ui.pages import form_page, page


@require_GET
def review(request: SignedIn, ref: str) -> HttpResponse:
    """Then and now, for each goal and each context; and what was decided."""
    person, plan, meeting = access.plan_and_meeting(request.user, ref, Permission.RECORD_VIEW)
    found, written = parts_of(plan), selectors.review_of(meeting)
    now = as_it_stands(plan, found, facts_in(plan, found))
    shown = present.then_and_now(found, at_start(plan), now, selectors.ratings_of(written))
    booked = meeting is not None and meeting.status == "booked"
    return page(
        request,
        "reviews/review.jinja",
        title="Review",
        plan=plan,
        meeting=meeting,
        review=written,
        shown=shown,
        decision=present.decision(written) if written and written.decision else (),
        exit_test=present.exit_test(written) if written else (),
        asked=reviewing.age_in_question(plan.starts_on, timezone.localdate()),
        may_write=booked and may(person, Permission.MEETING_RECORD),
        may_decide=booked and may(person, Permission.MEETING_DECIDE),
        **frame(request, person, "review"),
    )


def rate(request: SignedIn, ref: str) -> HttpResponse:
    """How every goal and every context is now, beside the start."""
    plan, meeting = access.open_review(request.user, ref, Permission.MEETING_RECORD)
    found, written = parts_of(plan), selectors.review_of(meeting)
    kept = (*actions.WORDS, "reports_shared_on")
    initial: dict[str, Any] = {name: getattr(written, name) for name in kept} if written else {}
    for key, each in selectors.ratings_of(written).items():
        name = key.replace(":", "_")
        initial |= {f"rating_{name}": each.rating, f"evidence_{name}": each.evidence, f"weight_{name}": each.weight_now}

    def save(data: dict[str, Any]) -> Any:
        words = {name: data[name] for name in kept}
        return actions.write_review(
            by=request.user,
            plan=plan,
            meeting=meeting,
            ratings=forms.ratings(data),
            version=data["version"] if written else None,
            **words,
        )

    return _form(
        request,
        plan,
        meeting,
        form_class=forms.RatingsForm,
        form_kwargs={"goals": found.live_goals, "contexts": found.contexts},
        initial=initial,
        save=save,
        title="What is different now?",
        key=f"review:{meeting.pk}:ratings",
        version=written.version if written else 1,
        said="What the review found is kept",
    )


def ending(request: SignedIn, ref: str) -> HttpResponse:
    """The exit test."""
    plan, meeting = access.open_review(request.user, ref, Permission.MEETING_RECORD)
    written = selectors.review_of(meeting)
    names = forms.ExitForm.base_fields
    return _form(
        request,
        plan,
        meeting,
        form_class=forms.ExitForm,
        initial={name: getattr(written, name) for name in names} if written else {},
        save=lambda data: actions.answer_exit_test(
            by=request.user, plan=plan, meeting=meeting, **_without_version(data, bool(written))
        ),
        title="Could the plan end?",
        key=f"review:{meeting.pk}:ending",
        version=written.version if written else 1,
        said="Your answers are kept",
    )


def _without_version(data: dict[str, Any], written: bool) -> dict[str, Any]:
    """A review that nobody has begun has no version to be behind of."""
    return data if written else {name: each for name, each in data.items() if name != "version"}


def decide(request: SignedIn, ref: str) -> HttpResponse:
    """The chair's decision."""
    plan, meeting = access.open_review(request.user, ref, Permission.MEETING_DECIDE)
    access.require_chair(request.user, meeting)
    day = timezone.localdate(meeting.scheduled_at) if meeting.scheduled_at else None
    return _form(
        request,
        plan,
        meeting,
        form_class=forms.DecideForm,
        initial={"on": day if day and day <= timezone.localdate() else None, "category": plan.latest_category},
        save=lambda data: actions.decide_review(by=request.user, plan=plan, meeting=meeting, **_said(data)),
        title="Record the decision",
        key=f"review:{meeting.pk}:decide",
        said="The decision is recorded and the review is closed",
        button="Record the decision",
    )


def _said(data: dict[str, Any]) -> dict[str, Any]:
    return {name: each if each is not None or name in ("on", "next_review_on") else "" for name, each in data.items()}


def _form(request: SignedIn, plan: Plan, meeting: Meeting, *, save: Any, **given: Any) -> HttpResponse:
    person = plan.episode.young_person

    def placed(data: dict[str, Any]) -> Any:
        with linked(person.ref, given["form_class"].base_fields):
            return save(data)

    home = reverse("reviews:review", args=(person.ref,))
    return form_page(request, save=placed, success=home, back=home, **given, **frame(request, person, "review"))
