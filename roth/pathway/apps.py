"""Registers the room with Django."""

from django.apps import AppConfig


class PathwayConfig(AppConfig):
    """The `pathway` room."""

    name = "roth.pathway"
