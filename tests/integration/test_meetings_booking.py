"""When and where a meeting is: hours that clash, families who must not meet, moves, cancellations and reviews."""

import re
from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roth.accounts import actions as accounts
from roth.accounts.models import User
from roth.audit.models import Event
from roth.demo.borough import crew_of, places_at
from roth.demo.cast import Cast
from roth.demo.steps import walk_to
from roth.demo.walk import Walk
from roth.domain.access import Role
from roth.domain.calendar import ENGLAND_AND_WALES
from roth.domain.errors import NotAllowed, NotPossible, NotVisible
from roth.domain.meetings import APART
from roth.meetings import actions, selectors
from roth.meetings.models import KeptApart, Meeting
from roth.pathway.selectors import current_episode
from roth.people import actions as people

ClientFor = Callable[[User], Client]
DAYS_AHEAD = 5


@pytest.fixture
def first(cast: Cast) -> Walk:
    return asked(cast, "Rowan", "Ellery", 0)


@pytest.fixture
def second(cast: Cast) -> Walk:
    return asked(cast, "Amina", "Farouk", 1)


def asked(cast: Cast, given_name: str, family_name: str, number: int) -> Walk:
    """A conference is asked for, and its last day is still to come."""
    crew = crew_of(cast)
    start = ENGLAND_AND_WALES.subtract_working_days(timezone.localdate(), 9)
    walk = walk_to(Walk(crew, given_name, family_name, places_at(crew, (0,)), start, number=number), "assessed")
    walk.meeting = selectors.current_meeting(current_episode(walk.young_person))
    return walk


def on(days: int = DAYS_AHEAD, hour: int = 13, minute: int = 0) -> datetime:
    """An hour on a working day to come."""
    count = ENGLAND_AND_WALES.add_working_days if days > 0 else ENGLAND_AND_WALES.subtract_working_days
    day = count(timezone.localdate(), abs(days))
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def book(walk: Walk, at: datetime, **values: Any) -> Meeting:
    known = {
        "by": walk.crew.coordinator,
        "meeting": walk.meeting,
        "scheduled_at": at,
        "mode": "in_person",
        "place": "Civic offices, room 2",
        "chair": walk.crew.chair,
        "young_persons_preferences": "After school.",
        "late_reason": "other",
    }
    walk.meeting = actions.book_conference(**(known | values))
    return walk.meeting


def another_chair(cast: Cast, name: str = "Second Chair") -> User:
    user = accounts.add_user(by=cast.administrator, email=f"{name.lower().replace(' ', '.')}@example.org", name=name)
    accounts.start_membership(
        by=cast.administrator,
        user=user,
        site=cast.site,
        agency=cast.agencies["conference_service"],
        role=Role.ROTH_CHAIR,
        starts_on=timezone.localdate(),
    )
    return user


def apart(first: Walk, second: Walk) -> KeptApart:
    today = timezone.localdate()
    return actions.keep_apart(
        by=first.crew.social_worker,
        young_person=first.young_person,
        other=second.young_person,
        reason="Violence last month",
        source="Police",
        on=today,
        review_on=today + timedelta(days=60),
    )


def refused(act: Callable[[], Any]) -> dict[str, str]:
    with pytest.raises(NotPossible) as error:
        act()
    return dict(error.value.missing) or {"": str(error.value)}


# --- In one place at a time -------------------------------------------------------------------------------------------
def test_a_chair_is_not_booked_twice_at_one_hour(first: Walk, second: Walk) -> None:
    book(first, on(hour=13))
    wrong = refused(lambda: book(second, on(hour=14), place="Elsewhere"))
    assert wrong == {"chair": "Beatrix Lund is not free between 14:00 and 16:00. Choose another time or chair."}
    book(second, on(hour=15), place="Elsewhere")  # as the first ends, the second may begin


def test_one_room_is_not_booked_twice_however_it_is_typed(first: Walk, second: Walk, cast: Cast) -> None:
    book(first, on(hour=13))
    wrong = refused(lambda: book(second, on(hour=14), place="civic offices - Room 2", chair=another_chair(cast)))
    assert wrong["place"] == (
        "This place is not free for this conference between 14:00 and 16:00. Choose another time or place."
    )


