"""Pages that change a young person's record, each a form."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from roth.accounts.models import User
from roth.domain.access import Permission
from roth.domain.errors import NotAllowed, NotPossible
from roth.people import actions, forms, reads, selectors
from roth.people.access import young_person_for
from roth.people.frame import frame
from roth.people.models import YoungPerson
from roth.people.selectors.alike import Alike, records_like
from roth.ui.pages import form_page, page

IDENTITY = tuple(name for name in forms.IdentityForm.base_fields if name != "aliases")


def add(request: HttpRequest) -> HttpResponse:
    """Open a record."""
    return add_page(request, key="young-person:new", success=_home_of, back=reverse("people:list"))


def add_page(
    request: HttpRequest, *, adding: Callable[..., YoungPerson] = actions.add_young_person, **given: Any
) -> HttpResponse:
    """The form that opens a record, with its comparison of who is here already. `adding`: another room's action that
    opens it, with the same words, as part of something else."""
    user = _user(request)
    if not user.standing.may("young_person.add"):
        raise NotAllowed("Only a social worker or team manager may add a young person.")
    teams = selectors.teams_to_add_to(user)

    def save(data: dict[str, Any]) -> YoungPerson:
        team = next(each for each in teams if each.pk == data.pop("team"))
        data["aliases"] = data["aliases"].splitlines()
        someone_else, why = data.pop("someone_else", False), data.pop("why_someone_else", "")
        more = {"someone_else_because": why} if someone_else else {"unless_alike": True}
        try:
            return adding(by=user, site=team.site, team=team, **more, **data)
        except actions.LikeAHiddenRecord:
            actions.note_likeness_to_hidden_record(by=user, site=team.site)
            raise

    usual = {
        "form_class": forms.AddForm,
        "form_kwargs": {"teams": [(team.pk, team.name) for team in teams]},
        "save": save,
        "title": "Add a young person",
        "said": "The young person has been added",
        "button": "Add",
        "template": "people/add.jinja",
        "compared": (*(name for name in forms.COMPARED if name != "born_on"), "aliases"),
    }
    return form_page(request, **{**usual, **given})


@require_POST  # names do not belong in an address
def alike(request: HttpRequest) -> HttpResponse:
    """While the form is being filled: records that may be about the same person. Without script, saving says so."""
    user = _user(request)
    if not user.standing.may("young_person.add"):
        raise NotAllowed("Only a social worker or team manager may add a young person.")
    teams = selectors.teams_to_add_to(user)
    form = forms.AddForm(request.POST, teams=[(team.pk, team.name) for team in teams])
    given = form.so_far()
    team = next((each for each in teams if str(each.pk) == request.POST.get("team")), teams[0] if teams else None)
    found = Alike()
    if team and given:
        aliases = form.cleaned_data.get("aliases", "").splitlines()
        found = records_like(user, YoungPerson(site=team.site, **given), aliases)
    if team and found.hidden:
        actions.note_likeness_to_hidden_record(by=user, site=team.site)
    if found.open:
        reads.log_list(user, "records_like")
    return page(request, "people/_alike.jinja", alike=found)


def edit(request: HttpRequest, ref: str) -> HttpResponse:
    """Put right who the young person is."""
    person = _for(request, ref, Permission.RECORD_EDIT)
    names = "\n".join(alias.name for alias in person.aliases.all())

    def save(data: dict[str, Any]) -> YoungPerson:
        data["aliases"] = data["aliases"].splitlines()
        return actions.change_young_person(by=_user(request), young_person=person, **data)

    initial = {name: getattr(person, name) for name in IDENTITY} | {"aliases": names}
    return _form(request, person, forms.IdentityForm, save, "Who the young person is", "identity", initial=initial)


def own_words(request: HttpRequest, ref: str) -> HttpResponse:
    """Write down what the young person says."""
    person = _for(request, ref, Permission.RECORD_EDIT)

    def save(data: dict[str, Any]) -> YoungPerson:
        return actions.write_own_words(by=_user(request), young_person=person, **data)

    initial = {"own_words": person.own_words, "own_words_on": person.own_words_on}
    return _form(request, person, forms.OwnWordsForm, save, "In their own words", "own-words", initial=initial)


def family(request: HttpRequest, ref: str) -> HttpResponse:
    """Say who the family is."""
    person = _for(request, ref, Permission.RECORD_EDIT)

    def save(data: dict[str, Any]) -> YoungPerson:
        return actions.write_family(by=_user(request), young_person=person, **data)

    initial = {"family": selectors.rows_of(person, "family")}
    return _form(request, person, forms.FamilyForm, save, "Family", "family", initial=initial)


def trusted_adults(request: HttpRequest, ref: str) -> HttpResponse:
    """Say which adults the young person trusts."""
    person = _for(request, ref, Permission.RECORD_EDIT)

    def save(data: dict[str, Any]) -> YoungPerson:
        return actions.write_trusted_adults(by=_user(request), young_person=person, **data)

    initial = {"trusted_adults": selectors.rows_of(person, "trusted_adults")}
    title = "Adults the young person trusts"
    return _form(request, person, forms.TrustedAdultsForm, save, title, "trusted-adults", initial=initial)


def allocate(request: HttpRequest, ref: str) -> HttpResponse:
    """Say which social worker is responsible from when."""
    person = _for(request, ref, Permission.RECORD_ALLOCATE)
    workers = {worker.pk: worker for worker in selectors.workers_to_allocate(_user(request), person)}

    def save(data: dict[str, Any]) -> YoungPerson:
        actions.allocate(by=_user(request), young_person=person, worker=workers[data["worker"]], on=data["on"])
        return person

    return _form(
        request,
        person,
        forms.AllocateForm,
        save,
        "Allocate a social worker",
        "allocate",
        versioned=False,
        form_kwargs={"workers": [(key, worker.name) for key, worker in workers.items()]},
        said="Allocated. The social worker has been told",
        button="Allocate",
    )


def restrict(request: HttpRequest, ref: str) -> HttpResponse:
    """Let only named people open the record."""
    user, person = _user(request), _for(request, ref, Permission.RECORD_ALLOCATE)
    people = {each.pk: each for each in selectors.people_to_allow(person) if each.pk != user.pk}

    def save(data: dict[str, Any]) -> YoungPerson:
        allowed = {people[row["person"]]: row["reason"] for row in data["people"]}
        return actions.restrict(by=user, young_person=person, reason=data["reason"], people=allowed)

    return _form(
        request,
        person,
        forms.RestrictForm,
        save,
        "Restrict the record",
        "restrict",
        versioned=False,
        template="people/restrict.jinja",
        form_kwargs={"people": [(key, each.name) for key, each in people.items()]},
        initial={"people": selectors.allowed_rows(person, besides=user)},
        said="Only the people you named can open this record",
        button="Restrict",
    )


def lift_restriction(request: HttpRequest, ref: str) -> HttpResponse:
    """Open the record again to all whose work it is."""
    person = _for(request, ref, Permission.RECORD_ALLOCATE)
    if not person.restricted:
        raise NotPossible("This record is not restricted.")

    def save(data: dict[str, Any]) -> YoungPerson:
        return actions.lift_restriction(by=_user(request), young_person=person, **data)

    title = "Lift the restriction"
    return _form(request, person, forms.LiftForm, save, title, "lift", versioned=False, button="Lift the restriction")


def declare_conflict(request: HttpRequest, ref: str) -> HttpResponse:
    """Say that one knows the young person or family: the record is then hidden from oneself."""
    person = _for(request, ref, Permission.MEETING_VIEW)

    def save(data: dict[str, Any]) -> YoungPerson:
        actions.declare_conflict(by=_user(request), young_person=person, **data)
        return person

    return _form(
        request,
        person,
        forms.ConflictForm,
        save,
        "You know this young person or their family",
        "conflict",
        versioned=False,
        template="people/declare_conflict.jinja",
        success=reverse("home"),
        said="Thank you for saying so. The record is hidden from you now",
        button="Hide this record from me",
    )


def _form(
    request: HttpRequest, person: YoungPerson, form_class: Any, save: Any, title: str, key: str, **more: Any
) -> HttpResponse:
    """A form page of this record. `versioned`: two people who write it at once are asked which words to keep."""
    around = frame(request, person, "overview")
    options: dict[str, Any] = {"said": "Saved", "success": _home_of, "back": _home_of(person)} | around | more
    version = person.version if options.pop("versioned", True) else None
    return form_page(
        request, form_class=form_class, save=save, title=title, key=f"{key}:{person.ref}", version=version, **options
    )


def _for(request: HttpRequest, ref: str, permission: Permission) -> YoungPerson:
    return young_person_for(_user(request), ref, permission)


def _user(request: HttpRequest) -> User:
    return request.user  # type: ignore[return-value]  # every page of ours asks to be signed in


def _home_of(person: YoungPerson) -> str:
    return reverse("people:young_person", args=(person.ref,))
