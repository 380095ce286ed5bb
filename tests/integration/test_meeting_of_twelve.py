"""Twelve people of six agencies, two of them without an account: from a booked conference to its closed minutes."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from roth.accounts.models import User
from roth.demo import assessing
from roth.demo.cast import Cast
from roth.demo.walk import Walk
from roth.domain.errors import NotAllowed, NotPossible
from roth.domain.meeting_stages import GUARDS, READINESS, MeetingStage, stage_of
from roth.meetings import actions, selectors
from roth.meetings.guest import Guest
from roth.meetings.models import AgencyReport, Invitation, Meeting
from tests.integration.test_in_the_room import PAUSE
from tests.integration.test_meetings import DECISION, RECORD
from tests.integration.test_meetings_booking import asked, book, on

ClientFor = Callable[[User], Client]
GOOD = {
    "going_well": "Friends walk home together.",
    "worries": "The bus station after seven.",
    "contribution": "Staff on the stand until nine.",
    "shared_with_young_person_on": timezone.localdate(),
    "not_shared_with_parents": "Mum asked to hear it at the meeting.",
}


@pytest.fixture
def walk(cast: Cast) -> Walk:
    found = asked(cast, "Rowan", "Ellery", 0)
    book(found, on(hour=13))
    return found


@pytest.fixture
def twelve(walk: Walk, cast: Cast, django_capture_on_commit_callbacks: Callable[..., Any]) -> dict[str, Invitation]:
    """Twelve people: five of the family's side, seven for six agencies, two of these by email alone."""

    def invite(role: str, **values: Any) -> Invitation:
        return actions.invite(by=cast.coordinator, meeting=walk.meeting, role=role, **values)

    reach = [context for _, context in walk.places]
    with django_capture_on_commit_callbacks(execute=True):
        found = {
            "young_person": invite("young_person", name="Rowan"),
            "mother": invite("parent_carer", name="Mother of Rowan"),
            "friend": invite("supporter", name="A friend of the family"),
            "advocate": invite("advocate", name="An advocate"),
            "interpreter": invite("interpreter", name="An interpreter"),
            "worker": invite("social_worker", user=cast.social_worker),
            "manager": invite("team_manager", user=cast.team_manager),
            "police": invite("police", user=cast.police_sergeant),
            "school": invite("school", user=cast.school_lead),
            "youth": invite("youth_worker", user=cast.youth_worker),
            "bus": invite(
                "transport",
                name="Bus Supervisor",
                email="bus@example.com",
                agency=cast.agencies["transport"],
                can_influence=reach,
            ),
            "nurse": invite("health", name="School Nurse", email="nurse@example.com", agency=cast.agencies["health"]),
        }
    assert len(found) == 12
    return found


def missing(walk: Walk) -> set[str]:
    facts = selectors.meeting_facts(walk.meeting)
    return {name for name in READINESS if not GUARDS[name].holds(facts)}


def ask_all(walk: Walk, twelve: dict[str, Invitation]) -> dict[str, AgencyReport]:
    names = ("police", "school", "youth", "bus", "nurse")
    return {name: actions.ask_for_report(by=walk.crew.coordinator, invitation=twelve[name]) for name in names}


def lodge(by: User | Guest, report: AgencyReport, **more: Any) -> AgencyReport:
    parts = {"contexts": {}, "answers": {}, "lodge": True}
    return actions.write_report(by=by, report=report, **(parts | GOOD | more))


