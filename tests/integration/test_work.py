"""My work: each of the cast sees what needs them and nobody else's, in words, in few questions of the database."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from roth.audit.models import Event
from roth.demo.borough import crew_of, places_at
from roth.demo.cast import Cast
from roth.demo.steps import STEPS, walk_to
from roth.demo.walk import Walk
from roth.domain.calendar import ENGLAND_AND_WALES
from roth.domain.codes import HARM_ROLE
from roth.people import actions as people
from roth.work.notices import tell

HAVE_A_PAGE_OF_THEIR_OWN = {"young_person_user", "parent", "advocate"}
ClientFor = Callable[[Any], Client]
SCAFFOLDING = re.compile(r"^(BEGIN|SAVEPOINT|RELEASE|COMMIT|ROLLBACK)")
EVERYONE = (
    *("social_worker", "team_manager", "chair", "coordinator", "school_lead", "police_sergeant", "youth_worker"),
    *("shop_manager", "quality_lead", "researcher", "caldicott_guardian", "administrator", "young_person_user"),
    *("parent", "advocate", "other_team_worker", "other_team_manager", "other_site_worker", "other_site_manager"),
)


def walked(cast: Cast, until: str, days_ago: int = 40, number: int = 0) -> Walk:
    return walk_to(walk_of(cast, days_ago, number), until)


def walk_of(cast: Cast, days_ago: int, number: int = 0) -> Walk:
    crew = crew_of(cast)
    start = ENGLAND_AND_WALES.working_day_on_or_before(timezone.localdate() - timedelta(days=days_ago))
    names = ("Rowan", "Ellery") if number == 0 else (f"Kit{number}", "Marsh")
    return Walk(crew, *names, places_at(crew, (0, 1, 2)), start, number=number)


def home(client: Client) -> str:
    response = client.get("/")
    assert response.status_code == 200
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


@pytest.mark.parametrize("who", sorted(set(EVERYONE) - HAVE_A_PAGE_OF_THEIR_OWN))
def test_everyone_has_a_home_even_before_there_is_any_work(who: str, cast: Cast, client_for: ClientFor) -> None:
    assert "My work" in home(client_for(getattr(cast, who)))


@pytest.mark.parametrize("who", sorted(HAVE_A_PAGE_OF_THEIR_OWN))
def test_a_young_person_a_parent_and_an_advocate_are_led_to_a_page_of_their_own(
    who: str, cast: Cast, client_for: ClientFor
) -> None:
    answer = client_for(getattr(cast, who)).get("/", follow=True)
    assert answer.redirect_chain == [("/mine/", 303)]
    page = answer.content.decode()
    assert "There is no page for you here yet" in page, "until somebody opens one"
    assert "My work" not in page


def test_home_and_the_young_persons_page_ask_at_most_twelve_questions_at_every_stage(
    cast: Cast, client_for: ClientFor
) -> None:
    cast_at_work = ("social_worker", "team_manager", "chair", "coordinator", "school_lead")
    clients = {who: client_for(getattr(cast, who)) for who in cast_at_work}
    walk = walk_of(cast, days_ago=40)
    for stage, (step, _) in STEPS.items():
        step(walk)
        for who, client in clients.items():
            for path in ("/", f"/young-people/{walk.young_person.ref}/"):
                with CaptureQueriesContext(connection) as caught:
                    answer = client.get(path)
                asked = [each["sql"] for each in caught if not SCAFFOLDING.match(each["sql"])]
                assert len(asked) <= 12, "\n\n".join([stage, who, path, *asked])
                assert answer.status_code == 200 or (path != "/" and who not in ("social_worker", "team_manager"))


def test_signed_out_gets_nothing(db: None) -> None:
    assert "/accounts/login/" in Client().get("/")["Location"]


def test_what_is_late_comes_first_with_its_rule(cast: Cast, client_for: ClientFor) -> None:
    walked(cast, "referred", days_ago=10)
    page = home(client_for(cast.social_worker))
    assert "Decision on the referral , Rowan Ellery Late: it was due" in page
    assert "within 1 working day" in page, "the rule stands behind the date"


def test_a_manager_is_told_what_waits_for_a_decision_and_nobody_else_is(cast: Cast, client_for: ClientFor) -> None:
    walk = walked(cast, "referred", days_ago=3)
    lone = people.add_young_person(by=cast.team_manager, site=cast.site, team=None, given_name="Lone")
    page = client_for(cast.team_manager).get("/").content.decode()
    assert f'href="/young-people/{walk.young_person.ref}/triage/"' in page
    assert f'href="/young-people/{lone.ref}/allocate/"' in page
    other = home(client_for(cast.other_team_manager))
    assert "Rowan" not in other
    assert "Take Lone into your team" in other
    for who in ("social_worker", "other_site_manager", "chair", "administrator"):
        assert "Take Lone" not in home(client_for(getattr(cast, who)))


def test_an_enquiry_waits_for_the_manager_once_it_is_written(cast: Cast, client_for: ClientFor) -> None:
    walk = walked(cast, "enquired")
    assert (
        f"/young-people/{walk.young_person.ref}/enquiry/authorise/"
        in client_for(cast.team_manager).get("/").content.decode()
    )


def test_coordinator_chair_and_partner_see_the_conference(cast: Cast, client_for: ClientFor) -> None:
    walk = walked(cast, "pathway_decided")
    assert "A conference has been asked for , Rowan Ellery Book it and invite people" in home(
        client_for(cast.coordinator)
    )
    assert "Rowan" not in home(client_for(cast.school_lead))
    booked = walked(cast, "booked", number=2)
    for who in ("chair", "coordinator", "social_worker"):
        assert "Kit2 Marsh Conference" in home(client_for(getattr(cast, who))), who
    del walk, booked


def test_a_partner_sees_their_meeting_and_their_actions_and_links_that_open(cast: Cast, client_for: ClientFor) -> None:
    walk = walked(cast, "in_force")
    ref = walk.young_person.ref
    for who in ("school_lead", "police_sergeant", "youth_worker", "shop_manager"):
        client = client_for(getattr(cast, who))
        page = client.get("/").content.decode()
        assert f'href="/young-people/{ref}/"' not in page, who
        for href in set(re.findall(rf'href="(/young-people/{ref}/[^"]*)"', page)):
            assert client.get(href).status_code == 200, (who, href)


def test_no_part_in_harm_stands_on_any_list(cast: Cast, client_for: ClientFor) -> None:
    walked(cast, "in_force")
    for who in ("social_worker", "team_manager", "chair", "quality_lead"):
        client = client_for(getattr(cast, who))
        for path in ("/", "/young-people/", "/search/?q=rowan"):
            page = client.get(path).content.decode()
            assert not [words for words in HARM_ROLE.values() if words in page], (who, path)


def test_other_teams_and_sites_see_nothing_of_it(cast: Cast, client_for: ClientFor) -> None:
    walked(cast, "in_force")
    for who in ("other_team_worker", "other_team_manager", "other_site_worker", "other_site_manager", "researcher"):
        page = home(client_for(getattr(cast, who)))
        assert "Rowan" not in page, who
        assert "Ellery" not in page, who


def test_people_without_case_work_read_what_they_can_do(cast: Cast, client_for: ClientFor) -> None:
    for who, href in (("administrator", "/people-and-roles/"), ("caldicott_guardian", "/elevated-access/review/")):
        client = client_for(getattr(cast, who))
        assert f'href="{href}"' in client.get("/").content.decode()
        assert client.get(href).status_code == 200


def test_a_home_page_that_names_somebody_is_logged(cast: Cast, client_for: ClientFor) -> None:
    client = client_for(cast.social_worker)
    client.get("/")
    assert not Event.objects.filter(kind="list.read").exists()
    walked(cast, "referred", days_ago=10)
    client.get("/")
    assert Event.objects.filter(kind="list.read", target="my_work").count() == 1


def test_a_notice_is_read_by_its_owner_alone(cast: Cast, client_for: ClientFor) -> None:
    notice = tell(cast.social_worker, "You have been invited to a conference.", link="/meetings/")
    path = f"/notices/{notice.pk}/read/"
    mine = client_for(cast.social_worker)
    assert "You have been invited" in home(mine)
    assert client_for(cast.other_team_worker).post(path).status_code == 404
    assert mine.get(path).status_code == 405
    assert mine.post(path).status_code == 303
    notice.refresh_from_db()
    first = notice.read_at
    assert first
    assert mine.post(path).status_code == 303, "twice is once"
    notice.refresh_from_db()
    assert notice.read_at == first


def test_words_kept_in_a_form_are_offered_on_the_way_back(cast: Cast, client_for: ClientFor) -> None:
    walk = walked(cast, "added")
    client = client_for(cast.social_worker)
    ref = walk.young_person.ref
    wrong = client.post(f"/young-people/{ref}/own-words/", {"own_words": "half a thought", "_version": "1"})
    assert wrong.status_code == 422
    assert f"Unsaved words: own words of {ref}" in home(client)
