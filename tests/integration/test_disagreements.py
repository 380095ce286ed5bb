"""Dissent is taken further step by step, complaints are heard, and the decision of the conference stands."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from roth.demo.cast import Cast
from roth.demo.walk import Walk
from roth.disagreements import actions, selectors
from roth.disagreements.models import Complaint, Dissent, Move
from roth.domain.errors import NotAllowed, NotPossible, NotVisible
from roth.meetings.models import DissentingView, Meeting
from roth.pathway import clocks
from tests.integration.test_meetings import ClientFor, refusal, walked

DECIDED = ("decision", "category", "rationale", "dissent", "decided_at", "held_on")


@pytest.fixture
def held(cast: Cast) -> Walk:
    walk = walked(cast, "held")
    walk.meeting.refresh_from_db()
    return walk


def today() -> date:
    return timezone.localdate()


def said(walk: Walk) -> DissentingView:
    """The sergeant's words, as the record of the conference has them."""
    one = walk.meeting.invitations.get(user=walk.crew.partners["police"])
    return walk.meeting.dissents.create(
        invitation=one, name=one.name, agency=one.agency, about="plan", words="A shorter plan.", at=timezone.now()
    )


def taken_further(walk: Walk) -> Dissent:
    view = said(walk)
    police = walk.crew.partners["police"]
    return actions.raise_dissent(
        by=police, meeting=walk.meeting, about="", words="", view=view, on=today(), safety_now="No"
    )


def moved(dissent: Dissent, by: Any, *codes: str) -> Dissent:
    for code in codes:
        actions.move_dissent(by=by, dissent=dissent, code=code, on=today(), response="We talked.")
    return dissent


def complained(walk: Walk, **values: Any) -> Complaint:
    known = {
        "by": walk.crew.coordinator,
        "meeting": walk.meeting,
        "on": today(),
        "complainant": "parent_carer",
        "name": "Leila",
        "ground": "process",
        "words": "Nobody let me finish.",
        "help_given": "An advocate was offered",
    }
    return actions.receive_complaint(**(known | values))


def decision(walk: Walk) -> dict[str, Any]:
    meeting = Meeting.objects.get(pk=walk.meeting.pk)
    return {name: getattr(meeting, name) for name in DECIDED} | {"stage": meeting.episode.stage}


# --- Dissent ----------------------------------------------------------------------------------------------------------
def test_a_dissent_goes_through_three_stages_and_the_decision_stands(held: Walk) -> None:
    before = decision(held)
    dissent = taken_further(held)
    assert (dissent.stage, dissent.words) == ("recorded", "A shorter plan.")
    moved(dissent, held.crew.partners["police"], "E02", "E03", "E04")
    moved(dissent, held.crew.coordinator, "E06")
    assert dissent.stage == "upheld"
    assert [move.code for move in selectors.moves_of(dissent)] == ["E02", "E03", "E04", "E06"]
    assert decision(held) == before


def test_taking_it_further_stops_its_clock(held: Walk) -> None:
    clocks.start(held.meeting.episode, "T36", held.meeting.held_on)
    moved(taken_further(held), held.crew.partners["police"], "E02")
    assert held.meeting.episode.clocks.get(rule="T36").done_on == today()


def test_whoever_dissents_does_not_judge_their_own_dissent(held: Walk) -> None:
    police = held.crew.partners["police"]
    dissent = moved(taken_further(held), police, "E02", "E03", "E04")
    for code in ("E06", "E07"):
        with pytest.raises(NotAllowed):
            actions.move_dissent(by=police, dissent=dissent, code=code, on=today(), response="We are right")


def test_no_stage_is_left_without_what_was_answered_and_none_is_skipped(held: Walk) -> None:
    dissent = moved(taken_further(held), held.crew.coordinator, "E02")
    assert "response" in refusal(
        actions.move_dissent, by=held.crew.coordinator, dissent=dissent, code="E03", on=today(), response=" "
    )
    with pytest.raises(NotPossible, match="cannot follow"):
        moved(dissent, held.crew.coordinator, "E04")
    assert Move.objects.filter(dissent=dissent).count() == 1


def test_words_raised_after_the_room_wait_for_the_chair_to_record_them(held: Walk, cast: Cast) -> None:
    dissent = actions.raise_dissent(
        by=cast.school_lead, meeting=held.meeting, about="action", words="The school cannot do this.", on=today()
    )
    assert dissent.stage == "raised"
    with pytest.raises(NotAllowed):
        moved(dissent, cast.coordinator, "E01")
    assert moved(dissent, cast.chair, "E01").stage == "recorded"


