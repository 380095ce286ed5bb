"""What every test may ask for: the cast, made once for each test database, and a browser that is signed in as someone.

Data of one room belong in that room's tests. The audit trail refuses DELETE and TRUNCATE, so no test may use
`transaction=True`: what needs real commits runs against a database of its own.
"""

import copy
from collections.abc import Callable, Iterator

import pytest
from django.test import Client, override_settings
from hypothesis import HealthCheck, settings

from roth.accounts.models import User
from roth.audit.actions import System
from roth.demo.cast import Cast, make_cast
from roth.demo.cast import cast as standing_cast
from roth.timetable import selectors as timetable

# A machine that is busy with something else makes inputs slowly; that says nothing about what is tested.
settings.register_profile("ours", suppress_health_check=[HealthCheck.too_slow], deadline=None)
settings.load_profile("ours")


@pytest.fixture(scope="session", autouse=True)
def _no_static_files() -> Iterator[None]:
    """Every test client builds the middleware anew: do not let it list every static file each time."""
    with override_settings(STATIC_ROOT=None, WHITENOISE_USE_FINDERS=False):
        yield


@pytest.fixture(autouse=True)
def _no_timetable_of_another_test() -> Iterator[None]:
    """What one test changes in limits and holidays is rolled back, so nobody may remember it."""
    timetable.forget()
    yield
    timetable.forget()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> None:
    """The test database, with the cast already there: every test sees it, and each rolls back what it adds."""
    with django_db_blocker.unblock():
        try:
            standing_cast()
        except LookupError:  # not a database that was kept with --reuse-db
            make_cast(System("tests"))


@pytest.fixture(scope="session")
def _first_cast(django_db_setup, django_db_blocker) -> Cast:
    with django_db_blocker.unblock():
        return standing_cast()


@pytest.fixture
def cast(db, _first_cast: Cast) -> Cast:
    """The cast. A copy for each test, so that what one changes on a user or a team reaches no other."""
    return copy.deepcopy(_first_cast)


@pytest.fixture
def client_for(db) -> Callable[[User], Client]:
    """A client that is signed in as this user and has given a second factor."""

    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        session = client.session
        session["second_factor"] = True
        session.save()
        return client

    return signed_in
