"""Proposing that two records are one young person's; joining them; taking them apart again.

Joining changes where rows hang and what the kept record's own fields say, and writes both down. Undoing reads that list
backwards. Nothing is copied and nothing deleted, so what either record says is the same afterwards, to the letter.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import timezone

from roth.accounts.models import User
from roth.accounts.selectors import allocated_workers, team_managers
from roth.audit.actions import record
from roth.audit.kinds import Kind
from roth.domain.access import Permission, is_a_reason
from roth.domain.errors import NotAllowed, NotPossible
from roth.drafts.actions import rename_drafts, rename_drafts_back
from roth.people.access import decision_for, require
from roth.people.merging import selectors
from roth.people.merging.access import require_a_manager_of_one
from roth.people.merging.selectors import CHOSEN, WITH
from roth.people.models import AllowedPerson, Merge, YoungPerson
from roth.work.notices import tell

_ALLOWED: Final = AllowedPerson._meta.label
BOTH: Final = ("kept", "joined")


@transaction.atomic
def propose_merge(
    *, by: User, kept: YoungPerson, joined: YoungPerson, reason: str, choices: Mapping[str, bool]
) -> Merge:
    """Say that `joined` is about the same young person as `kept`. Another person, a manager, decides.

    `choices` says for a field whether the value of `joined` is to stand.
    """
    _may_read_both(by, kept, joined)
    if not any(decision_for(by, each, Permission.RECORD_MERGE).allowed for each in (kept, joined)):
        raise NotAllowed("Only the allocated social worker or the team's manager may propose this.")
    _a_sentence(reason, "reason", "Say in a sentence how you know that it is the same young person")
    _nothing_against(kept, joined)
    merge = Merge(
        kept=kept,
        joined=joined,
        reason=reason.strip(),
        choices={name: bool(take) for name, take in choices.items() if name in CHOSEN},
        proposed_by=by,
        proposed_at=timezone.now(),
    )
    merge.save(force_insert=True)
    _tell_managers(merge, by)
    _audit(Kind.MERGE_PROPOSED, by, merge, reason=merge.reason)
    return merge


@transaction.atomic
def refuse_merge(*, by: User, merge: Merge, reason: str) -> Merge:
    """Leave the two records as they are. The proposer may do this too, and so take the proposal back."""
    merge = _waiting(merge)
    _may_read_both(by, merge.kept, merge.joined)
    if by != merge.proposed_by:
        require_a_manager_of_one(by, merge)
    _a_sentence(reason, "reason", "Say in a sentence why they stay apart")
    _decide(merge, by, "refused", reason)
    _audit(Kind.MERGE_REFUSED, by, merge, reason=merge.decision_reason)
    return merge


@transaction.atomic
def approve_merge(*, by: User, merge: Merge, reason: str = "") -> Merge:
    """Join the two: the second of the two approvals, by a manager who did not propose it."""
    merge = _waiting(merge)
    kept, joined = _held(merge)
    _may_read_both(by, kept, joined)
    require_a_manager_of_one(by, merge)
    if by == merge.proposed_by:
        raise NotAllowed("You proposed this, so another manager decides.")
    _nothing_against(kept, joined, merge)
    merge.done = _join(merge, kept, joined)
    _decide(merge, by, "joined", reason)
    for worker in allocated_workers(kept.pk).exclude(pk=by.pk):
        tell(worker, "Two records of a young person you work with were joined.", link=_link(kept))
    _audit(Kind.MERGED, by, merge, after={"moved": len(merge.done["moves"]), "fields": list(merge.done["fields"])})
    return merge


@transaction.atomic
def undo_merge(*, by: User, merge: Merge, reason: str, assigned: Mapping[str, str]) -> Merge:
    """Take two records apart again.

    `assigned` says for each row that was added since, named `people.Alias.young_person:12`, whether it is of the record
    that was "kept" or of the one that was "joined".
    """
    merge = Merge.objects.select_for_update(of=("self",)).select_related("kept__site", "joined__site").get(pk=merge.pk)
    if merge.status != "joined":
        raise NotPossible("These two records are not joined.")
    kept, joined = _held(merge)
    require(by, kept, Permission.MERGE_DECIDE)
    _a_sentence(reason, "reason", "Say in a sentence why they are taken apart")
    _only_the_newest(merge)
    added = _assigned(merge, assigned)
    _part(by, merge, kept, joined, added)
    values: dict[str, object] = {
        "status": "undone",
        "undone_by": by,
        "undone_at": timezone.now(),
        "undone_reason": reason.strip(),
    }
    merge.save_over(None, values)
    _audit(Kind.UNMERGED, by, merge, reason=reason.strip(), after={"added since": len(added)})
    return merge


# --- Joining ----------------------------------------------------------------------------------------------------------
def _join(merge: Merge, kept: YoungPerson, joined: YoungPerson) -> dict[str, Any]:
    """Move the rows, set the fields, hide the joined record. Gives what was done, for the way back."""
    held = selectors.held_by(kept)
    moves = [
        [f"{rows.label}.{rows.field}", key, joined.pk, kept.pk]
        for rows in selectors.rows_to_move(kept, joined)
        for key in rows.moving
    ]
    moves += _stricter(kept, joined)
    _hang(moves)
    fields = _fields(merge, kept, joined)
    joined.save_over(None, {"merged_into": kept})
    kept.save_over(None, {name: _of_field(name, after) for name, (_, after) in fields.items()})
    joined.search_words.all().delete()
    kept.index_names([alias.name for alias in kept.aliases.all()])
    return {"held": held, "moves": moves, "fields": fields, "drafts": rename_drafts(old=joined.ref, new=kept.ref)}


def _stricter(kept: YoungPerson, joined: YoungPerson) -> list[list[Any]]:
    """Whom the allow-lists let in together: the people on both, where both are restricted; else those on the one."""
    ours, theirs = (
        dict(AllowedPerson.objects.filter(young_person=each).values_list("user", "pk")) for each in (kept, joined)
    )
    label = f"{_ALLOWED}.young_person"
    if joined.restricted and not kept.restricted:
        return [[label, key, joined.pk, kept.pk] for user, key in theirs.items() if user not in ours]
    if joined.restricted:
        return [[label, key, kept.pk, joined.pk] for user, key in ours.items() if user not in theirs]
    return []


def _fields(merge: Merge, kept: YoungPerson, joined: YoungPerson) -> dict[str, list[Any]]:
    """What the kept record's own fields say before and after, where that differs; as JSON has it."""
    changed: dict[str, list[Any]] = {}
    for each in selectors.differences(kept, joined):
        if merge.choices.get(each.field, each.take_joined):
            for name in (each.field, *WITH.get(each.field, ())):
                changed[name] = [_plain(kept, name), _plain(joined, name)]
    if joined.restricted and not kept.restricted:
        changed["restricted"] = [False, True]
    return changed


