"""Pages of who must not meet: seen by people who may open both young people, and by nobody else."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from roth.accounts.requests import SignedIn
from roth.domain.access import Permission
from roth.domain.errors import NotPossible, NotVisible
from roth.meetings import actions, forms, present, selectors
from roth.meetings.views.common import form_of
from roth.people.access import may, young_person_for
from roth.people.frame import frame
from roth.ui.pages import page


def apart(request: SignedIn, ref: str) -> HttpResponse:
    """Whom this young person must not meet, as far as the reader may know."""
    young_person = young_person_for(request.user, ref, Permission.RECORD_VIEW)
    rows = selectors.apart_seen_by(request.user, young_person)
    return page(
        request,
        "meetings/apart.jinja",
        title="Who must not meet",
        rows=[present.kept_apart(row, young_person) for row in rows],
        may_record=may(young_person, Permission.APART_RECORD),
        **frame(request, young_person, "conference"),
    )


def apart_add(request: SignedIn, ref: str) -> HttpResponse:
    """Record that two young people must not meet."""
    young_person = young_person_for(request.user, ref, Permission.APART_RECORD)

    def save(data: dict[str, Any]) -> Any:
        other = selectors.known_by_reference(request.user, data.pop("other"))
        if other is None:
            sentence = "There is no young person with this reference whose record you may open. Check it."
            raise NotPossible("It is not recorded yet.", (("other", sentence),))
        return actions.keep_apart(
            by=request.user, young_person=young_person, other=other, on=timezone.localdate(), **data
        )

    return form_of(
        request,
        young_person,
        form_class=forms.ApartForm,
        save=save,
        key=f"apart:{ref}",
        title="Record who must not meet",
        said="It is recorded. No conference of the two is booked near the other.",
        success=reverse("meetings:apart", args=(ref,)),
        back=reverse("meetings:apart", args=(ref,)),
    )


def apart_end(request: SignedIn, ref: str, number: int) -> HttpResponse:
    """End it."""
    young_person = young_person_for(request.user, ref, Permission.APART_RECORD)
    row = next((each for each in selectors.apart_seen_by(request.user, young_person) if each.pk == number), None)
    if row is None:
        raise NotVisible
    return form_of(
        request,
        young_person,
        form_class=forms.ApartEndForm,
        save=lambda data: actions.end_keeping_apart(by=request.user, row=row, on=timezone.localdate(), **data),
        key=f"apart:{number}:end",
        title="They may meet again",
        said="They are no longer kept apart.",
        success=reverse("meetings:apart", args=(ref,)),
        back=reverse("meetings:apart", args=(ref,)),
        button="End it",
    )
