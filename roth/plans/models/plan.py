"""The plan: the pause, then goals, actions and measures. What it leaves unanswered is found by `domain.coverage`."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from roth.accounts.models import Agency
from roth.assessments.models import Dynamic, Need, SystemChallenge
from roth.contexts.models import Context
from roth.domain import actions as coding
from roth.domain import change, codes
from roth.meetings.models import Meeting
from roth.pathway.models import Episode
from roth.records import Record, Versioned

User = settings.AUTH_USER_MODEL


class Plan(Record, Versioned):
    """A young person's plan: drafted at the conference, then in force, then ended. Imported plans have dates alone."""

    PREFIX = "PL"

    episode = models.ForeignKey(Episode, models.CASCADE, related_name="plans")
    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="plan", null=True, blank=True)
    status = models.CharField(max_length=10, default="draft")  # draft, in_force, ended
    pathway = models.CharField(max_length=20, choices=codes.choices(codes.PATHWAY), blank=True)
    statutory_status = models.CharField(max_length=20, choices=codes.choices(codes.STATUTORY_STATUS), blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    initial_category = models.CharField(max_length=3, choices=codes.choices(codes.ABUSE_CATEGORY), blank=True)
    latest_category = models.CharField(max_length=3, choices=codes.choices(codes.ABUSE_CATEGORY), blank=True)
    previous_plans = models.PositiveSmallIntegerField(default=0)
    lead_worker = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    aim = models.TextField(blank=True)
    for_whom = models.TextField(blank=True)
    how_we_would_know = models.TextField(blank=True)
    avoid_making_worse = models.TextField(blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    worry_statement = models.TextField(blank=True)
    contingency = models.TextField(blank=True)
    in_force_at = models.DateTimeField(null=True, blank=True)
    in_force_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    detailed_on = models.DateField(null=True, blank=True)  # the core group made the outline into a plan in detail
    core_group_on = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    from_census = models.BooleanField(default=False)

    class Meta:
        ordering = ("starts_on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=(
                    Q(in_force_at__isnull=True, in_force_by__isnull=True)
                    | Q(in_force_at__isnull=False, in_force_by__isnull=False)
                ),
                name="plan_in_force_at_with_by",
            ),
        )

    def __str__(self) -> str:
        return self.ref


class PlanReview(models.Model):
    """The day of a review conference of this plan."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="reviews")
    on = models.DateField()

    class Meta:
        ordering = ("on",)
        constraints = (models.UniqueConstraint(fields=("plan", "on"), name="review_day_once"),)

    def __str__(self) -> str:
        return f"review {self.on}"


class CoreGroupMember(models.Model):
    """Someone who carries the plan between conferences."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="core_group")
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=30, choices=codes.choices(codes.ATTENDEE_ROLE))
    user = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"core group member {self.pk}"


class CoreGroupMeeting(models.Model):
    """That the core group met: when, who came, what the young person said, and what the group said and agreed."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="core_group_meetings")
    held_on = models.DateField()
    chaired_by = models.CharField(max_length=120, blank=True)  # any member
    who_came = models.TextField(blank=True)  # beside the members: who else came, or was asked
    seen_on = models.DateField(null=True, blank=True)
    seen_alone = models.BooleanField(null=True, blank=True)
    events = models.TextField(blank=True)
    young_persons_words = models.TextField(blank=True)
    parents_words = models.TextField(blank=True)
    what_was_said = models.TextField()
    changes_to_plan = models.TextField(blank=True)
    escalations = models.TextField(blank=True)
    next_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("held_on",)
        constraints = (models.UniqueConstraint(fields=("plan", "held_on"), name="core_group_day_once"),)

    def __str__(self) -> str:
        return f"core group {self.held_on}"


class Contingency(models.Model):
    """If this happens, then who does what."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="contingencies")
    if_this = models.TextField()
    who = models.CharField(max_length=160)
    does_what = models.TextField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"contingency {self.pk}"


class Droppable(models.Model):
    """A part that can be taken out of a plan. It stays in the record with the day and the reason."""

    dropped_on = models.DateField(null=True, blank=True)
    dropped_reason = models.TextField(blank=True)

    class Meta:
        abstract = True


class Goal(Versioned, Droppable):
    """What will be true when the plan has worked, said positively."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="goals")
    statement = models.TextField()
    level = models.CharField(max_length=20, choices=codes.choices(codes.GOAL_LEVEL))
    whose = models.CharField(max_length=20, choices=codes.choices(codes.WHOSE))
    context = models.ForeignKey(Context, models.PROTECT, related_name="+", null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"goal {self.pk}"


class Action(Versioned):
    """Who will change what, for whom, by when. Target and approach say what it aims at, as the author decided."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="actions")
    goal = models.ForeignKey(Goal, models.CASCADE, related_name="actions")
    text = models.TextField()
    target = models.CharField(max_length=30, choices=[(t.value, t.label) for t in coding.Target])
    approach = models.CharField(max_length=30, choices=[(a.value, a.label) for a in coding.Approach])
    context = models.ForeignKey(Context, models.PROTECT, related_name="+", null=True, blank=True)
    dynamics = models.ManyToManyField(Dynamic, related_name="actions", blank=True)
    needs = models.ManyToManyField(Need, related_name="actions", blank=True)
    challenges = models.ManyToManyField(SystemChallenge, related_name="actions", blank=True)
    owner_name = models.CharField(max_length=120)
    owner_type = models.CharField(max_length=30, choices=[(o.value, o.label) for o in coding.OwnerType])
    owner_agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", null=True, blank=True)
    accepted_on = models.DateField(null=True, blank=True)
    accepted_how = models.CharField(max_length=200, blank=True)  # who said yes and how, where they were not in the room
    due_on = models.DateField()
    status = models.CharField(
        max_length=20, choices=[(s.value, s.label) for s in coding.ActionStatus], default="proposed"
    )
    status_reason = models.TextField(blank=True)
    origin = models.CharField(max_length=20, choices=codes.choices(codes.WHOSE), default="professional")
    young_persons_view = models.TextField(blank=True)
    moves_young_person = models.BooleanField(default=False)
    restriction_purpose = models.TextField(blank=True)
    restriction_consent = models.CharField(max_length=10, choices=change.Consent.choices(), blank=True)
    restriction_ends_on = models.DateField(null=True, blank=True)
    paired_support = models.ForeignKey("self", models.SET_NULL, related_name="+", null=True, blank=True)
    entered_at = models.DateTimeField()
    entered_before_pause = models.BooleanField(default=False)

    class Meta:
        ordering = ("due_on", "pk")

    def __str__(self) -> str:
        return f"action {self.pk}"


class Measure(Versioned, Droppable):
    """How we would know: change, or effort; from which baseline."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="measures")
    goal = models.ForeignKey(Goal, models.CASCADE, related_name="measures")
    text = models.TextField()
    kind = models.CharField(max_length=10, choices=[("change", "Change"), ("effort", "Effort")])
    method = models.TextField()
    baseline = models.TextField(blank=True)
    baseline_on = models.DateField(null=True, blank=True)
    target = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"measure {self.pk}"


class NotToAct(models.Model):
    """A recorded decision not to act on something the assessment found, and why. It ends when somebody acts on it."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="not_to_act")
    subject = models.CharField(max_length=40)  # the subject's key in the plan's facts, such as dynamic:12
    reason = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("plan", "subject"), condition=Q(ended_at__isnull=True), name="not_to_act_once"
            ),
        )

    def __str__(self) -> str:
        return f"decision not to act {self.pk}"
