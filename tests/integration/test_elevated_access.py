"""Elevated access: one record, for a reason, for minutes; logged page by page, told to its owner, reviewed."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from roth.accounts import actions, selectors
from roth.accounts.models import User
from roth.audit.actions import System
from roth.audit.models import Event
from roth.demo.cast import Cast
from roth.domain.access import Decision, Permission, Relation
from roth.domain.errors import NotAllowed, NotPossible, NotVisible
from roth.people import actions as people
from roth.people.access import decision_for, log_read, visible_to, young_person_for
from roth.people.models import AllowedPerson, ConflictOfInterest, ElevatedAccess, YoungPerson
from roth.work.models import Notice

REASON = "The out of hours team asked me to find out who Rowan trusts."
ASK = "/elevated-access/"
NOT_FOUND = "There is no record with those details"
ClientFor = Callable[[User], Client]


@pytest.fixture
def rowan(cast: Cast) -> YoungPerson:
    """A record that the cast's team holds, with a worker."""
    made = people.add_young_person(
        by=cast.team_manager,
        site=cast.site,
        team=cast.team,
        given_name="Rowan",
        family_name="Ellery",
        born_on=date(2010, 5, 4),
        aliases=["Ro Storm"],
    )
    people.allocate(by=cast.team_manager, young_person=made, worker=cast.social_worker, on=timezone.localdate())
    Notice.objects.all().delete()
    return made


def asked(
    ref: str = "", name: str = "", born: tuple[object, ...] = ("", "", ""), **changes: object
) -> dict[str, object]:
    boxes = dict(zip(("born_on-day", "born_on-month", "born_on-year"), born, strict=True))
    return {"ref": ref, "name": name, "reason": REASON, "minutes": "30"} | boxes | changes


def take(cast: Cast, rowan: YoungPerson, by: User | None = None, minutes: int = 30) -> ElevatedAccess:
    return actions.take_elevated_access(
        by=by or cast.other_team_worker, young_person=rowan, reason=REASON, minutes=minutes
    )


def overdue(access: ElevatedAccess) -> None:
    """As it is when its minutes have run out."""
    ElevatedAccess.objects.filter(pk=access.pk).update(ends_at=timezone.now() - timedelta(seconds=1))


def kept(answer: HttpResponse) -> str:
    assert answer.status_code in (409, 422)
    return answer.content.decode()


# --- Asking -----------------------------------------------------------------------------------------------------------
def test_the_card_says_what_follows_before_anything_is_typed(cast: Cast, client_for: ClientFor) -> None:
    page = client_for(cast.other_team_worker).get(ASK).content.decode()
    for words in ("Every page that you open is logged", "are told at once", "ends by itself"):
        assert words in page


@pytest.mark.parametrize(
    "given",
    [
        {"name": "Rowan Ellery", "born": (4, 5, 2010)},
        {"name": "  ROWAN  éllery ", "born": (4, 5, 2010)},
        {"name": "Ro Storm", "born": (4, 5, 2010)},
    ],
)
def test_a_record_opens_by_exact_name_and_birthday(
    cast: Cast, client_for: ClientFor, rowan: YoungPerson, given: dict
) -> None:
    client = client_for(cast.other_team_worker)
    assert client.get(f"/young-people/{rowan.ref}/").status_code == 404
    answer = client.post(ASK, asked(**given))
    assert (answer.status_code, answer["Location"]) == (303, f"/young-people/{rowan.ref}/")
    page = client.get(answer["Location"])
    assert page.status_code == 200
    assert REASON.rstrip(".") in page.content.decode(), "the banner says why"
    assert "End it now" in page.content.decode()


def test_a_record_opens_by_its_reference_in_any_case(cast: Cast, client_for: ClientFor, rowan: YoungPerson) -> None:
    answer = client_for(cast.chair).post(ASK, asked(rowan.ref.lower()))
    assert answer["Location"] == f"/young-people/{rowan.ref}/"


