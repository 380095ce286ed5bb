"""The census's rules as they stand in the domain: a guard names only rules that are refused or asked about, and who a
young person is keeps its own rules, of what is changed and no more.
"""

from datetime import date

import pytest

from roth.domain.census_rules import CENSUS_RULES, Held
from roth.domain.conference import against_day
from roth.domain.guards import BOXES, G
from roth.domain.identity import against_identity

TODAY = date(2026, 3, 23)
WHO = {"la_child_id": "A1", "born_on": date(2011, 3, 2), "expected_on": None, "sex": "F", "disabilities": "LD MOB"}


@pytest.mark.parametrize("guard", [guard for guard in G.values() if guard.census_rules], ids=lambda guard: guard.code)
def test_a_guard_names_rules_of_the_table_that_are_held_where_they_are_typed(guard):
    held = {number: CENSUS_RULES[number].held for number in guard.census_rules}
    assert all(each is not Held.CANNOT for number, each in held.items() if number not in NAMED_BESIDE), held


# Rules that a sentence names beside others though no page can break them: an earlier record from a file might.
NAMED_BESIDE = {"8730", "8810"}


def test_a_guard_about_the_form_itself_says_at_which_question_it_stands():
    spoken = {guard.code for guard in G.values() if guard.census_rules and guard.where == "form"}
    placed = {code for code in spoken if G[code].sentence in BOXES}
    # The new day of a conference and its category have their boxes named by the conference's own page.
    assert spoken - placed == {"new_day", "category", "earlier_counted"}


def test_every_rule_says_where_it_is_held_or_why_it_cannot_be_broken():
    for rule in CENSUS_RULES.values():
        assert rule.asks.endswith("."), rule.number
        assert rule.where.strip(), rule.number
        assert rule.level == ("query" if rule.number.endswith("Q") else "error")


@pytest.mark.parametrize(
    ("changed", "field", "number"),
    [
        ({"la_child_id": "A" * 21}, "la_child_id", "1570"),
        ({"la_child_id": "A 1"}, "la_child_id", "1580"),
        ({"la_child_id": "Ä1"}, "la_child_id", "1580"),
        ({"born_on": date(2026, 3, 24)}, "born_on", "8520"),
        ({"expected_on": date(2026, 9, 1)}, "expected_on", "8525Q"),
        ({"born_on": None, "expected_on": date(2026, 9, 1)}, "sex", "8750"),
        ({"disabilities": "NONE LD"}, "disabilities", "8790"),
    ],
)
def test_what_breaks_a_rule_about_a_child_stands_at_its_question(changed, field, number):
    [(where, sentence)] = against_identity(WHO | changed, TODAY)
    assert (where, number in sentence) == (field, True)


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"la_child_id": ""},
        {"la_child_id": "A" * 20},
        {"born_on": TODAY},
        {"born_on": None},
        {"born_on": None, "expected_on": date(2026, 9, 1), "sex": "U"},
        {"disabilities": "NONE"},
        {"disabilities": ""},
    ],
)
def test_what_just_keeps_the_rules_about_a_child_is_taken(changed):
    assert against_identity(WHO | changed, TODAY) == ()


def test_what_a_file_brought_is_left_alone_until_somebody_changes_it():
    brought = WHO | {"la_child_id": "A" * 64, "expected_on": date(2011, 3, 1)}
    assert against_identity(brought | {"sex": "M"}, TODAY, brought) == ()
    assert against_identity(brought | {"la_child_id": "B" * 64}, TODAY, brought)
    assert against_identity(brought | {"born_on": date(2011, 3, 3)}, TODAY, brought)


def test_a_conference_is_not_before_its_enquiry_and_may_be_on_the_same_day():
    referred, began = date(2026, 3, 2), date(2026, 3, 9)
    [(_, sentence)] = against_day(date(2026, 3, 6), referred, enquiry_on=began)
    assert "8615" in sentence
    assert against_day(began, referred, enquiry_on=began) == ()
