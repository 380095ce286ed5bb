"""The audit trail's two tables. Rows are appended by `actions.record` alone; triggers refuse everything else.

No foreign keys: renaming or removing live data must never damage history.
"""

from django.db import models


class Event(models.Model):
    """One thing that somebody did or read. `hash` covers every other field and the row before."""

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    kind = models.CharField(max_length=60)
    actor = models.CharField(max_length=40)
    actor_name = models.CharField(max_length=160)
    actor_role = models.CharField(max_length=160)
    site = models.CharField(max_length=20, blank=True)
    record = models.CharField(max_length=40, blank=True, db_index=True)
    target = models.CharField(max_length=80, blank=True)
    detail = models.TextField(blank=True)
    request_id = models.CharField(max_length=40, blank=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("number",)

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"


class ChainHead(models.Model):
    """The number and hash of the newest event: one row. Without it the newest events could be cut off unseen."""

    number = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"up to {self.number}"
