"""After the decision: letters for each reader, minutes read over, corrected, approved by the chair, sent, closed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from roth.demo.cast import Cast
from roth.demo.walk import Walk
from roth.domain.errors import NotAllowed, NotPossible, NotVisible
from roth.domain.meeting_stages import MeetingStage, stage_of
from roth.meetings import actions, selectors
from roth.meetings.models import Meeting, Paper, Share
from roth.pathway.models import Clock
from tests.integration.test_meetings import ClientFor, address, refusal, walked

S = MeetingStage


@pytest.fixture
def decided(cast: Cast) -> Walk:
    """A conference that has just been decided, with the police's dissent in it."""
    walk = walked(cast, "held")
    walk.meeting.refresh_from_db()
    return walk


def stage(walk: Walk, by: Any = None) -> MeetingStage:
    return stage_of(selectors.meeting_facts(Meeting.objects.get(pk=walk.meeting.pk), by=by))


def everybody(walk: Walk) -> list[str]:
    return [f"person:{one.key}" for one in selectors.recipients_of(walk.meeting)]


def send(walk: Walk, kind: str = "decision_letter", **values: Any) -> list[Share]:
    known = {
        "by": walk.crew.coordinator,
        "meeting": walk.meeting,
        "kind": kind,
        "to": [*everybody(walk), "young_person", "parent"],
        "channel": "post",
        "read_over": True,
    }
    return actions.share_paper(**(known | values))


def clock(walk: Walk, rule: str) -> Clock:
    return walk.meeting.episode.clocks.get(rule=rule)


def approved(walk: Walk) -> Paper:
    send(walk)
    return actions.approve_minutes(by=walk.crew.chair, meeting=walk.meeting)


def closed(walk: Walk) -> Paper:
    approved(walk)
    send(walk, "minutes")
    return actions.close_record(by=walk.crew.chair, meeting=walk.meeting)


# --- The letter -------------------------------------------------------------------------------------------------------
def test_a_decision_starts_the_clocks_of_letter_and_minutes_and_they_stop_when_everybody_has_them(
    decided: Walk,
) -> None:
    assert {clock(decided, rule).started_on for rule in ("T17", "T18")} == {decided.meeting.held_on}
    some = everybody(decided)
    send(decided, to=some[:1])
    assert clock(decided, "T17").done_on is None, "one letter is not everybody's"
    send(decided, to=some[1:])
    assert clock(decided, "T17").done_on == timezone.localdate()
    actions.approve_minutes(by=decided.crew.chair, meeting=decided.meeting)
    send(decided, "minutes")
    assert clock(decided, "T18").done_on == timezone.localdate()


def test_each_reader_is_given_their_own_letter_and_what_it_said_is_kept(decided: Walk) -> None:
    shares = {share.recipient: share for share in send(decided)}
    name = decided.young_person.name
    assert shares[name].profile == "young_person"
    assert shares["Parents or carers"].profile == "parent"
    assert shares[decided.crew.partners["police"].name].profile == "professional"
    said = str(shares[name].said)
    assert "Dear Rowan" in said
    assert "“physical abuse”" in said
    assert "Keep it where only those who need it" not in said
    assert decided.meeting.rationale not in said, "the reason is said to parents and professionals in their words"
    before = shares[name].said
    Meeting.objects.filter(pk=decided.meeting.pk).update(young_persons_views="Something else")
    assert Share.objects.get(pk=shares[name].pk).said == before


def test_a_letter_that_nobody_read_over_or_for_nobody_is_not_sent(decided: Walk) -> None:
    assert set(refusal(send, walk=decided, read_over=False, to=[])) == {"to", "read_over"}
    with pytest.raises(NotVisible):
        send(decided, to=["person:999999"])
    with pytest.raises(NotAllowed):
        send(decided, by=decided.crew.social_worker)
    assert not Share.objects.exists()


def test_a_partner_reads_the_letter_that_was_sent_to_them_and_no_other(
    decided: Walk, cast: Cast, client_for: ClientFor
) -> None:
    sergeant = client_for(cast.police_sergeant)
    assert sergeant.get(address(decided, "letter/professional/")).status_code == 403
    send(decided, to=[f"person:{decided.meeting.invitations.get(user=cast.police_sergeant).pk}"])
    assert sergeant.get(address(decided, "letter/professional/")).status_code == 200
    for other in ("young_person", "parent", "nobody"):
        assert sergeant.get(address(decided, f"letter/{other}/")).status_code == 404
    assert client_for(cast.school_lead).get(address(decided, "letter/professional/")).status_code == 403


# --- The minutes ------------------------------------------------------------------------------------------------------
def test_the_whole_way_of_the_minutes(decided: Walk) -> None:
    chair, coordinator = decided.crew.chair, decided.crew.coordinator
    assert stage(decided) is S.DECIDED
    assert "cannot follow" in refusal(actions.approve_minutes, by=chair, meeting=decided.meeting)[""]
    send(decided)
    assert stage(decided) is S.RECORD_DRAFT
    one = decided.meeting.invitations.filter(user=decided.crew.partners["police"]).get()
    asked = actions.ask_for_correction(
        by=decided.crew.partners["police"], meeting=decided.meeting, part="needs_discussed", should_say="And sleep"
    )
    assert (asked.invitation, asked.asked_by) == (one, one.name)
    assert stage(decided) is S.CORRECTION_REQUESTED
    assert "cannot follow" in refusal(actions.approve_minutes, by=chair, meeting=decided.meeting)[""]
    with pytest.raises(NotAllowed):
        actions.answer_correction(by=coordinator, correction=asked, state="made", answer="Yes")
    actions.answer_correction(by=chair, correction=asked, state="made", answer="Sleep is there now")
    with pytest.raises(NotAllowed):
        actions.approve_minutes(by=coordinator, meeting=decided.meeting)
    actions.approve_minutes(by=chair, meeting=decided.meeting)
    assert stage(decided) is S.RECORD_APPROVED
    send(decided, "minutes")
    assert stage(decided) is S.RECORD_SENT
    with pytest.raises(NotAllowed):
        actions.close_record(by=coordinator, meeting=decided.meeting)
    actions.close_record(by=chair, meeting=decided.meeting)
    assert stage(decided) is S.FINAL


