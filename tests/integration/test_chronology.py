"""The two chronologies: what the record holds, and what somebody chose of it and gave to others."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from roth.chronology import actions
from roth.chronology.models import Entry
from roth.chronology.selectors import events_of
from roth.chronology.selectors.sources import SOURCES
from roth.demo.borough import crew_of, places_at
from roth.demo.cast import Cast
from roth.demo.steps import walk_to
from roth.demo.stories import STRONG
from roth.demo.walk import Walk
from roth.domain.calendar import ENGLAND_AND_WALES
from roth.domain.chronology import looks_like_names
from roth.domain.errors import NotAllowed, NotPossible, NotVisible
from roth.people import actions as people
from roth.people.models import YoungPerson

ClientFor = Callable[[Any], Client]
TODAY = timezone.localdate
WORDS = {"source": "School", "event": "They changed school", "impact": "A fresh start, they say", "effect": "helpful"}


@pytest.fixture
def walk(cast: Cast) -> Walk:
    crew = crew_of(cast)
    start = ENGLAND_AND_WALES.subtract_working_days(ENGLAND_AND_WALES.working_day_on_or_before(TODAY()), 36)
    return walk_to(Walk(crew, "Sky", "Moss", places_at(crew, (0, 1)), start, style=STRONG, number=1), "in_force")


@pytest.fixture
def sky(walk: Walk) -> YoungPerson:
    return walk.young_person


def write(cast: Cast, sky: YoungPerson, **more: Any) -> Entry:
    return actions.write_entry(by=cast.social_worker, young_person=sky, **{"on": TODAY(), **WORDS, **more})


# --- Generated ----------
def test_every_kind_of_event_on_the_way_to_a_plan_is_read_from_the_record(sky: YoungPerson) -> None:
    events = events_of(sky)
    assert {event.kind for event in events} >= {
        *("worker", "referral", "step", "strategy", "seen", "assessment", "meeting", "plan", "context")
    }
    assert [event.on for event in events] == sorted(event.on for event in events)
    held = {meeting.held_on for meeting in sky.episodes.get().meetings.all()}
    assert {event.on for event in events if event.kind == "meeting"} == held


def test_each_source_can_be_asked_alone(sky: YoungPerson) -> None:
    everything = events_of(sky)
    for source in SOURCES:
        alone = events_of(sky, [source.kind])
        assert alone == [event for event in everything if event.kind == source.kind]


def test_another_young_person_s_events_are_not_among_them(cast: Cast, sky: YoungPerson) -> None:
    crew = crew_of(cast)
    other = walk_to(Walk(crew, "Kit", "Farrow", places_at(crew, (0,)), TODAY() - timedelta(20), number=2), "referred")
    before = events_of(sky)
    people.write_own_words(
        by=cast.social_worker, young_person=other.young_person, own_words="mine", own_words_on=TODAY()
    )
    assert events_of(sky) == before
    assert {event.first for event in events_of(other.young_person, ["words"])} == {"mine"}


def test_filters_narrow_by_kind_period_context_and_what_stands_out(
    cast: Cast, client_for: ClientFor, sky: YoungPerson
) -> None:
    client, address = client_for(cast.social_worker), f"/young-people/{sky.ref}/chronology/everything/"
    whole = client.get(address).content.decode()
    assert "A referral was received" in whole
    only = client.get(address, {"kind": "context"}, headers={"HX-Request": "true"}).content.decode()
    assert "was linked" in only
    assert "A referral was received" not in only
    context = sky.context_links.order_by("pk").first()
    one = client.get(address, {"context": context.context_id}, headers={"HX-Request": "true"}).content.decode()
    assert f"{context.context.name} was linked" in one
    assert one.count("was linked") == 1 * 2, "in the row, and in what a screen reader hears of its link"
    ahead = {"since-day": "1", "since-month": "1", "since-year": str(TODAY().year + 1)}
    assert "Nothing fits" in client.get(address, ahead).content.decode()


def test_each_event_leads_to_a_page_that_opens(cast: Cast, client_for: ClientFor, sky: YoungPerson) -> None:
    client = client_for(cast.social_worker)
    page = client.get(f"/young-people/{sky.ref}/chronology/everything/").content.decode()
    addresses = {part.split('"')[0] for part in page.split('href="')[1:] if sky.ref in part.split('"')[0]}
    assert len(addresses) > 5
    for address in addresses:
        assert client.get(address.replace("&amp;", "&")).status_code == 200, address


# --- Curated ----------
def test_an_event_is_chosen_once_with_its_day_and_words(cast: Cast, client_for: ClientFor, sky: YoungPerson) -> None:
    client, event = client_for(cast.social_worker), events_of(sky, ["referral"])[0]
    address = f"/young-people/{sky.ref}/chronology/write/?from={event.name}"
    assert "A referral was received" in client.get(address).content.decode()
    day = {"on-day": event.on.day, "on-month": event.on.month, "on-year": event.on.year}
    given = {**day, **WORDS, "event": "school was worried about the walk home", "significant": "on"}
    assert client.post(address, given).status_code == 303
    entry = Entry.objects.get()
    assert (entry.chosen_from, entry.on, entry.effect) == (event.name, event.on, "helpful")
    assert "Chosen" in client.get(f"/young-people/{sky.ref}/chronology/everything/").content.decode()
    assert "school was worried" in client.get(f"/young-people/{sky.ref}/chronology/").content.decode()
    again = client.post(address, given)
    assert again.status_code == 409
    assert "already" in again.content.decode()


def test_entries_stand_in_the_order_of_their_days(cast: Cast, sky: YoungPerson) -> None:
    for days in (3, 30, 10):
        write(cast, sky, on=TODAY() - timedelta(days))
    assert [TODAY() - entry.on for entry in sky.chronology.all()] == [timedelta(n) for n in (30, 10, 3)]


def test_what_was_shared_stays_and_is_added_to(cast: Cast, client_for: ClientFor, sky: YoungPerson) -> None:
    entry = write(cast, sky)
    with pytest.raises(NotPossible, match="not shared yet"):
        actions.add_to_entry(by=cast.social_worker, entry=entry, words="More")
    actions.share_chronology(by=cast.social_worker, young_person=sky, shared_with="Sky", on=TODAY())
    with pytest.raises(NotPossible, match="stays as it was given"):
        actions.change_entry(by=cast.social_worker, entry=entry, event="Something else")
    assert client_for(cast.social_worker).get(f"/young-people/{sky.ref}/chronology/{entry.pk}/").status_code == 409
    entry.refresh_from_db()
    actions.add_to_entry(by=cast.social_worker, entry=entry, words="They have stayed there")
    page = client_for(cast.chair).get(f"/young-people/{sky.ref}/chronology/").content.decode()
    assert "They have stayed there" in page
    assert "Shared with Sky" in page
    assert "Add to this" not in page, "a chair reads it and does not write it"
    with pytest.raises(NotPossible, match="Nothing has been written"):
        actions.share_chronology(by=cast.social_worker, young_person=sky, shared_with="Sky", on=TODAY())


def test_a_name_of_somebody_else_is_asked_about(cast: Cast, client_for: ClientFor, sky: YoungPerson) -> None:
    people.add_young_person(
        by=cast.team_manager, site=cast.site, team=cast.team, given_name="kit", family_name="farrow"
    )
    with pytest.raises(NotPossible, match="name somebody else"):
        write(cast, sky, event="they went there with Jay Reed")
    entry = write(cast, sky, event="Sky went there with a friend, and Sky Moss said so")
    with pytest.raises(NotPossible, match="name somebody else"):
        actions.change_entry(by=cast.team_manager, entry=entry, event="went there with KIT FARROW again")
    client, day = client_for(cast.social_worker), TODAY()
    given = {
        **WORDS,
        "event": "they were driven by Jay Reed",
        "on-day": day.day,
        "on-month": day.month,
        "on-year": day.year,
    }
    address = f"/young-people/{sky.ref}/chronology/write/"
    refused = client.post(address, given)
    assert refused.status_code == 409
    assert "Jay Reed" in refused.content.decode()
    assert client.post(address, {**given, "names_because": "The youth worker, who agreed"}).status_code == 303


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Jay Reed was there", ("Jay Reed",)),
        ("Sky was there. Nobody else", ()),
        ("Sky Moss’s sister Dana Moss", ()),
        ("the park on Mill lane", ()),
        ("Told us\nThe school said so\nEverybody\nMoved", ()),
        ("", ()),
    ],
)
def test_words_that_are_written_as_a_name_is(text: str, found: tuple[str, ...]) -> None:
    assert looks_like_names(text, ["Sky Moss", "Dana Moss"]) == found


def test_a_day_ahead_is_not_in_a_chronology(cast: Cast, sky: YoungPerson) -> None:
    with pytest.raises(NotPossible, match="not ahead"):
        write(cast, sky, on=TODAY() + timedelta(1))


@pytest.mark.parametrize("evidence", ["https://example.org/", "//example.org/", "/\\example.org", "javascript:x"])
def test_evidence_leads_nowhere_but_here(evidence: str, cast: Cast, client_for: ClientFor, sky: YoungPerson) -> None:
    day = date(2026, 1, 5)
    given = {**WORDS, "evidence": evidence, "on-day": day.day, "on-month": day.month, "on-year": day.year}
    assert client_for(cast.social_worker).post(f"/young-people/{sky.ref}/chronology/write/", given).status_code == 422


def test_only_case_holders_write(cast: Cast, sky: YoungPerson) -> None:
    for part, error in (("chair", NotAllowed), ("quality_lead", NotAllowed), ("other_team_worker", NotVisible)):
        with pytest.raises(error):
            actions.write_entry(by=getattr(cast, part), young_person=sky, on=TODAY(), **WORDS)
