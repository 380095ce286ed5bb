"""An owner's yes, how much has changed, restrictions that end, moves that are weighed, and drift asked as questions."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roth.domain import actions, change
from roth.domain.actions import Acceptance, ActionStatus, OwnerType, ProgressState, acceptance, against_acceptance
from roth.domain.change import DriftFacts, Rating

TODAY = date(2026, 11, 25)


def test_every_word_an_owner_may_say_leads_to_a_status() -> None:
    assert set(actions.STATUS_AFTER) == set(ProgressState)
    assert actions.STATUS_AFTER[ProgressState.STUCK] is ActionStatus.BLOCKED
    assert ActionStatus.DECLINED not in actions.LIVE  # a no leaves a gap, so that somebody else is asked


@pytest.mark.parametrize(
    ("owner", "present", "own", "how", "stands"),
    [
        ("business", False, False, "", False),
        ("business", None, False, "", False),
        ("business", True, False, "", True),
        ("business", False, True, "", True),
        ("business", False, False, "Lena Marsh, by phone", True),
        ("business", False, False, "   ", False),
        ("csc", None, False, "", True),
        ("parent_carer", None, False, "", True),
        ("young_person", False, False, "", True),
    ],
)
def test_an_absent_agency_says_yes_itself_or_by_name(owner, present, own, how, stands) -> None:
    wrong = against_acceptance(owner_type=owner, agency_present=present, by_its_agency=own, how=how)
    assert (wrong == "") is stands
    assert stands or "V05" in wrong


@given(st.sampled_from(OwnerType), st.sampled_from([True, False, None]), st.booleans())
def test_the_question_and_the_guard_agree(owner, present, accepted) -> None:
    """What the plan asks about an absent agency is exactly what may not be written down without a name."""
    stands = acceptance(owner_type=owner, owner_name="Somebody", accepted=accepted, agency_present=present)
    may = not against_acceptance(owner_type=owner, agency_present=present, by_its_agency=False, how="")
    if stands is Acceptance.TO_ASK and owner != OwnerType.CSC:
        assert not may
    if stands in (Acceptance.OWN, Acceptance.IN_THE_ROOM):
        assert may


@pytest.mark.parametrize("state", ["declined", "started", "done", "stuck"])
def test_a_word_needs_its_reason(state) -> None:
    assert actions.against_progress("proposed", state, " ")
    assert not actions.against_progress("proposed", state, "The rota has two people on it")
    assert "taken out" in actions.against_progress("dropped_with_reason", state, "words")


def test_better_says_how_anybody_knows_and_lasting_takes_two_reviews() -> None:
    for rating in (Rating.BIT_BETTER, Rating.MUCH_BETTER):
        assert change.against_rating(rating, " ")
        assert not change.against_rating(rating, "Seven of ten could name somebody")
    for rating in (Rating.WORSE, Rating.SAME, Rating.CANNOT_TELL):
        assert not change.against_rating(rating, "")
    assert change.against_rating(Rating.SUSTAINED, "Seven of ten", before="bit_better")
    assert change.against_rating(Rating.SUSTAINED, "Seven of ten")
    assert not change.against_rating(Rating.SUSTAINED, "Seven of ten", before="much_better")


@given(st.dates(date(2021, 1, 1), date(2030, 12, 31)), st.integers(0, 400))
def test_a_restriction_holds_to_its_last_day_and_not_a_day_longer(ends_on, days) -> None:
    assert change.restriction_is_live(ends_on, ends_on - timedelta(days=days))
    assert not change.restriction_is_live(ends_on, ends_on + timedelta(days=days + 1))
    assert not change.restriction_is_live(None, ends_on)


def test_a_restriction_goes_on_only_later_and_with_a_reason() -> None:
    ends, later = TODAY + timedelta(days=3), TODAY + timedelta(days=30)
    asked = dict(change.against_extension(now=ends, until=ends, today=TODAY, reason=" "))
    assert set(asked) == {"until", "reason"}
    assert not change.against_extension(now=ends, until=later, today=TODAY, reason="The debt is not settled yet")
    assert change.against_extension(now=None, until=TODAY, today=TODAY, reason="The debt is not settled yet")


def test_a_move_says_all_three_safeties_before_and_after_and_the_way_back() -> None:
    whole = {field: "Said" for field, _ in change.MOVE_NEEDS}
    assert len([field for field in whole if field.endswith(("_before", "_after"))]) == 6
    review = TODAY + timedelta(days=14)
    assert not change.against_move(whole, review_on=review, today=TODAY)
    for field in whole:
        assert [name for name, _ in change.against_move(whole | {field: " "}, review_on=review, today=TODAY)] == [field]
    for day in (None, TODAY):
        assert [name for name, _ in change.against_move(whole, review_on=day, today=TODAY)] == ["review_on"]


@pytest.mark.parametrize(
    ("text", "moves"),
    [
        ("arrange for Rowan to live with an aunt in another town", True),
        ("find a new school", True),
        ("ask for a secure unit", True),
        ("move in with a grandmother", True),
        ("stay away from the underpass", False),
        ("keep the recording room free on Tuesdays", False),
        ("have two trained staff at the shelter from eight until ten", False),
    ],
)
def test_words_that_read_like_a_move_are_asked_about(text, moves) -> None:
    assert change.sounds_like_a_move(text) is moves


def test_a_plan_that_is_carried_well_is_asked_nothing() -> None:
    assert change.drift(DriftFacts(TODAY, seen_on=TODAY - timedelta(days=14))) == ()


def test_each_kind_of_drift_asks_its_own_question() -> None:
    still = DriftFacts(TODAY, seen_on=TODAY)
    kinds = {
        "D1": {"stuck_actions": 2},
        "D2": {"declined_actions": 1},
        "D3": {"late_actions": 3},
        "D4": {"untouched_actions": 1},
        "D5": {"ended_restrictions": 1},
        "D6": {"silent_measures": 2},
        "D7": {"contexts_without_progress": ("the bus station",)},
        "D8": {"seen_on": TODAY - timedelta(days=15)},
        "D9": {"weight_covered": 40, "weight_covered_at_start": 100},
    }
    for code, facts in kinds.items():
        [asked] = change.drift(DriftFacts(**{**{n: getattr(still, n) for n in DriftFacts.__slots__}, **facts}))
        assert asked.code == code
        assert "?" in asked.sentence
        assert "risk" not in asked.sentence.casefold()
