"""M4 and M5: what a meeting could change with who came to it, and how often an agency came. Counts, never a grade."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roth.domain import attendance as rules
from roth.domain import codes, quarters
from roth.domain.attendance import MeetingHeld, Reached, TookPart, WeightsAgreed
from roth.domain.conference import Invitee, WeightedContext
from roth.domain.quarters import Quarter

STATION = WeightedContext(1, "the bus station", "route_transport", 50)
SCHOOL = WeightedContext(2, "the school", "school_education", 30)
PARK = WeightedContext(3, "the park", "park_open_space", 20)
BUSES, POLICE, PARKS = 7, 8, 9
DAY = date(2026, 3, 4)


def person(
    agency: int | None = BUSES, attendance: str = "attended", *can: int, role: str = "police", **values: object
) -> Invitee:
    known: dict[str, object] = {"key": 1, "name": "Somebody", "agency_kind": "police"}
    return Invitee(
        role=role,
        agency=agency,
        attendance=attendance,
        can_influence=frozenset(can),
        **(known | values),  # type: ignore[arg-type]
    )


def meeting(*people: Invitee, on: date = DAY, kind: str = "initial_conference", contexts=(STATION, SCHOOL, PARK)):  # type: ignore[no-untyped-def]
    return MeetingHeld(1, on, kind, tuple(people), tuple(contexts))


people = st.builds(
    person,
    st.sampled_from([None, BUSES, POLICE, PARKS]),
    st.sampled_from(sorted(codes.ATTENDANCE)),
    st.sampled_from([1, 2, 3]),
    role=st.sampled_from(["police", "school", "transport", "parent_carer", "chair"]),
    gave_report=st.booleans(),
)
meetings = st.lists(st.builds(meeting, people, people, people), max_size=6)


# --- How somebody took part ------------------------------------------------------------------------------------------
def test_every_code_of_attendance_says_how_somebody_took_part() -> None:
    assert {code: rules.took_part(person(BUSES, code)) for code in codes.ATTENDANCE}.keys() == codes.ATTENDANCE.keys()
    came = {code for code in codes.ATTENDANCE if rules.took_part(person(BUSES, code)) in rules.CAME}
    assert came == codes.PRESENT
    assert rules.took_part(person(BUSES, "declined")) is TookPart.APOLOGIES
    assert rules.took_part(person(BUSES, "absent")) is TookPart.ABSENT


@pytest.mark.parametrize("attendance", ["apology_no_input", "declined", "absent", "report_only"])
def test_a_report_without_presence_is_input_and_never_presence(attendance: str) -> None:
    assert rules.took_part(person(BUSES, attendance, gave_report=True)) is TookPart.REPORT


def test_whoever_came_and_sent_a_report_came() -> None:
    assert rules.took_part(person(BUSES, "attended_remote", gave_report=True)) is TookPart.REMOTE


def test_an_agency_took_part_as_the_one_of_its_people_who_took_part_most() -> None:
    ours = [person(BUSES, "declined"), person(BUSES, "attended_remote"), person(BUSES, "report_only")]
    assert rules.fullest(ours) is TookPart.REMOTE
    with pytest.raises(ValueError, match="Nobody was asked"):
        rules.fullest([])


# --- M4 ---------------------------------------------------------------------------------------------------------------
def test_the_weight_of_a_meeting_is_parted_by_whether_anybody_there_could_change_it() -> None:
    found = rules.influence(
        meeting(person(BUSES, "absent", 1), person(POLICE, "attended", 2), person(PARKS, "report_only", 3))
    )
    assert (found.came, found.report, found.asked, found.nobody) == (30, 20, 50, 0)
    assert found.absent == 50
    assert found.share.words == "Weight that somebody who came could change: 30 of 100"


def test_a_context_that_nobody_asked_could_change_is_told_from_one_whose_people_stayed_away() -> None:
    (there, *_) = rules.who_could_change(meeting(person(POLICE, "attended")))
    assert there.reached is Reached.NOBODY
    (there, *_) = rules.who_could_change(meeting(person(POLICE, "declined", 1)))
    assert there.reached is Reached.ASKED


def test_without_agreed_weights_influence_is_not_known_and_not_nought() -> None:
    found = rules.influence(meeting(person(), contexts=[WeightedContext(1, "the bus station", "route_transport")]))
    assert not found.weighed
    assert found.share.denominator == 0


def test_weights_that_do_not_make_the_whole_are_said() -> None:
    assert "add up to 50" in rules.influence(meeting(person(BUSES, "attended", 1), contexts=[STATION])).share.note


def test_a_young_person_or_parent_who_can_change_a_context_counts_as_anybody_else() -> None:
    assert rules.influence(meeting(person(None, "attended", 1, role="parent_carer"))).came == 50


@given(meetings)
def test_the_parts_of_a_meetings_weight_make_the_whole_and_no_report_is_counted_as_presence(found) -> None:  # type: ignore[no-untyped-def]
    for each in found:
        parts = rules.influence(each)
        assert parts.came + parts.report + parts.asked + parts.nobody == 100
        only_reports = MeetingHeld(
            1,
            DAY,
            each.kind,
            tuple(one for one in each.people if rules.took_part(one) not in rules.CAME),
            each.contexts,
        )
        assert rules.influence(only_reports).came == 0


@given(meetings, people)
def test_somebody_more_who_comes_never_makes_a_meeting_able_to_change_less(found, more) -> None:  # type: ignore[no-untyped-def]
    for each in found:
        larger = MeetingHeld(1, DAY, each.kind, (*each.people, more), each.contexts)
        assert rules.influence(larger).came >= rules.influence(each).came


# --- What an absence meant --------------------------------------------------------------------------------------------
def test_an_absence_means_the_contexts_that_nobody_else_there_could_change() -> None:
    away = meeting(person(BUSES, "absent", 1, 2), person(POLICE, "attended", 2))
    assert rules.stood_without(away, BUSES) == (STATION,)
    assert rules.could_change(away, BUSES) == (STATION, SCHOOL)


def test_a_report_is_not_presence_so_what_it_speaks_for_stood_without_anybody() -> None:
    assert rules.stood_without(meeting(person(BUSES, "report_only", 1)), BUSES) == (STATION,)


def test_an_agency_that_came_or_was_not_asked_left_nothing_without_anybody() -> None:
    assert rules.stood_without(meeting(person(BUSES, "declined", 1), person(BUSES, "attended")), BUSES) == ()
    assert rules.stood_without(meeting(person(POLICE, "absent", 1)), BUSES) == ()


@given(meetings)
def test_what_stood_without_anybody_is_never_more_than_the_meeting_lacked(found) -> None:  # type: ignore[no-untyped-def]
    for each in found:
        parts = rules.influence(each)
        for agency in rules.agencies([each]):
            assert sum(one.weight or 0 for one in rules.stood_without(each, agency)) <= parts.report + parts.asked


def test_absences_say_how_often_what_an_agency_could_change_had_nobody() -> None:
    nothing_named, others_could = (
        meeting(person(BUSES, "absent")),
        [person(BUSES, "absent", 2), person(POLICE, "attended", 2)],
    )
    unweighed = [WeightedContext(1, "the bus station", "route_transport")]
    found = rules.absences(
        [
            meeting(person(BUSES, "attended", 1)),
            meeting(person(POLICE, "absent", 1)),
            nothing_named,
            meeting(*others_could),
            meeting(person(BUSES, "report_only", 1, 3)),
            meeting(person(BUSES, "absent", 1), contexts=unweighed),
        ],
        BUSES,
    )
    assert (found.meetings, found.could_change, len(found.stood)) == (4, 3, 2)
    assert found.weights == (70,), "a meeting without weights says nothing of how much"
    assert rules.absences([meeting(person(POLICE))], BUSES) == rules.Absences()


# --- M5 ---------------------------------------------------------------------------------------------------------------
def test_an_agencys_attendance_is_counted_once_a_meeting_with_its_n() -> None:
    held = [
        meeting(person(BUSES, "attended"), person(BUSES, "declined")),
        meeting(person(BUSES, "attended_remote")),
        meeting(person(BUSES, "report_only")),
        meeting(person(BUSES, "apology_no_input")),
        meeting(person(BUSES, "absent")),
        meeting(person(POLICE, "attended")),
    ]
    found = rules.attendance_of(held, BUSES)
    assert (found.invited, found.came, found.report_instead, found.nothing) == (5, 2, 1, 2)
    assert found.share.words == "Meetings come to, of those invited to: 2 of 5"
    assert rules.attendance_of(held, PARKS).invited == 0


def test_whoever_comes_for_themselves_or_serves_the_meeting_speaks_for_no_agency() -> None:
    assert rules.agencies([meeting(person(BUSES, role="parent_carer"), person(BUSES, role="chair"))]) == {}


@given(meetings)
def test_every_invitation_of_an_agency_ends_in_exactly_one_way(found) -> None:  # type: ignore[no-untyped-def]
    for each in rules.agencies(found).values():
        unsaid = each.times.get(TookPart.UNSAID, 0)
        assert each.came + each.report_instead + each.nothing + unsaid == each.invited <= len(found)


def test_an_essential_role_that_nobody_was_asked_for_is_seen() -> None:
    held = [meeting(person(POLICE, "attended", role="police")), meeting(person(POLICE, "absent", role="police"))]
    found = {each.role: each for each in rules.essential_roles(held)}
    assert found["police"].attendance.came == 1
    assert found["police"].not_asked == 0
    assert (found["health"].meetings, found["health"].not_asked) == (2, 2)


def test_nobody_counts_whether_a_young_person_or_a_parent_came() -> None:
    roles = {each.role for each in rules.essential_roles([meeting(person())])}
    assert roles
    assert not roles & {"young_person", "parent_carer"}


def test_a_kind_of_meeting_asks_only_for_the_roles_that_are_always_asked_to_it() -> None:
    roles = {each.role for each in rules.essential_roles([meeting(person(), kind="interim_review")])}
    assert roles == {"social_worker"}


# --- Over time --------------------------------------------------------------------------------------------------------
def test_a_spread_has_its_n_and_is_none_for_nothing() -> None:
    assert quarters.spread([]) is None
    assert quarters.spread([80, 20, 50, 30]) == quarters.Spread(4, 40, 20, 80)


@given(st.lists(st.integers(0, 100), min_size=1))
def test_the_middle_of_a_spread_lies_between_its_ends(values: list[int]) -> None:
    found = quarters.spread(values)
    assert found is not None
    assert found.low <= found.median <= found.high
    assert found.n == len(values)


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_every_day_lies_in_one_quarter_that_its_code_leads_back_to(day: date) -> None:
    quarter = Quarter.of(day)
    assert quarter.first_day <= day < quarter.back(-1).first_day
    assert Quarter.from_code(quarter.code) == quarter
    assert Quarter.of(quarter.first_day - timedelta(days=1)) == quarter.back(1)


@pytest.mark.parametrize("code", ["", "2026", "2026-0", "2026-5", "26-1", "2026-1-1", "0000-1", "x-1"])
def test_what_is_no_quarter_is_refused(code: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  (each code is its own message)
        Quarter.from_code(code)


def test_a_quarter_without_a_meeting_keeps_its_place() -> None:
    among = quarters.quarters(Quarter(2025, 4), Quarter(2026, 2))
    assert [each.name for each in among] == [
        "October to December 2025",
        "January to March 2026",
        "April to June 2026",
    ]
    found = rules.by_quarter([meeting(on=date(2026, 1, 1)), meeting(on=date(2026, 7, 1))], among)
    assert [len(held) for _, held in found] == [0, 1, 0]
    assert quarters.quarters(Quarter(2026, 2), Quarter(2026, 1)) == ()


# --- One young person -------------------------------------------------------------------------------------------------
def test_three_meetings_without_anybody_who_could_change_a_context_are_a_run_of_three() -> None:
    here, away = person(BUSES, "attended", 1), person(BUSES, "report_only", 1)
    station, *_ = rules.runs([meeting(here), meeting(away), meeting(), meeting(away)])
    assert station.context == STATION
    assert station.without_running == 3
    assert rules.runs([meeting(away), meeting(here)])[0].without_running == 0


def test_a_meeting_that_did_not_have_a_context_neither_counts_nor_breaks_its_run() -> None:
    found = {each.context.key: each for each in rules.runs([meeting(), meeting(contexts=[SCHOOL]), meeting()])}
    assert found[STATION.key].without_running == 2
    assert found[STATION.key].there[1] is None


def test_contexts_stand_in_the_order_of_their_newest_weights() -> None:
    lighter = WeightedContext(1, "the bus station", "route_transport", 10)
    heavier = WeightedContext(3, "the park", "park_open_space", 90)
    found = rules.runs([meeting(), meeting(contexts=[heavier, lighter])])
    assert [each.context.key for each in found] == [3, 2, 1]


def test_the_weights_of_a_meeting_are_those_that_stood_on_its_day() -> None:
    first = WeightsAgreed(DAY, DAY, (STATION,))
    second = WeightsAgreed(DAY + timedelta(days=30), DAY + timedelta(days=40), (PARK,))
    newest_first = [second, first]
    assert rules.standing_on(DAY - timedelta(days=1), newest_first) == ()
    assert rules.standing_on(DAY, newest_first) == (STATION,)
    assert rules.standing_on(DAY + timedelta(days=35), newest_first) == (STATION,), "not agreed yet"
    assert rules.standing_on(DAY + timedelta(days=40), newest_first) == (PARK,)


def test_weights_agreed_after_a_meeting_stand_for_it_where_there_are_no_others() -> None:
    later = WeightsAgreed(DAY, DAY + timedelta(days=2), (STATION,))
    assert rules.standing_on(DAY + timedelta(days=1), [later]) == (STATION,)
