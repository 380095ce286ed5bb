"""Pages of a conference: the list, before, booking, invitations, who came, the record, the decision."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from roth.accounts.requests import SignedIn
from roth.domain import conference as rules
from roth.domain.access import Permission
from roth.domain.errors import NotAllowed, NotPossible
from roth.domain.words import day_in_full
from roth.meetings import access, actions, checks, forms, present, selectors
from roth.meetings.models import Invitation, Meeting
from roth.pathway.addresses import linked
from roth.pathway.selectors import clocks
from roth.people.access import may
from roth.people.frame import frame
from roth.people.models import YoungPerson
from roth.ui.forms import Form
from roth.ui.pages import form_page, page

PER_PAGE = 50
BOOKED = ("scheduled_at", "mode", "place", "young_persons_preferences", "late_reason", "late_words")


def meetings(request: SignedIn) -> HttpResponse:
    """The reader's conferences, those to come first."""
    found = access.meetings_for(request.user)
    held = Paginator(selectors.held(found), PER_PAGE).get_page(request.GET.get("page"))
    return page(
        request,
        "meetings/list.jinja",
        title="Meetings",
        upcoming=[present.line(each, _address) for each in selectors.upcoming(found)[:200]],
        held=[present.line(each, _address) for each in held],
        pagination=held,
    )


def conference(request: SignedIn, ref: str) -> HttpResponse:
    """The conference: who is coming and what they can change; once it was held, its record."""
    young_person, meeting = access.young_person_and_meeting(request.user, ref)
    context = {"title": present.TITLE, **frame(request, young_person, "conference")}
    if meeting is None:
        return page(request, "meetings/none.jinja", **context)
    if selectors.only_invited(young_person):
        own = present.person(selectors.invitation_of(request.user, meeting))
        return page(request, "meetings/invited.jinja", **context, **_arranged(meeting), person=own)
    people = selectors.attendance(meeting)
    context |= _arranged(meeting) | _places(request, young_person, meeting) | {"people": present.people(people)}
    if meeting.held:
        decided, minutes = present.decision(meeting), present.record(meeting)
        return page(request, "meetings/held.jinja", **context, decision=decided, minutes=minutes)
    contexts, agencies = selectors.contexts_and_reach(young_person, meeting.episode)
    found = rules.reach(contexts, selectors.invitees(people), agencies)
    clock = present.clock(clocks(meeting.episode), timezone.localdate())
    return page(
        request, "meetings/before.jinja", **context, before=present.before(found, people, contexts), clock=clock
    )


def book(request: SignedIn, ref: str) -> HttpResponse:
    """When, where and with which chair."""
    meeting = _open(request, ref, Permission.MEETING_BOOK)
    chairs = {chair.pk: chair for chair in selectors.chairs_for(meeting.episode.young_person)}
    limit_on = checks.last_day(meeting.episode)

    def save(data: dict[str, Any]) -> Meeting:
        data |= {"chair": chairs[data["chair"]], "late_reason": data["late_reason"] or ""}
        return actions.book_conference(by=request.user, meeting=meeting, **data)

    return _form(
        request,
        meeting,
        form_class=forms.BookForm,
        form_kwargs={"chairs": chairs.values(), "last_day": day_in_full(limit_on) if limit_on else ""},
        initial={**{name: getattr(meeting, name) for name in BOOKED}, "chair": meeting.chair_id},
        save=save,
        version=meeting.version,
        title="Book the conference",
        said="The conference is booked, and its chair has been told.",
        button="Book",
    )