def test_a_link_is_no_room(first: Walk, second: Walk, cast: Cast) -> None:
    book(first, on(hour=13), mode="online", place="The video link in the email")
    book(second, on(hour=13), mode="online", place="The video link in the email", chair=another_chair(cast))


def test_somebody_asked_to_two_meetings_is_named_and_the_coordinator_may_go_on(
    first: Walk, second: Walk, cast: Cast
) -> None:
    book(first, on(hour=13))
    for walk in (first, second):
        actions.invite(
            by=cast.coordinator, meeting=walk.meeting, role="police", user=cast.police_sergeant, despite_clash=True
        )
    chair = another_chair(cast)
    wrong = refused(lambda: book(second, on(hour=14), place="Elsewhere", chair=chair))
    assert wrong["despite_clash"].startswith("Callum Reid is asked to another meeting between 14:00 and 16:00.")
    book(second, on(hour=14), place="Elsewhere", chair=chair, despite_clash=True)


def test_somebody_invited_while_they_are_elsewhere_is_named(first: Walk, second: Walk, cast: Cast) -> None:
    book(first, on(hour=13))
    book(second, on(hour=14), place="Elsewhere", chair=another_chair(cast))
    for name in ("Jo Bright", "JO BRIGHT"):
        wrong = {}
        walk = first if name == "Jo Bright" else second
        try:
            actions.invite(
                by=cast.coordinator, meeting=walk.meeting, role="other", name=name, email=f"{name[:2]}@EXAMPLE.org"
            )
        except NotPossible as error:
            wrong = dict(error.missing)
    assert "despite_clash" in wrong


def test_what_is_written_down_after_the_fact_is_not_refused(first: Walk, second: Walk) -> None:
    """A clash in the past cannot be prevented any more; the record of it is kept as it was."""
    book(first, on(-1))
    book(second, on(-1))


# --- Families who must not meet (R09) ---------------------------------------------------------------------------------
def test_kept_apart_is_refused_with_words_that_disclose_nothing(first: Walk, second: Walk, cast: Cast) -> None:
    apart(first, second)
    book(first, on(hour=13))
    people.restrict(by=cast.team_manager, young_person=first.young_person, reason="Threat to life", people={})
    wrong = refused(lambda: book(second, on(hour=13), chair=another_chair(cast)))
    assert wrong == {
        "place": "This place is not free for this conference between 13:00 and 16:00. Choose another time or place."
    } or wrong == {
        "place": "This place is not free for this conference between 13:00 and 15:00. Choose another time or place."
    }
    ordinary = refused(lambda: book(asked(cast, "Zara", "Tate", 2), on(hour=13), chair=another_chair(cast, "Third")))
    assert ordinary == wrong, "a room that is taken is refused with the very same words"


def test_somebody_who_may_open_both_is_told_whom_it_is_about(first: Walk, second: Walk, cast: Cast) -> None:
    apart(first, second)
    book(first, on(hour=13))
    wrong = refused(lambda: book(second, on(hour=13), place="Elsewhere", chair=another_chair(cast)))
    assert "Rowan Ellery must be kept apart" in wrong["scheduled_at"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    hour=st.integers(8, 18),
    minute=st.sampled_from([0, 15, 30, 45]),
    minutes=st.sampled_from([60, 90, 120, 180]),
    place=st.sampled_from(["Civic offices, room 2", "The library", "CIVIC offices; room 2"]),
    mode=st.sampled_from(["in_person", "hybrid", "online", "phone"]),
    hidden=st.booleans(),
)
def test_no_booking_ever_brings_two_kept_apart_near_each_other(
    kept_apart: tuple[Walk, Walk, User], hour: int, minute: int, minutes: int, place: str, mode: str, hidden: bool
) -> None:
    one, other, chair = kept_apart
    other.meeting.refresh_from_db()
    other.meeting.status, other.meeting.scheduled_at = "asked_for", None
    other.meeting.save()
    type(one.young_person).objects.filter(pk=one.young_person.pk).update(restricted=hidden)
    start = on(hour=hour, minute=minute)
    try:
        found = book(other, start, ends_at=start + timedelta(minutes=minutes), place=place, mode=mode, chair=chair)
    except NotPossible as error:
        said = f"{error} {error.missing}"
        if hidden:
            assert not {"Rowan", "Ellery", one.young_person.ref, "apart"} & set(said.replace(",", " ").split())
            asked_for = {f"{at:%H:%M}" for at in (start, start + timedelta(minutes=minutes))}
            assert set(re.findall(r"\d\d:\d\d", said)) <= asked_for, "the other meeting's hours are not said"
        return
    assert found.slot is not None
    assert one.meeting.slot is not None
    assert not found.slot.overlaps(one.meeting.slot, APART)


