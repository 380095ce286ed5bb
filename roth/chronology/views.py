"""Pages of both chronologies: what the record holds, what was chosen of it, and the forms of the second."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from roth.accounts.models import User
from roth.chronology import actions, forms, present, selectors
from roth.chronology.access import entry_for
from roth.chronology.models import Entry
from roth.contexts.selectors import links_of
from roth.domain.access import Permission
from roth.domain.errors import NotPossible
from roth.people.access import may, young_person_for
from roth.people.frame import frame
from roth.people.models import YoungPerson
from roth.ui.pages import form_page, page

FIELDS = tuple(name for name in forms.EntryForm.base_fields)


def curated(request: HttpRequest, ref: str) -> HttpResponse:
    """What matters of what happened, and what we make of it."""
    person = young_person_for(_user(request), ref, Permission.RECORD_VIEW)
    only = bool(request.GET.get("standing_out"))
    entries = [entry for entry in selectors.entries_of(person) if entry.significant or not only]
    return page(
        request,
        "chronology/curated.jinja",
        title="Chronology",
        entries=present.said(person, entries),
        only=only,
        may_write=may(person, Permission.CHRONOLOGY_WRITE),
        to_share=any(entry.shared_on is None for entry in entries),
        **frame(request, person, "chronology"),
    )


def generated(request: HttpRequest, ref: str) -> HttpResponse:
    """Everything that the record holds with a day, narrowed as the reader asks."""
    person = young_person_for(_user(request), ref, Permission.RECORD_VIEW)
    contexts = [(str(link.context_id), link.context.name) for link in links_of(person)]
    form = forms.NarrowForm(request.GET or None, contexts=contexts)
    asked = form.cleaned_data if form.is_valid() else {}
    events = selectors.events_of(person, [asked["kind"]] if asked.get("kind") else ())
    shown = [line for line in present.lines(person, selectors.narrowed(events, asked), selectors.chosen(person))]
    if asked.get("standing_out"):
        shown = [line for line in shown if line.significant]
    return page(
        request,
        "chronology/generated.jinja",
        fragment="chronology/_lines.jinja",
        title="Everything the record holds",
        form=form,
        lines=shown,
        narrowed=any(asked.values()),
        may_write=may(person, Permission.CHRONOLOGY_WRITE),
        **frame(request, person, "chronology"),
    )


def write(request: HttpRequest, ref: str) -> HttpResponse:
    """Add an entry: written anew, or chosen from what the record holds."""
    person = young_person_for(_user(request), ref, Permission.CHRONOLOGY_WRITE)
    event = selectors.event_named(person, request.GET.get("from", ""))
    name = event.name if event else ""

    def save(data: dict[str, Any]) -> Entry:
        return actions.write_entry(by=_user(request), young_person=person, chosen_from=name, **data)

    initial = present.chosen_values(event) if event else {}
    return _form(
        request,
        person,
        forms.EntryForm,
        save,
        "Add to the chronology",
        f"chronology:{person.ref}:{name}",
        initial=initial,
    )


def change(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """Say an entry better, until it is shared."""
    person, entry = entry_for(_user(request), ref, number, Permission.CHRONOLOGY_WRITE)
    if entry.shared_on is not None:
        raise NotPossible(
            "This entry was shared, so it stays as it was given.",
            ((reverse("chronology:add", args=(ref, number)), "Add to it instead"),),
        )

    def save(data: dict[str, Any]) -> Entry:
        return actions.change_entry(by=_user(request), entry=entry, **data)

    initial = {name: getattr(entry, name) for name in FIELDS}
    key = f"chronology-entry:{person.ref}:{number}"
    return _form(
        request, person, forms.EntryForm, save, "Change the entry", key, initial=initial, version=entry.version
    )


def add(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """Add what was learnt after an entry was shared."""
    person, entry = entry_for(_user(request), ref, number, Permission.CHRONOLOGY_WRITE)

    def save(data: dict[str, Any]) -> Entry:
        return actions.add_to_entry(by=_user(request), entry=entry, **data).entry

    key = f"chronology-addendum:{person.ref}:{number}"
    return _form(request, person, forms.AddendumForm, save, "Add to an entry that was shared", key, button="Add")


def share(request: HttpRequest, ref: str) -> HttpResponse:
    """Say that the chronology was given to somebody."""
    person = young_person_for(_user(request), ref, Permission.CHRONOLOGY_WRITE)

    def save(data: dict[str, Any]) -> int:
        return actions.share_chronology(by=_user(request), young_person=person, **data)

    said = "Shared. What is in it stays as it was given; add to it from now on"
    title, key = "Say that the chronology is shared", f"chronology-share:{person.ref}"
    return _form(request, person, forms.ShareForm, save, title, key, said=said, button="It is shared")


def _form(
    request: HttpRequest, person: YoungPerson, form_class: Any, save: Any, title: str, key: str, **more: Any
) -> HttpResponse:
    home = reverse("chronology:curated", args=(person.ref,))
    options = {"said": "Saved", "success": home, "back": home} | frame(request, person, "chronology") | more
    return form_page(request, form_class=form_class, save=save, title=title, key=key, **options)


def _user(request: HttpRequest) -> User:
    return request.user  # type: ignore[return-value]  # every page of ours asks to be signed in
