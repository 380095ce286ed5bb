"""Makes the large data set that `make bench` measures on: rows in bulk and not through actions, to be quick.

10,000 young people in one site, each with an open episode, an assessment, a plan in force and ten actions.
"""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import transaction

from roth.accounts.models import Agency, Membership, Site, Team, User
from roth.assessments.models import Assessment, ContextWeight, Dynamic, Need, Strength, SystemChallenge
from roth.contexts.models import Context, ContextLink, Reach
from roth.domain.access import Role
from roth.meetings.models import Invitation, Meeting
from roth.pathway.models import Clock, Episode, Referral, StageChange
from roth.people.models import Allocation, YoungPerson
from roth.plans.models import Action, Goal, Measure, Plan

TODAY = date.today()
NOW = datetime.now(UTC)
FIRST = "Ada Ben Cleo Dev Esme Finn Gita Hal Ines Jude Kofi Lena Milo Nour Otis Priya Quin Rosa Sami Tess"
LAST = "Abbott Bello Castle Dray Ekuba Farrow Grange Hollis Iqbal Jessop Kaur Lund Moss Nwosu Ode Pell Rana"
# One action in forty speaks of each: words that some plans hold, beside those that every plan holds.
ABOUT = (
    "archery basketball boxing brass ceramics chess choir climbing cookery cricket cycling drama drumming fencing "
    "fishing gardening guitar hockey judo karate knitting lacrosse mechanics mosaics netball orienteering painting "
    "photography printing rowing rugby running sailing skating sewing swimming tennis textiles woodwork yoga"
)
TARGETS = ("place", "peer_group", "school", "young_person_need", "family_support", "young_person_behaviour", "process")


def in_batches(model: Any, rows: list[Any]) -> list[Any]:
    """Insert many rows and give them back with their keys."""
    return model.objects.bulk_create(rows, batch_size=5000)


def staff(site: Site, agency: Agency, teams: list[Team], workers: int) -> tuple[list[User], list[User], User]:
    """Social workers, a manager for each team, and a chair."""
    names = [f"Worker {n}" for n in range(workers)] + [f"Manager {n}" for n in range(len(teams))] + ["Chair"]
    users = in_batches(
        User, [User(email=f"bench{n}@example.org", name=name, joined_on=TODAY) for n, name in enumerate(names)]
    )
    for user in users:
        user.set_unusable_password()
    sw, tm, chair = users[:workers], users[workers:-1], users[-1]
    rows = [(user, Role.SOCIAL_WORKER, teams[n % len(teams)]) for n, user in enumerate(sw)]
    rows += [(user, Role.TEAM_MANAGER, teams[n]) for n, user in enumerate(tm)]
    rows.append((chair, Role.ROTH_CHAIR, None))
    in_batches(
        Membership,
        [
            Membership(user=user, site=site, agency=agency, team=team, role=role, starts_on=TODAY - timedelta(400))
            for user, role, team in rows
        ],
    )
    return sw, tm, chair


