"""A census file that comes again: what changed is taken, what people wrote stays, and nothing is half-imported."""

from dataclasses import replace
from datetime import date

import pytest
from census_files import (
    COUNTS,
    SYSTEM,
    TODAY,
    ago,
    changed_tables,
    dump,
    importer,
    in_file,
    nothing,
    one_child,
    walk_on,
    young_person,
)

from roth.audit.selectors import faults
from roth.domain.errors import NotPossible
from roth.exchange.cin_census import actions, build
from roth.exchange.cin_census.sample import make_census, make_children
from roth.exchange.cin_census.schema import (
    CensusAssessment,
    CensusEnquiry,
    CensusPlan,
)
from roth.exchange.cin_census.write import write
from roth.pathway.actions import change_referral
from roth.people.actions import allocate, change_young_person
from roth.people.models import YoungPerson


@pytest.fixture
def take(cast, tmp_path):
    return importer(cast, tmp_path)


# --- Again, with changes --------------------------------------------------------------------------------------------
def test_a_changed_file_changes_only_that(cast, take) -> None:
    children = list(make_children(30, 2026, seed=8))
    take(children)
    place = next(n for n, child in enumerate(children) if child.episodes[-1].plans and not child.episodes[-1].closed)
    episode = children[place].episodes[-1]
    plan = replace(episode.plans[0], latest_category="NEG", reviews=(*episode.plans[0].reviews, date(2026, 3, 31)))
    assessment = replace(episode.assessments[0], factors=("1A", *episode.assessments[0].factors))
    changed = replace(episode, plans=(plan,), assessments=(assessment,))
    children[place] = replace(children[place], episodes=(*children[place].episodes[:-1], changed))
    before = dump()
    report = take(children).as_json()
    assert report["taken"] == {**nothing(), "factors": 1, "reviews": 1}
    assert report["changed"] == {**nothing(), "child_protection_plans": 1}
    (line,) = [each for each in report["children"] if each["result"] == "changed"]
    assert line["child"] == children[place].id
    assert "latest category was" in " ".join(line["changes"])
    assert changed_tables(before) == {
        *("plans_plan", "plans_planreview", "assessments_assessmentfactor", "pathway_clock"),
        *("exchange_censuschildtaken", "exchange_censusimport", "audit_event", "audit_chainhead"),
        *({"sqlite_sequence"} & before.keys()),
    }
    for table in ("plans_plan", "exchange_censuschildtaken"):
        assert len(set(dump()[table]) ^ set(map(tuple, before[table]))) == 2, table


def test_the_counts_add_up_to_the_file_whatever_happens(cast, take) -> None:
    first = make_children(40, 2025, seed=4)
    take(first, year=2025)
    later = (*first[10:], *make_children(5, 2026, seed=9))
    later = tuple(replace(child, ethnicity="REFU") for child in later)
    content = write(later, year=2026, authority="999")
    report = take(content).as_json()
    total = {kind: sum(report[part][kind] for part in ("taken", "changed", "unchanged")) for kind in COUNTS}
    assert total == in_file(content)


def test_a_blank_takes_nothing_away_and_an_older_file_changes_nothing(cast, take) -> None:
    newer = replace(one_child(), ethnicity="WBRI", upn_unknown="UN1")
    take([newer])
    take([replace(newer, upn_unknown="")])
    assert young_person(cast).upn_unknown == "UN1"
    report = take([replace(newer, ethnicity="BAFR", died=ago(2))], year=2024).as_json()
    found = young_person(cast)
    assert (found.ethnicity, found.died_on) == ("WBRI", ago(2))
    assert "ethnicity" in " ".join(report["children"][0]["differences"])


def test_two_parts_of_one_date_stay_two(cast, take) -> None:
    child = one_child(enquiries=(CensusEnquiry(ago(9), conference=ago(3)), CensusEnquiry(ago(9), ago(4), ago(5))))
    assert take([child]).taken["section_47_enquiries"] == 2
    before = dump()
    assert take([child]).unchanged["section_47_enquiries"] == 2
    assert dump() == before


