"""Reaching for what is not one's own: another record's parts, another site's people, others' pages, ended access."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from roth.accounts.models import Agency, Membership, Team, User
from roth.audit.kinds import Kind
from roth.audit.models import Event
from roth.contexts import actions as contexts
from roth.contexts.models import Context
from roth.people import actions as people
from roth.people.models import ElevatedAccess, YoungPerson
from roth.plans.selectors import current_plan
from tests.architecture.access_table import HOLDERS, TABLE, VISIBLE, Row
from tests.integration.hostile import PAGES, World, form_on, opened, untouched, world

__all__ = ["untouched", "world"]
pytestmark = pytest.mark.django_db

OF_A_RECORD = [name for name, row in TABLE.items() if row.stage]
LET_IN = {200, 303, 409, 422}
READS = {kind.value for kind in Kind if "read" in kind.value or "search" in kind.value}
# Pages that more people may read than may write.
WRITERS = {"assessments:section": HOLDERS, "pathway:enquiry": HOLDERS}
# name of a question -> the kind of record that answers it
ASKS_FOR: dict[str, type] = {
    **dict.fromkeys(("worker", "chair", "user", "lead_worker_id", "person", "chair_consulted"), User),
    **dict.fromkeys(("agency", "owner_agency_id"), Agency),
    **dict.fromkeys(("context", "context_id", "can_influence"), Context),
    "team": Team,
}


def changes() -> int:
    """How many changes the trail holds. Reads are not among them."""
    return Event.objects.exclude(kind__in=READS).count()


def part_of_another(world: World, row: Row) -> dict[str, Any] | None:
    """The address with a part that hangs on somebody else's record, where the same person may open both."""
    kwargs = row.kwargs(world)
    if not {"number", "key"} & set(kwargs) or not isinstance(kwargs.get("number", kwargs.get("key")), int):
        return None
    others = [stage for stage in reversed(VISIBLE) if stage != row.stage and stage in world.walks]
    other = next(stage for stage in others if stage != row.stage and VISIBLE[stage] >= VISIBLE[row.stage])
    return kwargs | {"ref": world.walks[other].young_person.ref}


@pytest.mark.parametrize("name", OF_A_RECORD)
def test_a_part_of_one_record_is_not_there_in_another(untouched: World, name: str) -> None:
    kwargs = part_of_another(untouched, TABLE[name])
    if kwargs is None:
        return
    address, before = reverse(name, kwargs=kwargs), changes()
    for part in TABLE[name].may:
        client = untouched.clients[part]
        assert client.get(address).status_code in (404, 409), part  # 409: that record's own page is closed
        assert client.post(address, {"reason": "Because it is there"}).status_code in (404, 409), part
    assert changes() == before


@pytest.mark.parametrize("name", PAGES)
def test_nobody_sends_a_form_that_they_may_not_open(untouched: World, name: str) -> None:
    row = TABLE[name]
    client, address = opened(untouched, name)
    form = form_on(client, address)
    if form is None:
        return
    data, before, wrong = form.filled("Good words that say why"), changes(), []
    data.pop("draft_token", None)  # with it, the words are kept for whose page it was: see test_drafts
    for part, other in untouched.clients.items():
        if part in WRITERS.get(name, row.may):
            continue
        answer = other.post(address, data)
        expected = 403 if part in row.may else row.expected(part)
        if answer.status_code != expected:
            wrong.append(f"{part} got {answer.status_code}, not {expected}")
    assert not wrong, "; ".join(wrong)
    assert changes() == before


