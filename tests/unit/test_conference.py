"""Who may chair, which day a conference may be on, who can change what, who is there, whether the record is whole."""

from datetime import date

import pytest

from roth.domain import conference
from roth.domain.conference import AgencyReach, ChairFacts, Invitee, WeightedContext

REFERRED = date(2026, 3, 2)
LIMIT = date(2026, 4, 15)
STATION = WeightedContext(1, "the bus station", "route_transport", 50)
SCHOOL = WeightedContext(2, "the school", "school_education", 30)
PARK = WeightedContext(3, "the park", "park_open_space", 20)
BUSES, PARKS = AgencyReach(7, "Brightline Buses", frozenset({1})), AgencyReach(8, "Parks", frozenset({3}))


def invitee(key: int = 1, **values: object) -> Invitee:
    known: dict[str, object] = {"name": f"Person {key}", "role": "police", "agency": key, "agency_kind": "police"}
    return Invitee(key=key, **(known | values))  # type: ignore[arg-type]


def social_worker(**values: object) -> Invitee:
    return invitee(90, role="social_worker", agency_kind="social_care", **({"attendance": "attended"} | values))


# --- V09 ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("employer", ["social_care", "conference_service"])
def test_a_chair_of_social_care_or_its_conference_service_may_chair(employer: str) -> None:
    assert conference.against_chair(ChairFacts("Bea", frozenset({employer}))) == ()


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"employers": frozenset()}, "is not a ROTH chair of this site today"),
        ({"employers": frozenset({"police"})}, "does not work for children's social care"),
        ({"allocated": True}, "is the allocated social worker"),
        ({"manages": True}, "manages the team that holds the record"),
        ({"may_open": False}, "may not open this record"),
    ],
)
def test_each_thing_that_stands_against_a_chair_is_said(facts: dict[str, object], says: str) -> None:
    found = conference.against_chair(ChairFacts(**({"name": "Bea", "employers": frozenset({"social_care"})} | facts)))  # type: ignore[arg-type]
    assert len(found) == 1
    assert says in found[0]
    assert found[0].startswith("Bea ")


def test_everything_against_a_chair_is_said_at_once() -> None:
    facts = ChairFacts("Bea", frozenset({"police"}), allocated=True, manages=True, may_open=False)
    assert len(conference.against_chair(facts)) == 4


# --- Days -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("day", [date(2026, 4, 11), date(2026, 4, 12)])
def test_a_weekend_is_refused_with_the_census_rule(day: date) -> None:
    (field, sentence), *rest = conference.against_booking(day, referred_on=REFERRED, limit_on=LIMIT, late_reason="")
    assert field == "scheduled_at"
    assert "8875" in sentence
    assert not rest


def test_a_day_before_the_referral_is_refused_with_the_census_rule() -> None:
    found = conference.against_day(date(2026, 2, 27), REFERRED)
    assert [field for field, _ in found] == ["on"]
    assert "1104" in found[0][1]


def test_the_day_of_the_referral_and_the_last_day_are_allowed() -> None:
    for day in (REFERRED, LIMIT):
        assert conference.against_booking(day, referred_on=REFERRED, limit_on=LIMIT, late_reason="") == ()


def test_after_the_last_day_a_reason_is_needed_and_is_enough() -> None:
    late = date(2026, 4, 16)
    (refused,) = conference.against_booking(late, referred_on=REFERRED, limit_on=LIMIT, late_reason="")
    assert refused[0] == "late_reason"
    assert "Wednesday 15 April 2026" in refused[1]
    assert conference.against_booking(late, referred_on=REFERRED, limit_on=LIMIT, late_reason="missing") == ()
    assert conference.against_booking(late, referred_on=REFERRED, limit_on=None, late_reason="") == ()


# --- Reach ----------------------------------------------------------------------------------------------------------
def test_the_heaviest_context_that_nobody_coming_can_change_is_on_top() -> None:
    teacher = invitee(1, can_influence=frozenset({2}), agency_kind="school")
    rows = conference.reach([PARK, SCHOOL, STATION], [teacher], [BUSES, PARKS])
    assert [row.context.name for row in rows] == ["the bus station", "the park", "the school"]
    assert [row.covered for row in rows] == [False, False, True]
    assert rows[0].question == (
        "Nobody who is coming can change the bus station yet, which carries 50 of 100. Who could?"
        " Brightline Buses has reach there and nobody from there is coming."
    )
    assert rows[2].question == ""


