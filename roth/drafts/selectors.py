"""Reads of drafts. A draft is only ever read for the person who wrote it."""

import datetime as dt
import json
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet
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
    return _kept(found) if found else None


def drafts_under(user_id: int, *starts: str) -> dict[str, Kept]:
    """This person's drafts of every form whose key begins so, by key, for a page that holds many forms: one query."""
    begins = reduce(or_, (Q(key__startswith=start) for start in starts))
    return {each.key: _kept(each) for each in Draft.objects.filter(begins, user_id=user_id)}


def _kept(draft: Draft) -> Kept:
    data = QueryDict(mutable=True)
    for name, values in json.loads(draft.payload).items():
        data.setlist(name, values)
    return Kept(data, draft.version, draft.saved_at)


def drafts_of(user_id: int) -> QuerySet[Draft]:
    """A person's drafts, newest first, for their own page of work."""
    return Draft.objects.filter(user_id=user_id).defer("payload")
