"""Who has a page of their own, what was said and by whom, what answers it, how people wish to take part, safety maps.

Words are kept as they were said: nothing here is edited. A second thought is a row of its own.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from roth.domain.access import Role
from roth.domain.voice import (
    Agreement,
    Audience,
    Feeling,
    How,
    OfferState,
    Participation,
    PlaceKind,
    PlanForm,
    Speaker,
    Stance,
    TalkKind,
    TimeBand,
    Topic,
)
from roth.meetings.models import Meeting
from roth.people.models import YoungPerson
from roth.plans.models import Action

User = settings.AUTH_USER_MODEL
OWN_ROLES = (Role.YOUNG_PERSON, Role.PARENT, Role.ADVOCATE)


class Tie(models.Model):
    """What joins a young person, a parent or an advocate who signs in to one record, from a day until a day.

    While it is paused its page is shut: "not safe now" (`pathway.md` 11.10).
    """

    young_person = models.ForeignKey(YoungPerson, models.CASCADE, related_name="ties")
    user = models.ForeignKey(User, models.PROTECT, related_name="ties")
    role = models.CharField(max_length=20, choices=[(role.value, role.label) for role in OWN_ROLES])
    speaks_as = models.CharField(max_length=20, choices=Speaker.choices())
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    paused_reason = models.TextField(blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("user", "role", "young_person")),)
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="tie_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=("young_person", "user", "role"), condition=Q(ends_on__isnull=True), name="one_open_tie"
            ),
        )

    def __str__(self) -> str:
        return f"tie {self.pk}"


class Handover(models.Model):
    """A worker's device in the hands of one young person, for minutes. It acts in the trail by its own name."""

    young_person = models.ForeignKey(YoungPerson, models.CASCADE, related_name="handovers")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-starts_at",)

    def __str__(self) -> str:
        return f"handover {self.pk}"

    @property
    def audit_key(self) -> str:
        """How the audit trail names whoever held the device."""
        return f"handover:{self.pk}"

    @property
    def audit_name(self) -> str:
        """Whoever held the device, as far as anybody can know."""
        return f"{self.young_person.name}, on a device of {self.by.name}"

    @property
    def audit_role(self) -> str:
        """What they were to the record."""
        return "Young person on a worker's device"


class Said(models.Model):
    """Somebody's words, as they said them: never edited. Others may write beside them, and answer them."""

    young_person = models.ForeignKey(YoungPerson, models.CASCADE, related_name="said")
    speaker = models.CharField(max_length=20, choices=Speaker.choices())
    tie = models.ForeignKey(Tie, models.PROTECT, related_name="said", null=True, blank=True)  # whose page shows it
    about = models.CharField(max_length=20, choices=Topic.choices())
    words = models.TextField(blank=True)  # empty where somebody only agreed or did not
    stance = models.CharField(max_length=20, choices=Stance.choices(), blank=True)
    action = models.ForeignKey(Action, models.SET_NULL, related_name="said", null=True, blank=True)
    how = models.CharField(max_length=20, choices=How.choices())
    said_on = models.DateField()
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    written_by_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    to_meeting = models.BooleanField(default=False)
    to_parent = models.BooleanField(default=False)
    to_advocate = models.BooleanField(default=False)

    AUDIENCES = {Audience.MEETING: "to_meeting", Audience.PARENT: "to_parent", Audience.ADVOCATE: "to_advocate"}

    class Meta:
        ordering = ("-said_on", "-pk")
        indexes = (models.Index(fields=("young_person", "speaker", "-said_on")),)
        constraints = (models.CheckConstraint(condition=~Q(words="") | ~Q(stance=""), name="said_something_or_agreed"),)

    def __str__(self) -> str:
        return f"said {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save. Once written, only who else may read it can change."""
        changed = set(kwargs.get("update_fields") or ())
        if self.pk and not (changed and changed <= set(self.AUDIENCES.values())):
            raise TypeError("Somebody's words are never edited. Write beside them.")
        super().save(*args, **kwargs)


class Beside(models.Model):
    """What a worker wrote beside somebody's words: what was meant, what was done at once. Never instead of them."""

    said = models.ForeignKey(Said, models.CASCADE, related_name="beside")
    text = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"beside {self.pk}"


class Reply(models.Model):
    """What happened because somebody said it: an action of the plan, or a reason why not, in words for them."""

    said = models.ForeignKey(Said, models.CASCADE, related_name="replies")
    words = models.TextField()
    action = models.ForeignKey(Action, models.SET_NULL, related_name="replies", null=True, blank=True)
    why_not = models.TextField(blank=True)
    on = models.DateField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"reply {self.pk}"


