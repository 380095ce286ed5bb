"""Ages, stages and histories as pages say them; the next step for each stage."""

from datetime import date

import pytest

from roth.audit.models import Event
from roth.domain.access import Role, Ties
from roth.domain.pathway import Stage, StepFacts
from roth.people.models import YoungPerson
from roth.people.next_step import next_step
from roth.people.present import age_in_words, happened, stage_in_words

TODAY = date(2026, 3, 27)


@pytest.mark.parametrize(
    ("born_on", "words"),
    [
        (date(2010, 3, 27), "16 years old"),
        (date(2010, 3, 28), "15 years old"),
        (date(2012, 2, 29), "14 years old"),
        (date(2026, 2, 27), "1 month old"),
        (date(2026, 3, 27), "0 months old"),
        (date(2026, 3, 28), "Not born yet"),
        (None, "Age not recorded"),
    ],
)
def test_age(born_on: date | None, words: str) -> None:
    assert age_in_words(born_on, TODAY) == words


def test_age_of_an_unborn_and_of_one_who_died() -> None:
    assert age_in_words(None, TODAY, expected_on=date(2026, 6, 1)) == "Not born yet"
    assert age_in_words(date(2010, 1, 1), TODAY, died_on=date(2025, 1, 1)) == "Died aged 15"


def test_stage() -> None:
    assert stage_in_words("") == "No referral yet"
    assert stage_in_words("plan", "roth_cp") == "Plan in force · ROTH child protection pathway"


def test_a_change_is_told_with_both_values_and_a_list_by_name_only() -> None:
    event = Event(
        kind="young_person.changed",
        actor_name="Amara Osei",
        actor_role="Social worker",
        detail='{"before": {"pronouns": "", "aliases": []}, "after": {"pronouns": "they/them", "aliases": ["Ro"]}}',
    )
    said = happened(event)
    assert said.title == "Amara Osei changed who the young person is"
    assert said.text == "Pronouns: “they/them”. Aliases changed"


def test_a_kind_that_a_later_version_dropped_still_shows() -> None:
    assert happened(Event(kind="gone.away", actor_name="A", detail="")).title == "A gone.away"


def person(role: Role, **ties: bool) -> YoungPerson:
    found = YoungPerson(pk=7)
    found.known_ties = Ties(frozenset({role}), frozenset({role}), **ties)  # type: ignore[attr-defined]
    return found


WORKER = {"role": Role.SOCIAL_WORKER, "allocated": True}


def test_the_first_step_is_a_referral() -> None:
    assert next_step(person(**WORKER), "", None).words == "Record a referral"


def test_what_a_step_needs_is_listed_and_only_linked_for_whoever_can_put_it_right() -> None:
    facts = StepFacts(stage=Stage.REFERRAL, on=TODAY, opened_on=TODAY)
    for_worker = next_step(person(**WORKER), "referral", facts)
    assert for_worker.href == ""
    assert for_worker.who == "manager of the team that holds the record"
    needed = {need.sentence: need.href for need in for_worker.needs}
    assert needed["Say which social worker is allocated."] == ""
    for_manager = next_step(person(Role.TEAM_MANAGER), "referral", facts)
    needed = {need.sentence: need.href for need in for_manager.needs}
    assert needed["Say which social worker is allocated."].endswith("/YP-0007/allocate/")


def test_what_the_steps_own_form_asks_is_not_listed() -> None:
    facts = StepFacts(stage=Stage.PATHWAY_DECISION, on=TODAY, opened_on=TODAY)
    assert next_step(person(Role.TEAM_MANAGER), "pathway_decision", facts).needs == ()


@pytest.mark.parametrize("stage", list(Stage))
def test_every_stage_has_a_next_step(stage: Stage) -> None:
    assert next_step(person(Role.TEAM_MANAGER), stage.value, None).words
