"""What the generated chronology is made of: one row for each kind of event that a record holds. Add a kind here.

Each source gives its day, up to two texts, and perhaps a context. How an event is said is `present`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import QuerySet

from roth.assessments.models import Assessment
from roth.contexts.models import ContextLink
from roth.meetings.models import Meeting
from roth.pathway.models import (
    LegalGateway,
    Overlay,
    Referral,
    Section47Enquiry,
    StageChange,
    StrategyDiscussion,
    Transfer,
    Visit,
)
from roth.people.models import Allocation, YoungPerson
from roth.plans.models import CoreGroupMeeting, Plan, Progress, Reading

Rows = Callable[[Any], QuerySet[Any]]


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of event: `on` names its day, or with `moment` the instant whose day it is; `page` is where to read."""

    kind: str
    label: str
    rows: Rows
    on: str
    texts: tuple[str, ...] = ()
    context: str = ""
    significant: bool = True
    page: str = "pathway:steps"
    moment: bool = False


def _below(model: Any, path: str, **narrowed: Any) -> Rows:
    return lambda person: model.objects.filter(**{path: person}, **narrowed)


_OF_EPISODE: Final = "episode__young_person"
_OF_PLAN: Final = "plan__episode__young_person"
SOURCES: Final = tuple(
    Source(*row, **more)
    for row, more in (
        (
            ("words", "In their own words", _below(YoungPerson, "pk", own_words_on__isnull=False), "own_words_on"),
            {"texts": ("own_words",), "page": "people:young_person"},
        ),
        (
            ("worker", "Allocated social worker", _below(Allocation, "young_person"), "starts_on"),
            {"texts": ("worker__name",), "page": "people:young_person"},
        ),
        (
            ("referral", "Referral", _below(Referral, _OF_EPISODE), "received_at"),
            {"texts": ("concern", "childs_words"), "moment": True, "page": "pathway:referral"},
        ),
        (("step", "Steps", _below(StageChange, _OF_EPISODE), "on"), {"texts": ("transition", "reason")}),
        (
            ("strategy", "Strategy discussion", _below(StrategyDiscussion, _OF_EPISODE), "held_at"),
            {"texts": ("reasons",), "moment": True},
        ),
        (
            ("seen", "Seen", _below(Section47Enquiry, _OF_EPISODE, seen_on__isnull=False), "seen_on"),
            {"texts": ("wishes_and_feelings",)},
        ),
        (
            ("assessment", "Assessment", _below(Assessment, _OF_EPISODE, authorised_on__isnull=False), "authorised_on"),
            {"page": "assessments:assessment"},
        ),
        (
            ("meeting", "Conference", _below(Meeting, _OF_EPISODE, held_on__isnull=False), "held_on"),
            {"texts": ("decision", "kind"), "page": "meetings:conference"},
        ),
        (
            ("plan", "Plan", _below(Plan, _OF_EPISODE, starts_on__isnull=False), "starts_on"),
            {"texts": ("aim",), "page": "plans:plan"},
        ),
        (
            ("plan_ended", "Plan ended", _below(Plan, _OF_EPISODE, ends_on__isnull=False), "ends_on"),
            {"page": "plans:plan"},
        ),
        (
            ("core_group", "Core group", _below(CoreGroupMeeting, _OF_PLAN), "held_on"),
            {"texts": ("young_persons_words", "what_was_said"), "significant": False, "page": "plans:plan"},
        ),
        (
            ("reading", "What has changed", _below(Reading, "measure__plan__episode__young_person"), "on"),
            {"texts": ("found", "measure__text"), "page": "plans:plan"},
        ),
        (
            ("progress", "Progress", _below(Progress, "action__plan__episode__young_person"), "on"),
            {
                "texts": ("said", "action__text"),
                "context": "action__context",
                "significant": False,
                "page": "plans:plan",
            },
        ),
        (
            ("context", "Context linked", _below(ContextLink, "young_person"), "starts_on"),
            {"texts": ("context__name", "meaning"), "context": "context", "page": "contexts:links"},
        ),
        (
            (
                "context_ended",
                "Context no longer linked",
                _below(ContextLink, "young_person", ends_on__isnull=False),
                "ends_on",
            ),
            {"texts": ("context__name",), "context": "context", "significant": False, "page": "contexts:links"},
        ),
        (
            ("overlay", "Beside the pathway", _below(Overlay, "young_person"), "started_at"),
            {"texts": ("kind", "words"), "moment": True},
        ),
        (
            (
                "overlay_ended",
                "Beside the pathway, over",
                _below(Overlay, "young_person", ended_at__isnull=False),
                "ended_at",
            ),
            {"texts": ("kind", "end_words"), "moment": True, "significant": False},
        ),
        (
            ("visit", "Visit", _below(Visit, _OF_EPISODE, seen=True), "on"),
            {"texts": ("words", "where")},
        ),
        (("legal", "Legal gateway", _below(LegalGateway, _OF_EPISODE), "on"), {"texts": ("outcome", "reason")}),
        (
            ("moved", "Moved to another authority", _below(Transfer, _OF_EPISODE, moved_on__isnull=False), "moved_on"),
            {"texts": ("authority",)},
        ),
    )
)
BY_KIND: Final = {source.kind: source for source in SOURCES}
