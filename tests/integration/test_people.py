"""Young people: who finds and opens whom, what their page says, and every form of their record."""

import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from roth.audit.kinds import Kind
from roth.audit.models import Event
from roth.demo.cast import Cast
from roth.domain.errors import Conflict, NotAllowed, NotPossible, NotVisible
from roth.people import actions
from roth.people.access import visible_to
from roth.people.models import YoungPerson

ClientFor = Callable[[Any], Client]
TODAY = timezone.localdate
SCAFFOLDING = re.compile(r"^(BEGIN|SAVEPOINT|RELEASE|COMMIT|ROLLBACK)")


@pytest.fixture
def rowan(cast: Cast) -> YoungPerson:
    return add(cast, given_name="Rowan", family_name="Ashdown", chosen_name="Ro", born_on=date(2010, 5, 4))


def add(cast: Cast, worker: Any = None, **fields: Any) -> YoungPerson:
    person = actions.add_young_person(by=cast.team_manager, site=cast.site, team=cast.team, **fields)
    actions.allocate(by=cast.team_manager, young_person=person, worker=worker or cast.social_worker, on=TODAY())
    return person


def text_of(response: Any) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def statements(client: Client, path: str) -> list[str]:
    client.get(path)  # whatever is worked out once
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(path).status_code == 200
    return [each["sql"] for each in caught if not SCAFFOLDING.match(each["sql"])]


def newest(kind: str) -> Event:
    found = Event.objects.filter(kind=kind).order_by("-number").first()
    assert found is not None
    return found


# --- Adding and allocating ----------
def test_a_worker_who_adds_is_allocated_and_can_go_on(cast: Cast, client_for: ClientFor) -> None:
    client = client_for(cast.social_worker)
    given = {"team": cast.team.pk, "given_name": "Ada", "aliases": "Addie\nA. Lovell", "sex": "F", "ethnicity": "NOBT"}
    response = client.post("/young-people/add/", given)
    assert response.status_code == 303
    page = client.get(response["Location"])
    assert "Ada" in text_of(page)
    assert f"Allocated to {cast.social_worker.name}" in text_of(page)
    assert "addie" in YoungPerson.objects.latest("pk").search_name


def test_nobody_adds_to_another_team_or_site(cast: Cast) -> None:
    for site, team in ((cast.site, cast.other_team), (cast.other_site, None)):
        with pytest.raises(NotAllowed):
            actions.add_young_person(by=cast.social_worker, site=site, team=team, given_name="Ada")
    with pytest.raises(NotAllowed):
        actions.add_young_person(by=cast.chair, site=cast.site, team=None, given_name="Ada")


def test_without_any_name_the_form_says_what_to_do_and_keeps_what_was_typed(cast: Cast, client_for: ClientFor) -> None:
    given = {"team": cast.team.pk, "school": "Larkfield", "sex": "U", "ethnicity": "NOBT", "nhs_number": "12"}
    response = client_for(cast.social_worker).post("/young-people/add/", given)
    assert response.status_code == 422
    assert "Enter at least one name" in text_of(response)
    assert "Enter the NHS number as 10 numbers" in text_of(response)
    assert 'value="Larkfield"' in response.content.decode()
    assert not YoungPerson.objects.exists()


def same(team: Any, **more: Any) -> dict[str, Any]:
    born = {"born_on-day": "4", "born_on-month": "5", "born_on-year": "2010"}
    return {
        "team": team.pk,
        "given_name": "RÓWAN",
        "family_name": "ashdown",
        "sex": "U",
        "ethnicity": "NOBT",
        **born,
        **more,
    }


def test_a_likely_double_is_named_to_whoever_may_open_it(cast: Cast, client_for: ClientFor, rowan: YoungPerson) -> None:
    client = client_for(cast.team_manager)
    response = client.post("/young-people/add/", same(cast.team))
    assert response.status_code == 409
    assert f'href="/young-people/{rowan.ref}/"' in response.content.decode()
    gone_on = same(cast.team, someone_else="on")
    assert "Say in a sentence why this is someone else" in text_of(client.post("/young-people/add/", gone_on))
    why = "The mother has another name and they live elsewhere."
    assert client.post("/young-people/add/", {**gone_on, "why_someone_else": why}).status_code == 303
    assert YoungPerson.objects.count() == 2
    assert json.loads(Event.objects.filter(kind=Kind.YOUNG_PERSON_ADDED.value).latest("number").detail)["reason"] == why


