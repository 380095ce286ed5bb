"""`roth import cin-census`, as an operator runs it: its own database, its own process."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from roth.exchange.cin_census.sample import make_census

BOMB = b'<?xml version="1.0"?><!DOCTYPE m [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><Message>&b;</Message>'


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    """A data folder with one site in it."""
    folder = tmp_path_factory.mktemp("census")
    (folder / "good.xml").write_bytes(make_census(12, 2026, seed=1))
    (folder / "cut.xml").write_bytes(make_census(12, 2026, seed=1)[:3000])
    (folder / "wrong.xml").write_bytes(b"<Return><Children/></Return>")
    (folder / "bomb.xml").write_bytes(BOMB)
    done = roth(folder, "site", "add", "wex", "Wexbourne")
    assert done.returncode == 0, done.stderr
    return folder


def roth(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ROTH_", "DJANGO_"))}
    command = [sys.executable, "-m", "roth.cli", *words]
    environment = {**kept, "ROTH_DATA_DIR": str(home)}
    return subprocess.run(command, env=environment, cwd=home, capture_output=True, text=True, timeout=120)


def dump(home: Path) -> list[str]:
    with closing(sqlite3.connect(home / "roth.sqlite3")) as database:
        return list(database.iterdump())


def rows(home: Path, table: str) -> int:
    return sum(line.startswith(f'INSERT INTO "{table}"') for line in dump(home))


def test_a_file_is_taken_and_the_second_time_nothing_is_new(home) -> None:
    words = ("import", "cin-census", "good.xml", "--site", "wex")
    dry = roth(home, *words, "--json", "--dry-run")
    assert dry.returncode == 0, dry.stderr
    first = json.loads(roth(home, *words, "--json").stdout)
    assert json.loads(dry.stdout) == first
    assert first["taken"]["children"] == 12
    second = json.loads(roth(home, *words, "--json").stdout)
    assert second["unchanged"] == first["taken"]
    assert "0 taken, 0 changed, 12 unchanged" in roth(home, *words).stdout
    assert rows(home, "people_youngperson") == rows(home, "exchange_censuschildtaken") == 12
    assert rows(home, "exchange_censusimport") == 1


@pytest.mark.parametrize(
    ("file", "site", "says"),
    [
        ("cut.xml", "wex", "stops part-way"),
        ("wrong.xml", "wex", "begins with “Return”"),
        ("bomb.xml", "wex", "declares a document type"),
        (".", "wex", "not a file that is there"),
        ("absent.xml", "wex", "not a file that is there"),
        ("good.xml", "nowhere", "nowhere"),
    ],
)
def test_what_cannot_be_taken_is_one_sentence_and_exit_status_2(home, file, site, says) -> None:
    before = dump(home)
    done = roth(home, "import", "cin-census", file, "--site", site, "--json")
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    assert says in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert dump(home) == before
