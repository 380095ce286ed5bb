"""Logs reads that show several young people at once. The read of one record is logged by its door, in `access`."""

from typing import Any

from roth.accounts.models import User
from roth.audit.actions import record
from roth.audit.kinds import Kind


def log_list(user: User, target: str, **narrowed_by: Any) -> None:
    """Somebody looked at a list. Keeps how it was narrowed, and nobody who stood on it."""
    used = {name: value for name, value in narrowed_by.items() if value}
    record(Kind.LIST_READ, by=user, site=_site_of(user), target=target, after=used)


def log_search(user: User, words: str, found: int) -> None:
    """Somebody searched. Keeps their words and how many were found, and nobody who was."""
    record(Kind.SEARCHED, by=user, site=_site_of(user), after={"words": words[:200], "found": found})


def log_search_around(user: User, by: str, words: str, purpose: str, found: int) -> None:
    """Somebody searched by an associate, a place or a telephone number: for what, and why (R24)."""
    after = {"by": by, "words": words[:200], "found": found}
    record(Kind.SEARCHED_AROUND, by=user, site=_site_of(user), after=after, reason=purpose)


def _site_of(user: User) -> str:
    home = user.standing.home
    return home.site_code if home else ""