def test_a_likely_double_is_said_while_the_form_is_being_filled(
    cast: Cast, client_for: ClientFor, rowan: YoungPerson
) -> None:
    typed = {name: value for name, value in same(cast.team).items() if name not in ("sex", "ethnicity")}
    client = client_for(cast.team_manager)
    assert 'hx-post="/young-people/add/alike/"' in client.get("/young-people/add/").content.decode()
    assert f"/young-people/{rowan.ref}/" in client.post("/young-people/add/alike/", typed).content.decode()
    assert not client.post("/young-people/add/alike/", {**typed, "given_name": "Kit"}).content.strip()
    assert not client.post("/young-people/add/alike/", {"team": cast.team.pk, "given_name": "Row"}).content.strip()
    client = client_for(cast.other_team_worker)
    typed["team"] = cast.other_team.pk
    other = text_of(client.post("/young-people/add/alike/", typed))
    assert f"ask {cast.team_manager.name} of {cast.team.name}" in other
    assert rowan.ref not in other
    near = text_of(client.post("/young-people/add/alike/", {**typed, "given_name": "Rowen"}))
    assert "ask your manager" in near, "trying names that are close tells of no team"
    assert cast.team.name not in near
    assert Event.objects.filter(kind=Kind.MET_HIDDEN.value).count() == 2
    actions.restrict(by=cast.team_manager, young_person=rowan, reason="A relative works here", people={})
    assert not client.post("/young-people/add/alike/", typed).content.strip()


def test_a_likely_double_discloses_nothing_to_others(cast: Cast, client_for: ClientFor, rowan: YoungPerson) -> None:
    response = client_for(cast.other_team_worker).post("/young-people/add/", same(cast.other_team))
    assert response.status_code == 409
    who = f"{cast.team_manager.name} of {cast.team.name}"
    assert f"Somebody with this name and birth date may be known here; ask {who}." in text_of(response)
    assert Event.objects.filter(kind=Kind.MET_HIDDEN.value).count() == 1  # asking is a way of searching for people
    assert rowan.ref not in response.content.decode()
    assert "Ro," not in text_of(response)


def test_another_site_hears_of_no_double(cast: Cast, client_for: ClientFor, rowan: YoungPerson) -> None:
    team = cast.other_site_worker.standing.places[0].team_id
    response = client_for(cast.other_site_worker).post("/young-people/add/", {**same(cast.team), "team": team})
    assert response.status_code == 303


def test_one_identifier_one_record(cast: Cast) -> None:
    add(cast, la_child_id="C100", given_name="Ada")
    with pytest.raises(NotPossible, match="identifier exists already"):
        add(cast, la_child_id="C100", given_name="Bea")


def test_allocating_ends_what_was_before_and_tells_the_worker(
    cast: Cast, client_for: ClientFor, rowan: YoungPerson
) -> None:
    YoungPerson.objects.get(pk=rowan.pk).allocations.update(starts_on=TODAY() - timedelta(days=30))
    second = _second_worker(cast)
    client = client_for(cast.team_manager)
    day = {"on-day": TODAY().day, "on-month": TODAY().month, "on-year": TODAY().year}
    path = f"/young-people/{rowan.ref}/allocate/"
    assert client.post(path, {"worker": second.pk, **day}).status_code == 303
    assert list(rowan.allocations.filter(ends_on__isnull=True).values_list("worker", flat=True)) == [second.pk]
    assert rowan.allocations.get(worker=cast.social_worker).ends_on == TODAY() - timedelta(days=1)
    assert rowan not in visible_to(cast.social_worker)
    assert rowan in visible_to(second)
    notice = second.notices.get()
    assert "Ro" not in re.sub("responsible|allocated|from", "", notice.text)
    again = client.post(path, {"worker": second.pk, **day})
    assert again.status_code == 409
    assert "is allocated already" in text_of(again)
    assert newest("young_person.allocated").record == rowan.ref


