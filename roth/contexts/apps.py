"""Registers the room with Django."""

from django.apps import AppConfig


class ContextsConfig(AppConfig):
    """The `contexts` room."""

    name = "roth.contexts"
