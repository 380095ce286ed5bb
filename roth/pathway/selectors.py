"""Named reads of episodes: where one is, its line, its clocks, and what is known for its next step. No writing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils import timezone

from roth.accounts.models import User
from roth.domain.calendar import local_date
from roth.domain.pathway import IN_FORCE, Stage, StepFacts, path
from roth.domain.words import day_in_words
from roth.exchange.cin_census.codes import NO_FACTOR
from roth.pathway import addresses
from roth.pathway.clocks import status
from roth.pathway.clocks.present import TONES
from roth.pathway.models import (
    Clock,
    Episode,
    Overlay,
    PathwayDecision,
    Referral,
    Section47Enquiry,
    StageChange,
    StrategyDiscussion,
    TriageDecision,
    Visit,
)
from roth.people.models import YoungPerson
from roth.prepared import prepared

# Under which stage of the line a clock stands. The others run beside it, and stand in the list of clocks.
STAGE_OF_CLOCK: Final = {
    "T01": Stage.REFERRAL,
    "T03": Stage.ASSESSMENT,
    "T11": Stage.CONFERENCE_BOOKED,
    "T27": Stage.CONFERENCE_BOOKED,
    "T19": Stage.PLAN,
    "T23": Stage.PLAN,
}
# What an enquiry says in words of its own, one guard or more for each.
ENQUIRY_PARTS: Final = (
    "contexts_enquired",
    "analysis",
    "protection_by_parents",
    "protection_in_contexts",
    "family_told_on",
    "agencies_told_on",
)

# The last day of each kind of activity. No episode closes before any of them (8565).
LAST_DAYS: Final = {
    "assessed_on": "assessments__authorised_on",
    "enquiry_started_on": "enquiries__started_on",
    "enquiry_conference_on": "enquiries__conference_on",
    "plan_ended_on": "plans__ends_on",
    "cin_plan_ended_on": "cin_plans__ends_on",
    "reviewed_on": "plans__reviews__on",
}


@dataclass(frozen=True, slots=True)
class StageOnLine:
    """One stage as the line shows it: "done", "now" or "ahead", with its day and the clock that runs to it."""

    key: Stage
    name: str
    state: str
    date: str = ""
    href: str = ""
    clock: str = ""
    tone: str = ""
    rule: str = ""
    source: str = ""


# --- Episodes ------------------------------------------------------------------------------------------------------
def current_episode(young_person: YoungPerson) -> Episode | None:
    """The open episode; where there is none, the newest."""
    found = _current_episode.first(person=young_person.pk)
    if found is not None:
        found.young_person = young_person
    return found


@prepared
def _current_episode(*, person: Any) -> QuerySet[Episode]:
    return Episode.objects.filter(young_person=person).order_by(F("closed_on").desc(nulls_first=True), "-pk")[:1]


def episodes_of(young_person: YoungPerson) -> list[Episode]:
    """Every episode, the open one first and then the newest."""
    found = list(
        Episode.objects.filter(young_person=young_person).order_by(F("closed_on").desc(nulls_first=True), "-pk")
    )
    for episode in found:
        episode.young_person = young_person
    return found


def open_episode(young_person: YoungPerson) -> Episode | None:
    """The open episode, if there is one."""
    return Episode.objects.filter(young_person=young_person, closed_on__isnull=True).first()


def stage_changes(episode: Episode) -> list[StageChange]:
    """Every step taken, in order, with who took it."""
    return _stage_changes(episode=episode.pk)


@prepared
def _stage_changes(*, episode: Any) -> QuerySet[StageChange]:
    return StageChange.objects.filter(episode=episode).select_related("by")


# --- Line and clocks -----------------------------------------------------------------------------------------------
def clocks(episode: Episode) -> list[Clock]:
    """The episode's clocks, the soonest first."""
    return _clocks(episode=episode.pk)


@prepared
def _clocks(*, episode: Any) -> QuerySet[Clock]:
    return Clock.objects.filter(episode=episode)


def open_clocks() -> QuerySet[Clock]:
    """Clocks that run, of every episode. Narrow by young people that the reader may see."""
    return Clock.objects.filter(done_on__isnull=True, not_needed_because="", episode__closed_on__isnull=True)