@transaction.atomic
def make(young_people: int = 10_000, actions_each: int = 10) -> Iterator[str]:
    """Fill an empty database, saying after each part what has been made."""
    dice = random.Random(7)
    site = Site.objects.create(code="bench", name="Bench Borough")
    agency = Agency.objects.create(site=site, name="Children's social care", kind="social_care")
    teams = in_batches(Team, [Team(site=site, name=f"Team {n:02d}") for n in range(20)])
    sw, _, chair = staff(site, agency, teams, 200)
    kinds = ("park_open_space", "school_education", "peer_group", "route_transport", "online_space", "shop_business")
    contexts = in_batches(
        Context,
        [
            Context(
                site=site, kind=kinds[n % 6], name=f"Invented place {n:03d}", opened_on=TODAY, looked_after_by="Staff"
            )
            for n in range(300)
        ],
    )
    in_batches(
        Reach,
        [
            Reach(
                context=c, agency=agency, through="Manager", can_change="Staffing", recorded_by=chair, recorded_on=TODAY
            )
            for c in contexts
        ],
    )
    yield "staff and contexts"
    people = in_batches(YoungPerson, [_person(site, teams, dice, n) for n in range(young_people)])
    in_batches(
        Allocation,
        [
            Allocation(young_person=yp, worker=sw[n % len(sw)], starts_on=TODAY - timedelta(200))
            for n, yp in enumerate(people)
        ],
    )
    _words(people)
    yield f"{young_people} young people"
    episodes = in_batches(Episode, [_episode(yp, dice) for yp in people])
    in_batches(Referral, [_referral(e) for e in episodes])
    in_batches(
        StageChange,
        [StageChange(episode=e, transition="C18", to_stage="plan", on=TODAY - timedelta(40), at=NOW) for e in episodes],
    )
    in_batches(Clock, [clock for e in episodes for clock in _clocks(e)])
    yield "episodes and clocks"
    yield from _assess_and_plan(people, episodes, contexts, agency, chair, sw, dice, actions_each)


def _words(people: list[YoungPerson]) -> None:
    """The search index, by the same function that the actions use."""
    from roth.people import search

    search.index(people)


def _person(site: Site, teams: list[Team], dice: random.Random, n: int) -> YoungPerson:
    given, family = dice.choice(FIRST.split()), f"{dice.choice(LAST.split())}{n:05d}"
    return YoungPerson(
        site=site,
        team=teams[n % len(teams)],
        la_child_id=f"B{n:06d}",
        given_name=given,
        family_name=family,
        search_name=f"{given} {family}".lower(),
        born_on=date(2010, 1, 1) + timedelta(dice.randrange(1500)),
        own_words="I want to be able to get the bus home. " * 3,
        own_words_on=TODAY - timedelta(30),
        created_at=NOW,
    )


def _episode(yp: YoungPerson, dice: random.Random) -> Episode:
    return Episode(
        young_person=yp,
        stage="plan",
        pathway="roth_cp",
        statutory_status="cp_plan",
        opened_on=TODAY - timedelta(60 + dice.randrange(100)),
    )


def _referral(episode: Episode) -> Referral:
    return Referral(
        episode=episode, received_at=NOW - timedelta(90), source_code="6", concern="Invented. " * 30, recorded_at=NOW
    )


def _clocks(episode: Episode) -> Iterator[Clock]:
    for rule, start, due, done in (
        ("T01", 90, 89, 89),
        ("T11", 60, 40, 41),
        ("T19", 41, -3, None),
        ("T23", 41, -50, None),
    ):
        due_on = TODAY - timedelta(due)
        yield Clock(
            episode=episode,
            rule=rule,
            started_on=TODAY - timedelta(start),
            due_on=due_on,
            limit_on=due_on,
            original_due_on=due_on,
            count_mode="exclude",
            done_on=TODAY - timedelta(done) if done is not None else None,
        )


