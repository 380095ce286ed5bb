"""In the room: opened, an item shown, options after the pause, actions accepted by those there, dissent, live."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from roth.accounts import actions as accounts
from roth.demo.cast import Cast
from roth.demo.walk import Walk
from roth.domain.errors import Conflict, NotAllowed, NotPossible
from roth.meetings import actions, selectors
from roth.meetings.models import Meeting, MeetingAction
from tests.integration.test_meetings import DECISION, RECORD, ClientFor, address, attended, refusal, walked

PAUSE = {
    "aim": "Rowan gets home without being stopped.",
    "for_whom": "Rowan and the friends who take the same bus.",
    "how_we_would_know": "Rowan names two adults at the station who would help.",
    "avoid_making_worse": "Losing the friends who walk along.",
}


@pytest.fixture
def opened(cast: Cast) -> Walk:
    """A conference in session, with nobody's attendance written yet and no pause."""
    walk = walked(cast, "booked")
    walk.meeting.refresh_from_db()
    actions.start_meeting(by=cast.chair, meeting=walk.meeting, why_not_ready="The family asked not to wait.")
    walk.meeting.refresh_from_db()
    return walk


def paused(walk: Walk) -> Meeting:
    actions.record_conference(by=walk.crew.chair, meeting=walk.meeting, **PAUSE)
    walk.meeting.refresh_from_db()
    return walk.meeting


def came(walk: Walk, *, but: str = "") -> None:
    """Everybody came, but for the agency of this kind."""
    rows = []
    for one in selectors.attendance(walk.meeting):
        gone = one.agency is not None and one.agency.kind == but
        rows.append({"invitation": one.pk, "attendance": "apology_no_input" if gone else "attended"})
    actions.record_attendance(by=walk.crew.chair, meeting=walk.meeting, rows=rows)


def an_action(walk: Walk, owner: str, **values: Any) -> dict[str, Any]:
    known = {
        "by": walk.crew.chair,
        "meeting": walk.meeting,
        "text": "Have somebody at the gate at three",
        "goal": "Rowan walks out of the gate unafraid",
        "target": "school",
        "approach": "change_environment",
        "context_id": walk.places[0][1].pk,
        "owner": owner,
        "due_on": timezone.localdate() + timedelta(days=14),
        "accepted": "yes",
    }
    return known | values


def invited(walk: Walk, kind: str) -> Any:
    return next(one for one in selectors.attendance(walk.meeting) if one.agency and one.agency.kind == kind)


# --- Opening it -------------------------------------------------------------------------------------------------------
def test_only_its_chair_opens_a_conference_and_only_once(opened: Walk, cast: Cast) -> None:
    for other in (cast.coordinator, cast.team_manager):
        with pytest.raises(NotAllowed):
            actions.start_meeting(by=other, meeting=opened.meeting, why_not_ready="I am here")
    assert "started already" in refusal(actions.start_meeting, by=cast.chair, meeting=opened.meeting)[""]


def test_a_conference_is_not_opened_before_its_day(cast: Cast) -> None:
    walk = walked(cast, "booked")
    Meeting.objects.filter(pk=walk.meeting.pk).update(scheduled_at=timezone.now() + timedelta(days=3))
    said = refusal(actions.start_meeting, by=cast.chair, meeting=walk.meeting, why_not_ready="We are early")
    assert "Open it on that day" in said[""]


def test_what_is_not_ready_needs_the_chairs_reason_and_keeps_it(cast: Cast) -> None:
    walk = walked(cast, "booked")
    Meeting.objects.filter(pk=walk.meeting.pk).update(young_persons_preferences="")
    for one in list(selectors.attendance(walk.meeting)):
        actions.withdraw_invitation(by=cast.coordinator, invitation=one, on=timezone.localdate())
    said = refusal(actions.start_meeting, by=cast.chair, meeting=walk.meeting)
    assert "why_not_ready" in said
    saved = actions.start_meeting(by=cast.chair, meeting=walk.meeting, why_not_ready="Rowan cannot wait")
    assert saved.why_not_ready == "Rowan cannot wait"


# --- Pause, then options ----------------------------------------------------------------------------------------------
def test_no_option_and_no_action_before_the_pause(opened: Walk) -> None:
    said = refusal(actions.add_option, by=opened.crew.chair, meeting=opened.meeting, text="A curfew")
    assert said == {"pause": "Say how we would know that it is better."}  # the last of the two
    came(opened)
    assert "pause" in refusal(actions.propose_action, **an_action(opened, f"person:{invited(opened, 'police').pk}"))
    paused(opened)
    actions.add_option(by=opened.crew.chair, meeting=opened.meeting, text="Somebody at the gate")
    assert [each.text for each in selectors.options_of(opened.meeting)] == ["Somebody at the gate"]


