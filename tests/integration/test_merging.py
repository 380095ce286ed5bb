"""Joining two records of one young person, and taking them apart: nothing lost, nothing let in, nothing forgotten."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.db import models
from django.test import Client
from django.utils import timezone

from roth.audit.models import Event
from roth.contexts import actions as contexts
from roth.contexts.models import Context
from roth.demo.borough import crew_of, places_at
from roth.demo.cast import Cast
from roth.demo.planning import plan_of
from roth.demo.steps import walk_to
from roth.demo.stories import STRONG
from roth.demo.walk import Walk
from roth.domain.access import Permission
from roth.domain.calendar import ENGLAND_AND_WALES
from roth.domain.errors import Moved, NotAllowed, NotPossible, NotVisible
from roth.domain.merging import RecordFacts, obstacles, overlap
from roth.drafts.models import Draft
from roth.finding.selectors import found_by
from roth.people import actions
from roth.people.access import visible_to, young_person_for
from roth.people.merging import actions as merging
from roth.people.merging.handling import pointing_at_young_people
from roth.people.models import Alias, Merge, YoungPerson

ClientFor = Callable[[Any], Client]
TODAY = timezone.localdate
WHY = "Same young person: the school gave us both spellings of the name."
# Not what a record says: a version only ever rises, so that nobody saves over what they have not seen.
NOT_SAID = {"people.YoungPerson": {"version"}, "people.SearchWord": {"id"}}


# --- Everything that a record says, found by walking the models -------------------------------------------------------
def said_by(person: YoungPerson) -> str:
    """Every row of every table that hangs on this record, however far, as canonical JSON."""
    seen: dict[tuple[str, Any], dict[str, Any]] = {}
    ahead: list[models.Model] = [YoungPerson.everyone.get(pk=person.pk)]
    while ahead:
        row = ahead.pop()
        key = (row._meta.label, row.pk)
        if key in seen:
            continue
        seen[key] = _fields_of(row)
        ahead += _hanging_on(row)
    rows = [[label, fields] for (label, _), fields in seen.items()]
    return json.dumps(sorted(rows, key=json.dumps), ensure_ascii=False, sort_keys=True, indent=1)


def _fields_of(row: models.Model) -> dict[str, Any]:
    left_out = NOT_SAID.get(row._meta.label, set())
    return {
        field.attname: field.value_to_string(row) for field in row._meta.concrete_fields if field.name not in left_out
    } | {
        field.name: sorted(field.value_from_object(row), key=lambda each: each.pk).__repr__()
        for field in row._meta.many_to_many
    }


def _hanging_on(row: models.Model) -> Iterator[models.Model]:
    for field in pointers_at(type(row)):
        if field.model is not Merge and field.model is not YoungPerson:
            yield from field.model._base_manager.filter(**{field.name: row.pk})


def pointers_at(model: type[models.Model]) -> list[Any]:
    """Every foreign key of ours that points at this model, those without a way back by name too."""
    relations = model._meta.get_fields(include_hidden=True)
    found = [each.field for each in relations if each.auto_created and not each.concrete and not each.many_to_many]  # type: ignore[union-attr]
    return [field for field in found if field.model.__module__.startswith("roth.")]


# --- Two records ----------
def walked(cast: Cast, name: str, until: str, number: int, places: tuple[int, ...] = (0, 1)) -> Walk:
    crew = crew_of(cast)
    start = ENGLAND_AND_WALES.subtract_working_days(ENGLAND_AND_WALES.working_day_on_or_before(TODAY()), 36)
    return walk_to(Walk(crew, name, "Moss", places_at(crew, places), start, style=STRONG, number=number), until)


@pytest.fixture
def kept(cast: Cast) -> YoungPerson:
    person = walked(cast, "Rowan", "in_force", 1).young_person
    person.refresh_from_db()
    actions.change_young_person(by=cast.social_worker, young_person=person, aliases=["Ro"], school="Larkfield")
    return person


@pytest.fixture
def joined(cast: Cast) -> YoungPerson:
    """A second record of the same young person, with something in every table that it can fill."""
    walk = walked(cast, "Rowen", "referred", 2, places=(1, 3))
    walk.triage("nfa")
    person, worker = walk.young_person, cast.social_worker
    person.refresh_from_db()
    context = Context.objects.filter(site=cast.site).exclude(links__young_person=person).order_by("pk").first()
    assert context
    contexts.link_context(
        by=worker, young_person=person, context=context, meaning="harm", reason="Said so", source="Rowan"
    )
    family = [{"name": "Dana Moss", "relation": "Mother", "parental_responsibility": True, "contact": "07700 900123"}]
    actions.write_family(by=worker, young_person=person, family=family)
    trusted = [{"name": "Dee", "relation": "Youth worker", "named_by_young_person": True}]
    actions.write_trusted_adults(by=worker, young_person=person, trusted_adults=trusted)
    actions.write_own_words(by=worker, young_person=person, own_words="i said this before", own_words_on=TODAY())
    fields = {"aliases": ["Ro", "Rowena"], "school": "Hollins", "gp": "Dr Amin", "la_child_id": "W77"}
    actions.change_young_person(by=worker, young_person=person, **fields)
    return person


def propose(cast: Cast, kept: YoungPerson, joined: YoungPerson, **choices: bool) -> Merge:
    return merging.propose_merge(by=cast.social_worker, kept=kept, joined=joined, reason=WHY, choices=choices)


def join(cast: Cast, kept: YoungPerson, joined: YoungPerson, **choices: bool) -> Merge:
    merge = propose(cast, kept, joined, **choices)
    merge = merging.approve_merge(by=cast.team_manager, merge=merge)
    kept.refresh_from_db()
    return merge


def undo(cast: Cast, merge: Merge, **assigned: str) -> Merge:
    given = {name.replace("__", "."): to for name, to in assigned.items()}
    return merging.undo_merge(
        by=cast.team_manager, merge=merge, reason="They are two cousins after all.", assigned=given
    )


# --- Must show 7 ----------
def test_joining_and_taking_apart_restores_both_to_the_letter(
    cast: Cast, kept: YoungPerson, joined: YoungPerson
) -> None:
    before = said_by(kept), said_by(joined)
    merge = join(cast, kept, joined, school=True, own_words=False)
    assert said_by(kept) != before[0]
    moved = {label for label, *_ in merge.done["moves"]}
    assert moved >= {f"people.{each}.young_person" for each in ("Alias", "FamilyMember", "TrustedAdult", "Allocation")}
    assert moved >= {"pathway.Episode.young_person", "contexts.ContextLink.young_person"}
    undo(cast, merge)
    assert said_by(kept) == before[0]
    assert said_by(joined) == before[1]


def test_the_comparison_sees_one_changed_letter_however_deep(cast: Cast, kept: YoungPerson) -> None:
    """The test above can fail: a word in a plan of an episode of the record is four tables away."""
    before = said_by(kept)
    for label in ("pathway.Episode", "plans.Action", "assessments.Need", "meetings.Invitation", "people.SearchWord"):
        assert f'"{label}"' in before
    plan = plan_of(walk_like(kept))
    action = plan.actions.first()
    type(action).objects.filter(pk=action.pk).update(text=action.text + ".")
    assert said_by(kept) != before


def walk_like(person: YoungPerson) -> Any:
    class Like:
        young_person = person

    return Like()


def test_what_was_written_after_the_joining_goes_where_somebody_says(
    cast: Cast, kept: YoungPerson, joined: YoungPerson
) -> None:
    before = said_by(kept), said_by(joined)
    merge = join(cast, kept, joined)
    row = Alias.objects.create(young_person=kept, name="Since")
    with pytest.raises(NotPossible, match="whose it is") as caught:
        undo(cast, merge)
    assert [where for where, _ in caught.value.missing] == [f"people.Alias.young_person:{row.pk}"]
    assert YoungPerson.everyone.get(pk=joined.pk).merged_into_id == kept.pk, "nothing is done by halves"
    undo(cast, merge, **{f"people__Alias__young_person:{row.pk}": "joined"})
    row.refresh_from_db()
    assert row.young_person_id == joined.pk
    assert "since" in YoungPerson.objects.get(pk=joined.pk).search_name
    row.delete()
    YoungPerson.objects.get(pk=joined.pk).index_names(["Ro", "Rowena"])
    assert (said_by(kept), said_by(joined)) == before


def test_a_field_written_anew_since_is_not_taken_back(cast: Cast, kept: YoungPerson, joined: YoungPerson) -> None:
    merge = join(cast, kept, joined, school=True)
    assert kept.school == "Hollins"
    actions.change_young_person(by=cast.social_worker, young_person=kept, school="Brook College")
    undo(cast, merge)
    kept.refresh_from_db()
    assert kept.school == "Brook College"


# --- While they are joined ----------
def test_the_joined_record_is_read_through_the_one_that_is_kept(
    cast: Cast, client_for: ClientFor, kept: YoungPerson, joined: YoungPerson
) -> None:
    join(cast, kept, joined)
    assert joined not in visible_to(cast.social_worker)
    with pytest.raises(Moved):
        young_person_for(cast.social_worker, joined.ref, Permission.RECORD_VIEW)
    client = client_for(cast.social_worker)
    answer = client.get(f"/young-people/{joined.ref}/plan/?x=1")
    assert (answer.status_code, answer["Location"]) == (303, f"/young-people/{kept.ref}/plan/?x=1")
    assert "same young person" in client.get(f"/young-people/{kept.ref}/").content.decode()
    for part in ("other_team_worker", "other_site_manager", "researcher"):
        assert client_for(getattr(cast, part)).get(f"/young-people/{joined.ref}/").status_code == 404


def test_every_name_of_either_finds_the_one_that_is_kept(cast: Cast, kept: YoungPerson, joined: YoungPerson) -> None:
    merge = join(cast, kept, joined)
    for typed in ("rowen", "rowena", "w77", "rowan"):
        assert [each.ref for each in found_by(cast.social_worker, typed).named] == [kept.ref], typed
    actions.change_young_person(by=cast.social_worker, young_person=kept, pronouns="they/them")
    assert [each.ref for each in found_by(cast.social_worker, "rowen").named] == [kept.ref], "after it is edited too"
    undo(cast, merge)
    assert joined.ref in [each.ref for each in found_by(cast.social_worker, "rowen").named]


def test_words_typed_for_the_joined_record_are_offered_on_the_one_that_is_kept(
    cast: Cast, client_for: ClientFor, kept: YoungPerson, joined: YoungPerson
) -> None:
    client = client_for(cast.social_worker)
    page = client.get(f"/young-people/{joined.ref}/own-words/").content.decode()
    token = page.split('name="draft_token" value="')[1].split('"')[0]
    client.post(f"/young-people/{joined.ref}/own-words/", {"own_words": "half of it", "draft_token": token})
    merge = join(cast, kept, joined)
    assert Draft.objects.get().key == f"own-words:{kept.ref}"
    given = {"own_words": "all of it", "draft_token": token, "_version": "1"}
    answer = client.post(f"/young-people/{joined.ref}/own-words/", given)
    assert answer["Location"] == f"/young-people/{kept.ref}/own-words/"
    assert "all of it" in client.get(answer["Location"]).content.decode()
    undo(cast, merge)
    assert Draft.objects.get().key == f"own-words:{joined.ref}"


def test_the_history_of_both_is_read_together(
    cast: Cast, client_for: ClientFor, kept: YoungPerson, joined: YoungPerson
) -> None:
    join(cast, kept, joined)
    page = client_for(cast.team_manager).get(f"/young-people/{kept.ref}/history/").content.decode()
    assert "joined two records" in page
    assert Event.objects.filter(record=joined.ref, kind="merge.joined").exists()


# --- The stricter wins ----------
def test_whoever_knows_either_knows_neither_from_then_on(cast: Cast, kept: YoungPerson, joined: YoungPerson) -> None:
    actions.declare_conflict(by=cast.quality_lead, young_person=joined, reason="A neighbour")
    assert kept in visible_to(cast.quality_lead)
    merge = join(cast, kept, joined)
    assert kept not in visible_to(cast.quality_lead)
    undo(cast, merge)
    assert kept in visible_to(cast.quality_lead)
    assert joined not in visible_to(cast.quality_lead)


@pytest.mark.parametrize("both", [False, True])
def test_a_restriction_of_either_holds_for_both(both: bool, cast: Cast, kept: YoungPerson, joined: YoungPerson) -> None:
    people = {cast.social_worker: "Allocated"}
    actions.restrict(by=cast.team_manager, young_person=joined, reason="A relative works here", people=people)
    if both:
        wider = {**people, cast.quality_lead: "Oversight"}
        actions.restrict(by=cast.team_manager, young_person=kept, reason="The same relative", people=wider)
    before = said_by(kept), said_by(joined)
    assert kept in visible_to(cast.quality_lead)
    merge = join(cast, kept, joined)
    assert kept.restricted
    assert kept not in visible_to(cast.quality_lead)
    assert kept in visible_to(cast.social_worker)
    undo(cast, merge)
    assert (said_by(kept), said_by(joined)) == before
    assert kept in visible_to(cast.quality_lead)


# --- Who may, and what is against it ----------
def test_two_people_and_the_second_a_manager(cast: Cast, kept: YoungPerson, joined: YoungPerson) -> None:
    for part in ("quality_lead", "chair"):
        with pytest.raises((NotAllowed, NotVisible)):
            merging.propose_merge(by=getattr(cast, part), kept=kept, joined=joined, reason=WHY, choices={})
    with pytest.raises(NotVisible):
        merging.propose_merge(by=cast.other_team_worker, kept=kept, joined=joined, reason=WHY, choices={})
    merge = merging.propose_merge(by=cast.team_manager, kept=kept, joined=joined, reason=WHY, choices={})
    with pytest.raises(NotAllowed, match="another manager"):
        merging.approve_merge(by=cast.team_manager, merge=merge)
    with pytest.raises(NotAllowed, match="Only the manager"):
        merging.approve_merge(by=cast.social_worker, merge=merge)
    with pytest.raises(NotVisible):
        merging.approve_merge(by=cast.other_team_manager, merge=merge)
    merging.refuse_merge(by=cast.team_manager, merge=merge, reason="They have two different dates of birth.")
    with pytest.raises(NotPossible, match="decided already"):
        merging.approve_merge(by=cast.team_manager, merge=merge)


def test_two_open_episodes_are_not_joined(cast: Cast, kept: YoungPerson) -> None:
    other = walked(cast, "Rowan", "referred", 3).young_person
    with pytest.raises(NotPossible, match="open episode"):
        propose(cast, kept, other)


def test_a_proposal_that_has_become_impossible_is_refused_when_it_is_decided(cast: Cast, kept: YoungPerson) -> None:
    other = actions.add_young_person(by=cast.team_manager, site=cast.site, team=cast.team, given_name="Rowan")
    actions.allocate(by=cast.team_manager, young_person=other, worker=cast.social_worker, on=TODAY())
    merge = propose(cast, kept, other)
    walk = Walk(crew_of(cast), "Rowan", "Moss", (), TODAY(), style=STRONG, number=9)
    walk.young_person = other
    from roth.pathway.models import Episode

    Episode.objects.create(young_person=other, stage="referred", opened_on=TODAY())
    with pytest.raises(NotPossible, match="open episode"):
        merging.approve_merge(by=cast.team_manager, merge=merge)


D = date
A, B = RecordFacts("YP-1", 1), RecordFacts("YP-2", 1)


@pytest.mark.parametrize(
    ("kept_facts", "joined_facts", "rule"),
    [
        (A, RecordFacts("YP-1", 1), "ours"),
        (A, RecordFacts("YP-2", 2), "ours"),
        (RecordFacts("YP-1", 1, open_episode=True), RecordFacts("YP-2", 1, open_episode=True), "8815"),
        (
            RecordFacts("YP-1", 1, cp_plans=((D(2025, 1, 1), D(2025, 6, 1)),)),
            RecordFacts("YP-2", 1, cp_plans=((D(2025, 5, 1), None),)),
            "8940",
        ),
        (A, RecordFacts("YP-2", 1, keeps_others=True), "ours"),
        (A, RecordFacts("YP-2", 1, kept_apart=frozenset({"YP-9"})), "R09"),
        (RecordFacts("YP-1", 1, kept_apart=frozenset({"YP-2"})), B, "R09"),
        (A, RecordFacts("YP-2", 1, proposed_elsewhere=True), "ours"),
    ],
)
def test_each_thing_that_is_against_joining(kept_facts: RecordFacts, joined_facts: RecordFacts, rule: str) -> None:
    assert [each.rule for each in obstacles(kept_facts, joined_facts)] == [rule]
    assert not obstacles(A, B)


def test_plans_that_hand_over_on_a_day_do_not_overlap() -> None:
    assert not overlap([(D(2025, 1, 1), D(2025, 6, 1))], [(D(2025, 6, 1), None)])
    assert overlap([(D(2025, 1, 1), None)], [(D(2026, 6, 1), D(2026, 7, 1))])


def test_a_second_joining_is_undone_before_the_first(cast: Cast, kept: YoungPerson, joined: YoungPerson) -> None:
    first = join(cast, kept, joined)
    third = actions.add_young_person(by=cast.team_manager, site=cast.site, team=cast.team, given_name="Ro")
    actions.allocate(by=cast.team_manager, young_person=third, worker=cast.social_worker, on=TODAY())
    second = join(cast, kept, third)
    with pytest.raises(NotPossible, match="after this one"):
        undo(cast, first)
    undo(cast, second)
    undo(cast, first)
    assert YoungPerson.objects.filter(pk__in=(joined.pk, third.pk)).count() == 2


def test_every_pointer_at_a_young_person_is_walked_by_the_comparison() -> None:
    walked_by = {f"{field.model._meta.label}.{field.name}" for field in pointers_at(YoungPerson)}
    assert walked_by == set(pointing_at_young_people())


# --- Pages ----------
def test_the_pages_propose_decide_and_undo(
    cast: Cast, client_for: ClientFor, kept: YoungPerson, joined: YoungPerson
) -> None:
    worker, manager = client_for(cast.social_worker), client_for(cast.team_manager)
    first = worker.post(f"/young-people/{kept.ref}/merge/", {"other": joined.ref})
    address = f"/young-people/{kept.ref}/merge/{joined.ref}/"
    assert (first.status_code, first["Location"]) == (303, address)
    offered = worker.get(address).content.decode()
    assert "episode with everything in it" in offered
    assert "Hollins" in offered
    names = [part.split('"')[0] for part in offered.split('name="take_')[1:]]
    given = {f"take_{name}": "kept" for name in names} | {"take_school": "joined"}
    assert worker.post(address, given).status_code == 422, "without a reason"
    proposed = worker.post(address, {**given, "reason": WHY})
    assert proposed.status_code == 303
    page = proposed["Location"]
    assert cast.team_manager.notices.filter(link=page).exists()
    assert "Take it back" in worker.get(page).content.decode()
    assert "join the records" in manager.get(page).content.decode()
    assert manager.post(page, {"decision": "join"}).status_code == 303
    kept.refresh_from_db()
    assert kept.school == "Hollins"
    Alias.objects.create(young_person=kept, name="Written since")
    undo_page = manager.get(f"{page}undo/").content.decode()
    assert "Other name: Written since" in undo_page
    unsaid = manager.post(f"{page}undo/", {"reason": "They are two cousins after all."})
    assert unsaid.status_code == 422
    said = manager.post(f"{page}undo/", {"reason": "They are two cousins after all.", "row_0": "kept"})
    assert said.status_code == 303
    assert "apart again" in manager.get(page).content.decode()
    assert joined in visible_to(cast.social_worker)


def test_a_record_that_is_not_theirs_is_not_told_of(cast: Cast, client_for: ClientFor, kept: YoungPerson) -> None:
    hidden = actions.add_young_person(by=cast.other_team_manager, site=cast.site, team=cast.other_team, given_name="X")
    client = client_for(cast.social_worker)
    for ref in (hidden.ref, "YP-99999", "nonsense"):
        answer = client.post(f"/young-people/{kept.ref}/merge/", {"other": ref})
        assert answer.status_code == 409
        assert "not yours to see" in answer.content.decode()
