"""Reads of drafts. A draft is only ever read for the person who wrote it."""

import datetime as dt
import json
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import QueryDict

from roth.drafts.models import Draft


@dataclass(frozen=True)
class Kept:
    """A draft as a form takes it back."""

    data: QueryDict
    version: int | None
    saved_at: dt.datetime


def draft_for(user_id: int, key: str) -> Kept | None:
    """This person's draft of this form, if there is one."""
    found = Draft.objects.filter(user_id=user_id, key=key).first()
    if found is None:
        return None
    data = QueryDict(mutable=True)
    for name, values in json.loads(found.payload).items():
        data.setlist(name, values)
    return Kept(data, found.version, found.saved_at)


def drafts_of(user_id: int) -> QuerySet[Draft]:
    """A person's drafts, newest first, for their own page of work."""
    return Draft.objects.filter(user_id=user_id).defer("payload")
