"""What pages say about contexts and links, in words. No queries, and never a count of fewer than six young people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from roth.contexts.models import Context, ContextLink, Reach
from roth.domain import codes
from roth.domain.disclosure import count_in_words
from roth.domain.words import day_in_words
from roth.ui.identity import Identity


@dataclass(frozen=True)
class ContextRow:
    """One context in a list."""

    name: str
    href: str
    kind: str
    kind_label: str
    area: str
    looked_after_by: str
    young_people: str


@dataclass(frozen=True)
class LinkCard:
    """What one context is to a young person."""

    name: str
    href: str
    kind: str
    kind_label: str
    meaning: str
    reason: str
    source: str
    confidence: str
    review: str
    review_is_due: bool
    change: str


def kind_label(context: Context) -> str:
    """The kind in words."""
    return codes.label(codes.CONTEXT_KIND, context.kind)


def how_many(context: Context) -> str:
    """How many young people are linked, so that none can be worked out: "fewer than six young people"."""
    return count_in_words(context.young_people)  # type: ignore[attr-defined]  # counted by the selector


def rows(contexts: Iterable[Context]) -> list[ContextRow]:
    """A list of contexts."""
    return [
        ContextRow(
            context.name,
            reverse("contexts:context", args=(context.ref,)),
            context.kind,
            kind_label(context),
            context.area,
            context.looked_after_by,
            how_many(context),
        )
        for context in contexts
    ]


def identity(context: Context) -> Identity:
    """The head of a context's pages."""
    return Identity(
        name=context.name,
        ref=context.ref,
        href=reverse("contexts:context", args=(context.ref,)),
        status=kind_label(context),
        kind=context.kind,
    )


def about(context: Context) -> list[tuple[str, str]]:
    """What kind of place it is."""
    return [
        ("Kind", kind_label(context)),
        ("Area", context.area),
        ("What it is like", context.description),
        ("When it matters most", context.times),
        ("Who looks after it", context.looked_after_by),
        ("What is good about it", context.strengths),
    ]


def reach(context: Context, found: Iterable[Reach], changeable: bool) -> list[dict[str, Any]]:
    """Who can change it, each with the address of its form where the reader may write."""
    return [
        {
            "agency": each.agency.name,
            "through": each.through,
            "can_change": each.can_change,
            "href": reverse("contexts:reach_change", args=(context.ref, each.pk)) if changeable else "",
        }
        for each in found
    ]


def link_cards(links: Iterable[ContextLink], today: date, *, see_contexts: bool, changeable: bool) -> list[LinkCard]:
    """The contexts of one young person."""
    return [
        LinkCard(
            name=link.context.name,
            href=reverse("contexts:context", args=(link.context.ref,)) if see_contexts else "",
            kind=link.context.kind,
            kind_label=kind_label(link.context),
            meaning=codes.label(codes.LINK_MEANING, link.meaning),
            reason=link.reason,
            source=link.source,
            confidence=codes.label(codes.CONFIDENCE, link.confidence),
            review=day_in_words(link.review_on, today),
            review_is_due=link.review_on <= today,
            change=reverse("contexts:link_change", args=(link.young_person.ref, link.pk)) if changeable else "",
        )
        for link in links
    ]
