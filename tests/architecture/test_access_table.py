"""Every address stands in the table, and gives each of the cast what the table says."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.architecture.access_table import ALLAUTH, CLOSED, OPEN, TABLE, WHOLE_CAST, Row
from tests.architecture.conftest import World

pytestmark = pytest.mark.django_db

LET_IN = {200, 303, 409, 422}  # not 302: that is how people are sent away to sign in


def names(resolver: Any = None, space: str = "") -> Iterator[str]:
    """Every address's name, with its room."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern, f"{pattern.namespace}:" if pattern.namespace else space)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield space + pattern.name


def test_every_address_stands_in_the_table_and_no_other() -> None:
    known = set(TABLE) | OPEN | CLOSED
    missing = sorted(name for name in set(names()) - known if not name.startswith(ALLAUTH))
    assert not missing, f"say in access_table.py who gets what at {missing}"
    assert not set(TABLE) - set(names()), "the table speaks of addresses that are gone"


def test_the_table_speaks_of_the_whole_cast(world: World) -> None:
    assert set(world.cast.everyone()) == WHOLE_CAST


@pytest.mark.parametrize("name", TABLE)
def test_each_of_the_cast_gets_what_the_table_says(untouched: World, name: str) -> None:
    row: Row = TABLE[name]
    address = reverse(name, kwargs=row.kwargs(untouched))
    wrong = []
    for part, client in untouched.clients.items():
        answer = client.generic(row.method, address)
        got = 200 if answer.status_code in LET_IN else answer.status_code
        if got != row.expected(part):
            wrong.append(f"{part} got {answer.status_code}, not {row.expected(part)}")
        elif got == 404 and row.stage:
            assert (
                untouched.walks[row.stage].young_person.family_name.encode()
                not in answer.content.partition(b"<main")[2]
            )
    assert not wrong, f"{address}: " + "; ".join(wrong)


@pytest.mark.parametrize("name", TABLE)
def test_a_visitor_who_has_not_signed_in_gets_the_sign_in_page_and_nothing_else(untouched: World, name: str) -> None:
    row: Row = TABLE[name]
    answer = Client().generic(row.method, reverse(name, kwargs=row.kwargs(untouched)))
    if name == "drafts:save":
        assert answer.status_code == 403
    else:
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("name", [name for name, row in TABLE.items() if row.method == "POST"])
def test_what_changes_something_refuses_get(untouched: World, name: str) -> None:
    client = untouched.clients["social_worker"]
    assert client.get(reverse(name, kwargs=TABLE[name].kwargs(untouched))).status_code == 405


@pytest.mark.parametrize("name", sorted(CLOSED))
def test_nobody_signs_themselves_up(world: World, name: str) -> None:
    answer = Client().get(reverse(name))
    assert b"password1" not in answer.content
