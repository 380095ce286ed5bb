"""The ROTH-aligned assessment. The structured heart (needs, dynamics, strengths, challenges, weights) is rows, so that
a plan can point at each; the narrative is sections by a stable key."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from roth.contexts.models import Context
from roth.domain import codes
from roth.pathway.models import Episode
from roth.records import Versioned

User = settings.AUTH_USER_MODEL


class Assessment(Versioned):
    """One assessment in an episode."""

    episode = models.ForeignKey(Episode, models.CASCADE, related_name="assessments")
    template = models.CharField(max_length=40, default="roth-aligned-1")
    started_on = models.DateField()
    internal_review_on = models.DateField(null=True, blank=True)
    authorised_on = models.DateField(null=True, blank=True)
    authorised_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    author = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    shared_with_young_person_on = models.DateField(null=True, blank=True)
    shared_with_parents_on = models.DateField(null=True, blank=True)
    from_census = models.BooleanField(default=False)

    class Meta:
        ordering = ("started_on", "pk")

    def __str__(self) -> str:
        return f"assessment {self.pk}"


class AssessmentFactor(models.Model):
    """A national factor code: kept for returns, not shown to families."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="factors")
    code = models.CharField(max_length=4)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("assessment", "code"), name="factor_once"),)

    def __str__(self) -> str:
        return self.code


class Section(Versioned):
    """The narrative of one section, by its stable key."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="sections")
    key = models.CharField(max_length=30)
    text = models.TextField(blank=True)
    said_on = models.DateField(null=True, blank=True)  # the young person's account: the day they gave it
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    written_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("assessment", "key"), name="section_once"),)

    def __str__(self) -> str:
        return self.key


class Need(Versioned):
    """Something the young person needs; not a risk said again."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="needs")
    text = models.TextField()
    domain = models.CharField(max_length=30, choices=codes.choices(codes.NEED_DOMAIN))
    source = models.CharField(max_length=160)
    priority = models.PositiveSmallIntegerField(default=2)  # 1 comes first
    met_by = models.TextField(blank=True)

    class Meta:
        ordering = ("priority", "pk")

    def __str__(self) -> str:
        return f"need {self.pk}"


class Strength(Versioned):
    """Something that keeps the young person safe or well, and how the plan can use it."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="strengths")
    whose = models.CharField(max_length=20, choices=codes.choices(codes.STRENGTH_OF))
    text = models.TextField()
    evidence = models.TextField(blank=True)
    use = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"strength {self.pk}"


class AssessedContext(Versioned):
    """A context as this assessment found it."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="contexts")
    context = models.ForeignKey(Context, models.PROTECT, related_name="+")
    young_person_does = models.TextField()
    guardianship = models.TextField()
    environment = models.TextField(blank=True)
    young_persons_account = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("assessment", "context"), name="context_assessed_once"),)

    def __str__(self) -> str:
        return f"assessed context {self.pk}"


class Dynamic(Versioned):
    """How harm works in one context: who, where, when, how. Never a trait of the young person."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="dynamics")
    context = models.ForeignKey(Context, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30, choices=codes.choices(codes.CONTEXT_DYNAMIC))
    text = models.TextField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"dynamic {self.pk}"


class SystemChallenge(Versioned):
    """A service, rule or structure that adds risk or blocks safety, and who can change it."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="challenges")
    service = models.CharField(max_length=160)
    text = models.TextField()
    evidence = models.TextField(blank=True)
    owner = models.CharField(max_length=160, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"system challenge {self.pk}"


class ContextWeight(Versioned):
    """How much of the work of change one context carries, 0 to 100, in one person's or group's view.

    The rows of a view are written together and share one version.
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="weights")
    context = models.ForeignKey(Context, models.PROTECT, related_name="+")
    view = models.CharField(max_length=20, choices=codes.choices(codes.WEIGHT_VIEW))
    weight = models.PositiveSmallIntegerField()
    reason = models.TextField(blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_on = models.DateField()

    class Meta:
        ordering = ("-weight", "pk")
        constraints = (
            models.UniqueConstraint(fields=("assessment", "context", "view"), name="weight_once_per_view"),
            models.CheckConstraint(condition=Q(weight__lte=100), name="weight_at_most_100"),
        )

    def __str__(self) -> str:
        return f"weight {self.pk}"
