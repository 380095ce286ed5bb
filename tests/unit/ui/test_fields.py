"""Fields: what each takes, what it gives back, and the sentence for what it refuses."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from roth.ui.choices import Checkboxes, Option, Radios, Select, Tick, YesNo
from roth.ui.dates import Date, DateTime, Time
from roth.ui.fields import Email, Field, File, Hidden, LongText, Text, WholeNumber
from roth.ui.forms import Form, Section
from roth.ui.rows import RowSet, rows_changed

LONDON = ZoneInfo("Europe/London")


def one(field: Field, query: str) -> Form:
    """A form with one field `f`, as sent."""
    return type("One", (Form,), {"f": field})(QueryDict(query))


def clean(field: Field, query: str) -> object:
    form = one(field, query)
    assert form.is_valid(), form.errors
    return form.cleaned_data["f"]


def error(field: Field, query: str) -> str:
    return one(field, query)["f"].error


PLACES = {"park": "A park", "bus": "A bus"}
ALONE = [Option("a", "A"), Option("b", "B"), Option("none", "Neither", alone=True)]


@pytest.mark.parametrize(
    ("field", "query", "expected"),
    [
        (Text("Name"), "f=+Rowan+", "Rowan"),
        (Text("Name"), "f=Ro%00wa%07n", "Rowan"),
        (LongText("Words"), "f=one%0D%0Atwo", "one\ntwo"),
        (WholeNumber("Count"), "f=1,200", 1200),
        (WholeNumber("Count"), "f=", None),
        (Radios("Where", PLACES), "f=park", "park"),
        (Radios("Where", [(7, "Seven")]), "f=7", 7),
        (Select("Where", lambda: [(7, "Seven")]), "f=7", 7),
        (Select("Where", PLACES), "f=", None),
        (Checkboxes("Who", ALONE), "f=b&f=a", ["a", "b"]),
        (Checkboxes("Who", ALONE), "", []),
        (YesNo("Seen?"), "f=True", True),
        (YesNo("Seen?"), "f=False", False),
        (YesNo("Seen?"), "", None),
        (Tick("Read"), "f=on", True),
        (Tick("Read"), "", False),
        (Email("Email"), "f=a@example.org", "a@example.org"),
        (Hidden(), "f=x", "x"),
        (Date("Date"), "f-day=27&f-month=3&f-year=2026", dt.date(2026, 3, 27)),
        (Date("Date"), "f-day=27&f-month=March&f-year=2026", dt.date(2026, 3, 27)),
        (Date("Date"), "", None),
        (Time("Time"), "f=14:30", dt.time(14, 30)),
        (Time("Time"), "f=2.30pm", dt.time(14, 30)),
        (Time("Time"), "f=12am", dt.time(0, 0)),
        (Time("Time"), "f=noon", dt.time(12, 0)),
        (DateTime("At"), "f-day=1&f-month=7&f-year=2026&f-time=9:05", dt.datetime(2026, 7, 1, 9, 5, tzinfo=LONDON)),
    ],
)
def test_a_field_gives_a_clean_value_and_writes_it_back_the_same(field, query, expected):
    assert clean(field, query) == expected
    again = QueryDict(mutable=True)
    for key, value in field.raw("f", expected):
        again.appendlist(key, value)
    assert type("One", (Form,), {"f": field})(again)["f"].form.is_valid()
    assert type("One", (Form,), {"f": field})(again).is_valid()
    form = type("One", (Form,), {"f": field})(again)
    form.is_valid()
    assert form.cleaned_data["f"] == expected


@pytest.mark.parametrize(
    ("field", "query", "sentence"),
    [
        (Text("Name", missing="Enter the name"), "f=+", "Enter the name"),
        (Text("Name", max_length=3), "f=Rowan", "Shorten name to 3 characters: it has 2 characters too many"),
        (LongText("Aim", max_words=2), "f=one+two+three", "Shorten aim to 2 words: it has 3"),
        (WholeNumber("Count", called="the count"), "f=2.5", "Enter the count as a whole number, like 12"),
        (WholeNumber("Count", called="the count", least=1), "f=0", "Enter the count as 1 or more"),
        (WholeNumber("Count", called="the count", most=60), "f=61", "Enter the count as 60 or fewer"),
        (Radios("Where", PLACES, missing="Choose where"), "", "Choose where"),
        (Radios("Where", PLACES), "f=moon", "Choose one of the answers shown"),
        (Checkboxes("Who", ALONE), "f=a&f=none", "Choose “Neither”, or the others, not both"),
        (Tick("Read", missing="Read it, then tick"), "", "Read it, then tick"),
        (Email("Email"), "f=nobody", "Enter an email address in the correct format, like name@example.org"),
        (Time("Time", called="the time"), "f=2", "Enter the time as a time, like 14:30 or 2:30pm"),
        (Time("Time", called="the time"), "f=25:00", "Enter the time as a time, like 14:30 or 2:30pm"),
    ],
)
def test_a_refusal_says_what_to_do(field, query, sentence):
    assert error(field, query) == sentence


@pytest.mark.parametrize(
    ("query", "sentence", "boxes"),
    [
        ("f-day=27&f-month=&f-year=2026", "The date of birth must include a month", {"month"}),
        ("f-day=27&f-month=&f-year=", "The date of birth must include a month and a year", {"month", "year"}),
        ("f-day=31&f-month=2&f-year=2026", "The date of birth must have a day that is in that month", {"day"}),
        ("f-day=1&f-month=13&f-year=2026", "The date of birth must have a month from 1 to 12", {"month"}),
        ("f-day=1&f-month=1&f-year=26", "The date of birth must have a year of 4 numbers, like 2026", {"year"}),
        ("f-day=x&f-month=1&f-year=2026", "The date of birth must have a day that is in that month", {"day"}),
        ("f-day=1&f-month=1&f-year=2199", "The date of birth must be today or in the past", {"day", "month", "year"}),
    ],
)
def test_a_date_says_which_part_is_wrong_and_leads_there(query, sentence, boxes):
    bound = one(Date("Date of birth", past=True), query)["f"]
    assert bound.error == sentence
    assert bound.wrong_parts == boxes
    assert bound.error_items()[0][1] == f"id_f-{next(part for part in ('day', 'month', 'year') if part in boxes)}"


def test_a_date_keeps_within_its_edges():
    field = Date("Date", called="the start", earliest=dt.date(2026, 1, 1), latest=lambda: dt.date(2026, 12, 31))
    assert error(field, "f-day=31&f-month=12&f-year=2025") == "The start must be 1 January 2026 or later"
    assert error(field, "f-day=1&f-month=1&f-year=2027") == "The start must be 31 December 2026 or earlier"


def test_a_moment_that_the_clocks_skip_is_refused():
    answer = error(DateTime("At"), "f-day=29&f-month=3&f-year=2026&f-time=1:30")
    assert answer == "The clocks go forward that night and that time does not happen"


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.exe", b"x", "Choose a file that ends in .pdf"),
        ("a.pdf", b"", "The file is empty. Choose another"),
        ("a.pdf", b"x" * 1_000_001, "Choose a file of 1 MB or less"),
        ("a.PDF", b"x", ""),
    ],
)
def test_a_file_is_looked_at_before_it_is_taken(name, content, sentence):
    field = File("Report", endings=(".pdf",), most_megabytes=1)
    form = type("One", (Form,), {"f": field})(QueryDict(""), MultiValueDict({"f": [SimpleUploadedFile(name, content)]}))
    assert form["f"].error == sentence


def test_a_callable_list_is_asked_for_each_form():
    teams = [(1, "East")]
    field = Select("Team", lambda: teams)
    assert error(field, "f=2") != ""
    teams.append((2, "West"))
    assert clean(field, "f=2") == 2


# --- Forms --------------------------------------------------------------------------------------------------------
class Visit(Form):
    sections = (Section("Visit", ("where",)),)
    ref = Hidden()
    words = LongText("Words")
    reason = LongText("Reason")
    where = Radios("Where", [Option("home", "Home"), Option("else", "Else", reveal=("which", "sure"))])
    which = Text("Which?", missing="Say which")
    sure = Tick("Sure", reveal=("how",))
    how = Text("How?", missing="Say how")

    def clean(self) -> None:
        self.require_one_of("words", "reason", sentence="Enter the words, or why there are none")


def test_hidden_questions_are_neither_required_nor_kept():
    form = Visit(QueryDict("words=a&where=home&which=left+over&sure=on&how=somehow"))
    assert form.is_valid(), form.errors
    assert (form.cleaned_data["which"], form.cleaned_data["sure"]) == ("", False)


def test_a_question_under_a_question_that_is_not_asked_is_cleared_too():
    form = Visit(QueryDict("words=a&where=home&sure=on"))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["how"] == ""


def test_asked_questions_are_required_in_the_order_of_the_page():
    form = Visit(QueryDict("where=else&sure=on"))
    assert form.error_list() == [
        ("Say which", "id_which"),
        ("Say how", "id_how"),
        ("Enter the words, or why there are none", "id_words"),
    ]


def test_each_field_is_shown_once_and_revealed_ones_under_their_answer():
    shown = [(section.legend, [bound.name for bound in bounds]) for section, bounds in Visit().laid_out()]
    assert shown == [("Visit", ["where"]), ("", ["words", "reason"])]
    markup = str(Visit())
    assert [markup.count(f'name="{name}"') for name in ("ref", "words", "which", "how")] == [1, 1, 1, 1]


def test_a_draft_is_shown_without_being_judged():
    form = Visit(QueryDict("where=else"), shown_only=True)
    assert form.error_list() == []
    assert 'value="else" checked' in str(form)


def test_what_is_typed_is_escaped():
    markup = str(Visit(QueryDict("words=%3Cscript%3E&which=%22%3E%3Cb%3E")))
    assert "<script>" not in markup
    assert "<b>" not in markup


# --- Rows ---------------------------------------------------------------------------------------------------------
class Person(Form):
    id = Hidden()
    name = Text("Name", missing="Enter the name")
    came = YesNo("Came?")


class Meeting(Form):
    people = RowSet("People", Person, one="Person", missing="Add at least one person", most=3, shown=2)


def test_rows_say_which_row_is_wrong():
    form = Meeting(QueryDict("people-count=3&people-0-name=Ann&people-1-came=True&people-2-id=9"))
    assert form.error_list() == [("Person 2: Enter the name", "id_people-1-name")]


def test_no_rows_at_all_says_what_to_do():
    assert Meeting(QueryDict("people-count=2")).error_list() == [("Add at least one person", "id_people")]


@pytest.mark.parametrize("count", ["999999999", "-1", "x", ""])
def test_a_browser_cannot_ask_for_endless_rows(count):
    assert len(Meeting(QueryDict(f"people-count={count}"), shown_only=True)["people"].rows()) <= 3


def test_rows_start_with_what_is_there():
    assert [row["name"].text for row in Meeting(initial={"people": [{"name": "Ann"}]})["people"].rows()] == ["Ann", ""]


def test_rows_write_back_the_same():
    rows = [{"id": "1", "name": "Ann", "came": False}]
    again = QueryDict(mutable=True)
    for key, value in Meeting().fields["people"].raw("people", rows):
        again.appendlist(key, value)
    form = Meeting(again)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["people"] == rows
    assert Meeting().fields["people"].in_words(rows) == "Ann · No"


@pytest.mark.parametrize("sent", ["_remove=people-x", "_remove=nothing", "_add=people&people-count=zz", "_remove=-1"])
def test_odd_requests_about_rows_do_no_harm(sent):
    assert rows_changed(QueryDict(sent)) is not None