@pytest.mark.parametrize("name", PAGES)
def test_no_form_offers_or_takes_what_another_site_has(untouched: World, name: str) -> None:
    cast = untouched.cast
    context = contexts.add_context(
        by=cast.other_site_worker, site=cast.other_site, kind="neighbourhood_place", name="Somewhere else altogether"
    )
    foreign = {
        User: cast.other_site_worker.pk,
        Agency: Agency.objects.filter(site=cast.other_site).latest("pk").pk,
        Context: context.pk,
        Team: Team.objects.filter(site=cast.other_site).latest("pk").pk,
    }
    ours = {
        User: set(Membership.objects.current().filter(site=cast.site).values_list("user", flat=True)),
        Agency: set(Agency.objects.filter(site=cast.site).values_list("pk", flat=True)),
        Context: set(Context.objects.filter(site=cast.site).values_list("pk", flat=True)),
        Team: set(Team.objects.filter(site=cast.site).values_list("pk", flat=True)),
    }
    client, address = opened(untouched, name)
    form = form_on(client, address)
    if form is None:
        return
    data = form.filled("Good words that say why")
    for question, offered in form.choices.items():
        model = ASKS_FOR.get(question.rpartition("-")[2])
        if model is None:
            continue
        assert {int(each) for each in offered if each} <= ours[model], f"{question} offers another site's"
        before = changes()
        assert client.post(address, data | {question: str(foreign[model])}).status_code == 422, question
        assert changes() == before


def test_a_partner_sees_no_words_of_the_record_and_nobody_else(untouched: World) -> None:
    walk = untouched.walks["in_force"]
    episode = walk.young_person.episodes.get()
    assessment = episode.assessments.get()
    words = {each.text for each in assessment.sections.all()} | {each.text for each in assessment.needs.all()}
    words |= {each.text for each in assessment.dynamics.all()} | {each.text for each in assessment.challenges.all()}
    words |= {each.guardianship for each in assessment.contexts.all()}
    words |= {each.analysis for each in episode.enquiries.all()} | {episode.referral.concern}
    words |= {each.reasons for each in episode.strategy_discussions.all()}
    plan = current_plan(episode)
    assert plan is not None
    assert any(action.needs.exists() for action in plan.actions.all())  # so that there is something to quote
    names = {f"{each.young_person.given_name} {each.young_person.family_name}" for each in untouched.walks.values()}
    names -= {walk.young_person.name}
    for part in ("school_lead", "police_sergeant", "youth_worker"):
        for page in ("meetings:conference", "plans:plan", "meetings:list", "home"):
            address = reverse(page, args=() if page in ("meetings:list", "home") else (walk.young_person.ref,))
            for headers in ({}, {"HX-Request": "true"}):
                said = untouched.clients[part].get(address, headers=headers).content.decode()
                assert not [each for each in words if len(each) > 15 and each[:40] in said], (part, page)
                if page in ("meetings:conference", "plans:plan"):
                    assert not [each for each in names if each in said], (part, page)


@pytest.mark.parametrize("name", OF_A_RECORD)
@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "FOO"])
def test_other_methods_open_nothing_and_change_nothing(untouched: World, name: str, method: str) -> None:
    address, before = reverse(name, kwargs=TABLE[name].kwargs(untouched)), changes()
    assert untouched.clients["other_team_worker"].generic(method, address).status_code in (404, 405)
    for part in ("social_worker", "team_manager", "chair"):
        untouched.clients[part].generic(method, address, b"reason=x", "application/x-www-form-urlencoded")
    assert changes() == before


def test_looking_writes_nothing_but_that_somebody_looked(untouched: World) -> None:
    wrote = []
    for name, row in TABLE.items():
        if not row.may or row.method == "POST":
            continue
        client, address = opened(untouched, name)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(address)
        written = {
            each["sql"].split('"')[1] for each in asked if each["sql"].startswith(("INSERT", "UPDATE", "DELETE"))
        }
        if written - {"audit_event", "audit_chainhead", "django_session"}:
            wrote.append(f"{name}: {written}")
    assert not wrote


# --- Access that ends while somebody is signed in --------------------------------------------------------------------
def _membership_ends(world: World) -> None:
    Membership.objects.filter(user=world.cast.social_worker).update(ends_on=timezone.localdate() - timedelta(days=1))


def _deactivated(world: World) -> None:
    User.objects.filter(pk=world.cast.social_worker.pk).update(is_active=False)


def _allocated_to_another(world: World) -> None:
    for walk in world.walks.values():
        walk.young_person.allocations.update(ends_on=timezone.localdate() - timedelta(days=1))


def _restricted(world: World) -> None:
    for walk in world.walks.values():
        people.restrict(by=world.cast.team_manager, young_person=_fresh(walk.young_person), reason="Safety", people={})


def _conflict_declared(world: World) -> None:
    for walk in world.walks.values():
        people.declare_conflict(by=world.cast.social_worker, young_person=walk.young_person)


