"""Registers the room with Django."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """The `meetings` room."""

    name = "roth.meetings"
