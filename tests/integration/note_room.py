"""A little room with one record, kept in memory, whose form page the tests of `ui` and `drafts` send and break."""

import re
from dataclasses import dataclass, field

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path

from roth.domain.errors import BadFile, Conflict, NotAllowed, NotPossible, NotVisible
from roth.ui.choices import Option, Radios, YesNo
from roth.ui.dates import Date
from roth.ui.fields import LongText, Text
from roth.ui.forms import Form, Section
from roth.ui.pages import form_page, page
from roth.ui.rows import RowSet


@dataclass
class Note:
    """The record that the pages below edit."""

    version: int = 1
    values: dict = field(default_factory=lambda: {"words": "First words", "seen": True, "why": "", "people": []})
    refuse: NotPossible | None = None


NOTE = Note()


class PersonForm(Form):
    name = Text("Name", missing="Enter the person's name")


class NoteForm(Form):
    sections = (Section("The visit", ("words", "on", "place", "seen")), Section("Who came", ("people",)))
    words = LongText("What they said", missing="Enter what the young person said, or why it was not possible")
    on = Date("Date of the visit", past=True)
    place = Radios("Where", [Option("home", "At home"), Option("else", "Somewhere else", reveal=("elsewhere",))])
    elsewhere = Text("Where was that?", missing="Enter where you met")
    seen = YesNo("Seen alone?", no=("why",), missing="Say whether the young person was seen alone")
    why = LongText("Why not?", missing="Say why the young person was not seen alone")
    people = RowSet("People", PersonForm, one="Person", shown=0)


def save(data: dict) -> Note:
    if NOTE.refuse:
        raise NOTE.refuse
    if data.pop("version") != NOTE.version:
        raise Conflict(theirs=dict(NOTE.values), version=NOTE.version, saved_by="Jo Marsh")
    NOTE.values, NOTE.version = data, NOTE.version + 1
    return NOTE


def edit(request: HttpRequest) -> HttpResponse:
    return form_page(
        request, form_class=NoteForm, save=save, title="The visit", key="note:1", version=NOTE.version,
        initial=NOTE.values, success="/saved/", said="Visit saved", back="/gallery/",
    )  # fmt: skip


def saved(request: HttpRequest) -> HttpResponse:
    return page(
        request,
        "layouts/refusal.jinja",
        title="Saved",
        sentence="It is saved.",
        missing=(),
        back="",
        fragment="layouts/_errors.jinja",
        errors=[("part", "")],
    )


REFUSALS = {
    "hidden": NotVisible(),
    "no": NotAllowed("Only the chair may end a conference."),
    "yet": NotPossible("The enquiry is still open.", (("/enquiry/", "Close the enquiry"),)),
    "file": BadFile("This is not a census file. Choose the XML file."),
    "other": Conflict({}, 2),
}


def refuse(request: HttpRequest, how: str) -> HttpResponse:
    raise REFUSALS[how]


def unknown(request: HttpRequest) -> HttpResponse:
    raise Http404("a record's name, which must not be shown")


urlpatterns = [
    path("", saved, name="home"),
    path("note/", edit, name="note"),
    path("saved/", saved, name="saved"),
    path("refuse/<str:how>/", refuse, name="refuse"),
    path("unknown/", unknown, name="unknown"),
    path("", include("roth.drafts.urls")),
    path("", include("roth.ui.urls")),
    path("accounts/", include("allauth.urls")),
]
handler404 = "roth.ui.errors.not_found"
handler500 = "roth.ui.errors.failed"

GOOD = {"words": "My words", "seen": "True", "_version": "1", "people-count": "0"}


def text(response: HttpResponse) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def hidden(response: HttpResponse, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', response.content.decode())[1]
