"""Pages of disagreements: who disagrees, raising it, each step, complaints."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from roth.accounts.requests import SignedIn
from roth.disagreements import access, actions, forms, present, selectors
from roth.disagreements.actions import FOR_HANDLERS, FOR_THE_CHAIR
from roth.disagreements.models import Complaint, Dissent
from roth.domain.access import Permission
from roth.domain.disagreements import COMPLAINT, DISSENT, STANDS, ComplaintStage, DissentStage
from roth.domain.errors import NotAllowed, NotVisible
from roth.meetings.models import Meeting
from roth.people.access import may
from roth.people.frame import frame
from roth.people.models import YoungPerson
from roth.ui.pages import form_page, page


def disagreements(request: SignedIn, ref: str) -> HttpResponse:
    """Who disagrees with the newest conference, and how far it has come."""
    young_person, meeting = access.held_meeting_for(request.user, ref, Permission.DISAGREEMENT_VIEW)
    hears = may(young_person, Permission.COMPLAINT_VIEW)
    complaints = selectors.complaints_of(young_person) if hears else ()
    return page(
        request,
        "disagreements/list.jinja",
        title="Disagreement",
        **frame(request, young_person, "conference"),
        stands=STANDS,
        said=selectors.not_taken_further(request.user, meeting),
        dissents=[present.dissent_line(each) for each in selectors.dissents_for(request.user, young_person)],
        complaints=[present.complaint_line(each) for each in complaints],
        hears=hears,
        may_raise=may(young_person, Permission.DISAGREEMENT_RAISE),
        may_complain=may(young_person, Permission.COMPLAINT_RECORD),
        last_day=selectors.last_day_to_complain(meeting),
    )


def raise_dissent(request: SignedIn, ref: str) -> HttpResponse:
    """Say that one disagrees."""
    young_person, meeting = access.held_meeting_for(request.user, ref, Permission.DISAGREEMENT_RAISE)
    return _form(
        request,
        young_person,
        form_class=forms.RaiseForm,
        save=lambda data: actions.raise_dissent(by=request.user, meeting=meeting, **data),
        title="Say that you disagree",
        said="Your words are kept. The chair puts them into the record.",
        key=f"dissent:{meeting.pk}:new",
    )


def take_further(request: SignedIn, ref: str, number: int) -> HttpResponse:
    """Take further what was said in the room."""
    young_person, meeting = access.held_meeting_for(request.user, ref, Permission.DISAGREEMENT_RAISE)
    view = next((each for each in selectors.not_taken_further(request.user, meeting) if each.pk == number), None)
    if view is None:
        raise NotVisible
    return _form(
        request,
        young_person,
        form_class=forms.FurtherForm,
        save=lambda data: actions.raise_dissent(
            by=request.user, meeting=meeting, view=view, about=view.about, words=view.words, **data
        ),
        title=f"Take further what {view.name} said",
        said="It is taken further.",
        key=f"dissent:{meeting.pk}:{view.pk}",
        template="disagreements/words.jinja",
        words_said=view.words,
        who=view.name,
    )


def dissent(request: SignedIn, ref: str, number: int) -> HttpResponse:
    """One dissent with every step."""
    young_person, found = access.dissent_for(request.user, ref, number)
    stage = DissentStage(found.stage)
    allowed = _dissent_steps(request, young_person, found)
    return page(
        request,
        "disagreements/one.jinja",
        title=f"What {found.name} disagrees with",
        **frame(request, young_person, "conference"),
        line=present.dissent_line(found),
        words_said=found.words,
        more=[("Anybody less safe meanwhile?", found.safety_now)],
        stage=stage,
        stands=STANDS,
        steps=present.steps(DISSENT, stage, allowed),
        step_name="disagreements:move_dissent",
        history=present.history(DISSENT, selectors.moves_of(found)),
    )


def move_dissent(request: SignedIn, ref: str, number: int, code: str) -> HttpResponse:
    """One step further."""
    young_person, found = access.dissent_for(request.user, ref, number)
    if code not in _dissent_steps(request, young_person, found):
        raise NotAllowed("This step is for somebody else, or it has been taken.")
    return _form(
        request,
        young_person,
        form_class=forms.MoveForm,
        form_kwargs={"guards": DISSENT.step(code).guards},
        save=lambda data: actions.move_dissent(by=request.user, dissent=found, code=code, **data),
        version=found.version,
        title=DISSENT.step(code).title,
        said="Written down.",
        key=f"dissent:{found.pk}:{code}",
        template="disagreements/words.jinja",
        words_said=found.words,
        who=found.name,
        success=reverse("disagreements:dissent", args=(ref, number)),
    )


def complain(request: SignedIn, ref: str) -> HttpResponse:
    """Write down a complaint."""
    young_person, meeting = access.held_meeting_for(request.user, ref, Permission.COMPLAINT_RECORD)
    return _form(
        request,
        young_person,
        form_class=forms.ComplaintForm,
        save=lambda data: actions.receive_complaint(by=request.user, meeting=meeting, **data),
        title="Write down a complaint",
        said="The complaint is received.",
        key=f"complaint:{meeting.pk}:new",
        template="disagreements/complain.jinja",
        last_day=selectors.last_day_to_complain(meeting),
        stands=STANDS,
    )


def complaint(request: SignedIn, ref: str, number: int) -> HttpResponse:
    """One complaint with every step."""
    young_person, found = access.complaint_for(request.user, ref, number)
    stage = ComplaintStage(found.stage)
    return page(
        request,
        "disagreements/one.jinja",
        title=f"Complaint of {found.name}",
        **frame(request, young_person, "conference"),
        line=present.complaint_line(found),
        words_said=found.words,
        more=[("Help offered", found.help_given), ("Heard by", found.heard_by), ("Why it is late", found.late_reason)],
        stage=stage,
        stands=STANDS,
        steps=present.steps(COMPLAINT, stage, _complaint_steps(request, young_person, found)),
        step_name="disagreements:move_complaint",
        history=present.history(COMPLAINT, selectors.moves_of(found)),
    )


def move_complaint(request: SignedIn, ref: str, number: int, code: str) -> HttpResponse:
    """One step further."""
    young_person, found = access.complaint_for(request.user, ref, number)
    if code not in _complaint_steps(request, young_person, found):
        raise NotAllowed("This step is for somebody else, or it has been taken.")
    return _form(
        request,
        young_person,
        form_class=forms.MoveForm,
        form_kwargs={"guards": COMPLAINT.step(code).guards},
        save=lambda data: actions.move_complaint(by=request.user, complaint=found, code=code, **data),
        version=found.version,
        title=COMPLAINT.step(code).title,
        said="Written down.",
        key=f"complaint:{found.pk}:{code}",
        template="disagreements/words.jinja",
        words_said=found.words,
        who=found.name,
        success=reverse("disagreements:complaint", args=(ref, number)),
    )


# --- Parts of pages ---------------------------------------------------------------------------------------------------
def _chairs(request: SignedIn, meeting: Meeting) -> bool:
    return meeting.chair_id == request.user.pk


def _dissent_steps(request: SignedIn, young_person: YoungPerson, found: Dissent) -> list[str]:
    """The steps of a dissent that this reader may take now."""
    handles, theirs = may(young_person, Permission.DISAGREEMENT_HANDLE), selectors.is_theirs(request.user, found)
    leaving = [step.code for step in DISSENT.leaving(DissentStage(found.stage))]
    return [
        code
        for code in leaving
        if (code in FOR_THE_CHAIR and _chairs(request, found.meeting))
        or (code not in FOR_THE_CHAIR and (handles or (theirs and code not in FOR_HANDLERS)))
    ]


def _complaint_steps(request: SignedIn, young_person: YoungPerson, found: Complaint) -> list[str]:
    """The steps of a complaint that this reader may take now."""
    handles = may(young_person, Permission.COMPLAINT_VIEW) and may(young_person, Permission.COMPLAINT_RECORD)
    leaving = [step.code for step in COMPLAINT.leaving(ComplaintStage(found.stage))]
    return [code for code in leaving if (_chairs(request, found.meeting) if code in FOR_THE_CHAIR else handles)]


def _form(request: SignedIn, young_person: YoungPerson, *, success: str = "", **kwargs: Any) -> HttpResponse:
    back = success or reverse("disagreements:list", args=(young_person.ref,))
    return form_page(request, success=back, back=back, **frame(request, young_person, "conference"), **kwargs)
