"""F10, an agency's report before a meeting: asked for, drafted, lodged; what it knows of contexts and could change."""

from django.conf import settings
from django.db import models

from roth.accounts.models import Agency
from roth.contexts.models import Context
from roth.meetings.models.invitation import Invitation
from roth.meetings.models.meeting import Meeting
from roth.records import Versioned

User = settings.AUTH_USER_MODEL


class AgencyReport(Versioned):
    """One person's report for their agency. Once lodged it does not change; what comes later is added beside it."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="reports")
    invitation = models.OneToOneField(Invitation, models.CASCADE, related_name="report")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", null=True, blank=True)
    asked_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    limit_on = models.DateField(null=True, blank=True)
    lodged_at = models.DateTimeField(null=True, blank=True)
    author_role = models.CharField(max_length=120, blank=True)
    manager = models.CharField(max_length=120, blank=True)
    involvement = models.TextField(blank=True)
    last_contact_on = models.DateField(null=True, blank=True)
    development = models.TextField(blank=True)
    events = models.TextField(blank=True)
    known = models.TextField(blank=True)  # what the writer saw or did
    told = models.TextField(blank=True)  # what others said
    going_well = models.TextField(blank=True)
    worries = models.TextField(blank=True)
    analysis = models.TextField(blank=True)  # what the writer makes of it
    young_persons_views = models.TextField(blank=True)
    parents_views = models.TextField(blank=True)
    contribution = models.TextField(blank=True)
    recommendation = models.TextField(blank=True)
    annex = models.TextField(blank=True)  # for case holders and the chair alone
    annex_reason = models.TextField(blank=True)
    shared_with_young_person_on = models.DateField(null=True, blank=True)
    not_shared_with_young_person = models.TextField(blank=True)
    shared_with_parents_on = models.DateField(null=True, blank=True)
    not_shared_with_parents = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"report {self.pk}"


class ReportContext(models.Model):
    """What an agency knows of one context, and what it could change there."""

    report = models.ForeignKey(AgencyReport, models.CASCADE, related_name="contexts")
    context = models.ForeignKey(Context, models.PROTECT, related_name="+")
    knows = models.TextField(blank=True)
    can_change = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("report", "context"), name="context_once_per_report"),)

    def __str__(self) -> str:
        return f"context of a report {self.pk}"


class ReportAnswer(models.Model):
    """The answer to a question that this kind of agency is asked (`domain.agency_reports`)."""

    report = models.ForeignKey(AgencyReport, models.CASCADE, related_name="answers")
    question = models.CharField(max_length=40)
    text = models.TextField()

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("report", "question"), name="question_once_per_report"),)

    def __str__(self) -> str:
        return f"answer of a report {self.pk}"


class ReportAddendum(models.Model):
    """What came after a report was lodged."""

    report = models.ForeignKey(AgencyReport, models.CASCADE, related_name="addenda")
    words = models.TextField()
    at = models.DateTimeField()
    by_name = models.CharField(max_length=120)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"addendum of a report {self.pk}"
