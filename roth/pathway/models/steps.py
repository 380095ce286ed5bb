"""Episodes and the steps from referral to pathway decision. What may follow what is a table in `domain.pathway`.

Forms are ROTH-aligned (`pathway.md` section 8): fields that a form demands may be blank here, because a census import
knows the dates of a step and none of its words.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from roth.domain import codes
from roth.domain.pathway import Stage
from roth.people.models import YoungPerson
from roth.records import Versioned

User = settings.AUTH_USER_MODEL


class Episode(Versioned):
    """One passage of a young person through the pathway, from a referral until it closes."""

    young_person = models.ForeignKey(YoungPerson, models.CASCADE, related_name="episodes")
    stage = models.CharField(max_length=20, choices=[(stage.value, stage.label) for stage in Stage])
    pathway = models.CharField(max_length=20, choices=codes.choices(codes.PATHWAY), blank=True)
    statutory_status = models.CharField(max_length=20, choices=codes.choices(codes.STATUTORY_STATUS), blank=True)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    closure_reason = models.CharField(max_length=4, choices=codes.choices(codes.CLOSURE_REASON), blank=True)
    previous = models.ForeignKey("self", models.PROTECT, related_name="+", null=True, blank=True)
    from_census = models.BooleanField(default=False)

    class Meta:
        ordering = ("-opened_on", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("young_person",), condition=Q(closed_on__isnull=True), name="one_open_episode"
            ),
        )

    def __str__(self) -> str:
        return f"episode {self.pk}"


class StageChange(models.Model):
    """Who moved the episode to this stage, when, and why. Never edited."""

    episode = models.ForeignKey(Episode, models.CASCADE, related_name="stage_changes")
    transition = models.CharField(max_length=10)
    from_stage = models.CharField(max_length=20, blank=True)
    to_stage = models.CharField(max_length=20)
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.from_stage} to {self.to_stage}"


class Clock(models.Model):
    """One running or stopped timescale: which rule, from which day, to which day, counted how.

    The instants are kept for limits in hours only, and the days are then the London days of those instants. The limit
    is the one that was used, which a site may have made stricter than the table; none for clocks older than that.
    """

    episode = models.ForeignKey(Episode, models.CASCADE, related_name="clocks")
    rule = models.CharField(max_length=4)
    started_on = models.DateField()
    started_at = models.DateTimeField(null=True, blank=True)
    due_on = models.DateField()
    due_at = models.DateTimeField(null=True, blank=True)
    limit_on = models.DateField()
    original_due_on = models.DateField()
    count_mode = models.CharField(max_length=10)
    limit_number = models.PositiveSmallIntegerField(null=True, blank=True)
    limit_unit = models.CharField(max_length=20, blank=True)
    done_on = models.DateField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    not_needed_because = models.CharField(max_length=200, blank=True)
    lateness_reason = models.CharField(max_length=30, choices=codes.choices(codes.LATENESS_REASON), blank=True)
    lateness_words = models.TextField(blank=True)

    class Meta:
        ordering = ("due_on", "pk")
        indexes = (models.Index(fields=("episode", "done_on", "due_on")),)

    def __str__(self) -> str:
        return f"{self.rule} due {self.due_on}"


class ClockRecount(models.Model):
    """One time that a clock was counted again: from which day to which, when and why. Never edited."""

    clock = models.ForeignKey(Clock, models.CASCADE, related_name="recounts")
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    because = models.CharField(max_length=300)
    started_on_before = models.DateField()
    due_on_before = models.DateField()
    limit_on_before = models.DateField()
    due_on_after = models.DateField()
    limit_on_after = models.DateField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"recount of {self.clock_id}"


class Referral(Versioned):
    """F01: why somebody is worried about a young person, and what the young person says."""

    episode = models.OneToOneField(Episode, models.CASCADE, related_name="referral")
    received_at = models.DateTimeField()
    source_code = models.CharField(max_length=2, choices=codes.choices(codes.REFERRAL_SOURCE))
    primary_need = models.CharField(max_length=2, choices=codes.choices(codes.PRIMARY_NEED), blank=True)
    nfa = models.BooleanField(default=False)
    referrer_name = models.CharField(max_length=120, blank=True)
    referrer_agency = models.CharField(max_length=160, blank=True)
    referrer_contact = models.CharField(max_length=160, blank=True)
    how_received = models.CharField(max_length=60, blank=True)
    where_found = models.TextField(blank=True)
    concern = models.TextField(blank=True)
    immediate_safety = models.TextField(blank=True)
    strengths = models.TextField(blank=True)
    childs_words = models.TextField(blank=True)
    childs_words_reason = models.TextField(blank=True)
    parents_views = models.TextField(blank=True)
    parents_views_reason = models.TextField(blank=True)
    parents_told = models.BooleanField(null=True, blank=True)
    parents_told_reason = models.TextField(blank=True)
    missing_history = models.TextField(blank=True)
    worker_safety = models.TextField(blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"referral {self.pk}"


class ReferralHarm(models.Model):
    """One kind of harm in a referral, and what the young person's part in it was. Never shown on lists (R23)."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="harms")
    harm_type = models.CharField(max_length=40, choices=codes.choices(codes.HARM_TYPE))
    role = models.CharField(max_length=20, choices=codes.choices(codes.HARM_ROLE), default="harmed")

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"harm {self.pk}"


