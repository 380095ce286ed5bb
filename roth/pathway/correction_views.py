"""The corrections of a young person's finished records, and the form that adds one."""

from django.http import HttpRequest, HttpResponse

from roth.domain.access import Permission
from roth.domain.closed import MAY_CORRECT, Finished
from roth.domain.errors import NotPossible, NotVisible
from roth.pathway import actions, addresses, corrections
from roth.pathway.forms import StepForm
from roth.pathway.models import Episode
from roth.pathway.views import step_form, user_of
from roth.people import access
from roth.people.frame import frame
from roth.ui.fields import LongText
from roth.ui.formats import day
from roth.ui.pages import page


class CorrectionForm(StepForm):
    what = LongText("What is wrong", rows=3, missing="Write what is wrong", hint="Quote the words, or name the date")
    words = LongText("What is right", rows=4, missing="Write what is right", language_check=True)


def list_corrections(request: HttpRequest, ref: str) -> HttpResponse:
    """Every finished record, its corrections, and where one is added."""
    young_person = access.young_person_for(user_of(request), ref, Permission.RECORD_VIEW)
    said = corrections.corrections_of(young_person)
    records = [
        {
            "title": _called(episode, found),
            "corrections": [each for each in said if (each.about, each.about_key) == (found.kind, found.key)],
            "add": addresses.of("pathway:correct", ref, found.kind, found.key)
            if access.may(young_person, MAY_CORRECT[found.kind])
            else "",
        }
        for episode, found in corrections.finished(young_person)
        if found.finished
    ]
    return page(
        request,
        "pathway/corrections.jinja",
        title="Finished records and corrections",
        records=records,
        **frame(request, young_person, "steps"),
    )


def correct(request: HttpRequest, ref: str, about: str, key: int) -> HttpResponse:
    """Add a correction to one finished record."""
    permission = next((may for kind, may in MAY_CORRECT.items() if kind == about), None)
    if permission is None:
        raise NotVisible
    young_person = access.young_person_for(user_of(request), ref, permission)
    found = corrections.find(young_person, about, key)
    if found is None:
        raise NotVisible
    if not found[1].finished:
        raise NotPossible("This is not finished. Change it itself.")
    home = addresses.of("pathway:corrections", ref)
    return step_form(
        request,
        young_person,
        lambda **data: actions.add_correction(about=about, key=key, **data),
        form_class=CorrectionForm,
        form_kwargs={"name": young_person.name},
        title=f"Correct: {_called(*found)}",
        key=f"correct:{about}:{key}",
        said="The correction stands beside the record from now on",
        success=home,
        back=home,
    )


def _called(episode: Episode, found: Finished) -> str:
    return f"{found.called}, episode of {day(episode.opened_on)}"
