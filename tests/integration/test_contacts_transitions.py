"""The two ways out of a contact, C01 and C02: each works, each guard stops it, and nobody else of the cast may."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

import pytest
from django.db import transaction
from django.utils import timezone

from roth.contacts import actions
from roth.contacts.models import Contact
from roth.demo import contacting
from roth.demo.borough import crew_of
from roth.demo.cast import Cast
from roth.demo.walk import Crew
from roth.domain.errors import NotAllowed, NotPossible, NotVisible
from roth.domain.pathway import TRANSITIONS, G, Stage, leaving
from tests.integration.transition_examples import FROM_A_CONTACT

pytestmark = pytest.mark.django_db
TOLD: Final = {
    "reason": "Nobody was harmed, and the school and the family have a plan.",
    "told_by": "Amara Osei",
    "told_what": "Ring again if the car comes back.",
}
WAYS: Final[dict[str, tuple[Callable[..., Contact], dict[str, Any]]]] = {
    "C01": (actions.accept_contact, {}),
    "C02": (actions.give_advice, TOLD),
}
GUARDED = [(code, guard) for code in WAYS for guard in TRANSITIONS[code].guards]
# What is missing from the contact, or from what the form says, where each guard stops its step.
WITHOUT: Final = {
    ("C01", "subject"): ({"person_name": ""}, {}),
    ("C01", "source_code"): ({"source_code": ""}, {}),
    ("C01", "consent"): ({"parents_told": None}, {}),
    ("C02", "reason"): ({}, {"reason": " "}),
    ("C02", "referrer_told"): ({}, {"told_what": ""}),
}


@pytest.fixture
def crew(cast: Cast) -> Crew:
    return crew_of(cast)


def take(code: str, contact: Contact, by: Any, **said: Any) -> Contact:
    """The step, by its action."""
    action, usual = WAYS[code]
    told = {"told_at": timezone.now()} if code == "C02" else {}
    return action(by=by, contact=contact, **{**usual, **told, **said})


def test_every_way_out_of_a_contact_has_an_action() -> None:
    assert set(WAYS) == {step.code for step in leaving(Stage.CONTACT)}
    assert set(WAYS) >= FROM_A_CONTACT


@pytest.mark.parametrize("code", WAYS)
def test_the_way_out_is_taken_and_signed(crew: Crew, code: str) -> None:
    contact = take(code, contacting.written(crew), crew.manager)
    contact.refresh_from_db()
    assert contact.stage == TRANSITIONS[code].to
    assert contact.decided_by == crew.manager
    assert contact.decided_at is not None


@pytest.mark.parametrize(("code", "guard"), GUARDED)
def test_each_guard_stops_the_way_out_with_its_sentence(
    crew: Crew, monkeypatch: pytest.MonkeyPatch, code: str, guard: str
) -> None:
    contact = contacting.written(crew)
    monkeypatch.setitem(G, guard, replace(G[guard], holds=lambda facts: False))
    with pytest.raises(NotPossible) as refused, transaction.atomic():
        take(code, contact, crew.manager)
    assert G[guard].sentence in [sentence for _, sentence in refused.value.missing]
    contact.refresh_from_db()
    assert contact.waits


@pytest.mark.parametrize(("step", "lacking"), WITHOUT.items())
def test_what_a_guard_asks_for_is_what_the_contact_lacks(
    crew: Crew, step: tuple[str, str], lacking: tuple[dict[str, Any], dict[str, Any]]
) -> None:
    (code, guard), (of_contact, said) = step, lacking
    contact = contacting.written(crew, **of_contact)
    with pytest.raises(NotPossible) as refused, transaction.atomic():
        take(code, contact, crew.manager, **said)
    assert [sentence for _, sentence in refused.value.missing] == [G[guard].sentence]


@pytest.mark.parametrize("code", WAYS)
def test_nobody_but_a_manager_of_the_team_decides(crew: Crew, cast: Cast, code: str) -> None:
    contact, let = contacting.written(crew), set()
    for part, user in cast.everyone().items():
        try:
            with transaction.atomic():
                take(code, contact, user)
                let.add(part)
                transaction.set_rollback(True)
        except (NotAllowed, NotVisible):
            continue
    assert let == {"team_manager"}


@pytest.mark.parametrize("first", WAYS)
@pytest.mark.parametrize("then", WAYS)
def test_a_contact_that_is_decided_is_not_decided_again(crew: Crew, first: str, then: str) -> None:
    contact = take(first, contacting.written(crew), crew.manager)
    with pytest.raises(NotPossible, match="stays as it was written"):
        take(then, contact, crew.manager)


def test_a_reason_stands_in_for_telling_whoever_contacted_us(crew: Crew) -> None:
    contact = contacting.written(crew)
    take("C02", contact, crew.manager, told_at=None, told_by="", told_what="", not_told_reason="They gave no number.")
    contact.refresh_from_db()
    assert contact.stage == Stage.SIGNPOSTED


def test_where_only_a_place_is_named_there_are_no_parents_to_ask(crew: Crew) -> None:
    place = {"person_name": "", "person_age": "", "place": "The bandstand", "parents_told": None}
    contact = contacting.written(crew, **place)
    contact = take("C01", contact, crew.manager, context_name="The bandstand", context_kind="park_open_space")
    assert contact.context is not None
    assert contact.context.name == "The bandstand"
    assert not contact.to_refer
