"""The curated chronology: entries that somebody chose or wrote, and what was added to them after they were shared.

The generated one has no table: it is read from the record (`selectors`).
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from roth.domain.chronology import EFFECT
from roth.people.models import YoungPerson
from roth.records import Versioned

User = settings.AUTH_USER_MODEL


class Entry(Versioned):
    """Something that happened, what it meant for the young person, and what we make of it (F27).

    Once shared it does not change: what is learnt later is an addendum.
    """

    young_person = models.ForeignKey(YoungPerson, models.CASCADE, related_name="chronology")
    on = models.DateField()
    source = models.CharField(max_length=200)
    event = models.TextField()
    impact = models.TextField()
    analysis = models.TextField(blank=True)
    effect = models.CharField(max_length=10, choices=list(EFFECT.items()))
    evidence = models.CharField(max_length=200, blank=True)  # an address within the record
    significant = models.BooleanField(default=True)
    chosen_from = models.CharField(max_length=60, blank=True)  # the generated event that it was chosen from
    names_because = models.TextField(blank=True)  # why somebody else's name stands here
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    shared_on = models.DateField(null=True, blank=True)
    shared_with = models.CharField(max_length=200, blank=True)
    shared_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        ordering = ("on", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("young_person", "chosen_from"), condition=~Q(chosen_from=""), name="chosen_once"
            ),
            models.CheckConstraint(
                condition=Q(shared_on__isnull=True, shared_by__isnull=True)
                | Q(shared_on__isnull=False, shared_by__isnull=False),
                name="chronology_shared_on_with_by",
            ),
        )

    def __str__(self) -> str:
        return f"chronology entry {self.pk}"


class Addendum(models.Model):
    """What was learnt after an entry was shared. Never edited."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="addenda")
    words = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"addendum {self.pk}"
