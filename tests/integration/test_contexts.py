"""Contexts: a place described once, linked to several, and naming nobody."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from roth.audit.models import Event
from roth.contexts import actions, selectors
from roth.contexts.access import context_for
from roth.domain.calendar import add_months
from roth.domain.errors import Conflict, NotAllowed, NotPossible, NotVisible
from roth.people.actions import add_young_person
from roth.people.models import YoungPerson

TODAY = timezone.localdate()
CEILING = 12


@pytest.fixture
def park(cast):
    return actions.add_context(
        by=cast.social_worker, site=cast.site, kind="park_open_space", name="Mill Meadow", area="Riverside"
    )


def young_person(cast, given="Rowan", family="Ellery", by=None, team=None) -> YoungPerson:
    worker = by or cast.social_worker
    return add_young_person(
        by=worker, site=cast.site, team=team or cast.team, given_name=given, family_name=family, born_on=TODAY
    )


def link(cast, context, person, by=None, **values):
    given = {"meaning": "harm", "reason": "Rowan told us", "source": "Rowan", "confidence": "high", **values}
    return actions.link_context(by=by or cast.social_worker, young_person=person, context=context, **given)


def posted_link(context) -> dict[str, str]:
    review = TODAY + timedelta(days=30)
    return {
        "context": str(context.pk),
        "meaning": "both",
        "reason": "Safe by day, not after dark",
        "source": "Rowan",
        "confidence": "medium",
        "review_on-day": str(review.day),
        "review_on-month": str(review.month),
        "review_on-year": str(review.year),
    }


def statements(client, address) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    ours = [query["sql"] for query in seen if not query["sql"].startswith(("BEGIN", "SAVEPOINT", "RELEASE", "COMMIT"))]
    return len(ours)


# --- Who may see and write -----------------------------------------------------------------------------------------
def test_a_context_is_its_sites_and_no_other_sites(cast, park) -> None:
    for user in (cast.social_worker, cast.other_team_worker, cast.team_manager, cast.chair, cast.quality_lead):
        assert context_for(user, park.ref).pk == park.pk
    for user in (cast.other_site_worker, cast.other_site_manager, cast.administrator, cast.shop_manager):
        with pytest.raises(NotVisible):
            context_for(user, park.ref)
        assert not selectors.visible_to(user).filter(pk=park.pk).exists()


def test_who_may_see_and_not_write_is_told_so(cast, park) -> None:
    with pytest.raises(NotAllowed):
        context_for(cast.quality_lead, park.ref, "context.edit")
    with pytest.raises(NotAllowed):
        actions.change_context(by=cast.chair, context=park, name="Other")
    with pytest.raises(NotVisible):
        actions.add_context(by=cast.other_site_worker, site=cast.site, kind="workplace", name="X")


@pytest.mark.parametrize("name", ["context", "edit", "reach"])
def test_pages_of_a_context_open_to_its_site_alone(cast, park, client_for, client, name) -> None:
    address = reverse(f"contexts:{name}", args=(park.ref,))
    assert client_for(cast.social_worker).get(address).status_code == 200
    assert client_for(cast.other_team_worker).get(address).status_code == 200
    for user in (cast.other_site_worker, cast.shop_manager, cast.researcher):
        assert client_for(user).get(address).status_code == 404
    assert client_for(cast.quality_lead).get(address).status_code == (200 if name == "context" else 403)
    assert client.get(address).status_code == 302
    absent = reverse(f"contexts:{name}", args=("CX-99999",))
    assert client_for(cast.social_worker).get(absent).status_code == 404


@pytest.mark.parametrize("name", ["links", "link"])
def test_a_young_persons_contexts_open_through_their_record(cast, park, client_for, client, name) -> None:
    address = reverse(f"contexts:{name}", args=(young_person(cast).ref,))
    assert client_for(cast.social_worker).get(address).status_code == 200
    assert client_for(cast.team_manager).get(address).status_code == 200
    assert client_for(cast.quality_lead).get(address).status_code == (200 if name == "links" else 403)
    for user in (cast.other_team_worker, cast.other_site_worker, cast.police_sergeant):
        assert client_for(user).get(address).status_code == 404
    assert client.get(address).status_code == 302


# --- The list and the page -----------------------------------------------------------------------------------------
def test_the_list_says_how_many_in_words_and_filters(cast, park, client_for) -> None:
    link(cast, park, young_person(cast))
    actions.add_context(by=cast.social_worker, site=cast.site, kind="workplace", name="Car wash")
    client = client_for(cast.social_worker)
    everything = client.get(reverse("contexts:list")).content.decode()
    assert "Mill Meadow" in everything
    assert "fewer than six young people" in everything
    assert "Rowan" not in everything
    some = client.get(reverse("contexts:list"), {"kind": "workplace"}).content.decode()
    assert "Car wash" in some
    assert "Mill Meadow" not in some
    assert "No context fits" in client.get(reverse("contexts:list"), {"words": "zzz"}).content.decode()
    assert client.get(reverse("contexts:list"), {"kind": "nonsense"}).status_code == 200
    assert "Mill Meadow" not in client_for(cast.other_site_worker).get(reverse("contexts:list")).content.decode()
    assert client_for(cast.shop_manager).get(reverse("contexts:list")).status_code == 403


def test_htmx_gets_the_rows_alone(cast, park, client_for) -> None:
    part = client_for(cast.social_worker).get(reverse("contexts:list"), headers={"HX-Request": "true"}).content.decode()
    assert "Mill Meadow" in part
    assert "<html" not in part


def test_six_are_counted_and_fewer_are_not(cast, park) -> None:
    for number in range(6):
        link(cast, park, young_person(cast, given=f"Person{'abcdef'[number]}"))
    assert context_for(cast.social_worker, park.ref).young_people == 6


def test_a_page_names_only_those_whom_the_reader_may_open(cast, park, client_for) -> None:
    link(cast, park, young_person(cast))
    theirs = young_person(cast, "Sam", "Okoro", by=cast.other_team_worker, team=cast.other_team)
    link(cast, park, theirs, by=cast.other_team_worker)
    address = reverse("contexts:context", args=(park.ref,))
    mine = client_for(cast.social_worker).get(address).content.decode()
    assert "Rowan" in mine
    assert "Sam" not in mine
    assert theirs.ref not in mine
    chairs = client_for(cast.chair).get(address).content.decode()
    assert "fewer than six young people" in chairs
    assert not any(word in chairs for word in ("Rowan", "Sam", "YP-", "You may open"))


def test_naming_somebody_on_a_context_page_is_a_recorded_read(cast, park, client_for) -> None:
    person = young_person(cast)
    link(cast, park, person)
    client_for(cast.social_worker).get(reverse("contexts:context", args=(park.ref,)))
    event = Event.objects.order_by("-number").first()
    assert (event.kind, event.target) == ("list.read", park.ref)
    assert person.ref in event.detail


def test_the_history_of_a_context_does_not_say_who_is_linked(cast, park) -> None:
    person = young_person(cast)
    link(cast, park, person)
    assert not Event.objects.filter(record=park.ref, detail__contains=person.ref).exists()
    assert Event.objects.filter(record=person.ref, kind="context.linked").count() == 1


# --- Names stay out ------------------------------------------------------------------------------------------------
def test_a_name_is_refused_wherever_it_is_typed(cast, park) -> None:
    link(cast, park, young_person(cast))
    for values in ({"description": "rowan ELLERY sits here"}, {"name": "Rowan Ellery’s bench"}):
        with pytest.raises(NotPossible, match="never names"):
            actions.change_context(by=cast.other_team_worker, context=park, **values)
    with pytest.raises(NotPossible):
        actions.record_reach(
            by=cast.social_worker,
            context=park,
            agency=cast.agencies["parks"],
            through="Warden",
            can_change="Speak to Rowan Ellery",
        )
    with pytest.raises(NotPossible):
        actions.add_context(by=cast.social_worker, site=cast.site, kind="peer_group", name="Rowan Ellery’s friends")
    park.refresh_from_db()
    assert (park.name, park.description) == ("Mill Meadow", "")


def test_a_context_that_names_somebody_cannot_be_linked_to_them(cast) -> None:
    named = actions.add_context(
        by=cast.social_worker, site=cast.site, kind="peer_group", name="Rowan Ellery and others"
    )
    with pytest.raises(NotPossible, match="Take the name out"):
        link(cast, named, young_person(cast))


def test_what_was_typed_is_kept_when_a_name_is_refused(cast, park, client_for) -> None:
    link(cast, park, young_person(cast))
    typed = {
        "kind": "park_open_space",
        "name": "Mill Meadow",
        "description": "Rowan Ellery meets them",
        "_version": "1",
    }
    answer = client_for(cast.social_worker).post(reverse("contexts:edit", args=(park.ref,)), typed)
    assert answer.status_code == 409
    assert "Rowan Ellery meets them" in answer.content.decode()
    assert "Leave the name out" in answer.content.decode()


# --- Writing -------------------------------------------------------------------------------------------------------
def test_a_context_is_added_once(cast, client_for) -> None:
    client = client_for(cast.social_worker)
    typed = {"kind": "route_transport", "name": "The 42 bus"}
    first = client.post(reverse("contexts:add"), typed)
    assert first.status_code == 303
    second = client.post(reverse("contexts:add"), typed)
    assert second.status_code == 409
    assert "There is a context called The 42 bus already" in second.content.decode()
    assert selectors.visible_to(cast.social_worker).filter(name="The 42 bus").count() == 1


def test_adding_on_the_way_to_a_link_goes_back_with_the_context_chosen(cast, client_for) -> None:
    person = young_person(cast)
    client = client_for(cast.social_worker)
    typed = {"kind": "workplace", "name": "Car wash"}
    answer = client.post(f"{reverse('contexts:add')}?then={person.ref}", typed, follow=True)
    assert answer.redirect_chain[0][0].startswith(reverse("contexts:link", args=(person.ref,)))
    assert "selected" in answer.content.decode()


def test_bad_input_says_what_to_do_and_keeps_what_was_typed(cast, client_for) -> None:
    answer = client_for(cast.social_worker).post(reverse("contexts:add"), {"area": "Riverside"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Enter what people call this place or group" in text
    assert "Riverside" in text


def test_two_who_change_a_context_both_keep_their_words(cast, park, client_for) -> None:
    actions.change_context(by=cast.team_manager, context=park, version=1, description="Lit at night")
    stale = selectors.visible_to(cast.social_worker).get(pk=park.pk)
    with pytest.raises(Conflict) as conflict:
        actions.change_context(by=cast.social_worker, context=stale, version=1, description="Dark at night")
    assert conflict.value.theirs["description"] == "Lit at night"
    typed = {"kind": "park_open_space", "name": "Mill Meadow", "description": "Dark at night", "_version": "1"}
    answer = client_for(cast.social_worker).post(reverse("contexts:edit", args=(park.ref,)), typed)
    assert answer.status_code == 409
    assert "Lit at night" in answer.content.decode()
    assert "Dark at night" in answer.content.decode()


def test_reach_is_written_once_for_each_agency_and_read_by_agency(cast, park, client_for) -> None:
    address = reverse("contexts:reach", args=(park.ref,))
    client = client_for(cast.social_worker)
    parks = cast.agencies["parks"]
    typed = {"agency": str(parks.pk), "through": "Park warden", "can_change": "Lighting and closing time"}
    assert client.post(address, typed).status_code == 303
    assert client.post(address, typed).status_code == 422  # the agency is no longer offered
    assert selectors.reach_by_agency([park.pk]) == {parks.pk: frozenset({park.pk})}
    reach = selectors.reach_of(park).get()
    changed = {"through": "Head warden", "can_change": "Lighting", "_version": "1"}
    change = reverse("contexts:reach_change", args=(park.ref, reach.pk))
    assert client.get(change).status_code == 200
    assert client.post(change, changed).status_code == 303
    assert "Head warden" in client.get(reverse("contexts:context", args=(park.ref,))).content.decode()
    assert client.get(reverse("contexts:reach_change", args=(park.ref, 99999))).status_code == 404
    with pytest.raises(NotPossible, match="here already"):
        actions.record_reach(by=cast.social_worker, context=park, agency=parks, through="x", can_change="y")
    with pytest.raises(NotVisible):
        actions.record_reach(
            by=cast.social_worker,
            context=park,
            agency=cast.other_site_agencies["police"],
            through="x",
            can_change="y",
        )


# --- Links ---------------------------------------------------------------------------------------------------------
def test_the_same_park_is_linked_to_several_young_people(cast, park) -> None:
    first, second = young_person(cast), young_person(cast, "Ash", "Lowe")
    link(cast, park, first)
    link(cast, park, second, meaning="safety")
    assert [each.context for each in selectors.links_of(first)] == [park]
    assert selectors.links_of(second).get().meaning == "safety"


def test_linking_on_the_page_defaults_to_a_review_in_six_months(cast, park, client_for) -> None:
    person = young_person(cast)
    client = client_for(cast.social_worker)
    address = reverse("contexts:link", args=(person.ref,))
    assert client.get(address).status_code == 200
    assert client.post(address, posted_link(park)).status_code == 303
    again = client.post(address, posted_link(park))
    assert again.status_code == 422
    shown = client.get(reverse("contexts:links", args=(person.ref,))).content.decode()
    assert "Safe by day, not after dark" in shown
    assert selectors.links_of(person).count() == 1
    assert link(cast, actions.add_context(by=cast.social_worker, site=cast.site, kind="workplace", name="W"), person)


def test_a_link_lasts_six_months_unless_somebody_says_otherwise(cast, park) -> None:
    made = link(cast, park, young_person(cast))
    assert made.review_on == add_months(TODAY, 6)


def test_a_link_is_changed_and_ended_and_then_no_longer_counts(cast, park, client_for) -> None:
    person = young_person(cast)
    made = link(cast, park, person, on=TODAY - timedelta(days=30))
    client = client_for(cast.social_worker)
    address = reverse("contexts:link_change", args=(person.ref, made.pk))
    assert client.get(address).status_code == 200
    ended = TODAY - timedelta(days=1)
    typed = posted_link(park) | {"_version": "1", "meaning": "safety"}
    typed |= {"ends_on-day": str(ended.day), "ends_on-month": str(ended.month), "ends_on-year": str(ended.year)}
    assert client.post(address, typed).status_code == 303
    assert not selectors.links_of(person).exists()
    assert context_for(cast.social_worker, park.ref).young_people == 0
    other = young_person(cast, "Ash", "Lowe")
    wrong = reverse("contexts:link_change", args=(other.ref, made.pk))
    assert client.get(wrong).status_code == 404


def test_another_sites_context_cannot_be_linked(cast) -> None:
    far = actions.add_context(by=cast.other_site_worker, site=cast.other_site, kind="workplace", name="Far away")
    with pytest.raises(NotVisible):
        link(cast, far, young_person(cast))


def test_a_worker_of_another_team_cannot_link(cast, park) -> None:
    person = young_person(cast)
    with pytest.raises(NotVisible):
        link(cast, park, person, by=cast.other_team_worker)


@pytest.mark.parametrize(
    "values",
    [
        {"meaning": "nonsense"},
        {"reason": " "},
        {"confidence": "certain"},
        {"review_on": TODAY - timedelta(days=1)},
    ],
)
def test_a_link_says_what_is_wrong(cast, park, values) -> None:
    with pytest.raises(NotPossible) as refused:
        link(cast, park, young_person(cast), **values)
    assert refused.value.missing[0][0] in values


# --- Speed ---------------------------------------------------------------------------------------------------------
def test_pages_ask_little_whatever_the_size(cast, client_for) -> None:
    person = young_person(cast)
    for number in range(40):
        made = actions.add_context(by=cast.social_worker, site=cast.site, kind="workplace", name=f"Place {number}")
        link(cast, made, person)
    for kind in ("parks", "police", "school", "health"):
        actions.record_reach(
            by=cast.social_worker, context=made, agency=cast.agencies[kind], through="Lead", can_change="Rota"
        )
    client = client_for(cast.social_worker)
    for address in (
        reverse("contexts:list"),
        reverse("contexts:context", args=(made.ref,)),
        reverse("contexts:links", args=(person.ref,)),
        reverse("contexts:link", args=(person.ref,)),
        reverse("contexts:edit", args=(made.ref,)),
    ):
        assert statements(client, address) <= CEILING, address
