"""Contexts, their links to young people and who has reach into them. A context never names a young person."""

from django.conf import settings
from django.db import models

from roth.accounts.models import Agency, Site
from roth.domain import codes
from roth.people.models import YoungPerson
from roth.records import Record, Versioned


class Context(Record, Versioned):
    """A peer group, school, place, route, business or online space where harm or safety happens."""

    PREFIX = "CX"

    site = models.ForeignKey(Site, models.PROTECT, related_name="contexts")
    kind = models.CharField(max_length=30, choices=codes.choices(codes.CONTEXT_KIND))
    name = models.CharField(max_length=120)
    description = models.TextField(blank=True)
    area = models.CharField(max_length=120, blank=True)
    looked_after_by = models.TextField(blank=True)
    strengths = models.TextField(blank=True)
    times = models.CharField(max_length=200, blank=True)
    opened_on = models.DateField()

    class Meta:
        ordering = ("name", "pk")
        constraints = (models.UniqueConstraint(fields=("site", "name"), name="context_name_once_per_site"),)

    def __str__(self) -> str:
        return self.name


class ContextLink(Versioned):
    """What a context is to a young person. Seen only by someone who may open both ends."""

    context = models.ForeignKey(Context, models.PROTECT, related_name="links")
    young_person = models.ForeignKey(YoungPerson, models.CASCADE, related_name="context_links")
    meaning = models.CharField(max_length=10, choices=codes.choices(codes.LINK_MEANING))
    reason = models.TextField()
    source = models.CharField(max_length=160)
    confidence = models.CharField(max_length=10, choices=codes.choices(codes.CONFIDENCE), default="medium")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    review_on = models.DateField()

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("context", "young_person"), name="context_linked_once"),)

    def __str__(self) -> str:
        return f"link {self.pk}"


class Reach(Versioned):
    """An agency that can change a context, through whom at role level, and what they can change there."""

    context = models.ForeignKey(Context, models.CASCADE, related_name="reach")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="reach")
    through = models.CharField(max_length=120)
    can_change = models.TextField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_on = models.DateField()

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("context", "agency"), name="reach_once_per_agency"),)

    def __str__(self) -> str:
        return f"{self.agency} in {self.context}"