# --- What people wrote stays ----------------------------------------------------------------------------------------
def test_a_value_that_a_person_changed_here_is_reported_and_kept(cast, take) -> None:
    child = one_child()
    take([child])
    found = young_person(cast)
    allocate(by=cast.team_manager, young_person=found, worker=cast.social_worker, on=TODAY())
    change_young_person(by=cast.social_worker, young_person=found, born_on=date(2010, 5, 2), given_name="Rowan")
    before = dump()
    report = take([child]).as_json()
    assert dump() == before
    assert report["unchanged"]["children"] == 1
    assert "birth date is 2 May 2010 here and 1 May 2010 in the file" in report["children"][0]["differences"][0]
    report = take([replace(child, born=date(2010, 5, 3), sex="M")]).as_json()
    found.refresh_from_db()
    assert (found.born_on, found.sex, found.given_name) == (date(2010, 5, 2), "M", "Rowan")
    assert report["changed"]["children"] == 1


def test_words_in_a_referral_survive_a_change_of_its_codes(cast, take) -> None:
    child = one_child()
    take([child])
    found = young_person(cast)
    allocate(by=cast.team_manager, young_person=found, worker=cast.social_worker, on=TODAY())
    change_referral(
        by=cast.social_worker,
        young_person=found,
        harms=[{"harm_type": "county_lines", "role": "harmed"}],
        concern="Carries for others",
        childs_words="I want it to stop",
        parents_views="They are worried",
    )
    report = take([one_child(source="2A")]).as_json()
    referral = found.episodes.get().referral
    assert (referral.source_code, referral.concern, referral.childs_words) == (
        *("2A", "Carries for others", "I want it to stop"),
    )
    assert report["changed"]["referrals"] == 1
    assert referral.version == 3  # whoever still had the form open is asked


def test_an_episode_that_moved_on_here_is_led_from_here(cast, take) -> None:
    take([one_child()])
    episode = walk_on(cast, young_person(cast))
    before = dump()
    later = one_child(assessments=(CensusAssessment(ago(9), authorised=ago(2)),), closed=ago(1), closure_reason="RC8")
    report = take([later]).as_json()
    written = changed_tables(before)
    assert written <= {"exchange_censusimport", "audit_event", "audit_chainhead", "sqlite_sequence"}
    episode.refresh_from_db()
    assert episode.stage == "assessment"
    assert report["unchanged"] == {**nothing(), "children": 1, "referrals": 1, "assessments": 1}
    said = " ".join(report["children"][0]["differences"])
    assert "closure date is blank here" in said
    assert "is in the file and not here" in said


def test_a_record_that_a_person_opened_is_matched_and_only_its_blanks_are_filled(cast, take) -> None:
    from roth.people.actions import add_young_person

    made = add_young_person(
        by=SYSTEM, site=cast.site, team=cast.team, la_child_id="A1", given_name="Rowan", born_on=date(2010, 5, 9)
    )
    report = take([one_child()]).as_json()
    found = young_person(cast)
    assert (found.pk, found.team, found.from_census) == (made.pk, cast.team, False)
    assert (found.born_on, found.ethnicity) == (date(2010, 5, 9), "WBRI")
    assert report["changed"]["children"] == 1
    assert report["taken"]["referrals"] == 1


# --- Refused, whole -------------------------------------------------------------------------------------------------
def test_two_open_referrals_refuse_the_child_and_no_other(cast, take) -> None:
    child = one_child()
    twice = replace(child, episodes=(replace(child.episodes[0], referred=ago(40)), child.episodes[0]))
    other = replace(one_child(), id="B2")
    report = take([twice, other]).as_json()
    (refused,) = report["refused"]
    assert refused["child"] == "A1"
    assert "open at the same time (8815)" in refused["why"]
    assert report["taken"]["children"] == 1
    assert set(YoungPerson.objects.filter(site=cast.site).values_list("la_child_id", flat=True)) == {"B2"}


