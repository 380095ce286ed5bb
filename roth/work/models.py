"""Notices, tasks: a sentence without personal data for one user, and something to be done about one record."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from roth.accounts.models import Site
from roth.domain.notifications import To
from roth.people.models import YoungPerson

User = settings.AUTH_USER_MODEL


class Notice(models.Model):
    """Something a user should know. The text names nobody; the link leads through the record's own door."""

    user = models.ForeignKey(User, models.CASCADE, related_name="notices")
    text = models.CharField(max_length=300)
    link = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=("user", "read_at")),)

    def __str__(self) -> str:
        return f"notice {self.pk}"


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
