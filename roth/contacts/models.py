"""A contact: somebody rang, wrote or came to the front door. It may name a young person, a place, or neither yet.

A room of its own, because everything in `pathway` hangs on an episode, an episode on a young person's record, and each
record's door on who is allocated. A contact has none of these: it belongs to a site and a team, and its door is theirs.
What it becomes is a referral (`pathway`) or advice; once that is decided the contact is never edited (`actions`).
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from roth.accounts.models import Site, Team
from roth.contexts.models import Context
from roth.domain import codes
from roth.domain.pathway import Stage
from roth.pathway.models import Episode
from roth.people.models import YoungPerson
from roth.people.names import folded
from roth.records import Record, Versioned

User = settings.AUTH_USER_MODEL
STAGES = (Stage.CONTACT, Stage.REFERRAL, Stage.SIGNPOSTED)


class Contact(Record, Versioned):
    """The first part of F01, and what was decided on it. `decide_by` is the last day for that, as T01 counts it."""

    PREFIX = "CT"

    site = models.ForeignKey(Site, models.PROTECT, related_name="contacts")
    team = models.ForeignKey(Team, models.PROTECT, related_name="contacts")
    stage = models.CharField(
        max_length=20, choices=[(stage.value, stage.label) for stage in STAGES], default=Stage.CONTACT.value
    )
    received_at = models.DateTimeField()
    decide_by = models.DateField()
    how_received = models.CharField(max_length=60, blank=True)
    source_code = models.CharField(max_length=2, choices=codes.choices(codes.REFERRAL_SOURCE), blank=True)
    referrer_name = models.CharField(max_length=120, blank=True)
    referrer_agency = models.CharField(max_length=160, blank=True)
    referrer_contact = models.CharField(max_length=160, blank=True)
    concern = models.TextField()
    harms = models.JSONField(default=list)  # codes of HARM_TYPE; whose part in it was which is the referral's to say
    danger_now = models.BooleanField(null=True, blank=True)
    immediate_safety = models.TextField(blank=True)
    person_name = models.CharField(max_length=120, blank=True)
    person_age = models.CharField(max_length=60, blank=True)
    name_key = models.CharField(max_length=120, blank=True, editable=False)
    young_person = models.ForeignKey(YoungPerson, models.CASCADE, related_name="contacts", null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    parents_told = models.BooleanField(null=True, blank=True)
    parents_told_reason = models.TextField(blank=True)
    answered = models.TextField(blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    # What was decided.
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    rationale = models.TextField(blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    told_by = models.CharField(max_length=120, blank=True)
    told_what = models.TextField(blank=True)
    not_told_reason = models.TextField(blank=True)
    # What an accepted contact became.
    context = models.ForeignKey(Context, models.PROTECT, related_name="contacts", null=True, blank=True)
    episode = models.ForeignKey(Episode, models.SET_NULL, related_name="contacts", null=True, blank=True)
    joined = models.BooleanField(default=False)  # to an episode that was open already, without a referral of its own

    class Meta:
        ordering = ("received_at", "pk")
        indexes = (
            models.Index(fields=("site", "stage", "received_at")),
            models.Index(fields=("team", "stage", "decide_by")),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(stage=Stage.CONTACT.value, decided_at__isnull=True)
                | (~Q(stage=Stage.CONTACT.value) & Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="contact_decided_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"contact {self.pk}"

    @property
    def waits(self) -> bool:
        """Has nobody decided yet?"""
        return self.stage == Stage.CONTACT

    @property
    def about_a_place(self) -> bool:
        """Is it about a place or group, and nobody is named?"""
        return bool(self.place) and not self.person_name and self.young_person_id is None

    @property
    def to_refer(self) -> bool:
        """Was it accepted, and its referral is still to be written?"""
        return self.stage == Stage.REFERRAL and self.episode_id is None and self.context_id is None

    def keep_key(self) -> None:
        """Fold the name, so that a second contact about the same young person is found. Saves nothing.

        Where only a record was named, its name stands in: whoever wrote it down knows it.
        """
        if not self.person_name and self.young_person is not None:
            self.person_name = self.young_person.name
        self.name_key = folded(self.person_name)[:120]
