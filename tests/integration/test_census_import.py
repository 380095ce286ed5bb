"""A census file becomes records: all of it, once, at one site."""

from dataclasses import replace
from pathlib import Path

import pytest
from census_files import SYSTEM, ago, dump, importer, in_database, in_file, nothing, one_child, walk_on, young_person

from roth.audit.kinds import Kind
from roth.audit.models import Event
from roth.audit.selectors import faults
from roth.domain.errors import BadFile, NotAllowed
from roth.exchange.cin_census.actions import import_census
from roth.exchange.cin_census.sample import make_census, make_children
from roth.exchange.cin_census.schema import (
    CensusAssessment,
    CensusEnquiry,
    CensusPlan,
)
from roth.people.access import visible_to
from roth.people.models import YoungPerson

PROVIDED = Path(__file__).parents[3] / "shared" / "standards" / "cin" / "sample_CIN_Census_2024.xml"


@pytest.fixture
def take(cast, tmp_path):
    return importer(cast, tmp_path)


# --- Everything is taken --------------------------------------------------------------------------------------------
@pytest.mark.parametrize("year", range(2021, 2027))
def test_every_year_is_taken_whole(cast, take, year) -> None:
    content = make_census(40, year, seed=year)
    before = in_database(cast.site)
    report = take(content).as_json()
    assert report["refused"] == []
    assert report["taken"] == in_file(content)
    assert {kind: count - before[kind] for kind, count in in_database(cast.site).items()} == in_file(content)
    assert (report["changed"], report["unchanged"]) == (nothing(), nothing())


def test_five_hundred_children_are_all_there_and_a_second_time_nothing_is_written(cast, take) -> None:
    content = make_census(500, 2026, seed=5)
    shares: list[float] = []
    first = take(content, progress=shares.append).as_json()
    assert first["taken"] == in_file(content) == in_database(cast.site)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    before = dump()
    second = take(content).as_json()
    assert dump() == before
    assert (second["taken"], second["changed"]) == (nothing(), nothing())
    assert second["unchanged"] == in_file(content)
    assert second["refused"] == []
    assert not list(faults())


@pytest.mark.skipif(not PROVIDED.exists(), reason="the national sample is not beside this checkout")
def test_the_national_sample_is_taken(cast, take) -> None:
    content = PROVIDED.read_bytes()
    report = take(content).as_json()
    assert report["refused"] == []
    # One factor of the sample is a code that is in no list; it is reported, and the others are kept.
    assert report["taken"] == in_database(cast.site) == {**in_file(content), "factors": in_file(content)["factors"] - 1}
    assert any("RB" in finding["sentence"] for line in report["children"] for finding in line["findings"])
    before = dump()
    assert take(content).as_json()["unchanged"] == report["taken"]
    assert dump() == before


def test_what_was_taken_is_what_the_file_says(cast, take) -> None:
    children = make_children(40, 2026, seed=3)
    take(children)
    for child in children:
        found = YoungPerson.objects.get(site=cast.site, la_child_id=child.id)
        assert (found.born_on, found.sex, found.ethnicity) == (child.born, child.sex, child.ethnicity)
        assert (found.from_census, found.team, found.given_name) == (True, None, "")
        for episode, said in zip(found.episodes.order_by("opened_on"), child.episodes, strict=True):
            assert (episode.opened_on, episode.closed_on) == (said.referred, said.closed)
            assert episode.referral.source_code == said.source
            factors = [tuple(each.factors.values_list("code", flat=True)) for each in episode.assessments.all()]
            assert factors == [each.factors for each in said.assessments]
            reviews = [tuple(plan.reviews.values_list("on", flat=True)) for plan in episode.plans.all()]
            assert reviews == [plan.reviews for plan in said.plans]
            assert [(plan.starts_on, plan.status) for plan in episode.plans.all()] == [
                (plan.started, "ended" if plan.ended else "in_force") for plan in said.plans
            ]
            assert [each.starts_on for each in episode.cin_plans.all()] == [each.started for each in said.cin_plans]


def test_an_import_is_in_the_trail_once_for_each_child_and_once_for_the_file(cast, take) -> None:
    take(make_census(10, 2026, seed=1))
    assert Event.objects.filter(kind=Kind.CENSUS_CHILD_TAKEN).count() == 10
    assert Event.objects.filter(kind=Kind.CENSUS_IMPORTED).count() == 1
    records = set(Event.objects.filter(kind=Kind.CENSUS_CHILD_TAKEN).values_list("record", flat=True))
    assert records == {each.ref for each in YoungPerson.objects.filter(site=cast.site)}


