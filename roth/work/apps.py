"""Registers the room with Django."""

from django.apps import AppConfig


class WorkConfig(AppConfig):
    """The `work` room."""

    name = "roth.work"
