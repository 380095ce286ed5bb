"""Corrections of what is finished: an addendum beside the record, which stays as it was."""

from django.conf import settings
from django.db import models

from roth.domain.closed import Kept
from roth.pathway.models.steps import Episode

User = settings.AUTH_USER_MODEL


class Correction(models.Model):
    """What is wrong in a finished record, and the right words. Never edited: a second correction follows a first."""

    episode = models.ForeignKey(Episode, models.CASCADE, related_name="corrections")
    about = models.CharField(max_length=20, choices=Kept.choices())
    about_key = models.PositiveBigIntegerField()
    what = models.TextField()
    words = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")
        indexes = (models.Index(fields=("episode", "about", "about_key")),)

    def __str__(self) -> str:
        return f"correction {self.pk}"
