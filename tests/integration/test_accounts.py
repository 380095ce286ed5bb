"""Sites, teams, users and memberships: who may change them, what is refused, and what an administrator sees."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from roth.accounts import actions, selectors
from roth.accounts.models import Membership, User
from roth.audit.actions import System
from roth.audit.models import Event
from roth.demo.cast import Cast
from roth.domain.access import Role
from roth.domain.errors import NotAllowed, NotPossible

SYSTEM = System("tests")
ClientFor = Callable[[User], Client]


def colleague(cast: Cast, **changes: object) -> Membership:
    given = {
        "email": "Robin.Ash@Example.org",
        "name": "Robin Ash",
        "job_title": "Social worker",
        "site": cast.site,
        "agency": cast.agencies["social_care"],
        "role": Role.SOCIAL_WORKER,
        "team": cast.team,
    }
    return actions.add_colleague(by=cast.administrator, **(given | changes))  # type: ignore[arg-type]


def test_the_cast_is_nineteen_people_at_two_sites(cast: Cast) -> None:
    assert len(cast.everyone()) == 19
    assert cast.social_worker.standing.sites_where("young_person.add") == {cast.site.pk}
    assert cast.other_site_worker.standing.sites_where("young_person.add") == {cast.other_site.pk}
    assert {user.email.partition("@")[2] for user in cast.everyone().values()} == {"example.org"}


def test_a_colleague_is_added_with_a_role_and_both_are_in_the_trail(cast: Cast) -> None:
    membership = colleague(cast)
    assert membership.user.email == "robin.ash@example.org"
    assert not membership.user.has_usable_password()
    assert membership.user.standing.in_words == "Social worker"
    kinds = list(Event.objects.order_by("-number").values_list("kind", "actor")[:2])
    assert kinds == [(kind, f"user:{cast.administrator.pk}") for kind in ("membership.started", "user.added")]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"email": "AMARA.osei@example.org"}, "already has an account"),
        ({"team": None}, "Choose a team"),
        ({"role": Role.QUALITY_LEAD}, "Leave the team out"),
    ],
)
def test_parts_that_do_not_fit_are_refused_and_nothing_is_saved(cast: Cast, changes: dict, sentence: str) -> None:
    users, events = User.objects.count(), Event.objects.count()
    with pytest.raises(NotPossible, match=sentence):
        colleague(cast, **changes)
    assert (User.objects.count(), Event.objects.count()) == (users, events)


def test_an_agency_or_team_of_another_site_is_refused(cast: Cast) -> None:
    with pytest.raises(NotPossible, match="same site"):
        colleague(cast, agency=cast.other_site_agencies["social_care"])
    with pytest.raises(NotPossible, match="same site"):
        colleague(cast, team=cast.other_site_team)


def test_the_same_role_twice_is_refused_until_the_first_has_ended(cast: Cast) -> None:
    membership = colleague(cast)
    again = {
        "by": cast.administrator,
        "user": membership.user,
        "site": cast.site,
        "agency": membership.agency,
        "role": Role.SOCIAL_WORKER,
        "team": cast.team,
    }
    with pytest.raises(NotPossible, match="already that here"):
        actions.start_membership(**again)
    actions.end_membership(by=cast.administrator, membership=membership)
    assert actions.start_membership(**again, starts_on=timezone.localdate() + timedelta(days=1)).pk


def test_only_the_system_adds_a_site_and_a_code_is_taken_once(cast: Cast) -> None:
    with pytest.raises(NotAllowed, match="roth site add"):
        actions.add_site(by=cast.administrator, code="new", name="New")
    assert actions.add_site(by=SYSTEM, code=" New ", name="New").code == "new"
    with pytest.raises(NotPossible, match="already a site"):
        actions.add_site(by=SYSTEM, code="new", name="New again")


def test_nobody_but_an_administrator_of_the_site_changes_it(cast: Cast) -> None:
    for user in cast.everyone().values():
        if user != cast.administrator:
            with pytest.raises(NotAllowed):
                actions.add_team(by=user, site=cast.site, name="Night team")
            with pytest.raises(NotAllowed):
                actions.add_user(by=user, email="x@example.org", name="X")
    with pytest.raises(NotAllowed):
        actions.add_agency(by=cast.administrator, site=cast.other_site, name="Parks", kind="parks")
    with pytest.raises(NotPossible, match="what kind"):
        actions.add_agency(by=cast.administrator, site=cast.site, name="Parks", kind="circus")
    with pytest.raises(NotPossible, match="already a team"):
        actions.add_team(by=cast.administrator, site=cast.site, name=cast.team.name)


def test_nobody_changes_what_they_are_themselves(cast: Cast) -> None:
    me, own = cast.administrator, cast.administrator.memberships.get()
    with pytest.raises(NotAllowed, match="Nobody changes"):
        actions.start_membership(
            by=me, user=me, site=cast.site, agency=cast.agencies["social_care"], role=Role.QUALITY_LEAD
        )
    with pytest.raises(NotAllowed, match="Nobody changes"):
        actions.end_membership(by=me, membership=own)
    with pytest.raises(NotAllowed, match="Nobody changes"):
        actions.change_user(by=me, user=me, name="Boss", email=me.email, job_title="")


def test_a_user_with_places_at_two_sites_is_changed_by_neither_administrator(cast: Cast) -> None:
    actions.start_membership(
        by=SYSTEM,
        user=cast.police_sergeant,
        site=cast.other_site,
        agency=cast.other_site_agencies["police"],
        role=Role.PARTNER,
    )
    with pytest.raises(NotAllowed):
        actions.change_user(
            by=cast.administrator, user=cast.police_sergeant, name="C", email="mine@example.org", job_title=""
        )


def test_access_ends_with_the_last_day_and_not_before(cast: Cast) -> None:
    today, membership = timezone.localdate(), cast.social_worker.memberships.get()
    actions.end_membership(by=cast.administrator, membership=membership, ends_on=today)
    assert User.objects.get(pk=cast.social_worker.pk).standing.home is not None
    actions.end_membership(by=cast.administrator, membership=membership, ends_on=today - timedelta(days=1))
    assert User.objects.get(pk=cast.social_worker.pk).standing.home is None
    with pytest.raises(NotPossible, match="on or after the first"):
        actions.end_membership(
            by=cast.administrator, membership=membership, ends_on=membership.starts_on - timedelta(days=1)
        )


def test_a_password_must_be_a_good_one(cast: Cast) -> None:
    with pytest.raises(NotPossible, match="too short"):
        actions.add_user(by=SYSTEM, email="new@example.org", name="New", password="short")
    user = actions.add_user(by=SYSTEM, email="new@example.org", name="New", password="plum-bicycle-forty-two")
    assert user.check_password("plum-bicycle-forty-two")


# --- Pages ------------------------------------------------------------------------------------------------------------
PAGES = (
    "/people-and-roles/",
    "/people-and-roles/add/",
    "/people-and-roles/teams/add/",
    "/people-and-roles/agencies/add/",
)


@pytest.mark.parametrize("address", PAGES)
def test_administrators_alone_open_the_pages(cast: Cast, client_for: ClientFor, address: str) -> None:
    assert client_for(cast.administrator).get(address).status_code == 200
    assert client_for(cast.team_manager).get(address).status_code == 403
    assert Client().get(address).status_code == 302


def test_the_list_shows_this_sites_people_and_no_other(cast: Cast, client_for: ClientFor) -> None:
    page = client_for(cast.administrator).get("/people-and-roles/").content.decode()
    assert "Amara Osei" in page
    assert "Saskia Boyd" not in page
    assert "Harrowmere" not in page
    found = client_for(cast.administrator).get("/people-and-roles/?name=osei").content.decode()
    assert "Amara Osei" in found
    assert "Martin Hale" not in found
    assert "Nobody of that name" in client_for(cast.administrator).get("/people-and-roles/?name=zzz").content.decode()


def test_the_list_costs_the_same_however_many_people(
    cast: Cast, client_for: ClientFor, django_assert_max_num_queries: Callable
) -> None:
    client = client_for(cast.administrator)
    for number in range(20):
        colleague(cast, email=f"n{number}@example.org")
    with django_assert_max_num_queries(12):
        client.get("/people-and-roles/")


def test_a_user_of_another_site_is_not_there(cast: Cast, client_for: ClientFor) -> None:
    client = client_for(cast.administrator)
    for end in ("", "roles/add/"):
        assert client.get(f"/people-and-roles/{cast.other_site_worker.pk}/{end}").status_code == 404
        assert client.get(f"/people-and-roles/999999/{end}").status_code == 404


def test_a_membership_is_ended_only_through_its_own_user(cast: Cast, client_for: ClientFor) -> None:
    client, far = client_for(cast.administrator), cast.other_site_worker.memberships.get()
    here = cast.social_worker.pk
    assert client.get(f"/people-and-roles/{here}/roles/{far.pk}/end/").status_code == 404
    own = cast.social_worker.memberships.get()
    address = f"/people-and-roles/{here}/roles/{own.pk}/end/"
    assert client.get(address).status_code == 200
    day = timezone.localdate()
    data = {"ends_on-day": day.day, "ends_on-month": day.month, "ends_on-year": day.year}
    assert client.post(address, data).status_code == 303
    own.refresh_from_db()
    assert own.ends_on == day
    early = client.post(address, {"ends_on-day": 1, "ends_on-month": 1, "ends_on-year": 2020})
    assert early.status_code == 409
    assert "2020" in early.content.decode()


def filled(cast: Cast, **changes: object) -> dict[str, object]:
    return {
        "name": "Robin Ash",
        "email": "robin.ash@example.org",
        "job_title": "Social worker",
        "role": "social_worker",
        "agency": cast.agencies["social_care"].pk,
        "team": cast.team.pk,
        "starts_on-day": "2",
        "starts_on-month": "3",
        "starts_on-year": "2026",
    } | changes


def test_somebody_is_added_on_the_page_and_a_second_press_adds_nobody(cast: Cast, client_for: ClientFor) -> None:
    client = client_for(cast.administrator)
    made = client.post("/people-and-roles/add/", filled(cast))
    assert made.status_code == 303
    assert "Robin Ash" in client.get(made["Location"]).content.decode()
    again = client.post("/people-and-roles/add/", filled(cast))
    assert again.status_code == 409
    assert "already has an account" in again.content.decode()
    assert User.objects.filter(email="robin.ash@example.org").count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Enter their full name"),
        ({"email": "robin"}, "correct format"),
        ({"role": "king"}, "Choose"),
        ({"team": ""}, "Choose a team"),
        ({"starts_on-month": "13"}, "month"),
    ],
)
def test_bad_input_keeps_what_was_typed(
    cast: Cast, client_for: ClientFor, changes: dict[str, object], sentence: str
) -> None:
    answer = client_for(cast.administrator).post(
        "/people-and-roles/add/", filled(cast, job_title="Kept words", **changes)
    )
    assert answer.status_code in (409, 422)
    assert sentence in answer.content.decode()
    assert "Kept words" in answer.content.decode()


def test_an_agency_of_another_site_is_no_answer(cast: Cast, client_for: ClientFor) -> None:
    far = cast.other_site_agencies["police"].pk
    assert client_for(cast.administrator).post("/people-and-roles/add/", filled(cast, agency=far)).status_code == 422
    assert not User.objects.filter(email="robin.ash@example.org").exists()


def test_a_user_who_may_not_sign_in_is_out_at_once(cast: Cast, client_for: ClientFor) -> None:
    theirs, mine = client_for(cast.youth_worker), client_for(cast.administrator)
    assert theirs.get("/me/").status_code == 200
    address = f"/people-and-roles/{cast.youth_worker.pk}/"
    data = {"name": "Dee Marlow", "email": "dee.marlow@example.org", "job_title": "Youth worker", "is_active": "False"}
    assert mine.post(address, data).status_code == 303
    assert theirs.get("/me/").status_code == 302
    assert "May not sign in" in mine.get("/people-and-roles/").content.decode()


def test_an_administrator_cannot_change_themselves_on_the_page(cast: Cast, client_for: ClientFor) -> None:
    client, me = client_for(cast.administrator), cast.administrator
    address = f"/people-and-roles/{me.pk}/"
    page = client.get(address).content.decode()
    assert "This is you" in page
    assert "Add a role" not in page
    assert client.post(address, {"name": "X", "email": me.email, "is_active": "True"}).status_code == 403
    assert client.post(f"{address}roles/add/", filled(cast, role="administrator", team="")).status_code == 403


def test_another_role_a_team_and_an_agency_are_added_on_their_pages(cast: Cast, client_for: ClientFor) -> None:
    client = client_for(cast.administrator)
    role = filled(cast, role="quality_lead", team="")
    assert client.post(f"/people-and-roles/{cast.social_worker.pk}/roles/add/", role).status_code == 303
    assert User.objects.get(pk=cast.social_worker.pk).standing.roles == {Role.SOCIAL_WORKER, Role.QUALITY_LEAD}
    assert client.post("/people-and-roles/teams/add/", {"name": "Night team"}).status_code == 303
    assert client.post("/people-and-roles/agencies/add/", {"name": "The Forge", "kind": "business"}).status_code == 303
    page = client.get("/people-and-roles/").content.decode()
    assert "Night team" in page
    assert "The Forge" in page
    assert client.post("/people-and-roles/teams/add/", {"name": "Night team"}).status_code == 409


def test_everyone_sees_what_they_are_here(cast: Cast, client_for: ClientFor) -> None:
    for user in cast.everyone().values():
        page = client_for(user).get("/me/")
        assert page.status_code == 200
        assert user.memberships.get().get_role_display() in page.content.decode()


def test_whoever_answers_for_a_site_or_team_is_found_by_day(cast: Cast) -> None:
    assert set(selectors.current_members(cast.site.pk, Role.CALDICOTT_GUARDIAN)) == {cast.caldicott_guardian}
    assert set(selectors.team_managers(cast.team.pk)) == {cast.team_manager}
    membership = cast.team_manager.memberships.get()
    actions.end_membership(by=SYSTEM, membership=membership, ends_on=timezone.localdate() - timedelta(days=1))
    assert not selectors.team_managers(cast.team.pk).exists()


def test_one_address_in_any_case_is_one_user(cast: Cast) -> None:
    assert selectors.user_with_email("AMARA.OSEI@example.org") == cast.social_worker
    assert selectors.user_with_any_email(["Amara.Osei@Example.org"]) == cast.social_worker
    assert selectors.user_with_any_email([]) is None
    assert selectors.user_with_any_email(["amara.osei@example.org", "martin.hale@example.org"]) is None
