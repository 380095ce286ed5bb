"""Lists and pages of a record take at most twelve statements, for everybody who opens them and however much there is.

Counted as a page is served: session, user, door and the read that is logged are among them; transaction control is not.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection, models, reset_queries
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from roth.accounts.models import User
from roth.assessments.models import AssessedContext, Dynamic, Need, Strength, SystemChallenge
from roth.contacts import actions as contacts
from roth.contacts.models import Contact
from roth.contexts.models import Context, ContextLink
from roth.demo import contacting
from roth.meetings.models import Invitation
from roth.pathway.models import Clock, ReferralHarm, StageChange, StrategyAction, StrategyParticipant
from roth.people.models import FamilyMember, TrustedAdult
from roth.plans.models import Action, CoreGroupMember, Goal, Measure
from roth.timetable.selectors import timetable
from tests.architecture.access_table import TABLE, VISIBLE
from tests.architecture.conftest import World

pytestmark = pytest.mark.django_db

CEILING = 12
CONTROL = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")
LISTS = {
    "home": ("", "?kind=clock&when=week", "?all=1"),
    "people:list": ("", "?stage=plan", "?pathway=roth_cp&q=g"),
    "finding:search": ("?q=given", "?q=YP-0001"),
    "contacts:list": ("", "?show=closed"),
    "contacts:contact": ("",),
    "contexts:list": ("", "?words=a"),
    "contexts:context": ("",),
    "meetings:list": ("",),
    "meetings:who_came": ("", "?first=2020-1&last=2020-1"),
    "meetings:who_came_from": ("",),
    "plans:mine": ("",),
}
RECORD = (
    *("chronology:curated", "chronology:generated"),
    *("people:young_person", "people:history", "pathway:steps", "contexts:links", "assessments:assessment"),
    *("meetings:conference", "meetings:run", "plans:plan", "plans:unanswered"),
)
# Of which a record may hold any number.
MANY: tuple[type[models.Model], ...] = (
    *(FamilyMember, TrustedAdult, Clock, StageChange, ReferralHarm, StrategyParticipant, StrategyAction),
    *(Need, Strength, SystemChallenge, Invitation, Goal, Action, Measure, CoreGroupMember, Contact),
)


@dataclass(frozen=True)
class Asked:
    """One page, asked for by one of the cast."""

    page: str
    part: str
    address: str


def statements(client: Client, address: str) -> int | None:
    """How many statements the page took; None where it was not given."""
    reset_queries()  # the log holds nine thousand, and counts nothing once it is full
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
    taken = sum(not query["sql"].upper().startswith(CONTROL) for query in captured)
    return taken if answer.status_code == 200 else None


@pytest.fixture(autouse=True)
def _limits_are_remembered(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on any page but the first of each half minute, however slow the machine is on which this runs."""
    monkeypatch.setattr("roth.timetable.selectors.SECONDS_REMEMBERED", 3600)
    for site in (world.cast.site, world.cast.other_site):
        timetable(site.pk)


@pytest.fixture(autouse=True)
def _somebody_contacted_us(world: World) -> None:
    """One contact that waits, one whose referral is to be written and one that is closed."""
    contacting.written(world.crew)
    contacting.accepted(world.crew)
    told = {"told_at": timezone.now(), "told_by": "Amara", "told_what": "Ring again", "reason": "Nobody was harmed"}
    contacts.give_advice(by=world.crew.manager, contact=contacting.written(world.crew), **told)


def of_lists(world: World) -> Iterator[Asked]:
    """Each list, and the page of a context, for whoever is let in."""
    for name, queries in LISTS.items():
        address = reverse(name, kwargs=TABLE[name].kwargs(world))
        for part in TABLE[name].may:
            yield from (Asked(name, part, address + query) for query in queries)


def of_records(world: World, *stages: str) -> Iterator[Asked]:
    """Each page of a record at these stages, for whoever may know of it."""
    for stage in stages or world.walks:
        for name in RECORD:
            address = reverse(name, args=(world.walks[stage].young_person.ref,))
            yield from (Asked(name, part, address) for part in VISIBLE[stage])


def counted(world: World, asked: Iterator[Asked]) -> dict[Asked, int]:
    """The statements of each page that was given."""
    found = {each: statements(world.clients[each.part], each.address) for each in asked}
    return {each: taken for each, taken in found.items() if taken is not None}


def too_many(found: dict[Asked, int]) -> list[str]:
    """The pages above the ceiling, as a failed test names them."""
    return [
        f"{each.page} took {taken} as {each.part}: {each.address}" for each, taken in found.items() if taken > CEILING
    ]


def grow(world: World) -> None:
    """Three more young people as far as a plan, and three times as much in every record."""
    for number in (70, 71, 72):
        world.walk(number, "in_force")
    for model in MANY:
        rows = list(model._default_manager.all())
        assert rows, f"no walk makes a {model._meta.verbose_name}, so its number cannot be seen to grow"
        model._default_manager.bulk_create([_again(row) for row in rows for _ in range(2)])
    _more_contexts(world)


def _again(row: models.Model) -> Any:
    values = {
        field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key
    }
    return type(row)(**values)


def _more_contexts(world: World) -> None:
    """Three more contexts in each record, assessed, with how harm works there."""
    today = timezone.localdate()
    new = [
        Context(site=world.crew.site, kind="park_open_space", name=f"Invented corner {n}", opened_on=today)
        for n in range(3)
    ]
    for context in Context.objects.bulk_create(new):
        for walk in world.walks.values():
            person = walk.young_person
            said = {"meaning": "harm", "reason": "Said so", "source": "Them"}
            ContextLink.objects.create(context=context, young_person=person, starts_on=today, review_on=today, **said)
            for assessment in (each for episode in person.episodes.all() for each in episode.assessments.all()):
                AssessedContext.objects.create(
                    assessment=assessment, context=context, young_person_does="Meets friends"
                )
                Dynamic.objects.create(assessment=assessment, context=context, kind="coercion_threat", text="Threats")


def test_every_list_keeps_below_the_ceiling_for_whoever_opens_it(world: World) -> None:
    found = counted(world, of_lists(world))
    assert {each.page for each in found} == set(LISTS)
    assert not too_many(found)


@pytest.mark.parametrize("page", RECORD)
def test_every_page_of_a_record_keeps_below_the_ceiling_at_every_stage(world: World, page: str) -> None:
    found = counted(world, (each for each in of_records(world) if each.page == page))
    assert len({each.part for each in found}) > 2
    assert not too_many(found)


def test_no_page_takes_more_statements_when_there_is_more_to_show(untouched: World) -> None:
    stages = ("enquired", "assessed", "booked", "planned", "in_force")
    before = counted(untouched, of_lists(untouched)) | counted(untouched, of_records(untouched, *stages))
    grow(untouched)
    after = counted(untouched, iter(before))
    assert after.keys() == before.keys()
    grown = [
        f"{each.page} as {each.part}: {before[each]}, then {after[each]}"
        for each in after
        if after[each] > before[each]
    ]
    assert not grown
    assert not too_many(after)


def test_the_count_sees_each_statement(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests above can fail: thirteen more statements on a page are thirteen more, and above the ceiling."""
    client, address = world.clients["social_worker"], reverse("people:list")
    before = statements(client, address)
    assert before
    monkeypatch.setattr(
        "roth.people.reads.log_list", lambda *_, **__: [User.objects.first() for _ in range(13)], raising=True
    )
    after = statements(client, address)
    assert after == before + 13 - 3  # for the three of the read that is no longer logged
    assert too_many({Asked("people:list", "social_worker", address): after})