def test_an_option_that_is_taken_or_left_says_why(opened: Walk) -> None:
    paused(opened)
    option = actions.add_option(by=opened.crew.chair, meeting=opened.meeting, text="A curfew")
    for taken in ("taken", "not_taken"):
        assert "why" in refusal(
            actions.change_option, by=opened.crew.chair, option=option, text="A curfew", taken=taken, why=" "
        )
    saved = actions.change_option(
        by=opened.crew.chair, option=option, text="A curfew", taken="not_taken", why="It changes Rowan, not the bus"
    )
    assert saved.taken == "not_taken"
    with pytest.raises(Conflict):
        actions.change_option(by=opened.crew.coordinator, option=option, version=1, text="Mine", taken="open")


def test_a_context_of_somebody_else_is_no_option_here(opened: Walk, cast: Cast) -> None:
    from roth.contexts import actions as contexts

    far = contexts.add_context(by=cast.social_worker, site=cast.site, kind="park_open_space", name="A far park")
    paused(opened)
    said = refusal(actions.add_option, by=cast.chair, meeting=opened.meeting, text="Light it", context_id=far.pk)
    assert said == {"context_id": "Choose one of the contexts shown."}
    assert "far" not in str(said).replace("context", "")


# --- Actions and V05 --------------------------------------------------------------------------------------------------
def test_an_agency_that_is_not_there_cannot_have_said_yes(opened: Walk) -> None:
    paused(opened)
    came(opened, but="police")
    police, school = invited(opened, "police"), invited(opened, "school")
    assert "accepted" in refusal(actions.propose_action, **an_action(opened, f"person:{police.pk}"))
    waiting = actions.propose_action(**an_action(opened, f"person:{police.pk}", accepted=""))
    said_yes = actions.propose_action(**an_action(opened, f"person:{school.pk}"))
    assert (waiting.status, waiting.owner_type) == ("proposed", "police")
    assert (said_yes.status, said_yes.owner_type) == ("accepted", "education")


def test_an_agency_that_was_never_asked_stays_proposed(opened: Walk) -> None:
    paused(opened)
    came(opened)
    there = {one.agency_id for one in selectors.attendance(opened.meeting)}
    absent = next(each for each in opened.crew.agencies.values() if each.pk not in there)
    assert "accepted" in refusal(actions.propose_action, **an_action(opened, f"agency:{absent.pk}"))
    saved = actions.propose_action(**an_action(opened, f"agency:{absent.pk}", accepted="", owner_name="Head ranger"))
    assert (saved.status, saved.owner_name, saved.agency) == ("proposed", "Head ranger", absent)


def test_an_action_needs_its_place_and_control_is_left_to_the_plan(opened: Walk) -> None:
    paused(opened)
    came(opened)
    owner = f"person:{invited(opened, 'school').pk}"
    assert "context" in refusal(actions.propose_action, **an_action(opened, owner, context_id=None))
    assert "approach" in refusal(actions.propose_action, **an_action(opened, owner, approach="restrict"))
    yesterday = timezone.localdate() - timedelta(days=1)
    assert "due_on" in refusal(actions.propose_action, **an_action(opened, owner, due_on=yesterday))
    other = an_action(opened, "person:999999")
    assert "owner" in refusal(actions.propose_action, **other)
    assert not MeetingAction.objects.filter(meeting=opened.meeting).exists()


def decided(walk: Walk, **values: Any) -> Meeting:
    rows = attended(walk.meeting)
    for row, one in zip(rows, selectors.attendance(walk.meeting), strict=True):
        row["attendance"] = one.attendance if one.attendance != "invited" else "attended"
    actions.record_attendance(by=walk.crew.chair, meeting=walk.meeting, rows=rows)
    actions.record_conference(by=walk.crew.chair, meeting=walk.meeting, **RECORD)
    known = {"by": walk.crew.chair, "meeting": walk.meeting, "on": walk.day(15), **DECISION}
    return actions.decide_conference(**(known | values))


