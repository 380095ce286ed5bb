"""Signing in: password, code, passkey, an organisation's account, the demo's cast; and everything that is refused."""

import hashlib
import json
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client, override_settings
from django.utils import timezone
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from roth.accounts import actions
from roth.accounts.models import User
from roth.audit.actions import System
from roth.audit.models import Event
from roth.demo.cast import PARTS, Cast

PASSWORD = "plum-bicycle-forty-two"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
FLAG = AuthenticatorData.FLAG
ClientFor = Callable[[User], Client]


@pytest.fixture
def robin(cast: Cast) -> User:
    """A social worker with a password."""
    user = actions.add_user(by=System("tests"), email="robin.ash@example.org", name="Robin Ash", password=PASSWORD)
    actions.start_membership(
        by=System("tests"),
        user=user,
        site=cast.site,
        agency=cast.agencies["social_care"],
        role=cast.social_worker.standing.places[0].role,
        team=cast.team,
        starts_on=date(2025, 1, 6),
    )
    return user


def sign_in(client: Client, email: str = "robin.ash@example.org", password: str = PASSWORD) -> HttpResponse:
    return client.post("/accounts/login/", {"login": email, "password": password})


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def kinds() -> list[tuple[str, str, str]]:
    """Sign-ins in the trail, newest first: kind, actor, target."""
    events = Event.objects.filter(kind__startswith="account.").order_by("-number")
    return list(events.values_list("kind", "actor", "target"))


# --- Password ---------------------------------------------------------------------------------------------------------
def test_the_sign_in_page_opens_and_everything_else_leads_to_it(db: None) -> None:
    assert Client().get("/accounts/login/").status_code == 200
    for address in ("/", "/me/", "/people-and-roles/", "/elevated-access/", "/accounts/2fa/"):
        answer = Client().get(address)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/accounts/login/")


def test_a_password_signs_in_in_any_case_of_the_address_and_is_written_down(robin: User) -> None:
    client = Client()
    assert sign_in(client, "Robin.Ash@Example.ORG").status_code == 302
    assert signed_in(client)
    event = Event.objects.order_by("-number").first()
    assert event is not None
    assert (event.kind, event.actor, event.actor_role) == ("account.signed_in", robin.audit_key, "Social worker")
    assert json.loads(event.detail)["after"] == {"method": "password"}


@pytest.mark.parametrize(
    ("email", "password"), [("robin.ash@example.org", "wrong words here"), ("nobody@example.org", PASSWORD)]
)
def test_a_refused_sign_in_says_the_same_and_is_written_down_without_what_was_typed(
    robin: User, email: str, password: str
) -> None:
    client = Client()
    answer = sign_in(client, email, password)
    assert not signed_in(client)
    assert "email address and/or password you specified are not correct" in answer.content.decode()
    target = robin.audit_key if email == robin.email else ""
    assert kinds()[0] == ("account.sign_in_refused", "system:visitor", target)
    assert not Event.objects.filter(detail__contains=password).exists()
    assert not Event.objects.filter(detail__contains=email, kind="account.sign_in_refused").exists()


def test_somebody_who_may_not_sign_in_is_refused(robin: User) -> None:
    actions.change_user(
        by=System("tests"), user=robin, name=robin.name, email=robin.email, job_title="", is_active=False
    )
    client = Client()
    sign_in(client)
    assert not signed_in(client)


def test_guessing_is_slowed_down_even_for_the_right_password(robin: User) -> None:
    cache.clear()
    for _ in range(5):
        sign_in(Client(), password="wrong words here")
    client = Client()
    assert "Too many failed login attempts" in sign_in(client).content.decode()
    assert not signed_in(client)


def test_nobody_signs_themselves_up(db: None) -> None:
    before = User.objects.count()
    form = {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD}
    for answer in (Client().get("/accounts/signup/"), Client().post("/accounts/signup/", form)):
        assert "closed" in answer.content.decode().lower()
    assert User.objects.count() == before