def _assess_and_plan(
    people: list[YoungPerson],
    episodes: list[Episode],
    contexts: list[Context],
    agency: Agency,
    chair: User,
    sw: list[User],
    dice: random.Random,
    actions_each: int,
) -> Iterator[str]:
    assessments = in_batches(
        Assessment,
        [Assessment(episode=e, started_on=e.opened_on, authorised_on=TODAY - timedelta(45)) for e in episodes],
    )
    chosen = [dice.sample(contexts, 3) for _ in people]
    in_batches(
        ContextLink,
        [
            ContextLink(
                context=c,
                young_person=yp,
                meaning="harm",
                reason="Said so",
                source="Rowan",
                starts_on=TODAY,
                review_on=TODAY,
            )
            for yp, three in zip(people, chosen, strict=True)
            for c in three
        ],
    )
    in_batches(
        ContextWeight,
        [
            ContextWeight(assessment=a, context=c, view="agreed", weight=w, recorded_by=chair, recorded_on=TODAY)
            for a, three in zip(assessments, chosen, strict=True)
            for c, w in zip(three, (50, 30, 20), strict=True)
        ],
    )
    dynamics = in_batches(
        Dynamic,
        [
            Dynamic(assessment=a, context=c, kind="coercion_threat", text="Older people wait there and make threats.")
            for a, three in zip(assessments, chosen, strict=True)
            for c in three
        ],
    )
    needs = in_batches(
        Need,
        [
            Need(assessment=a, text="Somewhere to belong", domain="identity_belonging", source="Rowan")
            for a in assessments
        ],
    )
    in_batches(
        Strength, [Strength(assessment=a, whose="young_person", text="Kind to younger children") for a in assessments]
    )
    in_batches(
        SystemChallenge, [SystemChallenge(assessment=a, service="School", text="Exclusion") for a in assessments]
    )
    yield "assessments"
    meetings = in_batches(
        Meeting,
        [
            Meeting(
                episode=e,
                status="held",
                asked_for_on=e.opened_on,
                held_on=TODAY - timedelta(41),
                chair=chair,
                decision="plan_made",
            )
            for e in episodes
        ],
    )
    in_batches(
        Invitation,
        [Invitation(meeting=m, agency=agency, name="A", role="police", attendance="attended") for m in meetings],
    )
    plans = in_batches(Plan, [_plan(e, m, chair) for e, m in zip(episodes, meetings, strict=True)])
    goals = in_batches(
        Goal,
        [
            Goal(plan=p, statement="The bus station feels safe", level="place", whose="young_person", created_at=NOW)
            for p in plans
        ],
    )
    in_batches(
        Measure,
        [
            Measure(plan=g.plan, goal=g, text="Young people say they feel safe there", kind="change", method="Ask")
            for g in goals
        ],
    )
    yield "plans"
    actions = in_batches(
        Action,
        [_action(g, agency, three, n) for g, three in zip(goals, chosen, strict=True) for n in range(actions_each)],
    )
    _answer(actions, dynamics, needs, actions_each)
    yield f"{len(actions)} actions"


def _plan(episode: Episode, meeting: Meeting, chair: User) -> Plan:
    return Plan(
        episode=episode,
        meeting=meeting,
        status="in_force",
        pathway="roth_cp",
        statutory_status="cp_plan",
        starts_on=TODAY - timedelta(41),
        initial_category="PHY",
        latest_category="PHY",
        aim="To get home safely",
        for_whom="Rowan and others at the stop",
        how_we_would_know="Rowan says so",
        avoid_making_worse="Moving people on",
        paused_at=NOW - timedelta(41),
        contingency="Ring",
        in_force_at=NOW,
        in_force_by=chair,
        review_on=TODAY + timedelta(50),
    )


def _action(goal: Goal, agency: Agency, three: list[Context], n: int) -> Action:
    target = TARGETS[n % len(TARGETS)]
    about = ABOUT.split()[(goal.pk * 7 + n) % 40]
    return Action(
        plan=goal.plan,
        goal=goal,
        text=f"Agree a rota so that somebody kind is at the stop after school and {about} ({n})",
        target=target,
        approach="support",
        context=three[n % 3] if target in {"place", "peer_group", "school"} else None,
        owner_name="Area manager",
        owner_type="csc",
        owner_agency=agency,
        due_on=TODAY + timedelta(n * 3 - 5),
        status="started",
        entered_at=NOW,
    )


def _answer(actions: list[Action], dynamics: list[Dynamic], needs: list[Need], each: int) -> None:
    through = Action.dynamics.through
    in_batches(
        through,
        [
            through(action_id=action.pk, dynamic_id=dynamics[(n // each) * 3 + n % 3].pk)
            for n, action in enumerate(actions)
            if n % each < 2
        ],
    )
    through = Action.needs.through
    in_batches(
        through,
        [
            through(action_id=action.pk, need_id=needs[n // each].pk)
            for n, action in enumerate(actions)
            if n % each == 3
        ],
    )
