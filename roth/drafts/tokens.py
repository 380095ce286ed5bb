"""The signed slip that a form carries: whose draft it is, of which form, on which page.

It lets the words be kept when the session is gone. It lets nobody read anything.
"""

import hashlib
from dataclasses import dataclass

from django.core import signing

SALT = "roth.drafts"
DAYS = 30
LONGEST = 200  # what the column of keys holds


@dataclass(frozen=True)
class Slip:
    """What a token says."""

    user_id: int
    key: str
    path: str


def fitting(key: str) -> str:
    """A form's key as a draft can be kept under it. A key may hold part of an address, which may be anything."""
    if len(key) <= LONGEST and key.isprintable():
        return key
    start = "".join(character for character in key[:100] if character.isprintable())
    return f"{start}:{hashlib.sha256(key.encode(errors='replace')).hexdigest()}"


def token_for(user_id: int, key: str, path: str) -> str:
    """A token for this person's draft of this form."""
    return signing.dumps([user_id, key, path], salt=SALT)


def read(token: str) -> Slip | None:
    """What the token says, or None when it is not ours, or too old."""
    try:
        user_id, key, path = signing.loads(token, salt=SALT, max_age=DAYS * 86_400)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Slip(user_id, key, path)
