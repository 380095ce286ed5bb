"""Meetings that were held, as the facts that `domain.attendance` counts: who came to each, and what weighed what then.

Everything starts from records that the reader may open whole, so a count discloses no meeting of a record that is
closed to them. Three queries for the facts, however many meetings there are.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet

from roth.accounts.models import Agency, Site, User
from roth.assessments.models import ContextWeight
from roth.domain.attendance import MeetingHeld, WeightsAgreed, standing_on
from roth.domain.conference import AgencyReach, WeightedContext
from roth.meetings.models import Invitation, Meeting
from roth.meetings.selectors.people import STAYS, invitees, with_contexts
from roth.meetings.selectors.reaching import contexts_and_reach
from roth.people.access import open_to
from roth.people.models import YoungPerson

_LONG = ("asked_to_bring", "answer_words", "view")  # words of an invitation that no count needs


@dataclass(frozen=True, slots=True)
class Held:
    """Meetings in the order in which they were held: as facts, as rows by key, and the agencies' names by key."""

    meetings: tuple[MeetingHeld, ...]
    rows: dict[int, Meeting]
    agencies: dict[int, str]


def held_at(user: User, site: Site, first_day: date, before: date) -> QuerySet[Meeting]:
    """Meetings held at a site from one day until the day before another, of young people whose record the user may
    open whole. An invitation alone counts for nothing here, and nor does a record that is restricted to others."""
    people = open_to(user).filter(site=site)
    return Meeting.objects.filter(
        status="held", held_on__gte=first_day, held_on__lt=before, episode__young_person__in=people
    )


def held_with(meetings: QuerySet[Meeting], agency: Agency) -> QuerySet[Meeting]:
    """Of these, the ones to which somebody of an agency was asked."""
    asked = Invitation.objects.filter(STAYS, agency=agency)
    return meetings.filter(pk__in=asked.values("meeting"))


def as_facts(meetings: QuerySet[Meeting], unweighed: tuple[WeightedContext, ...] = ()) -> Held:
    """These meetings with their people and weights. `unweighed` stand in for a meeting on whose day none was agreed."""
    rows = {row.pk: row for row in meetings.select_related("episode__young_person").order_by("held_on", "pk")}
    invitations = Invitation.objects.filter(STAYS, meeting__in=meetings.order_by().values("pk"))
    asked, names = defaultdict(list), dict[int, str]()
    for one in with_contexts(invitations.select_related("agency").defer(*_LONG)):
        asked[one.meeting_id].append(one)
        if one.agency is not None:
            names[one.agency.pk] = one.agency.name
    versions = _weights(meetings)
    return Held(
        tuple(
            MeetingHeld(
                key=row.pk,
                on=row.held_on,
                kind=row.kind,
                people=tuple(invitees(asked[row.pk])),
                contexts=standing_on(row.held_on, versions[row.episode_id]) or unweighed,
            )
            for row in rows.values()
            if row.held_on is not None
        ),
        rows,
        names,
    )


def as_run(young_person: YoungPerson) -> tuple[Held, list[AgencyReach]]:
    """Every meeting held about a young person, and which agencies have reach into their contexts now.

    A meeting on whose day no weight was agreed has the contexts that are known now, unweighed.
    """
    meetings = Meeting.objects.filter(status="held", held_on__isnull=False, episode__young_person=young_person)
    newest = meetings.select_related("episode").order_by("-held_on", "-pk").first()
    if newest is None:
        return Held((), {}, {}), []
    contexts, reach = contexts_and_reach(young_person, newest.episode)
    return as_facts(meetings, tuple(replace(each, weight=None) for each in contexts)), reach


def _weights(meetings: QuerySet[Meeting]) -> defaultdict[int, list[WeightsAgreed]]:
    """Agreed weights by episode, its assessments in the order of `assessments.selectors.current_assessment`."""
    rows = (
        ContextWeight.objects.filter(view="agreed", assessment__episode__in=meetings.order_by().values("episode"))
        .order_by("assessment__from_census", "-assessment__started_on", "-assessment", "-weight", "context__name")
        .values_list(
            *("assessment", "assessment__episode", "assessment__started_on", "recorded_on"),
            *("context", "context__name", "context__kind", "weight"),
        )
    )
    contexts = defaultdict(list)
    about: dict[int, tuple[int, date, date]] = {}
    for assessment, episode, begun_on, agreed_on, *context in rows:
        about[assessment] = (episode, begun_on, agreed_on)
        contexts[assessment].append(WeightedContext(*context))
    found = defaultdict(list)
    for assessment, (episode, begun_on, agreed_on) in about.items():
        found[episode].append(WeightsAgreed(begun_on, agreed_on, tuple(contexts[assessment])))
    return found
