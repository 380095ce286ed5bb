"""What is written under each item of the agenda, and what has to be there first: pause before options, V05, V10.

The order of the agenda is `conference.AGENDA`. What a decision needs is in `conference` and `pathway`; where a meeting
is, in `meeting_stages`.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from roth.domain.actions import CONTROL, NEEDS_A_CONTEXT, Approach, OwnerType, Target
from roth.domain.conference import AGENDA, SOCIAL_CARE

# The fields of the record that belong to each item of the agenda; what has none is written as lists of its own.
WRITTEN_UNDER: Final[Mapping[int, tuple[str, ...]]] = {
    1: ("chair_met_young_person", "chair_met_parents"),
    2: ("participation", "young_persons_views", "parents_views"),
    3: ("strengths_discussed",),
    4: ("contexts_discussed",),
    5: ("needs_discussed",),
    6: ("systems_discussed",),
    7: ("aim", "for_whom", "how_we_would_know", "avoid_making_worse"),
    8: ("discussion",),
    9: ("actions_outside_plan",),
    10: ("measures_discussed",),
    11: ("analysis",),
    12: ("next_discussed",),
    13: ("reactions",),
}
# The record's own words for each of its parts, in the order of the agenda.
RECORD_TITLES: Final[Mapping[str, str]] = {
    "chair_met_young_person": "When the chair met the young person beforehand",
    "chair_met_parents": "When the chair met the parents or carers beforehand",
    "participation": "How the young person took part",
    "young_persons_views": "What the young person says",
    "parents_views": "What the parents or carers say",
    "strengths_discussed": "Strengths and safety",
    "contexts_discussed": "Contexts",
    "needs_discussed": "Needs",
    "systems_discussed": "What services and systems get in the way of",
    "aim": "What we are trying to achieve",
    "for_whom": "For whom",
    "how_we_would_know": "How we would know",
    "avoid_making_worse": "What we must avoid making worse",
    "discussion": "Whatever else was said",
    "actions_outside_plan": "Agreed outside the plan",
    "measures_discussed": "What would show change, and how it is now",
    "analysis": "The chair’s analysis",
    "next_discussed": "Core group, dates, and what if it does not hold",
    "reactions": "What they say of it",
}
LAST: Final = AGENDA[-1][0]
TITLES: Final = dict(AGENDA)
PAUSE_ITEM, OPTIONS_ITEM, ACTIONS_ITEM, DECISION_ITEM, DISSENT_ITEM = 7, 8, 9, 11, 13
CONTEXTS_ITEM: Final = 4

# What the pause asks before an option may be written (V10).
PAUSE: Final = (
    ("aim", "Say what we are trying to achieve."),
    ("how_we_would_know", "Say how we would know that it is better."),
)
WHOLE_PAUSE: Final = ("aim", "for_whom", "how_we_would_know", "avoid_making_worse")

OPTION_TAKEN: Final = {"open": "Being talked about", "taken": "Taken", "not_taken": "Not taken"}
MADE_IN_THE_ROOM: Final = {"proposed": "Proposed", "accepted": "Accepted", "declined": "Declined"}

# An action that watches or limits somebody needs an end and help beside it (V07): it is written in the plan.
APPROACHES_IN_THE_ROOM: Final = tuple(approach for approach in Approach if approach not in CONTROL)


def next_item(item: int) -> int:
    """The item that follows; the last one stays."""
    return min(item + 1, LAST)


def against_options(record: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """What the pause still lacks before anybody writes an option or an action, as (field, sentence) (V10)."""
    return tuple((field, sentence) for field, sentence in PAUSE if not record.get(field, "").strip())


def against_taking(taken: str, why: str) -> tuple[tuple[str, str], ...]:
    """An option that is taken or left has its reason in the minutes."""
    if taken == "open" or why.strip():
        return ()
    said = "taken" if taken == "taken" else "not taken"
    return (("why", f"Say why this option is {said}."),)


def against_action(target: str, approach: str, context: int | None) -> tuple[tuple[str, str], ...]:
    """What an action of the meeting lacks before the plan could hold it, as (field, sentence)."""
    wrong: tuple[tuple[str, str], ...] = ()
    if target in NEEDS_A_CONTEXT and not context:
        wrong += (("context", "Choose the context that this would change."),)
    if approach in CONTROL:
        wrong += (
            (
                "approach",
                "What watches, limits or enforces is written in the plan, with its end and help beside it (V07).",
            ),
        )
    return wrong


_OWNER_TYPES: Final = {
    **dict.fromkeys(SOCIAL_CARE, OwnerType.CSC),
    "police": OwnerType.POLICE,
    "health": OwnerType.HEALTH,
    "camhs": OwnerType.HEALTH,
    "school": OwnerType.EDUCATION,
    "education": OwnerType.EDUCATION,
    "youth_justice": OwnerType.YOUTH_SERVICE,
    "youth_service": OwnerType.YOUTH_SERVICE,
    "housing": OwnerType.HOUSING,
    "community_safety": OwnerType.COMMUNITY_SAFETY,
    "licensing": OwnerType.COMMUNITY_SAFETY,
    "parks": OwnerType.COMMUNITY_SAFETY,
    "voluntary": OwnerType.VCS,
    "faith": OwnerType.VCS,
    "advocacy": OwnerType.VCS,
    "business": OwnerType.BUSINESS,
    "residents": OwnerType.RESIDENT_GUARDIAN,
}
_IN_PERSON: Final = {"young_person": OwnerType.YOUNG_PERSON, "parent_carer": OwnerType.PARENT_CARER}


def owner_type(role: str, agency_kind: str) -> OwnerType:
    """Who somebody is as the owner of an action: a person of the family, or whoever they come for."""
    if role in _IN_PERSON:
        return _IN_PERSON[role]
    return _OWNER_TYPES.get(agency_kind, OwnerType.OTHER_SYSTEM)


_LEVELS: Final = {
    Target.PARENT_BEHAVIOUR: "family",
    Target.FAMILY_SUPPORT: "family",
    Target.PEER_GROUP: "peer_group",
    Target.SCHOOL: "school",
    Target.PLACE: "place",
    Target.ONLINE_SPACE: "online",
    Target.SOURCE_OF_HARM: "system",
    Target.SYSTEM: "system",
    Target.PROCESS: "system",
}


def goal_level(target: str) -> str:
    """At which level the goal of an action lies, from what the action would change."""
    return _LEVELS.get(Target(target), "young_person")


def summary_of_dissent(voices: Iterable[tuple[str, str, str]]) -> str:
    """Dissent as one passage of the record, from (name, agency, words): verbatim, each with whose it is."""
    return "\n".join(f"{name}{f', {agency}' if agency else ''}: “{words.strip()}”" for name, agency, words in voices)
