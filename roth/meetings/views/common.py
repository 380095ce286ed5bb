"""What the pages of a conference share: the door, the way back, and where a refusal points."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from roth.accounts.requests import SignedIn
from roth.domain.access import Permission
from roth.domain.errors import NotPossible
from roth.meetings import access
from roth.meetings.models import Meeting
from roth.pathway.addresses import linked
from roth.people.frame import frame
from roth.people.models import YoungPerson
from roth.ui.pages import form_page


def address(ref: str) -> str:
    return reverse("meetings:conference", args=(ref,))


def open_to(request: SignedIn, ref: str, permission: Permission) -> Meeting:
    """The conference behind the door, if it may still change."""
    return unheld(access.meeting_for(request.user, ref, permission))


def unheld(meeting: Meeting) -> Meeting:
    if meeting.held:
        raise NotPossible("This conference was held and its record is closed.")
    return meeting


def booked_only(meeting: Meeting) -> Meeting:
    if meeting.status != "booked":
        raise NotPossible("The conference is not booked yet. The coordinator says when it is and who chairs it.")
    return meeting


def form(request: SignedIn, meeting: Meeting, *, key: str = "", **kwargs: Any) -> HttpResponse:
    """A form page of this conference, which leads back to it."""
    name = request.resolver_match.url_name if request.resolver_match else ""
    key = key or f"conference:{meeting.pk}:{name}"
    return form_of(request, meeting.episode.young_person, key=key, meeting=meeting, **kwargs)


def form_of(request: SignedIn, young_person: YoungPerson, *, save: Any, **kwargs: Any) -> HttpResponse:
    """A form page about a young person's meetings, which leads back to the conference unless it says otherwise."""

    def placed(data: dict[str, Any]) -> Any:
        with linked(young_person.ref, kwargs["form_class"].base_fields), _of_ours(young_person.ref):
            return save(data)

    back = {"success": address(young_person.ref), "back": address(young_person.ref)}
    return form_page(request, save=placed, **{**back, **frame(request, young_person, "conference"), **kwargs})


@contextmanager
def _of_ours(ref: str) -> Iterator[None]:
    """Inside, a refusal names the pages of this room where something is missing."""
    try:
        yield
    except NotPossible as refused:
        pages = {name: reverse(f"meetings:{name}", args=(ref,)) for name in ("attendance", "record")}
        missing = tuple((pages.get(where, where), text) for where, text in refused.missing)
        raise NotPossible(str(refused), missing) from refused
