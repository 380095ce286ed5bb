"""A review lays now beside then, and decides; a plan that ends because somebody moved away is not a success (V18)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from roth.audit.models import Event
from roth.demo import reviewing
from roth.demo.planning import plan_of
from roth.demo.stories import STRONG
from roth.domain.calendar import ENGLAND_AND_WALES
from roth.domain.ending import counts_as_success
from roth.domain.errors import NotAllowed, NotPossible
from roth.plans.models import Plan, PlanSnapshot
from roth.plans.selectors import current_plan
from roth.reviews import actions
from tests.integration.test_plans import way
from tests.weekday import a_weekday


@pytest.fixture(autouse=True)
def weekday():
    """A review is not held at a weekend (8875)."""
    with a_weekday():
        yield ENGLAND_AND_WALES.working_day_on_or_before(timezone.localdate())


@pytest.fixture
def booked(cast):
    walk = way(cast, "core_group_held", style=STRONG)
    reviewing.book_review(walk)
    reviewing.hold(walk)
    return walk


def url(walk, page=""):
    return f"/young-people/{walk.young_person.ref}/review/{page}"


def test_every_goal_and_every_context_is_rated_before_the_plan_goes_on(cast, booked, client_for) -> None:
    plan = plan_of(booked)
    with pytest.raises(NotPossible) as refused:
        reviewing.decide(booked, plan)
    assert "reports" in str(refused.value).lower()
    with pytest.raises(NotPossible, match="has changed since"):
        actions.write_review(by=cast.chair, plan=plan, meeting=booked.meeting, ratings=[])
    written = reviewing.rate(booked, plan)
    decided = reviewing.decide(booked, plan)
    assert decided.pk == written.pk
    episode = booked.young_person.episodes.get()
    assert episode.stage == "plan"
    assert [each.transition for each in episode.stage_changes.all()][-2:] == ["C23", "C24"]
    assert episode.clocks.filter(rule="T24", done_on=None).exists()
    last = Event.objects.filter(record=booked.young_person.ref).order_by("-number").first()
    assert last.kind == "review.decided"
    page = client_for(cast.social_worker).get(url(booked)).content.decode()
    assert "Much better" in page
    assert reviewing.HOW in page
    assert "<rect" in page
    assert "The same in a table" in page
    assert PlanSnapshot.objects.filter(plan=plan).count() == 2


def test_an_interim_review_leaves_the_limit_in_law_as_it_was(cast) -> None:
    walk = way(cast, "core_group_held", style=STRONG)
    reviewing.book_review(walk, "interim_review")
    reviewing.hold(walk)
    plan = plan_of(walk)
    episode = walk.young_person.episodes.get()
    before = episode.clocks.get(rule="T23")
    reviewing.rate(walk, plan)
    with pytest.raises(NotPossible) as refused:
        reviewing.decide(walk, plan, next_review_on=before.limit_on + timedelta(days=7))
    assert "an interim review does not move that limit" in str(refused.value.missing)
    reviewing.decide(walk, plan, next_review_on=before.due_on)
    after = episode.clocks.get(rule="T23")
    assert (after.done_on, after.limit_on) == (None, before.limit_on)
    assert not episode.clocks.filter(rule="T24").exists()


def test_a_pathway_switch_keeps_the_plan_and_its_start(cast, booked) -> None:
    plan = plan_of(booked)
    key, start = plan.pk, plan.starts_on
    reviewing.rate(booked, plan)
    with pytest.raises(NotPossible):
        reviewing.decide(booked, plan, "switch", new_pathway="cin_roth")
    reviewing.decide(booked, plan_of(booked), "switch", new_pathway="blended_cp")
    after = Plan.objects.get(pk=key)
    assert (after.starts_on, after.pathway, after.status) == (start, "blended_cp", "in_force")


def test_a_plan_ends_well_only_with_every_part_of_the_exit_test(cast, booked, weekday) -> None:
    plan = plan_of(booked)
    reviewing.rate(booked, plan)
    with pytest.raises(NotPossible) as refused:
        reviewing.decide(booked, plan, "end", outcome="harm_reduced")
    assert {"contexts_changed", "own_account", "step_down_lead"} <= {name for name, _ in refused.value.missing}
    reviewing.exit_test(booked, plan, first_review_reason="")
    with pytest.raises(NotPossible, match="needed"):
        reviewing.decide(booked, plan, "end", outcome="harm_reduced")
    reviewing.exit_test(booked, plan)
    decided = reviewing.decide(booked, plan, "end", outcome="harm_reduced")
    assert counts_as_success(decided.outcome)
    after = Plan.objects.get(pk=plan.pk)
    assert (after.status, after.ends_on) == ("ended", weekday)
    assert booked.young_person.episodes.get().stage == "plan_ended"


def test_a_plan_that_ends_because_of_a_move_is_never_called_harm_reduced(cast, booked, client_for) -> None:
    plan = plan_of(booked)
    reviewing.rate(booked, plan)
    reviewing.exit_test(booked, plan, because=["moved"], only_because=True)
    with pytest.raises(NotPossible) as refused:
        reviewing.decide(booked, plan, "end", outcome="harm_reduced")
    assert any("V18" in say for _, say in refused.value.missing)
    decided = reviewing.decide(booked, plan, "end", outcome="moved_away")
    assert not counts_as_success(decided.outcome)
    page = client_for(cast.chair).get(url(booked)).content.decode()
    assert "This is not counted as harm reduced." in page


def test_only_the_chair_decides_and_a_decided_review_is_closed(cast, booked, client_for, weekday) -> None:
    plan = plan_of(booked)
    reviewing.rate(booked, plan)
    given = {"plan": plan, "meeting": booked.meeting, "on": weekday, "decision": "continue", "reason": "x"}
    with pytest.raises(NotAllowed):
        actions.decide_review(by=cast.social_worker, category="PHY", category_reason="x", **given)
    reviewing.decide(booked, plan)
    booked.meeting.refresh_from_db()
    with pytest.raises(NotPossible, match="closed"):
        reviewing.rate(booked, plan)
    assert client_for(cast.chair).get(url(booked, "now/")).status_code == 409


def test_the_pages_keep_what_was_typed_and_lead_to_the_decision(cast, booked, client_for) -> None:
    client = client_for(cast.chair)
    assert client.get(url(booked)).status_code == 200
    refused = client.post(url(booked, "now/"), {"what_worked": "Being asked", "reports_shared": ""})
    assert refused.status_code == 422
    assert "Being asked" in client.get(url(booked, "now/")).content.decode()
    assert client.post(url(booked, "ending/"), {"evidence": "No incident for a month"}).status_code == 303
    assert "No incident for a month" in client.get(url(booked)).content.decode()
    assert client.get(url(booked, "decide/")).status_code == 200
    for who, status in (("quality_lead", 403), ("youth_worker", 403), ("other_team_worker", 404)):
        assert client_for(getattr(cast, who)).get(url(booked, "now/")).status_code == status, who


def test_before_any_review_the_page_already_lays_now_beside_then(cast, client_for) -> None:
    walk = way(cast, "in_force", style=STRONG)
    page = client_for(cast.social_worker).get(url(walk)).content.decode()
    assert "No review is booked yet" in page
    assert "when the plan came into force" in page
    assert current_plan(walk.young_person.episodes.get()) is not None
