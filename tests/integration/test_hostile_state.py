"""The same form sent twice, what belongs to another form, and what is left on the disk."""

import os
import subprocess
import sys
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import transaction

from roth.ui.conflicts import Contest, Difference
from tests.integration.hostile import HANDLED, PAGES, World, form_on, opened, untouched, world, wrong_in
from tests.integration.test_hostile_access import changes

__all__ = ["untouched", "world"]
pytestmark = pytest.mark.django_db

# What happens once, however often its button is pressed. The others write the same words again, or one thing more: two
# goals or needs with the same words are two, and their page's button works once (`data-prevent-double-click`).
ONCE = {
    *("people:add", "people:declare_conflict", "accounts:team_add", "accounts:agency_add", "accounts:membership_add"),
    *("pathway:refer", "pathway:triage", "pathway:strategy", "pathway:authorise_enquiry", "pathway:decide"),
    *("contexts:add", "contexts:reach", "assessments:authorise", "meetings:book", "meetings:withdraw"),
    *("plans:action_remove", "plans:measure_remove", "plans:core_group_held", "plans:in_force"),
}
# Days that come after another day of the same form.
AFTER_TODAY = {"plans:core_group_held": ("next_on",)}


def days(names: Iterable[str]) -> dict[str, str]:
    """A week from today, in each of these."""
    day = date.today() + timedelta(days=7)
    return {f"{name}-{part}": str(getattr(day, part)) for name in names for part in ("day", "month", "year")}


def sent_twice(world: World, name: str) -> tuple[int, int, int]:
    """How the first and the second sending were answered, and how many changes the second one made."""
    client, address = opened(world, name)
    form = form_on(client, address)
    if form is None:  # only the pages of ONCE must have one
        return 0, 0, 0
    data = form.filled("Good words that say why it is") | days(AFTER_TODAY.get(name, ()))
    first = client.post(address, data)
    if first.status_code == 422:
        data = form.put_back(data, wrong_in(first.content))
        first = client.post(address, data)
    before = changes()
    second = client.post(address, data)
    return first.status_code, second.status_code, changes() - before


@pytest.mark.parametrize("name", PAGES)
def test_a_form_sent_twice(untouched: World, name: str) -> None:
    with transaction.atomic():
        first, second, changed = sent_twice(untouched, name)
    assert {first, second} <= HANDLED | {0}
    if name in ONCE:
        assert first == 303
        assert second in (404, 409, 422)
        assert changed == 0


def test_a_choice_between_words_of_another_form_says_nothing_here(untouched: World) -> None:
    client, address = opened(untouched, "people:own_words")
    form = form_on(client, address)
    assert form is not None
    foreign = Contest([Difference("statement", "x", ["statement"], {}, {"mine": [], "theirs": []})], 3, "", "")
    answer = client.post(
        address, form.filled("Their words") | {"_contest": foreign.signed(), "_choose-statement": "mine"}
    )
    assert answer.status_code == 303


def test_what_is_made_beside_the_data_is_for_its_owner_alone(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ROTH_")}
    command = [str(Path(sys.executable).parent / "roth"), "migrate"]
    subprocess.run(command, env={**environment, "ROTH_DATA_DIR": str(tmp_path)}, check=True, capture_output=True)
    made = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {"roth.sqlite3", "secret-key"} <= {path.name for path in made}
    assert [path.name for path in made if path.stat().st_mode & 0o077] == []
