"""What is recorded where a way turns: the legal gateway, a transfer, and every way out of a plan and of an episode.

None of these is edited after it is saved: a correction is an addendum.
"""

from django.conf import settings
from django.db import models

from roth.domain import codes
from roth.domain.endings import AFTERWARDS, ENDS_WITHOUT_CONFERENCE, GATEWAY_OUTCOME
from roth.pathway.models.steps import Episode

User = settings.AUTH_USER_MODEL


class LegalGateway(models.Model):
    """F33: legal advice, and what it means for the plan. The threshold for care is not the one for an enquiry."""

    episode = models.ForeignKey(Episode, models.CASCADE, related_name="legal_gateways")
    on = models.DateField()
    adviser = models.CharField(max_length=160)
    advice = models.TextField()
    attribution = models.TextField()
    outcome = models.CharField(max_length=20, choices=codes.choices(GATEWAY_OUTCOME))
    reason = models.TextField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"legal gateway {self.pk}"


class Transfer(models.Model):
    """F29: a plan that goes to another authority, or comes from one. Ours stays in force until theirs is."""

    episode = models.ForeignKey(Episode, models.CASCADE, related_name="transfers")
    incoming = models.BooleanField()
    authority = models.CharField(max_length=160)
    contact = models.CharField(max_length=160, blank=True)
    told_on = models.DateField(null=True, blank=True)
    moved_on = models.DateField(null=True, blank=True)
    papers_on = models.DateField(null=True, blank=True)
    source_plan = models.CharField(max_length=60, blank=True)
    source_plan_started_on = models.DateField(null=True, blank=True)
    conference_on = models.DateField(null=True, blank=True)
    accepted_on = models.DateField(null=True, blank=True)
    accepted_by = models.CharField(max_length=160, blank=True)
    called_off_on = models.DateField(null=True, blank=True)
    young_persons_views = models.TextField(blank=True)
    kept_safe = models.TextField(blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"transfer {self.pk}"


class WayOut(models.Model):
    """F21: what was decided to follow a plan, an assessment or family help, and what the family thinks of it."""

    episode = models.ForeignKey(Episode, models.CASCADE, related_name="ways_out")
    transition = models.CharField(max_length=10)
    on = models.DateField()
    afterwards = models.CharField(max_length=20, choices=codes.choices(AFTERWARDS), blank=True)
    ending = models.CharField(max_length=20, choices=codes.choices(ENDS_WITHOUT_CONFERENCE), blank=True)
    closure_reason = models.CharField(max_length=4, choices=codes.choices(codes.CLOSURE_REASON), blank=True)
    reason = models.TextField()
    agencies_said = models.TextField(blank=True)
    young_persons_views = models.TextField(blank=True)
    parents_views = models.TextField(blank=True)
    views_not_known = models.TextField(blank=True)
    family_agreement = models.TextField(blank=True)
    lead_practitioner = models.CharField(max_length=160, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"way out {self.pk}"
