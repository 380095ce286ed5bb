"""The gallery: every macro and field in each of its states, on invented words. It reads no record."""

import datetime as dt
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict

from roth.ui.choices import Checkboxes, Option, Radios, Select, Tick, YesNo
from roth.ui.dates import Date, DateTime, Time
from roth.ui.fields import Email, File, Hidden, LongText, Text, WholeNumber
from roth.ui.forms import Form, Section
from roth.ui.identity import Identity
from roth.ui.pages import page
from roth.ui.pictures import Weight, views_of, weights_picture
from roth.ui.rows import RowSet
from roth.ui.shapes import SHAPES


class PersonRow(Form):
    """A row that repeats."""

    name = Text("Name", missing="Enter the person's name")
    came = YesNo("Did they come?", inline=True, missing="Say whether they came")


class EveryField(Form):
    """Each kind of field once."""

    sections = (
        Section(
            "Words and numbers", ("name", "words", "short", "email", "count"), hint="Each field says what it is for."
        ),
        Section("Choices", ("place", "who", "team", "seen", "sure")),
        Section("Days and times", ("on", "at", "met")),
        Section("More than one", ("people", "paper")),
    )
    ref = Hidden(initial="G1")
    name = Text("Name they like to be called", missing="Enter the name that the young person likes to be called")
    words = LongText("What the young person said", hint="Use their own words", language_check=True)
    short = LongText("In one breath", max_words=12, rows=2)
    email = Email("Email address")
    count = WholeNumber("How many adults were there?", called="the number of adults", most=60, suffix="adults")
    place = Radios(
        "Where did it happen?",
        [
            Option("park", "Park or open space", hint="Play areas too"),
            Option("else", "Somewhere else", reveal=("elsewhere",)),
        ],
        missing="Choose where it happened",
    )
    elsewhere = Text("Where was that?", missing="Enter where it happened")
    who = Checkboxes(
        "Who looks out for young people there?",
        [Option("staff", "Staff"), Option("neighbours", "Neighbours"), Option("none", "Nobody we know of", alone=True)],
        missing="Choose who looks out for young people there",
    )
    team = Select("Team", [(1, "East"), (2, "West")], missing="Choose a team")
    seen = YesNo("Was the young person seen alone?", no=("why",), missing="Say whether the young person was seen alone")
    why = LongText("Why not?", rows=2, missing="Say why the young person was not seen alone")
    sure = Tick("I have read this back to the young person", missing="Read it back, then tick the box")
    on = Date(
        "Date of the strategy discussion",
        past=True,
        missing="Enter the date of the strategy discussion, like 27 3 2026",
    )
    at = Time("Time it began", missing="Enter the time it began, like 14:30")
    met = DateTime("When will you meet?", called="date of the meeting")
    people = RowSet("People who came", PersonRow, one="Person", missing="Add at least one person")
    paper = File("Report", endings=(".pdf", ".docx"))


ROWAN = Identity(
    "Rowan",
    "RP-0001",
    "/gallery/",
    "15 years old",
    "they",
    "Sam Okoro, East",
    "ROTH pathway: enquiry",
    "two people only",
)


def _stages() -> list[dict[str, Any]]:
    return [
        {"name": "Referral", "state": "done", "date": "2 March 2026"},
        {"name": "Strategy discussion", "state": "done", "date": "4 March 2026", "clock": "done in time"},
        {
            "name": "Section 47 enquiry",
            "state": "now",
            "date": "since 4 March 2026",
            "clock": "due Friday, 2 working days left",
            "tone": "due",
            "rule": "The first conference is held within 15 working days of the strategy discussion.",
            "source": "Working together to safeguard children",
            "href": "/gallery/",
        },
        {"name": "Conference", "state": "ahead", "clock": "4 working days late", "tone": "late"},
        {"name": "Plan", "state": "ahead"},
    ]


def _pictures() -> dict[str, Any]:
    def weighed(title: str, place: str, *shares: float) -> Any:
        rows = [
            ("Bus station", "route_transport"),
            ("Year 10 friends", "peer_group"),
            ("Millfield School", "school_education"),
            ("Group chat", "online_space"),
            ("Riverside Park", "park_open_space"),
            ("Home", "home_family"),
        ]
        return weights_picture(title, [Weight(*row, share) for row, share in zip(rows, shares, strict=True)], id=place)

    first = weighed("Agreed for the plan", "agreed", 40, 25, 15, 10, 6, 4)
    second = weighed("The young person's view", "young", 15, 20, 10, 45, 5, 5)
    return {"picture": first, "views": views_of([first, second])}


def gallery(request: HttpRequest) -> HttpResponse:
    """Every component. What is posted is judged and shown again; nothing is saved."""
    empty = EveryField()
    wrong = EveryField(
        QueryDict("on-day=31&on-month=2&on-year=2026&email=no&people-count=1&people-0-name=Ann"), prefix=""
    )
    wrong.auto_id = "wrong_%s"
    context: dict[str, Any] = {
        "title": "Gallery",
        "identity": ROWAN,
        "sub_navigation": [
            ("Overview", "/gallery/", True),
            ("Assessment", "/gallery/?page=2", False),
            ("Plan", "/gallery/?page=3", False),
        ],
        "form": empty,
        "wrong": wrong,
        "errors": wrong.error_list(),
        "stages": _stages(),
        "kinds": [(kind, shape.says) for kind, shape in SHAPES.items()],
        "pagination": Paginator(range(200), 10).get_page(request.GET.get("page")),
        "events": [
            {
                "when": dt.datetime(2026, 3, 4, 10, 42, tzinfo=dt.UTC),
                "title": "Strategy discussion held",
                "by": "Sam Okoro",
            },
            {"when": dt.date(2026, 3, 2), "title": "Referred", "text": "By Millfield School."},
        ],
        **_pictures(),
    }
    return page(request, "ui/gallery.jinja", **context)
