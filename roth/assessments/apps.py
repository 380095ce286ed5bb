"""Registers the room with Django."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    """The `assessments` room."""

    name = "roth.assessments"