def test_a_record_that_no_team_holds_comes_into_the_managers_team(cast: Cast) -> None:
    lone = actions.add_young_person(by=cast.team_manager, site=cast.site, team=None, given_name="Lone")
    assert lone in visible_to(cast.other_team_manager)
    actions.allocate(by=cast.team_manager, young_person=lone, worker=cast.social_worker, on=TODAY())
    lone.refresh_from_db()
    assert lone.team == cast.team
    assert lone not in visible_to(cast.other_team_manager)
    with pytest.raises(NotVisible):
        actions.allocate(by=cast.other_team_manager, young_person=lone, worker=cast.other_team_worker, on=TODAY())


def test_a_worker_of_another_team_cannot_be_allocated(cast: Cast, rowan: YoungPerson) -> None:
    with pytest.raises(NotPossible, match="not a social worker of your team"):
        actions.allocate(by=cast.team_manager, young_person=rowan, worker=cast.other_team_worker, on=TODAY())


def _second_worker(cast: Cast) -> Any:
    from roth.accounts import actions as accounts
    from roth.audit.actions import System
    from roth.domain.access import Role

    user = accounts.add_user(by=System("tests"), email="second@example.org", name="Second Worker")
    accounts.start_membership(
        by=System("tests"),
        user=user,
        site=cast.site,
        agency=cast.agencies["social_care"],
        role=Role.SOCIAL_WORKER,
        team=cast.team,
    )
    return user


# --- Who gets what ----------
PAGES = (
    "",
    "edit/",
    "own-words/",
    "family/",
    "trusted-adults/",
    "allocate/",
    "restrict/",
    "declare-conflict/",
    "history/",
)
FORMS_OF_CASE = {"edit/", "own-words/", "family/", "trusted-adults/"}


@pytest.mark.parametrize("page", PAGES)
def test_who_opens_a_page_of_the_record(page: str, cast: Cast, client_for: ClientFor, rowan: YoungPerson) -> None:
    path = f"/young-people/{rowan.ref}/{page}"
    hidden = ("other_team_worker", "other_team_manager", "other_site_worker", "other_site_manager", "police_sergeant")
    for who in (*hidden, "researcher", "administrator", "young_person_user", "caldicott_guardian", "chair"):
        assert client_for(getattr(cast, who)).get(path).status_code == 404, who
    assert client_for(cast.team_manager).get(path).status_code == 200
    manager_only = page in {"allocate/", "restrict/"}
    assert client_for(cast.social_worker).get(path).status_code == (403 if manager_only else 200)
    changes = manager_only or page in FORMS_OF_CASE
    assert client_for(cast.quality_lead).get(path).status_code == (403 if changes else 200)
    signed_out = Client().get(path)
    assert signed_out.status_code == 302
    assert "/accounts/login/" in signed_out["Location"]


@pytest.mark.parametrize("ref", ["YP-9999", "YP-abc", "CX-0001", "nonsense", "YP-99999999999999999"])
def test_an_absent_record_is_not_there(ref: str, cast: Cast, client_for: ClientFor) -> None:
    assert client_for(cast.team_manager).get(f"/young-people/{ref}/").status_code == 404


def test_opening_the_page_is_logged(cast: Cast, client_for: ClientFor, rowan: YoungPerson) -> None:
    client_for(cast.social_worker).get(f"/young-people/{rowan.ref}/")
    read = newest("record.read")
    assert (read.record, read.actor) == (rowan.ref, cast.social_worker.audit_key)


