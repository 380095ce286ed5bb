"""Sites, agencies, teams, users and what each user is for how long. Who may see which record is not decided here."""

from functools import cached_property
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from roth.accounts.standing import Place, Standing
from roth.domain import codes
from roth.domain.access import Role


class Site(models.Model):
    """A local authority running ROTH pathways. No site ever sees another."""

    code = models.SlugField(max_length=20, unique=True)
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Agency(models.Model):
    """An organisation as one site knows it."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="agencies")
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=30, choices=codes.choices(codes.AGENCY_KIND))

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("site", "name"), name="agency_name_once_per_site"),)

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """A team of children's social care that holds records."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="teams")
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("site", "name"), name="team_name_once_per_site"),)

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Finds users by email, in any case. Users are made by `actions.add_user`."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """The user with this email address."""
        return self.get(email__iexact=username or "")


class User(AbstractBaseUser):
    """A person who signs in. What they may do comes from memberships, never from a flag here."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    job_title = models.CharField(max_length=120, blank=True)
    is_active = models.BooleanField(default=True)
    joined_on = models.DateField()

    objects: ClassVar[UserManager] = UserManager()
    # Filled in by `backends` for the banner; what a user may open never relies on it.
    live_elevation_key: int | None = None
    # Whoever looks as this user (`view_as`). The trail names them, never the person they look as.
    seen_by: "User | None" = None

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    @cached_property
    def standing(self) -> Standing:
        """What this user is today, at which sites. Worked out once for each request's user."""
        return Standing.of(self.pk, [membership.place for membership in Membership.objects.current().filter(user=self)])

    @property
    def audit_key(self) -> str:
        """How the audit trail names this user for ever."""
        return self.seen_by.audit_key if self.seen_by else f"user:{self.pk}"

    @property
    def audit_name(self) -> str:
        """The name as it stood when the event happened."""
        return self.seen_by.name if self.seen_by else self.name

    @property
    def audit_role(self) -> str:
        """The roles held when the event happened."""
        if self.seen_by is None:
            return self.standing.in_words
        return f"{self.seen_by.standing.in_words}, looking as {self.name}"[:160]  # as long as the trail keeps


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Memberships by day."""

    def current(self, today: Any = None) -> "MembershipQuerySet":
        """Those in force today, with what a standing needs. A prepared read gives the slot of its day."""
        today = today or timezone.localdate()
        return (
            self.filter(starts_on__lte=today)
            .filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today))
            .select_related("site", "agency")
        )


class Membership(models.Model):
    """What one user is, at one site, in one agency and perhaps a team, from a day until a day."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    site = models.ForeignKey(Site, models.PROTECT, related_name="memberships")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="memberships")
    team = models.ForeignKey(Team, models.PROTECT, related_name="memberships", null=True, blank=True)
    role = models.CharField(max_length=30, choices=[(role.value, role.label) for role in Role])
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ("starts_on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="membership_ends_after_start"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} · {Role(self.role).label}"

    @property
    def place(self) -> Place:
        """This membership as plain facts."""
        return Place(
            site_id=self.site_id,
            site_code=self.site.code,
            site_name=self.site.name,
            agency_id=self.agency_id,
            agency_name=self.agency.name,
            team_id=self.team_id,
            role=Role(self.role),
        )
