"""What records say that may call for a notification: for each sort of fact one statement, for all records at once.

What a fact calls for, and when, is `domain.notifications`. A source for something new is a function here, with its
triggers, and a line in `SOURCES`; `tests/architecture` holds that every kind that does not wait has one.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Final

from django.db.models import Count, Max, Min
from django.urls import reverse

from roth.accounts.models import Site
from roth.audit.kinds import Kind as Deed
from roth.audit.models import Event
from roth.contexts.models import ContextLink
from roth.domain.actions import LIVE
from roth.domain.calendar import add_months, local_date
from roth.domain.findings import STARTING_LIMITS
from roth.domain.notifications import Fact
from roth.domain.notifications.due import NEWS_DAYS
from roth.domain.shares import individual_load
from roth.meetings.models import Meeting
from roth.pathway.models import StageChange
from roth.pathway.selectors import open_clocks
from roth.people.models import Allocation, ElevatedAccess, YoungPerson
from roth.people.selectors import allocations_on
from roth.plans.models import Action, Plan
from roth.timetable.selectors import news_since
from roth.work.models import CpisNotice
from roth.work.selectors.found import Found, Reading, begins
from roth.work.selectors.from_contacts import CONTACT_TRIGGERS, contacts
from roth.work.selectors.from_disagreements import complaints, dissents
from roth.work.selectors.from_meetings import clashes, exclusions, meetings_ahead, reports
from roth.work.selectors.from_overlays import OVERLAY_TRIGGERS, overlays, visits
from roth.work.selectors.recipients import NOBODY, People
from roth.work.selectors.tray import TO_DO

CLUSTER, CLUSTER_DAYS = 3, 90
MANY_RECORDS, MANY_WITHIN = 60, timedelta(hours=1)
COMES_OF_AGE = 18 * 12
UNTIL_RAISED = timedelta(days=21)  # those next in line hear up to five working days after what has happened
SOON = timedelta(days=45)  # further ahead nothing is told yet: thirty working days are six weeks


Source = Callable[[Reading], Iterable[Found]]


def reading(now: datetime, people: People) -> Reading:
    """A reading of everything at this instant."""
    return Reading(now, local_date(now), people, now - timedelta(days=NEWS_DAYS))


def everything(found: Reading) -> Iterator[Found]:
    """Every fact of every source."""
    for source, _ in SOURCES:
        yield from source(found)


# --- From dates ------------------------------------------------------------------------------------------------------
def _clocks(read: Reading) -> Iterator[Found]:
    """Every limit that runs. That of the initial conference also says whether a day is booked, and within it."""
    booked = dict(
        Meeting.objects.filter(episode__closed_on__isnull=True, held_on__isnull=True)
        .exclude(status="cancelled")
        .values("episode")
        .annotate(first=Min("scheduled_at"))
        .values_list("episode", "first")
    )
    rows = open_clocks().values_list(
        "pk", "rule", "started_on", "due_on", "limit_on", "due_at", "episode", "episode__young_person"
    )
    for key, rule, start, due, limit, due_at, episode, person in rows.iterator(chunk_size=5000):
        so = _of_conference(booked.get(episode), limit) if rule == "T11" else frozenset()
        fact = Fact(f"clock.{rule}", f"clock:{key}", start, due, limit, due_at, so=so)
        yield Found(fact, read.at_site_of(person), person)


def _of_conference(at: datetime | None, limit: date) -> frozenset[str]:
    if at is None:
        return frozenset({"not_booked", "no_day_in_time"})
    return frozenset({"no_day_in_time"}) if local_date(at) > limit else frozenset()


def _actions(read: Reading) -> Iterator[Found]:
    """Actions of plans that are not done, with whoever owns them: the agency's invited partners, or ours."""
    plans = Plan.objects.filter(episode__closed_on__isnull=True).exclude(status="ended")
    rows = Action.objects.filter(status__in=TO_DO, due_on__lte=read.today, plan__in=plans).values_list(
        "pk", "due_on", "owner_agency", "owner_type", "plan__episode__young_person"
    )
    for key, due, agency, owner_type, person in rows:
        partners = read.people.agency_people[agency] & read.people.invited[person] if agency else set()
        owners = partners or (read.people.workers[person] if owner_type == "csc" else NOBODY)
        yield Found(
            Fact("action.open", f"action:{key}", due_on=due), read.at_site_of(person), person, frozenset(owners)
        )


