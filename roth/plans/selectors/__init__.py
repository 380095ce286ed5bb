"""Reads plans: which is the current one, everything in it, what the rules may know of it, and whose an action is."""

from roth.plans.selectors.facts import detail_facts, drift_facts, facts_for, facts_in, step_facts
from roth.plans.selectors.own import agencies_spoken_for, own_actions, owns, speaks_for_owner
from roth.plans.selectors.plan import (
    accounts_by_name,
    agencies_of,
    agency_is_ours,
    conference_day,
    context_is_near,
    contexts_near,
    current_plan,
    extensions_of,
    held_for_writing,
    limit_of,
    links_of,
    newest_started,
    plans,
    subjects,
)
from roth.plans.selectors.reading import parts_of
from roth.plans.selectors.snapshots import as_it_stands, at_start, kept

__all__ = (
    "accounts_by_name",
    "agencies_of",
    "agencies_spoken_for",
    "agency_is_ours",
    "as_it_stands",
    "at_start",
    "conference_day",
    "context_is_near",
    "contexts_near",
    "current_plan",
    "detail_facts",
    "drift_facts",
    "extensions_of",
    "facts_for",
    "facts_in",
    "held_for_writing",
    "kept",
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
