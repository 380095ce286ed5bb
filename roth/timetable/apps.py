"""Registers the room with Django."""

from django.apps import AppConfig


class TimetableConfig(AppConfig):
    """The `timetable` room."""

    name = "roth.timetable"