class TakingPart(models.Model):
    """How somebody wishes to take part (F12). A new wish is a new row; the newest counts."""

    young_person = models.ForeignKey(YoungPerson, models.CASCADE, related_name="taking_part")
    speaker = models.CharField(max_length=20, choices=Speaker.choices())
    tie = models.ForeignKey(Tie, models.PROTECT, related_name="+", null=True, blank=True)
    participation = models.CharField(max_length=4, choices=Participation.choices(), blank=True)
    who_helps = models.TextField(blank=True)
    who_there = models.TextField(blank=True)
    who_not = models.TextField(blank=True)
    place_and_time = models.TextField(blank=True)
    not_said = models.TextField(blank=True)  # what must not be said, and in front of whom
    plan_form = models.CharField(max_length=20, choices=PlanForm.choices(), blank=True)
    prepared_by = models.CharField(max_length=200)
    on = models.DateField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"taking part {self.pk}"


class AdvocateOffer(models.Model):
    """That somebody offered an advocate, and how it stands."""

    young_person = models.ForeignKey(YoungPerson, models.CASCADE, related_name="advocate_offers")
    offered_on = models.DateField()
    offered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=OfferState.choices(), default=OfferState.OFFERED.value)
    answered_on = models.DateField(null=True, blank=True)
    met_on = models.DateField(null=True, blank=True)
    advocate_name = models.CharField(max_length=120, blank=True)
    words = models.TextField(blank=True)  # what the young person said to it

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"advocate offer {self.pk}"


class Talk(models.Model):
    """A talk that a meeting owes the young person: before it, the same day, afterwards; or why it did not happen."""

    young_person = models.ForeignKey(YoungPerson, models.CASCADE, related_name="talks")
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="talks")
    kind = models.CharField(max_length=20, choices=TalkKind.choices())
    on = models.DateField(null=True, blank=True)
    where = models.CharField(max_length=200, blank=True)
    told = models.TextField(blank=True)
    why_not = models.TextField(blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=Q(on__isnull=False) | ~Q(why_not=""), name="talked_or_said_why_not"),
        )

    def __str__(self) -> str:
        return f"talk {self.pk}"


class Feedback(models.Model):
    """What somebody thinks afterwards, sentence by sentence, with who asked them."""

    young_person = models.ForeignKey(YoungPerson, models.CASCADE, related_name="feedback")
    speaker = models.CharField(max_length=20, choices=Speaker.choices())
    tie = models.ForeignKey(Tie, models.PROTECT, related_name="+", null=True, blank=True)
    asked_by = models.CharField(max_length=200)
    on = models.DateField()
    words = models.TextField(blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"feedback {self.pk}"


class FeedbackAnswer(models.Model):
    """How far one sentence is true for them."""

    feedback = models.ForeignKey(Feedback, models.CASCADE, related_name="answers")
    item = models.CharField(max_length=20)
    answer = models.CharField(max_length=20, choices=Agreement.choices())

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("feedback", "item"), name="answered_once"),)

    def __str__(self) -> str:
        return f"feedback answer {self.pk}"


class SafetyMap(models.Model):
    """Places as a young person feels them on one day, made with somebody or alone."""

    young_person = models.ForeignKey(YoungPerson, models.CASCADE, related_name="safety_maps")
    made_on = models.DateField()
    made_with = models.CharField(max_length=200)
    what_would_help = models.TextField(blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-made_on", "-pk")

    def __str__(self) -> str:
        return f"safety map {self.pk}"


class SafetyPlace(models.Model):
    """One place on a map: an area and never an address (A2)."""

    map = models.ForeignKey(SafetyMap, models.CASCADE, related_name="places")
    kind = models.CharField(max_length=20, choices=PlaceKind.choices())
    label = models.CharField(max_length=120)
    when = models.CharField(max_length=20, choices=TimeBand.choices(), default=TimeBand.ANY.value)
    feeling = models.CharField(max_length=20, choices=Feeling.choices())
    why = models.TextField(blank=True)
    who_helps = models.TextField(blank=True)
    route = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"safety place {self.pk}"


class Shown(models.Model):
    """One thing that a young person or their parents may read on their own page, in plain words: released one by one.

    Deny by default (`pathway.md` 11.10): an action that nobody released stands on no page but the professionals'.
    """

    young_person = models.ForeignKey(YoungPerson, models.CASCADE, related_name="shown")
    audience = models.CharField(max_length=20, choices=[("young_person", "Young person"), ("parent", "Parents")])
    action = models.ForeignKey(Action, models.CASCADE, related_name="shown", null=True, blank=True)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="+", null=True, blank=True)
    words = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(action__isnull=False, meeting__isnull=True) | Q(action__isnull=True, meeting__isnull=False),
                name="shown_is_one_thing",
            ),
            models.UniqueConstraint(
                fields=("action", "audience"), condition=Q(withdrawn_at__isnull=True), name="action_shown_once"
            ),
            models.UniqueConstraint(
                fields=("meeting", "audience"), condition=Q(withdrawn_at__isnull=True), name="meeting_shown_once"
            ),
        )

    def __str__(self) -> str:
        return f"shown {self.pk}"
