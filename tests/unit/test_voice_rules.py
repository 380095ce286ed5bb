"""Rules of voice: what answers somebody, what is an address, what changed on a map, and words that are plain."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roth.domain.actions import LIVE, ActionStatus
from roth.domain.voice import (
    ACCOUNT_DAYS,
    ITEMS,
    PARENT_ITEMS,
    PLAIN,
    Feeling,
    Participation,
    PlaceFacts,
    ReplyFacts,
    Speaker,
    TimeBand,
    account_is_old,
    against_reply,
    answers,
    compare,
    hard_words,
    is_an_address,
    is_answered,
    items_for,
)

OWN = Path(__file__).resolve().parents[2] / "roth" / "voice"
THEIR_OWN = ("own.jinja", "mine.jinja", "_own.jinja", "choose.jinja", "item.jinja", "my_advocate.jinja", "my_map.jinja")


# --- You said, we did -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("status", ActionStatus, ids=str)
def test_an_action_answers_while_it_is_in_the_plan_and_no_longer(status: ActionStatus) -> None:
    assert answers(ReplyFacts(action_status=status.value)) is (status in LIVE)


def test_a_reason_answers_and_an_empty_one_does_not() -> None:
    assert answers(ReplyFacts(why_not="There is no money this year"))
    assert not answers(ReplyFacts(why_not="  "))
    assert not is_answered([])
    assert is_answered([ReplyFacts(action_status="dropped_with_reason"), ReplyFacts(why_not="Not now")])


def test_a_reply_needs_words_and_something_to_lean_on() -> None:
    assert {field for field, _ in against_reply(action=False, why_not="", words="")} == {"words", "why_not"}
    assert not against_reply(action=True, why_not="", words="It is in the plan")
    assert not against_reply(action=False, why_not="No money", words="Not this year")


# --- Maps -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The bus stop by the big shops", False),
        ("Mill Lane, by the shop", False),
        ("Bus 42 home", False),
        ("The 3 benches in the park", False),
        ("12 Mill Lane", True),
        ("12b, Canal Street", True),
        ("Flat 4 by the station", True),
        ("behind SW1A 1AA", True),
        ("her nan's at 7 Old Quay Road", True),
    ],
)
def test_an_area_goes_on_the_map_and_an_address_does_not(text: str, found: bool) -> None:
    assert is_an_address(text) is found


places = st.builds(
    PlaceFacts,
    label=st.sampled_from(("Park", "park ", "Bus stop", "Home", "Chat")),
    kind=st.just("park"),
    when=st.sampled_from([band.value for band in TimeBand]),
    feeling=st.sampled_from([feeling.value for feeling in Feeling]),
)
maps = st.lists(places, max_size=8, unique_by=lambda place: place.key)


@given(maps, maps)
def test_comparing_two_maps_loses_no_place_and_invents_none(then: list[PlaceFacts], now: list[PlaceFacts]) -> None:
    rows = compare(then, now)
    assert [row.now for row in rows if row.now] == [place.feeling for place in now]
    assert sorted(row.then for row in rows if row.then) == sorted(place.feeling for place in then)
    assert len(rows) == len({place.key for place in (*then, *now)})
    assert all(row.in_words for row in rows)


@given(maps)
def test_a_map_that_is_the_same_says_still(now: list[PlaceFacts]) -> None:
    assert all(row.in_words.startswith("Still ") for row in compare(now, now))


def test_an_account_is_asked_for_again_after_ninety_days() -> None:
    today = date(2026, 3, 27)
    assert account_is_old(None, today)
    assert not account_is_old(today - timedelta(days=ACCOUNT_DAYS), today)
    assert account_is_old(today - timedelta(days=ACCOUNT_DAYS + 1), today)


# --- Words ------------------------------------------------------------------------------------------------------------
def test_the_national_codes_of_taking_part_are_all_there_and_a_young_person_is_asked_in_words() -> None:
    assert [code.value for code in Participation] == [f"PN{number}" for number in range(8)]
    assert all(code.meaning for code in Participation if code is not Participation.PN0)


def test_feedback_has_the_published_domains_and_a_parent_has_their_own_sentences() -> None:
    assert len(ITEMS) == 10
    assert items_for(Speaker.YOUNG_PERSON) == ITEMS
    assert all(items_for(speaker) == PARENT_ITEMS for speaker in Speaker if speaker is not Speaker.YOUNG_PERSON)


def test_hard_words_are_found_in_any_form_and_plain_ones_are_not() -> None:
    assert hard_words("The Risks of Exploitation, and the risk again") == ("risk", "exploitation")
    assert hard_words("People will help you, and the place will change") == ()


def words_of(template: str) -> str:
    """The fixed words of a template: what is between tags and in its own strings, without code."""
    text = (OWN / "jinja2" / "voice" / template).read_text(encoding="utf-8")
    text = re.sub(r"\{#.*?#\}", " ", text, flags=re.S)
    strings = " ".join(re.findall(r'"([A-Z][^"]* [^"]*)"', text))
    return re.sub(r"<[^>]*>|\{%.*?%\}|\{\{.*?\}\}", " ", text, flags=re.S) + " " + strings


@pytest.mark.parametrize("template", THEIR_OWN)
def test_no_professional_label_stands_on_a_page_of_ones_own(template: str) -> None:
    assert not hard_words(words_of(template))


@pytest.mark.parametrize("module", ["own_forms.py", "own_present.py"])
def test_no_professional_label_is_asked_or_said_on_a_page_of_ones_own(module: str) -> None:
    source = (OWN / module).read_text(encoding="utf-8")
    said = " ".join(re.findall(r'"([A-Z][^"\n]* [^"\n]*)"', source))
    assert not hard_words(said)


def test_every_hard_word_says_what_to_say_instead_and_that_is_plain() -> None:
    assert not [word for word, instead in PLAIN.items() if hard_words(instead)]
