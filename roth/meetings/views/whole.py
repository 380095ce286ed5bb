"""The list of conferences, and the page of one: before it is held, and its record after."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from roth.accounts.requests import SignedIn
from roth.domain import conference as rules
from roth.domain.access import Permission
from roth.domain.stages import Stage
from roth.meetings import access, present, selectors
from roth.meetings.forms.listing import MeetingsFilterForm
from roth.meetings.models import Meeting
from roth.meetings.views.common import address
from roth.pathway.selectors import clocks
from roth.people.access import may
from roth.people.frame import frame
from roth.people.models import YoungPerson
from roth.ui.pages import page
from roth.voice import beside

PER_PAGE, MOST_TO_COME = 50, 200
REVIEWED = frozenset({Stage.PLAN.value, Stage.REVIEW_BOOKED.value})  # stages at which a review may be asked for


def meetings(request: SignedIn) -> HttpResponse:
    """The reader's conferences: those to come first, then those that were held; or as they narrowed it."""
    found = access.meetings_for(request.user)
    form = MeetingsFilterForm(request.GET, chairs=selectors.chairs_of(found))
    asked = form.asked
    state = asked.pop("state", "")
    found = selectors.narrowed(found, **asked)
    past = selectors.called_off(found) if state == "cancelled" else selectors.held(found)
    shown = Paginator(past if state != "to_come" else past.none(), PER_PAGE).get_page(request.GET.get("page"))
    to_come = selectors.upcoming(found)[:MOST_TO_COME] if state in ("", "to_come") else ()
    kept = request.GET.copy()
    kept.pop("page", None)
    return page(
        request,
        "meetings/list.jinja",
        title="Meetings",
        form=form,
        narrowed=bool(asked or state),
        upcoming=[present.line(each, address(each.episode.young_person.ref)) for each in to_come],
        past=[present.line(each, _address_of(each)) for each in shown],
        past_title="Called off" if state == "cancelled" else "Held",
        pagination=shown,
        address=f"?{kept.urlencode()}&" if kept else "?",
        fragment="meetings/_rows.jinja",
        may_see_who_came=request.user.standing.may("attendance.view"),
    )


def conference(request: SignedIn, ref: str) -> HttpResponse:
    """The conference: who is coming and what they can change; once it was held, its record."""
    young_person, meeting = access.young_person_and_meeting(request.user, ref)
    if meeting is None:
        return page(request, "meetings/none.jinja", title="Conference", **frame(request, young_person, "conference"))
    if selectors.only_invited(young_person):
        return _invited(request, young_person, meeting)
    return _held(request, young_person, meeting) if meeting.held else _before(request, young_person, meeting)


def earlier(request: SignedIn, ref: str, number: int) -> HttpResponse:
    """The record of a meeting that was held or called off before the one that the conference page shows."""
    young_person, meeting = access.meeting_numbered(request.user, ref, number)
    if selectors.only_invited(young_person):
        return _invited(request, young_person, meeting)
    return _before(request, young_person, meeting) if meeting.open else _held(request, young_person, meeting)


def _invited(request: SignedIn, young_person: YoungPerson, meeting: Meeting) -> HttpResponse:
    asked = selectors.invitation_of(request.user, meeting)
    context = _about(request, young_person, meeting) | beside.for_the_meeting(young_person)
    watch = selectors.may_watch(asked) and meeting.status == "booked"
    return page(
        request,
        "meetings/invited.jinja",
        **context,
        person=present.person(asked),
        may_watch=watch,
        has_report=selectors.report_of(asked) is not None,
    )


def _held(request: SignedIn, young_person: YoungPerson, meeting: Meeting) -> HttpResponse:
    context = _about(request, young_person, meeting) | _all_of(request, young_person, meeting)
    people = present.people(selectors.attendance(meeting))
    decided, minutes = present.decision(meeting), present.record(meeting)
    return page(request, "meetings/held.jinja", **context, people=people, decision=decided, minutes=minutes)


def _before(request: SignedIn, young_person: YoungPerson, meeting: Meeting) -> HttpResponse:
    people = selectors.attendance(meeting)
    contexts, agencies = selectors.contexts_and_reach(young_person, meeting.episode)
    found = rules.reach(contexts, selectors.invitees(people), agencies)
    return page(
        request,
        "meetings/before.jinja",
        **_about(request, young_person, meeting) | _all_of(request, young_person, meeting),
        people=present.people(people),
        before=present.before(found, people, contexts),
        clock=present.clock(clocks(meeting.episode), timezone.localdate(), meeting.kind),
    )


def _about(request: SignedIn, young_person: YoungPerson, meeting: Meeting) -> dict[str, Any]:
    """What every page of a meeting says."""
    arranged = {"meeting": meeting, "arrangements": present.arrangements(meeting)}
    return {
        "title": meeting.kind_name,
        **frame(request, young_person, "conference", selectors.head_of(meeting)),
        **arranged,
    }


def _all_of(request: SignedIn, young_person: YoungPerson, meeting: Meeting) -> dict[str, Any]:
    """What it says besides to whoever sees all of it: what they may do next, its moves, and the meetings before it."""
    booked, chairs = meeting.status == "booked", may(young_person, Permission.MEETING_DECIDE)
    before = [one for one in selectors.meetings_of(request.user, young_person) if one.pk < meeting.pk]
    for one in before:
        one.episode.young_person = young_person
    reviewed = meeting.held and meeting.episode.stage in REVIEWED
    return {
        "may_book": may(young_person, Permission.MEETING_BOOK),
        "may_answer": may(young_person, Permission.VOICE_REPLY),
        "may_record": booked and may(young_person, Permission.MEETING_RECORD),
        "may_watch": booked,
        "may_decide": booked and meeting.chair_id == request.user.pk and chairs,
        "may_agree": chairs and bool(meeting.early_reason) and meeting.early_agreed_on is None,
        "may_ask_review": reviewed and may(young_person, Permission.REVIEW_ASK),
        "moves": present.moves(meeting.rearrangements.all()) if meeting.calendar_sequence else [],
        "earlier": present.earlier_lines(before, _address_of),
        **beside.for_the_record(young_person),
    }


def _line(meeting: Meeting) -> present.Line:
    return present.line(meeting, address(meeting.episode.young_person.ref))


def _address_of(meeting: Meeting) -> str:
    return reverse("meetings:earlier", args=(meeting.episode.young_person.ref, meeting.pk))
