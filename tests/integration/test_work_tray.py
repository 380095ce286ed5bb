"""My work: all of it is the reader's to open, its counts are those of its lists, it stays fast and as it was left."""

import re
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from roth.accounts.models import User
from roth.audit.models import Event
from roth.demo.borough import crew_of, places_at
from roth.demo.cast import Cast
from roth.demo.steps import walk_to
from roth.demo.walk import Walk
from roth.domain.calendar import ENGLAND_AND_WALES
from roth.domain.notifications import To, limits_of
from roth.meetings.models import AgencyReport, Meeting
from roth.pathway.addresses import of_clock
from roth.people import actions as people
from roth.people.access import visible_to
from roth.voice.models import Said
from roth.work import present, selectors, tasks, tray
from roth.work.models import Task
from roth.work.tray import AHEAD, Narrowing, Row, When, Work, arrange

ClientFor = Callable[[Any], Client]
SCAFFOLDING = re.compile(r"^(BEGIN|SAVEPOINT|RELEASE|COMMIT|ROLLBACK)")
STAGES = (
    "referred",
    "strategy_held",
    "enquired",
    "enquiry_authorised",
    "pathway_decided",
    "booked",
    "held",
    "in_force",
)


@pytest.fixture
def borough(cast: Cast) -> list[Walk]:
    """A young person at each stage, with tasks for every part and for people by name."""
    crew = crew_of(cast)
    start = ENGLAND_AND_WALES.working_day_on_or_before(timezone.localdate() - timedelta(days=38))
    walks = []
    for number, until in enumerate(STAGES):
        walk = Walk(crew, f"Given{number}", "Ellery", places_at(crew, (0, 1, 2)), start, number=number)
        walks.append(walk_to(walk, until))
    people.add_young_person(by=cast.team_manager, site=cast.site, team=None, given_name="Lone")
    today = timezone.localdate()
    for number, walk in enumerate(walks):
        for part in To:
            tasks.add(
                key=f"{number}:{part}",
                what=f"Task for the {part.label}",
                whose=part,
                young_person=walk.young_person,
                due_on=today + timedelta(days=number * 5 - 10),
            )
        for user in (cast.school_lead, cast.other_team_worker, cast.other_site_worker):
            tasks.add(key=f"{number}:u{user.pk}", what="By name", whose=user, young_person=walk.young_person)
    return walks


def rows_of(user: User, until: date | None = None) -> list[Row]:
    today = timezone.localdate()
    return selectors.rows_for(user, today, until or today + AHEAD)


def test_everything_in_anybodys_work_is_about_somebody_they_may_know_of(borough: list[Walk], cast: Cast) -> None:
    seen_by_somebody = 0
    for who, user in cast.everyone().items():
        known = set(visible_to(user).values_list("pk", flat=True))
        rows = rows_of(user)
        assert {row.person for row in rows if row.person} <= known, who
        seen_by_somebody += bool(rows)
    assert seen_by_somebody >= 8


def test_each_part_in_a_record_brings_its_own_tasks_and_nobody_elses(borough: list[Walk], cast: Cast) -> None:
    def parts(user: User) -> set[str]:
        keys = [row.key for row in rows_of(user) if row.work is Work.TASK]
        return {task.part for task in Task.objects.filter(pk__in=keys)}

    assert parts(cast.social_worker) == {"worker", "duty", "author"}
    assert parts(cast.team_manager) == {"worker", "duty", "manager", "author"}
    assert parts(cast.chair) == {"chair", "agency_lead"}
    assert parts(cast.coordinator) == {"coordinator"}
    assert "head_of_service" in parts(cast.quality_lead)
    assert "worker" not in parts(cast.quality_lead)
    assert parts(cast.school_lead) == {""}, "by name, where she is invited"
    for stranger in (cast.other_team_worker, cast.other_team_manager, cast.other_site_worker, cast.researcher):
        assert not parts(stranger), "a task in one's name opens no record"


def options(page: str) -> dict[str, dict[str, int]]:
    """The choices of the filter, each with the number that stands beside it."""
    found: dict[str, dict[str, int]] = {}
    for name in ("kind", "when"):
        select = re.search(rf'<select[^>]*name="{name}".*?</select>', page, re.S)
        if select:
            shown = re.findall(r'value="(\w+)"[^>]*>([^<]*)<', select[0])
            found[name] = {value: int((re.search(r"\((\d+)\)", text) or [0, 0])[1]) for value, text in shown}
    return found


