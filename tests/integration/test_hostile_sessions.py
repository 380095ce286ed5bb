"""Headers of every kind of answer, sessions that somebody tries to take over, and what logs and addresses give away."""

import logging
import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import reverse

from roth.accounts.models import Membership
from tests.architecture.conftest import signed_in
from tests.integration.hostile import PAGES, World, opened, untouched, world

__all__ = ["untouched", "world"]
pytestmark = pytest.mark.django_db

PASSWORD = "a long password of theirs"  # nobody's
SIGN_IN = ["account_login", "account_reset_password", "account_reset_password_done", "account_inactive"]
OWN_SIGN_IN = ["mfa_index", "account_change_password", "mfa_activate_totp", "account_logout", "account_reauthenticate"]


def policy(answer: HttpResponse) -> dict[str, list[str]]:
    """The content security policy, by directive."""
    parts = (part.split() for part in answer["Content-Security-Policy"].split(";") if part.strip())
    return {name: values for name, *values in parts}


def is_guarded(answer: HttpResponse) -> None:
    """No foreign or inline script, style, frame, form or base; nothing kept; nothing sniffed; no address given away."""
    said = policy(answer)
    assert said["default-src"] == ["'none'"]
    assert {value for value in said["script-src"] if not value.startswith("'nonce-")} == {"'self'"}
    assert said["style-src"] == ["'self'"]
    assert said["frame-ancestors"] == said["base-uri"] == ["'none'"]
    assert said["form-action"] == ["'self'"]
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"


def holds_no_inline_code(answer: HttpResponse) -> None:
    """Every script has the nonce of this answer or a source; there is no style, no handler and no script address."""
    text = answer.content.decode()
    nonces = set(re.findall(r'nonce="([^"]+)"', text))
    assert all(f"'nonce-{nonce}'" in policy(answer)["script-src"] for nonce in nonces)
    for tag in re.findall(r"<script\b[^>]*>", text):
        assert "nonce=" in tag or "src=" in tag or 'type="application/json"' in tag, tag
    assert not re.findall(r"<style\b|\sstyle=|<[^>]+\son[a-z]+=|href=\"javascript:", text)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_guarded_and_kept_by_no_browser(untouched: World, name: str) -> None:
    client, address = opened(untouched, name)
    for answer in (client.get(address), client.get(address, headers={"HX-Request": "true"}), client.post(address, {})):
        is_guarded(answer)
        if answer.status_code not in (302, 303, 405):
            assert "no-store" in answer["Cache-Control"]
            holds_no_inline_code(answer)


def test_pages_of_signing_in_are_guarded_too(untouched: World) -> None:
    for name in SIGN_IN:
        answer = Client().get(reverse(name))
        is_guarded(answer)
        holds_no_inline_code(answer)
    for name in OWN_SIGN_IN:
        answer = untouched.clients["social_worker"].get(reverse(name))
        is_guarded(answer)
        if answer.status_code == 200:
            holds_no_inline_code(answer)
            assert "no-store" in answer["Cache-Control"]


def refusals(world: World) -> dict[str, HttpResponse]:
    """One answer of each kind that says no, of which some come before any page of ours."""
    client, strict = world.clients["social_worker"], Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    nobody = signed_in(world.cast.researcher)
    ref = world.walks["in_force"].young_person.ref
    found = {
        "absent": client.get("/no-such-page/"),
        "absent to a visitor": Client().get("/no-such-page/"),
        "not visible": world.clients["other_team_worker"].get(f"/young-people/{ref}/"),
        "not allowed": client.get(f"/young-people/{ref}/allocate/"),
        "another host": client.get("/", headers={"Host": "evil.example"}),
        "no token": strict.post(f"/young-people/{ref}/family/", {"family-count": "0"}),
        "no sense": client.post("/young-people/add/", b"a=" + b"x" * 2_600_000, "application/x-www-form-urlencoded"),
        "another method": client.get(f"/young-people/{ref}/assessment/start/"),
        "not signed in": Client().get(f"/young-people/{ref}/"),
        "no slip": client.post("/drafts/", {"draft_token": "x"}),
    }
    Membership.objects.filter(user=world.cast.researcher).delete()
    return found | {"no role": nobody.get("/")}


def test_every_refusal_is_guarded_and_says_nothing_of_the_record(untouched: World) -> None:
    family = untouched.walks["in_force"].young_person.family_name.encode()
    statuses = {
        "absent": 404, "absent to a visitor": 404, "not visible": 404, "not allowed": 403, "another host": 400,
        "no token": 403, "no sense": 400, "another method": 405, "not signed in": 302, "no slip": 403, "no role": 403,
    }  # fmt: skip
    got = refusals(untouched)
    assert {kind: answer.status_code for kind, answer in got.items()} == statuses
    for kind, answer in got.items():
        is_guarded(answer)
        if kind != "not allowed":
            assert family not in answer.content, kind


