"""Registers the room with Django."""

from django.apps import AppConfig


class ChronologyConfig(AppConfig):
    """The `chronology` room."""

    name = "roth.chronology"
