"""Registers the room with Django."""

from django.apps import AppConfig


class DraftsConfig(AppConfig):
    """The `drafts` room."""

    name = "roth.drafts"