def line(
    episode: Episode,
    today: date,
    *,
    changes: list[StageChange] | None = None,
    running: list[Clock] | None = None,
) -> tuple[StageOnLine, ...]:
    """The stages of an episode as a line, done and to come. Two queries; none where both lists are given."""
    changes = stage_changes(episode) if changes is None else changes
    known = clocks(episode) if running is None else running
    on_stage = {STAGE_OF_CLOCK[clock.rule]: clock for clock in known[::-1] if clock.rule in STAGE_OF_CLOCK}
    entered = _entered(episode, changes)
    stages = path(tuple(stage for stage, _ in entered), Stage.of(episode.stage))
    days = [day for _, day in entered]
    return tuple(
        _on_line(episode, stage, state, days[place] if place < len(days) else None, on_stage.get(stage), today)
        for place, (stage, state) in enumerate(stages)
    )


def _entered(episode: Episode, changes: list[StageChange]) -> list[tuple[Stage, date | None]]:
    """The stages that the episode has had, each with its day. What came before an import is known without its days."""
    changes = [change for change in changes if change.to_stage != Stage.CONTACT]
    begun = changes[0].from_stage if changes else episode.stage
    begun = "" if begun == Stage.CONTACT else begun
    imported = [stage for stage, state in path((), Stage.of(begun)) if state != "ahead"] if begun else []
    before = [(stage, episode.opened_on if stage is Stage.REFERRAL else None) for stage in imported]
    moved = [(Stage.of(change.to_stage), change.on) for change in changes if change.to_stage != change.from_stage]
    return _turned_back([*before, *moved])


def _turned_back(entered: list[tuple[Stage, date | None]]) -> list[tuple[Stage, date | None]]:
    """Each return to a plan in force takes the line back to where it was first: reviews do not make it longer."""
    line: list[tuple[Stage, date | None]] = []
    for stage, day in entered:
        known = [each for each, _ in line]
        if stage in IN_FORCE and stage in known:
            line = line[: known.index(stage)]
        line.append((stage, day))
    return line


def _on_line(
    episode: Episode, stage: Stage, state: str, day: date | None, clock: Clock | None, today: date
) -> StageOnLine:
    where = addresses.of_stage(stage, episode.young_person.ref) if state != "ahead" else ""
    date_ = day_in_words(day, today) if day else ""
    if clock is None:
        return StageOnLine(stage, stage.label, state, date_, where)
    found = status(clock, today)
    deadline = found.deadline
    return StageOnLine(
        stage,
        stage.label,
        state,
        date_,
        where,
        found.sentence,
        TONES[found.state],
        deadline.wording if deadline else "",
        deadline.source if deadline else "",
    )


# --- Facts for a step ----------------------------------------------------------------------------------------------
def step_facts(episode: Episode, *, on: date, **known: Any) -> StepFacts:
    """What the record says for the next step, in two queries at most; `known` is what the step's own form says."""
    [row] = _with_facts(episode=episode.pk, on=on)
    last = {name: row[name] for name in LAST_DAYS}
    facts: dict[str, Any] = {
        "last_activity_on": _latest(row["since"], row["cin_plan_started_on"], *last.values()),
        "enquiry_started_on": last["enquiry_started_on"],
        "enquiry_conference_on": last["enquiry_conference_on"],
        "last_plan_ended_on": _latest(last["plan_ended_on"], last["cin_plan_ended_on"]),
        "cin_plan_started_on": row["cin_plan_started_on"],
        "died_on": row["died_on"],
        "more_than_assessment": row["enquired"] or row["planned"],
        "nothing_found": row["nothing_found"],
        "stage": Stage.of(episode.stage),
        "on": on,
        "opened_on": episode.opened_on,
        "since": row["since"],
        "referral_written": row["referral_written"],
        "activity_recorded": any(
            row[name] for name in ("assessment_authorised", "other_assessment_open", "enquired", "planned")
        ),
        "worker_allocated": row["worker_allocated"],
        "other_assessment_open": row["other_assessment_open"],
        "strategy_held_on": _day(row["strategy_at"]),
        "other_enquiry_open": row["enquiry_open"],
        "assessment_authorised": row["assessment_authorised"],
        "plan_in_force": row["plan_in_force"] or "",
        "plan_started_on": row["plan_started_on"],
        "pathway": episode.pathway,
        "weights_total_100": row["weights"] == 100 and 0 < row["contexts"] == row["contexts_weighed"],
    }
    if episode.stage == Stage.ENQUIRY:
        facts |= _of_enquiry(current_enquiry(episode))
    return StepFacts(**(facts | known))