# --- The young person's page ----------
def test_their_words_come_before_everything_else(cast: Cast, client_for: ClientFor, rowan: YoungPerson) -> None:
    actions.write_own_words(
        by=cast.social_worker,
        young_person=rowan,
        own_words="i aint scared of him\nim scared of the bus",
        own_words_on=TODAY(),
    )
    actions.write_trusted_adults(
        by=cast.social_worker,
        young_person=rowan,
        trusted_adults=[
            {"name": "Dee", "relation": "Youth worker", "named_by_young_person": True},
            {"name": "Mr Park", "relation": "Teacher", "named_by_young_person": False},
        ],
    )
    page = text_of(client_for(cast.social_worker).get(f"/young-people/{rowan.ref}/"))
    order = [f"{age(rowan)} years old", "i aint scared of him", "The pathway"]
    order += ["What comes next", "Who is around me", "Dee", "No place, group"]
    places = [page.index(words) for words in order]
    assert places == sorted(places)
    assert "Mr Park" not in page  # named by somebody else: not "adults I trust"
    assert "Record a referral" in page


def age(person: YoungPerson) -> int:
    today, born = TODAY(), person.born_on
    assert born
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def test_a_young_person_without_a_name_is_asked_for_it_first(cast: Cast, client_for: ClientFor) -> None:
    person = add(cast, la_child_id="W900", from_census=False)
    page = client_for(cast.social_worker).get(f"/young-people/{person.ref}/")
    assert "Name not recorded yet (ID W900)" in text_of(page)
    assert "Write their name first" in text_of(page)


@pytest.mark.parametrize(
    "name", ["Zoë O’Brien", "D", "محمد علي", "<script>alert(1)</script>", "Nguyễn Thị Hồng", "'; DROP TABLE --"]
)
def test_names_of_every_kind_are_shown_as_written(name: str, cast: Cast, client_for: ClientFor) -> None:
    person = add(cast, chosen_name=name)
    client = client_for(cast.social_worker)
    assert name in unescape(client.get(f"/young-people/{person.ref}/").content.decode())
    assert "<script>alert(1)" not in client.get("/young-people/").content.decode()
    assert f"/young-people/{person.ref}/" in client.get("/search/", {"q": name}).content.decode()


# --- Forms ----------
def test_editing_changes_the_name_that_is_found_and_shown(
    cast: Cast, client_for: ClientFor, rowan: YoungPerson
) -> None:
    client = client_for(cast.social_worker)
    given = {
        "chosen_name": "Robyn",
        "given_name": "Rowan",
        "aliases": "Ro",
        "sex": "U",
        "ethnicity": "NOBT",
        "_version": rowan.version,
    }
    assert client.post(f"/young-people/{rowan.ref}/edit/", given).status_code == 303
    for typed in ("robyn", "rowan", "ro"):
        assert rowan.ref in client.get("/search/", {"q": typed}).content.decode()
    assert rowan.ref not in client.get("/search/", {"q": "ashdown"}).content.decode()
    changed = json.loads(newest("young_person.changed").detail)
    assert changed["before"]["chosen_name"] == "Ro"
    assert changed["after"]["chosen_name"] == "Robyn"


def test_two_people_who_edit_see_both_texts(cast: Cast, rowan: YoungPerson) -> None:
    seen = rowan.version
    actions.change_young_person(by=cast.team_manager, young_person=rowan, version=seen, school="Larkfield")
    with pytest.raises(Conflict) as caught:
        actions.change_young_person(by=cast.social_worker, young_person=rowan, version=seen, school="Hollins")
    assert caught.value.theirs["school"] == "Larkfield"
    family = [{"name": "Kit", "relation": "Brother", "parental_responsibility": False, "contact": ""}]
    actions.write_family(by=cast.team_manager, young_person=rowan, family=family)
    with pytest.raises(Conflict) as caught:
        actions.write_family(by=cast.social_worker, young_person=rowan, family=[], version=seen)
    assert caught.value.theirs["family"] == family
    assert rowan.family.get().name == "Kit"


def test_a_family_form_keeps_rows_and_says_which_is_wrong(
    cast: Cast, client_for: ClientFor, rowan: YoungPerson
) -> None:
    client, path = client_for(cast.social_worker), f"/young-people/{rowan.ref}/family/"
    row = {"family-0-name": "Kit", "family-0-relation": "", "family-0-parental_responsibility": "False"}
    given = {"family-count": "1", **row, "_version": rowan.version}
    wrong = client.post(path, given)
    assert wrong.status_code == 422
    assert "Person 1: Say how they are related" in text_of(wrong)
    assert client.post(path, {**given, "family-0-relation": "Brother"}).status_code == 303
    assert rowan.family.get().relation == "Brother"


