"""What an accepted contact becomes, with nothing typed twice, and which contacts came before it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from roth.contacts import actions, selectors
from roth.demo import contacting
from roth.demo.borough import crew_of
from roth.demo.cast import Cast
from roth.demo.walk import Crew
from roth.domain.calendar import local_date
from roth.domain.errors import NotPossible
from roth.pathway.models import Clock
from roth.people.models import YoungPerson
from roth.work.models import Notice
from tests.integration.contact_pages import REST, carried, known_to, of, replace_crew, team, with_an_episode

pytestmark = pytest.mark.django_db
ClientFor = Callable[[Any], Client]


@pytest.fixture
def crew(cast: Cast) -> Crew:
    return crew_of(cast)


# --- What it becomes -------------------------------------------------------------------------------------------------
def test_a_contact_becomes_a_new_record_and_a_referral_with_its_words(crew: Crew, client_for: ClientFor) -> None:
    contact, client = contacting.accepted(crew, days=2), client_for(crew.social_worker)
    adding = client.get(of("add_person", contact)).content.decode()
    assert 'value="Kai"' in adding
    assert 'value="Marlowe"' in adding
    added = client.post(
        of("add_person", contact), {"given_name": "Kai", "family_name": "Marlowe", "sex": "U"} | team(crew)
    )
    assert added["Location"] == of("refer", contact), added.content.decode()
    text = client.get(of("refer", contact)).content.decode()
    for word in ("Two adults in a silver car", "Hattie Lowe", "an aunt collects today", contact.ref):
        assert word.casefold() in text.casefold()
    assert "received_at-day" not in text
    sent = client.post(of("refer", contact), carried(client, of("refer", contact)) | REST)
    assert sent.status_code == 303, sent.content.decode()
    contact.refresh_from_db()
    referral = contact.episode.referral
    assert referral.concern == contact.concern
    assert referral.referrer_name == "Hattie Lowe"
    assert referral.received_at == contact.received_at
    clock = Clock.objects.get(episode=contact.episode, rule="T01")
    assert clock.started_on == local_date(contact.received_at)
    assert "This contact became a referral" in client.get(of("contact", contact)).content.decode()


def test_adding_from_a_contact_looks_first_whether_somebody_is_here(crew: Crew, client_for: ClientFor) -> None:
    record, contact = known_to(crew), contacting.accepted(crew, person_name="Teo Vance")
    born = record.born_on
    said = {"given_name": "Teo", "family_name": "Vance", "born_on-day": born.day, "born_on-month": born.month}
    answer = client_for(crew.manager).post(
        of("add_person", contact), {**said, "born_on-year": born.year, "sex": "U"} | team(crew)
    )
    assert answer.status_code == 409
    assert YoungPerson.objects.filter(family_name="Vance").count() == 1


def test_a_contact_about_a_record_that_is_here_goes_on_with_it(crew: Crew, client_for: ClientFor) -> None:
    contact, record, client = contacting.accepted(crew), known_to(crew), client_for(crew.manager)
    assert client.get(of("refer", contact)).status_code == 409, "nobody has said whose record it is"
    assert client.get(of("name_record", contact)).status_code == 200
    assert client.post(of("name_record", contact), {"record": "YP-9999"}).status_code == 422
    assert client.post(of("name_record", contact), {"record": record.ref}).status_code == 303
    assert of("refer", contact) in client.get(of("contact", contact)).content.decode()
    assert client.post(of("refer", contact), carried(client, of("refer", contact)) | REST).status_code == 303
    assert record.episodes.get().contacts.get() == contact


def test_a_contact_about_an_open_episode_joins_it_and_its_worker_is_told(crew: Crew, client_for: ClientFor) -> None:
    walk, client = with_an_episode(crew), client_for(crew.manager)
    contact = contacting.accepted(crew, young_person=walk.young_person)
    assert client.get(of("refer", contact)).status_code == 409, "a young person has one episode at a time (8815)"
    assert "Join it to the open episode" in client.get(of("contact", contact)).content.decode()
    assert client.post(of("join", contact)).status_code == 303
    contact.refresh_from_db()
    assert contact.episode == walk.young_person.episodes.get()
    assert Notice.objects.filter(user=crew.social_worker, link=of("contact", contact)).count() == 1
    assert "belongs to the open episode" in client.get(of("contact", contact)).content.decode()


def test_a_referral_is_written_only_of_an_accepted_contact(crew: Crew) -> None:
    contact = contacting.written(crew, young_person=known_to(crew))
    with pytest.raises(NotPossible, match="Nobody has accepted"):
        actions.write_referral(by=crew.manager, contact=contact, young_person=contact.young_person, harms=[])


def test_a_contact_that_names_only_a_place_becomes_a_referral_about_a_context(
    crew: Crew, client_for: ClientFor
) -> None:
    place = {"person_name": "", "person_age": "", "place": "The bandstand"}
    contact, client = contacting.written(crew, **place), client_for(crew.manager)
    assert 'value="The bandstand"' in client.get(of("accept", contact)).content.decode()
    assert client.post(of("accept", contact), {"context_name": "The bandstand"}).status_code == 422
    said = {"context_name": "The bandstand", "context_kind": "park_open_space"}
    assert client.post(of("accept", contact), said).status_code == 303
    contact.refresh_from_db()
    assert contact.context.name == "The bandstand"
    assert not contact.to_refer
    text = client.get(of("contact", contact)).content.decode()
    assert reverse("contexts:context", args=(contact.context.ref,)) in text
    again = contacting.written(crew, **place)
    actions.accept_contact(by=crew.manager, contact=again, context=contact.context)
    assert contact.context.contacts.count() == 2


# --- What came before ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["Kai Marlowe", "kai  marlowe", "Kai", "Kái Marlow", "Kai Marlowe Reed"])
def test_a_second_contact_about_the_same_child_shows_the_first(crew: Crew, client_for: ClientFor, name: str) -> None:
    first, second = contacting.advised(crew), contacting.written(crew, person_name=name)
    contacting.written(crew, person_name="Somebody Else")
    assert selectors.earlier(crew.manager, second) == [first]
    assert first.ref in client_for(crew.social_worker).get(of("contact", second)).content.decode()


def test_the_same_record_shows_them_whatever_name_was_said(crew: Crew) -> None:
    record = known_to(crew)
    first = contacting.written(crew, person_name="T", young_person=record)
    second = contacting.written(crew, person_name="Somebody", young_person=record)
    assert selectors.earlier(crew.manager, second) == [first]


def test_no_contact_of_another_site_stands_beside_it(crew: Crew, cast: Cast) -> None:
    theirs = replace_crew(crew, cast)
    contacting.written(theirs)
    assert not selectors.earlier(crew.manager, contacting.written(crew))