def test_as_many_queries_for_a_hundred_children_as_for_fifty_apart_from_the_trail(
    cast, take, django_assert_max_num_queries
) -> None:
    with django_assert_max_num_queries(200) as fifty:
        take(make_census(50, 2026, seed=1), dry_run=True)
    with django_assert_max_num_queries(len(fifty)):
        take(make_census(100, 2026, seed=2), dry_run=True)
    take(make_census(100, 2026, seed=2))
    with django_assert_max_num_queries(20):  # a second run only looks
        take(make_census(100, 2026, seed=2))


# --- A young person goes on from here -------------------------------------------------------------------------------
def test_a_manager_of_the_site_takes_the_record_and_the_pathway_goes_on(cast, take) -> None:
    take([one_child()])
    found = young_person(cast)
    assert visible_to(cast.team_manager).filter(pk=found.pk).exists()
    assert not visible_to(cast.other_site_manager).filter(pk=found.pk).exists()
    assert "Name not recorded yet" in found.name
    episode = walk_on(cast, found)
    assert episode.stage == "assessment"


def test_open_episodes_run_their_clocks_and_closed_ones_none(cast, take) -> None:
    conference = ago(60)
    plan = CensusPlan(conference, initial_category="PHY", latest_category="PHY", previous_plans=0, reviews=(ago(5),))
    assessed = CensusAssessment(ago(88), authorised=ago(65), factors=("24A",))
    enquiry = CensusEnquiry(ago(80), conference=conference, conference_not_required=False)
    child = one_child(referred=ago(90), assessments=(assessed,), enquiries=(enquiry,), plans=(plan,))
    take([child])
    episode = young_person(cast).episodes.get()
    assert episode.stage == "plan"
    assert episode.statutory_status == "cp_plan"
    clocks = {(clock.rule, clock.started_on, clock.done_on) for clock in episode.clocks.all()}
    assert clocks == {
        ("T01", ago(90), ago(88)),
        ("T03", ago(90), ago(65)),
        ("T11", ago(80), conference),
        ("T24", ago(5), None),
    }
    steps = list(episode.stage_changes.values_list("from_stage", "to_stage"))
    assert steps == [("", "referral"), ("referral", "assessment"), ("assessment", "enquiry"), ("enquiry", "plan")]
    closed = replace(child.episodes[0], plans=(replace(plan, ended=ago(1)),), closed=ago(1), closure_reason="RC7")
    take([replace(child, episodes=(closed,))])
    episode.refresh_from_db()
    assert (episode.stage, episode.closed_on, episode.version) == ("closed", ago(1), 2)
    assert not episode.clocks.filter(done_on=None, not_needed_because="").exists()


# --- Who and where --------------------------------------------------------------------------------------------------
def test_the_same_child_at_two_sites_is_two_records(cast, take) -> None:
    take([one_child()])
    before = young_person(cast).version
    take([replace(one_child(), sex="M")], site=cast.other_site)
    assert young_person(cast).sex == "F"
    assert young_person(cast).version == before
    assert YoungPerson.objects.get(site=cast.other_site, la_child_id="A1").sex == "M"


def test_only_an_administrator_of_the_site_imports(cast, tmp_path) -> None:
    file = tmp_path / "census.xml"
    file.write_bytes(make_census(2, 2026, seed=1))
    for user, site in ((cast.team_manager, cast.site), (cast.administrator, cast.other_site)):
        with pytest.raises(NotAllowed):
            import_census(by=user, site=site, file=file)
    assert import_census(by=cast.administrator, site=cast.site, file=file).taken["children"] == 2


def test_a_dry_run_reports_the_same_and_writes_nothing(cast, take) -> None:
    first = make_children(20, 2026, seed=6)
    take(first[:10])
    before = dump()
    again = [*(replace(child, sex="U") for child in first[:5]), *first[5:]]
    dry = take(again, dry_run=True)
    assert dump() == before
    assert dry.as_json() == take(again).as_json()
    assert next(iter(dry.in_words())).startswith("Nothing was written")


def test_a_bad_file_takes_nothing(cast, tmp_path) -> None:
    before = dump()
    for name, content in (
        ("cut.xml", make_census(3, 2026, seed=1)[:-60]),
        ("page.xml", b"<html></html>"),
        ("none", b""),
    ):
        file = tmp_path / name
        file.write_bytes(content)
        with pytest.raises(BadFile):
            import_census(by=SYSTEM, site=cast.site, file=file)
    for file in (tmp_path, tmp_path / "absent.xml"):
        with pytest.raises(BadFile, match="not a file that is there"):
            import_census(by=SYSTEM, site=cast.site, file=file)
    assert dump() == before
