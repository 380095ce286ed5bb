"""Nothing typed is lost: to a killed browser, to signing out, to a session that ended, to somebody else who saves."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.functional.keyboard import Person

pytestmark = pytest.mark.browser

QUESTION = "In their own words"
ON_TOP = "They are kept for you and not yet saved to the record."
KEPT_WITHIN = 5.0  # seconds of typing


@pytest.fixture
def own_words(person: Callable[..., Person]) -> str:
    """The address of a form that two people may write: what Rowan says."""
    return record_of(person("social_worker"), "Rowan Ellery") + "own-words/"


@pytest.fixture
def database(environment: dict[str, str], server: str) -> Iterator[sqlite3.Connection]:
    """The served database, to look at and to end a session in. Drafts are thrown away afterwards."""
    path = Path(environment["ROTH_DATA_DIR"]) / "roth.sqlite3"
    with closing(sqlite3.connect(path, timeout=20, isolation_level=None)) as connection:
        yield connection
        connection.execute("DELETE FROM drafts_draft")


def record_of(worker: Person, name: str) -> str:
    """Where a record is, found as its worker finds it."""
    worker.open(f"/young-people/?q={name.split()[0]}")
    worker.press(name)
    return "/" + worker.page.url.split("/", 3)[3]


def written(someone: Person, label: str = QUESTION) -> str:
    """What stands in a box."""
    return someone.page.get_by_label(label, exact=True).input_value()


def is_kept(database: sqlite3.Connection, words: str) -> bool:
    """Does the server hold these words as a draft?"""
    return any(words in payload for (payload,) in database.execute("SELECT payload FROM drafts_draft"))


def type_slowly(someone: Person, words: str) -> float:
    """Type key by key, as people do. Answers when the first key was pressed."""
    someone.write(QUESTION, "")
    started = time.monotonic()
    someone.page.keyboard.type(words, delay=10)
    return started


def test_a_killed_browser_loses_nothing(
    person: Callable[..., Person], own_words: str, database: sqlite3.Connection
) -> None:
    words = "I like the early bus, when nobody is there."
    worker = person("social_worker")
    worker.open(own_words)
    before = written(worker)
    started = type_slowly(worker, words)
    while not is_kept(database, words):
        assert time.monotonic() - started < KEPT_WITHIN, "not kept within five seconds of typing"
        time.sleep(0.1)
    expect(worker.page.locator("[data-keep-says]")).to_contain_text("Kept at")
    worker.page.context.close()

    manager = person("team_manager")
    manager.open(own_words)
    manager.does_not_see(ON_TOP)
    assert written(manager) == before

    again = person("social_worker")
    again.sees("Not saved yet")
    again.open(own_words)
    again.sees(ON_TOP)
    assert written(again) == words
    again.press("Throw them away and start again from the record")
    again.does_not_see(ON_TOP)
    assert written(again) == before
    assert not is_kept(database, words)


def test_words_typed_before_signing_out_in_another_tab_are_offered_back(
    person: Callable[..., Person], own_words: str, database: sqlite3.Connection
) -> None:
    words = "Ask me, not my form tutor."
    worker = person("social_worker")
    worker.open(own_words)
    other_tab = Person(worker.page.context.new_page(), worker.part)
    other_tab.open("/")
    other_tab.press("Sign out")
    worker.write(QUESTION, words)
    worker.press("Save")
    worker.sees("You were signed out. Your words are kept: sign in and they will be there.")
    worker.sign_in()
    worker.open(own_words)
    worker.sees(ON_TOP)
    assert written(worker) == words


def test_words_typed_after_the_session_ended_are_kept_and_saved_after_signing_in(
    person: Callable[..., Person], own_words: str, database: sqlite3.Connection
) -> None:
    words = "I feel safe at the Boathouse."
    worker = person("social_worker")
    worker.open(own_words)
    session = next(each for each in worker.page.context.cookies() if each["name"] == "sessionid")
    assert database.execute("DELETE FROM django_session WHERE session_key = ?", (session["value"],)).rowcount == 1
    worker.write(QUESTION, words)
    expect(worker.page.locator("[data-keep-says]")).to_contain_text("You are signed out: sign in to save.")
    worker.press("Save")
    worker.sees("You were signed out.")
    worker.sign_in()
    worker.open(own_words)
    assert written(worker) == words
    worker.day("When did they say it?", date.today())
    worker.press("Save")
    worker.sees(words)
    assert not is_kept(database, words)


def test_somebody_else_at_the_same_desk_is_not_offered_them(
    person: Callable[..., Person], own_words: str, database: sqlite3.Connection
) -> None:
    words = "Please do not tell the others."
    worker = person("social_worker")
    worker.open(own_words)
    manager = Person(worker.page.context.new_page(), "team_manager")
    manager.open("/")
    manager.press("Sign out")
    manager.sign_in()
    worker.write(QUESTION, words)
    worker.press("Save")
    worker.sees("Somebody else opened that page. Their words are kept for them. Nothing was saved.")
    worker.does_not_see(words)
    manager.open(own_words)
    manager.does_not_see(ON_TOP)
    assert written(manager) != words
    assert is_kept(database, words)


def _goal(worker: Person, number: int) -> str:
    """The address of the form of one goal of Rowan's plan."""
    worker.open(record_of(worker, "Rowan Ellery") + "plan/")
    worker.press(f"Change goal {number}")
    return worker.page.url


GOAL = "What will be true when this has worked?"
TOLD = "saved this while you were writing. Choose which words to keep. Nothing is lost: both are here."


def test_two_people_who_change_one_goal_see_both_texts_and_choose(
    person: Callable[..., Person], database: sqlite3.Connection
) -> None:
    worker, manager = person("social_worker"), person("team_manager")
    goal = _goal(worker, 1)
    manager.open(goal)
    manager.write(GOAL, "There is an adult at the station every evening.")
    manager.press("Save")
    worker.write(GOAL, "Rowan can name an adult at the station.")
    worker.press("Save")
    worker.sees(TOLD)
    worker.sees("There is an adult at the station every evening.")
    worker.sees("Rowan can name an adult at the station.")
    worker.press("Save these words")
    worker.sees("There is a problem")
    worker.choose("Write it again from both", "What will be true")
    both = "There is an adult at the station every evening, and Rowan can name them."
    worker.write(GOAL, both)
    worker.press("Save these words")
    worker.sees(both)
    worker.does_not_see("saved this while you were writing")


def test_what_the_other_person_wrote_in_a_referral_stands_until_somebody_chooses(
    person: Callable[..., Person], database: sqlite3.Connection
) -> None:
    worker, manager = person("social_worker"), person("team_manager")
    referral = record_of(worker, "Rowan Ellery") + "referral/edit/"
    worker.open(referral)
    manager.open(referral)
    theirs, mine = "Two men wait for Rowan at the station.", "Rowan is followed home from the station."
    worker.write("What the worry is", theirs)
    worker.press("Save")
    manager.write("What the worry is", mine)
    manager.press("Save")
    manager.sees(TOLD)
    manager.sees(theirs)
    manager.sees(mine)
    worker.open(referral)
    assert written(worker, "What the worry is") == theirs
    manager.choose("Keep the other words", "What the worry is")
    manager.press("Save these words")
    manager.sees(theirs)
    manager.does_not_see(mine)
    assert not is_kept(database, mine)