def test_a_new_open_referral_waits_until_the_old_one_is_closed(cast, take) -> None:
    child = one_child(referred=ago(40))
    take([child])
    new = one_child().episodes[0]
    before = dump()
    report = take([replace(child, episodes=(new,))]).as_json()
    assert len(report["refused"]) == 1
    assert changed_tables(before) <= {
        *("exchange_censusimport", "audit_event", "audit_chainhead", "sqlite_sequence"),
    }
    closed = replace(child.episodes[0], closed=ago(20), closure_reason="RC7")
    report = take([replace(child, episodes=(closed, new))]).as_json()
    assert (report["refused"], report["taken"]["referrals"], report["changed"]["referrals"]) == ([], 1, 1)


def test_what_the_database_refuses_is_one_child_with_a_sentence(cast, take, monkeypatch) -> None:
    content = make_census(20, 2026, seed=2)
    bad = make_children(20, 2026, seed=2)[7].id
    honest = build.young_person

    def broken(row, child_id, site, at):
        made = honest(row, child_id, site, at)
        if child_id == bad:
            made.sex = None
        return made

    monkeypatch.setattr(build, "young_person", broken)
    report = take(content).as_json()
    assert [each["child"] for each in report["refused"]] == [bad]
    assert "nothing of it was taken" in report["refused"][0]["why"]
    assert report["taken"]["children"] == 19
    assert not YoungPerson.objects.filter(la_child_id=bad).exists()
    assert not list(faults())
    monkeypatch.undo()
    assert take(content).as_json()["taken"]["children"] == 1


def test_without_the_audit_trail_nothing_is_saved(cast, take, monkeypatch) -> None:
    class Broken(Exception):
        pass

    def broken(*args, **values):
        raise Broken

    monkeypatch.setattr(actions, "record", broken)
    before = dump()
    with pytest.raises(Broken):
        take(make_census(5, 2026, seed=1))
    assert changed_tables(before) <= {"sqlite_sequence"}


def test_a_database_that_answers_nobody_stops_the_import_with_a_sentence(cast, take, monkeypatch) -> None:
    from django.db import OperationalError

    def locked(*args, **values):
        raise OperationalError("database is locked")

    monkeypatch.setattr(actions, "held_at", locked)
    with pytest.raises(NotPossible, match="import the file again"):
        take(make_census(10, 2026, seed=1))


def test_values_too_long_for_their_column_refuse_the_child(cast, take, monkeypatch) -> None:
    honest = actions.rows_of

    def long(child):
        rows = honest(child)
        return [
            replace(row, values={**row.values, "upn": "X" * 14}) if row.kind == "young_person" else row for row in rows
        ]

    monkeypatch.setattr(actions, "rows_of", long)
    report = take([one_child()]).as_json()
    assert "has 14 characters, and there is room for 13" in report["refused"][0]["why"]
    assert not YoungPerson.objects.filter(la_child_id="A1").exists()


def test_a_date_that_has_no_place_here_is_said(cast, take) -> None:
    plan = CensusPlan(ago(8), initial_category="PHY", latest_category="PHY", previous_plans=0)
    report = take([one_child(transfer_in_conference=ago(9), plans=(plan,))]).as_json()
    assert "is not shown" in " ".join(finding["sentence"] for finding in report["children"][0]["findings"])
    clocks = young_person(cast).episodes.get().clocks.filter(done_on=None).values_list("rule", "started_on")
    assert list(clocks) == [("T23", ago(9))]


def test_a_long_identifier_is_kept_whole(cast, take) -> None:
    child = replace(one_child(), id="A" * 99)
    take([child])
    assert YoungPerson.objects.filter(site=cast.site, la_child_id="A" * 99).exists()