def _plans(read: Reading) -> Iterator[Found]:
    """Plans in force, by the day they began."""
    rows = Plan.objects.filter(status="in_force", episode__closed_on__isnull=True, starts_on__isnull=False)
    for key, start, person in rows.values_list("pk", "starts_on", "episode__young_person"):
        yield Found(Fact("plan.in_force", f"plan:{key}", start_on=start), read.at_site_of(person), person)


def _loads(read: Reading) -> Iterator[Found]:
    """Plans changed in the last days that ask most of the young person or the parents (V06)."""
    targets: dict[tuple[int, int], list[str]] = defaultdict(list)
    newest: dict[int, datetime] = {}
    rows = Action.objects.filter(plan__episode__closed_on__isnull=True, status__in=[each.value for each in LIVE])
    changed = Plan.objects.filter(actions__entered_at__gte=read.news).exclude(status="ended")
    for plan, target, entered, person in rows.filter(plan__in=changed).values_list(
        "plan", "target", "entered_at", "plan__episode__young_person"
    ):
        targets[plan, person].append(target)
        newest[plan] = max(entered, newest.get(plan, entered))
    for (plan, person), aims in targets.items():
        load = individual_load(aims)
        if load.numerator * 100 > STARTING_LIMITS.individual_load * load.denominator:
            fact = Fact("plan.individual_load", f"plan:{plan}:load", happened_at=newest[plan])
            yield Found(fact, read.at_site_of(person), person)


def _birthdays(read: Reading) -> Iterator[Found]:
    """Young people between 17 and a half and a little over 18."""
    oldest, youngest = add_months(read.today, -COMES_OF_AGE) - SOON, add_months(read.today, -COMES_OF_AGE + 6)
    rows = YoungPerson.objects.filter(
        born_on__gte=oldest, born_on__lte=youngest, died_on__isnull=True, episodes__closed_on__isnull=True
    )
    for key, site, born in rows.values_list("pk", "site", "born_on"):
        if born:
            yield Found(Fact("born", f"person:{key}", due_on=add_months(born, COMES_OF_AGE)), site, key)


def _links(read: Reading) -> Iterator[Found]:
    """Links to contexts that are to be looked at again."""
    rows = ContextLink.objects.filter(
        review_on__lte=read.today + SOON, ends_on__isnull=True, young_person__episodes__closed_on__isnull=True
    )
    for key, review, person in rows.values_list("pk", "review_on", "young_person"):
        yield Found(Fact("link.review", f"link:{key}", due_on=review), read.at_site_of(person), person)


# --- From what has happened ------------------------------------------------------------------------------------------
def _steps(read: Reading) -> Iterator[Found]:
    """Steps of the pathway of the last days that somebody is told of at once."""
    rows = StageChange.objects.filter(transition="C07", at__gte=read.news)
    for key, at, person in rows.values_list("pk", "at", "episode__young_person"):
        yield Found(Fact("step.C07", f"step:{key}", happened_at=at), read.at_site_of(person), None)


def _allocations(read: Reading) -> Iterator[Found]:
    """Allocations that took over from another, and records whose allocation has ended with nobody after."""
    since = read.today - timedelta(days=NEWS_DAYS)
    open_ = Allocation.objects.filter(young_person__episodes__closed_on__isnull=True)
    first = dict(
        open_.values("young_person").annotate(first=Min("pk"), last=Max("ends_on")).values_list("young_person", "first")
    )
    for key, start, person in open_.filter(starts_on__gte=since).values_list("pk", "starts_on", "young_person"):
        if first[person] != key:
            fact = Fact("allocation.changed", f"allocation:{key}", happened_at=begins(start), seen=True)
            yield Found(fact, read.at_site_of(person), person)
    held = allocations_on(read.today).values("young_person")
    ended = open_.filter(ends_on__gte=read.today - UNTIL_RAISED, ends_on__lt=read.today).exclude(young_person__in=held)
    for person, last in ended.values("young_person").annotate(last=Max("ends_on")).values_list("young_person", "last"):
        fact = Fact("allocation.none", f"person:{person}:{last:%Y%m%d}", happened_at=begins(last + timedelta(days=1)))
        yield Found(fact, read.at_site_of(person), person)


def _elevations(read: Reading) -> Iterator[Found]:
    """Elevated accesses that were taken."""
    rows = ElevatedAccess.objects.filter(starts_at__gte=read.news)
    for key, at, site in rows.values_list("pk", "starts_at", "young_person__site"):
        yield Found(Fact("access.elevated", f"elevation:{key}", happened_at=at), site)