def make_ready(walk: Walk, cast: Cast, twelve: dict[str, Invitation]) -> None:
    """Reports, answers, the family, and somebody who is kept out: what is missing grows less at each step."""
    agencies = {one.agency_id for one in twelve.values() if one.agency_id}
    assert len(agencies) == 6
    reports = ask_all(walk, twelve)
    assert all(
        report.due_on and report.due_on < timezone.localdate(walk.meeting.scheduled_at) for report in reports.values()
    )
    assert missing(walk) == {"reports", "family_prepared", "access"}
    for name, user in (("police", cast.police_sergeant), ("school", cast.school_lead), ("youth", cast.youth_worker)):
        actions.answer_invitation(by=user, invitation=twelve[name], answer="coming")
        lodge(user, reports[name])
    for name in ("bus", "nurse"):
        guest = Guest(twelve[name])
        actions.answer_as_guest(by=guest, answer="coming", answer_words="", deputy_name="", deputy_contact="")
        lodge(guest, reports[name])
    assert missing(walk) == {"family_prepared", "access"}
    actions.prepare_meeting(
        by=cast.social_worker,
        meeting=walk.meeting,
        young_person_prepared_on=timezone.localdate(),
        parents_words="Mum works nights; her sister goes through it with her on Sunday.",
        interpreter="done",
        interpreter_words="Polish, A. Nowak",
        access="none",
    )
    row = actions.ask_to_exclude(
        by=cast.social_worker,
        meeting=walk.meeting,
        name="An uncle",
        ground="chilling",
        reason="Rowan falls silent.",
        duration="part",
        which_part="While Rowan speaks",
        on=timezone.localdate(),
    )
    assert missing(walk) == {"exclusions"}
    with pytest.raises(NotAllowed):
        actions.decide_exclusion(by=cast.coordinator, exclusion=row, ruling="refused", reason="He is a help")
    actions.decide_exclusion(
        by=cast.chair, exclusion=row, ruling="agreed", reason="Rowan asks for it.", views_another_way="I phone him."
    )
    assert missing(walk) == set()


def stage(walk: Walk) -> MeetingStage:
    return stage_of(selectors.meeting_facts(Meeting.objects.get(pk=walk.meeting.pk)))


def hold(walk: Walk, cast: Cast, twelve: dict[str, Invitation]) -> None:
    """Everybody comes, one who has no account says yes to an action, and the chair decides."""
    coordinator = cast.coordinator
    meeting = actions.start_meeting(by=cast.chair, meeting=Meeting.objects.get(pk=walk.meeting.pk))
    assert stage(walk) is MeetingStage.IN_SESSION
    actions.record_attendance(by=coordinator, meeting=meeting, rows=[_came(one) for one in twelve.values()])
    actions.record_conference(by=coordinator, meeting=meeting, **RECORD, **PAUSE)
    agreed: dict[str, Any] = {
        "text": "Keep staff on the stand until nine",
        "goal": "Rowan can wait for a bus in peace",
        "target": "young_person_need",
        "approach": "support",
        "owner": f"person:{twelve['bus'].pk}",
        "due_on": timezone.localdate() + timedelta(days=14),
        "accepted": "yes",
    }
    actions.propose_action(by=coordinator, meeting=meeting, **agreed)
    meeting.refresh_from_db()
    actions.decide_conference(by=cast.chair, meeting=meeting, on=timezone.localdate(), **DECISION)
    assert stage(walk) is MeetingStage.DECIDED
    (action,) = Meeting.objects.get(pk=meeting.pk).plan.actions.all()
    assert (action.owner_name, action.status) == ("Bus Supervisor", "accepted"), "a yes needs no account"


def _came(one: Invitation) -> dict[str, Any]:
    view = "agree" if one.agency_id else ""
    came = {"invitation": one.pk, "attendance": "attended", "view": "We can help."}
    return came | {"view_on_harm": view, "view_on_plan": view}


def finish_minutes(walk: Walk, cast: Cast, twelve: dict[str, Invitation]) -> None:
    """The letter goes out, the nurse asks for a correction, the chair makes it and approves the minutes."""
    meeting, chair, coordinator = Meeting.objects.get(pk=walk.meeting.pk), cast.chair, cast.coordinator
    everybody = [f"person:{one.pk}" for one in twelve.values()]
    sending: dict[str, Any] = {"by": coordinator, "meeting": meeting, "to": everybody, "channel": "post"}
    shares = actions.share_paper(**sending, kind="decision_letter", read_over=True)
    profiles = {share.recipient: share.profile for share in shares}
    assert len(profiles) == 12
    assert (profiles["Mother of Rowan"], profiles["School Nurse"]) == ("parent", "professional")
    asked_for = actions.ask_for_correction(
        by=coordinator,
        meeting=meeting,
        part="parents_views",
        should_say="She said it twice",
        invitation=twelve["nurse"],
    )
    assert stage(walk) is MeetingStage.CORRECTION_REQUESTED
    actions.answer_correction(by=chair, correction=asked_for, state="made", answer="It is there now")
    with pytest.raises(NotAllowed):
        actions.approve_minutes(by=coordinator, meeting=meeting)
    actions.approve_minutes(by=chair, meeting=meeting)
    actions.share_paper(**sending, kind="minutes", read_over=True)
    actions.close_record(by=chair, meeting=meeting)
    assert stage(walk) is MeetingStage.FINAL


