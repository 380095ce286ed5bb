"""Looking as an agency: a manager sees exactly what the agency sees, of records of their own, and changes nothing."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from roth.accounts import actions as accounts
from roth.accounts.models import Membership, User
from roth.audit.models import Event
from roth.demo.borough import crew_of, places_at
from roth.demo.cast import Cast
from roth.demo.steps import walk_to
from roth.demo.walk import Walk
from roth.domain.calendar import ENGLAND_AND_WALES
from roth.people.models import ConflictOfInterest, YoungPerson
from tests.architecture.conftest import signed_in

pytestmark = pytest.mark.django_db
PAGES = ("/", "/meetings/", "/young-people/{ref}/conference/", "/young-people/{ref}/plan/")
BANNER = "you are looking as"


@pytest.fixture
def rowan(cast: Cast) -> YoungPerson:
    """Booked, with the school's lead invited."""
    return walked(cast, 0, "booked")


def walked(cast: Cast, number: int, until: str) -> YoungPerson:
    crew = crew_of(cast)
    start = ENGLAND_AND_WALES.working_day_on_or_before(timezone.localdate() - timedelta(days=40))
    walk = Walk(crew, f"Given{number}", "Ellery", places_at(crew, (0, 1, 2)), start, number=number)
    return walk_to(walk, until).young_person


def looking(manager: User, partner: User) -> Client:
    client = signed_in(manager)
    assert client.post(f"/view-as/{partner.pk}/start/").status_code == 303
    return client


def declaring(young_person: YoungPerson) -> str:
    return reverse("people:declare_conflict", args=(young_person.ref,))


def slip_in(answer) -> str:
    found = re.search(r'name="draft_token" value="([^"]*)"', answer.content.decode())
    return found[1] if found else ""


def main_of(answer) -> str:
    """What the page says, without what differs each time it is made: slips and nonces."""
    text = re.search(r"<main.*?</main>", answer.content.decode(), re.S)[0]
    return re.sub(r'(name="(csrfmiddlewaretoken|draft_token)" value=)"[^"]*"', r"\1", text)


@pytest.mark.parametrize("path", PAGES)
def test_a_manager_reads_the_very_page_that_the_agency_reads(cast: Cast, rowan: YoungPerson, path: str) -> None:
    path = path.format(ref=rowan.ref)
    theirs = signed_in(cast.school_lead).get(path)
    seen = looking(cast.team_manager, cast.school_lead).get(path)
    assert seen.status_code == theirs.status_code == 200
    assert BANNER in seen.content.decode()
    assert main_of(seen) == main_of(theirs)


def test_what_the_agency_may_not_open_stays_shut_to_the_manager_who_looks(cast: Cast, rowan: YoungPerson) -> None:
    client = looking(cast.team_manager, cast.school_lead)
    for path in ("", "steps/", "assessment/", "history/"):
        assert client.get(f"/young-people/{rowan.ref}/{path}").status_code == 403


def test_a_record_that_the_manager_could_not_open_does_not_show_through_the_agency(
    cast: Cast, rowan: YoungPerson
) -> None:
    client = looking(cast.other_team_manager, cast.school_lead)
    assert signed_in(cast.school_lead).get("/meetings/").content.count(rowan.name.encode())
    assert rowan.name not in client.get("/meetings/").content.decode()
    assert rowan.name not in client.get("/").content.decode()
    assert client.get(f"/young-people/{rowan.ref}/conference/").status_code == 404


def test_nothing_is_changed_for_the_agency(cast: Cast, rowan: YoungPerson) -> None:
    client = looking(cast.team_manager, cast.school_lead)
    before = Event.objects.count()
    answer = client.post(declaring(rowan), {"reason": "We are neighbours and know each other."})
    assert answer.status_code == 403
    assert "nothing was changed" in answer.content.decode()
    assert Event.objects.count() == before
    assert not ConflictOfInterest.objects.exists()


def test_what_the_partner_typed_is_not_shown_and_nothing_is_typed_for_them(cast: Cast, rowan: YoungPerson) -> None:
    own = signed_in(cast.school_lead)
    slip = slip_in(own.get(declaring(rowan)))
    own.post("/drafts/", {"draft_token": slip, "reason": "Half a sentence about"})
    assert "Half a sentence about" in own.get(declaring(rowan)).content.decode()
    page = looking(cast.team_manager, cast.school_lead).get(declaring(rowan))
    assert page.status_code == 200
    assert "Half a sentence about" not in page.content.decode()
    assert slip_in(page) == ""


@pytest.mark.parametrize("path", ["/me/", "/people-and-roles/", "/elevated-access/"])
def test_pages_of_the_persons_own_account_are_not_reached(cast: Cast, rowan: YoungPerson, path: str) -> None:
    assert looking(cast.team_manager, cast.school_lead).get(path).status_code == 404


def test_account_pages_are_still_the_managers_own(cast: Cast, rowan: YoungPerson) -> None:
    answer = looking(cast.team_manager, cast.school_lead).get("/accounts/2fa/")
    assert cast.school_lead.email not in answer.content.decode()


def test_the_trail_names_the_manager_and_says_as_whom(cast: Cast, rowan: YoungPerson) -> None:
    looking(cast.team_manager, cast.school_lead).get(f"/young-people/{rowan.ref}/conference/")
    read = Event.objects.filter(kind="record.read").latest("number")
    assert read.actor == cast.team_manager.audit_key
    assert read.actor_role.endswith(f"looking as {cast.school_lead.name}")
    assert Event.objects.filter(kind="access.view_as_started", target=f"user:{cast.school_lead.pk}").exists()


def test_stopping_makes_the_pages_the_managers_again(cast: Cast, rowan: YoungPerson) -> None:
    client = looking(cast.team_manager, cast.school_lead)
    assert client.post("/view-as/end/").status_code == 303
    answer = client.get(f"/young-people/{rowan.ref}/steps/")
    assert answer.status_code == 200
    assert BANNER not in answer.content.decode()
    assert Event.objects.filter(kind="access.view_as_ended").count() == 1


def test_it_ends_with_the_minutes(cast: Cast, rowan: YoungPerson) -> None:
    client = looking(cast.team_manager, cast.school_lead)
    session = client.session
    session["view_as"] = {"user": cast.school_lead.pk, "until": (timezone.now() - timedelta(seconds=1)).isoformat()}
    session.save()
    assert client.get(f"/young-people/{rowan.ref}/steps/").status_code == 200


def test_it_ends_with_the_partners_role(cast: Cast, rowan: YoungPerson) -> None:
    client = looking(cast.team_manager, cast.school_lead)
    [held] = Membership.objects.filter(user=cast.school_lead)
    accounts.end_membership(by=cast.administrator, membership=held)
    Membership.objects.filter(user=cast.school_lead).update(ends_on=timezone.localdate() - timedelta(days=1))
    assert BANNER not in client.get("/").content.decode()


@pytest.mark.parametrize("part", ["social_worker", "chair", "coordinator", "administrator", "quality_lead"])
def test_only_a_manager_looks(cast: Cast, part: str) -> None:
    client = signed_in(getattr(cast, part))
    assert client.get("/view-as/").status_code == 403
    assert client.post(f"/view-as/{cast.school_lead.pk}/start/").status_code == 403


@pytest.mark.parametrize("part", ["social_worker", "chair", "other_site_worker", "young_person_user", "parent"])
def test_nobody_but_a_partner_of_the_same_site_is_looked_as(cast: Cast, part: str) -> None:
    answer = signed_in(cast.team_manager).post(f"/view-as/{getattr(cast, part).pk}/start/")
    assert answer.status_code == 404
