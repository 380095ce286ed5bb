"""Registers the room with Django."""

from django.apps import AppConfig


class VoiceConfig(AppConfig):
    """The `voice` room."""

    name = "roth.voice"
