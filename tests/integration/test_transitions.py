"""Each step of the pathway's table, taken by its own action: it works, each guard stops it, and nobody else may.

Made from the table: a new step fails a test here until it has an example, a new guard is tried without being named.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from roth.demo.borough import crew_of
from roth.demo.cast import cast as standing_cast
from roth.domain.calendar import ENGLAND_AND_WALES
from roth.domain.errors import NotAllowed, NotPossible, NotVisible
from roth.domain.pathway import TRANSITIONS, G
from roth.pathway.models import StageChange
from tests.integration.transition_examples import EXAMPLES, FROM_A_CONTACT, stand

pytestmark = pytest.mark.django_db
# What takes these goes on at once: a new worry is a referral, and a review that is held is decided.
PASSED = frozenset({"C34", "C23"})
GUARDED = [(code, guard) for code in EXAMPLES for guard in TRANSITIONS[code].guards]


class Standing:
    """Young people who stand before a step, each made once for this module."""

    def __init__(self) -> None:
        self.cast, self.made = standing_cast(), {}
        self.crew = crew_of(self.cast)
        self.since = ENGLAND_AND_WALES.working_day_on_or_before(timezone.localdate() - timedelta(days=40))
        for number, start in enumerate(dict.fromkeys(example.start for example in EXAMPLES.values())):
            self.made[start] = stand(self.crew, start, self.since, number)


@pytest.fixture(scope="module")
def standing(django_db_setup, django_db_blocker) -> Iterator[Standing]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield Standing()
        transaction.set_rollback(True)


@pytest.fixture
def take(standing, monkeypatch) -> Iterator:
    """Takes a step by its example: as somebody, or as whoever takes it in the demo; what it does is undone."""

    def taken(code, *, by=None):
        example = EXAMPLES[code]
        walk = standing.made[example.start]
        was = walk.do, walk.start, walk.__dict__.get("meeting")
        saved: list[str] = []

        def do(action, /, **values):
            if action.__name__ == example.action:
                return action(**{**values, **example.said, **({"by": by} if by else {})})
            return action(**values)

        walk.do = do
        before = StageChange.objects.count()
        try:
            example.take(walk)
        finally:
            walk.do, walk.start = was[0], was[1]
            if was[2] is not None:
                walk.meeting = type(was[2]).objects.get(pk=was[2].pk)
            saved += StageChange.objects.order_by("pk").values_list("transition", flat=True)[before:]
            taken.steps = saved
        return walk

    with transaction.atomic():
        yield taken
        transaction.set_rollback(True)


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_step_is_taken_by_its_action(take, code):
    walk = take(code)
    assert code in take.steps
    episode = walk.young_person.episodes.order_by("pk").last()
    assert episode.stage == TRANSITIONS[code].to or code in PASSED


@pytest.mark.parametrize(("code", "guard"), GUARDED)
def test_the_step_is_refused_with_the_sentence_of_each_guard(take, monkeypatch, code, guard):
    monkeypatch.setitem(G, guard, replace(G[guard], holds=lambda facts: False))
    with pytest.raises(NotPossible) as refused, transaction.atomic():
        take(code)
    assert G[guard].sentence in [str(refused.value), *(sentence for _, sentence in refused.value.missing)]
    assert not take.steps


@pytest.mark.parametrize("code", EXAMPLES)
def test_nobody_else_may_take_the_step(take, standing, code):
    may, wrong = EXAMPLES[code].may, []
    for part, user in standing.cast.everyone().items():
        try:
            with transaction.atomic():
                take(code, by=user)
                transaction.set_rollback(True)
        except (NotAllowed, NotVisible):
            wrong += [f"{part} may not"] if part in may else []
        except NotPossible as refused:
            wrong += [f"{part}: {refused} {refused.missing}"]
        else:
            wrong += [] if part in may else [f"{part} may"]
    assert not wrong


def test_every_step_has_an_example():
    assert set(EXAMPLES) | FROM_A_CONTACT == set(TRANSITIONS)
    assert not set(EXAMPLES) & FROM_A_CONTACT