def _plain(row: YoungPerson, name: str) -> Any:
    value = getattr(row, row._meta.get_field(name).attname)  # type: ignore[union-attr]
    return value.isoformat() if hasattr(value, "isoformat") else value


def _of_field(name: str, value: Any) -> Any:
    """The value of a field, as the model takes it, from what JSON kept."""
    field = YoungPerson._meta.get_field(name)
    if field.is_relation and value is not None:
        return field.related_model._base_manager.get(pk=value)  # type: ignore[union-attr]
    return field.to_python(value)  # type: ignore[union-attr]


def _hang(moves: Iterable[list[Any]], *, back: bool = False) -> None:
    """Hang each row on the record that it goes to. A row that is gone by now is left out."""
    for label, key, source, target in moves:
        model, _, name = label.rpartition(".")
        frm, to = (target, source) if back else (source, target)
        apps.get_model(model)._base_manager.filter(pk=key, **{name: frm}).update(**{name: to})


# --- The way back -----------------------------------------------------------------------------------------------------
def _part(by: User, merge: Merge, kept: YoungPerson, joined: YoungPerson, added: list[list[Any]]) -> None:
    """Everything that joining did, backwards; then what was added since, to whom it belongs."""
    moves = list(merge.done["moves"])
    try:
        with transaction.atomic():
            _hang(reversed(moves), back=True)
            _hang(added)
            kept.save_over(None, _fields_back(merge, kept))
            joined.save_over(None, {"merged_into": None})
    except IntegrityError:
        raise NotPossible(
            "Something that was added since cannot stand in either record as it is: two open episodes, or an identifier"
            " that another record has by now. Put that right first."
        ) from None
    if joined.restricted and not joined.allowed_people.exists():  # else nobody could open it again
        AllowedPerson(young_person=joined, user=by, reason="Took the records apart", at=timezone.now()).save()
    for each in (kept, joined):
        each.index_names([alias.name for alias in each.aliases.all()])
    rename_drafts_back(merge.done["drafts"])