@pytest.fixture
def kept_apart(first: Walk, second: Walk, cast: Cast) -> tuple[Walk, Walk, User]:
    apart(first, second)
    book(first, on(hour=13), ends_at=on(hour=15))
    return first, second, another_chair(cast)


def test_who_must_not_meet_is_seen_only_by_who_may_open_both(
    first: Walk, second: Walk, cast: Cast, client_for: ClientFor
) -> None:
    apart(first, second)
    page = f"/young-people/{first.young_person.ref}/apart/"
    assert "Amina Farouk" in client_for(cast.social_worker).get(page).text
    people.restrict(by=cast.team_manager, young_person=second.young_person, reason="Threat to life", people={})
    seen = client_for(cast.social_worker).get(page).text
    assert "Amina" not in seen
    assert "Nobody is recorded here" in seen


def test_only_somebody_who_opens_both_records_or_ends_it(first: Walk, second: Walk, cast: Cast) -> None:
    row = apart(first, second)
    people.declare_conflict(by=cast.social_worker, young_person=second.young_person, reason="A cousin")
    with pytest.raises(NotVisible):
        actions.end_keeping_apart(by=cast.social_worker, row=row, on=timezone.localdate(), because="Over")
    with pytest.raises((NotVisible, NotAllowed)):
        apart(first, second)
    actions.end_keeping_apart(by=cast.team_manager, row=row, on=timezone.localdate(), because="Over")
    assert not selectors.apart_from(first.young_person)


def test_the_history_of_one_record_never_names_the_other(first: Walk, second: Walk) -> None:
    apart(first, second)
    events = Event.objects.filter(kind="young_person.kept_apart")
    assert {event.record for event in events} == {first.young_person.ref, second.young_person.ref}
    for event in events:
        other = second if event.record == first.young_person.ref else first
        assert other.young_person.ref not in event.detail
        assert other.young_person.family_name not in event.detail


# --- Moved and cancelled ----------------------------------------------------------------------------------------------
def move(walk: Walk, at: datetime, **values: Any) -> Meeting:
    known = {
        "by": walk.crew.coordinator,
        "meeting": walk.meeting,
        "scheduled_at": at,
        "reason": "interpreter",
        "interim_safety": "Dee meets the bus every evening.",
    }
    walk.meeting = actions.rearrange_conference(**(known | values))
    return walk.meeting


def test_a_booked_meeting_does_not_slip_without_a_reason(first: Walk) -> None:
    book(first, on())
    wrong = refused(lambda: book(first, on(6)))
    assert "Move to another day" in wrong["scheduled_at"]


def test_where_a_booked_meeting_is_can_be_changed_on_its_page(first: Walk, cast: Cast, client_for: ClientFor) -> None:
    book(first, on())
    client = client_for(cast.coordinator)
    page = f"/young-people/{first.young_person.ref}/conference/book/"
    assert "scheduled_at" not in client.get(page).text
    first.meeting.refresh_from_db()
    values = {"mode": "in_person", "place": "The library", "chair": cast.chair.pk, "young_persons_preferences": "Late"}
    assert client.post(page, values | {"_version": first.meeting.version}).status_code == 303
    first.meeting.refresh_from_db()
    assert (first.meeting.place, first.meeting.calendar_sequence) == ("The library", 1)


def test_a_move_says_what_keeps_the_young_person_safe_and_asks_everybody_again(first: Walk, cast: Cast) -> None:
    book(first, on(hour=9))
    asked_to = actions.invite(by=cast.coordinator, meeting=first.meeting, role="police", user=cast.police_sergeant)
    actions.answer_invitation(by=cast.police_sergeant, invitation=asked_to, answer="not_coming")
    assert "interim_safety" in refused(lambda: move(first, on(hour=11), interim_safety=" "))
    moved = move(first, on(hour=11))
    asked_to.refresh_from_db()
    assert (asked_to.answer, asked_to.attendance) == ("", "invited")
    assert moved.calendar_sequence == 1
    assert moved.rearrangements.get().interim_safety == "Dee meets the bus every evening."
    assert first.young_person.episodes.get().stage_changes.filter(transition="C16").exists()


