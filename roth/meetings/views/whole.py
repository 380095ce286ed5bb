"""The list of conferences, and the page of one: before it is held, and its record after."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils import timezone

from roth.accounts.requests import SignedIn
from roth.domain import conference as rules
from roth.domain.access import Permission
from roth.meetings import access, present, selectors
from roth.meetings.models import Meeting
from roth.meetings.views.common import address
from roth.pathway.selectors import clocks
from roth.people.access import may
from roth.people.frame import frame
from roth.people.models import YoungPerson
from roth.ui.pages import page

PER_PAGE = 50


def meetings(request: SignedIn) -> HttpResponse:
    """The reader's conferences, those to come first."""
    found = access.meetings_for(request.user)
    held = Paginator(selectors.held(found), PER_PAGE).get_page(request.GET.get("page"))
    return page(
        request,
        "meetings/list.jinja",
        title="Meetings",
        upcoming=[present.line(each, address) for each in selectors.upcoming(found)[:200]],
        held=[present.line(each, address) for each in held],
        pagination=held,
    )


def conference(request: SignedIn, ref: str) -> HttpResponse:
    """The conference: who is coming and what they can change; once it was held, its record."""
    young_person, meeting = access.young_person_and_meeting(request.user, ref)
    context = {"title": present.TITLE, **frame(request, young_person, "conference")}
    if meeting is None:
        return page(request, "meetings/none.jinja", **context)
    if selectors.only_invited(young_person):
        asked = selectors.invitation_of(request.user, meeting)
        own, watch = present.person(asked), selectors.may_watch(asked) and meeting.status == "booked"
        return page(request, "meetings/invited.jinja", **context, **_arranged(meeting), person=own, may_watch=watch)
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


def _arranged(meeting: Meeting) -> dict[str, Any]:
    return {"meeting": meeting, "arrangements": present.arrangements(meeting)}


def _places(request: SignedIn, young_person: YoungPerson, meeting: Meeting) -> dict[str, Any]:
    """What this reader may do next, for the buttons."""
    booked = meeting.status == "booked"
    return {
        "may_book": may(young_person, Permission.MEETING_BOOK),
        "may_record": booked and may(young_person, Permission.MEETING_RECORD),
        "may_watch": booked,
        "may_decide": booked and meeting.chair_id == request.user.pk and may(young_person, Permission.MEETING_DECIDE),
    }