def test_absent_elsewhere_restricted_and_conflicted_are_one_sentence(
    cast: Cast, client_for: ClientFor, rowan: YoungPerson
) -> None:
    far = people.add_young_person(
        by=cast.other_site_manager,
        site=cast.other_site,
        team=cast.other_site_team,
        given_name="Ash",
        family_name="Vale",
    )
    shut, known = (
        people.add_young_person(
            by=cast.team_manager, site=cast.site, team=cast.team, given_name=name, family_name="Vale"
        )
        for name in ("Shut", "Known")
    )
    YoungPerson.objects.filter(pk=shut.pk).update(restricted=True)
    now, me = timezone.now(), cast.other_team_worker
    AllowedPerson(young_person=shut, user=cast.team_manager, reason="r", at=now).save()
    ConflictOfInterest(young_person=known, user=me, at=now).save()
    client = client_for(me)
    wanted = [*(asked(each) for each in (far.ref, shut.ref, known.ref, "YP-999999", "nonsense", "MT-0001"))]
    wanted += [asked(name="Rowan Ellery", born=(5, 5, 2010)), asked(name="Rowan", born=(4, 5, 2010))]
    answers = {kept(client.post(ASK, given)).count(NOT_FOUND) for given in wanted}
    assert answers == {1}
    assert not ElevatedAccess.objects.exists()
    refused = Event.objects.filter(kind="access.elevated_refused", actor=me.audit_key)
    assert refused.count() == len(wanted)
    assert not any(record in str(event.__dict__) for event in refused for record in (shut.ref, "Ellery"))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"reason": "need it"}, "Write at least one sentence"),
        ({"reason": ""}, "Write at least one sentence"),
        ({"minutes": "4"}, "5 or more"),
        ({"minutes": "121"}, "120 or fewer"),
        ({"minutes": "soon"}, "whole number"),
        ({"ref": ""}, "Enter the reference, or the full name and date of birth"),
        ({"ref": "", "name": "Rowan Ellery"}, "Enter the date of birth too"),
    ],
)
def test_bad_input_is_refused_and_kept(
    cast: Cast, client_for: ClientFor, rowan: YoungPerson, changes: dict[str, object], sentence: str
) -> None:
    page = kept(client_for(cast.other_team_worker).post(ASK, {**asked(rowan.ref), "reason": REASON} | changes))
    assert sentence in page
    assert str(changes.get("reason", REASON)) in page
    assert not ElevatedAccess.objects.exists()


def test_the_action_refuses_what_the_form_would(cast: Cast, rowan: YoungPerson) -> None:
    taker = cast.other_team_worker
    with pytest.raises(NotPossible, match="sentence"):
        actions.take_elevated_access(by=taker, young_person=rowan, reason="need it", minutes=30)
    for minutes in (0, 4, 121):
        with pytest.raises(NotPossible, match="5 to 120"):
            take(cast, rowan, minutes=minutes)
    with pytest.raises(NotPossible, match=NOT_FOUND):
        take(cast, rowan, by=cast.other_site_worker)


def test_whoever_can_open_the_record_needs_no_elevated_access(cast: Cast, rowan: YoungPerson) -> None:
    for user in (cast.social_worker, cast.team_manager):
        with pytest.raises(NotPossible, match="You can open YP-"):
            take(cast, rowan, by=user)


def test_one_record_at_a_time(cast: Cast, client_for: ClientFor, rowan: YoungPerson) -> None:
    other = people.add_young_person(
        by=cast.team_manager, site=cast.site, team=cast.team, given_name="A", family_name="B"
    )
    client = client_for(cast.other_team_worker)
    assert client.post(ASK, asked(rowan.ref)).status_code == 303
    assert "You can open" in kept(client.post(ASK, asked(rowan.ref))), "pressed twice"
    assert "End it before you take another" in kept(client.post(ASK, asked(other.ref)))
    assert ElevatedAccess.objects.count() == 1


def test_roles_without_elevated_access_are_told_so(cast: Cast, client_for: ClientFor, rowan: YoungPerson) -> None:
    may = {"social_worker", "team_manager", "chair", "coordinator", "other_team_worker", "other_team_manager"}
    may |= {"other_site_worker", "other_site_manager"}
    for key, user in cast.everyone().items():
        refused = 404 if key in {"young_person_user", "parent", "advocate"} else 403  # those stand outside the wall
        assert client_for(user).get(ASK).status_code == (200 if key in may else refused), key
        if key not in may:
            with pytest.raises((NotAllowed, NotPossible)):
                take(cast, rowan, by=user)
    assert Client().get(ASK).status_code == 302


