"""One conference with twelve people of six agencies, two of them without an account, to its closed minutes."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from roth.demo.cast import Cast
from roth.domain.meeting_stages import MeetingStage, stage_of
from roth.meetings import actions, selectors
from roth.meetings.models import Meeting
from tests.integration.test_in_the_room import PAUSE
from tests.integration.test_meetings import DECISION, RECORD, walked


def stage(meeting: Meeting) -> MeetingStage:
    return stage_of(selectors.meeting_facts(Meeting.objects.get(pk=meeting.pk)))


def test_twelve_people_from_the_room_to_closed_minutes(cast: Cast) -> None:
    walk = walked(cast, "booked")
    meeting, chair, coordinator = walk.meeting, cast.chair, cast.coordinator
    _invite_up_to_twelve(cast, meeting)
    people = selectors.attendance(meeting)
    assert len(people) >= 12
    assert len({one.agency_id for one in people if one.agency_id}) >= 6
    without = [one for one in people if one.user_id is None and one.name in ("Leila Ellery", "Imam Yusuf")]
    assert len(without) == 2

    meeting.refresh_from_db()
    actions.start_meeting(by=chair, meeting=meeting, why_not_ready="Rowan asked us not to wait.")
    assert stage(meeting) is MeetingStage.IN_SESSION
    actions.record_attendance(by=coordinator, meeting=meeting, rows=[_came(one) for one in people])
    actions.record_conference(by=coordinator, meeting=meeting, **RECORD, **PAUSE)
    imam = next(one for one in without if one.agency_id)
    agreed: dict[str, Any] = {
        "text": "Open the hall on Friday evenings",
        "goal": "Rowan has somewhere to be",
        "target": "young_person_need",
        "approach": "support",
        "owner": f"person:{imam.pk}",
        "due_on": timezone.localdate() + timedelta(days=14),
        "accepted": "yes",
    }
    actions.propose_action(by=coordinator, meeting=meeting, **agreed)
    meeting.refresh_from_db()
    actions.decide_conference(by=chair, meeting=meeting, on=walk.day(15), **DECISION)
    assert stage(meeting) is MeetingStage.DECIDED
    (action,) = Meeting.objects.get(pk=meeting.pk).plan.actions.all()
    assert (action.owner_name, action.status) == ("Imam Yusuf", "accepted"), "a yes needs no account"

    everybody = [f"person:{one.pk}" for one in people]
    sending: dict[str, Any] = {"by": coordinator, "meeting": meeting, "to": everybody, "channel": "post"}
    shares = actions.share_paper(**sending, kind="decision_letter", read_over=True)
    profiles = {share.recipient: share.profile for share in shares}
    assert profiles["Leila Ellery"] == "parent"
    assert profiles["Imam Yusuf"] == "professional"
    asked = actions.ask_for_correction(
        by=coordinator, meeting=meeting, part="parents_views", should_say="I said it twice", invitation=without[0]
    )
    assert stage(meeting) is MeetingStage.CORRECTION_REQUESTED
    actions.answer_correction(by=chair, correction=asked, state="made", answer="It is there now")
    actions.approve_minutes(by=chair, meeting=meeting)
    actions.share_paper(**sending, kind="minutes", read_over=True)
    actions.close_record(by=chair, meeting=meeting)
    assert stage(meeting) is MeetingStage.FINAL
    clocks = {clock.rule: clock.done_on for clock in meeting.episode.clocks.filter(rule__in=("T17", "T18"))}
    assert clocks == {"T17": timezone.localdate(), "T18": timezone.localdate()}


def _invite_up_to_twelve(cast: Cast, meeting: Meeting) -> None:
    """Those whom the walk invited, two people without an account, and agencies until there are twelve."""
    invite: dict[str, Any] = {"by": cast.coordinator, "meeting": meeting}
    actions.invite(**invite, role="parent_carer", name="Leila Ellery")
    actions.invite(**invite, role="faith", name="Imam Yusuf", agency=cast.agencies["faith"])
    for kind in ("health", "camhs", "housing", "community_safety", "licensing", "parks", "voluntary", "residents"):
        if len(selectors.attendance(meeting)) >= 12:
            return
        agency = cast.agencies[kind]
        actions.invite(**invite, role="other", name=f"Lead at {agency.name}", agency=agency)


def _came(one: Any) -> dict[str, Any]:
    return {
        "invitation": one.pk,
        "attendance": "attended",
        "view_on_harm": "agree" if one.agency_id else "",
        "view_on_plan": "agree" if one.agency_id else "",
        "view": "We can help.",
    }