def invite(request: SignedIn, ref: str) -> HttpResponse:
    """Ask somebody to come. `agency` in the address is one that has reach: what it can change is ticked already."""
    meeting = _open(request, ref, Permission.MEETING_BOOK)
    young_person = meeting.episode.young_person
    contexts, reach = selectors.contexts_and_reach(young_person, meeting.episode)
    people, agencies = selectors.people_of(young_person), selectors.agencies_of(young_person)
    asked = request.GET.get("agency", "")
    suggested = next((each for each in reach if str(each.key) == asked), None)

    def save(data: dict[str, Any]) -> Invitation:
        data["user"] = next((held.user for held in people if held.user_id == data["user"]), None)
        data["agency"] = next((agency for agency in agencies if agency.pk == data["agency"]), None)
        return actions.invite(by=request.user, meeting=meeting, **data)

    return _form(
        request,
        meeting,
        form_class=forms.InviteForm,
        form_kwargs={"contexts": contexts, "reach": reach, "people": people, "agencies": agencies},
        initial={"agency": suggested.key, "can_influence": list(suggested.contexts)} if suggested else {},
        save=save,
        title="Invite someone",
        said=lambda invitation: f"{invitation.name} is invited.",
        button="Invite",
    )


def invitation(request: SignedIn, ref: str, number: int) -> HttpResponse:
    """Change what one person is asked to bring and what they can change."""
    found = access.invitation_for(request.user, ref, number)
    meeting = _unheld(found.meeting)
    contexts, reach = selectors.contexts_and_reach(meeting.episode.young_person, meeting.episode)
    can_change = list(found.can_influence.values_list("pk", flat=True))
    initial = {"role": found.role, "asked_to_bring": found.asked_to_bring, "can_influence": can_change}
    return _form(
        request,
        meeting,
        form_class=forms.InvitationForm,
        form_kwargs={"contexts": contexts, "reach": reach},
        initial=initial,
        save=lambda data: actions.change_invitation(by=request.user, invitation=found, **data),
        version=found.version,
        title=f"Invitation of {found.name}",
        said="The invitation is saved.",
        key=f"invitation:{found.pk}",
        template="meetings/invitation.jinja",
        withdraw=reverse("meetings:withdraw", args=(ref, number)),
    )


def withdraw(request: SignedIn, ref: str, number: int) -> HttpResponse:
    """End an invitation, and with it the person's access."""
    found = access.invitation_for(request.user, ref, number)
    return _form(
        request,
        found.meeting,
        form_class=Form,
        save=lambda data: actions.withdraw_invitation(by=request.user, invitation=found, on=timezone.localdate()),
        title=f"Withdraw the invitation of {found.name}",
        question=f"{found.name} can then no longer open the conference or the plan.",
        said=f"The invitation of {found.name} is withdrawn.",
        button="Withdraw the invitation",
        key=f"withdraw:{found.pk}",
        template="layouts/confirm.jinja",
        draft=False,
    )


def attendance(request: SignedIn, ref: str) -> HttpResponse:
    """Who came, and what each person thinks."""
    meeting = _booked(_open(request, ref, Permission.MEETING_RECORD))
    people = selectors.attendance(meeting)
    speaking = frozenset(one.key for one in selectors.invitees(people) if one.for_an_agency)
    fields = forms.AttendanceForm(people=people, agency_people=speaking).fields

    def save(data: dict[str, Any]) -> list[Invitation]:
        rows = forms.attendance_rows(fields, data)
        return actions.record_attendance(by=request.user, meeting=meeting, rows=rows, version=data["version"])

    return _form(
        request,
        meeting,
        form_class=forms.AttendanceForm,
        form_kwargs={"people": people, "agency_people": speaking},
        initial=forms.attendance_initial(fields, people),
        save=save,
        version=selectors.attendance_version(meeting),
        title="Who came, and what they think",
        said="Who came is saved.",
        template="meetings/attendance.jinja",
        nobody=not people,
    )