# --- While it lasts ---------------------------------------------------------------------------------------------------
def test_every_page_is_logged_with_the_reason_and_by_the_access(
    cast: Cast, client_for: ClientFor, rowan: YoungPerson
) -> None:
    access, client = take(cast, rowan), client_for(cast.other_team_worker)
    for _ in range(3):
        assert client.get(f"/young-people/{rowan.ref}/").status_code == 200
    reads = Event.objects.filter(kind="record.read_elevated", record=rowan.ref)
    assert reads.count() == 3
    assert {(event.actor, event.target) for event in reads} == {
        (cast.other_team_worker.audit_key, f"elevated_access:{access.pk}")
    }
    assert all(REASON in event.detail and "record.view" in event.detail for event in reads)
    assert not Event.objects.filter(kind="record.read", actor=cast.other_team_worker.audit_key).exists()


def test_only_what_elevated_access_alone_opens_is_read_under_it(cast: Cast, rowan: YoungPerson) -> None:
    """Somebody who is also invited reads the plan as an invited person, and the record by elevated access."""
    both = frozenset({Relation.INVITED, Relation.ELEVATED})
    for permission, kind in ((Permission.PLAN_VIEW, "record.read"), (Permission.RECORD_VIEW, "record.read_elevated")):
        log_read(cast.other_team_worker, rowan, permission, Decision(True, True, "", both))
        assert Event.objects.latest("number").kind == kind


def test_it_opens_one_record_to_read_and_nothing_to_write(cast: Cast, rowan: YoungPerson) -> None:
    other = people.add_young_person(
        by=cast.team_manager, site=cast.site, team=cast.team, given_name="A", family_name="B"
    )
    take(cast, rowan)
    taker = cast.other_team_worker
    assert set(visible_to(taker)) == {rowan}
    assert not decision_for(taker, other, Permission.RECORD_VIEW).visible
    assert not decision_for(taker, rowan, Permission.RECORD_EDIT).allowed
    assert not decision_for(taker, rowan, Permission.HISTORY_VIEW).allowed


def test_restriction_or_a_conflict_shuts_it_at_once(cast: Cast, rowan: YoungPerson) -> None:
    take(cast, rowan)
    taker = cast.other_team_worker
    YoungPerson.objects.filter(pk=rowan.pk).update(restricted=True)
    with pytest.raises(NotVisible):
        young_person_for(taker, rowan.ref, Permission.RECORD_VIEW)
    YoungPerson.objects.filter(pk=rowan.pk).update(restricted=False)
    ConflictOfInterest(young_person=rowan, user=taker, at=timezone.now()).save()
    with pytest.raises(NotVisible):
        young_person_for(taker, rowan.ref, Permission.RECORD_VIEW)


def test_it_expires_by_itself_and_the_banner_with_it(cast: Cast, client_for: ClientFor, rowan: YoungPerson) -> None:
    access, client = take(cast, rowan), client_for(cast.other_team_worker)
    banner = client.get("/me/").content.decode()
    assert "End it now" in banner
    assert "29 minutes left" in banner
    overdue(access)
    assert client.get(f"/young-people/{rowan.ref}/").status_code == 404
    assert "End it now" not in client.get("/me/").content.decode()


def test_it_ends_with_the_membership(cast: Cast, rowan: YoungPerson) -> None:
    take(cast, rowan)
    yesterday = timezone.localdate() - timedelta(days=1)
    actions.end_membership(by=System("t"), membership=cast.other_team_worker.memberships.get(), ends_on=yesterday)
    gone = User.objects.get(pk=cast.other_team_worker.pk)
    assert not visible_to(gone).exists()
    assert not decision_for(gone, rowan, Permission.RECORD_VIEW).visible


def test_it_is_ended_now_by_a_press_and_twice_changes_nothing(
    cast: Cast, client_for: ClientFor, rowan: YoungPerson
) -> None:
    access, client = take(cast, rowan), client_for(cast.other_team_worker)
    address = f"/elevated-access/{access.pk}/end/"
    assert client.get(address).status_code == 405
    assert client.post(address).status_code == 302
    assert client.get(f"/young-people/{rowan.ref}/").status_code == 404
    assert client.post(address).status_code == 302
    assert Event.objects.filter(kind="access.elevated_ended", record=rowan.ref).count() == 1


# --- Told and reviewed ------------------------------------------------------------------------------------------------
def test_the_owner_is_told_without_a_word_about_anybody(cast: Cast, rowan: YoungPerson) -> None:
    take(cast, rowan)
    told = Notice.objects.all()
    assert {notice.user for notice in told} == {cast.social_worker, cast.team_manager}
    for notice in told:
        assert not {"Rowan", "Ellery", rowan.ref, "Nia", "Calder"} & set(notice.text.replace(".", " ").split())
        assert notice.link == f"/young-people/{rowan.ref}/history/"


