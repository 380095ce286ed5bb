"""A conference: when it is, what was said, what its chair decided."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from roth.domain import codes, meetings
from roth.pathway.models import Episode
from roth.records import Record, Versioned

User = settings.AUTH_USER_MODEL
USUALLY_LASTS = timedelta(hours=2)  # for a meeting booked before anybody was asked how long
ROOMS = frozenset({"in_person", "hybrid"})  # how people meet where a place can be taken twice


class Meeting(Record, Versioned):
    """A conference of any kind. The chair decides after seeking agreement; each agency's view stands beside it."""

    PREFIX = "MT"

    episode = models.ForeignKey(Episode, models.CASCADE, related_name="meetings")
    kind = models.CharField(max_length=20, choices=meetings.choices(), default="initial_conference")
    status = models.CharField(max_length=20, default="booked")  # asked_for, booked, held, cancelled
    asked_for_on = models.DateField()
    early_asked_by = models.CharField(max_length=160, blank=True)  # who wished to meet before the limit asks (C22)
    early_reason = models.TextField(blank=True)
    early_agreed_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    early_agreed_on = models.DateField(null=True, blank=True)
    scheduled_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    calendar_sequence = models.PositiveIntegerField(default=0)  # rises with each change that calendars are told of
    late_reason = models.CharField(max_length=30, choices=codes.choices(codes.LATENESS_REASON), blank=True)
    late_words = models.TextField(blank=True)
    mode = models.CharField(max_length=20, choices=codes.choices(codes.MEETING_MODE), blank=True)
    place = models.CharField(max_length=200, blank=True)
    chair = models.ForeignKey(User, models.PROTECT, related_name="meetings_chaired", null=True, blank=True)
    young_persons_preferences = models.TextField(blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    why_not_ready = models.TextField(blank=True)  # the chair's reason for starting all the same
    agenda_item = models.PositiveSmallIntegerField(default=1)  # the item that everybody sees now
    shown = models.PositiveIntegerField(default=0)  # rises with everything that people in the room can see
    cancelled_on = models.DateField(null=True, blank=True)
    cancelled_because = models.TextField(blank=True)
    held_on = models.DateField(null=True, blank=True)
    chair_met_young_person = models.TextField(blank=True)
    chair_met_parents = models.TextField(blank=True)
    participation = models.CharField(max_length=4, choices=codes.choices(codes.PARTICIPATION), blank=True)
    quorum_exception = models.TextField(blank=True)
    young_persons_views = models.TextField(blank=True)
    parents_views = models.TextField(blank=True)
    strengths_discussed = models.TextField(blank=True)
    contexts_discussed = models.TextField(blank=True)
    needs_discussed = models.TextField(blank=True)
    systems_discussed = models.TextField(blank=True)
    aim = models.TextField(blank=True)
    for_whom = models.TextField(blank=True)
    how_we_would_know = models.TextField(blank=True)
    avoid_making_worse = models.TextField(blank=True)
    discussion = models.TextField(blank=True)  # options, and what has no heading of its own
    measures_discussed = models.TextField(blank=True)
    next_discussed = models.TextField(blank=True)
    reactions = models.TextField(blank=True)
    analysis = models.TextField(blank=True)
    significant_harm = models.TextField(blank=True)
    decision = models.CharField(max_length=20, choices=codes.choices(codes.CONFERENCE_DECISION), blank=True)
    category = models.CharField(max_length=3, choices=codes.choices(codes.ABUSE_CATEGORY), blank=True)
    care_at_home_in_issue = models.BooleanField(null=True, blank=True)
    category_reason = models.TextField(blank=True)
    extra_familial_primary = models.BooleanField(default=True)
    rationale = models.TextField(blank=True)
    dissent = models.TextField(blank=True)
    actions_outside_plan = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("scheduled_at", "pk")
        indexes = (
            models.Index(fields=("chair", "status")),
            models.Index(fields=("episode", "status")),
            models.Index(fields=("status", "scheduled_at")),
        )

    def __str__(self) -> str:
        return self.ref

    @property
    def held(self) -> bool:
        """The chair has decided, and the record is closed to changes."""
        return self.status == "held"

    @property
    def open(self) -> bool:
        """It is still to be held."""
        return self.status in ("asked_for", "booked")

    @property
    def slot(self) -> meetings.Slot | None:
        """Its hours and place, as London's clocks show them; None while nobody has said when it is."""
        if self.scheduled_at is None:
            return None
        end = self.ends_at or self.scheduled_at + USUALLY_LASTS
        start, end = timezone.localtime(self.scheduled_at), timezone.localtime(end)
        return meetings.Slot(start, end, self.place if self.mode in ROOMS else "")

    @property
    def kind_name(self) -> str:
        """Which kind of meeting, in words."""
        return meetings.kind_of(self.kind).name