@pytest.mark.parametrize("address", ["/accounts/email/", "/accounts/3rdparty/"])
def test_nobody_changes_the_address_they_sign_in_with(cast: Cast, client_for: ClientFor, address: str) -> None:
    client = client_for(cast.social_worker)
    assert client.get(address).status_code == 404
    assert client.post(address, {"email": "mine@example.org", "action_add": ""}).status_code == 404


def test_a_new_user_chooses_a_password_by_email(cast: Cast, mailoutbox: list[Any]) -> None:
    assert not cast.social_worker.has_usable_password()
    Client().post("/accounts/password/reset/", {"email": cast.social_worker.email})
    found = re.search(r"(/accounts/password/reset/key/\S+)", mailoutbox[0].body)
    assert found
    client = Client()
    form = client.get(found[1], follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": PASSWORD, "password2": PASSWORD})
    assert sign_in(client, cast.social_worker.email).status_code == 302
    assert signed_in(client)


def test_signing_out_takes_a_press_and_ends_the_session(cast: Cast, client_for: ClientFor) -> None:
    client = client_for(cast.social_worker)
    client.get("/accounts/logout/")
    assert signed_in(client)
    client.post("/accounts/logout/")
    assert not signed_in(client)


def test_a_user_whose_last_role_ended_sees_one_page_that_says_so(robin: User) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    actions.end_membership(by=System("tests"), membership=robin.memberships.get(), ends_on=yesterday)
    client = Client()
    with override_settings(REQUIRE_SECOND_FACTOR=False):
        sign_in(client)
        assert signed_in(client)
        for address in ("/", "/me/", "/young-people/", "/elevated-access/", "/people-and-roles/", "/nowhere/"):
            page = client.get(address)
            assert page.status_code == 403
            assert "your last role here has ended" in page.content.decode()
            assert "/young-people/" not in page.content.decode()
        client.post("/accounts/logout/")
    assert not signed_in(client)


# --- Second factor ----------------------------------------------------------------------------------------------------
def code(secret: str = SECRET) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@override_settings(REQUIRE_SECOND_FACTOR=True)
def test_without_a_second_factor_every_page_leads_to_setting_one_up(robin: User) -> None:
    client = Client()
    sign_in(client)
    for address in ("/", "/me/", "/people-and-roles/"):
        assert client.get(address)["Location"] == "/accounts/2fa/"
    assert client.get("/accounts/2fa/").status_code == 200


@override_settings(REQUIRE_SECOND_FACTOR=True)
def test_a_code_is_set_up_and_asked_for_at_the_next_sign_in(robin: User) -> None:
    first = Client()
    sign_in(first)
    assert first.get("/accounts/2fa/totp/activate/")["Location"].startswith("/accounts/reauthenticate/")
    first.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = first.get("/accounts/2fa/totp/activate/")
    assert "data:image/svg+xml" in page.content.decode()
    first.post("/accounts/2fa/totp/activate/", {"code": code(first.session["mfa.totp.secret"])})
    assert first.get("/me/").status_code == 200
    secret = Authenticator.objects.get(user=robin, type="totp").data["secret"]

    cache.clear()  # a code serves once; the next one is half a minute away
    second = Client()
    assert sign_in(second)["Location"] == "/accounts/2fa/authenticate/"
    assert not signed_in(second)
    assert second.get("/accounts/2fa/authenticate/").status_code == 200
    second.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert not signed_in(second)
    assert kinds()[0] == ("account.sign_in_refused", "system:visitor", robin.audit_key)
    second.post("/accounts/2fa/authenticate/", {"code": code(secret)})
    assert signed_in(second)
    assert kinds()[0] == ("account.signed_in", robin.audit_key, robin.audit_key)
    assert "password and totp" in Event.objects.latest("number").detail
    assert second.get("/me/").status_code == 200


@override_settings(REQUIRE_SECOND_FACTOR=True)
def test_a_second_factor_of_somebody_else_in_the_same_browser_does_not_count(robin: User, cast: Cast) -> None:
    TOTP.activate(cast.social_worker, SECRET)
    client = Client()
    client.force_login(cast.social_worker)
    assert client.get("/me/").status_code == 200
    client.force_login(robin)
    assert client.get("/me/")["Location"] == "/accounts/2fa/"


class SoftwareKey:
    """A passkey in a few lines: what a phone or a security key answers to the browser."""

    def __init__(self, host: str = "testserver") -> None:
        self.host, self.id, self.handle = host, os.urandom(16), ""
        self.key = ec.generate_private_key(ec.SECP256R1())

    def _parts(self, flags: Any, kind: str, challenge: str, credential: bytes = b"") -> tuple[Any, Any]:
        rp = hashlib.sha256(self.host.encode()).digest()
        data = AuthenticatorData.create(rp, flags, 1, credential)
        return data, CollectedClientData.create(kind, challenge, f"https://{self.host}")

    def made(self, options: dict[str, Any]) -> str:
        public = options["publicKey"]
        self.handle = public["user"]["id"]
        credential = AttestedCredentialData.create(
            bytes(16), self.id, ES256.from_cryptography_key(self.key.public_key())
        )
        data, client = self._parts(FLAG.UP | FLAG.UV | FLAG.AT, "webauthn.create", public["challenge"], credential)
        attested = AttestationObject.create("none", data, {})
        response = {"clientDataJSON": websafe_encode(client), "attestationObject": websafe_encode(attested)}
        return self._answer(response, {"credProps": {"rk": True}})

    def proved(self, options: dict[str, Any]) -> str:
        challenge = options["publicKey"]["challenge"]
        data, client = self._parts(FLAG.UP | FLAG.UV, "webauthn.get", challenge)
        signature = self.key.sign(bytes(data) + client.hash, ec.ECDSA(hashes.SHA256()))
        parts = {"clientDataJSON": client, "authenticatorData": data, "signature": signature}
        response = {name: websafe_encode(part) for name, part in parts.items()} | {"userHandle": self.handle}
        return self._answer(response, {})

    def _answer(self, response: dict[str, str], extensions: dict[str, Any]) -> str:
        name = websafe_encode(self.id)
        return json.dumps(
            {
                "id": name,
                "rawId": name,
                "type": "public-key",
                "response": response,
                "clientExtensionResults": extensions,
            }
        )


def add_passkey(client: Client) -> SoftwareKey:
    key = SoftwareKey()
    page = client.get("/accounts/2fa/webauthn/add/", secure=True)
    found = re.search(r'id="js_data" type="application/json">(.*?)</script>', page.content.decode(), re.DOTALL)
    assert found
    made = key.made(json.loads(found[1])["creation_options"])
    client.post(
        "/accounts/2fa/webauthn/add/", {"name": "My phone", "passwordless": "on", "credential": made}, secure=True
    )
    return key


@override_settings(REQUIRE_SECOND_FACTOR=True)
def test_a_passkey_is_added_and_signs_in_by_itself(robin: User) -> None:
    first = Client()
    first.post("/accounts/login/", {"login": robin.email, "password": PASSWORD}, secure=True)
    first.post("/accounts/reauthenticate/", {"password": PASSWORD}, secure=True)
    key = add_passkey(first)
    assert Authenticator.objects.filter(user=robin, type="webauthn").count() == 1
    assert first.get("/me/", secure=True).status_code == 200

    second = Client()
    ask = second.get("/accounts/2fa/webauthn/login/", secure=True, headers={"x-requested-with": "XMLHttpRequest"})
    proof = key.proved(ask.json()["request_options"])
    second.post("/accounts/2fa/webauthn/login/", {"credential": proof}, secure=True)
    assert signed_in(second)
    assert second.get("/me/", secure=True).status_code == 200
    assert kinds()[0] == ("account.signed_in", robin.audit_key, robin.audit_key)


def test_a_passkey_that_was_never_added_signs_nobody_in(robin: User) -> None:
    client, key = Client(), SoftwareKey()
    key.handle = websafe_encode(str(robin.pk).encode())
    ask = client.get("/accounts/2fa/webauthn/login/", secure=True, headers={"x-requested-with": "XMLHttpRequest"})
    client.post("/accounts/2fa/webauthn/login/", {"credential": key.proved(ask.json()["request_options"])}, secure=True)
    assert not signed_in(client)


# --- An organisation's account ----------------------------------------------------------------------------------------
class Organisation(BaseHTTPRequestHandler):
    """An OpenID Connect provider small enough to read, on this machine."""

    claims: dict[str, Any] = {}
    verifier_seen = ""

    def do_GET(self) -> None:
        """Discovery, and who the token belongs to."""
        base = f"http://127.0.0.1:{self.server.server_address[1]}"
        ends = {"token_endpoint": "token", "userinfo_endpoint": "userinfo", "jwks_uri": "keys"}
        discovery = {"issuer": base, "authorization_endpoint": f"{base}/authorize"}
        discovery |= {name: f"{base}/{end}" for name, end in ends.items()}
        self._answer(self.claims if self.path == "/userinfo" else discovery)

    def do_POST(self) -> None:
        """A token for a code."""
        body = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        type(self).verifier_seen = body["code_verifier"][0]
        self._answer({"access_token": "token", "token_type": "Bearer"})

    def _answer(self, content: dict[str, Any]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(content).encode())

    def log_message(self, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def organisation() -> Iterator[type[Organisation]]:
    server = HTTPServer(("127.0.0.1", 0), Organisation)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    app = {
        "provider_id": "council",
        "name": "Wexbourne Council",
        "client_id": "roth",
        "secret": "s",
        "settings": {"server_url": f"http://127.0.0.1:{server.server_address[1]}"},
    }
    providers = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    with override_settings(SOCIALACCOUNT_PROVIDERS=providers, REQUIRE_SECOND_FACTOR=True):
        yield Organisation
    server.shutdown()
    server.server_close()
    thread.join()


def through_organisation(client: Client, state: str = "") -> HttpResponse:
    away = client.post("/accounts/oidc/council/login/")
    assert away.status_code == 302, away.content
    asked = parse_qs(urlsplit(away["Location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    return client.get("/accounts/oidc/council/login/callback/", {"code": "c", "state": state or asked["state"][0]})


def test_an_organisations_account_signs_in_the_user_with_that_verified_address(
    organisation: type[Organisation], cast: Cast
) -> None:
    organisation.claims = {"sub": "77", "email": "Amara.Osei@Example.org", "email_verified": True}
    client = Client()
    through_organisation(client)
    assert signed_in(client)
    assert len(organisation.verifier_seen) > 40, "the code was of no use to anybody who stole it on the way"
    assert client.get("/me/").status_code == 200, "the organisation brings the second factor"
    assert kinds()[0][:2] == ("account.signed_in", cast.social_worker.audit_key)
    again = Client()
    organisation.claims = {"sub": "77", "email": "renamed@example.org", "email_verified": True}
    through_organisation(again)
    assert again.session["_auth_user_id"] == str(cast.social_worker.pk)


@pytest.mark.parametrize(
    "claims",
    [
        {"sub": "1", "email": "stranger@example.org", "email_verified": True},
        {"sub": "2", "email": "amara.osei@example.org", "email_verified": False},
        {"sub": "3", "email": "amara.osei@example.org"},
        {"sub": "4"},
    ],
)
def test_a_stranger_or_an_unverified_address_is_sent_back_with_a_sentence(
    organisation: type[Organisation], cast: Cast, claims: dict[str, Any]
) -> None:
    organisation.claims, before, client = claims, User.objects.count(), Client()
    answer = through_organisation(client)
    assert not signed_in(client)
    assert User.objects.count() == before
    assert "There is no user here with that email address" in client.get(answer["Location"]).content.decode()
    assert kinds()[0] == ("account.sign_in_refused", "system:visitor", "")


def test_an_answer_that_we_did_not_ask_for_is_refused(organisation: type[Organisation], cast: Cast) -> None:
    organisation.claims = {"sub": "77", "email": "amara.osei@example.org", "email_verified": True}
    client = Client()
    through_organisation(client, state="forged")
    assert not signed_in(client)
    assert kinds()[0][0] == "account.sign_in_refused"


def test_an_inactive_user_is_not_let_in_by_the_organisation(organisation: type[Organisation], cast: Cast) -> None:
    organisation.claims = {"sub": "77", "email": "amara.osei@example.org", "email_verified": True}
    worker = cast.social_worker
    actions.change_user(
        by=System("t"), user=worker, name=worker.name, email=worker.email, job_title="", is_active=False
    )
    client = Client()
    through_organisation(client)
    assert not signed_in(client)


# --- The demo ---------------------------------------------------------------------------------------------------------
@pytest.fixture
def demo() -> Iterator[None]:
    """The addresses as they are where the demo is on."""
    with override_settings(DEMO=True, REQUIRE_SECOND_FACTOR=False, ROOT_URLCONF="tests.integration.demo_urls"):
        yield


def test_in_the_demo_each_of_the_cast_signs_in_with_one_press(cast: Cast, demo: None) -> None:
    page = Client().get("/demo/cast/").content.decode()
    for part in PARTS.values():
        assert part.name in page
        assert part.sentence.replace("'", "&#39;") in page
    for key, user in cast.everyone().items():
        client = Client()
        assert client.post("/demo/cast/", {"part": key}).status_code == 302
        assert client.session["_auth_user_id"] == str(user.pk)
        assert kinds()[0] == ("account.signed_in", user.audit_key, user.audit_key)


def test_the_demo_signs_in_nobody_else(cast: Cast, robin: User, demo: None) -> None:
    for given in ({}, {"part": "robin"}, {"part": "robin.ash@example.org"}, {"part": str(robin.pk)}):
        client = Client()
        assert client.post("/demo/cast/", given).status_code == 404
        assert not signed_in(client)


def test_the_demo_needs_a_token_of_the_page(cast: Cast, demo: None) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post("/demo/cast/", {"part": "social_worker"}).status_code == 403
    assert not signed_in(client)


def test_the_sign_in_page_leads_to_the_cast_in_the_demo_only(cast: Cast, demo: None) -> None:
    assert "/demo/cast/" in Client().get("/accounts/login/").content.decode()
    with override_settings(ROOT_URLCONF="roth.config.urls", DEMO=False):
        assert "/demo/cast/" not in Client().get("/accounts/login/").content.decode()


def test_outside_the_demo_the_view_itself_is_not_there(cast: Cast, demo: None) -> None:
    with override_settings(DEMO=False):
        client = Client()
        assert client.get("/demo/cast/").status_code == 404
        assert client.post("/demo/cast/", {"part": "social_worker"}).status_code == 404
        assert not signed_in(client)


PROBE = """
import django
django.setup()
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
def there(f, *a):
    try: f(*a)
    except (NoReverseMatch, Resolver404): return "no"
    return "yes"
print(there(reverse, "demo:cast"), there(resolve, "/demo/cast/"))
"""


@pytest.mark.parametrize(("value", "there"), [(None, "no no"), ("0", "no no"), ("", "no no"), ("1", "yes yes")])
def test_the_address_exists_only_where_the_process_was_started_as_a_demo(
    tmp_path: Path, value: str | None, there: str
) -> None:
    env = {name: text for name, text in os.environ.items() if name != "ROTH_DEMO"}
    env |= {"DJANGO_SETTINGS_MODULE": "roth.config.settings", "ROTH_DATA_DIR": str(tmp_path)}
    if value is not None:
        env["ROTH_DEMO"] = value
    ran = subprocess.run([sys.executable, "-c", PROBE], env=env, capture_output=True, text=True, timeout=60, check=True)
    assert ran.stdout.strip() == there
