"""Search: what the box finds, for whom, and that nothing else leaves a trace."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from roth.audit.models import Event
from roth.contexts import actions as contexts
from roth.contexts.access import context_for
from roth.contexts.models import Context
from roth.demo.borough import crew_of, places_at
from roth.demo.cast import Cast
from roth.demo.planning import plan_of
from roth.demo.steps import walk_to
from roth.demo.stories import STRONG
from roth.demo.walk import Walk
from roth.domain.access import Permission
from roth.domain.calendar import ENGLAND_AND_WALES
from roth.domain.errors import DomainError, NotPossible
from roth.finding.asked import Asked
from roth.finding.models import Entry
from roth.finding.rebuild import rebuild
from roth.finding.selectors import found_by
from roth.people import actions
from roth.people.models import YoungPerson
from roth.plans import actions as plans
from roth.plans.access import plan_and_person

ClientFor = Callable[[Any], Client]
TODAY = timezone.localdate


def add(cast: Cast, **fields: Any) -> YoungPerson:
    person = actions.add_young_person(by=cast.team_manager, site=cast.site, team=cast.team, **fields)
    actions.allocate(by=cast.team_manager, young_person=person, worker=cast.social_worker, on=TODAY())
    return person


@pytest.fixture
def rowan(cast: Cast) -> YoungPerson:
    return add(
        cast,
        given_name="Rowan",
        family_name="Ashdown",
        aliases=["Jessica Brown"],
        born_on=date(2010, 5, 4),
        nhs_number="9434765919",
        la_child_id="W1234",
    )


@pytest.fixture
def planned(cast: Cast) -> Walk:
    crew = crew_of(cast)
    start = ENGLAND_AND_WALES.subtract_working_days(ENGLAND_AND_WALES.working_day_on_or_before(TODAY()), 36)
    return walk_to(Walk(crew, "Sky", "Moss", places_at(crew, (0, 1, 2)), start, style=STRONG, number=1), "in_force")


def names(user: Any, text: str) -> list[str]:
    found = found_by(user, text)
    return [person.ref for person in (*found.named, *found.close)]


# --- Young people ----------
@pytest.mark.parametrize(
    "typed",
    [
        *("rowan", "ROWAN ash", "ashd", "jessica", "brown jess", "w1234", "943 476 5919", "9434765919"),
        *("4 5 2010", "04/05/2010", "2010-05-04", "4 May 2010", "rowen", "rwoan", "ashdowne", "jesica browne"),
    ],
)
def test_a_young_person_is_found_by(typed: str, cast: Cast, rowan: YoungPerson) -> None:
    other = add(cast, given_name="Kit", family_name="Farrow", born_on=date(2011, 5, 4), nhs_number="9434765870")
    assert names(cast.social_worker, typed) == [rowan.ref]
    assert names(cast.social_worker, rowan.ref.lower()) == [rowan.ref]
    assert names(cast.social_worker, "farrow") == [other.ref]


def test_the_name_as_typed_comes_before_a_close_one(cast: Cast) -> None:
    aysha, aisha = add(cast, given_name="Aysha", family_name="A"), add(cast, given_name="Aisha", family_name="Z")
    found = found_by(cast.social_worker, "aisha")
    assert [each.ref for each in found.named] == [aisha.ref]
    assert [each.ref for each in found.close] == [aysha.ref]


def test_a_day_that_is_none_is_words(cast: Cast) -> None:
    assert Asked.of("31 2 2010").day is None
    assert Asked.of("31 2 2010").words == ("31", "2", "2010")


# --- No trace of what is hidden ----------
def hide_by_restriction(cast: Cast, person: YoungPerson) -> None:
    actions.restrict(by=cast.team_manager, young_person=person, reason="A relative works here", people={})


def hide_by_conflict(cast: Cast, person: YoungPerson) -> None:
    actions.declare_conflict(by=cast.social_worker, young_person=person, reason="Neighbours")


@pytest.mark.parametrize("hide", [hide_by_restriction, hide_by_conflict])
@pytest.mark.parametrize("typed", ["hidden", "hiden", "person", "5 5 2011", "9434765870", "aishe"])
def test_a_hidden_record_changes_nothing_that_a_search_says(
    hide: Callable[..., None], typed: str, cast: Cast, client_for: ClientFor, rowan: YoungPerson
) -> None:
    add(cast, given_name="Aisha", family_name="Person")
    client = client_for(cast.social_worker)
    before = client.get("/search/", {"q": typed}).content.decode()
    hidden = add(
        cast,
        given_name="Hidden",
        family_name="Person",
        aliases=["Aishe"],
        born_on=date(2011, 5, 5),
        nhs_number="9434765870",
    )
    assert client.get("/search/", {"q": typed}).content.decode() != before, "it is found before it is hidden"
    hide(cast, hidden)
    assert _said(client, typed) == _without_slips(before)


def _said(client: Client, typed: str) -> str:
    return _without_slips(client.get("/search/", {"q": typed}).content.decode())


def _without_slips(page: str) -> str:
    """The page without what differs each time: its own slip against forgery, and the nonce."""
    lines = page.splitlines()
    return "\n".join(line for line in lines if "csrfmiddlewaretoken" not in line and "nonce" not in line)


def test_the_order_of_results_says_nothing_of_hidden_records(cast: Cast) -> None:
    """Relevance would: how rare a word is counts what the reader may not open."""
    for name, words in (("Alder Park", "bench bench bench"), ("Birch Park", "bench swings"), ("Cedar Park", "swings")):
        contexts.add_context(
            by=cast.social_worker, site=cast.site, kind="park_open_space", name=name, description=words
        )
    seen = [entry.context.name for entry in found_by(cast.social_worker, "park").entries if entry.context]
    for number in range(30):
        contexts.add_context(
            by=cast.other_site_worker,
            site=cast.other_site,
            kind="park_open_space",
            name=f"Far park {number}",
            description="swings " * number,
        )
    again = [entry.context.name for entry in found_by(cast.social_worker, "park").entries if entry.context]
    assert again == seen == ["Alder Park", "Birch Park", "Cedar Park"]
    assert not found_by(cast.social_worker, "far").entries


def test_somebody_who_is_only_invited_finds_the_plan_in_hand_and_not_the_record(cast: Cast, planned: Walk) -> None:
    plan = plan_of(planned)
    action = plan.actions.first()
    word = max(action.text.split(), key=len)
    partner = cast.school_lead
    assert action in [entry.action for entry in found_by(partner, word).entries]
    assert action in [entry.action for entry in found_by(cast.social_worker, word).entries]
    assert not found_by(cast.other_team_worker, word).entries
    assert not found_by(cast.shop_manager, word).entries
    said = planned.young_person.episodes.get().meetings.get().discussion.split()
    heard = max(said, key=len) if said else "xylophone"
    assert all(entry.meeting is None for entry in found_by(partner, heard).entries)


def test_what_leaves_the_plan_is_not_found(cast: Cast, planned: Walk) -> None:
    plan = plan_of(planned)
    goal = plan.goals.first()
    values = dict(text="Paint a mural of herons", target="young_person_need", approach="support")
    owner = dict(owner_name="Robin", owner_type="youth_service", due_on=TODAY(), needs=[])
    assessment = planned.young_person.episodes.get().assessments.get()
    owner["needs"] = [assessment.needs.first().pk]
    action = plans.add_action(by=cast.social_worker, plan=plan, goal_id=goal.pk, **values, **owner)
    assert [entry.action for entry in found_by(cast.social_worker, "herons").entries] == [action]
    action = plans.change_action(by=cast.social_worker, action=action, text="Paint a mural of otters")
    assert not found_by(cast.social_worker, "herons").entries
    assert [entry.action for entry in found_by(cast.social_worker, "mural ott").entries] == [action]
    plans.remove_action(by=cast.social_worker, action=action, reason="Nobody wants it")
    assert not found_by(cast.social_worker, "otters").entries


# --- The index ----------
def rows() -> list[tuple[Any, ...]]:
    return list(
        Entry.objects.order_by("kind", "context", "meeting", "goal", "action").values_list(
            "kind", "context", "meeting", "goal", "action", "place", "name", "words", "index_entries__object_id"
        )
    )


def _without_keys(found: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    assert all(row[-1] for row in found), "an entry is not in the library's index"
    return [row[:-1] for row in found]


def test_every_action_on_the_way_to_a_plan_keeps_the_index_right(cast: Cast, planned: Walk) -> None:
    before = _without_keys(rows())
    assert {row[0] for row in before} == {"context", "meeting", "goal", "action"}
    assert "Written again" in rebuild()
    assert _without_keys(rows()) == before


def test_writing_the_index_again_finds_names_too(cast: Cast, rowan: YoungPerson) -> None:
    rowan.search_words.all().delete()
    assert names(cast.social_worker, "rowan") == []
    rebuild()
    assert names(cast.social_worker, "rowan") == names(cast.social_worker, "jessica") == [rowan.ref]


# --- By what is around somebody (R24) ----------
def test_a_search_by_telephone_is_kept_with_its_purpose(cast: Cast, client_for: ClientFor, rowan: YoungPerson) -> None:
    family = [
        {"name": "Dana Ashdown", "relation": "Mother", "parental_responsibility": True, "contact": "07700 900 123"}
    ]
    actions.write_family(by=cast.social_worker, young_person=rowan, family=family)
    client = client_for(cast.social_worker)
    given = {"by": "phone", "words": "+44 7700 900123", "purpose": "A caller left this number and no name tonight."}
    page = client.post("/search/around/", given).content.decode()
    assert f"/young-people/{rowan.ref}/" in page
    event = Event.objects.filter(kind="search.around").latest("number")
    detail = json.loads(event.detail)
    assert detail["reason"] == given["purpose"]
    assert detail["after"] == {"by": "phone", "words": given["words"], "found": 1}
    assert (
        client.post("/search/around/", {**given, "by": "associate", "words": "dana"}).content.decode().count(rowan.ref)
    )
    assert rowan.ref not in client_for(cast.other_team_worker).post("/search/around/", given).content.decode()


def test_a_search_by_place_without_a_purpose_finds_nothing(
    cast: Cast, client_for: ClientFor, rowan: YoungPerson
) -> None:
    actions.change_young_person(by=cast.social_worker, young_person=rowan, address="3 Orchard Row")
    client = client_for(cast.social_worker)
    answer = client.post("/search/around/", {"by": "place", "words": "orchard", "purpose": "because"})
    assert answer.status_code == 422
    assert rowan.ref not in answer.content.decode()
    assert not Event.objects.filter(kind="search.around").exists()
    given = {"by": "place", "words": "orchard", "purpose": "Housing asked which of ours live there."}
    assert rowan.ref in client.post("/search/around/", given).content.decode()


# --- The doors, kind by kind ----------
def opens(user: Any, entry: Entry) -> bool:
    """Whether the record behind an entry opens to this user by its own door."""
    try:
        if isinstance(entry.context, Context):
            context_for(user, entry.context.ref)
            return True
        if entry.meeting:
            from roth.meetings.access import young_person_and_meeting

            young_person_and_meeting(user, entry.meeting.episode.young_person.ref)
            return True
        part = entry.goal or entry.action
        assert part
        _, plan = plan_and_person(user, part.plan.episode.young_person.ref, Permission.PLAN_VIEW)
    except DomainError:
        return False
    else:
        return plan == part.plan


def test_each_entry_that_is_found_opens_and_each_that_opens_is_found(cast: Cast, planned: Walk) -> None:
    everything = list(Entry.objects.all())
    for part, user in cast.everyone().items():
        for entry in everything:
            word = max(entry.words.split(), key=len)
            found = {each.pk for each in found_by(user, word).entries}
            assert (entry.pk in found) == opens(user, entry), (part, entry.kind, word)


# --- Somebody who may be known already ----------
@pytest.mark.parametrize(
    "typed",
    [
        {"given_name": "Rowan", "family_name": "Ashdown", "born_on": date(2010, 5, 4)},
        {"given_name": "Rowen", "family_name": "Ashdowne", "born_on": date(2010, 4, 5)},
        {"given_name": "Jesica", "family_name": "Brown", "born_on": date(2011, 5, 4)},
        {"given_name": "Kit", "family_name": "Farrow", "nhs_number": "9434765919"},
    ],
)
def test_whoever_adds_somebody_who_may_be_known_is_told(typed: dict[str, Any], cast: Cast, rowan: YoungPerson) -> None:
    adding = {"site": cast.site, "team": cast.team, "unless_alike": True, **typed}
    with pytest.raises(NotPossible) as caught:
        actions.add_young_person(by=cast.social_worker, **adding)
    assert f"/young-people/{rowan.ref}/" in [where for where, _ in caught.value.missing]
    actions.restrict(by=cast.team_manager, young_person=rowan, reason="A relative works here", people={})
    assert actions.add_young_person(by=cast.social_worker, **adding), "a restricted record leaves no trace"