def test_the_plan_takes_over_what_was_agreed_and_who_said_yes(opened: Walk) -> None:
    paused(opened)
    came(opened, but="police")
    actions.propose_action(**an_action(opened, f"person:{invited(opened, 'school').pk}"))
    actions.propose_action(**an_action(opened, f"person:{invited(opened, 'police').pk}", accepted=""))
    actions.propose_action(
        **an_action(opened, f"person:{invited(opened, 'youth_service').pk}", text="A lift home", accepted="no")
        if any(one.agency and one.agency.kind == "youth_service" for one in selectors.attendance(opened.meeting))
        else an_action(opened, f"person:{invited(opened, 'school').pk}", text="A lift home", accepted="no")
    )
    plan = decided(opened).plan
    assert plan.aim == PAUSE["aim"]
    assert plan.paused_at is not None
    (goal,) = plan.goals.all()
    assert (goal.statement, goal.level) == ("Rowan walks out of the gate unafraid", "school")
    kept = {each.owner_type: (each.status, each.accepted_on) for each in plan.actions.all()}
    assert kept == {"education": ("accepted", opened.day(15)), "police": ("proposed", None)}


def test_half_a_pause_is_left_for_the_plan(opened: Walk) -> None:
    actions.record_conference(by=opened.crew.chair, meeting=opened.meeting, **{**PAUSE, "for_whom": ""})
    plan = decided(opened).plan
    assert plan.paused_at is None
    assert not plan.goals.exists()


# --- Dissent ----------------------------------------------------------------------------------------------------------
def test_dissent_stands_in_the_record_word_for_word(opened: Walk) -> None:
    police = invited(opened, "police")
    words = "We do not agree.\nA plan of three months would do."
    actions.write_dissent(
        by=opened.crew.coordinator, meeting=opened.meeting, invitation=police, about="plan", words=words
    )
    actions.write_dissent(by=opened.crew.chair, meeting=opened.meeting, name="Leila", about="category", words="Not PHY")
    meeting = decided(opened, dissent="")
    assert words in meeting.dissent
    assert f"{police.name}, {police.agency.name}: “" in meeting.dissent
    assert "Leila: “Not PHY”" in meeting.dissent
    assert meeting.decision == "plan_made", "dissent does not alter the decision"


def test_none_said_beside_recorded_dissent_does_not_hide_it(opened: Walk) -> None:
    actions.write_dissent(by=opened.crew.chair, meeting=opened.meeting, name="Leila", about="plan", words="I disagree")
    assert decided(opened, dissent="None.").dissent == "Leila: “I disagree”"


def test_after_the_decision_nothing_in_the_room_changes(opened: Walk) -> None:
    paused(opened)
    option = actions.add_option(by=opened.crew.chair, meeting=opened.meeting, text="Lights")
    view = actions.write_dissent(by=opened.crew.chair, meeting=opened.meeting, name="Leila", about="plan", words="No")
    meeting, by = decided(opened, dissent=""), opened.crew.chair
    came_later = [
        lambda: actions.add_option(by=by, meeting=meeting, text="More"),
        lambda: actions.change_option(by=by, option=option, text="Other", taken="open"),
        lambda: actions.propose_action(**an_action(opened, "person:1")),
        lambda: actions.write_dissent(by=by, meeting=meeting, name="Leila", about="plan", words="Yes"),
        lambda: actions.change_dissent(by=by, view=view, about="plan", words="Yes", name="Leila"),
        lambda: actions.show_item(by=by, meeting=meeting, item=2),
        lambda: actions.start_meeting(by=by, meeting=meeting),
    ]
    for attempt in came_later:
        with pytest.raises(NotPossible, match="closed"):
            attempt()


# --- The shared screen ------------------------------------------------------------------------------------------------
def test_asking_whether_anything_is_new_costs_one_statement_beside_the_session(
    opened: Walk, cast: Cast, client_for: ClientFor
) -> None:
    client = client_for(cast.police_sergeant)
    opened.meeting.refresh_from_db()
    page = address(opened, f"room/live/?seen={opened.meeting.shown}")
    client.get(page)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(page).status_code == 204
    about_it = [query["sql"] for query in asked if "meetings_meeting" in query["sql"]]
    assert len(about_it) == 1
    assert not [query for query in asked if "INSERT" in query["sql"]], "asking writes nothing"
    assert len([query for query in asked if query["sql"].startswith("SELECT")]) <= 3  # session, user, and this


@pytest.mark.parametrize("what", ["record", "attendance", "item", "option", "dissent", "decision"])
def test_everything_that_is_written_reaches_those_who_watch(opened: Walk, what: str) -> None:
    paused(opened)
    before = Meeting.objects.get(pk=opened.meeting.pk).shown
    by, meeting = opened.crew.chair, opened.meeting
    {
        "record": lambda: actions.record_conference(by=by, meeting=meeting, needs_discussed="Sleep"),
        "attendance": lambda: came(opened),
        "item": lambda: actions.show_item(by=by, meeting=meeting, item=5),
        "option": lambda: actions.add_option(by=by, meeting=meeting, text="Lights"),
        "dissent": lambda: actions.write_dissent(by=by, meeting=meeting, name="Leila", about="plan", words="No"),
        "decision": lambda: decided(opened),
    }[what]()
    assert Meeting.objects.get(pk=opened.meeting.pk).shown > before


