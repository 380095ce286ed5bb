"""Registers the room with Django."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    """The `reviews` room."""

    name = "roth.reviews"