@pytest.mark.parametrize("page", ["edit/", "own-words/", "family/", "trusted-adults/"])
def test_nobody_else_writes(page: str, cast: Cast, client_for: ClientFor, rowan: YoungPerson) -> None:
    given = {"own_words": "x", "family-count": "0", "trusted_adults-count": "0"}
    for who, status in (("other_team_worker", 404), ("other_site_manager", 404), ("quality_lead", 403)):
        assert client_for(getattr(cast, who)).post(f"/young-people/{rowan.ref}/{page}", given).status_code == status
    rowan.refresh_from_db()
    assert rowan.version == 1


# --- Restriction and conflict of interest ----------
def test_a_restricted_record_opens_to_those_named_and_to_nobody_else(
    cast: Cast, client_for: ClientFor, rowan: YoungPerson
) -> None:
    client = client_for(cast.team_manager)
    path = f"/young-people/{rowan.ref}/restrict/"
    offered = client.get(path).content.decode()
    assert cast.other_site_worker.name not in unescape(offered)
    rows = {"people-count": "1", "people-0-person": cast.quality_lead.pk, "people-0-reason": "Oversight"}
    assert client.post(path, {"reason": "A colleague is kin", **rows}).status_code == 303
    assert client_for(cast.social_worker).get(f"/young-people/{rowan.ref}/").status_code == 404
    assert rowan not in visible_to(cast.social_worker)
    assert client_for(cast.quality_lead).get(f"/young-people/{rowan.ref}/").status_code == 200
    assert "Restricted:" in text_of(client.get(f"/young-people/{rowan.ref}/"))
    lifted = client.post(f"/young-people/{rowan.ref}/lift-restriction/", {"reason": "They moved"})
    assert lifted.status_code == 303
    assert rowan in visible_to(cast.social_worker)
    assert client.get(f"/young-people/{rowan.ref}/lift-restriction/").status_code == 409


def test_a_newly_allocated_worker_may_open_a_restricted_record(cast: Cast, rowan: YoungPerson) -> None:
    actions.restrict(by=cast.team_manager, young_person=rowan, reason="Kin", people={})
    second = _second_worker(cast)
    actions.allocate(by=cast.team_manager, young_person=rowan, worker=second, on=TODAY())
    assert rowan in visible_to(second)


def test_nobody_outside_the_site_is_let_in(cast: Cast, rowan: YoungPerson) -> None:
    with pytest.raises(NotPossible, match="not at this site"):
        actions.restrict(
            by=cast.team_manager, young_person=rowan, reason="Kin", people={cast.other_site_worker: "Help"}
        )


def test_declaring_a_conflict_hides_the_record_and_tells_the_manager(
    cast: Cast, client_for: ClientFor, rowan: YoungPerson
) -> None:
    client = client_for(cast.social_worker)
    path = f"/young-people/{rowan.ref}/declare-conflict/"
    assert "This hides the record from you" in text_of(client.get(path))
    assert client.post(path, {"reason": "Neighbours"}).status_code == 303
    assert client.get(f"/young-people/{rowan.ref}/").status_code == 404
    assert client.post(path, {"reason": "Neighbours"}).status_code == 404
    notice = cast.team_manager.notices.get()
    assert "Ashdown" not in notice.text
    assert "Neighbours" not in notice.text


# --- List and search ----------
def test_the_list_holds_what_the_reader_may_know_of(cast: Cast, client_for: ClientFor, rowan: YoungPerson) -> None:
    seen = {
        who: rowan.ref in client_for(getattr(cast, who)).get("/young-people/").content.decode()
        for who in ("social_worker", "team_manager", "quality_lead", "chair", "coordinator", "other_team_worker")
    }
    assert {who for who, found in seen.items() if found} == {"social_worker", "team_manager", "quality_lead"}
    for who in ("police_sergeant", "administrator", "researcher"):
        assert client_for(getattr(cast, who)).get("/young-people/").status_code == 403
    for who in ("parent", "young_person_user"):  # they have pages of their own, and no other exists for them
        assert client_for(getattr(cast, who)).get("/young-people/").status_code == 404


