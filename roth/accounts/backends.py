"""Finds the signed-in user and what they are today in one query, because every page needs both."""

from allauth.account.auth_backends import AuthenticationBackend

from roth.accounts import selectors
from roth.accounts.models import User
from roth.accounts.standing import Standing


class Backend(AuthenticationBackend):
    """allauth's backend, with the user's memberships fetched beside the user."""

    def get_user(self, user_id: int) -> User | None:
        """The active user behind a session, with `standing` filled in, and whether they have elevated access now."""
        rows = selectors.places_today(user_id)
        if not rows:  # signed in, with no role today: they may see that and nothing else
            return selectors.active_user(user_id)
        user = rows[0].user
        user.standing = Standing.of(user.pk, [row.place for row in rows])
        user.live_elevation_key = rows[0].live_elevation  # type: ignore[attr-defined]  # annotated by the selector
        return user