def test_covered_contexts_stand_by_weight() -> None:
    able = invitee(1, can_influence=frozenset({1, 2, 3}))
    rows = conference.reach([PARK, STATION, SCHOOL], [able], [])
    assert [row.context.key for row in rows] == [1, 2, 3]
    assert all(row.who == {1} for row in rows)


@pytest.mark.parametrize("answer", ["declined", "absent", "apology_no_input", "report_only"])
def test_somebody_who_will_not_be_there_covers_nothing_and_their_agency_is_asked_for_again(answer: str) -> None:
    gone = invitee(1, agency=7, can_influence=frozenset({1}), attendance=answer)
    (row,) = conference.reach([STATION], [gone], [BUSES])
    assert not row.covered
    assert row.not_invited == (BUSES,)


def test_somebody_from_an_agency_with_reach_is_asked_before_others_are() -> None:
    manager = invitee(1, agency=7, name="Station manager")
    (row,) = conference.reach([STATION], [manager], [BUSES])
    assert row.not_invited == ()
    assert row.to_ask == (manager,)
    assert "Station manager might: ask, and say so on the invitation." in row.question


def test_a_context_that_is_not_weighed_is_asked_about_without_a_weight() -> None:
    (row,) = conference.reach([WeightedContext(1, "the shop", "shop_business")], [], [])
    assert row.question == "Nobody who is coming can change the shop yet. Who could?"


def test_agencies_with_reach_are_named_even_where_somebody_else_covers_the_context() -> None:
    (row,) = conference.reach([STATION], [invitee(1, can_influence=frozenset({1}))], [BUSES])
    assert row.covered
    assert row.not_invited == (BUSES,)


# --- Who is there -----------------------------------------------------------------------------------------------------
def test_agencies_are_counted_once_each_beside_social_care() -> None:
    there = [
        social_worker(),
        invitee(1, attendance="attended"),
        invitee(2, agency=1, attendance="attended_remote"),
        invitee(3, attendance="attended", agency_kind="school", role="school"),
        invitee(4, attendance="report_only"),
        invitee(5, attendance="attended", role="parent_carer", agency=None, agency_kind=""),
        invitee(6, attendance="attended", role="advocate", agency_kind="advocacy"),
        invitee(7, attendance="attended", role="other", agency_kind="conference_service"),
    ]
    assert conference.agencies_present(there) == 2


@pytest.mark.parametrize("without", [[], [social_worker(attendance="absent")], [social_worker(agency=None)]])
def test_no_agency_counts_until_social_care_is_there(without: list[Invitee]) -> None:
    others = [invitee(1, attendance="attended"), invitee(2, attendance="attended")]
    assert conference.agencies_present([*others, *without]) == 0


def test_a_view_is_asked_of_agencies_that_came_or_reported() -> None:
    said = invitee(1, attendance="attended", view_on_harm="none", view_on_plan="disagree")
    half = invitee(2, attendance="report_only", view_on_harm="agree")
    away = invitee(3, attendance="absent")
    parent = invitee(4, attendance="attended", role="parent_carer", agency=None)
    assert conference.views_missing([said, half, away, parent]) == (half,)


def test_people_of_whom_nobody_knows_whether_they_came_are_named() -> None:
    waiting = invitee(1)
    assert conference.unanswered_invitations([waiting, invitee(2, attendance="absent")]) == (waiting,)


# --- The record -------------------------------------------------------------------------------------------------------
def test_an_empty_record_names_every_part_and_a_whole_one_names_none() -> None:
    names = [name for name, _ in conference.NEEDED]
    assert [name for name, _ in conference.unwritten({})] == [*names, "discussion"]
    whole = dict.fromkeys(names, "Said.")
    assert conference.unwritten(whole | {"needs_discussed": "Sleep."}) == ()
    assert conference.unwritten(whole | {"needs_discussed": " "}) == (("discussion", "Write what was discussed."),)


def test_neglect_is_only_for_care_at_home_and_says_what() -> None:
    assert conference.against_category("PHY", care_at_home_in_issue=None, reason="") == ()
    for answer in (None, False):
        ((field, sentence),) = conference.against_category("NEG", care_at_home_in_issue=answer, reason="Said.")
        assert field == "category"
        assert "care at home" in sentence
    ((field, _),) = conference.against_category("NEG", care_at_home_in_issue=True, reason=" ")
    assert field == "category_reason"
    assert conference.against_category("NEG", care_at_home_in_issue=True, reason="Meals.") == ()


def test_the_agenda_has_thirteen_items_with_the_young_person_before_the_professionals() -> None:
    assert [number for number, _ in conference.AGENDA] == list(range(1, 14))
    assert conference.AGENDA[1][1].startswith("What the young person says")
