"""The type of a request that the sign-in middleware let through. What a request may do is decided elsewhere."""

from django.http import HttpRequest

from roth.accounts.models import User


class SignedIn(HttpRequest):
    """A request with a user of ours: `LoginRequiredMiddleware` has sent everybody else to sign in."""

    user: User
