"""Pages of what has to be settled before a meeting: is it ready, who is prepared, who stays out."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from roth.accounts.requests import SignedIn
from roth.domain import meetings as rules
from roth.domain.access import Permission
from roth.domain.errors import NotVisible
from roth.domain.meeting_stages import GUARDS, READINESS
from roth.meetings import access, actions, checks, present, selectors
from roth.meetings.forms.preparing import ExclusionForm, PreparationForm, RulingForm
from roth.meetings.views.common import form, open_to
from roth.people.access import may
from roth.people.frame import frame
from roth.ui.pages import page

PREPARED = tuple(PreparationForm.base_fields)


def ready(request: SignedIn, ref: str) -> HttpResponse:
    """Is the meeting ready: who is expected, whose report is missing, who is prepared, what the chair has to decide."""
    meeting = access.meeting_for(request.user, ref, Permission.RECORD_VIEW)
    young_person = meeting.episode.young_person
    people = selectors.attendance(meeting)
    contexts, _ = selectors.contexts_and_reach(young_person, meeting.episode)
    coming = frozenset(one.pk for one in people if one.answer == "coming")
    forecast = rules.quorum_forecast(rules.kind_of(meeting.kind), selectors.invitees(people), coming, contexts)
    facts = selectors.meeting_facts(meeting, by=request.user, people=people)
    return page(
        request,
        "meetings/ready.jinja",
        title="Is the conference ready?",
        forecast=forecast,
        missing=[GUARDS[name].sentence for name in READINESS if not GUARDS[name].holds(facts)],
        reports=present.report_lines(selectors.reports_of(meeting)),
        preparation=present.preparation(selectors.preparation_of(meeting)),
        exclusions=present.exclusions(selectors.exclusions_of(meeting)),
        may_prepare=meeting.open and may(young_person, Permission.MEETING_PREPARE),
        may_decide=meeting.open and meeting.chair_id == request.user.pk,
        **frame(request, young_person, "conference"),
    )


def prepare(request: SignedIn, ref: str) -> HttpResponse:
    """Write how people are prepared."""
    meeting = open_to(request, ref, Permission.MEETING_PREPARE)
    row = selectors.preparation_of(meeting)

    def save(data: dict[str, Any]) -> Any:
        data |= {name: data[name] or "" for name in ("interpreter", "access")}
        return actions.prepare_meeting(by=request.user, meeting=meeting, **data)

    return form(
        request,
        meeting,
        form_class=PreparationForm,
        initial={name: getattr(row, name) for name in PREPARED},
        save=save,
        version=row.version,
        title="How people are prepared",
        said="It is saved.",
        **_back(ref),
    )


def exclude(request: SignedIn, ref: str) -> HttpResponse:
    """Ask the chair that somebody stay out."""
    meeting = open_to(request, ref, Permission.MEETING_PREPARE)
    return form(
        request,
        meeting,
        form_class=ExclusionForm,
        save=lambda data: actions.ask_to_exclude(by=request.user, meeting=meeting, on=timezone.localdate(), **data),
        title="Ask that somebody stay out",
        said="The chair is asked.",
        button="Ask the chair",
        **_back(ref),
    )


def rule_on_exclusion(request: SignedIn, ref: str, number: int) -> HttpResponse:
    """The chair's decision."""
    meeting = open_to(request, ref, Permission.MEETING_DECIDE)
    checks.require_the_chair(request.user, meeting)
    found = next((one for one in selectors.exclusions_of(meeting) if one.pk == number), None)
    if found is None:
        raise NotVisible
    return form(
        request,
        meeting,
        form_class=RulingForm,
        save=lambda data: actions.decide_exclusion(by=request.user, exclusion=found, **data),
        key=f"exclusion:{found.pk}",
        title=f"Should {found.name} stay out?",
        said="Your decision is saved.",
        template="meetings/ruling.jinja",
        asked=present.exclusions([found])[0],
        **_back(ref),
    )


def _back(ref: str) -> dict[str, str]:
    place = reverse("meetings:ready", args=(ref,))
    return {"success": place, "back": place}
