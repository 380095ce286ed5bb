"""Guests: a link opens once, with a code; then one meeting and nothing else, until it ends. And the calendar's mail."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
import vobject
from django.core import mail
from django.test import Client
from django.utils import timezone

from roth.audit.models import Event
from roth.demo.cast import Cast
from roth.demo.walk import Walk
from roth.domain.errors import NotPossible
from roth.meetings import actions
from roth.meetings.guest import Guest
from roth.meetings.models import GuestCode, GuestLink, Invitation, Sending
from tests.integration.test_meetings_booking import asked, book, move, on

Captured = Callable[..., Any]


@pytest.fixture
def walk(cast: Cast) -> Walk:
    found = asked(cast, "Rowan", "Ellery", 0)
    book(found, on(hour=13))
    return found


@pytest.fixture
def guest(walk: Walk, django_capture_on_commit_callbacks: Captured) -> Invitation:
    with django_capture_on_commit_callbacks(execute=True):
        return actions.invite(
            by=walk.crew.coordinator,
            meeting=walk.meeting,
            role="business",
            name="Jo Bright",
            agency=walk.crew.agencies["business"],
            email="Jo.Bright@example.com",
            asked_to_bring="Who closes up at night.",
        )


@pytest.fixture
def link(guest: Invitation, walk: Walk, django_capture_on_commit_callbacks: Captured) -> str:
    """The address in the newest link's email."""
    with django_capture_on_commit_callbacks(execute=True):
        actions.send_guest_link(by=walk.crew.coordinator, invitation=guest)
    return address()


def address() -> str:
    return re.findall(r"https?://[^/]+(/guests/\S+/)", mail.outbox[-1].body)[-1]


def digits() -> str:
    return re.findall(r"\b\d{6}\b", mail.outbox[-1].body)[-1]


def come_in(link: str, capture: Captured, client: Client | None = None) -> Client:
    client = client or Client()
    with capture(execute=True):
        client.post(link, {"what": "code"})
    answer = client.post(link, {"what": "try", "code": digits()})
    assert answer.status_code == 303
    return client


def test_a_guest_comes_in_with_a_link_and_a_code_and_answers(
    link: str, guest: Invitation, django_capture_on_commit_callbacks: Captured
) -> None:
    client = come_in(link, django_capture_on_commit_callbacks)
    page = client.get("/guest/").text
    assert "Who closes up at night." in page
    assert "Rowan" not in page
    assert "Ellery" not in page
    assert client.post("/guest/answer/", {"answer": "coming", "_version": str(guest.version)}).status_code == 303
    guest.refresh_from_db()
    assert guest.answer == "coming"
    reads = Event.objects.filter(actor=f"guest:{guest.pk}", kind="record.read")
    assert reads.exists()
    assert reads.first().actor_name == "Jo Bright"


def test_the_emails_name_nobody_and_give_no_reason(
    link: str, walk: Walk, django_capture_on_commit_callbacks: Captured
) -> None:
    come_in(link, django_capture_on_commit_callbacks)
    for message in mail.outbox:
        text = f"{message.subject} {message.body} {message.attachments}"
        for word in ("Rowan", "Ellery", walk.young_person.ref, "conference", "harm", "protection"):
            if word == walk.young_person.ref and message.to != ["jo.bright@example.com"]:
                continue
            assert word.lower() not in text.lower().replace("conference service", ""), (word, text)


def test_looking_at_the_link_uses_nothing_up(link: str) -> None:
    for _ in range(3):
        assert "Send me a code" in Client().get(link).text
    assert not GuestCode.objects.exists()


def test_a_link_opens_once(link: str, django_capture_on_commit_callbacks: Captured) -> None:
    come_in(link, django_capture_on_commit_callbacks)
    again = Client()
    assert "Send me a new link" in again.get(link).text
    assert again.post(link, {"what": "code"}).status_code == 409
    assert again.post(link, {"what": "try", "code": digits()}).status_code == 422
    assert again.get("/guest/").status_code == 404


def test_a_used_link_sends_a_new_one_to_the_known_address_only(
    link: str, django_capture_on_commit_callbacks: Captured
) -> None:
    come_in(link, django_capture_on_commit_callbacks)
    with django_capture_on_commit_callbacks(execute=True):
        Client().post(link, {"what": "link", "email": "thief@example.com"})
    assert mail.outbox[-1].to == ["jo.bright@example.com"]
    assert address() != link


def test_guessing_codes_comes_to_nothing(link: str, django_capture_on_commit_callbacks: Captured) -> None:
    client = Client()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(link, {"what": "code"})
    right = digits()
    for number in range(5):
        wrong = f"{(int(right) + 1 + number) % 1_000_000:06d}"
        assert client.post(link, {"what": "try", "code": wrong}).status_code == 422
    assert client.post(link, {"what": "try", "code": right}).status_code == 422, "after five tries the code is dead"
    for _ in range(4):
        assert client.post(link, {"what": "code"}).status_code == 200
    assert client.post(link, {"what": "code"}).status_code == 409, "no sixth code in an hour"
    assert Event.objects.filter(kind="guest.refused").count() == 6


