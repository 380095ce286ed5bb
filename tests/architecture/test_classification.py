"""Every stored field says how sensitive it is and how long it is kept."""

import importlib
from importlib.util import find_spec

import pytest
from django.apps import apps

OURS = [model for model in apps.get_models() if model.__module__.startswith("roth.")]


def room_of(model: type) -> str:
    """The room, also where its models are a package by subject."""
    return ".".join(model.__module__.split(".")[:2])


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_field_is_classified(model: type) -> None:
    room = room_of(model)
    module = f"{room}.classification"
    assert find_spec(module), f"{room} has no classification.py"
    table = importlib.import_module(module).CLASSIFICATION
    assert model.__name__ in table, "the model is not classified"
    fields = {field.name for field in model._meta.get_fields() if field.concrete}  # type: ignore[attr-defined]
    assert set(table[model.__name__].fields) == fields


def test_no_room_classifies_a_model_that_is_gone() -> None:
    for room in {room_of(model) for model in OURS}:
        table = importlib.import_module(f"{room}.classification").CLASSIFICATION
        assert set(table) == {model.__name__ for model in OURS if model.__module__.startswith(room + ".")}
