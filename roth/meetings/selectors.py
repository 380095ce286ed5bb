"""Named reads about conferences, and the facts that `domain.conference` judges.

Which young people's conferences a user may know of starts from `people.access.visible_to`. Words for a page belong in
`present`.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.db.models import F, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum
from django.utils import timezone

from roth.accounts.models import Agency, Membership, User
from roth.assessments.models import Assessment, ContextWeight
from roth.contexts.models import Context
from roth.contexts.selectors import links_of
from roth.domain import conference
from roth.domain.access import Permission, Role
from roth.domain.conference import AgencyReach, ChairFacts, Invitee, WeightedContext
from roth.domain.errors import NotVisible
from roth.meetings.models import Invitation, Meeting
from roth.pathway.models import Episode
from roth.people import access as people_access
from roth.people.access import Reader
from roth.people.models import Allocation, AllowedPerson, ConflictOfInterest, YoungPerson

# Roles that see a conference only through an invitation of their own.
_BY_INVITATION = frozenset({Role.PARTNER})


def visible_to(user: User | Reader) -> QuerySet[Meeting]:
    """Every conference this user may know of: their young people's, and for a partner those they are invited to."""
    reader = Reader.of(user)
    sites = {place.site_id for place in reader.standing.places if place.role not in _BY_INVITATION}
    invited = Q(pk__in=Invitation.objects.filter(user=reader.key, withdrawn_on__isnull=True).values("meeting"))
    return Meeting.objects.filter(
        invited | Q(episode__young_person__site__in=sites),
        episode__young_person__in=people_access.visible_to(reader),
    )


def listed_for(user: User | Reader) -> QuerySet[Meeting]:
    """The same, with what a list of meetings says."""
    return visible_to(user).select_related("chair", "episode__young_person__site")


