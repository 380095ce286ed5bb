"""Registers the room with Django."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """The `ui` room."""

    name = "roth.ui"
