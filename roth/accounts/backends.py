"""Finds the signed-in user and what they are today in one query, because every page needs both."""

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Subquery
from django.utils import timezone

from roth.accounts.models import Membership, User
from roth.accounts.standing import Standing
from roth.people.models import ElevatedAccess


class Backend(AuthenticationBackend):
    """allauth's backend, with the user's memberships fetched beside the user."""

    def get_user(self, user_id: int) -> User | None:
        """The active user behind a session, with `standing` filled in, and whether they have elevated access now."""
        now = timezone.now()
        live = ElevatedAccess.objects.filter(user=user_id, starts_at__lte=now, ends_at__gt=now).order_by("-starts_at")
        rows = list(
            Membership.objects.current()
            .filter(user_id=user_id, user__is_active=True)
            .select_related("user", "site", "agency")
            .annotate(live_elevation=Subquery(live.values("pk")[:1]))
        )
        if not rows:  # signed in, with no role today: they may see that and nothing else
            return User.objects.filter(pk=user_id, is_active=True).first()
        user = rows[0].user
        user.standing = Standing.of(user.pk, [row.place for row in rows])
        user.live_elevation_key = rows[0].live_elevation  # type: ignore[attr-defined]  # annotated above
        return user
