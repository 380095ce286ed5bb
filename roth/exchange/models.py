"""What was imported when, by whom, from which file. What a file says belongs in each format's folder."""

from django.db import models

from roth.accounts.models import Site
from roth.people.models import YoungPerson


class CensusImport(models.Model):
    """One run of a census import that wrote something, or the first run of a file.

    The report names children by their local identifiers only.
    """

    site = models.ForeignKey(Site, models.PROTECT, related_name="census_imports")
    file_hash = models.CharField(max_length=64)
    census_year = models.CharField(max_length=4, blank=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=160)
    taken = models.JSONField(default=dict)
    changed = models.JSONField(default=dict)
    unchanged = models.JSONField(default=dict)
    refused = models.JSONField(default=list)

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=("site", "file_hash")),)

    def __str__(self) -> str:
        return f"census import {self.pk}"


class CensusChildTaken(models.Model):
    """What census files have said of a young person, as it was taken: so that the next file's changes can be told from
    what people changed here."""

    young_person = models.OneToOneField(YoungPerson, models.CASCADE, related_name="+")
    reference_on = models.DateField(null=True, blank=True)
    rows = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"census child {self.pk}"
