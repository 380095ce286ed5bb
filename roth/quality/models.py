"""Answers that people gave to findings. The findings themselves are computed, never stored (`domain.coverage`)."""

from django.conf import settings
from django.db import models

from roth.plans.models import Plan


class FindingAnswer(models.Model):
    """What the chair said to a warning, and what the warning said then. The newest answer to a subject counts."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="finding_answers")
    rule = models.CharField(max_length=10)
    subject = models.CharField(max_length=40, blank=True)
    sentence = models.TextField()
    answer = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"answer to {self.rule}"
