"""Every clock of the table really runs: an action starts it, its days are those of the rule, and an action stops it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from roth.accounts import actions as accounts
from roth.audit.actions import System
from roth.demo import conferring, telling
from roth.demo.cast import Cast
from roth.domain.access import Role
from roth.domain.clock_events import NOT_YET
from roth.domain.errors import NotPossible
from roth.domain.timescales import TIMESCALES, deadline
from roth.meetings import actions as meetings
from roth.pathway import actions as pathway
from roth.people import actions as people
from roth.voice import actions as voice
from tests.integration.clock_examples import EXAMPLES, episode, way

pytestmark = pytest.mark.django_db


def test_every_clock_has_an_example_unless_its_event_is_still_to_come() -> None:
    assert {rule.code for rule in TIMESCALES} == set(EXAMPLES) | set(NOT_YET)
    assert not set(EXAMPLES) & set(NOT_YET)


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_clock_runs_from_its_day_to_the_day_of_its_rule_and_stops_when_it_is_met(cast: Cast, code: str) -> None:
    example = EXAMPLES[code]
    walk = way(cast, example.until)
    example.start(walk)
    since, known = example.since(walk), "met at once" if example.stop.__name__ == "_nothing" else ""
    clock = episode(walk).clocks.filter(rule=code).order_by("-started_on", "-pk")[0]
    rule = deadline(code, since)
    assert (clock.started_on, clock.started_at) == (rule.started_on, rule.started_at)
    assert (clock.due_on, clock.limit_on, clock.due_at) == (rule.due_on, rule.limit_on, rule.due_at)
    assert (clock.done_on is None) != bool(known), "it runs until it is met"
    example.stop(walk)
    clock.refresh_from_db()
    assert (clock.done_on, clock.not_needed_because) == (example.on(walk), "")


# --- What an event does to clocks beside starting and stopping one ---------------------------------------------------
def clock(walk, rule):
    return episode(walk).clocks.filter(rule=rule).order_by("-started_on", "-pk").first()


def test_whoever_wants_no_advocate_is_not_waited_for(cast: Cast) -> None:
    walk = way(cast, "pathway_decided")
    known = {"by": walk.crew.social_worker, "young_person": walk.young_person}
    voice.offer_advocate(**known, on=walk.day(9))
    assert clock(walk, "T10").done_on is None, "an offer alone arranges nothing"
    voice.answer_offer(**known, state="declined", on=walk.day(10))
    assert (clock(walk, "T10").done_on, clock(walk, "T10").not_needed_because != "") == (None, True)


def test_an_advocate_who_is_there_already_is_arranged_when_the_conference_is_asked_for(cast: Cast) -> None:
    walk = way(cast, "enquiry_authorised")
    known = {"by": walk.crew.social_worker, "young_person": walk.young_person}
    voice.offer_advocate(**known, on=walk.day(8))
    voice.answer_offer(**known, state="met", on=walk.day(8))
    walk.decide_pathway()
    assert clock(walk, "T10").done_on == walk.day(9)


def test_that_somebody_wants_an_advocate_does_not_arrange_one(cast: Cast) -> None:
    walk = way(cast, "pathway_decided")
    known = {"by": walk.crew.social_worker, "young_person": walk.young_person}
    voice.offer_advocate(**known, on=walk.day(9))
    voice.answer_offer(**known, state="accepted", on=walk.day(10))
    assert clock(walk, "T10").done_on is None


def test_a_talk_that_could_not_be_is_no_longer_asked_for_and_is_not_called_done(cast: Cast) -> None:
    walk = way(cast, "held")
    told = {"by": walk.crew.chair, "young_person": walk.young_person, "meeting": walk.meeting}
    voice.record_talk(**told, kind="debrief", why_not="They had left for school.")
    assert (clock(walk, "T30A").done_on, clock(walk, "T30A").not_needed_because != "") == (None, True)


def test_an_older_visit_written_down_late_does_not_move_the_next_one(cast: Cast) -> None:
    walk = way(cast, "held")
    telling.see(walk, walk.day(22), "First.")
    telling.see(walk, walk.day(18), "Written down a week late.")
    running = episode(walk).clocks.filter(rule="T22", done_on=None)
    assert [each.started_on for each in running] == [walk.day(22)]


def test_what_was_to_be_done_before_a_conference_lapses_when_it_is_held(cast: Cast) -> None:
    walk = way(cast, "opened")
    assert clock(walk, "T13").not_needed_because == ""
    conferring.hold(walk)
    assert (clock(walk, "T13").done_on, clock(walk, "T13").not_needed_because != "") == (None, True)


def test_reports_are_not_called_shared_while_one_is_still_to_come(cast: Cast) -> None:
    walk = way(cast, "booked")
    school = walk.meeting.invitations.get(user=walk.crew.partners["school"])
    meetings.ask_for_report(by=walk.crew.coordinator, invitation=school)
    EXAMPLES["T13"].stop(walk)
    assert clock(walk, "T13").done_on is None
    meetings.withdraw_invitation(by=walk.crew.coordinator, invitation=school, on=timezone.localdate())
    assert clock(walk, "T13").done_on == timezone.localdate()


def test_nobody_is_late_with_planning_for_eighteen_who_was_older_at_the_referral(cast: Cast) -> None:
    walk = way(cast, "added")
    older = timezone.localdate() - timedelta(days=int(17.8 * 365.25))
    people.change_young_person(by=walk.crew.manager, young_person=walk.young_person, born_on=older)
    walk.refer()
    assert clock(walk, "T37") is None
    born = timezone.localdate() - timedelta(days=14 * 365)
    people.change_young_person(by=walk.crew.manager, young_person=walk.young_person, born_on=born)
    assert clock(walk, "T37").started_on == born
    people.change_young_person(by=walk.crew.manager, young_person=walk.young_person, born_on=born + timedelta(days=9))
    assert clock(walk, "T37").started_on == born + timedelta(days=9), "a date that was put right moves it"


def test_a_second_worker_starts_no_second_assessment_of_exploitation(cast: Cast) -> None:
    walk = way(cast, "referred")
    first = clock(walk, "T05").started_on
    by, worker = System("a test"), Role.SOCIAL_WORKER
    second = accounts.add_user(by=by, email="second@example.org", name="Second Worker", job_title=worker.label)
    place = {"site": cast.site, "agency": cast.agencies["social_care"], "team": cast.team, "role": worker}
    accounts.start_membership(by=by, user=second, starts_on=walk.day(0), **place)
    people.allocate(by=walk.crew.manager, young_person=walk.young_person, worker=second, on=walk.day(5))
    assert [each.started_on for each in episode(walk).clocks.filter(rule="T05")] == [first]


def test_a_referral_without_exploitation_asks_for_no_assessment_of_it(cast: Cast) -> None:
    walk = way(cast, "referred")
    episode(walk).clocks.filter(rule__in=("T05", "T26")).delete()
    harms = [{"harm_type": "bullying_hate", "role": "harmed"}]
    pathway.change_referral(by=walk.crew.social_worker, young_person=walk.young_person, harms=harms)
    assert not episode(walk).clocks.filter(rule__in=("T05", "T26")).exists()


def test_the_national_record_is_told_of_child_protection_plans_alone(cast: Cast) -> None:
    walk = way(cast, "opened")
    held = episode(walk)
    held.save_over(None, {"statutory_status": "non_statutory"})
    walk.meeting.refresh_from_db()
    conferring.hold(walk)
    assert not held.clocks.filter(rule="T33").exists()


def test_an_order_that_ends_sooner_is_not_waited_for(cast: Cast) -> None:
    walk = way(cast, "opened")
    EXAMPLES["T12"].start(walk)
    overlay = walk.young_person.overlays.get()
    ended = {"ended_at": overlay.started_at + timedelta(hours=1), "words": "The court ended it."}
    pathway.end_overlay(by=walk.crew.social_worker, young_person=walk.young_person, overlay=overlay, **ended)
    assert clock(walk, "T12").not_needed_because


def test_an_early_review_need_not_be_known_four_weeks_ahead(cast: Cast) -> None:
    walk = way(cast, "core_group_held")
    EXAMPLES["T14"].start(walk)
    assert clock(walk, "T14") is not None
    assert clock(walk, "T16") is None


def test_letters_given_earlier_are_given_on_their_day_and_not_before_the_conference(cast: Cast) -> None:
    walk = way(cast, "held")
    with pytest.raises(NotPossible):
        telling.send(walk, "decision_letter", walk.day(14))
    telling.send(walk, "decision_letter", walk.day(16))
    assert clock(walk, "T17").done_on == walk.day(16)
    with pytest.raises(NotPossible):
        telling.send(walk, "decision_letter", timezone.localdate() + timedelta(days=1))
