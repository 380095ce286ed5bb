"""Dissent and complaints about a conference, and each step that was taken with one. A step is never edited."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from roth.accounts.models import Agency
from roth.domain import codes
from roth.domain.disagreements import COMPLAINANT, COMPLAINT_GROUND, DISSENT_ABOUT, ComplaintStage, DissentStage
from roth.meetings.models import DissentingView, Meeting
from roth.records import Versioned

User = settings.AUTH_USER_MODEL


class Dissent(Versioned):
    """F22: an agency or a worker disagrees, in their words. How far it has been taken."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="dissents_taken_further")
    view = models.OneToOneField(DissentingView, models.PROTECT, related_name="taken_further", null=True, blank=True)
    name = models.CharField(max_length=120)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", null=True, blank=True)
    about = models.CharField(max_length=20, choices=codes.choices(DISSENT_ABOUT))
    words = models.TextField()
    safety_now = models.TextField(blank=True)
    raised_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    raised_on = models.DateField()
    stage = models.CharField(max_length=12, choices=DissentStage.choices(), default=DissentStage.RAISED.value)

    class Meta:
        ordering = ("raised_on", "pk")

    def __str__(self) -> str:
        return f"dissent {self.pk}"


class Complaint(Versioned):
    """F23: a young person or a parent complains about the conference. Kept apart from what agencies say."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="complaints")
    complainant = models.CharField(max_length=20, choices=codes.choices(COMPLAINANT))
    name = models.CharField(max_length=120)
    ground = models.CharField(max_length=20, choices=codes.choices(COMPLAINT_GROUND))
    words = models.TextField()
    help_given = models.TextField()
    received_on = models.DateField()
    received_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    late_reason = models.TextField(blank=True)
    heard_by = models.CharField(max_length=200, blank=True)
    stage = models.CharField(max_length=20, choices=ComplaintStage.choices(), default=ComplaintStage.RECEIVED.value)

    class Meta:
        ordering = ("received_on", "pk")

    def __str__(self) -> str:
        return f"complaint {self.pk}"


class Move(models.Model):
    """One step of a dissent or a complaint: when, by whom, and what was answered."""

    dissent = models.ForeignKey(Dissent, models.CASCADE, related_name="moves", null=True, blank=True)
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="moves", null=True, blank=True)
    code = models.CharField(max_length=4)
    on = models.DateField()
    response = models.TextField(blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(dissent__isnull=False, complaint__isnull=True)
                | Q(dissent__isnull=True, complaint__isnull=False),
                name="move_of_one_thing",
            ),
        )

    def __str__(self) -> str:
        return f"move {self.pk}"
