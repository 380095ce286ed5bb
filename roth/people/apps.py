"""Registers the room with Django."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The `people` room."""

    name = "roth.people"
