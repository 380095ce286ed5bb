"""Conferences: asked for, booked, people invited, held and decided; who may open which page of them."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from roth.accounts import actions as accounts
from roth.accounts.models import User
from roth.assessments.selectors import current_assessment, weights
from roth.contexts import actions as contexts
from roth.contexts.selectors import reach_by_agency
from roth.demo.cast import Cast
from roth.demo.invented import PLACES
from roth.demo.steps import walk_to
from roth.demo.walk import Crew, Walk
from roth.domain.access import Role
from roth.domain.calendar import ENGLAND_AND_WALES
from roth.domain.errors import Conflict, NotAllowed, NotPossible, NotVisible
from roth.meetings import actions, selectors
from roth.meetings.models import Invitation, Meeting
from roth.pathway.selectors import current_episode
from roth.people import actions as people

START = ENGLAND_AND_WALES.add_working_days(timezone.localdate() - timedelta(days=40), 1)
ClientFor = Callable[[User], Client]
RECORD = {
    "chair_met_young_person": "The day before, at school.",
    "chair_met_parents": "By phone.",
    "participation": "PN1",
    "young_persons_views": "I want the bus home without shouting.",
    "parents_views": "Ask me what I need.",
    "discussion": "Each agency said what it could change.",
    "analysis": "Nobody looks after the station at night.",
}
DECISION = {"decision": "plan_made", "rationale": "Harm is likely.", "dissent": "none", "category": "PHY"}


def walked(cast: Cast, until: str, start: date = START) -> Walk:
    places = []
    for place in PLACES[:2]:
        context = contexts.add_context(by=cast.social_worker, site=cast.site, kind=place.kind, name=place.name)
        places.append((place, context))
        contexts.record_reach(
            by=cast.social_worker,
            context=context,
            agency=cast.agencies[place.reach],
            through=place.through,
            can_change=place.can_change,
        )
    partners = {"police": cast.police_sergeant, "school": cast.school_lead, "youth_service": cast.youth_worker}
    crew = Crew(
        cast.site,
        cast.team,
        cast.social_worker,
        cast.team_manager,
        cast.chair,
        cast.coordinator,
        cast.agencies,
        partners,
    )
    return walk_to(Walk(crew, "Rowan", "Ellery", tuple(places), start), until)


@pytest.fixture
def asked(cast: Cast) -> Walk:
    """A conference is asked for; the assessment is authorised."""
    walk = walked(cast, "assessment_authorised")
    walk.meeting = selectors.current_meeting(current_episode(walk.young_person))
    return walk


@pytest.fixture
def booked(cast: Cast) -> Walk:
    return walked(cast, "booked")


@pytest.fixture
def held(cast: Cast) -> Walk:
    walk = walked(cast, "held")
    walk.meeting.refresh_from_db()
    return walk


def moment(on: date) -> datetime:
    return timezone.make_aware(datetime(on.year, on.month, on.day, 14, 30))


def arranged(walk: Walk, **values: Any) -> dict[str, Any]:
    known = {
        "by": walk.crew.coordinator,
        "meeting": walk.meeting,
        "scheduled_at": moment(walk.day(15)),
        "mode": "in_person",
        "place": "Civic offices",
        "chair": walk.crew.chair,
        "young_persons_preferences": "After school.",
    }
    return known | values


def address(walk: Walk, page: str = "") -> str:
    return f"/young-people/{walk.young_person.ref}/conference/{page}"


def refusal(call: Callable[..., Any], **values: Any) -> dict[str, str]:
    with pytest.raises(NotPossible) as refused:
        call(**values)
    return dict(refused.value.missing) or {"": str(refused.value)}


def attended(meeting: Meeting, **values: Any) -> list[dict[str, Any]]:
    known = {"attendance": "attended", "view_on_harm": "agree", "view_on_plan": "agree", "view": "We can help."}
    return [{"invitation": one.pk, **(known | values)} for one in selectors.attendance(meeting)]


def written(walk: Walk, **values: Any) -> None:
    """Everybody came and the record is whole."""
    actions.record_attendance(by=walk.crew.chair, meeting=walk.meeting, rows=attended(walk.meeting, **values))
    actions.record_conference(by=walk.crew.chair, meeting=walk.meeting, **RECORD)


def decide(walk: Walk, **values: Any) -> Meeting:
    known = {"by": walk.crew.chair, "meeting": walk.meeting, "on": walk.day(15), **DECISION}
    return actions.decide_conference(**(known | values))


# --- Asked for and booked -----------------------------------------------------------------------------------------
def test_the_pathway_decision_asks_for_one_conference(asked: Walk) -> None:
    assert asked.meeting.status == "asked_for"
    assert asked.meeting.chair is None
    again = refusal(
        actions.ask_for_conference,
        by=asked.crew.manager,
        episode=current_episode(asked.young_person),
        on=asked.day(10),
    )
    assert "asked for already" in again[""]


def test_only_the_manager_asks_and_only_the_coordinator_books(asked: Walk, cast: Cast) -> None:
    episode = current_episode(asked.young_person)
    with pytest.raises(NotAllowed):
        actions.ask_for_conference(by=cast.social_worker, episode=episode, on=asked.day(10))
    for user in (cast.social_worker, cast.team_manager):
        with pytest.raises(NotAllowed):
            actions.book_conference(**arranged(asked, by=user))
    for user in (cast.chair, cast.other_site_worker, cast.police_sergeant):
        with pytest.raises(NotVisible):
            actions.book_conference(**arranged(asked, by=user))


def test_booking_tells_the_chair_without_a_name(asked: Walk, cast: Cast) -> None:
    meeting = actions.book_conference(**arranged(asked))
    assert (meeting.status, meeting.chair, meeting.late_reason) == ("booked", cast.chair, "")
    notice = cast.chair.notices.get()
    assert notice.link == address(asked)
    assert "Rowan" not in notice.text
    assert asked.young_person.ref not in notice.text


def test_a_weekend_and_a_day_before_the_referral_are_refused_by_number(asked: Walk) -> None:
    saturday = asked.day(15) + timedelta(days=(5 - asked.day(15).weekday()) % 7)
    found = refusal(actions.book_conference, **arranged(asked, scheduled_at=moment(saturday)))
    assert "8875" in found["scheduled_at"]
    early = moment(START - timedelta(days=30 + (START - timedelta(days=30)).weekday() // 5 * 2))
    assert "1104" in refusal(actions.book_conference, **arranged(asked, scheduled_at=early))["scheduled_at"]


def test_after_the_fifteenth_working_day_a_reason_is_kept(asked: Walk) -> None:
    late = moment(asked.day(20))
    assert "T11" in refusal(actions.book_conference, **arranged(asked, scheduled_at=late))["late_reason"]
    meeting = actions.book_conference(**arranged(asked, scheduled_at=late, late_reason="missing", late_words="Found."))
    assert (meeting.late_reason, meeting.late_words) == ("missing", "Found.")
    sooner = actions.book_conference(**arranged(asked, late_reason="missing"))
    assert sooner.late_reason == ""


def test_a_chair_with_line_responsibility_is_refused_and_not_offered(asked: Walk, cast: Cast) -> None:
    def also_chairs(user: User, agency: str) -> User:
        accounts.start_membership(
            by=cast.administrator,
            user=user,
            site=cast.site,
            agency=cast.agencies[agency],
            role=Role.ROTH_CHAIR,
            starts_on=START,
        )
        return User.objects.get(pk=user.pk)

    for user, agency, says in (
        (cast.team_manager, "social_care", "manages the team"),
        (cast.social_worker, "social_care", "allocated social worker"),
        (cast.police_sergeant, "police", "does not work for children's social care"),
    ):
        chosen = also_chairs(user, agency)
        assert says in refusal(actions.book_conference, **arranged(asked, chair=chosen))["chair"]
    allowed = also_chairs(cast.other_team_manager, "social_care")
    assert {chair.pk for chair in selectors.chairs_for(asked.young_person)} == {cast.chair.pk, allowed.pk}
    assert "not a ROTH chair" in refusal(actions.book_conference, **arranged(asked, chair=cast.quality_lead))["chair"]


def test_a_chair_who_knows_the_young_person_is_refused(asked: Walk, cast: Cast) -> None:
    actions.book_conference(**arranged(asked))
    people.declare_conflict(by=cast.chair, young_person=asked.young_person)
    assert "may not open this record" in refusal(actions.book_conference, **arranged(asked))["chair"]


def test_moving_the_conference_tells_whoever_is_invited_and_may_open_it(booked: Walk, cast: Cast) -> None:
    before = cast.school_lead.notices.count()
    actions.book_conference(**arranged(booked, scheduled_at=moment(booked.day(14)), place="School"))
    assert cast.school_lead.notices.count() == before + 1
    assert not cast.shop_manager.notices.exists()
    actions.book_conference(**arranged(booked, scheduled_at=moment(booked.day(14)), place="School"))
    assert cast.school_lead.notices.count() == before + 1


def test_two_coordinators_do_not_overwrite_each_other(booked: Walk) -> None:
    seen = booked.meeting.version
    actions.book_conference(**arranged(booked, place="School", version=seen))
    with pytest.raises(Conflict) as conflict:
        actions.book_conference(**arranged(booked, place="Library", version=seen))
    assert conflict.value.theirs["place"] == "School"


# --- Invitations ----------------------------------------------------------------------------------------------------
def test_a_partner_comes_for_their_agency_and_is_told(booked: Walk, cast: Cast) -> None:
    found = actions.invite(by=cast.coordinator, meeting=booked.meeting, role="business", user=cast.shop_manager)
    assert (found.name, found.agency) == (cast.shop_manager.name, cast.agencies["business"])
    assert cast.shop_manager.notices.get().link == address(booked)


def test_the_same_person_is_not_invited_twice(booked: Walk, cast: Cast) -> None:
    found = refusal(actions.invite, by=cast.coordinator, meeting=booked.meeting, role="school", user=cast.school_lead)
    assert "invited already" in found["user"]
    actions.invite(by=cast.coordinator, meeting=booked.meeting, role="residents", name="Sal Ray")
    found = refusal(actions.invite, by=cast.coordinator, meeting=booked.meeting, role="residents", name="sal ray")
    assert "invited already" in found["name"]


def test_nobody_of_another_site_is_invited(booked: Walk, cast: Cast) -> None:
    found = refusal(
        actions.invite, by=cast.coordinator, meeting=booked.meeting, role="other", user=cast.other_site_worker
    )
    assert "not a user of this site" in found["user"]


def test_a_withdrawn_invitation_ends_access(booked: Walk, cast: Cast, client_for: ClientFor) -> None:
    client = client_for(cast.school_lead)
    assert client.get(address(booked)).status_code == 200
    own = booked.meeting.invitations.get(user=cast.school_lead)
    actions.withdraw_invitation(by=cast.coordinator, invitation=own, on=timezone.localdate())
    assert client.get(address(booked)).status_code == 404
    assert booked.young_person.name not in client.get("/meetings/").text
    assert (
        "withdrawn already"
        in refusal(actions.withdraw_invitation, by=cast.coordinator, invitation=own, on=timezone.localdate())[""]
    )


def test_changing_an_invitation_keeps_both_texts_of_two_writers(booked: Walk, cast: Cast) -> None:
    own = booked.meeting.invitations.get(user=cast.school_lead)
    other = Invitation.objects.get(pk=own.pk)
    heaviest = booked.places[0][1]
    values = {"by": cast.coordinator, "role": "school", "asked_to_bring": "The timetable."}
    actions.change_invitation(invitation=own, can_influence=[heaviest], version=own.version, **values)
    assert list(own.can_influence.all()) == [heaviest]
    with pytest.raises(Conflict) as conflict:
        actions.change_invitation(
            invitation=other, can_influence=[], version=1, **(values | {"asked_to_bring": "The map."})
        )
    assert conflict.value.theirs["asked_to_bring"] == "The timetable."
    assert conflict.value.theirs["can_influence"] == [heaviest.pk]


# --- Who can change what --------------------------------------------------------------------------------------------
def test_contexts_come_with_the_weights_and_reach_that_their_rooms_hold(booked: Walk, cast: Cast) -> None:
    episode = current_episode(booked.young_person)
    found, reach = selectors.contexts_and_reach(booked.young_person, episode)
    agreed = weights(current_assessment(episode))
    assert [(one.key, one.weight) for one in found] == [(each.context_id, each.weight) for each in agreed]
    assert {one.key: one.contexts for one in reach} == dict(reach_by_agency([one.key for one in found]))


def test_the_page_asks_about_the_context_that_nobody_coming_can_change(
    booked: Walk, cast: Cast, client_for: ClientFor
) -> None:
    heaviest, context = booked.places[0]
    client = client_for(cast.coordinator)
    assert "Nobody who is coming can change" not in client.get(address(booked)).text
    agency = cast.agencies[heaviest.reach]
    own = booked.meeting.invitations.get(agency=agency)
    actions.withdraw_invitation(by=cast.coordinator, invitation=own, on=timezone.localdate())
    text = client.get(address(booked)).text
    assert f"Nobody who is coming can change {context.name} yet, which carries 65 of 100. Who could?" in text
    assert f"conference/invite/?agency={agency.pk}" in text
    invite = client.get(address(booked, f"invite/?agency={agency.pk}")).text
    ticked = invite.split(f'value="{context.pk}"')[-1][:20]
    assert "checked" in ticked


# --- Held -----------------------------------------------------------------------------------------------------------
def test_a_plan_is_made_and_the_record_is_closed(booked: Walk, cast: Cast) -> None:
    written(booked)
    meeting = decide(booked)
    episode = current_episode(booked.young_person)
    assert (meeting.status, meeting.held_on, episode.stage) == ("held", booked.day(15), "conference_held")
    clocks = {clock.rule: clock.done_on for clock in episode.clocks.all()}
    assert (clocks["T11"], clocks["T19"], clocks["T23"]) == (booked.day(15), None, None)
    assert episode.plans.get().meeting == meeting
    for call, values in (
        (actions.book_conference, arranged(booked)),
        (actions.invite, {"by": cast.coordinator, "meeting": meeting, "role": "other", "name": "Late"}),
        (actions.record_attendance, {"by": cast.chair, "meeting": meeting, "rows": []}),
        (actions.record_conference, {"by": cast.chair, "meeting": meeting, "discussion": "More."}),
        (actions.decide_conference, {"by": cast.chair, "meeting": meeting, "on": meeting.held_on, **DECISION}),
    ):
        assert "closed" in refusal(call, **values)[""]


def test_no_plan_leads_to_a_child_in_need_plan_and_keeps_no_category(booked: Walk) -> None:
    written(booked)
    meeting = decide(booked, decision="no_plan")
    assert current_episode(booked.young_person).stage == "cin_plan"
    assert meeting.category == ""


def test_an_adjourned_conference_is_asked_for_again_with_the_same_people(booked: Walk) -> None:
    people_before = [one.name for one in selectors.attendance(booked.meeting)]
    decide(booked, decision="adjourned", dissent="")
    episode = current_episode(booked.young_person)
    again = selectors.current_meeting(episode)
    assert (episode.stage, again.status) == ("conference_booked", "asked_for")
    assert [one.name for one in selectors.attendance(again)] == people_before
    assert selectors.attendance(again)[3].contexts == selectors.attendance(booked.meeting)[3].contexts


def test_everything_missing_is_said_at_once(booked: Walk) -> None:
    with pytest.raises(NotPossible) as refused:
        decide(booked, dissent=" ", rationale=" ", category="")
    places = [where for where, _ in refused.value.missing]
    assert {"record", "attendance", "quorum_exception", "category", "dissent", "rationale"} <= set(places)
    sentences = " ".join(text for _, text in refused.value.missing)
    assert "Say whether Rowan came." in sentences
    booked.meeting.refresh_from_db()
    assert booked.meeting.status == "booked"


def test_few_agencies_need_the_chairs_reason(booked: Walk) -> None:
    written(booked, attendance="absent")
    assert "quorum_exception" in refusal(lambda: decide(booked))
    assert decide(booked, quorum_exception="The family could not wait.").held


def test_views_of_those_who_came_are_needed(booked: Walk) -> None:
    written(booked, view_on_plan="")
    assert "attendance" in refusal(lambda: decide(booked))


def test_neglect_needs_care_at_home_to_be_in_issue(booked: Walk) -> None:
    written(booked)
    assert "category" in refusal(lambda: decide(booked, category="NEG"))
    meeting = decide(booked, category="NEG", care_at_home_in_issue=True, category_reason="Meals.")
    assert meeting.category == "NEG"


def test_a_conference_is_not_decided_before_its_day(booked: Walk) -> None:
    written(booked)
    tomorrow = ENGLAND_AND_WALES.add_working_days(timezone.localdate(), 1)
    assert "on" in refusal(lambda: decide(booked, on=tomorrow))


def test_a_chair_who_has_come_to_hold_the_case_no_longer_decides(booked: Walk, cast: Cast) -> None:
    written(booked)
    accounts.start_membership(
        by=cast.administrator,
        user=cast.chair,
        site=cast.site,
        agency=cast.agencies["social_care"],
        role=Role.TEAM_MANAGER,
        team=cast.team,
        starts_on=START,
    )
    assert "conference" in refusal(lambda: decide(booked, by=User.objects.get(pk=cast.chair.pk)))


def test_only_the_chair_of_this_conference_decides(booked: Walk, cast: Cast) -> None:
    written(booked)
    for user in (cast.coordinator, cast.social_worker, cast.team_manager):
        with pytest.raises(NotAllowed):
            decide(booked, by=user)


def test_attendance_of_two_writers_is_not_overwritten(booked: Walk, cast: Cast) -> None:
    seen = selectors.attendance_version(booked.meeting)
    actions.record_attendance(by=cast.chair, meeting=booked.meeting, rows=attended(booked.meeting), version=seen)
    with pytest.raises(Conflict) as conflict:
        actions.record_attendance(
            by=cast.coordinator, meeting=booked.meeting, rows=attended(booked.meeting, view="Other."), version=seen
        )
    first = booked.meeting.invitations.first()
    assert conflict.value.theirs[f"view_{first.pk}"] == "We can help."


def test_nothing_is_recorded_before_the_conference_is_booked(asked: Walk, cast: Cast) -> None:
    found = refusal(actions.record_conference, by=cast.coordinator, meeting=asked.meeting, discussion="Early.")
    assert "conference" in found


def test_ending_access_afterwards_keeps_who_came(held: Walk, cast: Cast) -> None:
    own = held.meeting.invitations.get(user=cast.school_lead)
    actions.withdraw_invitation(by=cast.coordinator, invitation=own, on=timezone.localdate())
    assert own.pk in {one.pk for one in selectors.attendance(held.meeting)}


# --- Pages ----------------------------------------------------------------------------------------------------------
PAGES = {
    "": ("social_worker", "team_manager", "chair", "coordinator", "quality_lead", "school_lead"),
    "book/": ("coordinator",),
    "invite/": ("coordinator",),
    "invitations/{number}/": ("coordinator",),
    "invitations/{number}/withdraw/": ("coordinator",),
    "attendance/": ("chair", "coordinator"),
    "record/": ("chair", "coordinator"),
    "decide/": ("chair",),
}
INSIDE = ("social_worker", "team_manager", "chair", "coordinator", "quality_lead", "school_lead")
OUTSIDE = (
    "shop_manager",
    "researcher",
    "administrator",
    "caldicott_guardian",
    "other_team_worker",
    "other_team_manager",
    "other_site_worker",
    "other_site_manager",
    "young_person_user",
    "parent",
    "advocate",
)


@pytest.mark.parametrize("page", PAGES)
def test_who_may_open_each_page(page: str, booked: Walk, cast: Cast, client_for: ClientFor) -> None:
    url = address(booked, page.format(number=booked.meeting.invitations.first().pk))
    for name in INSIDE:
        expected = 200 if name in PAGES[page] else 403
        assert client_for(getattr(cast, name)).get(url).status_code == expected, name
    for name in OUTSIDE:
        assert client_for(getattr(cast, name)).get(url).status_code == 404, name
    assert Client().get(url).status_code == 302


def test_a_partner_sees_their_own_part_and_no_more(booked: Walk, cast: Cast, client_for: ClientFor) -> None:
    actions.record_conference(by=cast.chair, meeting=booked.meeting, discussion="Something private.")
    text = client_for(cast.school_lead).get(address(booked)).text
    assert "What you know of the place, and what you could change there." in text
    assert "Civic offices" in text
    assert "Rowan" in text
    for hidden in ("Something private.", "with Ms Adu", cast.police_sergeant.name, booked.places[0][1].name):
        assert hidden not in text


def test_a_partner_sees_no_more_once_it_was_held(held: Walk, cast: Cast, client_for: ClientFor) -> None:
    text = client_for(cast.school_lead).get(address(held)).text
    assert "The places have to change, and we can do our part." in text
    assert "nobody looks after the places" not in text


def test_the_closed_record_says_everything_and_offers_no_form(held: Walk, cast: Cast, client_for: ClientFor) -> None:
    client = client_for(cast.social_worker)
    text = client.get(address(held)).text
    for said in ("A plan is made", "Physical abuse", "Came and spoke", "Friends who walk each other home", "closed"):
        assert said in text
    for page, user in (("book/", cast.coordinator), ("record/", cast.chair), ("decide/", cast.chair)):
        assert client_for(user).get(address(held, page)).status_code == 409


def test_no_conference_yet_is_said(cast: Cast, client_for: ClientFor) -> None:
    walk = walked(cast, "referred")
    client = client_for(cast.social_worker)
    assert "No conference has been asked for" in client.get(address(walk)).text


BOOKING = {
    "scheduled_at-time": "14:30",
    "mode": "online",
    "place": "A link, sent on the day",
    "young_persons_preferences": "After school, with Ms Adu.",
    "late_reason": "",
    "late_words": "",
}


def on_form(day: date, name: str = "scheduled_at") -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def test_booking_in_the_browser(asked: Walk, cast: Cast, client_for: ClientFor) -> None:
    client, url = client_for(cast.coordinator), address(asked, "book/")
    page = client.get(url).text
    assert cast.chair.name in page
    assert cast.team_manager.name not in page.split('name="chair"')[1].split("</select>")[0]
    sunday = asked.day(15) + timedelta(days=6 - asked.day(15).weekday())
    data = {**BOOKING, "chair": cast.chair.pk, "_version": asked.meeting.version}
    refused = client.post(url, {**data, **on_form(sunday)})
    assert refused.status_code == 409
    assert "8875" in refused.text
    assert "A link, sent on the day" in refused.text
    empty = client.post(url, {"_version": asked.meeting.version, "place": "Kept"})
    assert empty.status_code == 422
    assert 'value="Kept"' in empty.text
    saved = client.post(url, {**data, **on_form(asked.day(15))})
    assert (saved.status_code, saved["Location"]) == (303, address(asked))
    asked.meeting.refresh_from_db()
    assert asked.meeting.status == "booked"
    again = client.post(url, {**data, **on_form(asked.day(14))})
    assert again.status_code == 409
    assert "choose which words to keep" in again.text


def test_inviting_and_withdrawing_in_the_browser(booked: Walk, cast: Cast, client_for: ClientFor) -> None:
    client, url = client_for(cast.coordinator), address(booked, "invite/")
    nobody = client.post(url, {"role": "business", "asked_to_bring": "The camera plan"})
    assert nobody.status_code == 422
    assert "Choose a person, or enter their name" in nobody.text
    assert "The camera plan" in nobody.text
    data = {"user": cast.shop_manager.pk, "role": "business", "can_influence": [booked.places[0][1].pk]}
    assert client.post(url, data).status_code == 303
    assert client.post(url, data).status_code == 409
    own = booked.meeting.invitations.get(user=cast.shop_manager)
    assert list(own.can_influence.all()) == [booked.places[0][1]]
    change = address(booked, f"invitations/{own.pk}/")
    assert client.post(change, {"role": "business", "asked_to_bring": "Keys", "_version": 1}).status_code == 303
    own.refresh_from_db()
    assert own.asked_to_bring == "Keys"
    end = address(booked, f"invitations/{own.pk}/withdraw/")
    assert "no longer open the conference" in client.get(end).text
    assert client.post(end).status_code == 303
    assert client.post(end).status_code == 404
    assert client.get(address(booked, "invitations/999999/")).status_code == 404


def test_an_invitation_of_another_record_is_not_found(booked: Walk, cast: Cast, client_for: ClientFor) -> None:
    other = people.add_young_person(by=cast.team_manager, site=cast.site, team=cast.team, given_name="Sam")
    url = f"/young-people/{other.ref}/conference/invitations/{booked.meeting.invitations.first().pk}/"
    assert client_for(cast.coordinator).get(url).status_code == 404
    assert client_for(cast.team_manager).get(url).status_code == 403


def test_the_conference_in_the_browser_from_who_came_to_the_decision(
    booked: Walk, cast: Cast, client_for: ClientFor
) -> None:
    client = client_for(cast.chair)
    came, data = address(booked, "attendance/"), {"_version": selectors.attendance_version(booked.meeting)}
    assert "Did Rowan come?" in client.get(came).text
    for row in attended(booked.meeting):
        data |= {f"{name}_{row['invitation']}": value for name, value in row.items() if name != "invitation"}
    assert client.post(came, data).status_code == 303
    assert {one.attendance for one in selectors.attendance(booked.meeting)} == {"attended"}
    record = address(booked, "record/")
    page = client.get(record).text
    assert booked.young_person.own_words in page
    booked.meeting.refresh_from_db()
    assert client.post(record, {**RECORD, "_version": booked.meeting.version}).status_code == 303
    decision = address(booked, "decide/")
    answers = {**DECISION, **on_form(booked.day(15), "on"), "category": "NEG", "care_at_home_in_issue": "False"}
    answers |= {"category_reason": "The harm is outside.", "extra_familial_primary": "True"}
    booked.meeting.refresh_from_db()
    answers["_version"] = str(booked.meeting.version)
    refused = client.post(decision, answers)
    assert refused.status_code == 409
    assert "Neglect is about care at home" in refused.text
    assert client.post(decision, answers | {"category": "PHY"}).status_code == 303
    assert "A plan is made" in client.get(address(booked)).text
    assert client.post(decision, answers).status_code == 409


def test_a_decision_links_to_what_is_missing(booked: Walk, cast: Cast, client_for: ClientFor) -> None:
    answers = {**DECISION, **on_form(booked.day(15), "on"), "_version": str(booked.meeting.version)}
    answers |= {"category_reason": "Nearest.", "extra_familial_primary": "True"}
    text = client_for(cast.chair).post(address(booked, "decide/"), answers).text
    assert f'href="{address(booked, "attendance/")}"' in text
    assert f'href="{address(booked, "record/")}"' in text
    assert "Harm is likely." in text


# --- The list -------------------------------------------------------------------------------------------------------
def test_the_list_is_for_those_who_have_a_part_in_it(booked: Walk, cast: Cast, client_for: ClientFor) -> None:
    seen = ("social_worker", "team_manager", "chair", "coordinator", "quality_lead", "school_lead")
    for name in seen:
        assert address(booked) in client_for(getattr(cast, name)).get("/meetings/").text, name
    for name in ("shop_manager", "other_team_worker", "other_team_manager", "other_site_worker"):
        response = client_for(getattr(cast, name)).get("/meetings/")
        assert response.status_code == 200
        assert address(booked) not in response.text, name
    for name in ("researcher", "administrator"):
        assert client_for(getattr(cast, name)).get("/meetings/").status_code == 403, name
    for name in ("young_person_user", "parent"):
        assert client_for(getattr(cast, name)).get("/meetings/").status_code == 404, name
    assert Client().get("/meetings/").status_code == 302


def test_a_partner_lists_only_the_conference_they_are_invited_to(booked: Walk, cast: Cast) -> None:
    decide(booked, decision="adjourned", dissent="")
    again = selectors.current_meeting(current_episode(booked.young_person))
    actions.withdraw_invitation(
        by=cast.coordinator, invitation=again.invitations.get(user=cast.school_lead), on=timezone.localdate()
    )
    assert list(selectors.visible_to(cast.school_lead)) == [booked.meeting]
    assert set(selectors.visible_to(cast.coordinator)) == {booked.meeting, again}


def test_the_list_says_when_there_is_nothing(cast: Cast, client_for: ClientFor) -> None:
    assert "No meeting yet" in client_for(cast.coordinator).get("/meetings/").text


def test_what_is_to_come_stands_before_what_was_held_which_leads_to_its_own_page(
    booked: Walk, cast: Cast, client_for: ClientFor
) -> None:
    decide(booked, decision="adjourned", dissent="")
    text = client_for(cast.coordinator).get("/meetings/").text
    its_own = address(booked, f"earlier/{booked.meeting.pk}/")
    assert text.index(f'href="{address(booked)}"') < text.index(f'href="{its_own}"'), "it is asked for again"
    assert client_for(cast.coordinator).get(its_own).status_code == 200


def test_the_list_is_narrowed_by_kind_state_and_chair(held: Walk, cast: Cast, client_for: ClientFor) -> None:
    client = client_for(cast.coordinator)
    its_page = address(held, f"earlier/{held.meeting.pk}/")
    for asked, there in (
        ("kind=initial_conference", True),
        ("kind=review_conference", False),
        ("state=held", True),
        ("state=to_come", False),
        ("state=cancelled", False),
        (f"chair={cast.chair.pk}", True),
        ("kind=nonsense&chair=999999", True),
    ):
        text = client.get(f"/meetings/?{asked}").text
        assert (its_page in text) is there, asked
        assert there or "Nothing fits" in text
        alone = client.get(f"/meetings/?{asked}", headers={"HX-Request": "true"}).text
        assert "<h1" not in alone


# --- Speed ----------------------------------------------------------------------------------------------------------
def statements(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    control = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")
    return sum(not query["sql"].startswith(control) for query in queries)


def thirty(walk: Walk) -> None:
    for number in range(30):
        actions.invite(
            by=walk.crew.coordinator,
            meeting=walk.meeting,
            role="residents",
            name=f"Resident {number}",
            agency=walk.crew.agencies["residents"],
            can_influence=[context for _, context in walk.places],
        )


def test_pages_take_no_more_statements_with_thirty_invitations(booked: Walk, cast: Cast, client_for: ClientFor) -> None:
    thirty(booked)
    for user in (cast.coordinator, cast.chair, cast.social_worker, cast.school_lead):
        client = client_for(user)
        assert statements(client, address(booked)) <= 12, user.name
        assert statements(client, "/meetings/") <= 12, user.name
    written(booked)
    decide(booked)
    assert statements(client_for(cast.social_worker), address(booked)) <= 12
