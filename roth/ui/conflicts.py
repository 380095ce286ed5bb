"""Two people saved the same record. Both texts are shown for each field that differs, and the person chooses.

The page carries the two texts itself, signed, so the server keeps nothing but the writer's own draft.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.core import signing
from django.http import QueryDict

from roth.domain.errors import Conflict
from roth.ui.fields import Bound, Raw
from roth.ui.forms import Form

MINE, THEIRS, EDIT = "mine", "theirs", "edit"
CONTEST, CHOICE, SALT = "_contest", "_choose-", "roth.conflict"
OF_THE_PAGE = frozenset({"csrfmiddlewaretoken", "draft_token"})


@dataclass(frozen=True)
class Difference:
    """One question with two answers: in words, and as a browser would send them. `members` are the fields it covers."""

    name: str
    label: str
    members: list[str]
    words: dict[str, str]
    raw: dict[str, Raw]


@dataclass(frozen=True)
class Contest:
    """What two people saved differently."""

    differences: list[Difference]
    version: int
    saved_by: str
    sentence: str

    def is_about(self, form: Form) -> bool:
        """Does the form ask these questions? One that was sent with another form says nothing here."""
        return all(name in form.fields for each in self.differences for name in each.members)

    def signed(self) -> str:
        """The contest as the page carries it."""
        return signing.dumps(asdict(self), salt=SALT, compress=True)


@dataclass(frozen=True)
class Asked:
    """One difference on the page, with the field in which to write a third answer."""

    difference: Difference
    edit: Bound
    choice: str
    error: str


def _covers(form: Form, name: str) -> list[str]:
    """A question and those that its answers reveal: they are chosen together, or the answer would not fit."""
    reveals: set[str] = getattr(form.fields[name], "revealable", set)()
    return [name, *sorted(reveals)]


def _difference(form: Form, name: str, theirs: Mapping[str, Any]) -> Difference:
    members = _covers(form, name)
    fields: dict[str, Any] = {member: form.fields[member] for member in members}
    mine = {member: form.cleaned_data.get(member) for member in members}
    other = {member: theirs.get(member, fields[member].empty()) for member in members}
    sides = {MINE: mine, THEIRS: other}
    said = {side: [fields[m].in_words(value) for m, value in values.items()] for side, values in sides.items()}
    return Difference(
        name=name,
        label=str(form[name].label),
        members=members,
        words={side: "\n".join(text for text in texts if text) for side, texts in said.items()},
        raw={
            side: [pair for m, value in values.items() for pair in fields[m].raw(m, value)]
            for side, values in sides.items()
        },
    )


def found(form: Form, conflict: Conflict) -> Contest:
    """The questions on which this valid form and the record as it now stands differ."""
    differ = [
        name
        for name, field in form.fields.items()
        if name in conflict.theirs
        and not field.widget.is_hidden
        and conflict.theirs[name] != form.cleaned_data.get(name)
    ]
    inside = {member for name in differ for member in _covers(form, name)[1:]}
    differences = [_difference(form, name, conflict.theirs) for name in differ if name not in inside]
    return Contest(differences, conflict.version, conflict.saved_by, str(conflict))


def sent(post: QueryDict) -> Contest | None:
    """The contest that this page was about, or None when it is an ordinary form."""
    try:
        given = signing.loads(post.get(CONTEST, ""), salt=SALT)
    except signing.BadSignature:
        return None
    return Contest(**{**given, "differences": [Difference(**each) for each in given["differences"]]})


def _keys_of(data: QueryDict, difference: Difference) -> list[str]:
    """Every posted name that belongs to the question: its own, its boxes, its rows."""
    return [key for key in data if key.split("-")[0] in difference.members]


def settle(post: QueryDict, contest: Contest) -> tuple[QueryDict, dict[str, str]]:
    """What was sent, with each choice carried out and the new version, and a sentence for each choice not yet made."""
    data, errors = post.copy(), {}
    data["_version"] = str(contest.version)
    for difference in contest.differences:
        choice = post.get(CHOICE + difference.name)
        if choice not in (MINE, THEIRS, EDIT):
            errors[difference.name] = f"Choose which words to keep for “{difference.label}”"
        if choice in (MINE, THEIRS):
            for key in _keys_of(data, difference):
                del data[key]
            for key, value in difference.raw[choice]:
                data.appendlist(key, value)
    return data, errors


def asked(form: Form, contest: Contest, post: QueryDict, errors: Mapping[str, str]) -> list[Asked]:
    """The differences as the page asks about them."""
    return [
        Asked(each, form[each.name], post.get(CHOICE + each.name, ""), errors.get(each.name, ""))  # type: ignore[arg-type]
        for each in contest.differences
    ]


def carried(data: QueryDict, contest: Contest) -> Raw:
    """Everything else that was typed, for the page to send again."""
    shown = {key for each in contest.differences for key in _keys_of(data, each)}
    kept = [key for key in data if key not in shown | OF_THE_PAGE and not key.startswith("_")]
    return [(key, value) for key in kept for value in data.getlist(key)]
