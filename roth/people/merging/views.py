"""Pages for joining two records: choose the other, see what would happen, decide, and take apart again."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from roth.accounts.models import User
from roth.domain.access import Permission
from roth.domain.errors import NotAllowed, NotPossible, NotVisible
from roth.people.access import may, require, young_person_for
from roth.people.frame import frame
from roth.people.merging import actions, forms, present, selectors
from roth.people.merging.access import merge_for, require_a_manager_of_one
from roth.people.models import Merge, YoungPerson
from roth.ui.pages import form_page, page

_ELSEWHERE = (
    "There is no such record, or it is not yours to see. If it is another team’s, ask its manager, or take elevated"
    " access for a reason."
)


def choose(request: HttpRequest, ref: str) -> HttpResponse:
    """Which other record is about the same young person?"""
    user, kept = _user(request), _for(request, ref, Permission.RECORD_MERGE)

    def save(data: dict[str, Any]) -> YoungPerson:
        try:
            return young_person_for(user, data["other"], Permission.RECORD_VIEW)
        except NotVisible:
            raise NotPossible(_ELSEWHERE, (("other", _ELSEWHERE),)) from None

    return form_page(
        request,
        form_class=forms.OtherForm,
        save=save,
        title="Join another record to this one",
        key=f"merge:{kept.ref}",
        success=lambda other: reverse("people:merge_with", args=(kept.ref, other.ref)),
        button="See what would happen",
        draft=False,
        back=_home(kept),
        **frame(request, kept, "overview"),
    )


def propose(request: HttpRequest, ref: str, other: str) -> HttpResponse:
    """What would move, where the two differ, and the proposal that they are joined."""
    user, kept = _user(request), _for(request, ref, Permission.RECORD_MERGE)
    joined = _for(request, other, Permission.RECORD_VIEW)
    against = selectors.against(kept, joined)
    if against:
        missing = tuple(("", f"{each.sentence} (Rule {each.rule}.)") for each in against)
        raise NotPossible(f"{joined.ref} cannot be joined to {kept.ref} yet.", missing)
    differences = selectors.differences(kept, joined)

    def save(data: dict[str, Any]) -> Merge:
        choices = {name.removeprefix("take_"): data[name] == "joined" for name in data if name.startswith("take_")}
        return actions.propose_merge(by=user, kept=kept, joined=joined, reason=data["reason"], choices=choices)

    return form_page(
        request,
        form_class=forms.ProposeForm,
        form_kwargs={"differences": differences, "refs": (kept.ref, joined.ref)},
        save=save,
        title=f"Join {joined.ref} to {kept.ref}",
        key=f"merge:{kept.ref}:{joined.ref}",
        template="people/merge_propose.jinja",
        success=lambda merge: reverse("people:merge_decide", args=(merge.pk,)),
        said="Proposed. A manager other than you decides, and has been told",
        button="Propose",
        back=reverse("people:merge", args=(kept.ref,)),
        kept_record=kept,
        joined_record=joined,
        lines=present.lines(selectors.rows_to_move(kept, joined)),
        **frame(request, kept, "overview"),
    )


def decide(request: HttpRequest, number: int) -> HttpResponse:
    """A proposal: decided by a manager who did not make it, taken back by whoever did, read by others."""
    user, merge = _user(request), merge_for(_user(request), number)
    context = _context(request, merge)
    own = user == merge.proposed_by
    if merge.status != "proposed" or not (own or _decides(user, merge)):
        return page(request, "people/merge.jinja", **context, may_undo=may(merge.kept, Permission.MERGE_DECIDE))

    def save(data: dict[str, Any]) -> Merge:
        if not own and data["decision"] == "join":
            return actions.approve_merge(by=user, merge=merge)
        return actions.refuse_merge(by=user, merge=merge, reason=data["reason"])

    return form_page(
        request,
        form_class=forms.TakeBackForm if own else forms.DecideForm,
        save=save,
        key=f"merge-decide:{merge.pk}",
        template="people/merge_decide.jinja",
        success=_after,
        said=lambda decided: f"{present.STATUS[decided.status]}.",
        button="Take it back" if own else "Decide",
        back=_home(merge.kept),
        differs=present.differs(selectors.differences(merge.kept, merge.joined)),
        lines=present.lines(selectors.rows_to_move(merge.kept, merge.joined)),
        **context,
    )


def undo(request: HttpRequest, number: int) -> HttpResponse:
    """Take two records apart again, and say whose everything is that was added since."""
    user, merge = _user(request), merge_for(_user(request), number)
    require(user, merge.kept, Permission.MERGE_DECIDE)
    if merge.status != "joined":
        raise NotPossible("These two records are not joined.")
    added = selectors.added_since(merge)
    rows = {f"row_{number}": f"{label}:{row.pk}" for number, (label, row) in enumerate(added)}

    def save(data: dict[str, Any]) -> Merge:
        assigned = {label: data[name] for name, label in rows.items()}
        return actions.undo_merge(by=user, merge=merge, reason=data["reason"], assigned=assigned)

    context = _context(request, merge) | {"title": f"Take {merge.joined.ref} out of {merge.kept.ref} again"}
    return form_page(
        request,
        form_class=forms.UndoForm,
        form_kwargs={"added": added, "refs": (merge.kept.ref, merge.joined.ref)},
        save=save,
        key=f"merge-undo:{merge.pk}",
        template="people/merge_undo.jinja",
        success=_after,
        said="The records are apart again",
        button="Take them apart",
        back=reverse("people:merge_decide", args=(merge.pk,)),
        **context,
    )


def _context(request: HttpRequest, merge: Merge) -> dict[str, Any]:
    return {
        "title": f"{merge.joined.ref} and {merge.kept.ref}",
        "merge": merge,
        "told": present.told(merge),
        **frame(request, merge.kept, "overview"),
    }


def _decides(user: User, merge: Merge) -> bool:
    try:
        require_a_manager_of_one(user, merge)
    except NotAllowed:
        return False
    return True


def _after(merge: Merge) -> str:
    return reverse("people:merge_decide", args=(merge.pk,))


def _for(request: HttpRequest, ref: str, permission: Permission) -> YoungPerson:
    return young_person_for(_user(request), ref, permission)


def _user(request: HttpRequest) -> User:
    return request.user  # type: ignore[return-value]  # every page of ours asks to be signed in


def _home(person: YoungPerson) -> str:
    return reverse("people:young_person", args=(person.ref,))