@prepared
def _with_facts(*, episode: Any, on: Any) -> QuerySet[Episode, dict[str, Any]]:
    """An episode with each fact as a column: one query, however many facts there are."""
    same = Episode.objects.filter(pk=OuterRef("pk"))
    still = Q(young_person__allocations__ends_on__isnull=True) | Q(young_person__allocations__ends_on__gte=on)
    assessed = same.filter(assessments=OuterRef("assessment"))
    agreed = assessed.filter(assessments__weights__view="agreed").values("pk")
    weighed = same.filter(
        assessments=OuterRef("assessment"),
        assessments__weights__view="agreed",
        assessments__contexts__context=F("assessments__weights__context"),
    )
    in_force = same.filter(plans__status="in_force").order_by("-plans__starts_on")
    newest = same.order_by("assessments__from_census", "-assessments__started_on", "-assessments__pk")
    found = Episode.objects.filter(pk=episode).annotate(
        since=Subquery(StageChange.objects.filter(episode=OuterRef("pk")).order_by("-pk").values("on")[:1]),
        referral_written=Exists(Referral.objects.filter(episode=OuterRef("pk")).exclude(concern="")),
        worker_allocated=Exists(same.filter(still, young_person__allocations__isnull=False)),
        enquired=Exists(Section47Enquiry.objects.filter(episode=OuterRef("pk"))),
        enquiry_open=Exists(_open_enquiries().filter(episode=OuterRef("pk"))),
        other_assessment_open=Exists(same.filter(assessments__isnull=False, assessments__authorised_on__isnull=True)),
        assessment=Subquery(newest.values("assessments")[:1]),
        assessment_authorised=Exists(assessed.filter(assessments__authorised_on__isnull=False)),
        strategy_at=Subquery(
            StrategyDiscussion.objects.filter(episode=OuterRef("pk")).order_by("-held_at").values("held_at")[:1]
        ),
        plan_in_force=Subquery(in_force.values("plans__statutory_status")[:1]),
        plan_started_on=Subquery(in_force.values("plans__starts_on")[:1]),
        weights=Subquery(agreed.annotate(total=Sum("assessments__weights__weight")).values("total")),
        contexts=Subquery(_counted(assessed)),
        contexts_weighed=Subquery(_counted(weighed)),
    )
    return found.annotate(**_for_the_census(), **{name: _last(path) for name, path in LAST_DAYS.items()}).values()


def _for_the_census() -> dict[str, Any]:
    """What the census's rules ask of one plan beside another, and of a reason for closing (`domain.census_rules`)."""
    same = Episode.objects.filter(pk=OuterRef("pk"))
    going = same.filter(cin_plans__isnull=False, cin_plans__ends_on__isnull=True).order_by("-cin_plans__starts_on")
    return {
        "planned": Exists(same.filter(Q(plans__isnull=False) | Q(cin_plans__isnull=False))),
        "cin_plan_started_on": Subquery(going.values("cin_plans__starts_on")[:1]),
        "died_on": F("young_person__died_on"),
        "nothing_found": Exists(same.filter(assessments__factors__code=NO_FACTOR)),
    }


def _last(path: str) -> Subquery:
    same = Episode.objects.filter(pk=OuterRef("pk"), **{f"{path}__isnull": False})
    return Subquery(same.order_by(f"-{path}").values(path)[:1])


def _latest(*days: date | None) -> date | None:
    return max((day for day in days if day), default=None)


def first_days(episode: Episode, paths: Iterable[str]) -> dict[str, date | None]:
    """The first day at each of these paths from the episode."""
    return Episode.objects.filter(pk=episode.pk).aggregate(**{path: Min(path) for path in paths})


def found_nothing(episode: Episode) -> bool:
    """Whether an assessment of the episode found none of the national factors."""
    return Episode.objects.filter(pk=episode.pk, assessments__factors__code=NO_FACTOR).exists()


