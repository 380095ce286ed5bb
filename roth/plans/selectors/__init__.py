"""Reads plans: which is the current one, everything in it, what the rules may know of it, and whose an action is."""

from roth.plans.selectors.facts import facts_for, facts_in, step_facts
from roth.plans.selectors.own import agencies_spoken_for, own_actions, owns, speaks_for_owner
from roth.plans.selectors.plan import (
    agencies_of,
    agency_is_ours,
    conference_day,
    context_is_near,
    contexts_near,
    current_plan,
    held_for_writing,
    limit_of,
    links_of,
    newest_started,
    plans,
    subjects,
)
from roth.plans.selectors.reading import parts_of

__all__ = (
    "agencies_of",
    "agencies_spoken_for",
    "agency_is_ours",
    "conference_day",
    "context_is_near",
    "contexts_near",
    "current_plan",
    "facts_for",
    "facts_in",
    "held_for_writing",
    "limit_of",
    "links_of",
    "newest_started",
    "own_actions",
    "owns",
    "parts_of",
    "plans",
    "speaks_for_owner",
    "step_facts",
    "subjects",
)
