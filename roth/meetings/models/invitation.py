"""One person asked to a conference."""

from django.conf import settings
from django.db import models

from roth.accounts.models import Agency
from roth.contexts.models import Context
from roth.domain import answers, codes
from roth.meetings.models.meeting import Meeting
from roth.records import Versioned

User = settings.AUTH_USER_MODEL


class Invitation(Versioned):
    """One person asked to a conference: what they were asked to bring, whether they came, what they think."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="invitations")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", null=True, blank=True)
    user = models.ForeignKey(User, models.PROTECT, related_name="invitations", null=True, blank=True)
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)  # of a guest: where the link to the meeting is sent
    role = models.CharField(max_length=30, choices=codes.choices(codes.ATTENDEE_ROLE))
    asked_to_bring = models.TextField(blank=True)
    can_influence = models.ManyToManyField(Context, related_name="+", blank=True)
    answer = models.CharField(max_length=10, choices=answers.choices(), blank=True)
    answer_words = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    deputy_name = models.CharField(max_length=120, blank=True)
    deputy_contact = models.CharField(max_length=160, blank=True)
    deputy_for = models.ForeignKey("self", models.SET_NULL, related_name="deputies", null=True, blank=True)
    attendance = models.CharField(max_length=20, choices=codes.choices(codes.ATTENDANCE), default="invited")
    report_supplied = models.BooleanField(default=False)
    view_on_harm = models.CharField(max_length=10, choices=codes.choices(codes.VIEW_ON_PLAN), blank=True)
    view_on_plan = models.CharField(max_length=10, choices=codes.choices(codes.VIEW_ON_PLAN), blank=True)
    view = models.TextField(blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        indexes = (
            models.Index(fields=("user", "withdrawn_on")),
            models.Index(fields=("email", "withdrawn_on")),
        )

    def __str__(self) -> str:
        return f"invitation {self.pk}"
