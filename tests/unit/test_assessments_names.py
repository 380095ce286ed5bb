"""A context's words hold nobody's whole name, however it is typed; factors are said in words that brand nobody."""

import pytest

from roth.assessments import factors
from roth.contexts.names import names_in, refuse_names
from roth.domain.errors import NotPossible

NAMES = {"Rowan Ellery", "Zoë O'Brien"}


@pytest.mark.parametrize(
    "text", ["With rowan  ellery", "ROWAN ELLERY’s bench", "Rowan-Ellery", "zoe o’brien and others", "Zoe O Brien"]
)
def test_a_whole_name_is_found_however_it_is_typed(text) -> None:
    assert len(names_in(text, NAMES)) == 1


@pytest.mark.parametrize("text", ["Rowan Park", "Ellery Street", "Rowan Ellerysham", "", "Sparrowan Ellery"])
def test_part_of_a_name_is_no_name(text) -> None:
    assert names_in(text, NAMES) == ()


def test_each_field_that_names_somebody_is_pointed_at() -> None:
    with pytest.raises(NotPossible) as refused:
        refuse_names({"name": "Park", "description": "Rowan Ellery goes there", "strengths": "zoë o'brien"}, NAMES)
    assert [field for field, _ in refused.value.missing] == ["description", "strengths"]
    assert "Rowan" not in str(refused.value)


def test_no_factor_offered_brands_a_young_person_and_no_retired_one_is_offered() -> None:
    words = " ".join(factors.OFFERED.values()).lower()
    assert not any(term in words for term in ("gang", "socially unacceptable", "promiscuous", "offender"))
    assert not {"18A", "19A"} & factors.OFFERED.keys()
    assert factors.in_words(["13A", "99Z"]) == ["Harm connected with a group or network (13A)", "99Z"]


def test_none_found_stands_alone() -> None:
    assert factors.checked(["24A", "24A", "10A"]) == ("24A", "10A")
    for wrong in (["21", "24A"], ["99Z"]):
        with pytest.raises(NotPossible):
            factors.checked(wrong)
