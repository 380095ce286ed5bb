"""The room of disagreements, as Django knows it."""

from django.apps import AppConfig


class DisagreementsConfig(AppConfig):
    """Dissent and complaints."""

    name = "roth.disagreements"
    default_auto_field = "django.db.models.BigAutoField"
