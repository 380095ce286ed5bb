"""One table: the draft of one form by one person."""

from django.conf import settings
from django.db import models


class Draft(models.Model):
    """What one person has typed into one form since it was last saved."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    payload = models.TextField()
    version = models.PositiveIntegerField(null=True, blank=True)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ("-saved_at",)
        constraints = (models.UniqueConstraint(fields=("user", "key"), name="one_draft_per_form_and_person"),)

    def __str__(self) -> str:
        return self.key
