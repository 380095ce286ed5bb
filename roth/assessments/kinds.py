"""The kinds of finding in an assessment: which model holds each, what it must say, how it is called. No saving."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from roth.assessments.models import AssessedContext, Dynamic, Need, Strength, SystemChallenge
from roth.domain import assessment as outline
from roth.domain import codes
from roth.domain.errors import NotPossible, NotVisible


@dataclass(frozen=True)
class PartKind:
    """One kind. `fields` are all that may be written; `required` says what to do about one that is empty."""

    name: str
    noun: str
    model: type[Any]
    fields: tuple[str, ...]
    required: Mapping[str, str]
    tables: Mapping[str, codes.Table] = field(default_factory=dict)

    def checked(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The values as they will be kept. Raises NotPossible at each field that has to be answered."""
        unknown = set(values) - set(self.fields)
        if unknown:
            raise TypeError(f"A {self.noun} has no {', '.join(sorted(unknown))}.")
        kept = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
        wrong = [(name, self.required[name]) for name in self.required if name in kept and not kept[name]]
        wrong += [
            (name, "Choose one of the answers shown")
            for name, table in self.tables.items()
            if kept.get(name) and kept[name] not in table
        ]
        if wrong:
            raise NotPossible(f"{wrong[0][1]}.", tuple(wrong))
        return kept

    def complete(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The same for a new one, in which everything required is there."""
        return self.checked({**dict.fromkeys(self.required, ""), **values})


KINDS: Final = {
    kind.name: kind
    for kind in (
        PartKind(
            outline.NEED,
            "need",
            Need,
            ("text", "domain", "source", "priority", "met_by"),
            {
                "text": "Enter what the young person needs",
                "domain": "Choose what the need is about",
                "source": "Enter who told us, or how we know",
            },
            {"domain": codes.NEED_DOMAIN},
        ),
        PartKind(
            outline.STRENGTH,
            "strength",
            Strength,
            ("whose", "text", "evidence", "use"),
            {"text": "Enter the strength", "whose": "Choose whose strength it is"},
            {"whose": codes.STRENGTH_OF},
        ),
        PartKind(
            outline.CONTEXT,
            "context",
            AssessedContext,
            ("context", "young_person_does", "guardianship", "environment", "young_persons_account"),
            {
                "context": "Choose the context",
                "young_person_does": "Enter what the young person does there",
                "guardianship": "Enter who looks out for young people there, or that nobody does",
            },
        ),
        PartKind(
            outline.DYNAMIC,
            "way that harm works",
            Dynamic,
            ("context", "kind", "text"),
            {
                "context": "Choose the context",
                "kind": "Choose what kind of thing it is",
                "text": "Enter how harm works there: who, where, when and how",
            },
            {"kind": codes.CONTEXT_DYNAMIC},
        ),
        PartKind(
            outline.CHALLENGE,
            "system challenge",
            SystemChallenge,
            ("service", "text", "evidence", "owner"),
            {"service": "Enter which service, rule or structure", "text": "Enter how it adds to the harm"},
        ),
    )
}


def kind_named(name: str) -> PartKind:
    """The kind with this name. Raises NotVisible for one that is not ours, as an address may hold anything."""
    if name not in KINDS:
        raise NotVisible
    return KINDS[name]