def test_filters_narrow_and_stay_in_the_address(cast: Cast, client_for: ClientFor) -> None:
    people = [add(cast, given_name=f"Kit{n:02}") for n in range(52)]
    client = client_for(cast.team_manager)
    page = client.get("/young-people/", {"q": "kit"})
    assert "52 young people" in text_of(page)
    assert 'href="?q=kit&amp;page=2"' in page.content.decode()
    second = client.get("/young-people/", {"q": "kit", "page": "2"})
    assert people[51].ref in second.content.decode()
    assert people[0].ref not in second.content.decode()
    assert "Nobody fits" in text_of(client.get("/young-people/", {"q": "kit07", "stage": "plan"}))
    fragment = client.get("/young-people/", {"q": "kit07"}, headers={"HX-Request": "true"})
    assert b"<html" not in fragment.content
    assert people[7].ref in fragment.content.decode()
    assert client.get("/young-people/", {"page": "x", "stage": "nonsense", "team": "9' OR 1"}).status_code == 200


def test_a_search_is_logged_by_its_words_alone(cast: Cast, client_for: ClientFor, rowan: YoungPerson) -> None:
    client = client_for(cast.social_worker)
    for typed in ("ashd", "RÓWAN", rowan.ref, rowan.ref.lower(), "ro ash"):
        assert f"/young-people/{rowan.ref}/" in client.get("/search/", {"q": typed}).content.decode(), typed
    event = newest("search")
    assert json.loads(event.detail) == {"after": {"words": "ro ash", "found": 1}}
    assert event.record == ""


def test_a_search_finds_nobody_else(cast: Cast, client_for: ClientFor, rowan: YoungPerson) -> None:
    for who in ("other_team_worker", "other_site_worker", "police_sergeant", "administrator", "chair", "researcher"):
        for typed in ("rowan", rowan.ref):
            page = client_for(getattr(cast, who)).get("/search/", {"q": typed})
            assert f"/young-people/{rowan.ref}/" not in page.content.decode(), who


@pytest.mark.parametrize("typed", ["", "'", "%", "_", "\x00", "a" * 5000, "🙂", "yp-", "YP-99999999999999999999"])
def test_a_search_for_anything_answers(typed: str, cast: Cast, client_for: ClientFor, rowan: YoungPerson) -> None:
    page = client_for(cast.team_manager).get("/search/", {"q": typed})
    assert page.status_code == 200
    assert f"/young-people/{rowan.ref}/" not in page.content.decode()


# --- History and ceilings ----------
def test_history_says_who_did_what_and_who_looked(cast: Cast, client_for: ClientFor, rowan: YoungPerson) -> None:
    actions.change_young_person(by=cast.social_worker, young_person=rowan, pronouns="they/them")
    client_for(cast.quality_lead).get(f"/young-people/{rowan.ref}/")
    page = text_of(client_for(cast.team_manager).get(f"/young-people/{rowan.ref}/history/"))
    assert f"{cast.social_worker.name} changed who the young person is" in page
    assert "Pronouns: “they/them”" in page
    looked = f"{cast.quality_lead.name} opened the record"
    assert page.index(looked) < page.index("changed who the young person is"), "newest first"


@pytest.mark.parametrize("who", ["social_worker", "team_manager", "quality_lead"])
def test_pages_ask_at_most_twelve_questions_of_the_database(who: str, cast: Cast, client_for: ClientFor) -> None:
    people = [add(cast, given_name=f"Kit{n:02}") for n in range(55)]
    client = client_for(getattr(cast, who))
    for path in ("/young-people/", "/young-people/?q=kit", "/search/?q=kit", f"/young-people/{people[0].ref}/"):
        asked = statements(client, path)
        assert len(asked) <= 12, "\n".join([path, *asked])