def _counted(episodes: QuerySet[Episode]) -> QuerySet[Any, Any]:
    """How many assessed contexts these rows join."""
    return episodes.values("pk").annotate(number=Count("assessments__contexts", distinct=True)).values("number")


def _open_enquiries() -> QuerySet[Section47Enquiry]:
    """Enquiries that nobody has finished: not authorised, and (for imported ones) no conference or reason for none."""
    return Section47Enquiry.objects.filter(
        authorised_on__isnull=True, conference_on__isnull=True, conference_not_required=False
    )


def _of_enquiry(enquiry: Section47Enquiry | None) -> dict[str, Any]:
    if enquiry is None:
        return {}
    return {
        "young_person_seen": enquiry.seen_on is not None,
        "not_seen_reason": enquiry.not_seen_reason,
        "wishes_recorded": bool(enquiry.wishes_and_feelings),
        "enquiry_written": frozenset(part for part in ENQUIRY_PARTS if getattr(enquiry, part)),
        "enquiry_authorised": enquiry.authorised_on is not None,
        "other_enquiry_open": False,
    }


def _day(at: datetime | None) -> date | None:
    return local_date(at) if at else None


def allocated_worker(episode: Episode) -> User | None:
    """The social worker who is allocated now."""
    young_person = episode.young_person
    held = young_person.allocations.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=timezone.localdate()))
    found = held.select_related("worker").first()
    return found.worker if found else None


# --- Beside the pathway --------------------------------------------------------------------------------------------
def overlays_of(young_person: YoungPerson) -> list[Overlay]:
    """What goes on and went on beside the pathway, the newest first, with what is known of being missing."""
    found = Overlay.objects.filter(young_person=young_person)
    return list(found.select_related("recorded_by", "missing"))


def overlay_of(young_person: YoungPerson, number: int) -> Overlay | None:
    """One overlay of this young person."""
    return Overlay.objects.filter(young_person=young_person, pk=number).select_related("missing").first()


def visits_of(young_person: YoungPerson) -> list[Visit]:
    """The last twenty visits to this young person, the newest first."""
    return list(Visit.objects.filter(episode__young_person=young_person)[:20])


# --- The records of each step --------------------------------------------------------------------------------------
def referral_of(episode: Episode) -> Referral | None:
    """The referral that opened the episode, with who recorded it."""
    return Referral.objects.filter(episode=episode).select_related("recorded_by").first()


def strategy_discussions(episode: Episode) -> QuerySet[StrategyDiscussion]:
    """Every strategy discussion of the episode, the first one first."""
    return StrategyDiscussion.objects.filter(episode=episode).select_related("chair", "recorded_by")


def current_enquiry(episode: Episode) -> Section47Enquiry | None:
    """The enquiry that is open, or the last one."""
    found = Section47Enquiry.objects.filter(episode=episode).select_related(
        "lead_worker", "recorded_by", "authorised_by"
    )
    return found.order_by(F("authorised_on").desc(nulls_first=True), "-started_on", "-pk").first()


def last_enquiry_day(episode: Episode) -> date | None:
    """The day on which the newest enquiry of the episode began."""
    return Section47Enquiry.objects.filter(episode=episode).aggregate(day=Max("started_on"))["day"]


def strategy_discussion(young_person: YoungPerson, number: int) -> StrategyDiscussion | None:
    """One strategy discussion of this young person, whichever episode it belongs to."""
    found = StrategyDiscussion.objects.filter(episode__young_person=young_person, pk=number)
    return found.select_related("chair", "recorded_by").first()


def triage_of(episode: Episode) -> TriageDecision | None:
    """What was decided after the referral."""
    return TriageDecision.objects.filter(referral__episode=episode).select_related("decided_by").first()


def clock_of(young_person: YoungPerson, number: int) -> Clock | None:
    """One clock of this young person."""
    return Clock.objects.filter(episode__young_person=young_person, pk=number).select_related("episode").first()


def pathway_decision(episode: Episode) -> PathwayDecision | None:
    """The last pathway decision, with its answers."""
    found = PathwayDecision.objects.filter(episode=episode).select_related("chair_consulted", "decided_by")
    return found.prefetch_related("answers").last()
