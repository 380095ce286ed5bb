"""A young person's case as plain data, as one user sees it: what `roth case show` prints. Pages have presenters."""

from typing import Any

from django.utils import timezone

from roth.accounts.models import User
from roth.assessments.selectors import current_assessment, weights
from roth.contexts.selectors import links_of
from roth.domain import codes
from roth.domain.access import Permission
from roth.domain.pathway import Stage
from roth.pathway.models import Episode
from roth.pathway.selectors import clocks, current_episode, status
from roth.people.access import young_person_for
from roth.people.models import YoungPerson
from roth.plans.models import Plan
from roth.plans.selectors import current_plan
from roth.quality.selectors import plan_check


def case_facts(user: User, ref: str) -> dict[str, Any]:
    """Stage, clocks, contexts with their agreed weights, and plan. Raises as the record's door does; it is a read."""
    young_person = young_person_for(user, ref, Permission.RECORD_VIEW)
    episode = current_episode(young_person)
    return {
        "reference": young_person.ref,
        "name": young_person.name,
        "site": young_person.site.code,
        "episode": _episode(episode) if episode else None,
        "clocks": _clocks(episode) if episode else [],
        "contexts": _contexts(young_person, episode),
        "plan": _plan(current_plan(episode)),
    }


def _episode(episode: Episode) -> dict[str, Any]:
    stage = Stage(episode.stage)
    return {
        "stage": stage.value,
        "stage_in_words": stage.label,
        "pathway": episode.pathway,
        "statutory_status": episode.statutory_status,
        "opened_on": episode.opened_on,
        "closed_on": episode.closed_on,
    }


def _clocks(episode: Episode) -> list[dict[str, Any]]:
    today = timezone.localdate()
    return [
        {
            "rule": clock.rule,
            "started_on": clock.started_on,
            "due_on": clock.due_on,
            "done_on": clock.done_on,
            "count": clock.count_mode,
            "in_words": status(clock, today).sentence,
        }
        for clock in clocks(episode)
    ]


def _contexts(young_person: YoungPerson, episode: Episode | None) -> list[dict[str, Any]]:
    assessment = current_assessment(episode)
    weight = {each.context_id: each.weight for each in weights(assessment)} if assessment else {}
    return [
        {
            "reference": link.context.ref,
            "name": link.context.name,
            "kind": link.context.kind,
            "meaning": codes.label(codes.LINK_MEANING, link.meaning),
            "weight": weight.get(link.context_id),
        }
        for link in links_of(young_person)
    ]


def _plan(plan: Plan | None) -> dict[str, Any] | None:
    if plan is None:
        return None
    return {"starts_on": plan.starts_on, "review_on": plan.review_on, **plan_check(plan)}
