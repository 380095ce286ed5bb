"""The audit trail: nothing alters it unseen. Where the database refuses, and what is named where it could not."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from roth.accounts import actions as accounts
from roth.audit.actions import System, record
from roth.audit.kinds import Kind
from roth.audit.models import ChainHead, Event
from roth.audit.selectors import Fault, faults, history_of
from roth.demo.cast import Cast

pytestmark = pytest.mark.django_db
TRIGGERS = {
    "sqlite": (
        "DROP TRIGGER audit_event_no_update",
        "DROP TRIGGER audit_event_no_delete",
        "DROP TRIGGER audit_chainhead_no_delete",
    ),
    "postgresql": (
        "DROP TRIGGER audit_event_no_change ON audit_event",
        "DROP TRIGGER audit_event_no_truncate ON audit_event",
        "DROP TRIGGER audit_chainhead_no_delete ON audit_chainhead",
    ),
}


def sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)


@contextmanager
def unprotected() -> Iterator[None]:
    """Somebody with the rights of a database owner. The triggers come back with the test's rollback."""
    for statement in TRIGGERS[connection.vendor]:
        sql(statement)
    yield


@pytest.fixture
def chain(cast: Cast) -> list[Event]:
    """Ten events of a chain that holds, after those that made the cast."""
    made = [
        record(
            Kind.READ, by=cast.social_worker, site="wexbourne", record=f"YP-{n:04d}", reason="allocated social worker"
        )
        for n in range(10)
    ]
    assert list(faults()) == []
    return made


def test_an_event_says_who_as_what_when_and_what_changed(cast: Cast) -> None:
    event = record(
        Kind.ACTION_CHANGED,
        by=cast.social_worker,
        site="wexbourne",
        record="YP-0001",
        target="action:3",
        before={"due_on": date(2026, 3, 2), "owners": {3}},
        after={"due_on": None, "team": cast.team, "done": True, "of": {"day": date(2026, 3, 1)}},
        reason="asked by Rowan",
    )
    stored = Event.objects.get(number=event.number)
    assert (stored.actor, stored.actor_name) == (f"user:{cast.social_worker.pk}", "Amara Osei")
    assert stored.actor_role == "Social worker"
    assert json.loads(stored.detail) == {
        "before": {"due_on": "2026-03-02", "owners": [3]},
        "after": {"due_on": None, "team": str(cast.team.pk), "done": True, "of": {"day": "2026-03-01"}},
        "reason": "asked by Rowan",
    }
    assert list(history_of("YP-0001")) == [stored]


def test_the_name_and_role_in_the_trail_stay_as_they_were(cast: Cast) -> None:
    event = record(Kind.READ, by=cast.social_worker, record="YP-0001")
    accounts.change_user(
        by=System("t"), user=cast.social_worker, name="Amara Hale", email="amara.hale@example.org", job_title=""
    )
    assert Event.objects.get(number=event.number).actor_name == "Amara Osei"


def test_what_fails_leaves_no_event_and_no_gap(cast: Cast) -> None:
    before = ChainHead.objects.get().number
    with suppress(RuntimeError), transaction.atomic():
        record(Kind.READ, by=cast.social_worker)
        raise RuntimeError
    assert ChainHead.objects.get().number == before == Event.objects.latest("number").number
    assert list(faults()) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET detail = ''",
        "UPDATE audit_event SET actor_name = 'Somebody else' WHERE number = 3",
        "DELETE FROM audit_event WHERE number = 3",
        "DELETE FROM audit_event",
        "DELETE FROM audit_chainhead",
    ],
)
def test_the_database_refuses_to_change_or_remove_an_event(chain: list[Event], statement: str) -> None:
    before = list(Event.objects.values_list("number", "hash"))
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        sql(statement)
    assert list(Event.objects.values_list("number", "hash")) == before


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
def test_the_database_refuses_to_truncate(chain: list[Event]) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        sql("TRUNCATE audit_event")


def test_django_itself_cannot_change_or_remove_an_event(chain: list[Event]) -> None:
    event = chain[3]
    event.actor_name = "Somebody else"
    for attempt in (event.save, event.delete, Event.objects.all().delete, lambda: Event.objects.update(site="")):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            attempt()


def named(number: int, *words: str) -> None:
    """Exactly this row is named, in these words among others."""
    found = list(faults())
    assert [fault.number for fault in found] == [number], found
    assert all(word in found[0].sentence for word in words), found[0].sentence


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("kind", "export"),
        ("actor", "user:999999"),
        ("actor_name", "Somebody else"),
        ("actor_role", "Administrator"),
        ("site", "elsewhere"),
        ("record", "YP-9999"),
        ("target", "plan:1"),
        ("detail", "{}"),
        ("request_id", "0"),
        ("at", "2020-01-01 00:00:00"),
    ],
)
def test_an_edited_row_is_named_whichever_column_was_edited(chain: list[Event], column: str, value: str) -> None:
    number = chain[4].number
    with unprotected():
        sql(f"UPDATE audit_event SET {column} = %s WHERE number = %s", value, number)
    named(number, f"Row {number} was changed after it was written")


def test_a_row_edited_with_a_fresh_hash_breaks_the_next_row(chain: list[Event]) -> None:
    from roth.audit.chain import event_hash

    forged = Event.objects.get(number=chain[4].number)
    forged.actor_name = "Somebody else"
    with unprotected():
        sql(
            "UPDATE audit_event SET actor_name = %s, hash = %s WHERE number = %s",
            forged.actor_name,
            event_hash(forged),
            forged.number,
        )
    named(forged.number + 1, f"Row {forged.number + 1} does not follow row {forged.number}")