def _trail(read: Reading) -> Iterator[Found]:
    """Exports, and one person opening very many records within an hour."""
    sites = {code: key for key, code in _sites()}
    exports = Event.objects.filter(kind=Deed.EXPORTED.value, at__gte=read.news)
    for number, at, site in exports.values_list("number", "at", "site"):
        if site in sites:
            yield Found(Fact("access.export", f"event:{number}", happened_at=at), sites[site])
    opened = Event.objects.filter(kind__in=(Deed.READ.value, Deed.READ_ELEVATED.value), at__gte=read.now - MANY_WITHIN)
    many = opened.values("actor", "site").annotate(records=Count("record", distinct=True), first=Max("at"))
    for row in many.filter(records__gte=MANY_RECORDS).values_list("actor", "site", "first"):
        actor, site, at = row
        if site in sites:
            key = f"{actor}:{at.astimezone(UTC):%Y%m%d}"  # once a day, however long it goes on
            yield Found(Fact("access.many", key, happened_at=at), sites[site])


def _sites() -> Iterable[tuple[int, str]]:
    return Site.objects.values_list("pk", "code")


def _clusters(read: Reading) -> Iterator[Found]:
    """Places of which three or more young people's links speak within ninety days. The newest one makes it news."""
    since = read.today - timedelta(days=CLUSTER_DAYS)
    links = ContextLink.objects.filter(starts_on__gte=since, meaning__in=("harm", "both"), context__isnull=False)
    groups = links.values("context", "context__site").annotate(
        many=Count("young_person", distinct=True), newest=Max("starts_on"), last=Max("pk")
    )
    for row in groups.filter(many__gte=CLUSTER, newest__gte=read.today - UNTIL_RAISED):
        fact = Fact("context.cluster", f"context:{row['context']}:{row['last']}", happened_at=begins(row["newest"]))
        yield Found(fact, row["context__site"], link=reverse("contexts:context", args=(f"CX-{row['context']:04d}",)))


def _rules(read: Reading) -> Iterator[Found]:
    """Limits, ways of counting and bank holidays that have changed: of one site, or of all."""
    sites = [key for key, _ in _sites()]
    for news in news_since(read.news):
        for site in [news.site_id] if news.site_id else sites:
            yield Found(Fact("rules.changed", f"rules:{news.key}:{site}", happened_at=news.at), site)


def _cpis(read: Reading) -> Iterator[Found]:
    """Notices that a health service looked a plan up."""
    rows = CpisNotice.objects.filter(recorded_at__gte=read.news)
    for key, at, person in rows.values_list("pk", "recorded_at", "young_person"):
        yield Found(Fact("cpis.accessed", f"cpis:{key}", happened_at=at), read.at_site_of(person), person)


CLOCKS: Final = frozenset(
    f"clock.{rule}" for rule in ("T01", "T03", "T10", "T11", "T17", "T18", "T19", "T20", "T22", "T23", "T24", "T28")
)
# Each source with the triggers that it gives.
SOURCES: Final[tuple[tuple[Source, frozenset[str]], ...]] = (
    (_clocks, CLOCKS),
    (_actions, frozenset({"action.open"})),
    (_plans, frozenset({"plan.in_force"})),
    (_loads, frozenset({"plan.individual_load"})),
    (_birthdays, frozenset({"born"})),
    (_links, frozenset({"link.review"})),
    (_rules, frozenset({"rules.changed"})),
    (meetings_ahead, frozenset({"meeting.ahead"})),
    (reports, frozenset({"report.asked_for"})),
    (exclusions, frozenset({"exclusion.late"})),
    (clashes, frozenset({"meeting.clash"})),
    (overlays, OVERLAY_TRIGGERS),
    (contacts, CONTACT_TRIGGERS),
    (dissents, frozenset({"dissent.stage"})),
    (complaints, frozenset({"complaint.stage"})),
    (visits, frozenset({"visits.not_alone_twice"})),
    (_steps, frozenset({"step.C07"})),
    (_allocations, frozenset({"allocation.changed", "allocation.none"})),
    (_elevations, frozenset({"access.elevated"})),
    (_trail, frozenset({"access.many", "access.export"})),
    (_clusters, frozenset({"context.cluster"})),
    (_cpis, frozenset({"cpis.accessed"})),
)
CONNECTED: Final = frozenset(trigger for _, triggers in SOURCES for trigger in triggers)
