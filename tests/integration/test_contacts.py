"""The front door: writing a contact down, who sees it, deciding on it, and whose work it stands in."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from roth.audit.models import Event
from roth.contacts import actions, selectors
from roth.contacts.models import Contact
from roth.demo import contacting
from roth.demo.borough import crew_of
from roth.demo.cast import Cast
from roth.demo.walk import Crew
from roth.domain.calendar import ENGLAND_AND_WALES, local_date
from roth.domain.errors import Conflict, NotAllowed, NotPossible, NotVisible
from roth.domain.pathway import G
from roth.people import actions as people
from roth.people.models import YoungPerson
from roth.work.selectors import due_notices, rows_for
from tests.integration.contact_pages import boxes, known_to, of

pytestmark = pytest.mark.django_db
ClientFor = Callable[[Any], Client]


@pytest.fixture
def crew(cast: Cast) -> Crew:
    return crew_of(cast)


# --- Writing it down -------------------------------------------------------------------------------------------------
def test_a_contact_is_written_down_with_the_worry_alone(crew: Crew, client_for: ClientFor) -> None:
    client = client_for(crew.social_worker)
    client.get(reverse("contacts:add"))
    at = timezone.now() - timedelta(minutes=3)
    answer = client.post(
        reverse("contacts:add"),
        {**boxes("received_at", at), "concern": "A man waits at the gate.", "team": crew.team.pk},
    )
    contact = Contact.objects.get()
    assert answer.status_code == 303
    assert contact.concern == "A man waits at the gate."
    assert contact.decide_by == ENGLAND_AND_WALES.add_working_days(local_date(at), 1)
    assert not YoungPerson.objects.filter(given_name="").exists()
    assert "Nobody is named yet" in client.get(of("contact", contact)).content.decode()


def test_what_was_typed_is_kept_when_the_worry_is_missing(crew: Crew, client_for: ClientFor) -> None:
    client = client_for(crew.social_worker)
    said = {
        "person_name": "Kai Marlowe",
        "immediate_safety": "At his aunt's.",
        "record": "YP-9999",
        "team": crew.team.pk,
    }
    refused = client.post(reverse("contacts:add"), {**boxes("received_at", timezone.now()), **said})
    assert refused.status_code == 422
    text = client.get(reverse("contacts:add")).content.decode()
    assert "Kai Marlowe" in text
    assert "At his aunt&#39;s." in text
    assert "Write what they told us" in refused.content.decode()
    assert "No record that you may open has this reference" in refused.content.decode()
    assert not Contact.objects.exists()


def test_the_list_has_the_oldest_first_and_says_what_is_late(crew: Crew, client_for: ClientFor) -> None:
    for days, name in ((0, "Newest"), (3, "Oldest"), (1, "Middle")):
        contacting.written(crew, days=days, person_name=name)
    contacting.advised(crew)
    text = client_for(crew.manager).get(reverse("contacts:list")).content.decode()
    assert text.index("Oldest") < text.index("Middle") < text.index("Newest")
    assert "Late: it was due" in text
    assert "3 working days ago" in text
    assert "3 contacts, the oldest first" in text


def test_closed_contacts_have_a_list_of_their_own(crew: Crew, client_for: ClientFor) -> None:
    contacting.advised(crew)
    contacting.written(crew, person_name="Waits")
    text = client_for(crew.manager).get(reverse("contacts:list"), {"show": "closed"}).content.decode()
    assert "Advice given" in text
    assert "Waits" not in text


def test_two_people_who_complete_one_contact_do_not_write_over_each_other(crew: Crew) -> None:
    contact = contacting.written(crew)
    actions.change_contact(by=crew.manager, contact=contact, version=contact.version, person_age="13")
    with pytest.raises(Conflict):
        actions.change_contact(by=crew.social_worker, contact=contact, version=contact.version, person_age="15")


def test_a_save_on_top_of_another_asks_which_words_to_keep(crew: Crew, client_for: ClientFor) -> None:
    contact, client = contacting.written(crew), client_for(crew.social_worker)
    seen = contact.version
    record = known_to(crew)
    actions.change_contact(by=crew.manager, contact=contact, person_name="Theirs", young_person=record)
    data = {**boxes("received_at", contact.received_at), "concern": "Mine", "team": crew.team.pk, "_version": seen}
    answer = client.post(of("edit", contact), {**data, "person_name": "Ours"})
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Theirs" in text
    assert "Ours" in text
    assert record.ref in text


def test_a_contact_is_passed_to_another_team_whose_manager_then_decides(crew: Crew, cast: Cast) -> None:
    contact, theirs = contacting.written(crew), cast.other_team
    actions.change_contact(by=crew.social_worker, contact=contact, team=theirs)
    with pytest.raises(NotAllowed, match=theirs.name):
        actions.accept_contact(by=crew.manager, contact=Contact.objects.get())
    assert actions.accept_contact(by=cast.other_team_manager, contact=Contact.objects.get()).to_refer


# --- The door --------------------------------------------------------------------------------------------------------
def test_only_the_front_door_of_its_site_sees_a_contact(crew: Crew, cast: Cast) -> None:
    contacting.written(crew)
    see = {part for part, user in cast.everyone().items() if selectors.visible_to(user).exists()}
    assert see == {"social_worker", "team_manager", "other_team_worker", "other_team_manager"}


def test_a_contact_about_a_restricted_record_is_for_its_people(crew: Crew, cast: Cast, client_for: ClientFor) -> None:
    record = known_to(crew)
    contact = contacting.written(crew, young_person=record)
    people.restrict(by=crew.manager, young_person=record, reason="A relative works here.", people={})
    assert client_for(cast.other_team_worker).get(of("contact", contact)).status_code == 404
    assert client_for(crew.manager).get(of("contact", contact)).status_code == 200


def test_a_contact_about_somebody_whom_the_reader_knows_is_hidden(crew: Crew, client_for: ClientFor) -> None:
    record = known_to(crew)
    contact = contacting.written(crew, young_person=record)
    people.declare_conflict(by=crew.social_worker, young_person=record, reason="My nephew.")
    assert client_for(crew.social_worker).get(of("contact", contact)).status_code == 404


def test_opening_a_contact_and_its_list_is_a_read_in_the_trail(crew: Crew, client_for: ClientFor) -> None:
    contact = contacting.written(crew)
    client = client_for(crew.social_worker)
    client.get(of("contact", contact))
    client.get(reverse("contacts:list"))
    assert Event.objects.filter(kind="record.read", record=contact.ref).count() == 1
    assert contact.ref in Event.objects.filter(kind="list.read", target="contacts").get().detail


def test_a_record_that_the_writer_may_not_know_is_not_named(crew: Crew, cast: Cast) -> None:
    with pytest.raises(NotVisible):
        actions.record_contact(
            by=cast.other_team_worker,
            team=cast.other_team,
            received_at=timezone.now(),
            concern="Guessing",
            young_person=known_to(crew),
        )


def test_somebody_who_may_not_open_the_record_is_told_whom_to_ask(
    crew: Crew, cast: Cast, client_for: ClientFor
) -> None:
    record = known_to(crew)
    contact = contacting.accepted(crew, young_person=record)
    text = client_for(cast.other_team_worker).get(of("contact", contact)).content.decode()
    assert "Ask their team’s manager" in text
    assert record.ref not in text


# --- The decision ----------------------------------------------------------------------------------------------------
def test_the_page_says_what_each_way_out_still_needs_and_where(crew: Crew, client_for: ClientFor) -> None:
    contact = contacting.written(crew, source_code="")
    text = client_for(crew.manager).get(of("contact", contact)).content.decode()
    assert of("accept", contact) in text
    assert of("advise", contact) in text
    assert f"{of('edit', contact)}#id_source_code" in text
    assert G["source_code"].sentence in text


def test_a_refused_decision_keeps_the_words_and_links_to_what_is_missing(crew: Crew, client_for: ClientFor) -> None:
    contact, client = contacting.written(crew, parents_told=None), client_for(crew.manager)
    refused = client.post(of("accept", contact), {"rationale": "A car and a pattern."})
    text = refused.content.decode()
    assert refused.status_code == 409
    assert f'href="{of("edit", contact)}#id_parents_told"' in text
    assert "A car and a pattern." in text


def test_a_social_worker_sees_who_decides(crew: Crew, client_for: ClientFor) -> None:
    contact = contacting.written(crew)
    client = client_for(crew.social_worker)
    assert f"For a manager of {crew.team.name}" in client.get(of("contact", contact)).content.decode()
    assert client.get(of("accept", contact)).status_code == 403


def test_advice_closes_the_contact_with_when_by_whom_and_what(crew: Crew, client_for: ClientFor) -> None:
    contact, client = contacting.written(crew), client_for(crew.manager)
    assert client.get(of("advise", contact)).status_code == 200
    nothing = client.post(of("advise", contact), {"reason": "The school has a plan.", "told_by": "Martin Hale"})
    assert nothing.status_code == 422
    said = {"reason": "The school has a plan.", "told_by": "Martin Hale", "told_what": "Ring if the car comes back."}
    done = client.post(of("advise", contact), {**said, **boxes("told_at", timezone.now())})
    assert done.status_code == 303
    text = client.get(of("contact", contact)).content.decode()
    assert "Ring if the car comes back." in text
    assert "by Martin Hale" in text
    assert "The school has a plan." in text


def test_nobody_is_told_before_the_contact_came(crew: Crew) -> None:
    contact = contacting.written(crew)
    early = contact.received_at - timedelta(minutes=1)
    with pytest.raises(NotPossible, match="told after"):
        actions.give_advice(
            by=crew.manager, contact=contact, reason="Enough", told_at=early, told_by="M", told_what="Ring"
        )


@pytest.mark.parametrize("made", [contacting.advised, contacting.accepted])
def test_a_closed_contact_is_never_edited(crew: Crew, client_for: ClientFor, made: Callable[..., Contact]) -> None:
    contact, client = made(crew), client_for(crew.manager)
    data = {**boxes("received_at", contact.received_at), "concern": "Other words", "team": crew.team.pk}
    assert client.get(of("edit", contact)).status_code == 409
    assert client.post(of("edit", contact), data).status_code == 409
    assert Contact.objects.get().concern == contacting.WHOLE["concern"]
    assert of("edit", contact) not in client.get(of("contact", contact)).content.decode()


# --- My work and notices ---------------------------------------------------------------------------------------------
def in_tray(user: Any) -> list[tuple[int, str]]:
    today = timezone.localdate()
    return [(row.key, row.code) for row in rows_for(user, today, today + timedelta(days=28)) if row.kind == "contact"]


def test_contacts_stand_in_the_managers_work_until_they_are_decided(
    crew: Crew, cast: Cast, client_for: ClientFor
) -> None:
    waits = contacting.written(crew)
    contacting.advised(crew)
    assert in_tray(crew.manager) == [(waits.pk, "contact")]
    assert not in_tray(cast.other_team_manager)
    assert not in_tray(crew.social_worker)
    text = client_for(crew.manager).get(reverse("home")).content.decode()
    assert "Decide on the contact about Kai Marlowe" in text
    assert of("contact", waits) in text


def test_an_accepted_contact_stays_in_work_until_its_referral_is_written(crew: Crew, client_for: ClientFor) -> None:
    contact = contacting.accepted(crew)
    assert in_tray(crew.manager) == in_tray(crew.social_worker) == [(contact.pk, "referral")]
    text = client_for(crew.social_worker).get(reverse("home")).content.decode()
    assert "Write the referral that the contact about Kai Marlowe became" in text


def told(kind: str, now: datetime) -> set[tuple[int, str]]:
    return {(each.user_id, each.link) for each in due_notices(now) if each.kind == kind}


def test_the_manager_and_whoever_wrote_it_hear_of_danger_and_of_a_late_decision(crew: Crew) -> None:
    contact = contacting.written(crew, danger_now=True)
    now, both = timezone.now(), {crew.manager.pk, crew.social_worker.pk}
    assert told("N02", now) == {(user, of("contact", contact)) for user in both}
    late = now + timedelta(days=6)
    assert told("N01", late) == {(user, of("contact", contact)) for user in both}
    actions.give_advice(by=crew.manager, contact=contact, reason="Safe", not_told_reason="No number")
    assert not told("N01", late)


def test_a_notice_names_nobody(crew: Crew) -> None:
    contacting.written(crew, danger_now=True)
    assert not any("Kai" in each.text for each in due_notices(timezone.now()))