def test_from_booking_to_approved_minutes(walk: Walk, cast: Cast, twelve: dict[str, Invitation]) -> None:
    make_ready(walk, cast, twelve)
    assert stage(walk) is MeetingStage.READY
    assessing.authorise_assessment(walk)
    with time_machine.travel(walk.meeting.scheduled_at):
        hold(walk, cast, twelve)
        finish_minutes(walk, cast, twelve)
        sent = {clock.rule: clock.done_on for clock in walk.meeting.episode.clocks.filter(rule__in=("T17", "T18"))}
        assert sent == dict.fromkeys(("T17", "T18"), timezone.localdate()), "what goes out stops its clocks"


def test_each_of_the_twelve_has_a_calendar_entry_of_their_own(twelve: dict[str, Invitation]) -> None:
    files = [message for message in mail.outbox if message.attachments]
    reached = {one.user.email if one.user else one.email for one in twelve.values()} - {""}
    assert {message.to[0] for message in files} == reached
    assert len(reached) == 7
    for message in files:
        text = re.sub(r"\r\n ", "", message.attachments[0][1])
        assert text.count("ATTENDEE") == 1
        assert "Rowan" not in text


def test_a_report_is_read_only_once_it_is_lodged_and_its_annex_by_few(
    walk: Walk, cast: Cast, twelve: dict[str, Invitation], client_for: ClientFor
) -> None:
    report = ask_all(walk, twelve)["police"]
    secret = {"annex": "An operation is planned.", "annex_reason": "A live investigation"}
    actions.write_report(by=cast.police_sergeant, report=report, contexts={}, answers={}, **GOOD, **secret)
    page = f"/young-people/{walk.young_person.ref}/conference/reports/{report.pk}/"
    assert client_for(cast.school_lead).get(page).status_code == 404, "a draft is nobody else's"
    report.refresh_from_db()
    lodge(cast.police_sergeant, report, **secret)
    for user, sees in (
        (cast.school_lead, False),
        (cast.coordinator, False),
        (cast.social_worker, True),
        (cast.chair, True),
    ):
        text = client_for(user).get(page).text
        assert "The bus station after seven." in text
        assert ("An operation is planned." in text) is sees, user.name


def test_a_lodged_report_is_added_to_and_not_changed(walk: Walk, cast: Cast, twelve: dict[str, Invitation]) -> None:
    report = lodge(cast.school_lead, ask_all(walk, twelve)["school"])
    with pytest.raises(NotPossible, match="lodged"):
        lodge(cast.school_lead, report, worries="Something else")
    actions.add_to_report(by=cast.school_lead, report=report, words="The gate is shut again.")
    assert report.addenda.get().words == "The gate is shut again."
    for other in (cast.police_sergeant, cast.social_worker):
        with pytest.raises(NotAllowed):
            actions.add_to_report(by=other, report=report, words="Not mine to add")


def test_lodging_says_everything_that_is_missing_at_once(walk: Walk, cast: Cast, twelve: dict[str, Invitation]) -> None:
    report = ask_all(walk, twelve)["school"]
    with pytest.raises(NotPossible) as refused:
        actions.write_report(by=cast.school_lead, report=report, contexts={}, answers={}, lodge=True)
    names = {name for name, _ in refused.value.missing}
    assert names == {
        *("going_well", "worries", "contribution"),
        *("shared_with_young_person_on", "shared_with_parents_on"),
    }


def test_a_guest_writes_only_their_own_report(walk: Walk, twelve: dict[str, Invitation]) -> None:
    reports = ask_all(walk, twelve)
    with pytest.raises(NotAllowed):
        lodge(Guest(twelve["nurse"]), reports["bus"])


def test_reports_are_due_by_another_day_when_the_meeting_moves(
    walk: Walk, cast: Cast, twelve: dict[str, Invitation]
) -> None:
    report = ask_all(walk, twelve)["bus"]
    first = report.due_on
    actions.rearrange_conference(
        by=cast.coordinator,
        meeting=walk.meeting,
        scheduled_at=on(4, 13) if walk.meeting.scheduled_at != on(4, 13) else on(3, 13),
        reason="interpreter",
        interim_safety="Dee meets the bus.",
    )
    report.refresh_from_db()
    assert report.due_on is not None
    assert first is not None
    assert timedelta(0) < first - report.due_on
