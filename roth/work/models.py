"""Notices and the emails that tell of them, how each person wishes to be told, tasks, and notices from CP-IS."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from roth.accounts.models import Site
from roth.domain.notifications import To
from roth.domain.notifications.delivery import QUIET_FROM, QUIET_UNTIL, How, Wishes
from roth.people.models import YoungPerson

User = settings.AUTH_USER_MODEL


class Mail(models.Model):
    """One email that says that there is something to see, and no more. It waits, is taken by one sender, and leaves.

    A person has one waiting email at a time: what comes meanwhile is told in it too.
    """

    WAITING, SENDING, SENT, UNSURE, UNNEEDED = "waiting", "sending", "sent", "unsure", "unneeded"

    user = models.ForeignKey(User, models.CASCADE, related_name="mails")
    state = models.CharField(max_length=10, default=WAITING)
    made_at = models.DateTimeField()
    send_after = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("send_after", "pk")
        indexes = (models.Index(fields=("state", "send_after")),)
        constraints = (
            models.UniqueConstraint(fields=("user",), condition=Q(state="waiting"), name="one_waiting_email"),
        )

    def __str__(self) -> str:
        return f"email {self.pk}"


class Notice(models.Model):
    """Something a user should know. The text names nobody; the link leads through the record's own door.

    `key` is there for what a sweep or an event tells: kind, fact, moment and user, so that nobody is told twice. With
    `mail` it is the log of what was sent.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="notices")
    text = models.CharField(max_length=300)
    link = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    kind = models.CharField(max_length=4, blank=True)
    fact = models.CharField(max_length=120, blank=True)
    key = models.CharField(max_length=220, unique=True, null=True, blank=True)
    safety = models.BooleanField(default=False)
    run = models.CharField(max_length=32, blank=True)
    mail = models.ForeignKey(Mail, models.SET_NULL, related_name="notices", null=True, blank=True)
    mailed = models.BooleanField(default=False)  # an email tells of it, or its reader wants none

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (
            models.Index(fields=("user", "read_at")),
            models.Index(fields=("run",)),
            models.Index(fields=("mailed", "read_at")),
        )

    def __str__(self) -> str:
        return f"notice {self.pk}"


class NoticeSettings(models.Model):
    """How one person wishes to be written to. Without a row: at once, quiet from 20:00 to 07:00 and at weekends."""

    user = models.OneToOneField(User, models.CASCADE, related_name="notice_settings")
    how = models.CharField(max_length=10, choices=How.choices(), default=How.AT_ONCE)
    quiet_from = models.TimeField(default=QUIET_FROM)
    quiet_until = models.TimeField(default=QUIET_UNTIL)
    quiet_weekends = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"notice settings {self.pk}"

    @property
    def wishes(self) -> Wishes:
        """As plain facts."""
        return Wishes(How(self.how), self.quiet_from, self.quiet_until, self.quiet_weekends)


class CpisNotice(models.Model):
    """That a health service looked up a young person's plan in the national system (CP-IS), as its notice said."""

    young_person = models.ForeignKey(YoungPerson, models.CASCADE, related_name="cpis_notices")
    seen_at = models.DateTimeField()
    where = models.CharField(max_length=160)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("-seen_at", "-pk")

    def __str__(self) -> str:
        return f"CP-IS notice {self.pk}"


class Task(models.Model):
    """Something to be done about a record, that no other record says: who it is for, until when, and what asks for it.

    `key` names what asks for it, so that asking twice is asking once. It is for one person, or for whoever has a part
    in the record (`part`), and then moves with that part. Where hours count, `due_at` says until when.
    """

    key = models.CharField(max_length=160, unique=True)
    site = models.ForeignKey(Site, models.PROTECT, related_name="+")
    young_person = models.ForeignKey(YoungPerson, models.CASCADE, related_name="tasks", null=True, blank=True)
    what = models.CharField(max_length=300)
    because = models.CharField(max_length=300, blank=True)
    rule = models.CharField(max_length=12, blank=True)
    link = models.CharField(max_length=200, blank=True)
    user = models.ForeignKey(User, models.PROTECT, related_name="tasks", null=True, blank=True)
    part = models.CharField(max_length=20, choices=To.choices(), blank=True)
    due_on = models.DateField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    added_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    done_words = models.TextField(blank=True)
    not_needed_because = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("due_on", "pk")
        indexes = (
            models.Index(fields=("user", "done_at", "due_on")),
            models.Index(fields=("young_person", "done_at")),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(user__isnull=False, part="") | (Q(user__isnull=True) & ~Q(part="")), name="task_for_someone"
            ),
        )

    def __str__(self) -> str:
        return f"task {self.pk}"

    @property
    def is_open(self) -> bool:
        """Still to be done."""
        return self.done_at is None and not self.not_needed_because

    @classmethod
    def keyed(cls, key: str) -> "Task | None":
        """The task that was asked for under this key."""
        return cls._default_manager.filter(key=key).first()

    @classmethod
    def open_under(cls, prefix: str) -> "models.QuerySet[Task]":
        """Tasks still to be done whose key is this or begins with it and a colon."""
        under = Q(key=prefix) | Q(key__startswith=f"{prefix}:")
        return cls._default_manager.filter(under, done_at__isnull=True, not_needed_because="")