def test_a_move_beyond_the_last_day_needs_a_manager_of_the_team(first: Walk, cast: Cast) -> None:
    book(first, on(hour=9))
    wrong = refused(lambda: move(first, on(30)))
    assert set(wrong) == {"signed_off_by", "signed_off_words"}
    wrong = refused(
        lambda: move(first, on(30), signed_off_by=cast.other_team_manager, signed_off_words="It has to be.")
    )
    assert "does not manage the team" in wrong["signed_off_by"]
    moved = move(first, on(30), signed_off_by=cast.team_manager, signed_off_words="The interpreter matters more.")
    assert moved.late_reason == "interpreter"
    clock = first.young_person.episodes.get().clocks.get(rule="T11")
    assert clock.done_on is None
    assert not clock.not_needed_because


def test_a_conference_that_has_to_be_held_is_asked_for_again_when_it_is_cancelled(first: Walk, cast: Cast) -> None:
    book(first, on())
    actions.invite(by=cast.coordinator, meeting=first.meeting, role="police", user=cast.police_sergeant)
    cancelled = actions.cancel_conference(
        by=cast.coordinator, meeting=first.meeting, on=timezone.localdate(), because="The building is shut."
    )
    again = selectors.current_meeting(current_episode(first.young_person))
    assert again is not None
    assert (again.pk != cancelled.pk, again.status) == (True, "asked_for")
    assert [one.name for one in again.invitations.all()] == ["Callum Reid"]
    with pytest.raises(NotPossible):
        actions.cancel_conference(by=cast.coordinator, meeting=cancelled, on=timezone.localdate(), because="Again")


# --- Reviews ----------------------------------------------------------------------------------------------------------
@pytest.fixture
def in_force(cast: Cast) -> Walk:
    crew = crew_of(cast)
    start = ENGLAND_AND_WALES.subtract_working_days(timezone.localdate(), 30)
    return walk_to(Walk(crew, "Rowan", "Ellery", places_at(crew, (0,)), start), "in_force")


def ask(walk: Walk, by: User, **values: Any) -> Meeting:
    episode = walk.young_person.episodes.get()
    walk.meeting = actions.ask_for_review(by=by, episode=episode, on=timezone.localdate(), **values)
    return walk.meeting


def test_a_review_is_asked_for_and_booked_in_its_time(in_force: Walk, cast: Cast) -> None:
    ask(in_force, cast.coordinator)
    book(in_force, on(10), late_reason="")
    assert in_force.young_person.episodes.get().stage == "review_booked"
    assert in_force.meeting.kind == "review_conference"


def test_an_early_review_waits_for_the_chair(in_force: Walk, cast: Cast) -> None:
    assert set(refused(lambda: ask(in_force, cast.social_worker, kind="interim_review"))) == {"asked_by", "reason"}
    ask(in_force, cast.social_worker, kind="interim_review", asked_by="Rowan", reason="The bus has stopped running.")
    assert "chair" in str(refused(lambda: book(in_force, on(10), late_reason=""))).lower()
    with pytest.raises(NotAllowed):
        actions.agree_to_review(by=cast.social_worker, meeting=in_force.meeting, on=timezone.localdate())
    in_force.meeting = actions.agree_to_review(by=cast.chair, meeting=in_force.meeting, on=timezone.localdate())
    book(in_force, on(10), late_reason="")
    assert in_force.young_person.episodes.get().stage_changes.filter(transition="C22").exists()


def test_there_is_no_review_of_a_plan_that_is_not_there(first: Walk, cast: Cast) -> None:
    assert "plan in force" in str(refused(lambda: ask(first, cast.coordinator)))


def test_the_record_of_the_conference_stays_within_reach_when_a_review_is_asked_for(
    in_force: Walk, cast: Cast, client_for: ClientFor
) -> None:
    held = in_force.meeting
    ask(in_force, cast.chair)
    page = client_for(cast.social_worker).get(f"/young-people/{in_force.young_person.ref}/conference/").text
    assert "Review conference" in page
    address = f"/young-people/{in_force.young_person.ref}/conference/earlier/{held.pk}/"
    assert address in page
    assert "What was said" in client_for(cast.social_worker).get(address).text
