"""Keeping and dropping drafts. No audit event: nothing has happened to a record until its form is saved."""

import json

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone

from roth.drafts.models import Draft

TOO_LONG = 1_500_000
SECRET = "password"  # noqa: S105  (part of a field's name)
OF_THE_PAGE = frozenset({"csrfmiddlewaretoken", "draft_token"})


def _worth_keeping(data: QueryDict) -> dict[str, list[str]]:
    """What the person typed: not the page's own fields, buttons or versions, never a password."""
    return {
        name: [str(value) for value in values]
        for name, values in data.lists()
        if name not in OF_THE_PAGE and not name.startswith("_") and SECRET not in name.lower()
    }


@transaction.atomic
def save_draft(*, user_id: int, key: str, data: QueryDict) -> Draft | None:
    """Keep what was typed, in place of what was kept before. None when it is too long to keep."""
    payload = json.dumps(_worth_keeping(data), ensure_ascii=False)
    if len(payload) > TOO_LONG:
        return None
    version = data.get("_version", "")
    draft, _ = Draft.objects.update_or_create(
        user_id=user_id,
        key=key,
        defaults={
            "payload": payload,
            "version": int(version) if version.isdecimal() and len(version) < 10 else None,
            "saved_at": timezone.now(),
        },
    )
    return draft


@transaction.atomic
def drop_draft(*, user_id: int, key: str) -> None:
    """Forget what was typed: it is saved, or the person does not want it."""
    Draft.objects.filter(user_id=user_id, key=key).delete()


@transaction.atomic
def rename_drafts(*, old: str, new: str) -> list[list[str | int]]:
    """Offer what was typed on one record's forms on another's, where nothing is kept yet. Gives what was renamed."""
    done: list[list[str | int]] = []
    for draft in Draft.objects.filter(key__contains=f":{old}").order_by("pk"):
        parts = draft.key.split(":")
        if old not in parts:
            continue
        key = ":".join(new if part == old else part for part in parts)
        if Draft.objects.filter(user=draft.user_id, key=key).exists():
            continue
        done.append([draft.pk, draft.key, key])
        Draft.objects.filter(pk=draft.pk).update(key=key)
    return done


@transaction.atomic
def rename_drafts_back(done: list[list[str | int]]) -> None:
    """Undo `rename_drafts`, for the drafts that are still there."""
    for number, old, new in done:
        Draft.objects.filter(pk=number, key=new).update(key=old)