def listed(client: Client, address: str) -> Iterator[str]:
    """Every item on every page of the list."""
    number = 1
    while True:
        page = client.get(f"{address}page={number}").content.decode()
        body = page.partition('id="my-work"')[2].partition("govuk-grid-column-one-third")[0]
        yield from re.findall(r'<li><a class="govuk-link"', body)
        if f"page={number + 1}" not in body:
            return
        number += 1


def test_each_count_is_the_number_of_things_that_its_choice_lists_for_each_of_the_cast(
    borough: list[Walk], cast: Cast, client_for: ClientFor
) -> None:
    counted = 0
    for who, user in cast.everyone().items():
        client = client_for(user)
        for name, choices in options(client.get("/?all=1").content.decode()).items():
            for choice, number in choices.items():
                if choice == When.LATER:
                    continue  # it looks further ahead than the four weeks that are counted; see the test below
                assert len(list(listed(client, f"/?{name}={choice}&"))) == number, (who, name, choice)
                counted += number
    assert counted > 100


def test_counts_hold_for_every_way_of_narrowing(borough: list[Walk], cast: Cast) -> None:
    today = timezone.localdate()
    for user in (cast.social_worker, cast.team_manager, cast.chair, cast.coordinator, cast.school_lead):
        rows = rows_of(user)
        persons = [None, *{row.person for row in rows}]
        for person in persons:
            shown = arrange(rows, Narrowing(person=person), today)
            for kind in Work:
                narrowed = arrange(rows, Narrowing(person=person, kind=kind), today)
                assert len(narrowed.rows) == shown.by_kind[kind]
            for when in When:
                narrowed = arrange(rows, Narrowing(person=person, when=when), today)
                assert len(narrowed.rows) == shown.by_when[when]
            assert sum(shown.by_kind.values()) == sum(shown.by_when.values()) == len(shown.rows)


def test_a_limit_stands_with_those_who_meet_it(borough: list[Walk], cast: Cast) -> None:
    def limits(user: User) -> set[str]:
        return {row.code for row in rows_of(user, date.max) if row.work is Work.CLOCK}

    assert limits(cast.social_worker)
    assert limits(cast.social_worker) <= set(limits_of(To.WORKER, To.DUTY))
    assert limits(cast.coordinator) <= set(limits_of(To.COORDINATOR))
    assert "T23" in limits(cast.coordinator)
    assert limits(cast.team_manager) >= limits(cast.social_worker) | limits(cast.coordinator), "all of the team's"
    assert not limits(cast.other_team_manager)


def test_a_limit_leads_to_where_it_is_met_and_its_reader_may_go_there(
    borough: list[Walk], cast: Cast, client_for: ClientFor
) -> None:
    led: set[str] = set()
    for who in ("social_worker", "chair", "coordinator", "team_manager"):
        user, client = getattr(cast, who), client_for(getattr(cast, who))
        for row in rows_of(user, date.max):
            if row.work is Work.CLOCK:
                address = of_clock(row.code, present.ref_of(row), row.key)
                answer = client.get(address)
                assert answer.status_code in (200, 409), (who, row.code, address)
                led.add(address.rsplit("/", 3)[-2])
    assert {"held", "visit", "conference", "done"} <= led


def test_later_looks_further_than_four_weeks(borough: list[Walk], cast: Cast, client_for: ClientFor) -> None:
    client = client_for(cast.coordinator)
    assert "First review conference" not in client.get("/?all=1").content.decode()
    assert "First review conference" in words(client.get("/?when=later").content.decode())