def test_minutes_are_not_sent_before_the_chair_approves_them(decided: Walk) -> None:
    send(decided)
    assert "approves" in refusal(send, walk=decided, kind="minutes")[""]


CLOSED: dict[str, Callable[[Walk], Any]] = {
    "edit": lambda walk: actions.edit_minutes(by=walk.crew.coordinator, meeting=walk.meeting, needs_discussed="Other"),
    "correct": lambda walk: actions.ask_for_correction(
        by=walk.crew.coordinator, meeting=walk.meeting, part="other", should_say="Other"
    ),
    "record": lambda walk: actions.record_conference(by=walk.crew.chair, meeting=walk.meeting, needs_discussed="Other"),
    "attendance": lambda walk: actions.record_attendance(by=walk.crew.chair, meeting=walk.meeting, rows=[]),
    "approve": lambda walk: actions.approve_minutes(by=walk.crew.chair, meeting=walk.meeting),
}


@pytest.mark.parametrize("attempt", CLOSED)
def test_once_approved_nothing_in_the_record_changes(decided: Walk, attempt: str) -> None:
    approved(decided)
    before = selectors.record_rows(Meeting.objects.get(pk=decided.meeting.pk))
    with pytest.raises(NotPossible):
        CLOSED[attempt](decided)
    assert selectors.record_rows(Meeting.objects.get(pk=decided.meeting.pk)) == before


def test_what_comes_to_light_later_stands_beside_the_closed_record(decided: Walk) -> None:
    add = {"by": decided.crew.coordinator, "meeting": decided.meeting, "about": "other", "words": "A name was wrong"}
    assert "not approved yet" in refusal(actions.add_to_closed_record, **add)[""]
    closed(decided)
    rows = selectors.record_rows(decided.meeting)
    actions.add_to_closed_record(**add)
    assert selectors.record_rows(Meeting.objects.get(pk=decided.meeting.pk)) == rows
    assert [each.words for each in selectors.additions_of(decided.meeting)] == ["A name was wrong"]


def test_putting_the_draft_in_order_cannot_touch_decision_or_dissent(decided: Walk) -> None:
    for field in ("decision", "dissent", "rationale", "category"):
        with pytest.raises(TypeError):
            actions.edit_minutes(by=decided.crew.chair, meeting=decided.meeting, **{field: "x"})


# --- Who reads them ---------------------------------------------------------------------------------------------------
def test_those_who_were_there_read_the_draft_and_others_wait_until_it_is_sent(
    decided: Walk, cast: Cast, client_for: ClientFor
) -> None:
    page = address(decided, "minutes/")
    sergeant, teacher = client_for(cast.police_sergeant), client_for(cast.school_lead)
    assert sergeant.get(page).status_code == 403, "not before the letter"
    decided.meeting.invitations.filter(user=cast.school_lead).update(attendance="report_only")
    send(decided)
    assert (sergeant.get(page).status_code, teacher.get(page).status_code) == (200, 403)
    with pytest.raises(NotAllowed):
        actions.ask_for_correction(by=cast.school_lead, meeting=decided.meeting, part="other", should_say="Mine")
    actions.approve_minutes(by=cast.chair, meeting=decided.meeting)
    assert sergeant.get(page).status_code == 403, "approved, and not sent to anybody yet"
    send(decided, "minutes", to=[f"person:{decided.meeting.invitations.get(user=cast.school_lead).pk}"])
    assert (sergeant.get(page).status_code, teacher.get(page).status_code) == (403, 200)
    one = decided.meeting.invitations.get(user=cast.school_lead)
    actions.withdraw_invitation(by=cast.coordinator, invitation=one, on=timezone.localdate() + timedelta(days=0))
    assert teacher.get(page).status_code == 404, "access ends with the invitation"


def test_one_part_of_the_family_does_not_get_what_the_other_told_the_chair(decided: Walk) -> None:
    Meeting.objects.filter(pk=decided.meeting.pk).update(
        chair_met_young_person="At school, without Mum knowing", chair_met_parents="By phone, alone"
    )
    decided.meeting.refresh_from_db()
    said = {audience: str(selectors.said_in(decided.meeting, "minutes", audience)) for audience in _READERS}
    assert "without Mum knowing" not in said["parent"]
    assert "By phone, alone" not in said["young_person"]
    assert "without Mum knowing" in said["professional"]


_READERS = ("young_person", "parent", "professional")


@pytest.mark.parametrize("page", ["letter/young_person/", "letter/parent/", "letter/professional/", "minutes/"])
def test_no_paper_names_another_young_person(decided: Walk, cast: Cast, client_for: ClientFor, page: str) -> None:
    from roth.people.actions import add_young_person

    other = add_young_person(
        by=cast.team_manager, site=cast.site, team=cast.team, given_name="Zebedee", family_name="Quillfeather"
    )
    said = client_for(cast.chair).get(address(decided, page)).content.decode()
    assert other.family_name not in said
    assert other.ref not in said
