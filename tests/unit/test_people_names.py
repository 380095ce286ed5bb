"""A person is found however their name is typed."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roth.people.names import asked_for, folded, key_of_word, range_of, words_of


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Zoë O’Brien", "zoe"),
        ("Zoë O’Brien", "obrien"),
        ("Zoë O’Brien", "O'Bri"),
        ("Zoë O’Brien", "brien zoe"),
        ("Anne-Marie Łuczak", "annemarie luc"),
        ("Anne-Marie Łuczak", "marie"),
        ("ØYVIND Sætre", "oyvind saetre"),
        ("مُحَمَّد علي", "محمد"),
        ("יוֹסֵף", "יוסף"),
        ("D", "d"),
        ("Nguyễn Thị Hồng", "nguyen hong"),
        ("Straße", "STRASSE"),
    ],
)
def test_found_by(written: str, typed: str) -> None:
    words = words_of([written])
    assert asked_for(typed)
    assert all(any(word.startswith(part) for word in words) for part in asked_for(typed))


@pytest.mark.parametrize("typed", ["", "   ", "'", "-- ’", "_"])
def test_marks_alone_ask_for_nobody(typed: str) -> None:
    assert asked_for(typed) == ()


def test_another_name_is_not_found() -> None:
    assert not any(word.startswith("rob") for word in words_of(["Zoë O’Brien"]))


@given(st.text(min_size=1, max_size=30), st.integers(min_value=1, max_value=30))
def test_a_range_holds_exactly_the_words_that_begin_so(word: str, length: int) -> None:
    word = word.encode("utf-8", "ignore").decode()
    if not word:
        return
    first, beyond = range_of(word[:length])
    assert first <= key_of_word(word) < beyond
    other = key_of_word("~" + word)
    assert (first <= other < beyond) == ("~" + word).startswith(word[:length])


@given(st.text(max_size=60))
def test_every_whole_name_finds_itself(name: str) -> None:
    name = name.encode("utf-8", "ignore").decode()
    words = words_of([name])
    assert all(part in words for part in asked_for(name))


@given(st.text(alphabet=string.printable + "éØł’", max_size=40))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)
