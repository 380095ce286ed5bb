"""Pages on which an accepted contact becomes a referral: whose record it is, a new record, the referral itself."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from roth.accounts.requests import SignedIn
from roth.contacts import access, actions, forms, present, selectors
from roth.contacts.models import Contact
from roth.contexts.selectors import visible_to as contexts_visible_to
from roth.domain.access import Permission
from roth.domain.errors import NotPossible
from roth.pathway.forms import ReferralForm
from roth.pathway.views import step_form
from roth.people import editing
from roth.people.access import young_person_for
from roth.ui.pages import SeeOther, form_page


def name_record(request: SignedIn, ref: str) -> HttpResponse:
    """Say which record an accepted contact is about."""
    found = _accepted(request, ref)

    def save(data: dict[str, Any]) -> Contact:
        return actions.name_young_person(by=request.user, contact=found, young_person=data["record"])

    return form_page(
        request,
        form_class=forms.RecordForm,
        form_kwargs={"user": request.user},
        save=save,
        title="Whose record is this about?",
        key=f"contact-record:{found.ref}",
        success=_home(found),
        said="Saved whose record this is about",
        back=_home(found),
        identity=present.identity(found),
    )


def add_person(request: SignedIn, ref: str) -> HttpResponse:
    """Open a record for whom the contact is about, after a look at who is here already."""
    found = _accepted(request, ref)
    teams = {place.team_id for place in request.user.standing.places}
    return editing.add_page(
        request,
        adding=partial(actions.add_young_person, contact=found),
        title=f"Add {found.person_name}" if found.person_name else "Add the young person",
        initial={**present.split_name(found.person_name), "team": found.team_id if found.team_id in teams else None},
        key=f"contact-person:{found.ref}",
        success=reverse("contacts:refer", args=(found.ref,)),
        said="The young person has been added. Now write the referral",
        back=_home(found),
    )


def refer(request: SignedIn, ref: str) -> HttpResponse:
    """The referral, with the contact's words in it already. It was received when the contact was."""
    found = _accepted(request, ref)
    if found.young_person is None:
        raise NotPossible("Say first whose record this contact is about.", ((_home(found), "Go to the contact"),))
    young_person = young_person_for(request.user, found.young_person.ref, Permission.REFERRAL_RECORD)
    if request.method == "GET" and selectors.open_episode_of(young_person.pk):
        raise NotPossible(
            f"{young_person.name} has an open episode already (8815). Join the contact to it.",
            ((_home(found), "Go to the contact"),),
        )
    here = {each.pk: each for each in contexts_visible_to(request.user).filter(site=found.site_id)}
    return step_form(
        request,
        young_person,
        partial(actions.write_referral, contact=found),
        form_class=ReferralForm,
        form_kwargs={"name": young_person.name, "contexts": here, "may_move": False},
        title=f"Refer {young_person.name}",
        key=f"referral:{young_person.ref}:{found.ref}",
        initial=present.referral_initial(found),
        button="Save the referral",
        said="The referral is saved, and the contact is closed.",
        template="contacts/refer.jinja",
        contact=found,
        contact_href=_home(found),
    )


@require_POST
def join(request: SignedIn, ref: str) -> HttpResponse:
    """What the contact says belongs to an episode that is open already."""
    found = access.contact_for(request.user, ref)
    actions.join_open_episode(by=request.user, contact=found)
    messages.success(request, "Joined to the open episode. Whoever is allocated has been told.")
    return SeeOther(_home(found))


def _accepted(request: SignedIn, ref: str) -> Contact:
    """A contact whose referral is to be written. A form that is sent late goes on, so that its words are kept."""
    found = access.contact_for(request.user, ref)
    if request.method == "GET" and not found.to_refer:
        raise NotPossible(actions.NOT_ACCEPTED if found.waits else access.why_closed(found))
    return found


def _home(found: Contact) -> str:
    return reverse("contacts:contact", args=(found.ref,))
