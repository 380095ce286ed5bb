"""Form pages from first sight to saved: errors, refusals, conflicts, rows, fragments, and the pages that say no."""

import re
from urllib.parse import urlencode

import note_room
import pytest
from django.test import Client, override_settings
from note_room import GOOD, NOTE, REFUSALS, hidden, text

from roth.domain.errors import NotPossible
from roth.drafts.selectors import draft_for

pytestmark = [pytest.mark.django_db, pytest.mark.urls(note_room.__name__)]


@pytest.fixture(autouse=True)
def _fresh_note() -> None:
    NOTE.__init__()


@pytest.fixture
def user(cast):
    return cast.social_worker


@pytest.fixture
def client(user, client_for) -> Client:
    return client_for(user)


# --- Saving -------------------------------------------------------------------------------------------------------
def test_a_good_form_is_saved_and_answers_303_with_a_word_of_thanks(client):
    answer = client.post("/note/", GOOD)
    assert (answer.status_code, answer["Location"]) == (303, "/saved/")
    assert NOTE.values["words"] == "My words"
    assert "Visit saved" in text(client.get("/saved/"))


def test_a_form_with_errors_says_what_to_do_links_it_and_keeps_what_was_typed(client):
    answer = client.post(
        "/note/", GOOD | {"words": "", "on-day": "31", "on-month": "2", "on-year": "2026", "seen": "False"}
    )
    page_text = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>Error: The visit" in page_text
    assert '<a href="#id_words">Enter what the young person said, or why it was not possible</a>' in page_text
    assert '<a href="#id_on-day">The date of the visit must have a day that is in that month</a>' in page_text
    assert '<a href="#id_why">Say why the young person was not seen alone</a>' in page_text
    assert 'value="31"' in page_text
    assert NOTE.version == 1


def test_a_refusal_comes_back_to_the_page_with_links_to_what_is_missing(client):
    NOTE.refuse = NotPossible(
        "The enquiry is not finished.", (("words", "Enter the words"), ("/enquiry/", "Finish the enquiry"))
    )
    answer = client.post("/note/", GOOD)
    page_text = answer.content.decode()
    assert answer.status_code == 409
    assert "The enquiry is not finished." in page_text
    assert '<a href="#id_words">Enter the words</a>' in page_text
    assert '<a href="/enquiry/">Finish the enquiry</a>' in page_text
    assert "My words" in page_text


def test_pages_are_never_stored_by_a_browser(client):
    assert client.get("/note/")["Cache-Control"] == "no-store"


# --- Answers that reveal questions --------------------------------------------------------------------------------
def test_a_reason_is_cleared_when_the_answer_no_longer_asks_for_it(client):
    client.post("/note/", GOOD | {"seen": "True", "why": "An old reason", "place": "home", "elsewhere": "A cafe"})
    assert (NOTE.values["why"], NOTE.values["elsewhere"]) == ("", "")


def test_a_reason_is_kept_when_the_answer_asks_for_it(client):
    client.post("/note/", GOOD | {"seen": "False", "why": "Asked us not to"})
    assert (NOTE.values["seen"], NOTE.values["why"]) == (False, "Asked us not to")


# --- Rows ---------------------------------------------------------------------------------------------------------
def test_add_another_gives_one_more_row_and_keeps_everything_typed(client):
    answer = client.post("/note/", GOOD | {"words": "", "people-count": "1", "people-0-name": "Ann", "_add": "people"})
    page_text = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="people-1-name"' in page_text
    assert 'value="Ann"' in page_text
    assert "error-summary" not in page_text, "adding a row must not judge the form"


def test_remove_takes_that_row_away_and_moves_the_others_up(client):
    rows = {"people-count": "3", "people-0-name": "Ann", "people-1-name": "Ben", "people-2-name": "Cal"}
    page_text = client.post("/note/", GOOD | rows | {"_remove": "people-1"}).content.decode()
    assert re.findall(r'value="(Ann|Ben|Cal)"', page_text) == ["Ann", "Cal"]
    assert 'name="people-2-name"' not in page_text


def test_rows_are_saved_as_a_list_and_empty_ones_are_not_there(client):
    client.post(
        "/note/", GOOD | {"people-count": "3", "people-0-name": "Ann", "people-1-name": " ", "people-2-name": "Cal"}
    )
    assert NOTE.values["people"] == [{"name": "Ann"}, {"name": "Cal"}]


# --- Conflicts ----------------------------------------------------------------------------------------------------
@pytest.fixture
def conflict(client):
    NOTE.version, NOTE.values = 2, NOTE.values | {"words": "Their words", "seen": False, "why": "Their reason"}
    return client.post("/note/", GOOD | {"people-count": "1", "people-0-name": "Ann"})