def test_a_fault_of_ours_is_guarded_and_shows_nothing(untouched: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("Words of Rowan that must not be shown")

    monkeypatch.setattr("roth.people.views.overview", broken)
    client = untouched.clients["social_worker"]
    client.raise_request_exception = False
    try:
        answer = client.get(reverse("people:young_person", args=(untouched.walks["in_force"].young_person.ref,)))
    finally:
        client.raise_request_exception = True
    assert answer.status_code == 500
    is_guarded(answer)
    assert b"Rowan" not in answer.content


# --- Sessions --------------------------------------------------------------------------------------------------------
def _with_password(user: Any) -> Any:
    user.set_password(PASSWORD)
    user.save()
    return user


def test_signing_in_takes_over_no_session_that_was_planted(cast: Any) -> None:
    user, planted = _with_password(cast.quality_lead), Client()
    planted.post("/accounts/login/", {"login": "x@example.org", "password": "x"})
    session = planted.session
    session["planted"] = "1"
    session["second_factor"] = True
    session.save()
    planted.cookies["sessionid"] = session.session_key
    before = session.session_key
    planted.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    assert planted.session.session_key != before
    assert str(planted.session.get("_auth_user_id")) == str(user.pk)
    fixed = Client()
    fixed.cookies["sessionid"] = before
    assert fixed.get("/").status_code == 302


def test_a_session_is_worth_nothing_after_signing_out_or_a_new_password(cast: Any) -> None:
    user = _with_password(cast.quality_lead)
    client = signed_in(user)
    key = client.cookies["sessionid"].value
    assert client.get("/me/").status_code == 200
    other = signed_in(user)
    client.post(reverse("account_logout"))
    again = Client()
    again.cookies["sessionid"] = key
    assert again.get("/me/").status_code == 302
    _with_password(user)
    assert other.get("/me/").status_code == 302


def test_signing_out_takes_a_press(untouched: World) -> None:
    client = signed_in(untouched.cast.quality_lead)
    client.get(reverse("account_logout"))
    assert client.get("/me/").status_code == 200


@override_settings(SESSION_COOKIE_SECURE=True, CSRF_COOKIE_SECURE=True)
def test_cookies_are_for_us_alone(cast: Any) -> None:
    user, client = _with_password(cast.quality_lead), Client()
    client.get(reverse("account_login"))
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    assert {"sessionid", "csrftoken"} <= set(client.cookies)
    for cookie in client.cookies.values():
        assert cookie["samesite"] == "Lax"
        assert cookie["secure"]
        assert not cookie["domain"]
    assert client.cookies["sessionid"]["httponly"]
    assert client.cookies["sessionid"]["max-age"] == ""  # gone with the browser


def test_no_cookie_holds_words(untouched: World) -> None:
    """What was just done is said once, and may name somebody: it stays with us until it is said."""
    client, address = opened(untouched, "meetings:invite")
    client.post(address, {"name": "Aunt Sal of the family", "role": "parent_carer", "asked_to_bring": ""})
    assert {name for name, cookie in client.cookies.items() if cookie.value} <= {"sessionid", "csrftoken"}


@pytest.mark.parametrize("name", PAGES)
def test_every_form_needs_its_token(untouched: World, name: str) -> None:
    client, address = opened(untouched, name)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    assert strict.post(address, {"reason": "x"}).status_code == 403
    assert strict.post(address, {"csrfmiddlewaretoken": "x" * 64}).status_code == 403


# --- What is left lying about ----------------------------------------------------------------------------------------
def test_logs_name_nobody(untouched: World, caplog: pytest.LogCaptureFixture) -> None:
    walk, client = untouched.walks["in_force"], untouched.clients["social_worker"]
    with caplog.at_level(logging.DEBUG):
        client.get(f"/search/?q={walk.young_person.family_name}")
        client.get(f"/young-people/?q={walk.young_person.family_name}&page=x")
        client.get(f"/no-such-page/?q={walk.young_person.family_name}")
        client.post(f"/young-people/{walk.young_person.ref}/own-words/", {"own_words": "Very own words"})
        untouched.clients["other_team_worker"].get(f"/young-people/{walk.young_person.ref}/?q=Ellery")
        Client().post("/accounts/login/", {"login": walk.crew.social_worker.email, "password": "Very own words"})
    said = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("django.db"))
    assert "no-such-page" in said  # so that something was logged at all
    for words in (walk.young_person.family_name, "Ellery", "Very own words", walk.crew.social_worker.email):
        assert words not in said
