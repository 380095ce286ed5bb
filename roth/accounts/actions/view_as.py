"""Begins and ends looking as somebody of a partner agency, so that a manager sees exactly what that agency sees.

Nothing is kept but the trail: which person a session looks as, and until when, is `accounts.view_as`.
"""

from django.db import transaction

from roth.accounts.access import partner_for
from roth.accounts.models import User
from roth.audit.actions import record
from roth.audit.kinds import Kind


@transaction.atomic
def start_view_as(*, by: User, key: int) -> User:
    """Look as this partner of the same site. Raises as their door does."""
    partner = partner_for(by, key)
    home = partner.standing.home
    record(Kind.VIEW_AS_STARTED, by=by, site=home.site_code if home else "", target=f"user:{partner.pk}")
    return partner


@transaction.atomic
def end_view_as(*, by: User, key: int) -> None:
    """Look as oneself again."""
    home = by.standing.home
    record(Kind.VIEW_AS_ENDED, by=by, site=home.site_code if home else "", target=f"user:{key}")