def _fields_back(merge: Merge, kept: YoungPerson) -> dict[str, object]:
    """What the kept record said before, where nobody has written it anew since. Nobody's restriction is lifted."""
    back = {
        name: _of_field(name, before)
        for name, (before, after) in merge.done["fields"].items()
        if _plain(kept, name) == after
    }
    if AllowedPerson.objects.filter(young_person=kept).exists():
        back.pop("restricted", None)
    return back


def _assigned(merge: Merge, assigned: Mapping[str, str]) -> list[list[Any]]:
    """Rows added since that go to the joined record, as moves. Raises NotPossible while any is not assigned."""
    moves, missing = [], []
    for label, row in selectors.added_since(merge):
        to = assigned.get(f"{label}:{row.pk}")
        if to not in BOTH:
            missing.append((f"{label}:{row.pk}", f"Say whose this is: {row}"))
        elif to == "joined":
            moves.append([label, row.pk, merge.kept_id, merge.joined_id])
    if missing:
        raise NotPossible("Say of everything that was added since whose it is.", tuple(missing))
    return moves


def _only_the_newest(merge: Merge) -> None:
    later = Merge.objects.filter(kept=merge.kept_id, status="joined", pk__gt=merge.pk).order_by("-pk").first()
    if later:
        raise NotPossible(
            f"{later.joined.ref} was joined after this one. Take that apart first.",
            ((f"/merges/{later.pk}/", f"Open the joining of {later.joined.ref}"),),
        )


# --- Guards -----------------------------------------------------------------------------------------------------------
def _may_read_both(by: User, kept: YoungPerson, joined: YoungPerson) -> None:
    for each in (kept, joined):
        require(by, each, Permission.RECORD_VIEW)


def _a_sentence(text: str, field: str, sentence: str) -> None:
    if not is_a_reason(text):
        raise NotPossible(f"{sentence}.", ((field, sentence),))


def _nothing_against(kept: YoungPerson, joined: YoungPerson, besides: Merge | None = None) -> None:
    found = selectors.against(kept, joined, besides)
    if found:
        raise NotPossible(found[0].sentence, tuple(("", each.sentence) for each in found[1:]))


def _waiting(merge: Merge) -> Merge:
    """The proposal as it is now, locked, if nobody has decided it."""
    found = Merge.objects.select_for_update(of=("self",))
    merge = found.select_related("kept__site", "joined__site", "proposed_by").get(pk=merge.pk)
    if merge.status != "proposed":
        raise NotPossible("This was decided already.")
    return merge


def _held(merge: Merge) -> tuple[YoungPerson, YoungPerson]:
    """Both records as they are now, locked in the order of their keys so that two people cannot wait on each other."""
    locked = YoungPerson.everyone.select_for_update(of=("self",)).select_related("site", "team")
    rows = {row.pk: row for row in locked.filter(pk__in=(merge.kept_id, merge.joined_id)).order_by("pk")}
    merge.kept, merge.joined = rows[merge.kept_id], rows[merge.joined_id]
    return merge.kept, merge.joined


def _decide(merge: Merge, by: User, status: str, reason: str) -> None:
    values: dict[str, object] = {
        "status": status,
        "decided_by": by,
        "decided_at": timezone.now(),
        "decision_reason": reason.strip(),
        "done": merge.done,
    }
    merge.save_over(None, values)


def _tell_managers(merge: Merge, by: User) -> None:
    teams = {each.team_id for each in (merge.kept, merge.joined)}
    managers = {manager.pk: manager for team in teams if team for manager in team_managers(team) if manager != by}
    for manager in managers.values():
        tell(manager, "Two records may be about one young person. Please look and decide.", link=f"/merges/{merge.pk}/")


def _link(young_person: YoungPerson) -> str:
    return f"/young-people/{young_person.ref}/"


def _audit(kind: Kind, by: User, merge: Merge, **detail: Any) -> None:
    """In the history of both records."""
    for each in (merge.joined, merge.kept):
        record(kind, by=by, site=each.site.code, record=each.ref, target=f"merge:{merge.pk}", **detail)
