"""Registers the room with Django."""

from django.apps import AppConfig


class FindingConfig(AppConfig):
    """The `finding` room."""

    name = "roth.finding"