def test_an_owner_with_a_conflict_of_interest_is_not_told(cast: Cast, rowan: YoungPerson) -> None:
    ConflictOfInterest(young_person=rowan, user=cast.social_worker, at=timezone.now()).save()
    take(cast, rowan)
    assert {notice.user for notice in Notice.objects.all()} == {cast.team_manager}


def test_where_nobody_answers_for_the_record_the_guardian_is_told(cast: Cast, rowan: YoungPerson) -> None:
    now = timezone.now()
    for owner in (cast.social_worker, cast.team_manager):
        ConflictOfInterest(young_person=rowan, user=owner, at=now).save()
    take(cast, rowan)
    assert {(notice.user, notice.link) for notice in Notice.objects.all()} == {
        (cast.caldicott_guardian, "/elevated-access/review/")
    }


def test_taking_it_is_in_the_trail_with_reason_and_minutes(cast: Cast, rowan: YoungPerson) -> None:
    access = take(cast, rowan)
    event = Event.objects.latest("number")
    assert (event.kind, event.record, event.target) == ("access.elevated", rowan.ref, f"elevated_access:{access.pk}")
    assert REASON in event.detail
    assert '"minutes": 30' in event.detail


def test_the_review_says_who_when_why_and_how_many_pages(cast: Cast, client_for: ClientFor, rowan: YoungPerson) -> None:
    take(cast, rowan)
    reader = client_for(cast.other_team_worker)
    for _ in range(7):
        reader.get(f"/young-people/{rowan.ref}/")
    for reviewer in (cast.caldicott_guardian, cast.team_manager):
        page = client_for(reviewer).get("/elevated-access/review/").content.decode()
        for words in ("Nia Calder", rowan.ref, REASON, ">7<", "Open now"):
            assert words in page, (reviewer, words)
        assert "Ellery" not in page


def test_others_review_nothing_of_it(cast: Cast, client_for: ClientFor, rowan: YoungPerson) -> None:
    access = take(cast, rowan)
    for user in (cast.other_team_manager, cast.other_site_manager):
        page = client_for(user).get("/elevated-access/review/")
        assert page.status_code == 200
        assert "Nobody has taken elevated access" in page.content.decode()
        assert client_for(user).post(f"/elevated-access/{access.pk}/end/").status_code == 404
    for user in (cast.social_worker, cast.administrator, cast.quality_lead, cast.school_lead):
        assert client_for(user).get("/elevated-access/review/").status_code == 403
        assert client_for(user).post(f"/elevated-access/{access.pk}/end/").status_code == 404


def test_nobody_reviews_their_own(cast: Cast, rowan: YoungPerson) -> None:
    other = people.add_young_person(
        by=cast.other_team_manager, site=cast.site, team=cast.other_team, given_name="A", family_name="B"
    )
    access = take(cast, other, by=cast.team_manager)
    assert access not in selectors.elevations_to_review(cast.team_manager)
    assert access in selectors.elevations_to_review(cast.other_team_manager)


def test_a_reviewer_ends_it(cast: Cast, client_for: ClientFor, rowan: YoungPerson) -> None:
    access = take(cast, rowan)
    answer = client_for(cast.caldicott_guardian).post(f"/elevated-access/{access.pk}/end/")
    assert answer["Location"] == "/elevated-access/review/"
    assert not visible_to(cast.other_team_worker).exists()


def test_a_stranger_cannot_end_it_by_the_action(cast: Cast, rowan: YoungPerson) -> None:
    with pytest.raises(NotAllowed):
        actions.end_elevated_access(by=cast.social_worker, access=take(cast, rowan))


def test_the_review_costs_the_same_however_long(
    cast: Cast, client_for: ClientFor, rowan: YoungPerson, django_assert_max_num_queries: Callable
) -> None:
    now = timezone.now()
    for number in range(20):
        ElevatedAccess(
            young_person=rowan, user=cast.chair, reason=f"{REASON} {number}", starts_at=now, ends_at=now
        ).save()
    client = client_for(cast.caldicott_guardian)
    with django_assert_max_num_queries(12):
        assert client.get("/elevated-access/review/").status_code == 200
