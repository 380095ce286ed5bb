"""Every public action records an audit event in its transaction: if the event cannot be written, nothing is saved.

A whole way through the pathway is walked. Each action on it is first tried with an audit trail that refuses to be
written, and must leave every table as it was; then it is taken. Actions that the walk does not pass have an example.
"""

import importlib
import inspect
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone

from roth.audit.models import Event
from roth.demo.borough import crew_of, places_at
from roth.demo.cast import cast as standing_cast
from roth.demo.steps import walk_to
from roth.demo.stories import STRONG
from roth.demo.walk import Walk
from roth.domain.calendar import ENGLAND_AND_WALES
from roth.meetings.guest import Guest
from tests.architecture import action_examples

PACKAGE = Path(importlib.import_module("roth").__path__[0])
ROOMS = sorted({file.parent.name for file in PACKAGE.glob("*/actions*") if file.suffix in ("", ".py")})
WITHIN = ("people.merging",)  # packages inside a room that have actions of their own
# Drafts are words that nobody has saved yet, kept every few seconds: a trail of them would hide the deeds (ADR 10).
# The trail itself, and the vocabulary of plan actions, are not actions on a record.
NOT_ACTIONS = {"drafts", "audit", "domain"}


class Refused(Exception):
    """The audit trail could not be written."""


def public_actions() -> dict[str, Callable[..., Any]]:
    """Every public function that a room's actions define, by room and name."""
    found = {}
    for room in (*ROOMS, *WITHIN):
        if room in NOT_ACTIONS:
            continue
        module = importlib.import_module(f"roth.{room}.actions")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__.startswith(module.__name__) and not name.startswith("_"):
                found[f"{room.split('.')[0]}.{name}"] = function
    return found


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of ours."""
    rows = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if model.__module__.startswith("roth."):
                cursor.execute(f'SELECT * FROM "{model._meta.db_table}" ORDER BY 1')
                rows[model._meta.label] = cursor.fetchall()
    return rows


@pytest.fixture
def tried(db: None, monkeypatch: pytest.MonkeyPatch) -> tuple[set[str], Callable[..., Any]]:
    """The names of actions that were proved, and the `do` that proves each before taking it."""
    proved: set[str] = set()

    def refuse(*_: Any) -> None:
        raise Refused

    def do(action: Callable[..., Any], /, **values: Any) -> Any:
        name = f"{action.__module__.split('.')[1]}.{action.__name__}"
        if name not in proved:
            before = everything()
            with monkeypatch.context() as patched:
                patched.setattr("roth.audit.actions._append", refuse)
                with pytest.raises(Refused), transaction.atomic():
                    action(**_copies(values))
            assert everything() == before, f"{name} saved something without its audit event"
            proved.add(name)
        written = Event.objects.count()
        result = action(**values)
        assert Event.objects.count() > written, f"{name} recorded no event"
        return result

    return proved, do


def _copies(values: dict[str, Any]) -> dict[str, Any]:
    """Records read anew, so that a refused try leaves no trace on the objects that the walk goes on with."""
    return {name: _copy(value) for name, value in values.items()}


def _copy(value: Any) -> Any:
    model = type(value)
    if hasattr(value, "pk") and model.__module__.startswith("roth.") and model.__name__ != "User":
        return model._default_manager.get(pk=value.pk)
    return Guest(_copy(value.invitation)) if isinstance(value, Guest) else value


def test_every_public_action_is_refused_whole_when_its_event_cannot_be_written(tried) -> None:
    proved, do = tried
    crew = crew_of(standing_cast())
    start = ENGLAND_AND_WALES.working_day_on_or_before(timezone.localdate() - timedelta(days=40))
    walk = Walk(crew, "Rowan", "Ellery", places_at(crew, (0, 1, 2)), start, style=STRONG, do=do)
    walk_to(walk, "core_group_held")
    for example in action_examples.EXAMPLES:
        example(do, crew, standing_cast(), start)
    left = sorted(set(public_actions()) - proved)
    assert not left, f"give an example in action_examples.py of {left}"


def test_an_action_that_forgets_its_event_is_caught(tried, cast) -> None:
    _, do = tried

    def rename(*, by: Any) -> None:
        cast.team.name = "Renamed without a trace"
        cast.team.save()

    rename.__module__ = "roth.people.actions"
    with pytest.raises(pytest.fail.Exception):
        do(rename, by=cast.social_worker)
