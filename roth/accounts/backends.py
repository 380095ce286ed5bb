"""Finds the signed-in user and what they are today in one query, because every page needs both."""

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Q
from django.utils import timezone

from roth.accounts.models import Membership, User
from roth.accounts.standing import Standing


class Backend(AuthenticationBackend):
    """allauth's backend, with the user's memberships fetched beside the user."""

    def get_user(self, user_id: int) -> User | None:
        """The active user behind a session, with `standing` filled in."""
        today = timezone.localdate()
        rows = list(
            Membership.objects.filter(user_id=user_id, user__is_active=True, starts_on__lte=today)
            .filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today))
            .select_related("user", "site", "agency")
        )
        if not rows:  # signed in, with no role today: they may see that and nothing else
            return User.objects.filter(pk=user_id, is_active=True).first()
        user = rows[0].user
        user.standing = Standing.of(user.pk, [row.place for row in rows])
        return user
