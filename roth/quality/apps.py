"""Registers the room with Django."""

from django.apps import AppConfig


class QualityConfig(AppConfig):
    """The `quality` room."""

    name = "roth.quality"
