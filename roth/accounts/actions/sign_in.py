"""Writes down who signed in and who was refused. Whether somebody may sign in is allauth's to decide, not ours."""

from django.db import transaction

from roth.accounts import selectors
from roth.accounts.models import User
from roth.audit.actions import System, record
from roth.audit.kinds import Kind


@transaction.atomic
def note_sign_in(*, by: User, method: str = "") -> None:
    """Somebody signed in."""
    record(Kind.SIGNED_IN, by=by, target=f"user:{by.pk}", after={"method": method} if method else None)


@transaction.atomic
def note_refused_sign_in(*, email: str = "", method: str = "") -> None:
    """Somebody was refused.

    What they typed is not kept: a password in the wrong box would stand in the trail for ever. The account that it
    named is kept, where there is one; it is not the actor, because nobody has proved to be its owner.
    """
    named = selectors.user_with_email(email) if email else None
    record(
        Kind.SIGN_IN_REFUSED,
        by=System("visitor"),
        target=f"user:{named.pk}" if named else "",
        after={"method": method} if method else None,
    )
