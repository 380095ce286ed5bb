"""Reads plans: the current one, its days, and which contexts and agencies stand near enough to name."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from roth.accounts.models import Agency, User
from roth.assessments.models import AssessedContext
from roth.contexts.models import Context
from roth.pathway.models import Episode
from roth.people.models import YoungPerson
from roth.plans import parts
from roth.plans.models import Action, Plan, RestrictionExtension
from roth.plans.parts import Parts
from roth.prepared import prepared
from roth.timetable.selectors import timetable


def plans() -> QuerySet[Plan]:
    """Plans with what every page of a plan needs beside them."""
    return Plan.objects.select_related("episode", "meeting", "lead_worker", "in_force_by")


def current_plan(episode: Episode | None) -> Plan | None:
    """The episode's plan: the newest that has not ended, else the newest."""
    if episode is None:
        return None
    found = sorted(_plans_of(episode=episode.pk), key=lambda each: (each.status != "ended", each.pk))
    return found[-1] if found else None


@prepared
def _plans_of(*, episode: Any) -> QuerySet[Plan]:
    return plans().filter(episode=episode)


def held_for_writing(plan: Plan) -> Plan:
    """The plan as it stands now, held for this writer until the end of the transaction."""
    return Plan.objects.select_for_update().get(pk=plan.pk)


def newest_started(young_person: YoungPerson) -> Plan | None:
    """The last plan that came into force, in any episode."""
    started = Plan.objects.filter(episode__young_person=young_person, starts_on__isnull=False)
    return started.order_by("-starts_on", "-pk").first()


def conference_day(plan: Plan) -> date | None:
    """The day from which the plan's limits count."""
    return plan.meeting.held_on if plan.meeting else plan.starts_on


def limit_of(plan: Plan, code: str) -> date | None:
    """The last day that keeps a limit which the conference started; None until it was held."""
    day = conference_day(plan)
    return timetable(plan.episode.young_person.site_id).deadline(code, day).limit_on if day else None


def subjects(found: Parts) -> frozenset[str]:
    """Keys of everything that the assessment found and a plan can act on, or decide not to."""
    kinds = (("dynamic", found.dynamics), ("need", found.needs), ("challenge", found.challenges))
    return frozenset(f"{kind}:{each.id}" for kind, each_kind in kinds for each in each_kind)


def links_of(action: Action, names: Iterable[str]) -> dict[str, list[int]]:
    """The keys that an action is tied to, as forms and the trail hold them."""
    return {name: sorted(getattr(action, name).values_list("pk", flat=True)) for name in names}


def context_is_near(plan: Plan, context_id: int) -> bool:
    """Whether a context is linked to this young person, or named in their assessment."""
    young_person = plan.episode.young_person_id
    linked = Q(links__young_person=young_person)
    named = Q(pk__in=AssessedContext.objects.filter(assessment__episode=plan.episode_id).values("context"))
    return Context.objects.filter(linked | named, pk=context_id).exists()


def contexts_near(plan: Plan, found: Parts) -> tuple[parts.Context, ...]:
    """Contexts that an action or goal may be about: those of the assessment, then others linked to the young person."""
    known = {each.id for each in found.contexts}
    linked = _contexts_linked(person=plan.episode.young_person_id)
    return (*found.contexts, *(parts.Context(*each) for each in linked if each[0] not in known))


@prepared
def _contexts_linked(*, person: Any) -> QuerySet[Context, tuple[int, str, str]]:
    found = Context.objects.filter(links__young_person=person).order_by("name")
    return found.values_list("pk", "name", "kind")


def agency_is_ours(plan: Plan, agency_id: int) -> bool:
    """Whether an agency is one that this site knows."""
    return Agency.objects.filter(pk=agency_id, site=plan.episode.young_person.site_id).exists()


def agencies_of(plan: Plan) -> tuple[Agency, ...]:
    """Agencies that may own an action."""
    return tuple(_agencies(site=plan.episode.young_person.site_id))


@prepared
def _agencies(*, site: Any) -> QuerySet[Agency]:
    return Agency.objects.filter(site=site)


def accounts_by_name(plan: Plan) -> dict[str, User]:
    """The accounts of people who are in the core group or were invited to the conference, by the name they go by."""
    asked = User.objects.filter(invitations__meeting=plan.meeting_id, invitations__withdrawn_on__isnull=True)
    found = {each.name: each for each in asked} if plan.meeting_id else {}
    members = plan.core_group.filter(user__isnull=False).select_related("user")
    return found | {each.name: each.user for each in members if each.user}


def extensions_of(action: Action) -> list[RestrictionExtension]:
    """Each time that a restriction was let go on, the first one first."""
    return list(action.extensions.select_related("by"))
