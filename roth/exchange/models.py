"""What was imported when, by whom, from which file. What a file says belongs in each format's folder."""

from django.db import models

from roth.accounts.models import Site


class CensusImport(models.Model):
    """One run of a census import. The report names children by their local identifiers only."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="census_imports")
    file_hash = models.CharField(max_length=64)
    census_year = models.CharField(max_length=4, blank=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=160)
    taken = models.JSONField(default=dict)
    unchanged = models.JSONField(default=dict)
    refused = models.JSONField(default=list)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"census import {self.pk}"
