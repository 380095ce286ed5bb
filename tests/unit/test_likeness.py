"""Names that are said or spelt nearly alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roth.domain.likeness import closest, is_close, sounds_like

FOLDED = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=20)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("aisha", "ayesha"), ("aisha", "aysha"), ("mohammed", "muhamad"), ("siobhan", "shivaun"), ("rowan", "rowen")),
        *(
            ("rwoan", "rowan"),
            ("kayleigh", "kaylee"),
            ("stephen", "steven"),
            ("jake", "jayk"),
            ("catherine", "kathryn"),
        ),
        *(("philip", "filip"), ("zoe", "zoey"), ("nguyen", "ngyuen"), ("jeff", "geoff"), ("ellery", "elery")),
    ],
)
def test_a_name_misheard_or_misspelt_is_close(one: str, other: str) -> None:
    assert is_close(one, other)
    assert is_close(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [("kit", "kat"), ("rowan", "robin"), ("ada", "ben"), ("jo", "joseph"), ("maya", "mohammed"), ("sam", "tim")],
)
def test_another_name_is_not(one: str, other: str) -> None:
    assert not is_close(one, other)


def test_a_name_in_another_script_is_compared_by_its_letters() -> None:
    assert sounds_like("محمد") == ""
    assert is_close("محمود", "محمودي")
    assert not is_close("محمد", "فاطمة")


@given(FOLDED)
def test_a_name_is_close_to_itself_and_never_offered_for_itself(word: str) -> None:
    assert is_close(word, word)
    assert closest(word, [(word, sounds_like(word))]) == ()


@given(FOLDED, FOLDED)
def test_being_close_works_both_ways(one: str, other: str) -> None:
    assert is_close(one, other) == is_close(other, one)


@given(FOLDED, st.integers(0, 19))
def test_one_letter_left_out_of_a_name_is_close(word: str, at: int) -> None:
    if len(word) >= 5 and at < len(word):
        assert is_close(word[:at] + word[at + 1 :], word)


def test_the_nearest_comes_first_and_no_more_than_a_dozen() -> None:
    known = [(f"rowan{letter}", "") for letter in "abcdefghijklmnopqrst"] + [("rowann", "")]
    found = closest("rowan", known)
    assert len(found) == 12
    assert found[0] == "rowana"
