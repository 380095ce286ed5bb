"""The tray: limits, tasks, decisions, meetings and actions of one user as rows of one form, in one statement.

Each branch names the same columns in the same order; `Row` says what they are. A branch for something new is a
function here and a line in `_BRANCHES`.
"""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import (
    CharField,
    DateField,
    DateTimeField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Left, NullIf, Upper

from roth.accounts.models import User
from roth.accounts.standing import Standing
from roth.contacts.selectors import unfinished
from roth.contacts.selectors import visible_to as contacts_visible_to
from roth.domain.access import Role
from roth.domain.actions import FINISHED, ActionStatus
from roth.domain.pathway import Stage
from roth.meetings import selectors as meetings
from roth.meetings.models import AgencyReport, Invitation, Meeting
from roth.pathway.models import Episode, Section47Enquiry
from roth.pathway.selectors import open_clocks
from roth.people.access import Reader, visible_to
from roth.people.selectors import allocations_on, workers_to_filter
from roth.plans.models import Action, Plan
from roth.prepared import prepared
from roth.voice.selectors import unanswered
from roth.work.models import Task
from roth.work.selectors.parts import asked_of, carried_by, limits_for
from roth.work.tray import Row, Sort

MOST: Final = 2000  # rows that are read: beyond it the page says that there are more
TO_DO: Final = tuple(each.value for each in ActionStatus if each not in FINISHED)
# Stages at which a manager's decision is all that is waited for; at an enquiry, once it is written.
_FOR_THE_MANAGER: Final = tuple(
    stage.value for stage in (Stage.CONTACT, Stage.REFERRAL, Stage.STRATEGY, Stage.PATHWAY_DECISION, Stage.PLAN_ENDED)
)
_FOR_THE_CHAIR: Final = (Stage.CONFERENCE_HELD.value, Stage.REVIEW_HELD.value)
_LONGEST: Final = 200
_ANSWER: Final = frozenset({Role.SOCIAL_WORKER, Role.TEAM_MANAGER, Role.ROTH_CHAIR})

_NO_TEXT: Final = Cast(Value(""), TextField())
_NO_DAY: Final = Cast(Value(None), DateField())
_NO_NUMBER: Final = Cast(Value(None), IntegerField())
_NO_INSTANT: Final = Cast(Value(None), DateTimeField())
Branch = QuerySet[Any, Any]


def rows_for(user: User, today: date, until: date) -> list[Row]:
    """Everything that needs this user, as far ahead as `until`; at most one more than `MOST`."""
    agencies = [place.agency_id for place in user.standing.places if place.role is Role.PARTNER]
    said = {"name": user.name, "agencies": agencies, "until": until, "soon": today + timedelta(days=1)}
    return [Row(*row) for row in _rows(user.standing.shape, **said, **Reader.of(user).values)]


def workers_of(user: User) -> list[tuple[int, str]]:
    """Social workers of the teams that this user manages, by name: one query, and none for anybody else."""
    teams = user.standing.teams_as(Role.TEAM_MANAGER)
    return workers_to_filter(teams) if teams else []


@prepared
def _rows(standing: Standing, /, *, name: Any, agencies: Any, until: Any, soon: Any, **reader: Any) -> Branch:
    who = Reader(standing, **reader)
    first, *others = [each for branch in _BRANCHES for each in branch(who, until)]
    others.append(_actions(who, until, name, agencies))
    return first.union(*others, all=True).order_by(Sort.DUE.value, Sort.KEY.value)[: MOST + 1]


def _clocks(who: Reader, until: Any) -> Iterable[Branch]:
    """Limits that are for the user to meet."""
    running = open_clocks().filter(limits_for(who), due_on__lte=until, episode__young_person__in=visible_to(who))
    yield _columns(
        running,
        who,
        "clock",
        person="episode__young_person",
        due="due_on",
        at="started_at",
        code="rule",
        words=F("count_mode"),
        started="started_on",
        last="limit_on",
        limit="limit_number",
    )


def _tasks(who: Reader, until: Any) -> Iterable[Branch]:
    """Tasks that are for the user. One about nobody's record is theirs to see at their own site."""
    sites = [place.site_id for place in who.standing.places]
    seen = Q(young_person__in=visible_to(who)) | Q(young_person__isnull=True, site__in=sites)
    ahead = Q(due_on__lte=until) | Q(due_on__isnull=True)
    found = Task.objects.filter(asked_of(who), seen, ahead, done_at__isnull=True, not_needed_because="")
    yield _columns(found, who, "task", person="young_person", due="due_on", at="due_at", code="rule", words=F("what"))


def _meetings(who: Reader, until: Any) -> Iterable[Branch]:
    """Conferences to be held that the user has a part in."""
    invited = Invitation.objects.filter(user=who.key, withdrawn_on__isnull=True).values("meeting")
    part = Q(pk__in=invited) | carried_by(who, "episode__young_person__")
    found = meetings.visible_to(who).filter(part).exclude(status="held")
    yield _columns(found, who, "meeting", person="episode__young_person", at="scheduled_at", code="status")


def _reports(who: Reader, until: Any) -> Iterable[Branch]:
    """Reports for a meeting that the user is asked to write."""
    found = AgencyReport.objects.filter(
        invitation__user=who.key,
        invitation__withdrawn_on__isnull=True,
        lodged_at__isnull=True,
        meeting__in=meetings.visible_to(who).filter(status__in=("asked_for", "booked")),
    )
    yield _columns(found, who, "report", person="meeting__episode__young_person", due="due_on")


def _views(who: Reader, until: Any) -> Iterable[Branch]:
    """What a young person or a parent said and nobody has answered, for those who answer for the record."""
    if who.standing.roles & _ANSWER:
        carried = visible_to(who).filter(carried_by(who))
        found = unanswered().filter(young_person__in=carried)
        yield _columns(found, who, "view", person="young_person", code="speaker", started="said_on")


def _decisions(who: Reader, until: Any) -> Iterable[Branch]:
    """Records on which the user decides next: the manager at a step, the chair on a plan."""
    standing, wanted = who.standing, Q(pk__in=[])
    if teams := standing.teams_as(Role.TEAM_MANAGER):
        enquiries = Section47Enquiry.objects.filter(episode=OuterRef("pk"), authorised_on__isnull=True)
        written = Q(Exists(enquiries.exclude(analysis="")), stage=Stage.ENQUIRY.value)
        wanted |= Q(young_person__team__in=teams) & (Q(stage__in=_FOR_THE_MANAGER) | written)
    if Role.ROTH_CHAIR in standing.roles:
        wanted |= Q(stage__in=_FOR_THE_CHAIR, pk__in=Meeting.objects.filter(chair=who.key).values("episode"))
    found = Episode.objects.filter(wanted, closed_on__isnull=True, young_person__in=visible_to(who))
    yield _columns(found, who, "decision", person="young_person", code="stage")


def _contacts(who: Reader, until: Any) -> Iterable[Branch]:
    """Contacts that a manager decides on; accepted ones whose referral is to be written, for the worker who wrote them
    down too."""
    standing = who.standing
    mine = Q(team__in=standing.teams_as(Role.TEAM_MANAGER))
    if Role.SOCIAL_WORKER in standing.roles:
        mine |= Q(recorded_by=who.key) & ~Q(stage=Stage.CONTACT.value)
    if standing.may("contact.record"):
        yield _columns(
            contacts_visible_to(who).filter(unfinished() & mine, decide_by__lte=until),
            who,
            "contact",
            person=None,
            due="decide_by",
            at="received_at",
            code="stage",
            words=Coalesce(NullIf("person_name", Value("")), "place"),
        )


def _untaken(who: Reader, until: Any) -> Iterable[Branch]:
    """Young people whom no team holds yet: a manager takes them in."""
    if sites := who.standing.sites_as(Role.TEAM_MANAGER):
        found = visible_to(who).filter(team__isnull=True, site__in=sites)
        yield _columns(found, who, "untaken", person="")


def _actions(who: Reader, until: Any, name: Any, agencies: Any) -> Branch:
    """Actions to be done that the user owns by name, or their agency does where they are a partner."""
    theirs = Q(owner_agency__in=agencies) | Q(owner=Upper(Cast(name, TextField())))
    plans = Plan.objects.filter(episode__closed_on__isnull=True, episode__young_person__in=visible_to(who))
    found = Action.objects.alias(owner=Upper("owner_name")).filter(
        theirs, status__in=TO_DO, due_on__lte=until, plan__in=plans.exclude(status="ended")
    )
    return _columns(
        found,
        who,
        "action",
        person="plan__episode__young_person",
        due="due_on",
        code="status",
        words=Left("text", _LONGEST),
    )


_BRANCHES: Final[tuple[Callable[[Reader, Any], Iterable[Branch]], ...]] = (
    _clocks,
    _tasks,
    _meetings,
    _reports,
    _views,
    _decisions,
    _contacts,
    _untaken,
)


def _columns(
    found: QuerySet[Any],
    who: Reader,
    kind: str,
    *,
    person: str | None,
    due: str = "",
    at: str = "",
    code: str = "",
    words: Any = _NO_TEXT,
    started: str = "",
    last: str = "",
    limit: str = "",
) -> Branch:
    """The columns of `Row`, in its order. `person` leads to the young person; empty where the row is one; None where it
    is about nobody's record."""
    whose = _whose(who, f"{person}__" if person else "") if person is not None else _NOBODY
    columns: dict[str, Any] = {
        "kind": Value(kind, CharField()),
        "key": F("pk"),
        "due": F(due) if due else _NO_DAY,
        "at": F(at) if at else _NO_INSTANT,
        **whose,
        "code": Cast(F(code), TextField()) if code else _NO_TEXT,
        "words": Cast(words, TextField()),
        "started": F(started) if started else _NO_DAY,
        "last": F(last) if last else _NO_DAY,
        "limit": Cast(F(limit), IntegerField()) if limit else _NO_NUMBER,
    }
    named = {f"of_{name}": column for name, column in columns.items()}
    return found.order_by().annotate(**named).values_list(*named)


def _whose(who: Reader, path: str) -> dict[str, Any]:
    """The columns that name the young person, and whoever is allocated today."""
    held = allocations_on(who.today).filter(young_person=OuterRef(f"{path}pk")).order_by("-starts_on", "-pk")
    return {
        "person": F(f"{path}pk"),
        "chosen": F(f"{path}chosen_name"),
        "given": F(f"{path}given_name"),
        "family": F(f"{path}family_name"),
        "identifier": F(f"{path}la_child_id"),
        "worker": Cast(Subquery(held.values("worker")[:1]), IntegerField()),
    }


_NO_NAME: Final = Value("", CharField())
_NOBODY: Final[dict[str, Any]] = {
    "person": _NO_NUMBER,
    **dict.fromkeys(("chosen", "given", "family", "identifier"), _NO_NAME),
    "worker": _NO_NUMBER,
}
