"""Pages of the front door: the list, writing a contact down, the contact and the two decisions on it.

What an accepted contact becomes is in `becoming`.
"""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from roth.accounts.requests import SignedIn
from roth.audit.actions import record
from roth.audit.kinds import Kind
from roth.contacts import access, actions, forms, present, selectors
from roth.contacts.models import Contact
from roth.domain.errors import Conflict, NotAllowed, NotPossible
from roth.people.models import YoungPerson
from roth.timetable.selectors import calendar
from roth.ui.pages import form_page, page

PER_PAGE = 20


def contacts(request: SignedIn) -> HttpResponse:
    """Contacts that wait, the oldest first; or, asked for, those that are closed."""
    user, now = request.user, timezone.now()
    if not user.standing.may("contact.record"):
        raise NotAllowed(access.ONLY_FRONT_DOOR)
    closed = request.GET.get("show") == "closed"
    asked = selectors.finished(user) if closed else selectors.waiting(user)
    shown = Paginator(asked, PER_PAGE).get_page(request.GET.get("page"))
    accepted = [] if closed or shown.number > 1 else list(selectors.to_refer(user)[:PER_PAGE])
    known = selectors.references([*shown, *accepted])
    if known:
        site = user.standing.home.site_code if user.standing.home else ""
        record(Kind.LIST_READ, by=user, site=site, target="contacts", after={"contacts": known})
    days = calendar()
    return page(
        request,
        "contacts/list.jinja",
        title="Contacts that are closed" if closed else "Front door",
        closed=closed,
        pagination=shown,
        address="?show=closed&" if closed else "?",
        lines=present.lines(shown, now, days),
        accepted=present.lines(accepted, now, days),
    )


def add(request: SignedIn) -> HttpResponse:
    """Write down a contact."""
    user = request.user
    if not user.standing.may("contact.record"):
        raise NotAllowed(access.ONLY_FRONT_DOOR)
    teams = selectors.teams_to_hold(user)

    def save(data: dict[str, Any]) -> Contact:
        team = next(each for each in teams if each.pk == data.pop("team"))
        return actions.record_contact(by=user, team=team, **data)

    return form_page(
        request,
        form_class=forms.ContactForm,
        form_kwargs={"user": user, "teams": teams},
        save=save,
        title="Write down a contact",
        key="contact:new",
        initial={"team": selectors.own_team(user), "received_at": timezone.now()},
        success=lambda saved: reverse("contacts:contact", args=(saved.ref,)),
        said="The contact is saved",
        back=reverse("contacts:list"),
    )


def contact(request: SignedIn, ref: str) -> HttpResponse:
    """One contact: what was said, what can happen next, and what came before."""
    user, now = request.user, timezone.now()
    found = access.contact_for(user, ref)
    person = record_of(request, found)
    episode = selectors.open_episode_of(found.young_person_id) if found.to_refer else None
    today = timezone.localdate(now)
    return page(
        request,
        "contacts/contact.jinja",
        title="Contact",
        identity=present.identity(found),
        contact=found,
        came=present.came(found, today),
        ago=present.how_long_ago(found.received_at, now, calendar()),
        due=present.due(found, today),
        late=found.decide_by < today,
        parts=present.parts(found, person),
        recorded=present.recorded(found),
        decision=present.decision(found),
        ways=present.ways(found, now, access.may_decide(user, found)) if found.waits else [],
        person=person,
        open_episode=episode,
        earlier=present.lines(selectors.earlier(user, found), now, calendar()),
    )


def edit(request: SignedIn, ref: str) -> HttpResponse:
    """Complete or correct a contact that nobody has decided on."""
    user = request.user
    found = access.contact_for(user, ref)
    refuse_decided(request, found)
    person = record_of(request, found)
    teams = [each for each in selectors.teams_to_hold(user) if each.site_id == found.site_id]

    def save(data: dict[str, Any]) -> Contact:
        team = next(each for each in teams if each.pk == data.pop("team"))
        if found.young_person_id and person is None:
            data["young_person"] = found.young_person  # a record that the writer may not know of stays named
        try:
            return actions.change_contact(by=user, contact=found, team=team, **data)
        except Conflict as conflict:
            theirs = conflict.theirs.pop("young_person", None)
            conflict.theirs |= {"record": getattr(theirs, "ref", ""), "team": getattr(conflict.theirs["team"], "pk", 0)}
            raise

    return form_page(
        request,
        form_class=forms.ContactForm,
        form_kwargs={"user": user, "teams": teams},
        save=save,
        title="Complete or correct this contact",
        key=f"contact:{found.ref}",
        version=found.version,
        initial={
            **{name: getattr(found, name) for name in actions.WRITTEN},
            "record": person.ref if person else "",
            "team": found.team_id,
        },
        success=reverse("contacts:contact", args=(found.ref,)),
        said="The contact is saved",
        back=reverse("contacts:contact", args=(found.ref,)),
        identity=present.identity(found),
    )


def accept(request: SignedIn, ref: str) -> HttpResponse:
    """C01: the contact is a referral."""
    found = access.contact_for(request.user, ref, decides=True)
    refuse_decided(request, found)
    return _decide(
        request,
        found,
        actions.accept_contact,
        form_class=forms.AcceptForm,
        form_kwargs={"contact": found, "contexts": selectors.contexts_here(found) if found.about_a_place else {}},
        title="Accept this contact as a referral",
        key=f"contact-accept:{found.ref}",
        initial={"context_name": found.place[:120]} if found.about_a_place else None,
        button="Accept as a referral",
        said="Accepted as a referral about a context"
        if found.about_a_place
        else "Accepted. Now its referral is written",
        template="contacts/decide.jinja",
        lacks=present.ways(found, timezone.now(), may=True)[0].lacks,
        means="referral",
    )


def advise(request: SignedIn, ref: str) -> HttpResponse:
    """C02: advice answers the contact."""
    found = access.contact_for(request.user, ref, decides=True)
    refuse_decided(request, found)
    return _decide(
        request,
        found,
        actions.give_advice,
        form_class=forms.AdviceForm,
        title="Give advice, and close this contact",
        key=f"contact-advice:{found.ref}",
        initial={"told_by": request.user.name},
        button="Close with advice",
        said="Closed: advice was given",
        template="contacts/decide.jinja",
        lacks=(),
        means="advice",
    )


def _decide(request: SignedIn, found: Contact, action: Callable[..., Contact], **given: Any) -> HttpResponse:
    home = reverse("contacts:contact", args=(found.ref,))

    def save(data: dict[str, Any]) -> Contact:
        try:
            return action(by=request.user, contact=found, **data)
        except NotPossible as refused:
            raise present.placed(refused, found) from refused

    around = {"save": save, "success": home, "back": home, "identity": present.identity(found), "contact": found}
    return form_page(request, **{**around, **given})


def record_of(request: SignedIn, found: Contact) -> YoungPerson | None:
    """The record that a contact is about, where the reader may know of it."""
    if found.young_person is None:
        return None
    return selectors.record_named(request.user, found.young_person.ref)


def refuse_decided(request: SignedIn, found: Contact) -> None:
    """A form of a contact that is decided is not opened. One that is sent late goes on, so that its words are kept."""
    if request.method == "GET" and not found.waits:
        raise NotPossible(access.why_closed(found))