def words(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_what_is_late_or_due_today_stands_first_and_says_so(
    borough: list[Walk], cast: Cast, client_for: ClientFor
) -> None:
    client = client_for(cast.social_worker)
    pages = (client.get(f"/?page={number}").content.decode().partition('id="my-work"')[2] for number in (1, 2, 3))
    page = words(" ".join(pages))
    first, waiting, week = (page.index(heading.label) for heading in (When.NOW, When.WEEK, When.LATER))
    assert first < waiting < week
    assert "Late: it was due" in page[first:waiting]
    assert re.search(r"\d+ things, \d+ of them late or due today", page)


def test_the_way_somebody_narrowed_their_work_stays_until_they_clear_it(
    borough: list[Walk], cast: Cast, client_for: ClientFor
) -> None:
    client = client_for(cast.social_worker)
    everything = client.get("/").content
    narrowed = client.get("/?kind=task")
    assert len(narrowed.content) < len(everything)
    assert b"Narrowed: change or clear" in client.get("/").content, "it is as they left it"
    assert b"page=2" not in client.get("/").content or b"kind=task&amp;page=2" in client.get("/").content
    client.get("/?all=1")
    assert b"Narrowed: change or clear" not in client.get("/").content
    assert b"Narrowed" not in client_for(cast.team_manager).get("/").content, "one person's choice is nobody else's"


def test_a_choice_that_no_longer_fits_hides_nothing(borough: list[Walk], cast: Cast, client_for: ClientFor) -> None:
    client = client_for(cast.social_worker)
    rows = len(list(listed(client, "/?all=1&")))
    assert len(list(listed(client, "/?person=999999&kind=nonsense&"))) == rows


def test_a_manager_sees_the_team_or_one_worker(borough: list[Walk], cast: Cast) -> None:
    today = timezone.localdate()
    rows = rows_of(cast.team_manager)
    mine = arrange(rows, Narrowing(worker=cast.social_worker.pk), today).rows
    assert mine
    assert all(row.worker == cast.social_worker.pk for row in mine)
    assert not arrange(rows, Narrowing(worker=cast.other_team_worker.pk), today).rows
    assert dict(selectors.workers_of(cast.team_manager))[cast.social_worker.pk] == cast.social_worker.name
    assert selectors.workers_of(cast.chair) == []


def test_four_hundred_tasks_are_no_more_statements_and_open_at_once(
    borough: list[Walk], cast: Cast, client_for: ClientFor
) -> None:
    client = client_for(cast.social_worker)
    client.get("/?all=1")

    def statements() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get("/").status_code == 200
        return sum(not SCAFFOLDING.match(each["sql"]) for each in caught)

    before = statements()
    today, person = timezone.localdate(), borough[-1].young_person
    Task.objects.bulk_create(
        Task(
            key=f"many:{n}",
            site=cast.site,
            young_person=person,
            what=f"Task {n}",
            part="worker",
            due_on=today + timedelta(days=n % 28),
            added_at=timezone.now(),
        )
        for n in range(400)
    )
    assert statements() == before <= 12
    began = time.process_time()
    client.get("/")
    assert time.process_time() - began < 0.5
    assert len(list(listed(client, "/?kind=task&"))) >= 400


# --- One task --------------------------------------------------------------------------------------------------------
@pytest.fixture
def interview(borough: list[Walk]) -> Task:
    person = borough[-1].young_person
    said = {"because": "Given7 came back on Tuesday", "rule": "T28"}
    return tasks.add(key="x", what="Hold the return home interview", whose=To.WORKER, young_person=person, **said)


def test_a_task_is_done_by_whom_it_is_for_and_leaves_their_work(
    interview: Task, cast: Cast, client_for: ClientFor
) -> None:
    client = client_for(cast.social_worker)
    page = words(client.get(f"/tasks/{interview.pk}/").content.decode())
    assert "Given7 came back on Tuesday" in page
    assert client.post(f"/tasks/{interview.pk}/", {"words": "At home, with tea"}).status_code == 303
    interview.refresh_from_db()
    assert (interview.done_by, interview.done_words) == (cast.social_worker, "At home, with tea")
    assert "Hold the return home interview" not in client.get("/?kind=task").content.decode()
    again = client.post(f"/tasks/{interview.pk}/", {"words": "Again"})
    assert again.status_code == 409
    assert "At home, with tea" in client.get(f"/tasks/{interview.pk}/").content.decode()
    assert Event.objects.filter(kind="task.done").count() == 1


def test_somebody_elses_task_is_not_there(interview: Task, cast: Cast, client_for: ClientFor) -> None:
    for who in ("other_team_worker", "chair", "coordinator", "school_lead", "quality_lead", "administrator", "parent"):
        client = client_for(getattr(cast, who))
        for address in (f"/tasks/{interview.pk}/", f"/tasks/{interview.pk}/hand-over/"):
            assert client.get(address).status_code == 404, who
            assert client.post(address, {"words": "x", "to": cast.chair.pk, "reason": "x"}).status_code == 404, who
    interview.refresh_from_db()
    assert interview.is_open


def test_a_task_is_handed_to_somebody_who_may_open_the_record_and_to_nobody_else(
    interview: Task, cast: Cast, client_for: ClientFor
) -> None:
    client = client_for(cast.social_worker)
    address = f"/tasks/{interview.pk}/hand-over/"
    page = client.get(address).content.decode()
    assert f'value="{cast.team_manager.pk}"' in page
    assert f'value="{cast.other_team_worker.pk}"' not in page
    assert client.post(address, {"to": cast.other_team_worker.pk, "reason": "Busy"}).status_code == 422
    assert client.post(address, {"to": cast.team_manager.pk, "reason": ""}).status_code == 422
    assert client.post(address, {"to": cast.team_manager.pk, "reason": "On leave"}).status_code == 303
    interview.refresh_from_db()
    assert interview.user == cast.team_manager
    assert client.get(f"/tasks/{interview.pk}/").status_code == 404, "it is no longer theirs"
    mine = client_for(cast.team_manager)
    assert "A task was handed over to you." in mine.get("/").content.decode()
    assert mine.get(f"/tasks/{interview.pk}/").status_code == 200


def test_two_who_do_a_task_at_once_do_it_once(interview: Task, cast: Cast) -> None:
    from roth.domain.errors import NotPossible
    from roth.work import actions

    stale = Task.objects.get(pk=interview.pk)
    actions.finish_task(by=cast.social_worker, task=interview, words="First")
    with pytest.raises(NotPossible, match="done this already"):
        actions.finish_task(by=cast.team_manager, task=stale, words="Second")


def test_the_order_of_a_row_is_the_same_however_rows_come(borough: list[Walk], cast: Cast) -> None:
    today = timezone.localdate()
    rows = rows_of(cast.team_manager)
    assert arrange(rows[::-1], Narrowing(), today).rows == arrange(rows, Narrowing(), today).rows
    headings = [when for when, _ in tray.sections(arrange(rows, Narrowing(), today).rows, today)]
    assert headings == [when for when in When if when in headings]


def test_a_report_to_write_stands_with_its_day_until_it_is_lodged(
    borough: list[Walk], cast: Cast, client_for: ClientFor
) -> None:
    person = borough[STAGES.index("booked")].young_person
    meeting = Meeting.objects.get(episode__young_person=person)
    invitation = meeting.invitations.get(user=cast.school_lead)
    today = timezone.localdate()
    report = AgencyReport.objects.create(meeting=meeting, invitation=invitation, asked_on=today, due_on=today)
    client = client_for(cast.school_lead)
    assert f"{person.name} Your report for the conference" in words(client.get("/?kind=report").content.decode())
    assert not [row for row in rows_of(cast.police_sergeant) if row.work is Work.REPORT]
    report.lodged_at = timezone.now()
    report.save()
    assert not [row for row in rows_of(cast.school_lead) if row.work is Work.REPORT]


def test_words_that_nobody_answered_stand_with_those_who_answer_for_the_record(
    borough: list[Walk], cast: Cast, client_for: ClientFor
) -> None:
    person = borough[-1].young_person
    said = Said.objects.create(
        young_person=person,
        speaker="young_person",
        about=Said._meta.get_field("about").choices[0][0],  # type: ignore[index]
        words="I want my bus back",
        how=Said._meta.get_field("how").choices[0][0],  # type: ignore[index]
        said_on=timezone.localdate(),
        written_by=cast.social_worker,
        written_by_name=cast.social_worker.name,
        at=timezone.now(),
    )
    for user in (cast.social_worker, cast.team_manager, cast.chair):
        assert said.pk in [row.key for row in rows_of(user) if row.work is Work.VIEW], user
    for user in (cast.school_lead, cast.other_team_worker, cast.coordinator, cast.quality_lead):
        assert not [row for row in rows_of(user) if row.work is Work.VIEW], user
    page = words(client_for(cast.social_worker).get("/?kind=view").content.decode())
    assert f"Answer what {person.name} said" in page
    assert "bus back" not in page, "their words stand on their own page, not on a list"
