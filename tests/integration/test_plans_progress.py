"""Whoever owns an action says how it is going; an absent agency's action waits for its yes; measures are read again."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from roth.accounts import actions as accounts
from roth.accounts.models import User
from roth.audit.models import Event
from roth.demo.stories import FAILURES, STRONG
from roth.domain.errors import NotAllowed, NotPossible, NotVisible
from roth.plans import access, actions, selectors
from roth.plans.models import Action
from roth.quality.selectors import check
from tests.integration.test_plans import action_values, plan_of, url, way


@pytest.fixture
def carried(cast):
    return way(cast, "in_force", style=STRONG)


def own_of(walk, kind) -> Action:
    found = plan_of(walk).actions.filter(owner_agency__kind=kind).first()
    return access.action_of(plan_of(walk), found.pk)


def say(by, action, state="started", **words):
    return actions.record_progress(by=by, action=action, state=state, **({"said": "Two evenings were staffed"} | words))


def asked(plan, rule):
    return {each.subject_key for each in check(plan) if each.rule == rule}


# --- Whose it is ----------------------------------------------------------------------------------------------------
def test_a_partner_says_how_their_own_action_is_going_and_no_other(cast, carried) -> None:
    action = own_of(carried, "youth_service")
    told = say(cast.youth_worker, action, effect="Young people come in and stay", next_step="A third evening")
    assert (told.by, told.for_agency.kind, told.heard_from) == (cast.youth_worker, "youth_service", "")
    assert Action.objects.get(pk=action.pk).status == "started"
    last = Event.objects.filter(record=carried.young_person.ref).order_by("-number").first()
    assert (last.kind, last.target) == ("plan.progress", f"action:{action.pk}")
    with pytest.raises(NotAllowed, match="belongs to"):
        say(cast.police_sergeant, own_of(carried, "youth_service"))
    for outsider in (cast.other_team_worker, cast.other_site_worker, cast.shop_manager, cast.quality_lead):
        with pytest.raises((NotAllowed, NotVisible)):
            say(outsider, own_of(carried, "youth_service"))
    assert Action.objects.get(pk=action.pk).progress.count() == 1


def test_the_partners_pages_hold_their_own_actions_alone(cast, carried, client_for) -> None:
    mine, theirs = own_of(carried, "youth_service"), own_of(carried, "health")
    client = client_for(cast.youth_worker)
    page = client.get(reverse("plans:mine")).content.decode()
    assert url(carried, "progress", mine.pk) in page
    assert url(carried, "progress", theirs.pk) not in page
    plan = client.get(url(carried, "plan")).content.decode()
    assert plan.count("Say how it is going") == plan_of(carried).actions.filter(owner_agency=mine.owner_agency).count()
    assert client.get(url(carried, "progress", theirs.pk)).status_code == 403
    answer = client.post(url(carried, "progress", mine.pk), {"state": "done", "said": "Both rooms are open"})
    assert answer.status_code == 303
    assert "Both rooms are open" in client.get(url(carried, "plan")).content.decode()
    assert client_for(cast.researcher).get(reverse("plans:mine")).status_code == 403
    assert "Both rooms" not in client_for(cast.other_site_worker).get(reverse("plans:mine")).content.decode()


def test_the_door_closes_with_the_role(cast, carried, client_for) -> None:
    action = own_of(carried, "youth_service")
    worker = User.objects.get(pk=cast.youth_worker.pk)
    yesterday = timezone.localdate() - timedelta(days=1)
    accounts.end_membership(by=cast.administrator, membership=worker.memberships.get(), ends_on=yesterday)
    client = client_for(worker)
    assert client.get(reverse("plans:mine")).status_code == 403
    assert client.get(url(carried, "progress", action.pk)).status_code in (403, 404)
    with pytest.raises((NotAllowed, NotVisible)):
        say(User.objects.get(pk=worker.pk), action)


def test_the_list_costs_no_more_however_many_actions(cast, carried, client_for) -> None:
    client = client_for(cast.youth_worker)
    client.get(reverse("plans:mine"))
    plan, agency = plan_of(carried), own_of(carried, "youth_service").owner_agency_id
    for number in range(12):
        values = action_values(plan, owner_agency_id=agency, text=f"open the hall on evening {number}")
        actions.add_action(by=cast.social_worker, plan=plan, **values)
    with CaptureQueriesContext(connection) as taken:
        page = client.get(reverse("plans:mine")).content.decode()
    assert "evening 11" in page
    statements = [each["sql"] for each in taken if not each["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN"))]
    assert len(statements) <= 12, statements


# --- Yes and no (V05) -----------------------------------------------------------------------------------------------
def test_an_absent_agencys_action_stays_proposed_until_it_says_yes(cast, client_for) -> None:
    walk = way(cast, "in_force", style=FAILURES[0])
    plan = plan_of(walk)
    action = plan.actions.get(status="proposed")
    assert asked(plan, "V05") == {f"action:{action.pk}"}
    for change in ({"accepted_on": timezone.localdate()}, {"status": "started"}):
        with pytest.raises(NotPossible, match="V05") as refused:
            actions.change_action(by=cast.social_worker, action=access.action_of(plan, action.pk), **change)
        assert refused.value.missing[0][0] == "accepted_how"
    with pytest.raises(NotPossible, match="who told you"):
        say(cast.social_worker, access.action_of(plan, action.pk), "accepted", said="")
    told = say(cast.social_worker, access.action_of(plan, action.pk), "accepted", said="", heard_from="Lena, by phone")
    action.refresh_from_db()
    assert (action.status, action.accepted_how, told.heard_from) == ("accepted", "Lena, by phone", "Lena, by phone")
    assert asked(plan, "V05") == set()


def test_a_new_action_for_an_absent_agency_cannot_be_accepted_for_it(cast) -> None:
    plan = plan_of(way(cast, "in_force", style=FAILURES[0]))
    absent = plan.actions.get(status="proposed").owner_agency_id
    values = action_values(plan, owner_agency_id=absent)
    with pytest.raises(NotPossible, match="V05"):
        actions.add_action(by=cast.social_worker, plan=plan, **values, accepted_on=timezone.localdate())
    added = actions.add_action(by=cast.social_worker, plan=plan, **values)
    assert added.status == "proposed"


def test_a_no_opens_again_what_the_action_answered(cast, carried) -> None:
    plan = plan_of(carried)
    action = next(each for each in plan.actions.all() if each.dynamics.exists() and each.owner_agency_id)
    answered = {f"dynamic:{key}" for key in action.dynamics.values_list("pk", flat=True)}
    assert not answered & asked(plan, "V02")
    with pytest.raises(NotPossible, match="Say why not"):
        say(cast.social_worker, access.action_of(plan, action.pk), "declined", said=" ", heard_from="Their manager")
    say(
        cast.chair, access.action_of(plan, action.pk), "declined", said="No staff after six", heard_from="Their manager"
    )
    assert answered <= asked(plan, "V02")
    action.refresh_from_db()
    assert (action.status, action.status_reason, action.accepted_on) == ("declined", "No staff after six", None)


def test_what_an_owner_said_is_kept_and_never_written_over(cast, carried) -> None:
    action = own_of(carried, "youth_service")
    for state, words in (("started", "One evening"), ("stuck", "The hall is closed"), ("done", "All evenings")):
        say(cast.youth_worker, own_of(carried, "youth_service"), state, said=words)
    told = list(Action.objects.get(pk=action.pk).progress.values_list("state", "said"))
    assert told == [("started", "One evening"), ("stuck", "The hall is closed"), ("done", "All evenings")]
    action.refresh_from_db()
    assert (action.status, action.status_reason) == ("done", "")
    with pytest.raises(NotPossible, match="future"):
        say(cast.youth_worker, action, "done", on=timezone.localdate() + timedelta(days=1))
    plan_of(carried).save_over(None, {"status": "ended"})
    with pytest.raises(NotPossible, match="ended"):
        say(cast.youth_worker, own_of(carried, "youth_service"))


# --- Measures -------------------------------------------------------------------------------------------------------
READING = {"found": "Six of ten", "who_asked": "Dee", "who_was_asked": "Ten young people, five of them girls"}


def read(cast, walk, by=None, **changes):
    measure = access.measure_of(plan_of(walk), plan_of(walk).measures.first().pk)
    values = READING | {"on": timezone.localdate(), "compared": "same", "how_we_know": ""} | changes
    return actions.read_measure(by=by or cast.social_worker, measure=measure, **values)


def test_a_reading_stands_beside_the_baseline(cast, carried, client_for) -> None:
    with pytest.raises(NotPossible, match="how you know"):
        read(cast, carried, compared="much_better")
    with pytest.raises(NotPossible, match="on or after the baseline"):
        read(cast, carried, on=carried.start - timedelta(days=200))
    with pytest.raises(NotPossible, match="missing"):
        read(cast, carried, who_was_asked=" ")
    with pytest.raises(NotPossible, match="how it compares"):
        read(cast, carried, compared="sustained", how_we_know="x")
    read(cast, carried, compared="bit_better", how_we_know="Asked in the same way")
    page = client_for(cast.social_worker).get(url(carried, "plan")).content.decode()
    assert "A bit better" in page
    assert "Six of ten" in page
    with pytest.raises(NotAllowed):
        read(cast, carried, by=cast.youth_worker)


def test_nothing_is_better_than_a_start_that_nobody_wrote_down(cast, carried) -> None:
    measure = plan_of(carried).measures.first()
    actions.change_measure(by=cast.chair, measure=measure, baseline="")
    with pytest.raises(NotPossible, match="Nothing says how it was at the start"):
        read(cast, carried, compared="bit_better", how_we_know="It feels so")
    assert read(cast, carried, compared="cannot_tell").pk


def test_the_measures_page_asks_and_keeps_what_was_typed(cast, carried, client_for) -> None:
    client, at = client_for(cast.social_worker), url(carried, "reading", plan_of(carried).measures.first().pk)
    today = timezone.localdate()
    sent = {"on-day": today.day, "on-month": today.month, "on-year": today.year, **READING, "compared": "bit_better"}
    refused = client.post(at, sent)
    assert refused.status_code == 409
    assert "Six of ten" in refused.content.decode()
    assert client.post(at, sent | {"how_we_know": "They said so"}).status_code == 303
    assert selectors.parts_of(plan_of(carried)).readings[0].found == "Six of ten"
    assert "Beside the start" in client.get(at).content.decode()
