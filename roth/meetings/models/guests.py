"""How somebody without an account reaches one meeting: a link sent by email, a code, a visit. Only hashes are kept."""

from django.db import models

from roth.domain.labelled import Labelled
from roth.meetings.models.invitation import Invitation


class GuestLink(models.Model):
    """A link that opens once. A new one ends those before it."""

    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="guest_links")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"guest link {self.pk}"


class GuestCode(models.Model):
    """Six digits sent to the guest's own address: proof that whoever has the link also reads that mail."""

    link = models.ForeignKey(GuestLink, models.CASCADE, related_name="codes")
    code_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"guest code {self.pk}"


class GuestVisit(models.Model):
    """One browser's visit. A new visit ends the one before: a guest is in one place at a time."""

    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="guest_visits")
    key_hash = models.CharField(max_length=64, unique=True)
    started_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"guest visit {self.pk}"


class Letter(Labelled):
    """What is sent by email about a meeting."""

    INVITATION = "invitation", "Invitation"
    CHANGE = "change", "Change of time or place"
    CANCELLATION = "cancellation", "Cancellation"
    LINK = "link", "Link for a guest"
    CODE = "code", "Code for a guest"
    REPORT = "report", "Request for a report"


class Sending(models.Model):
    """One email about a meeting: what, to whom, which state of the calendar entry, and whether it left us."""

    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="sendings")
    letter = models.CharField(max_length=20, choices=Letter.choices())
    address = models.EmailField()
    sequence = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("sent_at", "at")),)

    def __str__(self) -> str:
        return f"sending {self.pk}"
