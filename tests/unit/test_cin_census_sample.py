"""Invented censuses, and the imperfect one that was given: read whole, counted alike, valid by the schema."""

import time
from pathlib import Path

import pytest
from census_xml import (
    rules,
    sentences,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from roth.exchange.cin_census import codes
from roth.exchange.cin_census.read import read
from roth.exchange.cin_census.sample import make_census, make_children
from roth.exchange.cin_census.schema import CensusAssessment, counts
from roth.exchange.cin_census.write import write

STANDARDS = Path(__file__).resolve().parents[3] / "shared" / "standards" / "cin"
SAMPLE = STANDARDS / "sample_CIN_Census_2024.xml"
YEARS = range(2021, 2027)

# --- Invented censuses ----------------------------------------------------------------------------------------------


def counted(xml: bytes) -> dict[str, int]:
    """Counted without our reader."""
    tree = etree.fromstring(xml)
    names = {
        "children": "Child",
        "referrals": "CINdetails",
        "assessments": "Assessments",
        "factors": "AssessmentFactors",
        "section_47_enquiries": "Section47",
        "child_protection_plans": "ChildProtectionPlans",
        "reviews": "CPPreviewDate",
    }
    return {kind: int(tree.xpath(f"count(//{name})")) for kind, name in names.items()}


@settings(max_examples=30, deadline=None)
@given(number=st.integers(1, 25), year=st.sampled_from(YEARS), seed=st.integers(0, 10**6))
def test_invented_census_is_read_whole(number, year, seed):
    xml = make_census(number, year, seed)
    census = read(xml)
    assert (census.year, census.refused, census.findings) == (year, (), ())
    assert counts(census) == counted(xml)
    assert counts(census)["children"] == number


@pytest.mark.parametrize("year", YEARS)
def test_invented_census_comes_back_as_it_was_written(year):
    children = make_children(60, year, 3)
    assert read(write(children, year=year, authority="999")).children == children


@pytest.mark.parametrize("year", YEARS)
def test_invented_census_shows_every_stage(year):
    taken = read(make_census(200, year, 1)).children
    open_ones = [each for person in taken for each in person.episodes if not each.closed]
    assert any(not each.assessments for each in open_ones)
    assert any(each.assessments and not each.assessments[0].authorised for each in open_ones)
    assert any(each.enquiries and not each.enquiries[0].conference for each in open_ones)
    assert any(each.enquiries and each.enquiries[0].conference and not each.plans for each in open_ones)
    assert {len(each.plans[0].reviews) for each in open_ones if each.plans} == {0, 1, 2, 3, 4}
    assert len(open_ones) < sum(len(person.episodes) for person in taken)
    assert any(each.cin_plans for each in open_ones) == (year >= 2022)


@pytest.mark.parametrize("year", YEARS)
def test_invented_factors_are_mostly_extra_familial(year):
    found = [factor for assessment in assessments(year) for factor in assessment.factors]
    signals = [factor for factor in found if factor in codes.EXTRA_FAMILIAL_SIGNALS]
    assert len(signals) * 2 > len(found) > 0
    assert ("24A" in found) == (year >= 2022)


def assessments(year: int) -> list[CensusAssessment]:
    taken = read(make_census(100, year, 2)).children
    return [assessment for person in taken for each in person.episodes for assessment in each.assessments]


@pytest.mark.parametrize(("year", "name"), [(2024, "GenderCurrent"), (2025, "Sex")])
def test_name_of_sex_follows_the_year(year, name):
    assert etree.fromstring(make_census(3, year, 1)).find(f".//{name}") is not None


def test_same_seed_same_bytes():
    assert make_census(20, 2026, 5) == make_census(20, 2026, 5) != make_census(20, 2026, 6)


def test_unknown_year_is_not_invented():
    with pytest.raises(ValueError, match="not 2020"):
        make_census(1, 2020, 1)


@pytest.mark.parametrize("year", [2025, 2026])
def test_invented_census_passes_the_schema(year):
    schema = STANDARDS / f"CIN_schema_{year}.xsd"
    if not schema.exists():
        pytest.skip("The census schemas are not beside this checkout.")
    etree.XMLSchema(etree.parse(schema)).assertValid(etree.fromstring(make_census(200, year, 4)))


def test_imperfect_sample_is_taken_and_reported():
    if not SAMPLE.exists():
        pytest.skip("The sample census is not beside this checkout.")
    census = read(SAMPLE)
    assert census.refused == ()
    assert [person.id for person in census.children] == ["DfEX0000001", "child_fails_assessments"]
    assert tuple(counts(census).values()) == (2, 2, 2, 2, 1, 1, 1)
    assert {"100", "4180", "1570", "1580", "1103", "8608", "8565", "8897Q", "2884"} <= rules(census)
    assert "“RB”" in sentences(census)


def test_five_hundred_children_are_read_at_once():
    xml = make_census(500, 2026, 9)
    began = time.process_time()
    read(xml)
    assert time.process_time() - began < 2
