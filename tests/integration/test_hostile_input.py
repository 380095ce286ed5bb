"""Every form, filled with what nobody should type: always a page with a sentence, and nothing comes back as markup."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.architecture.access_table import TABLE
from tests.integration.hostile import (
    HANDLED,
    PAGES,
    TEXTS,
    Sent,
    World,
    form_on,
    forms_in,
    opened,
    untouched,
    world,
    wrong_in,
)

__all__ = ["untouched", "world"]
pytestmark = pytest.mark.django_db

DAYS = [("31", "2", "2026"), ("1", "1", "0000"), ("1", "1", "9999"), ("x", "mars", "26"), ("9" * 5_000,) * 3]
SENT_BADLY = {
    "broken multipart": ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="a\r\n'),
    "multipart without a boundary": ("multipart/form-data", b"a=1"),
    "boundary of nonsense": ("multipart/form-data; boundary=\x7f\xe9", b"a"),
    "json": ("application/json", b'{"a": [1, 2, {"__proto__": 3}]}'),
    "xml": (
        "application/xml",
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
    ),
    "no kind": ("", b"a=1"),
    "bytes that are no text": ("application/x-www-form-urlencoded", b"a=%ff%fe&%c3%28=1&b=\xff\xfe&=&&%00=%00"),
    "another alphabet": ("application/x-www-form-urlencoded; charset=utf-16", b"a=1"),
    "an alphabet that is none": ("application/x-www-form-urlencoded; charset=klingon", b"a=1"),
    "too long": ("application/x-www-form-urlencoded", b"a=" + b"x" * 2_600_000),
    "too many fields": ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % n for n in range(3_100))),
}


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside never was."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def is_a_page(answer: HttpResponse) -> bool:
    """A redirect, or a page that says something and holds no markup that was typed."""
    if answer.status_code not in HANDLED:
        return False
    said = answer.status_code in (302, 303) or b"<h1" in answer.content or b"roth-" in answer.content
    return said and b"<script>alert(1)" not in answer.content and b"<img src=x" not in answer.content


def is_kept(form: Sent, answer: HttpResponse, text: str) -> bool:
    """Everything typed stands in its box again. What no browser sends, or shows, is let go."""
    if not text.isprintable():
        return True
    again = forms_in(answer.content)[0].values
    return all(again[name] == [text] for name in form.texts if name in again)


def _goes_to(tag: str) -> str:
    found = re.search(r'action="([^"]*)"', tag)
    return found[1] if found else ""


def test_the_reader_of_forms_finds_them(world: World) -> None:
    """So that an attack that finds no form on a page cannot be one that looked for it badly."""
    unread = []
    for name in PAGES:
        client, address = opened(world, name)
        main = client.get(address).content.decode().partition("<main")[2]
        own = [tag for tag in re.findall(r"<form[^>]*method=.post[^>]*>", main) if _goes_to(tag) in ("", address)]
        if bool(own) != (form_on(client, address) is not None):
            unread.append(name)
    assert not unread


@pytest.mark.parametrize("name", PAGES)
def test_words_that_nobody_should_type(untouched: World, name: str) -> None:
    client, address = opened(untouched, name)
    form = form_on(client, address)
    if form is None:
        return
    wrong = []
    for kind, text in TEXTS.items():
        with undone():
            data = form.filled(text)
            answer = client.post(address, data)
            fine = is_a_page(answer)
            if (
                answer.status_code == 422
            ):  # what was typed is kept; without what cannot be in its box, the rest is saved
                fine = fine and is_kept(form, answer, text)
                answer = client.post(address, form.put_back(data, wrong_in(answer.content)))
                fine = fine and is_a_page(answer)
            if answer.status_code == 303:
                fine = fine and is_a_page(client.get(answer["Location"]))
        if not fine:
            wrong.append(f"{kind}: {answer.status_code}")
    assert not wrong, "; ".join(wrong)


@pytest.mark.parametrize("name", PAGES)
def test_days_choices_and_rows_that_are_not_there(untouched: World, name: str) -> None:
    client, address = opened(untouched, name)
    form = form_on(client, address)
    if form is None:
        return
    good = form.filled("Good words that say why", choice=1)
    sent: dict[str, dict[str, Any]] = {"nothing": {}, "twice": {each: [value, "x"] for each, value in good.items()}}
    sent |= {f"day {day}": form.filled("Good words that say why", day) for day in DAYS}
    sent["no such choice"] = good | dict.fromkeys(form.choices, "no-such")
    sent["a key of another"] = good | dict.fromkeys(form.choices, "999999999999999999999")
    sent["a version to come"] = good | {"_version": "999999999"}
    sent["no version"] = good | {"_version": "-1"}
    counts = [each for each in form.kinds if each.endswith("-count")]
    for count in ("99999", "-1", "\u0663", "9" * 5_000):
        sent[f"rows {count[:6]}"] = good | dict.fromkeys(counts, count)
    for button in ("_add", "_remove"):
        sent[button] = good | {button: "no-such-9999999"}
        sent[f"{button} of rows"] = good | {button: (counts or ["x-count"])[0].removesuffix("-count") + "-0"}
    sent["a contest that nobody signed"] = good | {"_contest": "eyJhIjoxfQ:1x:abc", "_choose-text": "mine"}
    wrong = []
    for kind, data in sent.items():
        with undone():
            answer = client.post(address, data)
        if not is_a_page(answer):
            wrong.append(f"{kind}: {answer.status_code}")
    assert not wrong, "; ".join(wrong)


@pytest.mark.parametrize("name", ["people:family", "pathway:triage", "drafts:save", "account_login", "home"])
@pytest.mark.parametrize("kind", SENT_BADLY)
def test_what_is_not_a_form(untouched: World, name: str, kind: str) -> None:
    row = TABLE.get(name)
    address = reverse(name, kwargs=row.kwargs(untouched) if row else {})
    content_type, body = SENT_BADLY[kind]
    client = untouched.clients["team_manager"]
    for one in (client, Client()):
        answer = one.generic("POST", address, body, content_type)
        assert answer.status_code in HANDLED | {200}, answer.status_code


HOSTILE_QUERIES = [
    "q=%ff%fe&name=%ff&page=%ff",
    "q=%00a&name=%00&kind=%00&words=%00&stage=%00&team=%00&context=%00&agency=%00&then=%00&goal=%00&trying=%00",
    "page=-1&q=%25_%27",
    "page=99999999999999999999999&team=99999999999999999999&worker=-1&goal=99999999999999999999",
    f"page={'9' * 5000}&goal={'9' * 5000}&trying=1&context_id={'9' * 5000}&dynamics={'9' * 5000}&context={'9' * 5000}",
    "page=%D9%A3&goal=%C2%B2&team=%EF%BC%93&trying=%D9%A3&context_id=%D9%A3&context=%C2%B2",
    f"q={'w+' * 500}&words={'w+' * 500}&name={'w+' * 500}&context={'x' * 3000}",
    "q=%3Cscript%3Ealert(1)%3C/script%3E&name=%3Cscript%3Ealert(1)%3C/script%3E&then=%3Cscript%3Ealert(1)%3C/script%3E",
    "q[]=1&q=1&q=2&=&&&;",
    "q=YP-999999999999999&then=../../x",
    "q=yp-%D9%A3&then=//evil.example",
]


@pytest.mark.parametrize("query", range(len(HOSTILE_QUERIES)))
def test_addresses_with_anything_after_the_question_mark(untouched: World, query: int) -> None:
    wrong = []
    for name, row in TABLE.items():
        if not row.may or row.method == "POST":
            continue
        client, address = opened(untouched, name)
        with undone():
            answer = client.get(f"{address}?{HOSTILE_QUERIES[query]}")
        if not is_a_page(answer):
            wrong.append(f"{name}: {answer.status_code}")
    assert not wrong, "; ".join(wrong)


REFS = [
    "YP-999999999999999",
    "YP-9999999999999",
    "YP-\u0663",
    "yp-\u00b2",
    "YP-",
    "-",
    "YP-1%00",
    "YP--1",
    "YP-0x1",
    "%ff",
    "YP-1e3",
]


@pytest.mark.parametrize("name", ["people:list", "finding:search", "contexts:list", "plans:plan", "plans:unanswered"])
@pytest.mark.parametrize("query", range(len(HOSTILE_QUERIES)))
def test_parts_of_pages_with_anything_after_the_question_mark(untouched: World, name: str, query: int) -> None:
    client, address = opened(untouched, name)
    answer = client.get(f"{address}?{HOSTILE_QUERIES[query]}", headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert b"<script>" not in answer.content


@pytest.mark.parametrize("ref", REFS)
def test_references_that_are_none(untouched: World, ref: str) -> None:
    client = untouched.clients["team_manager"]
    for address in ("/young-people/{}/", "/young-people/{}/plan/", "/young-people/{}/history/", "/contexts/{}/"):
        answer = client.get(address.format(ref))
        assert answer.status_code == 404
        assert b"<h1" in answer.content


@pytest.mark.parametrize(
    "path",
    [
        "clock/{}/",
        "strategy-discussion/{}/",
        "contexts/{}/",
        "assessment/need/{}/",
        "conference/invitations/{}/",
        "plan/goals/{}/",
        "plan/actions/{}/remove/",
        "plan/measures/{}/",
    ],
)
@pytest.mark.parametrize("number", ["0", "9223372036854775808", "9" * 100])
def test_numbers_that_no_database_holds(untouched: World, path: str, number: str) -> None:
    ref = untouched.walks["planned"].young_person.ref
    for part in ("social_worker", "coordinator"):
        answer = untouched.clients[part].get(f"/young-people/{ref}/{path.format(number)}")
        assert answer.status_code in (403, 404, 409)


def test_a_refused_form_tells_what_was_typed_in_each_box(untouched: World) -> None:
    client, address = opened(untouched, "people:own_words")
    form = form_on(client, address)
    assert form is not None
    answer = client.post(address, form.filled("Kept as it was, \u202bwith marks\u202c", ("31", "2", "2026")))
    [again] = [each for each in forms_in(answer.content) if each.action in ("", address)]
    assert answer.status_code == 422
    assert again.values["own_words"] == ["Kept as it was, \u202bwith marks\u202c"]
    assert [again.values[f"own_words_on-{part}"] for part in ("day", "month", "year")] == [["31"], ["2"], ["2026"]]
