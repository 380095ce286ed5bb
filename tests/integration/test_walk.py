"""The whole way of one young person, by actions alone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from roth.demo.borough import crew_of, places_at
from roth.demo.steps import STEPS, walk_to
from roth.demo.walk import Walk
from roth.domain.calendar import ENGLAND_AND_WALES


def walk(cast, **extra) -> Walk:
    crew = crew_of(cast)
    start = ENGLAND_AND_WALES.working_day_on_or_before(timezone.localdate() - timedelta(days=40))
    return Walk(crew, "Rowan", "Ellery", places_at(crew, (0, 1, 2)), start, **extra)


@pytest.mark.parametrize("until", STEPS)
def test_every_stage_can_be_reached_by_actions(cast, until) -> None:
    done = walk_to(walk(cast), until)
    assert done.young_person.pk


def test_the_enquiry_keeps_the_day_of_its_conference(cast) -> None:
    done = walk_to(walk(cast), "held")
    meeting = done.meeting
    meeting.refresh_from_db()
    assert done.young_person.episodes.get().enquiries.get().conference_on == meeting.held_on
