"""The `roth` command as people and scripts use it: a process of its own, on a database of its own."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where this module's database is."""
    return tmp_path_factory.mktemp("roth")


@pytest.fixture(scope="module")
def roth(folder: Path) -> Run:
    """Run the command there."""

    def run(*words: str, **settings: str) -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("ROTH_")}
        environment = kept | {"ROTH_DATA_DIR": str(folder), "ROTH_DEMO": "1"} | settings
        return subprocess.run(
            [sys.executable, "-m", "roth.cli", *words], env=environment, capture_output=True, text=True, check=False
        )

    return run


@pytest.fixture(scope="module")
def borough(roth: Run) -> subprocess.CompletedProcess[str]:
    """A small invented borough, made once."""
    made = roth("demo", "--young-people", "14", "--sites", "2", "--seed", "3")
    assert made.returncode == 0, made.stderr
    return made


def one_sentence(answer: subprocess.CompletedProcess[str]) -> str:
    """The error is one line on the error stream, with exit status 2."""
    assert answer.returncode == 2
    assert answer.stdout == ""
    assert answer.stderr.count("\n") == 1, answer.stderr
    return answer.stderr.strip()


@pytest.mark.parametrize(
    ("rule", "start", "due"),
    [
        ("T11", "2026-03-23", "2026-04-15"),
        ("t11", "2026-12-24", "2027-01-19"),
        ("T01", "2026-12-24", "2026-12-29"),
        ("T23", "2026-11-30", "2027-02-26"),
    ],
)
def test_deadline_ends_its_line_with_the_day(roth: Run, rule: str, start: str, due: str) -> None:
    answer = roth("deadline", rule, "--from", start)
    assert answer.returncode == 0
    assert answer.stdout.strip().endswith(due)
    assert json.loads(roth("deadline", rule, "--from", start, "--json").stdout)["due"] == due


@pytest.mark.parametrize(
    ("rule", "start", "due"),
    [
        ("T28", "2026-03-27T22:15", "2026-03-30T23:15+01:00"),  # the clocks go forward in between
        ("T28", "2026-10-23T22:15", "2026-10-26T21:15+00:00"),  # and back
        ("T35", "2026-06-01T09:00Z", "2026-06-04T10:00+01:00"),
        ("T06", "2026-04-02", "2026-04-07, aiming for 2026-04-02"),
        ("T37", "2009-02-28", "2026-08-28"),
    ],
)
def test_deadline_knows_hours_aims_and_ages(roth: Run, rule: str, start: str, due: str) -> None:
    assert roth("deadline", rule, "--from", start).stdout.strip().endswith(f" {due}")


def test_deadline_gives_every_part_of_a_limit_that_has_several(roth: Run) -> None:
    answers = json.loads(roth("deadline", "T04", "--from", "2026-03-23", "--json").stdout)
    assert [(each["rule"], each["due"]) for each in answers] == [
        ("T04A", "2026-04-08"),
        ("T04B", "2026-04-29"),
        ("T04C", "2026-05-14"),
    ]


def test_deadline_counts_the_starting_day_when_it_is_told_to(roth: Run) -> None:
    assert roth("deadline", "T11", "--from", "2026-03-23", "--count", "include").stdout.strip().endswith("2026-04-14")


@pytest.mark.parametrize(
    "words",
    [
        ("deadline", "T99", "--from", "2026-03-23"),
        ("deadline", "T11", "--from", "tomorrow"),
        ("deadline", "T28", "--from", "2026-03-27"),
        ("deadline", "T28", "--from", "2026-03-29T01:30"),
        ("deadline", "T11"),
        ("nonsense",),
        ("plan", "check", "PL-9999"),
        ("plan", "check", "'; DROP TABLE plans_plan; --"),
        ("case", "show", "YP-0001", "--as", "nobody@example.org", "--json"),
        ("case", "show", "YP-99999", "--as", "amara.osei@example.org", "--json"),
        ("import", "cin-census", "missing.xml", "--site", "wexbourne"),
        ("import", "cin-census", __file__, "--site", "nowhere"),
        ("demo",),
        ("site", "add", "wexbourne", "Again"),
    ],
)
def test_what_cannot_be_done_is_answered_in_one_plain_sentence(
    roth: Run, borough: object, words: tuple[str, ...]
) -> None:
    assert one_sentence(roth(*words))