def _fresh(young_person: YoungPerson) -> YoungPerson:
    return YoungPerson.objects.get(pk=young_person.pk)


ENDINGS: dict[Callable[[World], None], set[int]] = {
    _membership_ends: {403},
    _deactivated: {302},
    _allocated_to_another: {404},
    _restricted: {404},
    _conflict_declared: {404},
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_access_that_ends_is_gone_at_once_on_every_page(untouched: World, ending: Callable[[World], None]) -> None:
    names = [name for name in OF_A_RECORD if "social_worker" in TABLE[name].may]
    addresses = [reverse(name, kwargs=TABLE[name].kwargs(untouched)) for name in names]
    client = untouched.clients["social_worker"]
    client.post(addresses[1], {"given_name": "Words that are not saved", "expected_on-day": "x"})  # leaves a draft
    ending(untouched)
    before = changes()
    for address in addresses:
        for answer in (client.get(address), client.post(address, {"reason": "x"})):
            assert answer.status_code in ENDINGS[ending] | {405}, address
    family = untouched.walks["in_force"].young_person.family_name
    for address in (
        reverse("home"),
        reverse("people:list"),
        reverse("finding:search") + "?q=Given",
        reverse("meetings:list"),
    ):
        said = client.get(address).content.decode()
        assert family not in said
        assert "Family1" not in said
        assert "Words that are not saved" not in said
    assert changes() == before


def test_elevated_access_that_has_run_out_opens_nothing(untouched: World) -> None:
    now, other = timezone.now(), untouched.clients["other_team_worker"]
    walk = untouched.walks["in_force"]
    taken = ElevatedAccess.objects.create(
        young_person=walk.young_person,
        user=untouched.cast.other_team_worker,
        reason="Somebody rang the duty line about tonight",
        starts_at=now,
        ends_at=now + timedelta(minutes=5),
    )
    addresses = {
        name: reverse(name, kwargs=TABLE[name].kwargs(untouched))
        for name in OF_A_RECORD
        if TABLE[name].stage == "in_force"
    }
    opens = {name for name, address in addresses.items() if other.get(address).status_code in LET_IN}
    assert "people:young_person" in opens
    assert not opens & {"people:edit", "people:allocate", "people:history"}
    before = changes()
    assert {
        other.post(address, {"reason": "x"}).status_code for name, address in addresses.items() if name not in opens
    } <= {403}
    ElevatedAccess.objects.filter(pk=taken.pk).update(
        starts_at=now - timedelta(hours=1), ends_at=now - timedelta(seconds=1)
    )
    assert {other.get(address).status_code for address in addresses.values()} == {404}
    assert changes() == before


# --- Where an answer leads --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "where", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_signing_in_leads_to_no_other_site(cast: Any, where: str) -> None:
    user = cast.social_worker
    user.set_password("a long password of theirs")
    user.save()
    address = f"{reverse('account_login')}?next={where}"
    answer = Client().post(address, {"login": user.email, "password": "a long password of theirs", "next": where})
    assert answer.status_code == 302
    assert "evil" not in answer["Location"]
    assert "javascript" not in answer["Location"]


@pytest.mark.parametrize("then", ["../../x", "//evil.example", "https://evil.example", "YP-1?x=", "%00", "<script>"])
def test_adding_a_context_on_the_way_to_nowhere_leads_to_the_context(untouched: World, then: str) -> None:
    client = untouched.clients["social_worker"]
    answer = client.post(
        reverse("contexts:add", query={"then": then}),
        {"kind": "neighbourhood_place", "name": "A place that nobody knows"},
    )
    assert answer.status_code == 303
    assert answer["Location"].startswith("/contexts/")


@pytest.mark.parametrize("before", ["http://[", "//evil.example/", "http://testserver//evil.example/", "javascript:x"])
def test_a_refusal_leads_back_to_no_other_site(untouched: World, before: str) -> None:
    address = reverse("people:lift_restriction", args=(untouched.walks["in_force"].young_person.ref,))
    answer = untouched.clients["team_manager"].get(address, headers={"Referer": before})
    assert answer.status_code == 409
    assert b"evil" not in answer.content
    assert b"javascript:x" not in answer.content
