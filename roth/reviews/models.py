"""A review of a plan (F16) and, where the plan ends at it, the exit test (F21). The meeting itself is in `meetings`.

A review that is decided is never edited. What an ending may be called is `domain.ending`.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from roth.contexts.models import Context
from roth.domain import change, codes
from roth.domain.ending import Outcome
from roth.domain.reviewing import Decision
from roth.meetings.models import Meeting
from roth.plans.models import Goal, Plan
from roth.records import Versioned

User = settings.AUTH_USER_MODEL


class Review(Versioned):
    """What a review conference found and decided about a plan."""

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="review")
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="reviewed")
    what_worked = models.TextField(blank=True)
    safety_now = models.TextField(blank=True)
    reports_shared = models.TextField(blank=True)
    reports_shared_on = models.DateField(null=True, blank=True)
    no_longer_likely = models.BooleanField(null=True, blank=True)
    contexts_changed = models.TextField(blank=True)
    evidence_from = models.DateField(null=True, blank=True)
    evidence_to = models.DateField(null=True, blank=True)
    evidence = models.TextField(blank=True)
    own_account = models.TextField(blank=True)
    likely_to_last = models.BooleanField(null=True, blank=True)
    slipping_signs = models.TextField(blank=True)
    risk_moved = models.BooleanField(null=True, blank=True)
    risk_moved_words = models.TextField(blank=True)
    because = models.JSONField(default=list, blank=True)  # codes of `domain.ending.Because`
    only_because = models.BooleanField(null=True, blank=True)
    step_down_lead = models.CharField(max_length=160, blank=True)
    step_down_on = models.DateField(null=True, blank=True)
    step_down = models.TextField(blank=True)
    linked_still_live = models.TextField(blank=True)
    young_persons_view = models.TextField(blank=True)
    parents_view = models.TextField(blank=True)
    dissent = models.TextField(blank=True)
    first_review_reason = models.TextField(blank=True)
    decision = models.CharField(max_length=10, choices=Decision.choices(), blank=True)
    reason = models.TextField(blank=True)
    category = models.CharField(max_length=3, choices=codes.choices(codes.ABUSE_CATEGORY), blank=True)
    category_reason = models.TextField(blank=True)
    new_pathway = models.CharField(max_length=20, choices=codes.choices(codes.PATHWAY), blank=True)
    next_review_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome.choices(), blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"review {self.pk}"


class PartRating(models.Model):
    """How one goal or one context is now, beside how it was at the start."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="ratings")
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="+", null=True, blank=True)
    context = models.ForeignKey(Context, models.PROTECT, related_name="+", null=True, blank=True)
    rating = models.CharField(max_length=12, choices=change.Rating.choices())
    evidence = models.TextField(blank=True)
    weight_now = models.PositiveSmallIntegerField(null=True, blank=True)  # of a context, in hundredths

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("review", "goal"), name="goal_rated_once"),
            models.UniqueConstraint(fields=("review", "context"), name="context_rated_once"),
            models.CheckConstraint(
                condition=Q(goal__isnull=False, context__isnull=True) | Q(goal__isnull=True, context__isnull=False),
                name="rating_of_one_part",
            ),
        )

    def __str__(self) -> str:
        return f"rating {self.pk}"
