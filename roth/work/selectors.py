"""What needs one user now: clocks, meetings, actions, records that wait, notices. Each is one query with a ceiling.

Every list starts from `people.access.visible_to`. Words belong in `present`.
"""

from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast, Upper

from roth.accounts.models import User
from roth.accounts.standing import Standing
from roth.domain.access import Role
from roth.domain.actions import ActionStatus
from roth.domain.pathway import Stage
from roth.meetings.models import Invitation, Meeting
from roth.meetings.selectors import listed_for, upcoming
from roth.pathway.models import Clock, Section47Enquiry
from roth.pathway.selectors import open_clocks
from roth.people.access import Reader, visible_to
from roth.people.models import YoungPerson
from roth.people.selectors import allocations_on
from roth.plans.models import Action, Plan
from roth.prepared import prepared
from roth.work.models import Notice

LISTED: Final = 15  # of each kind; the page says where the rest is
NOTICES: Final = 6
CLOCKS_AHEAD: Final = timedelta(days=7)
ACTIONS_AHEAD: Final = timedelta(days=14)
_TO_DO: Final = tuple(each.value for each in ActionStatus if each not in (ActionStatus.DONE, ActionStatus.DROPPED))
_FOR_THE_MANAGER: Final = (Stage.REFERRAL.value, Stage.STRATEGY.value, Stage.PATHWAY_DECISION.value)


def clocks_for(user: User, today: date) -> list[Clock]:
    """Clocks of the records that this user carries, late or due within a week, the latest first."""
    return _clocks(user.standing.shape, until=today + CLOCKS_AHEAD, **Reader.of(user).values)


@prepared
def _clocks(standing: Standing, /, *, until: Any, **reader: Any) -> QuerySet[Clock]:
    who = Reader(standing, **reader)
    carried = visible_to(who).filter(_carried_by(who))
    running = open_clocks().filter(due_on__lte=until, episode__young_person__in=carried)
    return running.select_related("episode__young_person").order_by("due_on", "pk")[: LISTED + 1]


def _carried_by(who: Reader) -> Q:
    """Of those whom a user may know of, whose steps do they answer for? A quality lead reads, and carries nobody."""
    standing = who.standing
    allocated = allocations_on(who.today).filter(worker=who.key)
    carried = Q(team__in=standing.teams_as(Role.TEAM_MANAGER))
    if Role.SOCIAL_WORKER in standing.roles:
        carried |= Q(pk__in=allocated.values("young_person"))
    if Role.ROTH_CHAIR in standing.roles:
        carried |= Q(pk__in=Meeting.objects.filter(chair=who.key).values("episode__young_person"))
    if sites := standing.sites_as(Role.CONFERENCE_COORDINATOR):
        to_hold = Meeting.objects.exclude(status="held").values("episode__young_person")
        carried |= Q(site__in=sites, pk__in=to_hold)
    return carried


def meetings_for(user: User) -> list[Meeting]:
    """Conferences to be held that this user has a part in, the next first."""
    return _meetings(user.standing.shape, **Reader.of(user).values)


@prepared
def _meetings(standing: Standing, /, **reader: Any) -> QuerySet[Meeting]:
    who = Reader(standing, **reader)
    invited = Invitation.objects.filter(user=who.key, withdrawn_on__isnull=True).values("meeting")
    carried = YoungPerson.objects.filter(_carried_by(who))  # `listed_for` keeps out what they may not know of
    part = Q(pk__in=invited) | Q(episode__young_person__in=carried)
    return upcoming(listed_for(who)).filter(part)[: LISTED + 1]


def actions_for(user: User, today: date) -> list[Action]:
    """Actions still to be done that this user owns by name, or their agency does where they are a partner."""
    agencies = [place.agency_id for place in user.standing.places if place.role is Role.PARTNER]
    said = {"name": user.name, "agencies": agencies, "until": today + ACTIONS_AHEAD}
    return _actions(user.standing.shape, **said, **Reader.of(user).values)


@prepared
def _actions(standing: Standing, /, *, name: Any, agencies: Any, until: Any, **reader: Any) -> QuerySet[Action]:
    seen = visible_to(Reader(standing, **reader))
    theirs = Q(owner_agency__in=agencies) | Q(owner=Upper(Cast(name, TextField())))
    plans = Plan.objects.filter(episode__closed_on__isnull=True, episode__young_person__in=seen)
    found = Action.objects.alias(owner=Upper("owner_name")).filter(
        theirs,
        status__in=_TO_DO,
        due_on__lte=until,
        plan__in=plans.exclude(status="ended"),
    )
    return found.select_related("plan__episode__young_person").order_by("due_on", "pk")[: LISTED + 1]


def waiting_for(user: User) -> list[YoungPerson]:
    """Records on which this user decides next, each with `open_stage`: those of their team, then those of no team."""
    return _waiting(user.standing.shape, **Reader.of(user).values)


@prepared
def _waiting(standing: Standing, /, **reader: Any) -> QuerySet[YoungPerson]:
    who, wanted = Reader(standing, **reader), Q(pk__in=[])
    if sites := standing.sites_as(Role.TEAM_MANAGER):
        written = Section47Enquiry.objects.filter(episode=OuterRef("now"), authorised_on__isnull=True).exclude(
            analysis=""
        )
        decides = Q(now__stage__in=_FOR_THE_MANAGER) | Q(Exists(written), now__stage=Stage.ENQUIRY.value)
        wanted |= Q(team__in=standing.teams_as(Role.TEAM_MANAGER)) & decides
        wanted |= Q(team__isnull=True, site__in=sites)
    if Role.ROTH_CHAIR in standing.roles:
        chaired = Meeting.objects.filter(chair=who.key).values("episode")
        wanted |= Q(now__stage=Stage.CONFERENCE_HELD.value, now__in=chaired)
    found = (
        visible_to(who)
        .annotate(now=FilteredRelation("episodes", condition=Q(episodes__closed_on__isnull=True)))
        .filter(wanted)
        .annotate(open_stage=F("now__stage"))
    )
    return found.order_by(F("team").asc(nulls_last=True), "now__opened_on", "pk")[: LISTED + 1]


def notices_of(user: User) -> list[Notice]:
    """The user's notices: unread first, then the newest."""
    return _notices(user=user.pk)


@prepared
def _notices(*, user: Any) -> QuerySet[Notice]:
    return Notice.objects.filter(user=user).order_by(F("read_at").asc(nulls_first=True), "-at", "-pk")[:NOTICES]


def notice_of(user: User, number: int) -> Notice | None:
    """One of the user's own notices."""
    return Notice.objects.filter(user=user, pk=number).first()