def test_every_verb_explains_itself(roth: Run) -> None:
    for verb in ("", "demo", "serve", "migrate", "deadline", "case show", "plan check", "site add", "user add",
                 "import cin-census", "audit verify"):  # fmt: skip
        assert "Usage:" in roth(*verb.split(), "--help").stdout


def test_a_case_is_shown_as_one_user_sees_it_and_to_nobody_else(roth: Run, borough: object) -> None:
    seen = json.loads(roth("case", "show", "YP-0001", "--as", "amara.osei@example.org", "--json").stdout)
    assert seen["episode"]["stage"] == "plan"
    assert [context["weight"] for context in seen["contexts"]] == [50, 30, 20]
    for stranger in ("nia.calder@example.org", "saskia.boyd@example.org", "yusuf.demir@example.org"):
        assert "Rowan" not in one_sentence(roth("case", "show", "YP-0001", "--as", stranger, "--json"))


def test_plan_check_says_the_same_to_the_operator_and_to_the_chair(roth: Run, borough: object) -> None:
    operator = json.loads(roth("plan", "check", "YP-0004", "--json").stdout)
    chair = json.loads(roth("plan", "check", "YP-0004", "--as", "beatrix.lund@example.org", "--json").stdout)
    assert operator == chair
    assert {"V02", "V03"} <= {finding["rule"] for finding in operator["findings"]}


def test_the_borough_is_the_same_for_the_same_seed(borough: object, folder: Path, tmp_path: Path, roth: Run) -> None:
    again = roth("demo", "--young-people", "3", "--sites", "2", "--seed", "3", ROTH_DATA_DIR=str(tmp_path))
    assert again.returncode == 0
    told = "SELECT given_name, family_name, born_on, own_words FROM people_youngperson ORDER BY id"
    plans = "SELECT text, target, due_on FROM plans_action ORDER BY id"
    first, second = (sqlite3.connect(place / "roth.sqlite3") for place in (folder, tmp_path))
    for query in (told, plans):
        rows = second.execute(query).fetchall()
        assert len(rows) >= 3
        assert first.execute(query).fetchmany(len(rows)) == rows


def test_audit_verify_names_the_row_that_plain_sql_changed(roth: Run, borough: object, folder: Path) -> None:
    assert "is whole" in roth("audit", "verify").stdout
    with sqlite3.connect(folder / "roth.sqlite3") as database:
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            database.execute("UPDATE audit_event SET actor_name = 'Somebody else' WHERE number = 40")
        database.execute("DROP TRIGGER audit_event_no_update")
        database.execute("UPDATE audit_event SET actor_name = 'Somebody else' WHERE number = 40")
    answer = roth("audit", "verify")
    assert answer.returncode == 1
    assert "Row 40 was changed" in answer.stdout


def test_a_database_of_an_older_version_is_answered_with_the_command_that_updates_it(roth: Run, tmp_path: Path) -> None:
    assert roth("migrate", ROTH_DATA_DIR=str(tmp_path)).returncode == 0
    with sqlite3.connect(tmp_path / "roth.sqlite3") as database:
        database.execute("DELETE FROM django_migrations WHERE app = 'audit' AND name LIKE '0002%'")
    assert "roth migrate" in one_sentence(roth("audit", "verify", ROTH_DATA_DIR=str(tmp_path)))


def test_a_missing_database_is_created_on_first_use(roth: Run, tmp_path: Path) -> None:
    assert roth("site", "add", "new", "New site", ROTH_DATA_DIR=str(tmp_path / "deep")).returncode == 0
    assert (tmp_path / "deep" / "roth.sqlite3").exists()