class TriageDecision(models.Model):
    """F03: what happens next after a referral, decided by a manager within a working day."""

    referral = models.OneToOneField(Referral, models.CASCADE, related_name="triage")
    decision = models.CharField(max_length=20, choices=codes.choices(codes.TRIAGE_DECISION))
    rationale = models.TextField()
    threshold_reference = models.CharField(max_length=200, blank=True)
    history_checked = models.TextField()
    same_context_considered = models.TextField()
    nrm_considered = models.TextField(blank=True)
    family_agreement = models.TextField(blank=True)
    lead_practitioner = models.CharField(max_length=160, blank=True)
    referrer_told_on = models.DateField(null=True, blank=True)
    referrer_not_told_reason = models.TextField(blank=True)
    decided_on = models.DateField()
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"triage {self.pk}"


class StrategyDiscussion(Versioned):
    """F05: social care, police, health and others decide whether a section 47 enquiry starts."""

    episode = models.ForeignKey(Episode, models.CASCADE, related_name="strategy_discussions")
    kind = models.CharField(max_length=20, choices=codes.choices(codes.STRATEGY_KIND))
    held_at = models.DateTimeField()
    mode = models.CharField(max_length=20, choices=codes.choices(codes.MEETING_MODE))
    chair = models.ForeignKey(User, models.PROTECT, related_name="+")
    trigger = models.TextField()
    other_children_considered = models.TextField()
    alleged_to_have_harmed = models.BooleanField(default=False)
    separate_meeting = models.TextField(blank=True)
    threat_to_life = models.TextField(blank=True)
    reasonable_cause = models.BooleanField()
    reasons = models.TextField()
    section_47_starts = models.BooleanField()
    enquiry_kind = models.CharField(max_length=10, choices=codes.choices(codes.ENQUIRY_KIND), blank=True)
    who_sees_young_person = models.TextField(blank=True)
    medical = models.TextField(blank=True)
    told_family = models.TextField()
    interim_safety_plan = models.TextField()
    disruption = models.TextField(blank=True)
    nrm = models.TextField(blank=True)
    disagreement = models.TextField(blank=True)
    quorum_exception = models.TextField(blank=True)
    next_discussion_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("held_at", "pk")

    def __str__(self) -> str:
        return f"strategy discussion {self.pk}"


class StrategyParticipant(models.Model):
    """Who took part in a strategy discussion, for which agency, and what they brought."""

    strategy_discussion = models.ForeignKey(StrategyDiscussion, models.CASCADE, related_name="participants")
    agency_kind = models.CharField(max_length=30, choices=codes.choices(codes.AGENCY_KIND))
    agency_name = models.CharField(max_length=160)
    name = models.CharField(max_length=120)
    seniority = models.CharField(max_length=120, blank=True)
    took_part = models.CharField(max_length=20, choices=codes.choices(codes.TOOK_PART))
    information = models.TextField(blank=True)
    information_kind = models.CharField(max_length=20, choices=codes.choices(codes.INFORMATION_KIND), blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.agency_name}"