def test_a_partner_sees_the_item_now_and_is_given_only_what_changes(
    opened: Walk, cast: Cast, client_for: ClientFor
) -> None:
    client = client_for(cast.police_sergeant)
    actions.record_conference(by=opened.crew.chair, meeting=opened.meeting, needs_discussed="Sleep, and music.")
    actions.show_item(by=opened.crew.chair, meeting=opened.meeting, item=5)
    whole = client.get(address(opened, "room/")).content.decode()
    assert "Item 5 of 13" in whole
    assert "Sleep, and music." in whole
    part = client.get(address(opened, "room/live/?seen=0"), headers={"HX-Request": "true"}).content.decode()
    assert 'id="now"' in part
    assert "<html" not in part
    assert "Open the record" not in whole
    assert "Write under" not in whole


def test_who_sent_apologies_or_was_uninvited_or_left_does_not_watch(
    opened: Walk, cast: Cast, client_for: ClientFor
) -> None:
    page, live = address(opened, "room/"), address(opened, "room/live/?seen=0")
    teacher, sergeant = client_for(cast.school_lead), client_for(cast.police_sergeant)
    assert (teacher.get(page).status_code, teacher.get(live).status_code) == (200, 200)
    one = invited(opened, "school")
    rows = [{"invitation": one.pk, "attendance": "declined"}]
    actions.record_attendance(by=opened.crew.chair, meeting=opened.meeting, rows=rows)
    assert (teacher.get(page).status_code, teacher.get(live).status_code) == (403, 404)
    one.refresh_from_db()
    actions.withdraw_invitation(by=cast.coordinator, invitation=one, on=timezone.localdate())
    assert (teacher.get(page).status_code, teacher.get(live).status_code) == (404, 404)
    member = cast.police_sergeant.memberships.get()
    yesterday = timezone.localdate() - timedelta(days=1)
    accounts.end_membership(by=cast.administrator, membership=member, ends_on=yesterday)
    assert sergeant.get(page).status_code in (403, 404)
    assert sergeant.get(live).status_code in (403, 404)


def test_what_was_written_before_it_opened_is_not_on_the_screen(cast: Cast, client_for: ClientFor) -> None:
    walk = walked(cast, "booked")
    actions.record_conference(by=cast.chair, meeting=walk.meeting, analysis="Not yet said to anybody")
    said = client_for(cast.police_sergeant).get(address(walk, "room/")).content.decode()
    assert "not open yet" in said
    assert "Not yet said to anybody" not in said


def test_the_recorder_writes_an_item_and_everybody_is_turned_to_the_next(
    opened: Walk, cast: Cast, client_for: ClientFor
) -> None:
    client = client_for(cast.coordinator)
    form = {"strengths_discussed": "Friends who walk home together.", "_version": opened.meeting.version}
    answer = client.post(address(opened, "room/3/"), form)
    assert (answer.status_code, answer["Location"]) == (303, address(opened, "room/4/"))
    opened.meeting.refresh_from_db()
    assert opened.meeting.agenda_item == 4
    assert opened.meeting.strengths_discussed == "Friends who walk home together."
    again = client_for(cast.chair).post(address(opened, "room/3/"), form | {"strengths_discussed": "Something else"})
    assert again.status_code == 409, "two recorders are asked whose words to keep"


@pytest.mark.parametrize("item", range(1, 14))
def test_each_item_of_the_agenda_has_its_page_within_twelve_statements(
    opened: Walk, cast: Cast, client_for: ClientFor, item: int
) -> None:
    client = client_for(cast.chair)
    paused(opened)
    for number in range(4):
        actions.add_option(by=cast.chair, meeting=opened.meeting, text=f"Option {number}")
    actions.show_item(by=cast.chair, meeting=opened.meeting, item=item)
    for page in (f"room/{item}/", "room/"):
        client.get(address(opened, page))
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address(opened, page)).status_code == 200
        taken = [query["sql"] for query in asked if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
        assert len(taken) <= 12, "\n".join(taken)


def test_the_form_of_an_option_asks_once_for_its_reason(opened: Walk, cast: Cast, client_for: ClientFor) -> None:
    """Two boxes of one name would save the empty one."""
    paused(opened)
    page = client_for(cast.chair).get(address(opened, "room/options/add/")).content.decode()
    assert page.count('name="why"') == 1