def upcoming(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Those still to be held: those without a day yet first, for somebody has to book them, then the next one."""
    return meetings.exclude(status="held").order_by(F("scheduled_at").asc(nulls_first=True), "pk")


def held(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Those that were held, the newest first."""
    return meetings.filter(status="held").order_by("-held_on", "-pk")


def current_meeting(episode: Episode) -> Meeting | None:
    """The conference to be held, else the newest that was."""
    return Meeting.objects.filter(episode=episode).select_related("chair", "episode").order_by("-pk").first()


def meeting_for(user: User, young_person: YoungPerson) -> Meeting | None:
    """The conference of the current episode. Somebody who is only invited gets the one that they are invited to."""
    episodes = Episode.objects.filter(young_person=young_person)
    current = episodes.order_by(F("closed_on").desc(nulls_first=True), "-pk").values("pk")[:1]
    found = Meeting.objects.filter(episode=Subquery(current)).select_related("chair", "episode")
    if only_invited(young_person):
        theirs = Invitation.objects.filter(user=user, withdrawn_on__isnull=True).values("meeting")
        found = found.filter(pk__in=theirs, episode__closed_on__isnull=True)
    meeting = found.order_by("-pk").first()
    if meeting is not None:
        meeting.episode.young_person = young_person
    return meeting


def only_invited(young_person: YoungPerson) -> bool:
    """Is an invitation all that ties the reader to a record that came through the door?"""
    return not people_access.may(young_person, Permission.RECORD_VIEW)


def attendance(meeting: Meeting) -> list[Invitation]:
    """Everybody who is asked to the conference, each with `contexts`, the keys of what they can change: one query.

    Ending somebody's access later does not take them out of the record.
    """
    stays = Q(withdrawn_on__isnull=True)
    if meeting.held_on:
        stays |= Q(withdrawn_on__gte=meeting.held_on) & ~Q(attendance="invited")
    rows = meeting.invitations.filter(stays).select_related("agency", "user").annotate(can_change=F("can_influence"))
    people: dict[int, Invitation] = {}
    for row in rows.order_by("pk", "can_change"):
        one = people.setdefault(row.pk, row)
        one.contexts = getattr(one, "contexts", frozenset()) | {row.can_change} - {None}  # type: ignore[attr-defined]
    return list(people.values())


def invitation_of(user: User, meeting: Meeting) -> Invitation:
    """The user's own invitation. Raises NotVisible where they have none."""
    found = meeting.invitations.filter(user=user, withdrawn_on__isnull=True).select_related("agency").first()
    if found is None:
        raise NotVisible
    return found


def attendance_version(meeting: Meeting) -> int:
    """A number that every change to any invitation raises, so that two people who record who came see each other."""
    return meeting.invitations.aggregate(total=Sum("version"))["total"] or 0


# --- Who may chair ----------------------------------------------------------------------------------------------------
def chairs_for(young_person: YoungPerson) -> list[User]:
    """Everybody who may chair a conference about this young person (V09), by name."""
    today = timezone.localdate()
    chairs = User.objects.filter(
        pk__in=_chair_memberships(young_person, today).values("user"), is_active=True
    ).prefetch_related(Prefetch("memberships", Membership.objects.current(), to_attr="held_today"))
    facts = _chair_facts(young_person, list(chairs), today)
    return [chair for chair in chairs if not conference.against_chair(facts[chair.pk])]


def chair_facts(young_person: YoungPerson, chair: User) -> ChairFacts:
    """What `domain.conference.against_chair` needs to know of one person."""
    chair.held_today = list(Membership.objects.current().filter(user=chair))  # type: ignore[attr-defined]
    return _chair_facts(young_person, [chair], timezone.localdate())[chair.pk]


def _chair_memberships(young_person: YoungPerson, today: date) -> QuerySet[Membership]:
    return Membership.objects.current().filter(site=young_person.site_id, role=Role.ROTH_CHAIR.value)


def _chair_facts(young_person: YoungPerson, chairs: Sequence[User], today: date) -> dict[int, ChairFacts]:
    held = Q(ends_on__isnull=True) | Q(ends_on__gte=today)
    workers = set(
        Allocation.objects.filter(held, young_person=young_person, starts_on__lte=today).values_list(
            "worker", flat=True
        )
    )
    conflicted = set(ConflictOfInterest.objects.filter(young_person=young_person).values_list("user", flat=True))
    allowed = set(AllowedPerson.objects.filter(young_person=young_person).values_list("user", flat=True))
    return {
        chair.pk: ChairFacts(
            name=chair.name,
            employers=frozenset(
                each.agency.kind
                for each in chair.held_today  # type: ignore[attr-defined]
                if each.site_id == young_person.site_id and each.role == Role.ROTH_CHAIR.value and chair.is_active
            ),
            allocated=chair.pk in workers,
            manages=any(
                each.site_id == young_person.site_id
                and each.role == Role.TEAM_MANAGER.value
                and young_person.team_id in (None, each.team_id)
                for each in chair.held_today  # type: ignore[attr-defined]
            ),
            may_open=chair.pk not in conflicted and (not young_person.restricted or chair.pk in allowed),
        )
        for chair in chairs
    }


# --- Who can change what ----------------------------------------------------------------------------------------------
def contexts_and_reach(young_person: YoungPerson, episode: Episode) -> tuple[list[WeightedContext], list[AgencyReach]]:
    """The contexts with their agreed weights, and the agencies that can change any of them: one query.

    Before weights are agreed, the contexts that are linked to the young person. Which assessment counts is as
    `assessments.selectors.current_assessment` has it.
    """
    newest = Assessment.objects.filter(episode=episode).order_by("from_census", "-started_on", "-pk").values("pk")[:1]
    agreed = ContextWeight.objects.filter(view="agreed", assessment=Subquery(newest))
    rows = (
        Context.objects.filter(Q(pk__in=agreed.values("context")) | Q(pk__in=links_of(young_person).values("context")))
        .annotate(weight=Subquery(agreed.filter(context=OuterRef("pk")).values("weight")[:1]))
        .values_list("pk", "name", "kind", "weight", "reach__agency", "reach__agency__name")
    )
    contexts, reach, names = {}, defaultdict(set), {}
    weighed = any(row[3] is not None for row in rows)
    for key, name, kind, weight, agency, agency_name in rows:
        if weighed and weight is None:
            continue
        contexts[key] = WeightedContext(key, name, kind, weight)
        if agency is not None:
            reach[agency].add(key)
            names[agency] = agency_name
    found = [AgencyReach(key, names[key], frozenset(reach[key])) for key in sorted(names, key=names.__getitem__)]
    return sorted(contexts.values(), key=lambda one: (-(one.weight or 0), one.name)), found


def invitees(people: Sequence[Invitation]) -> list[Invitee]:
    """Invitations as facts. They come from `attendance`, with agencies and contexts at hand."""
    return [
        Invitee(
            key=one.pk,
            name=one.name,
            role=one.role,
            agency=one.agency_id,
            agency_kind=one.agency.kind if one.agency else "",
            attendance=one.attendance,
            can_influence=one.contexts,  # type: ignore[attr-defined]
            view_on_harm=one.view_on_harm,
            view_on_plan=one.view_on_plan,
        )
        for one in people
    ]


# --- Who may be invited -----------------------------------------------------------------------------------------------
def agencies_of(young_person: YoungPerson) -> list[Agency]:
    """The agencies of the young person's site."""
    return list(Agency.objects.filter(site=young_person.site_id))


def people_of(young_person: YoungPerson) -> list[Membership]:
    """Users of the site who may be invited, each once, with the agency they would come for."""
    current = Membership.objects.current().filter(site=young_person.site_id, user__is_active=True)
    first: dict[int, Membership] = {}
    for each in current.select_related("user", "agency").order_by("user__name", "pk"):
        first.setdefault(each.user_id, each)
    return list(first.values())


def membership_of(user: User, young_person: YoungPerson) -> Membership | None:
    """What a user is at the young person's site today, the first of it."""
    return Membership.objects.current().filter(user=user, site=young_person.site_id).first()
