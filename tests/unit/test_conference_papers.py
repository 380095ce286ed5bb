"""What the papers of a conference say to whom: plain, whole, and nobody else's."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roth.domain.conference_papers import (
    AUDIENCES,
    LetterFacts,
    Promise,
    Recipient,
    audience_of,
    letter,
    minutes_for,
    still_without,
    without_a_letter,
)
from roth.domain.disagreements import STANDS

FACTS = LetterFacts(
    name="Rowan",
    chair="Beatrix Lund",
    held_on=date(2026, 3, 17),
    decision="plan_made",
    category="Physical abuse",
    outside_home=True,
    reason="Harm is likely at the station.",
    said_by_young_person="I want the bus home without shouting.",
    said_by_parents="Ask me what I need.",
    dissent="Callum Reid, Police: “A shorter plan would do.”",
    lead_worker="Amara Osei",
    promises=(
        Promise("Dee", "keep the room open on Fridays", date(2026, 4, 1), True),
        Promise("The bus company", "put somebody at the gate", date(2026, 4, 8), False),
    ),
    core_group_on=date(2026, 3, 27),
    review_on=date(2026, 6, 12),
    complain_by=date(2026, 4, 14),
)


def words(audience: str, facts: LetterFacts = FACTS) -> str:
    paper = letter(facts, audience)
    parts = [text for part in paper.parts for text in (part.heading, *part.paragraphs, *part.items)]
    return "\n".join([paper.greeting, *parts, *paper.closing])


@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_letter_says_what_was_decided_who_does_what_and_when_it_is_looked_at_again(audience: str) -> None:
    said = words(audience)
    assert "Dee will keep the room open on Fridays, by Wednesday 1 April 2026." in said
    assert "put somebody at the gate, by Wednesday 8 April 2026 (still to be agreed with them)." in said
    assert "Friday 12 June 2026" in said
    assert "Tuesday 17 March 2026" in said


@pytest.mark.parametrize("audience", ["young_person", "parent"])
def test_a_family_is_told_how_to_disagree_until_when_and_that_the_decision_stands(audience: str) -> None:
    said = words(audience)
    assert "by Tuesday 14 April 2026" in said
    assert STANDS in said
    assert "nearest one was chosen" in said, "the category does not blame a family for harm outside the home"


def test_a_young_person_hears_their_own_words_and_not_the_agencies_quarrel() -> None:
    said = words("young_person")
    assert "I want the bus home without shouting." in said
    assert "Callum Reid" not in said
    assert "Ask me what I need." not in said
    assert "advocate" in said


def test_parents_do_not_get_the_young_persons_words_from_the_letter() -> None:
    assert "I want the bus home without shouting." not in words("parent")


@pytest.mark.parametrize("audience", ["young_person", "parent"])
def test_where_the_harm_is_at_home_no_letter_says_that_the_family_had_no_part(audience: str) -> None:
    said = words(audience, replace(FACTS, category="Neglect", outside_home=False))
    assert "“neglect”" in said
    for comfort in ("Nobody means", "does not blame you", "nearest one was chosen"):
        assert comfort not in said


def test_a_young_person_is_called_as_they_are_called() -> None:
    assert "Dear Ro," in words("young_person", replace(FACTS, called="Ro"))


@pytest.mark.parametrize("decision", ["no_plan", "adjourned"])
def test_a_letter_without_a_plan_promises_nothing(decision: str) -> None:
    facts = replace(FACTS, decision=decision, category="")
    for audience in AUDIENCES:
        said = words(audience, facts)
        assert "Dee will" not in said
        assert "category" not in said.lower() or "Category" not in said


@given(st.sampled_from(sorted(AUDIENCES)), st.text(min_size=1, max_size=40))
def test_what_a_letter_says_can_be_kept_and_read_again(audience: str, reason: str) -> None:
    kept = letter(replace(FACTS, reason=reason), audience).as_data()
    assert set(kept) == {"greeting", "parts", "closing"}
    assert str(kept["greeting"])


@pytest.mark.parametrize(
    ("role", "audience"),
    [
        ("young_person", "young_person"),
        ("advocate", "young_person"),
        ("parent_carer", "parent"),
        ("supporter", "parent"),
        ("police", "professional"),
        ("interpreter", "professional"),
    ],
)
def test_as_whom_somebody_came_decides_which_letter_is_theirs(role: str, audience: str) -> None:
    assert audience_of(role) == audience


def test_who_has_no_letter_yet_is_named() -> None:
    asked = [Recipient(1, "Dee", "youth_worker", True), Recipient(2, "Leila", "parent_carer", False)]
    assert still_without(without_a_letter(asked, [1])) == "Leila has not been given it yet."
    assert still_without(without_a_letter(asked, [])) == "Dee and Leila have not been given it yet."
    assert still_without(without_a_letter(asked, [1, 2])) == ""


def test_empty_parts_of_the_minutes_are_left_out() -> None:
    rows = [("needs_discussed", "Needs", " "), ("analysis", "Analysis", "Likely")]
    assert minutes_for(rows, "professional") == (("Analysis", "Likely"),)
