"""Overlays, return interviews and visits: what is recorded, what it asks for, and who sees it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from roth.demo import turning
from roth.demo.borough import crew_of, places_at
from roth.demo.steps import walk_to
from roth.demo.walk import Walk
from roth.domain.calendar import ENGLAND_AND_WALES
from roth.domain.errors import NotPossible
from roth.domain.overlays import OVERLAYS, RECORDED, Kind
from roth.pathway import actions
from roth.work.models import Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def walk(cast):
    crew = crew_of(cast)
    start = ENGLAND_AND_WALES.working_day_on_or_before(timezone.localdate() - timedelta(days=40))
    return walk_to(Walk(crew, "Rowan", "Ellery", places_at(crew, (0, 1, 2)), start), "in_force")


def begin(walk, kind="missing", **changed):
    fields = {
        "started_at": timezone.now() - timedelta(hours=5),
        "words": "What is known.",
        "source": "Police",
        **changed,
    }
    return actions.begin_overlay(by=walk.crew.social_worker, young_person=walk.young_person, kind=kind, **fields)


def open_tasks(overlay):
    return {
        task.key.rpartition(":")[2]
        for task in Task.objects.filter(key__startswith=f"overlay:{overlay.pk}:")
        if task.is_open
    }


@pytest.mark.parametrize("kind", RECORDED)
def test_each_kind_asks_for_what_the_table_says(walk, kind):
    ends = {"until": timezone.localdate() + timedelta(days=5)} if kind == Kind.PROTECTION_ORDER else {}
    overlay = begin(walk, kind, **ends)
    assert open_tasks(overlay) == {asked.key for asked in OVERLAYS[Kind(kind)].asked if not asked.at_end}


def test_coming_back_asks_for_an_interview_within_72_hours_of_the_moment(walk):
    overlay = begin(walk)
    came_back = timezone.now() - timedelta(hours=1)
    actions.end_overlay(
        by=walk.crew.social_worker,
        young_person=walk.young_person,
        overlay=overlay,
        ended_at=came_back,
        words="Home.",
        found_where="At a friend's.",
    )
    clock = walk.young_person.episodes.get().clocks.get(rule="T28")
    assert clock.due_at == came_back + timedelta(hours=72)
    assert open_tasks(overlay) == {"return_interview"}
    assert Task.objects.get(key=f"overlay:{overlay.pk}:return_interview").due_at == clock.due_at


def test_an_interview_stops_its_clock_and_settles_its_task(walk):
    turning.be_interviewed(walk)
    clock = walk.young_person.episodes.get().clocks.get(rule="T28")
    overlay = walk.young_person.overlays.get()
    assert clock.done_on == timezone.localdate(overlay.missing.interview_at)
    assert not open_tasks(overlay)
    with pytest.raises(NotPossible, match="recorded already"):
        actions.record_return_interview(
            by=walk.crew.social_worker,
            young_person=walk.young_person,
            missing=overlay.missing,
            interview="declined",
            why_not="No",
        )


def test_an_interview_that_was_not_offered_leaves_its_clock_running(walk):
    turning.come_back(walk)
    actions.record_return_interview(
        by=walk.crew.social_worker,
        young_person=walk.young_person,
        missing=walk.young_person.overlays.get().missing,
        interview="not_offered",
        why_not="Nobody was free.",
    )
    assert walk.young_person.episodes.get().clocks.get(rule="T28").done_on is None


def test_the_same_thing_does_not_begin_twice_or_end_before_it_began(walk):
    overlay = begin(walk)
    with pytest.raises(NotPossible, match="goes on"):
        begin(walk)
    with pytest.raises(NotPossible, match="before it began"):
        actions.end_overlay(
            by=walk.crew.social_worker,
            young_person=walk.young_person,
            overlay=overlay,
            ended_at=timezone.now() - timedelta(days=2),
            words="Home.",
        )
    with pytest.raises(NotPossible, match="still to come"):
        begin(walk, "hospitalised", started_at=timezone.now() + timedelta(hours=1))


def test_the_head_of_the_record_says_it_to_whoever_may_open_it_and_to_no_partner(walk, cast, client_for):
    begin(walk, "threat_to_life")
    ref = walk.young_person.ref
    for name in ("people:young_person", "pathway:steps", "plans:plan"):
        shown = client_for(cast.social_worker).get(reverse(name, args=(ref,))).content.decode()
        assert "Threat to life" in shown
    plan = client_for(cast.school_lead).get(reverse("plans:plan", args=(ref,)))
    assert plan.status_code == 200
    assert "Threat to life" not in plan.content.decode()


def test_the_pages_lead_from_missing_to_interview(walk, cast, client_for):
    client, ref = client_for(cast.social_worker), walk.young_person.ref
    page = client.get(reverse("pathway:overlay_begin", args=(ref,)))
    assert page.status_code == 200
    begin(walk)
    home = reverse("pathway:alongside", args=(ref,))
    assert "They came back" in client.get(home).content.decode()
    number = walk.young_person.overlays.get().pk
    end = client.get(reverse("pathway:overlay_end", args=(ref, number)))
    assert "within 72 hours" in end.content.decode()
    turning_back = walk.young_person.overlays.get()
    actions.end_overlay(
        by=cast.social_worker,
        young_person=walk.young_person,
        overlay=turning_back,
        ended_at=timezone.now(),
        words="Home.",
    )
    assert "Record the return interview" in client.get(home).content.decode()


def test_a_visit_where_nobody_was_seen_says_why(walk):
    with pytest.raises(NotPossible, match="Write why not"):
        actions.record_visit(
            by=walk.crew.social_worker,
            young_person=walk.young_person,
            on=timezone.localdate(),
            seen=False,
            where="Home",
            purpose="The plan",
        )
    before = walk.young_person.episodes.get().visits.count()
    turning.visit(walk)
    visits = walk.young_person.episodes.get().visits.order_by("-pk")
    assert (visits.count(), visits[0].alone) == (before + 1, True)