class StrategyAction(models.Model):
    """Something that a strategy discussion asked somebody to do now. What a plan asks for belongs in `plans`."""

    strategy_discussion = models.ForeignKey(StrategyDiscussion, models.CASCADE, related_name="actions")
    what = models.TextField()
    owner = models.CharField(max_length=160)
    by_on = models.DateField()

    class Meta:
        ordering = ("by_on", "pk")

    def __str__(self) -> str:
        return f"strategy action {self.pk}"


class Section47Enquiry(Versioned):
    """F06: what was found out about significant harm, in the young person's contexts as well as at home."""

    episode = models.ForeignKey(Episode, models.CASCADE, related_name="enquiries")
    strategy_discussion = models.OneToOneField(
        StrategyDiscussion, models.PROTECT, related_name="enquiry", null=True, blank=True
    )
    started_on = models.DateField()
    conference_target_on = models.DateField(null=True, blank=True)
    conference_on = models.DateField(null=True, blank=True)
    conference_not_required = models.BooleanField(default=False)
    lead_worker = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    seen_on = models.DateField(null=True, blank=True)
    seen_alone = models.BooleanField(null=True, blank=True)
    seen_where = models.CharField(max_length=160, blank=True)
    seen_by = models.CharField(max_length=160, blank=True)
    not_seen_reason = models.TextField(blank=True)
    wishes_and_feelings = models.TextField(blank=True)
    parents_seen = models.TextField(blank=True)
    agency_checks = models.TextField(blank=True)
    contexts_enquired = models.TextField(blank=True)
    analysis = models.TextField(blank=True)
    protection_by_parents = models.TextField(blank=True)
    protection_in_contexts = models.TextField(blank=True)
    substantiated = models.BooleanField(null=True, blank=True)
    significant_harm = models.TextField(blank=True)
    outcome = models.CharField(max_length=30, choices=codes.choices(codes.SECTION_47_OUTCOME), blank=True)
    family_told_on = models.DateField(null=True, blank=True)
    agencies_told_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    recorded_at = models.DateTimeField(null=True, blank=True)
    authorised_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    authorised_on = models.DateField(null=True, blank=True)
    from_census = models.BooleanField(default=False)

    class Meta:
        ordering = ("started_on", "pk")

    def __str__(self) -> str:
        return f"section 47 enquiry {self.pk}"


class PathwayDecision(models.Model):
    """F08: which pathway fits the harm that was found, and why. People decide; the page checks completeness."""

    episode = models.ForeignKey(Episode, models.CASCADE, related_name="pathway_decisions")
    pathway = models.CharField(max_length=20, choices=codes.choices(codes.PATHWAY))
    statutory_status = models.CharField(max_length=20, choices=codes.choices(codes.STATUTORY_STATUS))
    harm_outside_home = models.BooleanField()
    harm_at_home = models.BooleanField()
    reason = models.TextField()
    chair_consulted = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    chair_view = models.TextField(blank=True)
    dissent = models.TextField(blank=True)
    senior_sign_off = models.TextField(blank=True)
    review_trigger = models.TextField(blank=True)
    decided_on = models.DateField()
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"pathway decision {self.pk}"


class PathwayAnswer(models.Model):
    """The answer to one of the ten questions, with its evidence."""

    decision = models.ForeignKey(PathwayDecision, models.CASCADE, related_name="answers")
    question = models.PositiveSmallIntegerField()
    answer = models.CharField(max_length=200)
    evidence = models.TextField()

    class Meta:
        ordering = ("question",)
        constraints = (models.UniqueConstraint(fields=("decision", "question"), name="question_answered_once"),)

    def __str__(self) -> str:
        return f"answer {self.question}"


class CinPlan(models.Model):
    """The dates of a child in need plan."""

    episode = models.ForeignKey(Episode, models.CASCADE, related_name="cin_plans")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("starts_on", "pk")

    def __str__(self) -> str:
        return f"child in need plan {self.pk}"