def test_two_people_saving_see_both_texts(conflict):
    shown = text(conflict)
    assert conflict.status_code == 409
    for words in ("My words", "Their words", "Jo Marsh", "Ann", "Their reason"):
        assert words in shown
    assert NOTE.values["words"] == "Their words"


def chosen(conflict, **choices):
    return {
        "_contest": hidden(conflict, "_contest"),
        "_version": hidden(conflict, "_version"),
        "people-count": "1", "people-0-name": "Ann", "words": "Both of our words", "seen": "True",
        **{f"_choose-{name}": choice for name, choice in choices.items()},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("choice", "kept"), [("mine", "My words"), ("theirs", "Their words"), ("edit", "Both of our words")]
)
def test_each_choice_keeps_the_words_that_were_chosen(client, conflict, choice, kept):
    answer = client.post("/note/", chosen(conflict, words=choice, seen="theirs", people="mine"))
    assert answer.status_code == 303
    assert NOTE.values["words"] == kept
    assert (NOTE.values["seen"], NOTE.values["why"]) == (False, "Their reason"), "an answer and its reason go together"
    assert NOTE.values["people"] == [{"name": "Ann"}]
    assert NOTE.version == 3


def test_a_choice_not_made_is_asked_for_and_nothing_is_lost(client, conflict):
    answer = client.post("/note/", chosen(conflict, words="theirs"))
    assert answer.status_code == 409
    assert 'href="#choose-seen"' in answer.content.decode()
    for words in ("My words", "Their words", "Ann"):
        assert words in text(answer)
    assert NOTE.version == 2


def test_leaving_a_conflict_never_overwrites_the_other_persons_words(client, conflict, user):
    offered = client.get("/note/")
    assert hidden(offered, "_version") == "1", "the draft is still older than the record"
    assert draft_for(user.pk, "note:1").data["words"] == "My words"


def test_the_same_words_saved_twice_are_no_conflict(client):
    NOTE.version, NOTE.values = 2, {"words": "My words", "seen": True}
    assert client.post("/note/", GOOD).status_code == 303


# --- Pages that say no --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("how", "status", "words"),
    [
        ("no", 403, "Only the chair may end a conference."),
        ("yet", 409, "The enquiry is still open."),
        ("file", 422, "This is not a census file."),
        ("other", 409, "Somebody else saved this while you were writing."),
    ],
)
def test_a_refusal_is_a_page_that_says_why(client, how, status, words):
    answer = client.get(f"/refuse/{how}/")
    assert answer.status_code == status
    assert words in text(answer)


def test_a_record_that_is_not_yours_and_an_address_that_is_not_there_are_the_same_page(client):
    pages = [client.get(where) for where in ("/refuse/hidden/", "/unknown/", "/nothing-here/")]
    strip = [re.sub(r'(nonce|value)="[^"]+"', "", each.content.decode()) for each in pages]
    assert {each.status_code for each in pages} == {404}
    assert strip[0] == strip[1] == strip[2]


def test_a_fault_of_ours_shows_no_data(client, monkeypatch):
    monkeypatch.setitem(REFUSALS, "no", RuntimeError("a secret"))
    client.raise_request_exception = False
    answer = client.get("/refuse/no/")
    assert answer.status_code == 500
    assert "a secret" not in answer.content.decode()


# --- Parts of a page ----------------------------------------------------------------------------------------------
def test_htmx_is_given_the_part_and_a_browser_the_page(client):
    part = client.get("/saved/", headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()
    assert "HX-Request" in part["Vary"]
    assert "<html" in client.get("/saved/").content.decode()


def test_no_page_needs_an_inline_style_or_a_script_without_nonce(client):
    for where in ("/gallery/", "/note/"):
        page_text = client.get(where).content.decode()
        assert " style=" not in page_text
        assert not re.search(r"<script(?![^>]*(src|nonce)=)", page_text)


def test_the_sign_in_page_looks_like_ours(db):
    answer = Client().get("/accounts/login/")
    assert '<header class="roth-header">' in answer.content.decode()
    assert "Sign in" in text(answer)


@override_settings(REQUIRE_SECOND_FACTOR=True)
def test_second_step_pages_look_like_ours(client):
    assert '<header class="roth-header">' in client.get("/accounts/2fa/").content.decode()


def test_the_gallery_is_for_those_who_are_signed_in(client, db):
    assert client.get("/gallery/").status_code == 200
    assert Client().get("/gallery/").status_code == 302
    assert "next=" in Client().get("/gallery/?" + urlencode({"page": 2}))["Location"]