def test_a_removed_row_is_named(chain: list[Event]) -> None:
    with unprotected():
        sql("DELETE FROM audit_event WHERE number = %s", chain[4].number)
    named(chain[4].number, f"Row {chain[4].number} is missing")


def test_the_first_row_removed_is_named(chain: list[Event]) -> None:
    with unprotected():
        sql("DELETE FROM audit_event WHERE number = 1")
    named(1, "Row 1 is missing")


def test_several_removed_rows_are_all_named(chain: list[Event]) -> None:
    first, last = chain[3].number, chain[5].number
    with unprotected():
        sql("DELETE FROM audit_event WHERE number BETWEEN %s AND %s", first, last)
    named(first, f"Rows {first} to {last} are missing")


def test_an_inserted_row_is_named(chain: list[Event]) -> None:
    """Put in where a row was taken out, with a hash that fits its own words and the row before."""
    from roth.audit.chain import event_hash

    forged = Event.objects.get(number=chain[4].number)
    forged.record = "YP-4444"
    forged.hash = event_hash(forged)
    with unprotected():
        sql("DELETE FROM audit_event WHERE number = %s", forged.number)
        forged.save(force_insert=True)
    named(forged.number + 1, "does not follow")


def test_a_row_put_in_after_the_newest_is_named(chain: list[Event]) -> None:
    from roth.audit.chain import event_hash

    forged = Event.objects.get(number=chain[-1].number)
    forged.number, forged.previous_hash = forged.number + 1, forged.hash
    forged.hash = event_hash(forged)
    forged.save(force_insert=True)  # no trigger stands in the way of an insert: the chain's head gives it away
    named(forged.number, f"Row {forged.number} was put in after the newest event")


def test_a_row_put_in_before_the_first_is_named(chain: list[Event]) -> None:
    forged = Event.objects.get(number=1)
    forged.number = 0
    forged.save(force_insert=True)
    assert 0 in {fault.number for fault in faults()}


def test_a_removed_tail_is_named(chain: list[Event]) -> None:
    last = chain[-1].number
    with unprotected():
        sql("DELETE FROM audit_event WHERE number > %s", last - 3)
    named(last - 2, f"Rows {last - 2} to {last} are missing from the end")


def test_everything_removed_is_named(chain: list[Event]) -> None:
    with unprotected():
        sql("DELETE FROM audit_event")
    named(1, f"Rows 1 to {chain[-1].number} are missing from the end")


def test_a_changed_head_is_named(chain: list[Event]) -> None:
    last = chain[-1].number
    sql("UPDATE audit_chainhead SET hash = %s", "f" * 64)
    named(last, f"Row {last} is not the row that was written last")


def test_a_head_set_back_over_a_removed_tail_is_named(chain: list[Event]) -> None:
    """The tail is removed and only the head's number follows: its hash still names the row that is gone."""
    last = chain[-1].number
    with unprotected():
        sql("DELETE FROM audit_event WHERE number = %s", last)
        sql("UPDATE audit_chainhead SET number = %s", last - 1)
    named(last - 1, "is not the row that was written last")


def test_a_removed_head_is_named(chain: list[Event]) -> None:
    with unprotected():
        sql("DELETE FROM audit_chainhead")
    assert list(faults()) == [Fault(chain[-1].number, "The chain's head is gone: rows cut off the end cannot be seen.")]


def test_two_faults_are_both_named(chain: list[Event]) -> None:
    with unprotected():
        sql("UPDATE audit_event SET site = 'x' WHERE number = %s", chain[1].number)
        sql("DELETE FROM audit_event WHERE number = %s", chain[6].number)
    assert [fault.number for fault in faults()] == [chain[1].number, chain[6].number]


APPENDER = """
import django, sys
django.setup()
from roth.audit.actions import System, record
from roth.audit.kinds import Kind
from django.db import transaction
for n in range(40):
    with transaction.atomic():
        record(Kind.SEARCHED, by=System(sys.argv[1]), target=str(n))
"""
MIGRATOR = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", "audit", verbosity=0)
"""
VERIFIER = """
import django
django.setup()
from roth.audit.models import Event
from roth.audit.selectors import faults
print(len(list(faults())), Event.objects.filter(actor__startswith="system:appender").count())
"""


def started(code: str, *words: str, url: str) -> "subprocess.Popen[str]":
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "roth.config.settings", "ROTH_DATABASE_URL": url}
    return subprocess.Popen([sys.executable, "-c", code, *words], env=env, stdout=subprocess.PIPE, text=True)


def answer(process: "subprocess.Popen[str]") -> str:
    out, _ = process.communicate(timeout=120)
    assert process.returncode == 0
    return out


def test_two_processes_that_append_at_once_keep_one_chain(own_database: str) -> None:
    appenders = [started(APPENDER, f"appender-{name}", url=own_database) for name in "ab"]
    for appender in appenders:
        answer(appender)
    assert answer(started(VERIFIER, url=own_database)).split() == ["0", "80"]


@pytest.fixture
def own_database(tmp_path: Path) -> Iterator[str]:
    """A database apart, migrated as far as the audit trail, for what needs real commits."""
    if connection.vendor == "sqlite":
        url = f"sqlite:///{tmp_path / 'trail.sqlite3'}"
    else:
        settings, name = connection.settings_dict, f"roth_trail_{os.getpid()}"
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"')
        secret = f":{settings['PASSWORD']}" if settings["PASSWORD"] else ""
        url = f"postgres://{settings['USER']}{secret}@{settings['HOST']}:{settings['PORT']}/{name}"
    answer(started(MIGRATOR, url=url))
    yield url
    if connection.vendor != "sqlite":
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}"')
