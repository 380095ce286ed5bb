"""The assessment's rules as plain facts: what it lacks, what weights say, who disagrees."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roth.domain import assessment as outline
from roth.domain.assessment import AssessmentFacts, View, disagreement, missing, weights_said

TODAY = date(2026, 4, 20)
WRITTEN = frozenset(section.key for section in outline.SECTIONS if section.written)
WHOLE = AssessmentFacts(
    on=TODAY,
    started_on=TODAY - timedelta(days=20),
    written=WRITTEN,
    account_on=TODAY - timedelta(days=10),
    needs=1,
    strengths=1,
    contexts={1: "Bus station", 2: "School"},
    with_dynamic=frozenset({1}),
    agreed={1: 60, 2: 40},
)


def lacking(**changes) -> list[str]:
    return [lack.key for lack in missing(replace(WHOLE, **changes))]


def test_sections_are_a0_to_a18_and_begin_with_the_young_persons_words() -> None:
    assert sorted(outline.BY_KEY, key=lambda key: int(key[1:])) == [f"A{number}" for number in range(19)]
    assert outline.SECTIONS[0].key == outline.ACCOUNT_KEY
    assert all(section.guidance for section in outline.SECTIONS)


def test_every_kind_of_finding_has_one_section() -> None:
    assert set(outline.SECTION_OF_PART) == set(outline.PART_KINDS)


def test_nothing_is_missing_from_a_whole_assessment() -> None:
    assert missing(WHOLE) == ()


@pytest.mark.parametrize("section", [s for s in outline.SECTIONS if s.written], ids=lambda s: s.key)
def test_a_section_left_unwritten_is_missing_when_it_is_mandatory(section) -> None:
    assert lacking(written=WRITTEN - {section.key}) == ([section.key] if section.mandatory else [])


@pytest.mark.parametrize(
    ("changes", "key", "words"),
    [
        ({"needs": 0}, "A4", "at least one need"),
        ({"strengths": 0}, "A5", "at least one strength"),
        ({"with_dynamic": frozenset()}, "A7", "how harm works"),
        ({"agreed": {}}, "A15", "share 100"),
        ({"agreed": {1: 100}}, "A15", "Weigh School too"),
        ({"agreed": {1: 60, 2: 30}}, "A15", "10 are left to give"),
        ({"account_on": None}, "A1", "when they said it"),
        ({"account_on": TODAY - timedelta(days=91)}, "A1", "more than 90 days old"),
    ],
)
def test_what_is_missing_is_said_where_it_is_put_right(changes, key, words) -> None:
    (lack,) = missing(replace(WHOLE, **changes))
    assert lack.key == key
    assert words in lack.sentence


def test_no_context_is_said_once_and_not_again_for_the_weights() -> None:
    assert lacking(contexts={}, with_dynamic=frozenset(), agreed={}) == ["A7"]


def test_an_account_of_ninety_days_is_not_too_old() -> None:
    assert lacking(account_on=TODAY - timedelta(days=90)) == []


def test_nothing_written_lists_every_mandatory_section_in_the_order_of_the_page() -> None:
    empty = AssessmentFacts(on=TODAY, started_on=TODAY, written=frozenset(), account_on=None)
    order = [section.key for section in outline.SECTIONS]
    keys = [lack.key for lack in missing(empty)]
    assert keys == sorted(keys, key=order.index)
    assert set(keys) == {s.key for s in outline.SECTIONS if s.mandatory and not s.weighs}


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        ([60, 40], ""),
        ([60, 30], "These add to 90. 10 are left to give."),
        ([60, 39], "These add to 99. 1 is left to give."),
        ([60, 50], "These add to 110. Take 10 away."),
        ([], "These add to 0. 100 are left to give."),
    ],
)
def test_weights_say_what_is_left(weights, said) -> None:
    assert weights_said(weights) == said


@given(st.lists(st.integers(0, 100), max_size=8))
def test_only_weights_that_make_100_have_nothing_said(weights) -> None:
    assert (weights_said(weights) == "") == (sum(weights) == 100)


ROWAN = View("Rowan", {"Bus station": 70, "School": 30})
PROFESSIONALS = View("professionals", {"Bus station": 20, "School": 80}, many=True)
PARENTS = View("parents or carers", {"Bus station": 60, "School": 40}, many=True)
NOBODY = View("parents or carers", {}, many=True)


def test_who_puts_what_first_is_said_when_they_differ() -> None:
    assert disagreement((ROWAN, PROFESSIONALS)) == "Rowan puts Bus station first; professionals put School first."


def test_those_who_agree_are_said_together() -> None:
    assert disagreement((ROWAN, PARENTS, NOBODY)) == "Rowan and parents or carers put Bus station first."


def test_those_who_agree_among_several_are_named_together() -> None:
    said = disagreement((PROFESSIONALS, PARENTS, ROWAN))
    assert said == "Professionals put School first; parents or carers and Rowan put Bus station first."


def test_agreed_weights_that_differ_from_a_voice_are_said() -> None:
    agreed = View("the agreed weights", {"Bus station": 40, "School": 60}, many=True)
    assert disagreement((ROWAN, PROFESSIONALS), agreed).endswith("The agreed weights put School first.")
    assert "agreed" not in disagreement((PROFESSIONALS,), agreed)


def test_two_contexts_may_be_first_together() -> None:
    both = View("Rowan", {"Bus station": 50, "School": 50})
    assert disagreement((both,)) == "Rowan puts Bus station and School first together."


def test_a_sentence_begins_with_a_capital_and_nothing_is_said_of_nothing() -> None:
    assert disagreement((PROFESSIONALS,)) == "Professionals put School first."
    assert disagreement((NOBODY,)) == ""
