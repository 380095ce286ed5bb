"""After a conference: the letter for each reader, the minutes, their corrections, approval, sending and closing."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from roth.accounts.requests import SignedIn
from roth.domain import conference_papers as papers
from roth.domain.access import Permission
from roth.domain.errors import NotPossible, NotVisible
from roth.domain.meeting_stages import CLOSED_TO_WRITING, MEETING, MeetingStage, line, stage_of
from roth.meetings import access, actions, forms, present, selectors
from roth.meetings.models import Meeting
from roth.meetings.views.common import form
from roth.people.access import may
from roth.people.frame import frame
from roth.ui.forms import Form
from roth.ui.pages import page


def letter(request: SignedIn, ref: str, audience: str) -> HttpResponse:
    """The decision letter for one reader, as it prints. A partner sees the one sent to them, as it was sent."""
    if audience not in papers.AUDIENCES:
        raise NotVisible
    young_person, meeting, own = access.paper_for(request.user, ref, "decision_letter")
    if own is not None and own.profile != audience:
        raise NotVisible
    said = own.said if own else selectors.said_in(meeting, "decision_letter", audience)
    given = [] if own else selectors.shares_of(meeting, "decision_letter")
    return page(
        request,
        "meetings/letter.jinja",
        title=f"Decision letter: {papers.AUDIENCES[audience].lower()}",
        **frame(request, young_person, "conference"),
        meeting=meeting,
        said=said,
        foot=present.foot(meeting, audience, own, timezone.localdate()),
        others=[] if own else [each for each in papers.AUDIENCES.items() if each[0] != audience],
        may_send=own is None and may(young_person, Permission.MEETING_RECORD),
        shares=present.shares(given),
        without="" if own else _without(meeting, given),
    )


def send_letter(request: SignedIn, ref: str) -> HttpResponse:
    """Give the letter to people."""
    return _send(
        request, ref, "decision_letter", "Send the decision letter", reverse("meetings:conference", args=(ref,))
    )


def minutes(request: SignedIn, ref: str) -> HttpResponse:
    """The minutes: where they are, what they say, what somebody asked to have corrected."""
    young_person, meeting, one = access.minutes_for(request.user, ref)
    facts = selectors.meeting_facts(meeting, by=request.user)
    stage = stage_of(facts)
    recorder = one is None and may(young_person, Permission.MEETING_RECORD)
    chair = one is None and meeting.chair_id == request.user.pk and may(young_person, Permission.MEETING_DECIDE)
    people = selectors.attendance(meeting)
    return page(
        request,
        "meetings/minutes.jinja",
        title="Minutes",
        **frame(request, young_person, "conference"),
        meeting=meeting,
        stage=stage,
        stages=present.stages(line(facts)),
        rows=papers.minutes_for(selectors.record_rows(meeting), "professional"),
        people=present.people(people),
        corrections=present.corrections(selectors.corrections_of(meeting)),
        additions=selectors.additions_of(meeting),
        shares=present.shares(selectors.shares_of(meeting, "minutes")) if recorder else [],
        foot=present.foot(meeting, "professional", None, timezone.localdate()),
        may_edit=recorder and stage not in CLOSED_TO_WRITING,
        may_correct=stage not in CLOSED_TO_WRITING and (recorder or one is not None),
        may_answer=chair and stage not in CLOSED_TO_WRITING,
        may_approve=chair and stage is MeetingStage.RECORD_DRAFT,
        may_send=recorder and stage in (MeetingStage.RECORD_APPROVED, MeetingStage.RECORD_SENT),
        may_close=chair and stage is MeetingStage.RECORD_SENT,
        may_add=recorder and stage in CLOSED_TO_WRITING,
    )


def edit_minutes(request: SignedIn, ref: str) -> HttpResponse:
    """Put the draft in order."""
    meeting = _held(request, ref, Permission.MEETING_RECORD)
    if stage_of(selectors.meeting_facts(meeting)) in CLOSED_TO_WRITING:
        raise NotPossible("The minutes are approved and stay as they are. Add what is missing beside them.")
    return _form(
        request,
        meeting,
        form_class=forms.RecordForm,
        initial={name: getattr(meeting, name) for name in forms.RecordForm.base_fields},
        save=lambda data: actions.edit_minutes(
            by=request.user, meeting=meeting, **{**data, "participation": data["participation"] or ""}
        ),
        version=meeting.version,
        title="Put the minutes in order",
        said="The minutes are saved.",
    )


def correct(request: SignedIn, ref: str) -> HttpResponse:
    """Somebody who was there asks for a correction."""
    _, meeting, one = access.minutes_for(request.user, ref)
    for_others = one is None
    if for_others:
        access.meeting_for(request.user, ref, Permission.MEETING_RECORD)
    people = selectors.attendance(meeting)

    def save(data: dict[str, Any]) -> Any:
        asks = data.pop("invitation", None)
        who = next((each for each in people if each.pk == asks), None)
        return actions.ask_for_correction(by=request.user, meeting=meeting, invitation=who, **data)

    return _form(
        request,
        meeting,
        form_class=forms.CorrectionForm,
        form_kwargs={"people": people, "for_others": for_others},
        save=save,
        title="Ask for a correction",
        said="Your correction is with the chair.",
    )


def answer_correction(request: SignedIn, ref: str, number: int) -> HttpResponse:
    """The chair answers."""
    meeting = _held(request, ref, Permission.MEETING_DECIDE)
    found = next((each for each in selectors.corrections_of(meeting) if each.pk == number), None)
    if found is None:
        raise NotVisible
    return _form(
        request,
        meeting,
        form_class=forms.AnswerForm,
        save=lambda data: actions.answer_correction(by=request.user, correction=found, **data),
        version=found.version,
        title=f"What {found.asked_by} asks to have corrected",
        said="The correction is answered.",
        key=f"correction:{found.pk}",
        template="meetings/answer_correction.jinja",
        correction=found,
    )


def approve_minutes(request: SignedIn, ref: str) -> HttpResponse:
    """Only the chair."""
    meeting = _held(request, ref, Permission.MEETING_DECIDE)
    facts = selectors.meeting_facts(meeting, by=request.user)
    MEETING.require("M17", stage_of(facts), facts)
    return _sure(
        request,
        meeting,
        save=lambda data: actions.approve_minutes(by=request.user, meeting=meeting),
        title="Approve the minutes",
        question="From then on they stay as they are. What comes to light later is added beside them.",
        said="The minutes are approved.",
        button="Approve the minutes",
    )


def send_minutes(request: SignedIn, ref: str) -> HttpResponse:
    """Give the minutes to those who came."""
    return _send(request, ref, "minutes", "Send the minutes", reverse("meetings:minutes", args=(ref,)))


def close_record(request: SignedIn, ref: str) -> HttpResponse:
    """Only the chair."""
    meeting = _held(request, ref, Permission.MEETING_DECIDE)
    facts = selectors.meeting_facts(meeting, by=request.user)
    MEETING.require("M19", stage_of(facts), facts)
    return _sure(
        request,
        meeting,
        save=lambda data: actions.close_record(by=request.user, meeting=meeting),
        title="Close the record",
        question="Nothing in it changes any more.",
        said="The record is closed.",
        button="Close the record",
    )


def add_to_record(request: SignedIn, ref: str) -> HttpResponse:
    """What came to light later."""
    meeting = _held(request, ref, Permission.MEETING_RECORD)
    return _form(
        request,
        meeting,
        form_class=forms.AdditionForm,
        save=lambda data: actions.add_to_closed_record(by=request.user, meeting=meeting, **data),
        title="Add to the record",
        said="It stands beside the record.",
    )


# --- Parts of pages ---------------------------------------------------------------------------------------------------
def _held(request: SignedIn, ref: str, permission: Permission) -> Meeting:
    meeting = access.meeting_for(request.user, ref, permission)
    if not meeting.held:
        raise NotPossible("The chair has not decided yet. Its papers come after the decision.")
    return meeting


def _without(meeting: Meeting, given: list[Any]) -> str:
    have = [each.invitation_id for each in given if each.invitation_id]
    return papers.still_without(papers.without_a_letter(selectors.recipients_of(meeting), have))


def _send(request: SignedIn, ref: str, kind: str, title: str, success: str) -> HttpResponse:
    meeting = _held(request, ref, Permission.MEETING_RECORD)
    recipients = selectors.recipients_of(meeting) if kind == "decision_letter" else selectors.who_came(meeting)
    given = frozenset(each.invitation_id for each in selectors.shares_of(meeting, kind) if each.invitation_id)
    return form(
        request,
        meeting,
        form_class=forms.ShareForm,
        form_kwargs={"recipients": recipients, "given": given, "family": True},
        initial={
            "to": [f"person:{one.key}" for one in recipients if one.key not in given],
            "on": timezone.localdate(),
        },
        save=lambda data: actions.share_paper(by=request.user, meeting=meeting, kind=kind, **data),
        title=title,
        said=lambda shares: f"Written down: given to {len(shares)}.",
        button="Write down that it is sent",
        template="meetings/send.jinja",
        success=success,
        back=success,
        paper=kind,
        audiences=papers.AUDIENCES,
    )


def _form(request: SignedIn, meeting: Meeting, **kwargs: Any) -> HttpResponse:
    back = reverse("meetings:minutes", args=(meeting.episode.young_person.ref,))
    return form(request, meeting, success=back, back=back, **kwargs)


def _sure(request: SignedIn, meeting: Meeting, **kwargs: Any) -> HttpResponse:
    return _form(request, meeting, form_class=Form, template="layouts/confirm.jinja", draft=False, **kwargs)
