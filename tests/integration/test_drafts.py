"""Nothing typed is lost: drafts survive sign-out, a dead session and a changed person at the desk, and leak nothing."""

import json

import note_room
import pytest
from django.test import Client
from django.urls import reverse
from note_room import GOOD, NOTE, hidden, text

from roth.drafts.actions import drop_draft, save_draft
from roth.drafts.models import Draft
from roth.drafts.selectors import draft_for, drafts_of
from roth.drafts.tokens import read, token_for

pytestmark = [pytest.mark.django_db, pytest.mark.urls(note_room.__name__)]
KEY = "note:1"


@pytest.fixture(autouse=True)
def _fresh_note() -> None:
    NOTE.__init__()


@pytest.fixture
def user(cast):
    return cast.social_worker


@pytest.fixture
def other(cast):
    return cast.other_team_worker


@pytest.fixture
def client(user, client_for) -> Client:
    return client_for(user)


def slip(user) -> dict[str, str]:
    return {"draft_token": token_for(user.pk, KEY, "/note/")}


def kept_words(user) -> str | None:
    found = draft_for(user.pk, KEY)
    return found and found.data.get("words")


def test_what_is_typed_is_kept_and_offered_back_until_it_is_saved(client, user):
    token = hidden(client.get("/note/"), "draft_token")
    said = client.post(reverse("drafts:save"), GOOD | {"words": "Half a sent", "draft_token": token}).json()
    assert said["signed_in"] is True
    assert len(said["kept"]) == 5
    offered = client.get("/note/")
    assert "Half a sent" in text(offered)
    assert "kept for you and not yet saved" in text(offered)
    assert client.post("/note/", GOOD).status_code == 303
    assert kept_words(user) is None
    assert "kept for you" not in text(client.get("/note/"))


def test_a_form_with_errors_is_kept_too(client, user):
    client.post("/note/", GOOD | {"seen": ""})
    assert kept_words(user) == "My words"


def test_thrown_away_words_are_gone_and_the_record_is_shown(client, user):
    client.post("/note/", GOOD | {"seen": ""})
    answer = client.post("/note/", {"_discard": "yes"})
    assert answer.status_code == 303
    assert kept_words(user) is None
    assert "First words" in text(client.get("/note/"))


def test_autosave_works_when_the_session_is_gone_and_says_so(user):
    said = Client(enforce_csrf_checks=True).post(reverse("drafts:save"), GOOD | slip(user))
    assert said.json()["signed_in"] is False
    assert kept_words(user) == "My words"


def test_a_form_sent_after_sign_out_is_kept_and_leads_to_sign_in_and_back(user, client_for):
    stranger = Client(enforce_csrf_checks=True)
    answer = stranger.post("/note/", GOOD | slip(user))
    assert answer.status_code == 303
    assert answer["Location"] == "/accounts/login/?next=%2Fnote%2F"
    assert NOTE.version == 1, "kept is not saved"
    login = text(stranger.get(answer["Location"]))
    assert "Your words are kept" in login
    assert "My words" not in login, "a page for strangers shows nothing of them"
    assert "My words" in text(client_for(user).get("/note/"))


def test_htmx_is_led_to_sign_in_as_a_whole_page(user):
    answer = Client().post("/note/", GOOD | slip(user), headers={"HX-Request": "true"})
    assert answer["HX-Redirect"].startswith("/accounts/login/")


def test_somebody_elses_page_at_the_same_desk_is_kept_for_them_and_saved_by_nobody(user, other, client_for):
    answer = client_for(other).post("/note/", GOOD | slip(user))
    assert (answer.status_code, answer["Location"]) == (303, "/")
    assert kept_words(user) == "My words"
    assert kept_words(other) is None
    assert NOTE.version == 1
    assert "My words" not in text(client_for(other).get("/note/"))


def test_a_form_from_an_earlier_session_is_kept_and_shown_again(user):
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    session = client.session
    session["second_factor"] = True
    session.save()
    answer = client.post("/note/", GOOD | slip(user))
    assert (answer.status_code, answer["Location"]) == (303, "/note/")
    assert "My words" in text(client.get("/note/"))


@pytest.mark.parametrize("token", ["", "nonsense", "1:2:3"])
def test_without_a_true_slip_nothing_is_kept(token):
    assert Client().post(reverse("drafts:save"), GOOD | {"draft_token": token}).status_code == 403
    assert Client().post("/note/", GOOD | {"draft_token": token}).status_code == 302
    assert not Draft.objects.exists()


def test_a_slip_says_whose_and_which_and_cannot_be_altered(user):
    token = token_for(user.pk, KEY, "/note/")
    assert read(token).key == KEY
    assert read(token[:-1] + ("A" if token[-1] != "A" else "B")) is None


def test_autosave_only_takes_post(client):
    assert client.get(reverse("drafts:save")).status_code == 405


def test_passwords_and_the_pages_own_fields_are_never_kept(client, user):
    client.post(
        reverse("drafts:save"),
        slip(user)
        | {"words": "a", "password": "b", "new_Password1": "c", "csrfmiddlewaretoken": "d", "_add": "people"},
    )
    assert json.loads(Draft.objects.get().payload) == {"words": ["a"]}


def test_what_is_too_long_to_keep_is_refused_with_what_to_do(client, user):
    answer = client.post(reverse("drafts:save"), slip(user) | {"words": "a" * 1_600_000})
    assert answer.status_code == 413
    assert "Save it now" in answer.json()["why"]


def test_a_person_has_their_own_drafts_only(user, other, rf):
    data = rf.post("/", {"words": "mine"}).POST
    save_draft(user_id=user.pk, key="a", data=data)
    save_draft(user_id=user.pk, key="a", data=data)
    assert [draft.key for draft in drafts_of(user.pk)] == ["a"]
    assert not drafts_of(other.pk)
    drop_draft(user_id=other.pk, key="a")
    assert drafts_of(user.pk).exists()


def test_old_words_and_a_newer_record_end_in_a_choice_and_not_in_silence(client, user):
    client.post("/note/", GOOD | {"seen": ""})
    NOTE.version, NOTE.values = 2, {"words": "Their words", "seen": True}
    offered = client.get("/note/")
    answer = client.post("/note/", GOOD | {"_version": hidden(offered, "_version")})
    assert answer.status_code == 409
    assert "Their words" in text(answer)
