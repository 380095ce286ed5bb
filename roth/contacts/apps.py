"""Registers the room with Django."""

from django.apps import AppConfig


class ContactsConfig(AppConfig):
    """The `contacts` room."""

    name = "roth.contacts"
    default_auto_field = "django.db.models.BigAutoField"
