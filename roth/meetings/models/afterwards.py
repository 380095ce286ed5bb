"""What follows a conference: its papers, to whom each was given, corrections asked for, and what is added later."""

from django.conf import settings
from django.db import models

from roth.domain import codes
from roth.domain.conference_papers import AUDIENCES, CHANNELS, KINDS
from roth.domain.document_stages import PaperStage
from roth.meetings.models.invitation import Invitation
from roth.meetings.models.meeting import Meeting
from roth.records import Versioned

User = settings.AUTH_USER_MODEL
ANSWERS = {"open": "Not answered yet", "made": "Corrected", "not_made": "Left as it is"}


class Paper(Versioned):
    """The decision letter or the minutes of a meeting: how far it has come, and who approved it."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="papers")
    kind = models.CharField(max_length=20, choices=codes.choices(KINDS))
    number = models.PositiveSmallIntegerField(default=1)
    stage = models.CharField(max_length=20, choices=PaperStage.choices(), default=PaperStage.DRAFT.value)
    made_at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("meeting", "kind", "number"), name="one_paper_of_a_kind"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class Share(models.Model):
    """That somebody was given a paper: whom, which version for whom, by which way, when, and what it said. Kept."""

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="shares")
    invitation = models.ForeignKey(Invitation, models.PROTECT, related_name="+", null=True, blank=True)
    recipient = models.CharField(max_length=120)
    profile = models.CharField(max_length=20, choices=codes.choices(AUDIENCES))
    number = models.PositiveSmallIntegerField(default=1)
    channel = models.CharField(max_length=20, choices=codes.choices(CHANNELS))
    said = models.JSONField(default=dict, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"share {self.pk}"


class Correction(Versioned):
    """That somebody who was there says the minutes should say something else, and what the chair answered."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="corrections")
    asked_by = models.CharField(max_length=120)
    invitation = models.ForeignKey(Invitation, models.PROTECT, related_name="+", null=True, blank=True)
    part = models.CharField(max_length=40)
    should_say = models.TextField()
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=codes.choices(ANSWERS), default="open")
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"correction {self.pk}"


class Addition(models.Model):
    """What came to light after the record was closed. It stands beside the record and changes nothing in it."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="additions")
    about = models.CharField(max_length=40)
    words = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"addition {self.pk}"
