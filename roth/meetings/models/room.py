"""What is written down in the room beside the record itself: options, actions, and who disagrees."""

from django.conf import settings
from django.db import models

from roth.accounts.models import Agency
from roth.contexts.models import Context
from roth.domain import actions as coding
from roth.domain import codes
from roth.domain.disagreements import DISSENT_ABOUT
from roth.domain.in_the_room import MADE_IN_THE_ROOM, OPTION_TAKEN
from roth.meetings.models.invitation import Invitation
from roth.meetings.models.meeting import Meeting
from roth.records import Versioned

User = settings.AUTH_USER_MODEL


class OptionConsidered(Versioned):
    """Something that could be done, with why it was taken or not. Nothing is planned that was not weighed."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="options")
    text = models.TextField()
    context = models.ForeignKey(Context, models.PROTECT, related_name="+", null=True, blank=True)
    who_could = models.CharField(max_length=200, blank=True)
    taken = models.CharField(max_length=10, choices=codes.choices(OPTION_TAKEN), default="open")
    why = models.TextField(blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"option {self.pk}"


class MeetingAction(Versioned):
    """An action as it was agreed in the room. When a plan is made it goes into the plan as it stands here."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="meeting_actions")
    text = models.TextField()
    goal = models.TextField()
    target = models.CharField(max_length=30, choices=coding.Target.choices())
    approach = models.CharField(max_length=30, choices=coding.Approach.choices())
    context = models.ForeignKey(Context, models.PROTECT, related_name="+", null=True, blank=True)
    invitation = models.ForeignKey(Invitation, models.PROTECT, related_name="+", null=True, blank=True)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", null=True, blank=True)
    owner_name = models.CharField(max_length=120)
    owner_type = models.CharField(max_length=30, choices=coding.OwnerType.choices())
    origin = models.CharField(max_length=20, choices=codes.choices(codes.WHOSE), default="professional")
    due_on = models.DateField()
    status = models.CharField(max_length=10, choices=codes.choices(MADE_IN_THE_ROOM), default="proposed")
    reason = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"action of a meeting {self.pk}"


class DissentingView(Versioned):
    """That somebody disagrees, in their own words. What follows from it belongs in the room `disagreements`."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="dissents")
    invitation = models.ForeignKey(Invitation, models.PROTECT, related_name="+", null=True, blank=True)
    name = models.CharField(max_length=120)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", null=True, blank=True)
    about = models.CharField(max_length=20, choices=codes.choices(DISSENT_ABOUT))
    words = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"dissenting view {self.pk}"
