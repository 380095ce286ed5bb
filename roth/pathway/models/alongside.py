"""What goes on beside the pathway, with its days: overlays, being missing and coming back, visits."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from roth.domain.overlays import RECORDED
from roth.pathway.models.steps import Episode
from roth.people.models import YoungPerson

User = settings.AUTH_USER_MODEL
RISK = {"high": "High", "medium": "Medium", "low": "Low", "not_graded": "Police did not grade it"}
MISSING_KIND = {"missing": "Missing", "absent": "Away from where they live without agreement"}
INTERVIEW = {
    "accepted": "Offered, and it took place",
    "declined": "Offered, and they did not want it",
    "not_offered": "Not offered",
}


class Overlay(models.Model):
    """One thing that goes on, from a moment until another. It is never deleted: its history is part of the story."""

    young_person = models.ForeignKey(YoungPerson, models.CASCADE, related_name="overlays")
    kind = models.CharField(max_length=20, choices=list(RECORDED.items()))
    started_at = models.DateTimeField()
    words = models.TextField()
    source = models.CharField(max_length=160)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    # The day on which an emergency order ends, known from the start: a conference is held by then (T12).
    until = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_words = models.TextField(blank=True)
    ended_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        ordering = ("-started_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("young_person", "kind"), condition=Q(ended_at__isnull=True), name="overlay_goes_on_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=models.F("started_at")), name="overlay_ends_after"
            ),
        )

    def __str__(self) -> str:
        return f"overlay {self.pk}"


class MissingEpisode(models.Model):
    """F25: being missing, and the return interview. Themes never name anybody; what police are told is kept apart."""

    overlay = models.OneToOneField(Overlay, models.CASCADE, related_name="missing")
    kind = models.CharField(max_length=20, choices=list(MISSING_KIND.items()), default="missing")
    reported_by = models.CharField(max_length=160, blank=True)
    risk = models.CharField(max_length=20, choices=list(RISK.items()), default="not_graded")
    found_where = models.TextField(blank=True)
    interview = models.CharField(max_length=20, choices=list(INTERVIEW.items()), blank=True)
    interview_at = models.DateTimeField(null=True, blank=True)
    interviewer = models.CharField(max_length=160, blank=True)
    independent = models.BooleanField(null=True, blank=True)
    said = models.TextField(blank=True)
    themes = models.TextField(blank=True)
    follow_up = models.TextField(blank=True)
    why_not = models.TextField(blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    recorded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"missing episode {self.pk}"


class Visit(models.Model):
    """F26: a visit to the young person. Whether they were seen, and alone, decides whether the limit is kept (T22)."""

    episode = models.ForeignKey(Episode, models.CASCADE, related_name="visits")
    on = models.DateField()
    seen = models.BooleanField()
    alone = models.BooleanField(null=True, blank=True)
    why_not = models.TextField(blank=True)
    where = models.CharField(max_length=160)
    purpose = models.TextField()
    words = models.TextField(blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("-on", "-pk")

    def __str__(self) -> str:
        return f"visit {self.pk}"
