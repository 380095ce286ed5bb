"""What is arranged around a meeting: its moves, how the family is prepared, who is kept out, who is kept apart."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from roth.domain import codes
from roth.domain.exclusions import Duration, Ground, Ruling
from roth.domain.preparing import Arranged
from roth.meetings.models.meeting import Meeting
from roth.people.models import YoungPerson
from roth.records import Versioned

User = settings.AUTH_USER_MODEL


class Rearrangement(models.Model):
    """One move of a meeting that was booked (C16): from when to when, why, and what keeps the young person safe."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="rearrangements")
    from_at = models.DateTimeField()
    to_at = models.DateTimeField()
    reason = models.CharField(max_length=30, choices=codes.choices(codes.LATENESS_REASON))
    words = models.TextField(blank=True)
    interim_safety = models.TextField()
    signed_off_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    signed_off_words = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"rearrangement {self.pk}"


class Preparation(Versioned):
    """How the young person and their family are prepared for a meeting, and what people need to take part in it."""

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="preparation")
    young_person_prepared_on = models.DateField(null=True, blank=True)
    young_person_words = models.TextField(blank=True)  # who prepared them and how, or why nobody could
    parents_prepared_on = models.DateField(null=True, blank=True)
    parents_words = models.TextField(blank=True)
    interpreter = models.CharField(max_length=10, choices=Arranged.choices(), blank=True)
    interpreter_words = models.TextField(blank=True)
    access = models.CharField(max_length=10, choices=Arranged.choices(), blank=True)
    access_words = models.TextField(blank=True)
    live_investigation = models.TextField(blank=True)  # what the chair and police agreed may be said
    apart = models.TextField(blank=True)  # who comes at another time or sits elsewhere

    def __str__(self) -> str:
        return f"preparation {self.pk}"


class Exclusion(Versioned):
    """A request that somebody be kept out of a meeting or part of it, and the chair's decision."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="exclusions")
    name = models.CharField(max_length=120)
    ground = models.CharField(max_length=20, choices=Ground.choices())
    reason = models.TextField()
    duration = models.CharField(max_length=10, choices=Duration.choices())
    which_part = models.CharField(max_length=200, blank=True)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_on = models.DateField()
    ruling = models.CharField(max_length=10, choices=Ruling.choices(), blank=True)
    ruling_reason = models.TextField(blank=True)
    views_another_way = models.TextField(blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"exclusion {self.pk}"


class KeptApart(models.Model):
    """Two young people who must not meet. Seen only by someone who may open both; obeyed by every booking (R09)."""

    first = models.ForeignKey(YoungPerson, models.CASCADE, related_name="kept_apart_as_first")
    second = models.ForeignKey(YoungPerson, models.CASCADE, related_name="kept_apart_as_second")
    reason = models.TextField()
    source = models.CharField(max_length=160)
    starts_on = models.DateField()
    review_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    ended_because = models.TextField(blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="kept_apart_in_order"),
            models.UniqueConstraint(
                fields=("first", "second"), condition=Q(ended_on__isnull=True), name="kept_apart_once"
            ),
        )

    def __str__(self) -> str:
        return f"kept apart {self.pk}"
