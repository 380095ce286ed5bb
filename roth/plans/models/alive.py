"""What happens to a plan once people work to it: progress, readings, core groups, restrictions, moves, snapshots.

None of these is edited after it is saved, but for the record of a move: what is new is written beside what was.
"""

from django.conf import settings
from django.db import models

from roth.accounts.models import Agency
from roth.contexts.models import Context
from roth.domain import actions as coding
from roth.domain import change, codes
from roth.plans.models.plan import Action, CoreGroupMeeting, Measure, Plan
from roth.records import Versioned

User = settings.AUTH_USER_MODEL
RATINGS = change.Rating.choices()


class Progress(models.Model):
    """What an owner, or somebody who asked them, said of an action on a day. The newest says how it stands."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="progress")
    on = models.DateField()
    state = models.CharField(max_length=10, choices=coding.ProgressState.choices())
    said = models.TextField(blank=True)
    effect = models.TextField(blank=True)
    unintended = models.TextField(blank=True)
    next_step = models.TextField(blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    for_agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", null=True, blank=True)
    heard_from = models.CharField(max_length=160, blank=True)  # who told the writer, where the owner did not write it
    at = models.DateTimeField()

    class Meta:
        ordering = ("on", "pk")

    def __str__(self) -> str:
        return f"progress {self.pk}"


class Reading(models.Model):
    """A measure, looked at again: what was found, who asked, and who was asked."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="readings")
    on = models.DateField()
    found = models.TextField()
    compared = models.CharField(max_length=12, choices=RATINGS)
    how_we_know = models.TextField(blank=True)
    who_asked = models.CharField(max_length=160)
    who_was_asked = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("on", "pk")

    def __str__(self) -> str:
        return f"reading {self.pk}"


class CoreGroupAttendance(models.Model):
    """Whether one member of the core group came, or sent a report instead."""

    core_group = models.ForeignKey(CoreGroupMeeting, models.CASCADE, related_name="people")
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=30, choices=codes.choices(codes.ATTENDEE_ROLE))
    attendance = models.CharField(max_length=20, choices=codes.choices(codes.ATTENDANCE))
    report = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"core group attendance {self.pk}"


class ContextProgress(models.Model):
    """What a core group said has changed in one context, beside how it was at the start."""

    core_group = models.ForeignKey(CoreGroupMeeting, models.CASCADE, related_name="contexts")
    context = models.ForeignKey(Context, models.PROTECT, related_name="+")
    rating = models.CharField(max_length=12, choices=RATINGS)
    words = models.TextField()

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("core_group", "context"), name="context_progress_once"),)

    def __str__(self) -> str:
        return f"context progress {self.pk}"


class RestrictionExtension(models.Model):
    """A restriction was let go on, until a later day, for a reason."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="extensions")
    was_until = models.DateField(null=True, blank=True)
    until = models.DateField()
    reason = models.TextField()
    young_persons_view = models.TextField(blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"extension {self.pk}"


class Relocation(Versioned):
    """A proposed move of the young person (V14): what it would do to each kind of safety, and the way back."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="relocations")
    action = models.OneToOneField(Action, models.SET_NULL, related_name="relocation", null=True, blank=True)
    kind = models.CharField(max_length=10, choices=change.MoveKind.choices())
    decision = models.CharField(max_length=10, choices=change.MoveDecision.choices(), default="proposed")
    why = models.TextField()
    physical_before = models.TextField()
    physical_after = models.TextField()
    relational_before = models.TextField()
    relational_after = models.TextField()
    psychological_before = models.TextField()
    psychological_after = models.TextField()
    what_is_lost = models.TextField()
    who_decides = models.TextField()
    young_persons_view = models.TextField()
    route_back = models.TextField()
    review_on = models.DateField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"move {self.pk}"


class PlanSnapshot(models.Model):
    """The plan as it stood on a day that matters: when it came into force, and at each review. For then and now."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="snapshots")
    on = models.DateField()
    why = models.CharField(max_length=10)  # in_force, review
    stood = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("on", "pk")

    def __str__(self) -> str:
        return f"snapshot {self.pk}"
