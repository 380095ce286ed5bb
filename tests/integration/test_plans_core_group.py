"""The core group meets: its clock stops on that day, and its words stand on the plan."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from roth.assessments.models import Assessment
from roth.audit.models import Event
from roth.demo.stories import STRONG
from roth.domain.errors import NotAllowed, NotPossible
from roth.plans import actions, selectors
from tests.integration.test_plans import plan_of, url, way

SAID = {
    "chaired_by": "Dee Marlow",
    "who_came": "Rowan, Mum, Ms Adu",
    "what_was_said": "The lights are on until ten.",
}


@pytest.fixture
def carried(cast):
    return way(cast, "in_force", style=STRONG)


def clock_of(walk):
    return walk.young_person.episodes.get().clocks.get(rule="T19")


def held(cast, walk, on, **changes):
    return actions.record_core_group(by=cast.social_worker, plan=plan_of(walk), held_on=on, **(SAID | changes))


def test_the_first_meeting_stops_the_clock_and_a_later_one_leaves_it(cast, carried) -> None:
    assert clock_of(carried).done_on is None
    met = held(cast, carried, carried.day(20), young_persons_words=" It is better on Mondays. ")
    assert (met.recorded_by, met.young_persons_words) == (cast.social_worker, "It is better on Mondays.")
    assert clock_of(carried).done_on == carried.day(20)
    last = Event.objects.filter(record=carried.young_person.ref).order_by("-number").first()
    assert (last.kind, last.target) == ("plan.core_group_recorded", f"core-group:{met.pk}")
    held(cast, carried, carried.day(25))
    assert clock_of(carried).done_on == carried.day(20)
    assert len(selectors.parts_of(plan_of(carried)).met) == 2


def test_it_meets_between_the_conference_and_today(cast, carried) -> None:
    conference = plan_of(carried).meeting.held_on
    for day, say in (
        (conference - timedelta(days=1), "on or after the conference"),
        (timezone.localdate() + timedelta(days=1), "in the future"),
    ):
        with pytest.raises(NotPossible, match=say) as refused:
            held(cast, carried, day)
        assert refused.value.missing[0][0] == "held_on"
    with pytest.raises(NotPossible) as refused:
        held(cast, carried, conference, who_came=" ")
    assert [name for name, _ in refused.value.missing] == ["who_came"]
    assert clock_of(carried).done_on is None
    held(cast, carried, conference)
    with pytest.raises(NotPossible, match="recorded already"):
        held(cast, carried, conference)
    assert plan_of(carried).core_group_meetings.count() == 1


def test_only_a_plan_in_force_is_carried(cast, carried, client_for) -> None:
    planned = way(cast, "planned", style=STRONG)
    with pytest.raises(NotPossible, match="not in force yet"):
        held(cast, planned, planned.day(16))
    assert client_for(cast.social_worker).get(url(planned, "core_group_held")).status_code == 409
    plan_of(carried).save_over(None, {"status": "ended"})
    with pytest.raises(NotPossible, match="ended"):
        held(cast, carried, carried.day(20))


def test_who_may_record_it(cast, carried, client_for) -> None:
    with pytest.raises(NotAllowed):
        actions.record_core_group(by=cast.quality_lead, plan=plan_of(carried), held_on=carried.day(20), **SAID)
    for who, status in (("chair", 200), ("quality_lead", 403), ("other_team_worker", 404), ("other_site_worker", 404)):
        assert client_for(getattr(cast, who)).get(url(carried, "core_group_held")).status_code == status, who
    assert "core-group/held" not in client_for(cast.quality_lead).get(url(carried, "plan")).content.decode()


def sent(day: date, **changes):
    return SAID | {"held_on-day": day.day, "held_on-month": day.month, "held_on-year": day.year} | changes


def test_the_page_asks_for_it_keeps_what_was_typed_and_shows_it(cast, carried, client_for) -> None:
    client = client_for(cast.social_worker)
    page = client.get(url(carried, "plan")).content.decode()
    assert "nothing says yet that it has" in page  # the walk began forty days ago
    assert page.count("Record that the core group met") == 2

    at = url(carried, "core_group_held")
    came = {f"came_{one.pk}": "attended" for one in plan_of(carried).core_group.all()}
    wrong = client.post(at, sent(carried.day(20), what_was_said="", young_persons_words="Nobody asked me", **came))
    assert wrong.status_code == 422
    assert "Nobody asked me" in wrong.content.decode()
    assert "Nobody asked me" in client.get(at).content.decode()  # the draft
    assert client.post(at, sent(carried.day(20), young_persons_words="Now somebody did", **came)).status_code == 303
    assert client.post(at, sent(carried.day(20), **came)).status_code == 409

    page = client.get(url(carried, "plan")).content.decode()
    assert "The core group last met" in page
    assert "Now somebody did" in page
    assert "The lights are on until ten." in page
    assert page.count("Record that the core group met") == 1
    held(cast, carried, carried.day(25), what_was_said="All is well at the shelter.")
    page = client.get(url(carried, "plan")).content.decode()
    assert "Earlier meetings (1)" in page
    assert page.index("All is well at the shelter.") < page.index("The lights are on until ten.")


def test_a_plan_that_is_carried_costs_no_more_to_read(cast, carried, client_for) -> None:
    for day in range(17, 24):
        held(cast, carried, carried.day(day))
    client = client_for(cast.chair)
    client.get(url(carried, "plan"))
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url(carried, "plan")).status_code == 200
    statements = [each["sql"] for each in asked if not each["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN"))]
    assert len(statements) <= 12, statements


def test_a_plan_answers_our_assessment_though_the_census_has_a_later_one(carried) -> None:
    plan = plan_of(carried)
    before = {each.id for each in selectors.parts_of(plan).needs}
    later = Assessment.objects.create(episode=plan.episode, started_on=carried.day(25), from_census=True)
    theirs = later.needs.create(text="From the census", domain="health", priority=1)
    found = {each.id for each in selectors.parts_of(plan).needs}
    assert found == before
    assert theirs.pk not in found


# --- Any member, each context, and what comes next --------------------------------------------------------------------
def everybody(walk, but="", sent="report_only"):
    return [
        {"name": one.name, "role": one.role, "attendance": sent if one.name == but else "attended", "report": "Sent"}
        for one in plan_of(walk).core_group.all()
    ]


def running(walk, rule):
    return list(walk.young_person.episodes.get().clocks.filter(rule=rule, done_on=None, not_needed_because=""))


def test_a_member_with_an_account_writes_it_down_and_nobody_else_who_is_invited(cast, carried, client_for) -> None:
    met = actions.record_core_group(
        by=cast.youth_worker, plan=plan_of(carried), held_on=carried.day(20), people=everybody(carried), **SAID
    )
    assert met.recorded_by == cast.youth_worker
    assert client_for(cast.youth_worker).get(url(carried, "core_group_held")).status_code == 200
    with pytest.raises(NotAllowed, match="members"):
        actions.record_core_group(by=cast.police_sergeant, plan=plan_of(carried), held_on=carried.day(21), **SAID)
    assert client_for(cast.police_sergeant).get(url(carried, "core_group_held")).status_code == 403


def test_the_next_core_group_is_counted_from_the_newest(cast, carried) -> None:
    held(cast, carried, carried.day(20))
    [first] = running(carried, "T20")
    assert first.started_on == carried.day(20)
    held(cast, carried, carried.day(24))
    [second] = running(carried, "T20")
    assert second.started_on == carried.day(24)
    held(cast, carried, carried.day(18))  # written down late: it is not the newest
    assert running(carried, "T20")[0].started_on == carried.day(24)


def test_each_context_says_what_has_changed_and_how_anybody_knows(cast, carried, client_for) -> None:
    place = carried.places[0][1]
    row = {"context_id": place.pk, "rating": "bit_better", "words": " "}
    with pytest.raises(NotPossible) as refused:
        held(cast, carried, carried.day(20), contexts=[row])
    assert refused.value.missing[0][0] == f"words_{place.pk}"
    with pytest.raises(NotPossible):
        held(cast, carried, carried.day(20), contexts=[row | {"context_id": 987654, "words": "Somewhere else"}])
    row["words"] = "Two adults until ten, and young people go up to them"
    met = held(cast, carried, carried.day(20), contexts=[row], people=everybody(carried, but="Youth worker"))
    assert [(each.context, each.rating) for each in met.contexts.all()] == [(place, "bit_better")]
    page = client_for(cast.chair).get(url(carried, "plan")).content.decode()
    assert "a bit better" in page
    assert "sent a report" in page


def test_no_day_of_it_contradicts_the_day_it_met(cast, carried) -> None:
    day = carried.day(20)
    with pytest.raises(NotPossible) as refused:
        held(cast, carried, day, seen_on=day + timedelta(days=1), next_on=day, chaired_by=" ")
    assert {name for name, _ in refused.value.missing} == {"seen_on", "next_on", "chaired_by"}


def test_drift_is_asked_on_the_page_where_the_core_group_begins(cast, carried, client_for) -> None:
    page = client_for(cast.social_worker).get(url(carried, "core_group_held")).content.decode()
    assert "Nobody has written down seeing the young person" in page
    held(cast, carried, timezone.localdate(), seen_on=timezone.localdate())
    page = client_for(cast.social_worker).get(url(carried, "core_group_held")).content.decode()
    assert "Nobody has written down seeing the young person" not in page
    assert "The core group has not said yet" in page


def test_the_outline_becomes_a_plan_in_detail_once_each_action_has_a_measure(cast, carried, client_for) -> None:
    today, plan = timezone.localdate(), plan_of(carried)
    with pytest.raises(NotPossible, match="core group meets before"):
        actions.make_plan_detailed(by=cast.social_worker, plan=plan, on=today)
    held(cast, carried, carried.day(20))
    measure = plan.measures.first()
    actions.remove_measure(by=cast.social_worker, measure=measure, reason="Said better below")
    with pytest.raises(NotPossible, match="a way to tell"):
        actions.make_plan_detailed(by=cast.social_worker, plan=plan_of(carried), on=today)
    said = {"text": "Says “I feel like myself”", "kind": "change", "method": "Ask", "goal_id": measure.goal_id}
    actions.add_measure(by=cast.social_worker, plan=plan_of(carried), **said)
    assert client_for(cast.social_worker).post(url(carried, "detailed"), {}).status_code == 303
    assert plan_of(carried).detailed_on == today
    assert carried.young_person.episodes.get().stage_changes.last().transition == "C20"
