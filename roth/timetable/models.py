"""Limits and ways of counting that a site has set, and bank holidays that differ from the table. Rows are only added.

No young person is spoken of here. The limits themselves are a table in `domain.timescales`; running clocks are in
`pathway`.
"""

from django.conf import settings
from django.db import models

from roth.accounts.models import Site
from roth.domain.calendar import CountMode

User = settings.AUTH_USER_MODEL


class Change(models.Model):
    """Who decided it, when and why. `by` is empty where the people who run the service did it with the command."""

    by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    at = models.DateTimeField()
    reason = models.CharField(max_length=300)

    class Meta:
        abstract = True


class SiteLimit(Change):
    """A limit that a site has set for itself, in the unit of the table, for clocks that start from a day on."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="limits")
    rule = models.CharField(max_length=4)
    number = models.PositiveSmallIntegerField()
    in_force_from = models.DateField()
    in_force_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("rule", "in_force_from", "pk")
        constraints = (
            models.UniqueConstraint(fields=("site", "rule", "in_force_from"), name="one_limit_from_a_day"),
            models.CheckConstraint(
                condition=models.Q(in_force_until__isnull=True)
                | models.Q(in_force_until__gte=models.F("in_force_from")),
                name="limit_ends_after_it_starts",
            ),
        )

    def __str__(self) -> str:
        return f"{self.rule}: {self.number} from {self.in_force_from}"


class SiteCounting(Change):
    """Whether a site counts the day that starts a clock, for clocks that start from a day on."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="counting")
    mode = models.CharField(max_length=10, choices=[(mode.value, mode.value) for mode in CountMode])
    in_force_from = models.DateField()

    class Meta:
        ordering = ("in_force_from", "pk")
        constraints = (models.UniqueConstraint(fields=("site", "in_force_from"), name="one_counting_from_a_day"),)

    def __str__(self) -> str:
        return f"{self.mode} from {self.in_force_from}"


class HolidayChange(Change):
    """A day that became a bank holiday, or is one no longer. The newest row of a day holds; by hand beats a file."""

    day = models.DateField(db_index=True)
    added = models.BooleanField()
    title = models.CharField(max_length=120)
    by_hand = models.BooleanField(default=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.day} {'added' if self.added else 'removed'}"


class PublishedYear(Change):
    """A year whose bank holidays were taken from the published list, so that nothing counted through it is doubted."""

    year = models.PositiveSmallIntegerField(unique=True)

    class Meta:
        ordering = ("year",)

    def __str__(self) -> str:
        return str(self.year)
