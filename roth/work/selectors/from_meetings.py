"""What meetings say that may call for a notification: who comes, reports, who is kept out, who must not meet."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, time, timedelta

from django.db.models import F, Q

from roth.domain.calendar import ENGLAND_AND_WALES, local_date
from roth.domain.conference import Invitee
from roth.domain.meetings import kind_of, quorum_forecast, too_near
from roth.domain.notifications import Fact
from roth.domain.notifications.due import LONDON
from roth.meetings.models import AgencyReport, Exclusion, Invitation, KeptApart, Meeting
from roth.work.selectors.found import Found, Reading

AHEAD = timedelta(days=45)
LATE_EXCLUSION = 3  # working days before the meeting (T15)
_OPEN = ("asked_for", "booked")


def meetings_ahead(read: Reading) -> Iterator[Found]:
    """Meetings with a day to come: whether somebody declined without a deputy, and whether enough are expected."""
    ahead = Meeting.objects.filter(status="booked", scheduled_at__gte=read.now, scheduled_at__lte=read.now + AHEAD)
    people: dict[int, list[Invitee]] = defaultdict(list)
    alone: set[int] = set()  # meetings to which somebody will not come and sends nobody
    rows = Invitation.objects.filter(meeting__in=ahead, withdrawn_on__isnull=True).values_list(
        "pk", "meeting", "role", "agency", "agency__kind", "attendance", "deputy_name", "deputies"
    )
    for key, meeting, role, agency, kind, attendance, deputy, sent in rows:
        people[meeting].append(Invitee(key, "", role, agency, kind or "", attendance))
        if attendance == "declined" and not deputy and sent is None:
            alone.add(meeting)
    for key, kind, at, person in ahead.values_list("pk", "kind", "scheduled_at", "episode__young_person"):
        so = {"declined"} if key in alone else set()
        if not quorum_forecast(kind_of(kind), people[key], frozenset(), ()).holds:
            so.add("quorum_failing")
        if so and at:
            fact = Fact("meeting.ahead", f"meeting:{key}", due_on=local_date(at), so=frozenset(so))
            yield Found(fact, read.at_site_of(person), person)


def reports(read: Reading) -> Iterator[Found]:
    """Reports that were asked for: not lodged yet, or lodged and not shared with the family nor a reason given."""
    rows = AgencyReport.objects.filter(meeting__status__in=_OPEN, due_on__isnull=False).values_list(
        "pk",
        "due_on",
        "limit_on",
        "lodged_at",
        "invitation__user",
        "meeting__episode__young_person",
        "shared_with_parents_on",
        "not_shared_with_parents",
        "shared_with_young_person_on",
        "not_shared_with_young_person",
    )
    for key, due, limit, lodged, user, person, *shared in rows:
        so = set() if lodged else {"not_lodged"}
        if lodged and not (any(shared[:2]) and any(shared[2:])):
            so.add("not_shared")
        if so:
            fact = Fact("report.asked_for", f"report:{key}", due_on=due, limit_on=limit, so=frozenset(so))
            owners = frozenset({user}) if user else frozenset()
            yield Found(fact, read.at_site_of(person), person, owners)


def exclusions(read: Reading) -> Iterator[Found]:
    """Requests to keep somebody out that came less than three working days before, and are not decided."""
    rows = Exclusion.objects.filter(
        ruling="", meeting__status="booked", meeting__scheduled_at__gte=read.now, asked_on__gte=read.news.date()
    ).values_list("pk", "asked_on", "meeting__scheduled_at", "meeting__episode__young_person")
    for key, asked, at, person in rows:
        if at and ENGLAND_AND_WALES.working_days_between(asked, local_date(at)) < LATE_EXCLUSION:
            happened = datetime.combine(asked, time(0), LONDON)
            fact = Fact("exclusion.late", f"exclusion:{key}", happened_at=happened)
            yield Found(fact, read.at_site_of(person), person)


def clashes(read: Reading) -> Iterator[Found]:
    """Booked meetings of two who must not meet, too near in hour or place. Each is told of its own meeting alone."""
    pairs = list(
        KeptApart.objects.filter(
            Q(ended_on__isnull=True) | Q(ended_on__gt=read.today), starts_on__lte=read.today
        ).values_list("first", "second")
    )
    people = {person for pair in pairs for person in pair}
    booked: dict[int, list[Meeting]] = defaultdict(list)
    for meeting in (
        Meeting.objects.filter(status="booked", scheduled_at__gte=read.now, episode__young_person__in=people)
        .annotate(about=F("episode__young_person"))
        .order_by("pk")
        if people
        else ()
    ):
        booked[meeting.about].append(meeting)
    for first, second in pairs:
        for one in booked[first]:
            for other in booked[second]:
                if one.slot and other.slot and too_near(one.slot, other.slot):
                    yield from (_clash(read, each, person) for each, person in ((one, first), (other, second)))


def _clash(read: Reading, meeting: Meeting, person: int) -> Found:
    at = meeting.scheduled_at or read.now
    key = f"meeting:{meeting.pk}:{at:%Y%m%d%H%M}"
    return Found(Fact("meeting.clash", key, happened_at=read.now), read.at_site_of(person), person)