def test_a_partner_does_not_see_or_take_further_what_another_said(
    held: Walk, cast: Cast, client_for: ClientFor
) -> None:
    view, home = said(held), f"/young-people/{held.young_person.ref}/disagreements/"
    with pytest.raises(NotVisible):
        actions.raise_dissent(by=cast.school_lead, meeting=held.meeting, about="", words="", view=view, on=today())
    dissent = actions.raise_dissent(
        by=cast.police_sergeant, meeting=held.meeting, about="", words="", view=view, on=today()
    )
    complained(held)
    teacher, sergeant = client_for(cast.school_lead), client_for(cast.police_sergeant)
    assert teacher.get(f"{home}dissent/{dissent.pk}/").status_code == 404
    assert sergeant.get(f"{home}dissent/{dissent.pk}/").status_code == 200
    for client in (teacher, sergeant):
        page = client.get(home).content.decode()
        assert "Leila" not in page
        assert (f"dissent/{dissent.pk}/" in page) == (client is sergeant)


def test_the_same_words_are_not_taken_further_twice(held: Walk, cast: Cast) -> None:
    dissent = taken_further(held)
    assert (
        "already"
        in refusal(
            actions.raise_dissent,
            by=cast.chair,
            meeting=held.meeting,
            about="",
            words="",
            view=dissent.view,
            on=today(),
        )[""]
    )


# --- Complaints -------------------------------------------------------------------------------------------------------
def test_a_complaint_goes_to_a_panel_that_had_no_part_and_the_decision_stands(held: Walk) -> None:
    before, complaint, by = decision(held), complained(held), held.crew.coordinator
    actions.move_complaint(by=held.crew.chair, complaint=complaint, code="K01", on=today(), response="We talked.")
    actions.move_complaint(by=by, complaint=complaint, code="K02", on=today())
    known = {"by": by, "complaint": complaint, "code": "K03", "on": today()}
    assert "heard_by" in refusal(actions.move_complaint, **known, heard_by=held.crew.chair.name.upper())
    assert "heard_by" in refusal(actions.move_complaint, **known, heard_by="")
    actions.move_complaint(**known, heard_by="A panel of another service")
    assert "response" in refusal(actions.move_complaint, by=by, complaint=complaint, code="K05", on=today())
    actions.move_complaint(by=by, complaint=complaint, code="K05", on=today(), response="You were cut short. Sorry.")
    assert complaint.stage == "outcome"
    assert decision(held) == before


def test_after_28_days_a_written_complaint_needs_a_reason(held: Walk) -> None:
    Meeting.objects.filter(pk=held.meeting.pk).update(held_on=today() - timedelta(days=29))
    held.meeting.refresh_from_db()
    complaint, by = complained(held), held.crew.coordinator
    assert "late_reason" in refusal(actions.move_complaint, by=by, complaint=complaint, code="K02", on=today())
    actions.move_complaint(by=by, complaint=complaint, code="K02", on=today(), late_reason="Leila was in hospital")
    assert complaint.late_reason == "Leila was in hospital"


def test_on_the_28th_day_it_is_in_time(held: Walk) -> None:
    Meeting.objects.filter(pk=held.meeting.pk).update(held_on=today() - timedelta(days=28))
    held.meeting.refresh_from_db()
    complaint = complained(held)
    actions.move_complaint(by=held.crew.coordinator, complaint=complaint, code="K02", on=today())
    assert complaint.stage == "written"


def test_a_complaint_about_one_agency_is_not_taken_and_help_is_always_offered(held: Walk) -> None:
    wrong = {"walk": held, "ground": "one_agency", "help_given": "", "words": " ", "name": ""}
    assert set(refusal(complained, **wrong)) == {"ground", "help_given", "words", "name"}
    assert not Complaint.objects.exists()


def test_a_complaint_is_not_for_the_worker_it_may_be_about_nor_for_partners(held: Walk, cast: Cast) -> None:
    complaint = complained(held)
    for user in (cast.social_worker, cast.team_manager, cast.police_sergeant):
        with pytest.raises(NotAllowed):
            actions.move_complaint(by=user, complaint=complaint, code="K02", on=today())
