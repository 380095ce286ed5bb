"""Every kind of notification is fed by a source, or says what it waits for; and leads to a page that exists."""

import pytest
from django.urls import get_resolver

from roth.domain.notifications import KINDS
from roth.domain.notifications.table import BY_TRIGGER
from roth.work.selectors.facts import CONNECTED
from tests.architecture.test_access_table import names


def test_no_source_gives_what_no_kind_calls_for() -> None:
    assert set(BY_TRIGGER) >= CONNECTED


@pytest.mark.parametrize("code", KINDS)
def test_a_kind_is_connected_or_says_what_it_waits_for(code: str) -> None:
    kind = KINDS[code]
    assert bool(set(kind.triggers) & CONNECTED) != bool(kind.waits), "connected, or waiting, and not both"


def test_every_kind_leads_to_a_page() -> None:
    pages = set(names(get_resolver()))
    assert {kind.leads for kind in KINDS.values()} <= pages
