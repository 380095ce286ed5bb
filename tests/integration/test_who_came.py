"""Attendance as influence: who may read it, which meetings count for whom, and what the pages say of them."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from roth.accounts.models import User
from roth.assessments.models import Assessment, ContextWeight
from roth.contexts.models import Context
from roth.demo.cast import Cast
from roth.demo.walk import Walk
from roth.domain import attendance as rules
from roth.domain.quarters import Quarter
from roth.meetings import selectors
from roth.meetings.models import Invitation, Meeting
from roth.people import actions as people
from tests.integration.test_meetings import ClientFor, walked

SITE, CEILING = "/meetings/who-came/", 12


@pytest.fixture
def held(cast: Cast) -> Walk:
    """One conference that was held; everybody came to it."""
    walk = walked(cast, "held")
    walk.meeting.refresh_from_db()
    return walk


def words(page: bytes) -> str:
    """A page as somebody reads it."""
    text = re.sub(r"<(script|style|svg)\b.*?</\1>|<[^>]+>", " ", page.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", text)


def page_for(client_for: ClientFor, user: User, address: str = SITE) -> str:
    answer = client_for(user).get(address)
    assert answer.status_code == 200, answer.status_code
    return words(answer.content)


def again(walk: Walk, on: date | None = None, attendance: str = "attended") -> Meeting:
    """A review that was held, to which the same people were asked."""
    on = on or timezone.localdate()
    meeting = Meeting.objects.create(
        episode=walk.meeting.episode,
        kind="review_conference",
        status="held",
        asked_for_on=on,
        held_on=on,
        chair=walk.crew.chair,
    )
    for one in list(walk.meeting.invitations.all()):
        can = list(one.can_influence.all())
        one.pk, one.id, one._state.adding = None, None, True
        one.meeting, one.attendance, one.report_supplied = meeting, attendance, False
        one.save()
        one.can_influence.set(can)
    return meeting


def of_transport(meeting: Meeting) -> Invitation:
    return meeting.invitations.get(agency__kind="transport")


# --- Who may read it, and which meetings count ------------------------------------------------------------------------
@pytest.mark.parametrize("part", ["chair", "coordinator", "team_manager", "quality_lead"])
def test_whoever_answers_for_meetings_reads_who_came(held: Walk, cast: Cast, client_for: ClientFor, part: str) -> None:
    said = page_for(client_for, getattr(cast, part))
    assert "1 meeting whose record you may open was held at Wexbourne" in said
    assert "Brightline Buses" in said


@pytest.mark.parametrize("part", ["social_worker", "police_sergeant", "school_lead", "researcher", "administrator"])
def test_nobody_else_reads_of_agencies_even_of_their_own(
    held: Walk, cast: Cast, client_for: ClientFor, part: str
) -> None:
    client = client_for(getattr(cast, part))
    assert client.get(SITE).status_code == 403
    assert client.get(f"{SITE}{held.crew.agencies['police'].pk}/").status_code == 403
    assert SITE not in client.get("/meetings/").content.decode()


def test_a_partner_who_was_invited_does_not_read_who_was_there_for_each_context(
    held: Walk, cast: Cast, client_for: ClientFor
) -> None:
    address = f"/young-people/{held.young_person.ref}/conference/who-came/"
    assert client_for(cast.police_sergeant).get(address).status_code == 403
    assert client_for(cast.other_site_manager).get(address).status_code == 404
    assert address not in client_for(cast.police_sergeant).get(address.replace("who-came/", "")).content.decode()


def test_another_site_is_not_there(held: Walk, cast: Cast, client_for: ClientFor) -> None:
    client = client_for(cast.other_site_manager)
    assert client.get(f"{SITE}?site=wexbourne").status_code == 404
    assert client.get(f"{SITE}{held.crew.agencies['police'].pk}/").status_code == 404
    assert "No meeting whose record you may open was held" in words(client.get(SITE).content)


def test_a_meeting_of_a_restricted_record_is_in_nobodys_counts_but_theirs_who_may_open_it(
    held: Walk, cast: Cast, client_for: ClientFor
) -> None:
    people.restrict(
        by=cast.team_manager,
        young_person=held.young_person,
        reason="Family of a colleague",
        people={cast.chair: "Chairs"},
    )
    buses = f"{SITE}{held.crew.agencies['transport'].pk}/"
    assert "1 meeting" in page_for(client_for, cast.chair)
    assert held.young_person.name in page_for(client_for, cast.chair, buses)
    for shut_out in (cast.quality_lead, cast.coordinator):
        assert "Nothing to count" in page_for(client_for, shut_out)
        said = page_for(client_for, shut_out, buses)
        assert "Nothing to count" in said
        assert held.young_person.name not in said
        assert not selectors.held_at(shut_out, cast.site, date(2000, 1, 1), date(2200, 1, 1)).exists()


def test_a_chair_counts_only_meetings_about_young_people_whose_conferences_they_chair(
    held: Walk, cast: Cast, client_for: ClientFor
) -> None:
    Meeting.objects.update(chair=cast.other_team_manager)
    assert "Nothing to count" in page_for(client_for, cast.chair)
    assert "1 meeting" in page_for(client_for, cast.coordinator)


def test_only_meetings_that_were_held_in_the_quarters_count(held: Walk, cast: Cast, client_for: ClientFor) -> None:
    long_ago = Quarter.of(timezone.localdate()).back(8)
    again(held, long_ago.first_day)
    again(held, long_ago.first_day - timedelta(days=1))
    Meeting.objects.create(episode=held.meeting.episode, status="cancelled", asked_for_on=timezone.localdate())
    assert "1 meeting whose" in page_for(client_for, cast.chair)
    query = f"?first={long_ago.code}&last={long_ago.code}"
    assert "1 meeting whose" in page_for(client_for, cast.chair, SITE + query)
    query = f"?first={long_ago.back(1).code}&last={long_ago.code}"
    assert "2 meetings whose" in page_for(client_for, cast.chair, SITE + query)


def test_a_period_that_ends_before_it_begins_is_refused_and_kept_as_chosen(
    held: Walk, cast: Cast, client_for: ClientFor
) -> None:
    now = Quarter.of(timezone.localdate())
    answer = client_for(cast.chair).get(f"{SITE}?first={now.code}&last={now.back(2).code}")
    assert answer.status_code == 200
    assert "Choose a quarter to end with that is not before the first" in words(answer.content)
    assert f'value="{now.back(2).code}" selected' in re.sub(r"\s+", " ", answer.content.decode())


@pytest.mark.parametrize("query", ["?first=x&last=y", "?first=2026-9&last=", "?page=-3", "?first=0000-1&last=0000-1"])
def test_what_is_no_period_does_not_break_the_page(held: Walk, cast: Cast, client_for: ClientFor, query: str) -> None:
    assert client_for(cast.chair).get(SITE + query).status_code == 200
    assert client_for(cast.chair).get(f"{SITE}{held.crew.agencies['police'].pk}/{query}").status_code == 200


# --- What is counted --------------------------------------------------------------------------------------------------
def test_an_absence_is_said_with_the_weight_that_stood_without_anybody(
    held: Walk, cast: Cast, client_for: ClientFor
) -> None:
    of_transport(held.meeting)
    held.meeting.invitations.filter(agency__kind="transport").update(attendance="absent", report_supplied=False)
    weight = ContextWeight.objects.get(view="agreed", context=held.places[0][1]).weight
    said = page_for(client_for, cast.chair)
    without = f"At the one it did not come to, contexts had nobody there who could change them: {weight} of 100."
    assert f"Brightline Buses 1 0 of 1 0 1, sent no word {without}" in said
    buses = page_for(client_for, cast.chair, f"{SITE}{held.crew.agencies['transport'].pk}/")
    assert held.young_person.name in buses
    assert "Did not come and sent nothing" in buses
    assert f"{held.places[0][1].name}, {weight} of 100. Whoever could change it was asked and did not come." in buses


def test_agencies_stand_by_name_and_no_page_says_a_percentage(held: Walk, cast: Cast, client_for: ClientFor) -> None:
    again(held, attendance="declined")
    answer = client_for(cast.chair).get(SITE)
    page = answer.content.decode()
    listed = re.findall(r'/meetings/who-came/\d+/[^"]*">([^<]+)</a>', page)
    assert listed == sorted(listed)
    assert len(listed) > 3
    assert "%" not in words(answer.content)


def test_who_is_always_asked_and_was_not_is_counted(held: Walk, cast: Cast, client_for: ClientFor) -> None:
    assert "Health 0 Not invited – – 1 of 1" in page_for(client_for, cast.chair)


def test_an_invitation_that_was_withdrawn_before_the_meeting_does_not_count_and_one_that_ended_after_it_does(
    held: Walk, cast: Cast
) -> None:
    held_on = held.meeting.held_on
    agency = held.crew.agencies["transport"].pk
    mine = held.meeting.invitations.filter(agency=agency)
    found = selectors.held_at(cast.chair, cast.site, date(2000, 1, 1), date(2200, 1, 1))
    mine.update(withdrawn_on=held_on + timedelta(days=3))
    assert agency in rules.agencies(selectors.as_facts(found).meetings)
    mine.update(withdrawn_on=held_on - timedelta(days=1))
    assert agency not in rules.agencies(selectors.as_facts(found).meetings)


def test_a_meeting_keeps_the_weights_that_stood_on_its_day(held: Walk, cast: Cast) -> None:
    found = selectors.held_at(cast.chair, cast.site, date(2000, 1, 1), date(2200, 1, 1))
    before = selectors.as_facts(found).meetings[0].contexts
    assert sum(each.weight or 0 for each in before) == 100
    later = held.meeting.held_on + timedelta(days=1)
    newer = Assessment.objects.create(episode=held.meeting.episode, started_on=later)
    context = Context.objects.first()
    ContextWeight.objects.create(
        assessment=newer, context=context, view="agreed", weight=100, recorded_by=cast.chair, recorded_on=later
    )
    review = again(held, later)
    first, second = selectors.as_facts(found).meetings
    assert first.contexts == before
    assert (second.key, [each.weight for each in second.contexts]) == (review.pk, [100])


# --- One young person -------------------------------------------------------------------------------------------------
def test_a_context_that_went_three_meetings_with_nobody_able_to_change_it_is_asked_about(
    held: Walk, cast: Cast, client_for: ClientFor
) -> None:
    for days in (3, 2, 1):
        meeting = again(held, timezone.localdate() - timedelta(days=days))
        meeting.invitations.filter(agency__kind="transport").update(attendance="apology_no_input")
    said = page_for(client_for, cast.chair, f"/young-people/{held.young_person.ref}/conference/who-came/")
    name = held.places[0][1].name
    assert f"At the last three meetings nobody who came could change {name}" in said
    assert "Brightline Buses has reach there." in said
    assert said.count("Asked, did not come") == 3
    assert f"nobody who came could change {held.places[1][1].name}" not in said


def test_meetings_before_any_weight_was_agreed_show_the_linked_contexts(
    held: Walk, cast: Cast, client_for: ClientFor
) -> None:
    ContextWeight.objects.all().delete()
    said = page_for(client_for, cast.chair, f"/young-people/{held.young_person.ref}/conference/who-came/")
    assert "No weight agreed then" in said
    assert "1 without agreed weights" in page_for(client_for, cast.chair)


def test_the_way_to_these_pages_is_on_the_pages_of_meetings_and_the_plan(
    held: Walk, cast: Cast, client_for: ClientFor
) -> None:
    client, ref = client_for(cast.chair), held.young_person.ref
    assert f'href="{SITE}"' in client.get("/meetings/").content.decode()
    run = f"/young-people/{ref}/conference/who-came/"
    assert run in client.get(f"/young-people/{ref}/conference/").content.decode()
    assert run in client.get(f"/young-people/{ref}/plan/").content.decode()
    link = re.search(rf'href="(/young-people/{ref}/conference/earlier/\d+/)"', client.get(run).content.decode())
    assert link is not None
    assert client.get(link[1]).status_code == 200


def test_no_page_takes_more_statements_for_more_meetings(held: Walk, cast: Cast, client_for: ClientFor) -> None:
    client = client_for(cast.chair)
    addresses = (
        SITE,
        f"{SITE}{held.crew.agencies['transport'].pk}/",
        f"/young-people/{held.young_person.ref}/conference/who-came/",
    )

    def taken() -> list[int]:
        counts = []
        for address in addresses:
            client.get(address)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address).status_code == 200
            control = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")
            counts.append(sum(not query["sql"].upper().startswith(control) for query in captured))
        return counts

    before = taken()
    for days in range(12):
        again(held, timezone.localdate() - timedelta(days=days))
    assert taken() == before
    assert max(before) <= CEILING