def record(request: SignedIn, ref: str) -> HttpResponse:
    """The record as the conference goes, on a screen that everybody can see."""
    meeting = _booked(_open(request, ref, Permission.MEETING_RECORD))
    return _form(
        request,
        meeting,
        form_class=forms.RecordForm,
        initial={name: getattr(meeting, name) for name in forms.RecordForm.base_fields},
        save=lambda data: actions.record_conference(
            by=request.user, meeting=meeting, **{**data, "participation": data["participation"] or ""}
        ),
        version=meeting.version,
        title="Conference record",
        said="The record is saved.",
        template="meetings/record.jinja",
        agenda=rules.AGENDA,
        said_today=meeting.young_persons_views,
    )


def decide(request: SignedIn, ref: str) -> HttpResponse:
    """The chair's decision."""
    meeting = _booked(_open(request, ref, Permission.MEETING_DECIDE))
    if meeting.chair_id != request.user.pk:
        raise NotAllowed("Only the chair of this conference may record its decision.")

    def save(data: dict[str, Any]) -> Meeting:
        data |= {
            "category": data["category"] or "",
            "extra_familial_primary": data["extra_familial_primary"] is not False,
        }
        return actions.decide_conference(by=request.user, meeting=meeting, **data)

    day = timezone.localdate(meeting.scheduled_at) if meeting.scheduled_at else None
    return _form(
        request,
        meeting,
        form_class=forms.DecideForm,
        initial={"on": day if day and day <= timezone.localdate() else None},
        save=save,
        version=meeting.version,
        title="Record the decision",
        said="The decision is recorded and the conference is closed.",
        button="Record the decision",
        template="meetings/decide.jinja",
        people=present.people(selectors.attendance(meeting)),
    )


# --- Parts of pages ---------------------------------------------------------------------------------------------------
def _address(ref: str) -> str:
    return reverse("meetings:conference", args=(ref,))


def _open(request: SignedIn, ref: str, permission: Permission) -> Meeting:
    """The conference behind the door, if it may still change."""
    return _unheld(access.meeting_for(request.user, ref, permission))


def _unheld(meeting: Meeting) -> Meeting:
    if meeting.held:
        raise NotPossible("This conference was held and its record is closed.")
    return meeting


def _booked(meeting: Meeting) -> Meeting:
    if meeting.status != "booked":
        raise NotPossible("The conference is not booked yet. The coordinator says when it is and who chairs it.")
    return meeting


def _arranged(meeting: Meeting) -> dict[str, Any]:
    return {"meeting": meeting, "arrangements": present.arrangements(meeting)}


def _places(request: SignedIn, young_person: YoungPerson, meeting: Meeting) -> dict[str, Any]:
    """What this reader may do next, for the buttons."""
    booked = meeting.status == "booked"
    return {
        "may_book": may(young_person, Permission.MEETING_BOOK),
        "may_record": booked and may(young_person, Permission.MEETING_RECORD),
        "may_decide": booked and meeting.chair_id == request.user.pk and may(young_person, Permission.MEETING_DECIDE),
    }


def _form(request: SignedIn, meeting: Meeting, *, key: str = "", save: Any, **kwargs: Any) -> HttpResponse:
    """A form page of this conference, which leads back to it."""
    young_person = meeting.episode.young_person
    name = request.resolver_match.url_name if request.resolver_match else ""

    def placed(data: dict[str, Any]) -> Any:
        with linked(young_person.ref), _of_ours(young_person.ref):
            return save(data)

    return form_page(
        request,
        save=placed,
        key=key or f"conference:{meeting.pk}:{name}",
        success=_address(young_person.ref),
        back=_address(young_person.ref),
        **frame(request, young_person, "conference"),
        **kwargs,
    )


@contextmanager
def _of_ours(ref: str) -> Iterator[None]:
    """Inside, a refusal names the pages of this room where something is missing."""
    try:
        yield
    except NotPossible as refused:
        pages = {name: reverse(f"meetings:{name}", args=(ref,)) for name in ("attendance", "record")}
        missing = tuple((pages.get(where, where), text) for where, text in refused.missing)
        raise NotPossible(str(refused), missing) from refused