def test_codes_and_links_run_out(link: str, django_capture_on_commit_callbacks: Captured) -> None:
    client = Client()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(link, {"what": "code"})
    code = digits()
    with time_machine.travel(timezone.now() + timedelta(minutes=11), tick=False):
        assert client.post(link, {"what": "try", "code": code}).status_code == 422
    with time_machine.travel(timezone.now() + timedelta(days=15), tick=False):
        assert client.post(link, {"what": "code"}).status_code == 409


def test_only_hashes_are_kept(link: str, django_capture_on_commit_callbacks: Captured) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        Client().post(link, {"what": "code"})
    token = link.strip("/").rpartition("/")[2]
    kept = f"{list(GuestLink.objects.values())} {list(GuestCode.objects.values())} {list(Sending.objects.values())}"
    assert token not in kept
    assert digits() not in kept
    assert not [event for event in Event.objects.all() if token in event.detail or digits() in event.detail]


def test_a_second_visit_ends_the_first(
    link: str, guest: Invitation, walk: Walk, django_capture_on_commit_callbacks: Captured
) -> None:
    first = come_in(link, django_capture_on_commit_callbacks)
    with django_capture_on_commit_callbacks(execute=True):
        actions.send_guest_link(by=Guest(guest), invitation=guest)
    second = come_in(address(), django_capture_on_commit_callbacks)
    assert second.get("/guest/").status_code == 200
    assert first.get("/guest/").status_code == 404


def test_access_ends_with_withdrawal_at_the_next_click(
    link: str, guest: Invitation, walk: Walk, django_capture_on_commit_callbacks: Captured
) -> None:
    client = come_in(link, django_capture_on_commit_callbacks)
    guest.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        actions.withdraw_invitation(by=walk.crew.coordinator, invitation=guest, on=timezone.localdate())
    for page in ("/guest/", "/guest/answer/", "/guest/calendar/", link):
        assert client.get(page).status_code == 404
    with pytest.raises(NotPossible):
        actions.send_guest_link(by=walk.crew.coordinator, invitation=guest)


def test_a_visit_ends_by_itself_and_by_leaving(link: str, django_capture_on_commit_callbacks: Captured) -> None:
    client = come_in(link, django_capture_on_commit_callbacks)
    with time_machine.travel(timezone.now() + timedelta(hours=2, minutes=1), tick=False):
        assert client.get("/guest/").status_code == 404
    assert client.post("/guest/leave/").status_code in (200, 404)
    assert client.get("/guest/").status_code == 404


def test_a_guest_reaches_nothing_else(link: str, walk: Walk, django_capture_on_commit_callbacks: Captured) -> None:
    client = come_in(link, django_capture_on_commit_callbacks)
    ref = walk.young_person.ref
    for page in ("/", "/meetings/", f"/young-people/{ref}/conference/", f"/young-people/{ref}/plan/", "/young-people/"):
        assert client.get(page).status_code == 302, page


# --- Calendars --------------------------------------------------------------------------------------------------------
def calendars(to: str) -> list[Any]:
    found = [each for each in mail.outbox if each.to == [to] and each.attachments]
    return [vobject.readOne(each.attachments[0][1]) for each in found]


def test_invitation_change_and_cancellation_are_one_entry_in_the_calendar(
    guest: Invitation, walk: Walk, cast: Cast, django_capture_on_commit_callbacks: Captured
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        move(walk, on(hour=10))
        walk.meeting.refresh_from_db()
        actions.cancel_conference(
            by=cast.coordinator, meeting=walk.meeting, on=timezone.localdate(), because="The building is shut"
        )
    found = calendars("jo.bright@example.com")
    assert [each.method.value for each in found] == ["REQUEST", "REQUEST", "CANCEL"]
    assert [int(each.vevent.sequence.value) for each in found] == [0, 1, 2]
    assert len({each.vevent.uid.value for each in found}) == 1
    assert found[1].vevent.dtstart.value == on(hour=10)


def test_a_place_that_names_the_young_person_stays_out_of_calendars(
    walk: Walk, cast: Cast, django_capture_on_commit_callbacks: Captured
) -> None:
    book(walk, on(hour=13), place="Rowan’s home", mode="online")
    with django_capture_on_commit_callbacks(execute=True):
        actions.invite(by=cast.coordinator, meeting=walk.meeting, role="other", name="A Guest", email="a@example.com")
    assert not hasattr(calendars("a@example.com")[0].vevent, "location")


def test_a_reply_to_an_older_time_is_refused(guest: Invitation, walk: Walk, cast: Cast) -> None:
    def reply(sequence: int) -> bytes:
        return (
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\n"
            f"UID:{walk.meeting.ref}.wexbourne@roth-pathways\r\nSEQUENCE:{sequence}\r\nDTSTAMP:20270101T090000Z\r\n"
            "ATTENDEE;PARTSTAT=DECLINED:mailto:JO.BRIGHT@example.com\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        ).encode()

    move(walk, on(hour=10))
    with pytest.raises(NotPossible, match="earlier time"):
        actions.take_calendar_reply(by=cast.coordinator, meeting=walk.meeting, content=reply(0))
    answered = actions.take_calendar_reply(by=cast.coordinator, meeting=walk.meeting, content=reply(1))
    assert (answered.pk, answered.answer, answered.attendance) == (guest.pk, "not_coming", "declined")
