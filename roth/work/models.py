"""Notices: a sentence without personal data and a link, for one user."""

from django.conf import settings
from django.db import models


class Notice(models.Model):
    """Something a user should know. The text names nobody; the link leads through the record's own door."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    text = models.CharField(max_length=300)
    link = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=("user", "read_at")),)

    def __str__(self) -> str:
        return f"notice {self.pk}"
