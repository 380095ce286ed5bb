"""A world with a young person at each stage, made once for each module and rolled back after it."""

from collections.abc import Iterator
from copy import deepcopy
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from roth.accounts.models import User
from roth.demo import voicing
from roth.demo.borough import crew_of, places_at
from roth.demo.cast import Cast, cast
from roth.demo.steps import STEPS, walk_to
from roth.demo.turning import TURNED, turn_to
from roth.demo.walk import Walk
from roth.domain.calendar import ENGLAND_AND_WALES


def signed_in(user: User) -> Client:
    """A client that has given its second factor."""
    client = Client()
    client.force_login(user)
    session = client.session
    session["second_factor"] = True
    session.save()
    return client


def since() -> date:
    """The working day on which every walk of the world begins."""
    return ENGLAND_AND_WALES.working_day_on_or_before(timezone.localdate() - timedelta(days=40))


class World:
    """Walks by the step that each has come to."""

    def __init__(self) -> None:
        self.cast: Cast = cast()
        self.crew = crew_of(self.cast)
        self.walks = {step: self.walk(number, step) for number, step in enumerate(STEPS)}

        for number, where in enumerate(TURNED, len(STEPS)):
            walk = Walk(
                self.crew, f"Given{number}", f"Family{number}", places_at(self.crew, (0, 1, 2)), since(), number=number
            )
            self.walks[where] = turn_to(walk, where)
        voicing.give_pages(self.walks["in_force"], self.cast)
        voicing.map_again(self.walks["in_force"], self.cast)
        self.clients = {part: signed_in(user) for part, user in self.cast.everyone().items()}

    def walk(self, number: int, until: str) -> Walk:
        """One more young person, as far as this."""
        start = since()
        name = ("Rowan", "Ellery") if until == "in_force" else (f"Given{number}", f"Family{number}")
        places = places_at(self.crew, (0, 1, 2))
        return walk_to(Walk(self.crew, *name, places, start, number=number), until)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    """The world. Everything a module's tests do to it is rolled back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)


@pytest.fixture
def untouched(world: World) -> Iterator[World]:
    """The world, with what this test does to it undone, signings in and out as well."""
    held = {part: deepcopy(client.cookies) for part, client in world.clients.items()}
    with transaction.atomic():
        yield world
        transaction.set_rollback(True)
    for part, client in world.clients.items():
        client.cookies = held[part]
