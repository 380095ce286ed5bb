"""Tasks that other rooms ask for: asked once however often, moved while open, closed with what asked for them."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from roth.demo.cast import Cast
from roth.domain.notifications import To
from roth.people import actions as people
from roth.people.models import YoungPerson
from roth.work import tasks
from roth.work.models import Task


@pytest.fixture
def rowan(cast: Cast) -> YoungPerson:
    return people.add_young_person(by=cast.team_manager, site=cast.site, team=cast.team, given_name="Rowan")


def interview(rowan: YoungPerson, **said: object) -> Task:
    values = {"key": "overlay:1:interview", "what": "Hold the return home interview", "whose": To.WORKER, **said}
    return tasks.add(young_person=rowan, **values)  # type: ignore[arg-type]


def test_asking_twice_is_asking_once(rowan: YoungPerson) -> None:
    first, second = interview(rowan), interview(rowan)
    assert first.pk == second.pk
    assert Task.objects.count() == 1
    assert first.site_id == rowan.site_id


def test_a_limit_in_hours_gives_its_day_in_england(rowan: YoungPerson) -> None:
    late = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)  # half past midnight in summer
    assert interview(rowan, due_at=late).due_on == date(2026, 7, 2)


def test_an_open_task_follows_a_moved_date_and_a_done_one_stays_done(rowan: YoungPerson, cast: Cast) -> None:
    interview(rowan, due_on=date(2026, 4, 1))
    assert interview(rowan, due_on=date(2026, 4, 3)).due_on == date(2026, 4, 3)
    assert tasks.settled("overlay:1:interview", by=cast.social_worker, words="Held at home") == 1
    again = interview(rowan, due_on=date(2026, 5, 1))
    assert again.due_on == date(2026, 4, 3)
    assert again.done_by == cast.social_worker


def test_what_asked_for_it_ends_and_takes_its_own_tasks_with_it_and_no_others(rowan: YoungPerson) -> None:
    interview(rowan)
    other = tasks.add(key="overlay:12:interview", what="Hold it", whose=To.WORKER, young_person=rowan)
    assert tasks.not_needed("overlay:1", because="Recorded by mistake") == 1
    assert not Task.objects.get(key="overlay:1:interview").is_open
    other.refresh_from_db()
    assert other.is_open, "a key that only begins alike is another one"


def test_a_task_is_for_a_person_or_a_part_and_never_for_nobody(rowan: YoungPerson, cast: Cast) -> None:
    mine = interview(rowan, whose=cast.social_worker)
    assert (mine.user, mine.part) == (cast.social_worker, "")
    with pytest.raises(IntegrityError), transaction.atomic():
        Task(key="x", site=cast.site, what="Nobody's", added_at=timezone.now()).save()
    with pytest.raises(TypeError):
        tasks.add(key="y", what="Nowhere", whose=To.WORKER)
