"""The sweep: who is told of what on real records, once, by email when they wish, and nobody of what is not theirs."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from roth.accounts import actions as accounts
from roth.accounts.models import User
from roth.audit.actions import System
from roth.demo.borough import crew_of, places_at
from roth.demo.cast import Cast
from roth.demo.steps import STEPS, walk_to
from roth.demo.walk import Walk
from roth.disagreements.models import Complaint, Dissent
from roth.domain.access import Role
from roth.domain.calendar import ENGLAND_AND_WALES
from roth.domain.notifications.due import LONDON
from roth.meetings.models import AgencyReport, Exclusion, Invitation, KeptApart, Meeting
from roth.pathway import actions as pathway
from roth.pathway.models import Clock, Overlay
from roth.people import actions as people
from roth.people.models import Allocation
from roth.plans.models import Action, Plan
from roth.timetable import actions as timetable
from roth.work import actions
from roth.work.actions import mailing
from roth.work.models import Mail, Notice
from roth.work.selectors import due_notices
from roth.work.sweep import sweep

ClientFor = Callable[[Any], Client]
STARTED = date(2026, 3, 2)  # a Monday


@pytest.fixture(autouse=True)
def nothing_before(cast: Cast) -> None:
    Notice.objects.all().delete()


def walked(cast: Cast, until: str, number: int = 0) -> Walk:
    start = ENGLAND_AND_WALES.working_day_on_or_before(timezone.localdate() - timedelta(days=40))
    walk = Walk(crew_of(cast), f"Given{number}", "Ellery", places_at(crew_of(cast), (0, 1, 2)), start, number=number)
    found = walk_to(walk, until)
    Notice.objects.all().delete()
    return found


def at(day: date, hour: int = 12) -> datetime:
    return datetime.combine(day, time(hour), LONDON)


def told(now: datetime) -> set[tuple[str, User]]:
    """Kind and user of what is due, none of it saved."""
    return {(notice.kind, notice.user) for notice in due_notices(now)}


def clock(walk: Walk, rule: str) -> Clock:
    return Clock.objects.filter(episode__young_person=walk.young_person, rule=rule).latest("pk")


def only(found: set[tuple[str, User]], kind: str) -> set[User]:
    return {user for code, user in found if code == kind}


# --- Each source: it fires, and one that does not --------------------------------------------------------------------
def test_a_referral_is_told_of_at_four_hours_and_when_it_is_late_and_then_further_up(cast: Cast) -> None:
    walk = walked(cast, "referred")
    due = clock(walk, "T01").due_on
    before = at(due, 12)
    assert not only(told(before), "N01")
    assert only(told(at(due, 13)), "N01") == {cast.social_worker, cast.team_manager}
    late = told(at(clock(walk, "T01").limit_on + timedelta(days=4)))
    assert only(late, "N01") == {cast.social_worker, cast.team_manager, cast.quality_lead}
    walk.triage("strategy")
    assert not only(told(at(due + timedelta(days=9))), "N01"), "it was decided"


def test_the_assessment_is_told_of_on_its_days(cast: Cast) -> None:
    walk = walked(cast, "referred")
    walk.triage("assessment")
    running = clock(walk, "T03")
    thirty = ENGLAND_AND_WALES.add_working_days(running.started_on, 30)
    assert not only(told(at(thirty - timedelta(days=1), 23)), "N03")
    assert only(told(at(thirty, 0)), "N03") == {cast.social_worker, cast.team_manager}


def test_an_enquiry_is_told_to_the_coordinators_of_the_site_and_of_no_other(cast: Cast) -> None:
    walked(cast, "strategy_held")
    now = timezone.now()
    assert only(told(now), "N04") == {cast.coordinator}
    assert not only(told(now + timedelta(days=8)), "N04")
    [notice] = [each for each in due_notices(now) if each.kind == "N04"]
    assert notice.link == "/meetings/", "the record itself is not theirs to open yet"


def test_a_conference_with_no_day_is_told_to_manager_and_coordinator_until_it_has_one(cast: Cast) -> None:
    walk = walked(cast, "pathway_decided")
    start = clock(walk, "T11").started_on
    third, twelfth = (ENGLAND_AND_WALES.add_working_days(start, number) for number in (3, 12))
    assert only(told(at(third)), "N05") == {cast.team_manager, cast.coordinator}
    assert only(told(at(twelfth)), "N06") == {cast.team_manager}, "nobody chairs it yet"
    for step in ("assessed", "assessment_authorised", "booked"):
        STEPS[step][0](walk)
    assert not only(told(at(third)), "N05")


def test_core_group_and_review_are_told_ahead_and_late(cast: Cast) -> None:
    walk = walked(cast, "in_force")
    core, review = clock(walk, "T19"), clock(walk, "T23")
    soon = ENGLAND_AND_WALES.subtract_working_days(core.due_on, 3)
    assert not only(told(at(soon - timedelta(days=1), 23)), "N15")
    assert only(told(at(soon, 0)), "N15") == {cast.social_worker}
    ahead = ENGLAND_AND_WALES.subtract_working_days(review.due_on, 30)
    assert only(told(at(ahead)), "N17") == {cast.social_worker, cast.coordinator}
    assert cast.chair in only(told(at(review.limit_on + timedelta(days=6))), "N17")
    core.done_on = core.due_on
    core.save()
    assert not only(told(at(core.limit_on + timedelta(days=9))), "N15"), "it has met"


def test_an_agencys_action_is_told_to_its_invited_partner_then_manager_then_chair(cast: Cast) -> None:
    walk = walked(cast, "in_force")
    school = Action.objects.filter(plan__episode__young_person=walk.young_person).first()
    assert school
    Action.objects.filter(plan=school.plan).exclude(pk=school.pk).update(status="done")
    due = ENGLAND_AND_WALES.working_day_after(timezone.localdate())
    Action.objects.filter(pk=school.pk).update(owner_agency=cast.agencies["school"], due_on=due, status="accepted")
    assert not only(told(at(due - timedelta(days=1), 23)), "N18")
    assert only(told(at(due, 0)), "N18") == {cast.school_lead}
    five, ten = (ENGLAND_AND_WALES.add_working_days(due, number) for number in (5, 10))
    assert only(told(at(five)), "N18") == {cast.school_lead, cast.team_manager}
    assert only(told(at(ten)), "N18") == {cast.school_lead, cast.team_manager, cast.chair}
    Invitation.objects.filter(user=cast.school_lead).update(withdrawn_on=due)
    assert cast.school_lead not in only(told(at(ten)), "N18"), "an agency that is no longer invited learns nothing"


def test_the_age_of_a_plan_is_told_at_nine_months_and_further_up_at_eighteen(cast: Cast) -> None:
    walk = walked(cast, "in_force")
    plan = Plan.objects.get(episode__young_person=walk.young_person)
    plan.starts_on = date(2025, 1, 15)
    plan.save()
    assert not only(told(at(date(2025, 10, 14))), "N19")
    assert only(told(at(date(2025, 10, 15))), "N19") == {cast.team_manager, cast.chair}
    assert cast.quality_lead in only(told(at(date(2026, 7, 15))), "N19")


def test_coming_of_age_is_told_half_a_year_ahead(cast: Cast) -> None:
    walk = walked(cast, "in_force")
    today = timezone.localdate()
    person = walk.young_person
    person.born_on = date(today.year - 17, today.month, 1) - timedelta(days=184)
    person.save()
    assert only(told(at(today)), "N26") == {cast.social_worker, cast.team_manager}
    person.born_on = date(today.year - 16, today.month, 1)
    person.save()
    assert not only(told(at(today)), "N26")


def test_a_link_is_told_thirty_days_before_it_is_looked_at_again(cast: Cast) -> None:
    walk = walked(cast, "in_force")
    review = min(walk.young_person.context_links.values_list("review_on", flat=True))
    assert not only(told(at(review - timedelta(days=31))), "N30")
    assert only(told(at(review - timedelta(days=30))), "N30") == {cast.social_worker}


def test_a_conference_without_a_quorum_and_one_who_declined_are_told(cast: Cast) -> None:
    walk = walked(cast, "booked")
    meeting = Meeting.objects.get(episode__young_person=walk.young_person)
    day = ENGLAND_AND_WALES.add_working_days(timezone.localdate(), 3)
    Meeting.objects.filter(pk=meeting.pk).update(scheduled_at=at(day, 14))
    assert not only(told(timezone.now()), "N08")
    assert not only(told(timezone.now()), "N07")
    partners = meeting.invitations.exclude(agency__kind="social_care").exclude(agency=None)
    partners.update(attendance="declined")
    found = told(timezone.now())
    assert only(found, "N08") == {cast.coordinator, cast.chair}
    assert cast.coordinator in only(found, "N07")


def test_a_worker_who_changes_and_a_record_with_nobody_are_told_to_the_manager(cast: Cast) -> None:
    walk = walked(cast, "in_force")
    assert not only(told(timezone.now()), "N33"), "the first allocation is no change"
    yesterday = timezone.localdate() - timedelta(days=1)
    Allocation.objects.filter(young_person=walk.young_person).update(ends_on=yesterday)
    assert only(told(timezone.now()), "N33") == {cast.team_manager}
    Allocation.objects.create(young_person=walk.young_person, worker=cast.social_worker, starts_on=yesterday)
    [notice] = [each for each in due_notices(timezone.now()) if each.kind == "N33"]
    assert notice.user == cast.team_manager


def test_elevated_access_is_told_to_the_guardian(cast: Cast) -> None:
    walk = walked(cast, "in_force")
    accounts.take_elevated_access(
        by=cast.other_team_worker,
        young_person=walk.young_person,
        reason="Somebody rang about them tonight",
        minutes=5,
    )
    Notice.objects.all().delete()
    assert only(told(timezone.now()), "N29") == {cast.caldicott_guardian}


def test_one_who_opens_very_many_records_is_told_to_the_guardian(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("roth.work.selectors.facts.MANY_RECORDS", 2)
    walks = [walked(cast, "referred", number) for number in (0, 1)]
    from roth.domain.access import Permission
    from roth.people.access import young_person_for

    young_person_for(cast.quality_lead, walks[0].young_person.ref, Permission.RECORD_VIEW)
    assert not only(told(timezone.now()), "N29")
    young_person_for(cast.quality_lead, walks[1].young_person.ref, Permission.RECORD_VIEW)
    assert only(told(timezone.now()), "N29") == {cast.caldicott_guardian}


def test_three_young_people_in_one_place_are_told_to_managers_without_a_name(cast: Cast) -> None:
    for number in (0, 1):
        walk = walked(cast, "referred", number)
    today = timezone.localdate()
    from roth.contexts.models import ContextLink

    ContextLink.objects.update(starts_on=today)
    assert not only(told(timezone.now()), "N24"), "two are not a cluster"
    walk = walked(cast, "referred", 2)
    ContextLink.objects.update(starts_on=today)
    found = [notice for notice in due_notices(timezone.now()) if notice.kind == "N24"]
    assert {notice.user for notice in found} == {cast.team_manager, cast.other_team_manager}
    assert all(re.fullmatch(r"/contexts/CX-\d{4}/", notice.link) for notice in found), found[0].link
    assert walk.young_person.ref not in str([notice.link for notice in found])


def test_a_cpis_notice_is_told_to_the_worker_and_when_nobody_looks_to_the_duty(
    cast: Cast, client_for: ClientFor
) -> None:
    walk = walked(cast, "in_force")
    ref = walk.young_person.ref
    client = client_for(cast.social_worker)
    now = timezone.localtime()
    data = {
        **{f"seen_at-{name}": getattr(now, name) for name in ("day", "month", "year")},
        "seen_at-time": "00:00",
        "where": "Invented hospital",
    }
    assert client.post(f"/young-people/{ref}/cp-is/", data).status_code == 303
    assert "Invented hospital" in client.get(f"/young-people/{ref}/cp-is/").content.decode()
    [notice] = [each for each in due_notices(timezone.now()) if each.kind == "N22"]
    assert (notice.user, notice.link, notice.safety) == (cast.social_worker, f"/young-people/{ref}/cp-is/", True)


def test_a_report_is_told_to_its_author_then_to_the_manager_and_the_chair(cast: Cast) -> None:
    walk = walked(cast, "booked")
    meeting = Meeting.objects.get(episode__young_person=walk.young_person)
    invitation = meeting.invitations.get(user=cast.school_lead)
    due = ENGLAND_AND_WALES.working_day_after(timezone.localdate())
    said = {"asked_on": timezone.localdate(), "due_on": due, "limit_on": due}
    report = AgencyReport.objects.create(meeting=meeting, invitation=invitation, agency=invitation.agency, **said)
    one_before = ENGLAND_AND_WALES.subtract_working_days(due, 1)
    assert not only(told(at(one_before - timedelta(days=1), 23)), "N09")
    assert only(told(at(one_before, 0)), "N09") == {cast.school_lead}
    assert {cast.school_lead, cast.team_manager, cast.chair} == only(told(at(due + timedelta(days=5))), "N09")
    report.lodged_at = timezone.now()
    report.save()
    found = told(at(due))
    assert not only(found, "N09")
    assert only(found, "N10") == {cast.school_lead}, "the family has not had it"
    report.shared_with_parents_on, report.not_shared_with_young_person = due, "They asked not to have it"
    report.save()
    assert not only(told(at(due + timedelta(days=5))), "N10")


def test_a_late_request_to_keep_somebody_out_is_told_to_the_chair(cast: Cast) -> None:
    walk = walked(cast, "booked")
    meeting = Meeting.objects.get(episode__young_person=walk.young_person)
    today = timezone.localdate()
    asked = Exclusion.objects.create(
        meeting=meeting,
        name="A relative",
        ground="violence",
        reason="Threats",
        duration="whole",
        asked_by=cast.social_worker,
        asked_on=today,
    )
    for days, who in ((2, {cast.chair}), (6, set())):
        day = ENGLAND_AND_WALES.add_working_days(today, days)
        Meeting.objects.filter(pk=meeting.pk).update(scheduled_at=at(day, 14))
        assert only(told(timezone.now()), "N12") == who
    Meeting.objects.filter(pk=meeting.pk).update(scheduled_at=at(ENGLAND_AND_WALES.add_working_days(today, 2), 14))
    asked.ruling = "refused"
    asked.save()
    assert not only(told(timezone.now()), "N12"), "it is decided"


def test_two_who_must_not_meet_are_told_of_without_saying_so(cast: Cast) -> None:
    walks = [walked(cast, "booked", number) for number in (0, 1)]
    day = ENGLAND_AND_WALES.add_working_days(timezone.localdate(), 4)
    for walk in walks:
        booked = Meeting.objects.filter(episode__young_person=walk.young_person)
        booked.update(scheduled_at=at(day, 14), ends_at=at(day, 16))
    assert not only(told(timezone.now()), "N25"), "nobody has to be kept apart"
    first, second = sorted((walk.young_person for walk in walks), key=lambda person: person.pk)
    today = timezone.localdate()
    said = {"reason": "Threats", "source": "Police", "starts_on": today, "review_on": day, "by": cast.team_manager}
    KeptApart.objects.create(first=first, second=second, **said)
    found = [notice for notice in due_notices(timezone.now()) if notice.kind == "N25"]
    assert {notice.user for notice in found} == {cast.coordinator}
    assert not any(word in notice.text for notice in found for word in ("young", "meet", "apart"))
    later = day + timedelta(days=7)
    Meeting.objects.filter(episode__young_person=first).update(scheduled_at=at(later, 14), ends_at=at(later, 16))
    assert not only(told(timezone.now()), "N25")


def test_a_changed_bank_holiday_is_told_to_coordinators_and_managers_of_every_site(cast: Cast) -> None:
    assert not only(told(timezone.now()), "N34")
    day = ENGLAND_AND_WALES.add_working_days(timezone.localdate(), 3)
    timetable.change_holiday(by=cast.administrator, day=day, added=True, title="A day off", reason="Proclaimed")
    found = only(told(timezone.now()), "N34")
    assert found >= {cast.coordinator, cast.team_manager, cast.other_site_manager}
    assert not only(told(timezone.now() + timedelta(days=8)), "N34")


def begun(walk: Walk, cast: Cast, kind: str, hours_ago: int = 2) -> Overlay:
    """Something goes on beside the pathway."""
    since = timezone.now() - timedelta(hours=hours_ago)
    said = {"kind": kind, "started_at": since, "words": "Nobody knows where", "source": "Home"}
    return pathway.begin_overlay(by=cast.social_worker, young_person=walk.young_person, **said)


def test_missing_is_told_at_once_then_the_return_and_the_hours_of_its_interview(cast: Cast) -> None:
    walk = walked(cast, "in_force")
    assert not only(told(timezone.now()), "N21")
    overlay = begun(walk, cast, "missing")
    assert only(told(timezone.now()), "N21") == {cast.social_worker, cast.team_manager}
    back = timezone.now() - timedelta(hours=1)
    said = {"overlay": overlay, "ended_at": back, "words": "Came home"}
    pathway.end_overlay(by=cast.social_worker, young_person=walk.young_person, **said)
    keys = {notice.fact for notice in due_notices(timezone.now()) if notice.kind == "N21"}
    assert keys == {f"N21:overlay:{overlay.pk}:ended"}, "they are back: that they were gone is no news"
    clock_of_it = f"N21:clock:{clock(walk, 'T28').pk}"
    for hours, who in ((47, set()), (48, {cast.social_worker}), (72, {cast.social_worker, cast.team_manager})):
        found = [notice for notice in due_notices(back + timedelta(hours=hours, minutes=1))]
        assert {notice.user for notice in found if notice.fact == clock_of_it} == who, hours
    assert all(notice.safety for notice in found if notice.kind == "N21")


def test_custody_is_told_to_the_core_group_and_the_chair(cast: Cast) -> None:
    walk = walked(cast, "in_force")
    assert not only(told(timezone.now()), "N36")
    begun(walk, cast, "in_custody")
    found = only(told(timezone.now()), "N36")
    assert {cast.social_worker, cast.chair} <= found
    assert cast.other_team_worker not in found
    assert not only(told(timezone.now() + timedelta(days=8)), "N36")


def test_a_threat_to_life_is_told_at_once_and_within_the_hour_further_up(cast: Cast) -> None:
    walk = walked(cast, "referred")
    assert not only(told(timezone.now()), "N02")
    begun(walk, cast, "threat_to_life")
    assert only(told(timezone.now()), "N02") == {cast.social_worker, cast.team_manager}
    hour = timezone.now() + timedelta(hours=1, minutes=1)
    assert cast.quality_lead in only(told(hour), "N02")
    sweep(timezone.now())
    Notice.objects.filter(kind="N02", user=cast.team_manager).update(read_at=timezone.now())
    assert cast.quality_lead not in only(told(hour), "N02"), "somebody has looked"


def test_not_seen_alone_twice_running_is_told_and_once_is_not(cast: Cast) -> None:
    walk = walked(cast, "in_force")
    said = {"seen": True, "where": "Home", "purpose": "To hear how it is", "why_not": "Their aunt stayed"}
    walk.young_person.episodes.get().visits.all().delete()  # those of the way there
    today = timezone.localdate()
    for days_ago, alone, expected in ((9, True, False), (6, False, False), (3, False, True), (0, True, False)):
        on = today - timedelta(days=days_ago)
        pathway.record_visit(by=cast.social_worker, young_person=walk.young_person, on=on, alone=alone, **said)
        told_of = [notice for notice in due_notices(timezone.now()) if notice.fact.startswith("N16:visit")]
        assert bool(told_of) is expected, days_ago


def test_a_plan_that_asks_most_of_the_young_person_is_told_when_it_is_written(cast: Cast) -> None:
    walk = walked(cast, "in_force")
    actions_of_plan = Action.objects.filter(plan__episode__young_person=walk.young_person)
    actions_of_plan.update(entered_at=timezone.now(), target="place")
    assert not only(told(timezone.now()), "N20")
    actions_of_plan.update(target="young_person_behaviour")
    assert only(told(timezone.now()), "N20") == {cast.social_worker, cast.chair}
    actions_of_plan.update(entered_at=timezone.now() - timedelta(days=9))
    assert not only(told(timezone.now()), "N20"), "it was written long ago"


def test_a_dissent_and_a_complaint_are_told_until_they_are_settled(cast: Cast) -> None:
    walk = walked(cast, "held")
    meeting = Meeting.objects.get(episode__young_person=walk.young_person)
    assert not {"N27", "N28"} & {kind for kind, _ in told(timezone.now())}
    today = timezone.localdate()
    said = {"meeting": meeting, "about": "decision", "words": "I do not agree", "name": "Priya Nand"}
    dissent = Dissent.objects.create(raised_by=cast.school_lead, raised_on=today, **said)
    assert only(told(timezone.now()), "N27") == {cast.school_lead, cast.chair}
    Complaint.objects.create(
        meeting=meeting, complainant="parent", name="A parent", ground="process", words="Not heard",
        help_given="Advocate offered", received_on=today, received_by=cast.coordinator,
    )  # fmt: skip
    assert only(told(timezone.now()), "N28") == {cast.quality_lead}
    dissent.stage = "resolved"
    dissent.save()
    Complaint.objects.update(stage="outcome")
    assert not {"N27", "N28"} & {kind for kind, _ in told(timezone.now())}


# --- To whom ---------------------------------------------------------------------------------------------------------
def test_nobody_is_told_of_a_record_that_they_may_not_open(cast: Cast) -> None:
    walk = walked(cast, "referred")
    late = at(clock(walk, "T01").limit_on + timedelta(days=5))
    assert cast.quality_lead in only(told(late), "N01")
    people.declare_conflict(by=cast.quality_lead, young_person=walk.young_person)
    assert cast.quality_lead not in only(told(late), "N01"), "they know the young person"
    people.restrict(
        by=cast.team_manager,
        young_person=walk.young_person,
        reason="Somebody at the site is family",
        people={cast.social_worker: "Allocated"},
    )
    allowed = set(User.objects.filter(pk__in=walk.young_person.allowed_people.values("user")))
    assert only(told(late), "N01") == allowed == {cast.social_worker, cast.team_manager}


def test_every_notice_leads_to_a_page_that_its_reader_may_open(cast: Cast, client_for: ClientFor) -> None:
    for number, until in enumerate(("referred", "strategy_held", "pathway_decided", "booked", "held", "in_force")):
        walked(cast, until, number)
    now = timezone.now() + timedelta(days=120)
    pages = {(notice.user, notice.link, notice.kind) for notice in due_notices(now)}
    assert len({kind for _, _, kind in pages}) >= 6
    for user, link, kind in pages:
        assert client_for(user).get(link).status_code in (200, 409), (kind, user.name, link)


def test_a_role_that_has_ended_is_told_nothing(cast: Cast) -> None:
    walk = walked(cast, "referred")
    late = at(clock(walk, "T01").limit_on + timedelta(days=5))
    held = cast.team_manager.memberships.get()
    held.ends_on = late.date() - timedelta(days=1)
    held.save()
    assert cast.team_manager not in only(told(late), "N01")


def test_without_a_quality_lead_the_managers_hear_for_the_head_of_service(cast: Cast) -> None:
    walk = walked(cast, "referred")
    late = at(clock(walk, "T01").limit_on + timedelta(days=5))
    cast.quality_lead.memberships.update(ends_on=timezone.localdate() - timedelta(days=400), starts_on=date(2024, 1, 1))
    assert only(told(late), "N01") >= {cast.team_manager, cast.other_team_manager}
    assert cast.other_site_manager not in only(told(late), "N01")


# --- Once, and by email ----------------------------------------------------------------------------------------------
@pytest.fixture
def morning(cast: Cast) -> datetime:
    """A working morning on which a core group is late."""
    walk = walked(cast, "in_force")
    day = clock(walk, "T19").limit_on + timedelta(days=1)
    return at(ENGLAND_AND_WALES.working_day_after(day), 10)


def test_a_sweep_tells_once_and_a_second_one_nothing(cast: Cast, morning: datetime, mailoutbox: list[Any]) -> None:
    first = sweep(morning)
    assert first.left.notices > 0
    sent = len(mailoutbox)
    assert sent == first.posted.sent == first.left.people
    again = sweep(morning + timedelta(minutes=15))
    assert (again.left.notices, again.posted.sent, len(mailoutbox)) == (0, 0, sent)
    assert len({message.to[0] for message in mailoutbox}) == sent, "one email for one person"


def test_an_email_names_nobody_and_leads_to_the_notices(cast: Cast, morning: datetime, mailoutbox: list[Any]) -> None:
    sweep(morning)
    for message in mailoutbox:
        text = f"{message.subject} {message.body} {message.extra_headers}"
        assert message.subject == "You have a task in ROTH Pathways"
        for name in ("Given0", "Ellery", "YP-", "Rowan", *[user.name for user in cast.everyone().values()]):
            assert name not in text
        assert "/notices/" in text


def test_a_dry_run_says_the_same_and_changes_nothing(cast: Cast, morning: datetime, mailoutbox: list[Any]) -> None:
    dry = sweep(morning, dry_run=True)
    assert not Notice.objects.exists()
    assert not mailoutbox
    real = sweep(morning)
    assert dry.left == real.left
    assert "would be told of" in dry.in_words()[0]


def test_the_evenings_email_leaves_in_the_morning_and_safety_at_once(
    cast: Cast, morning: datetime, mailoutbox: list[Any]
) -> None:
    night = morning.replace(hour=22)
    assert sweep(night).posted.sent == 0
    Notice.objects.create(user=cast.chair, text="Look now.", at=night, safety=True)
    assert sweep(night).posted.sent == 1
    assert mailoutbox[0].to == [cast.chair.email]
    seven = at(ENGLAND_AND_WALES.working_day_after(night.date()), 7)
    assert not sweep(seven - timedelta(minutes=1)).posted.sent
    assert sweep(seven).posted.sent >= 1


def test_each_person_is_written_to_as_they_wish(cast: Cast, morning: datetime, mailoutbox: list[Any]) -> None:
    hours = {"quiet_from": time(20), "quiet_until": time(7), "quiet_weekends": True}
    actions.save_wishes(by=cast.social_worker, how="off", **hours)
    actions.save_wishes(by=cast.team_manager, how="daily", **hours)
    sweep(morning)
    assert cast.social_worker.email not in {message.to[0] for message in mailoutbox}
    assert Notice.objects.filter(user=cast.social_worker).exists(), "it stands in the product all the same"
    if Notice.objects.filter(user=cast.team_manager).exists():
        assert cast.team_manager.email not in {message.to[0] for message in mailoutbox}
        eight = at(ENGLAND_AND_WALES.working_day_after(morning.date()), 8)
        sweep(eight)
        assert cast.team_manager.email in {message.to[0] for message in mailoutbox}


def test_what_was_read_meanwhile_is_not_written_of(cast: Cast, morning: datetime, mailoutbox: list[Any]) -> None:
    sweep(morning.replace(hour=22))
    Notice.objects.update(read_at=morning)
    assert sweep(morning + timedelta(days=5)).posted.sent == 0 or all(
        Notice.objects.filter(user__email=message.to[0], read_at__isnull=True).exists() for message in mailoutbox
    )


def broken(message: Any, *_: Any, **__: Any) -> int:
    """A mail server that goes away."""
    raise SMTPServerDisconnected("The server went away")


def test_a_refused_email_is_kept_with_the_reason_and_sent_later_once(
    cast: Cast, morning: datetime, mailoutbox: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.core.mail.EmailMessage.send", broken)
    refused = sweep(morning)
    assert refused.posted.refused > 0
    assert not mailoutbox
    assert "The server went away" in " ".join(refused.in_words())
    assert Mail.objects.filter(state=Mail.WAITING, attempts=1).count() == refused.posted.refused
    monkeypatch.undo()
    Mail.objects.update(send_after=morning)
    assert sweep(morning + timedelta(minutes=1)).posted.sent == refused.posted.refused
    assert sweep(morning + timedelta(minutes=2)).posted.sent == 0


def test_what_comes_while_an_email_is_refused_waits_with_it(
    cast: Cast, morning: datetime, mailoutbox: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.core.mail.EmailMessage.send", broken)
    sweep(morning)
    Notice.objects.create(user=cast.social_worker, text="Another thing.", at=morning)
    sweep(morning)
    assert Mail.objects.filter(user=cast.social_worker, state=Mail.WAITING).count() == 1
    assert not Notice.objects.filter(user=cast.social_worker, mail__isnull=True).exists()


def test_an_email_whose_sender_died_is_not_sent_again_but_what_is_unread_is_told_anew(
    cast: Cast, morning: datetime, mailoutbox: list[Any]
) -> None:
    Notice.objects.create(user=cast.chair, text="Something.", at=morning)
    mailing.post(morning)
    Mail.objects.update(state=Mail.SENDING, taken_at=morning)
    assert mailing.send_waiting(morning + timedelta(minutes=14)).sent == 0
    posted = mailing.send_waiting(morning + timedelta(minutes=16))
    assert (posted.unsure, posted.sent) == (1, 1)
    assert Mail.objects.filter(state=Mail.UNSURE).count() == 1
    assert len({message.extra_headers["Message-ID"] for message in mailoutbox}) == 1


def test_somebody_who_left_is_not_written_to(cast: Cast, morning: datetime, mailoutbox: list[Any]) -> None:
    User.objects.filter(pk=cast.social_worker.pk).update(is_active=False)
    sweep(morning)
    assert cast.social_worker.email not in {message.to[0] for message in mailoutbox}


def test_those_next_in_line_hear_unless_somebody_has_looked(cast: Cast) -> None:
    walk = walked(cast, "in_force")
    said = {"seen_at": timezone.now(), "where": "Invented hospital"}
    actions.record_cpis_notice(by=cast.social_worker, young_person=walk.young_person, **said)
    now = timezone.now()
    sweep(now)
    [notice] = Notice.objects.filter(kind="N22")
    later = now + timedelta(days=4)
    assert only(told(later), "N22"), "nobody has looked"
    notice.read_at = now
    notice.save()
    assert not only(told(later), "N22")


# --- However many there are ------------------------------------------------------------------------------------------
SCAFFOLDING = re.compile(r"^(BEGIN|SAVEPOINT|RELEASE|COMMIT|ROLLBACK)")


def statements(now: datetime) -> int:
    with CaptureQueriesContext(connection) as caught:
        due_notices(now)
    return sum(not SCAFFOLDING.match(each["sql"]) for each in caught)


def test_the_sweep_takes_as_many_statements_for_eight_records_as_for_two(cast: Cast) -> None:
    now = timezone.now() + timedelta(days=30)
    for number in (0, 1):
        walked(cast, "in_force", number)
    few = len(due_notices(now))
    before = statements(now)
    for number in range(2, 8):
        walked(cast, "in_force", number)
    assert len(due_notices(now)) > 2 * few
    assert statements(now) == before <= 45


# --- Pages -----------------------------------------------------------------------------------------------------------
def test_notices_are_read_one_by_one_or_all_at_once(cast: Cast, client_for: ClientFor) -> None:
    for number in range(30):
        Notice.objects.create(user=cast.chair, text=f"Thing {number}.", at=timezone.now())
    Notice.objects.create(user=cast.social_worker, text="Not yours.", at=timezone.now())
    client = client_for(cast.chair)
    page = client.get("/notices/").content.decode()
    assert page.count("Mark as read") == 25
    assert "Not yours" not in page
    assert client.post("/notices/read/").status_code == 303
    assert "Nothing unread" in client.get("/notices/").content.decode()
    assert "Thing 29." in client.get("/notices/?show=all").content.decode()
    assert Notice.objects.get(user=cast.social_worker).read_at is None


def test_wishes_are_kept_and_a_wrong_hour_is_explained(cast: Cast, client_for: ClientFor) -> None:
    client = client_for(cast.chair)
    good = {"how": "daily", "quiet_from": "21:00", "quiet_until": "06:30"}
    assert client.post("/notices/settings/", good).status_code == 303
    assert 'value="21:00"' in client.get("/notices/settings/").content.decode()
    wrong = client.post("/notices/settings/", {**good, "quiet_from": "soon"})
    assert wrong.status_code == 422
    assert "like 14:30" in wrong.content.decode()


def test_the_command_says_what_it_did(cast: Cast, morning: datetime, mailoutbox: list[Any]) -> None:
    swept = sweep(morning)
    lines = swept.in_words()
    assert re.match(r"\d+ (person|people) told of \d+ things?\.", lines[0])
    assert any(line.strip().startswith("N15") for line in lines)
    assert swept.as_json()["notices"]["notices"] == swept.left.notices


def test_the_role_of_a_system_leaves_its_mark_in_the_trail(cast: Cast, morning: datetime) -> None:
    from roth.audit.models import Event

    sweep(morning)
    event = Event.objects.filter(kind="notices.left").latest("number")
    assert event.actor == System("roth notify").audit_key
    assert "Ellery" not in event.detail
    assert Role.PARTNER.value not in event.actor_role
    assert morning.astimezone(UTC)
