"""Calendar files: London's time on both sides of a clock change, read alike by two parsers that are not ours."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import vobject
from hypothesis import example, given, settings
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream

from roth.domain.answers import Answer
from roth.domain.errors import BadFile
from roth.exchange.icalendar import read, write
from roth.exchange.icalendar.write import Entry

LONDON = ZoneInfo("Europe/London")
GOLDEN = Path(__file__).parent / "icalendar"
STAMP = datetime(2027, 1, 11, 9, 30, tzinfo=UTC)


def entry(start: datetime, sequence: int = 0, **values: str) -> Entry:
    known = {
        "uid": "MT-0007.wexbourne@roth-pathways",
        "summary": "Meeting MT-0007",
        "place": "Civic offices, room 2; ground floor",
        "url": "https://roth.example.org/young-people/YP-0001/conference/",
        "organiser_name": "Conference service",
        "organiser_email": "conferences@example.org",
        "attendee_name": "Callum Reid",
        "attendee_email": "callum.reid@example.org",
        "answer": "",
    }
    return Entry(sequence=sequence, start=start, end=start + timedelta(hours=2), stamp=STAMP, **(known | values))


def by_ical(content: bytes):
    [event] = IcsCalendarStream.calendar_from_ics(content.decode()).events
    return event


def by_vobject(content: bytes):
    return vobject.readOne(content.decode()).vevent


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("winter", datetime(2027, 3, 26, 14, 30, tzinfo=LONDON)),  # the Friday before the clocks go forward
        ("summer", datetime(2027, 3, 29, 14, 30, tzinfo=LONDON)),
        ("before_october", datetime(2027, 10, 29, 9, 0, tzinfo=LONDON)),
        ("after_october", datetime(2027, 11, 1, 9, 0, tzinfo=LONDON)),
    ],
)
def test_two_parsers_read_the_same_instant_on_both_sides_of_a_clock_change(name: str, start: datetime) -> None:
    content = write.message(entry(start))
    assert content == (GOLDEN / f"{name}.ics").read_bytes(), "the file is not what it was: look, then renew it"
    for event in (by_ical(content).dtstart, by_vobject(content).dtstart.value):
        assert event.astimezone(UTC) == start.astimezone(UTC)
        assert (event.hour, event.minute) == (start.hour, start.minute)


@settings(max_examples=60, deadline=None)
@given(st.datetimes(datetime(2024, 1, 1), datetime(2035, 12, 31)))
@example(datetime(2028, 10, 29, 0, 30))  # the first 01:30 of that night
@example(datetime(2028, 10, 29, 1, 30))  # and the second
def test_any_instant_survives_both_parsers(moment: datetime) -> None:
    start = moment.replace(microsecond=0, tzinfo=UTC)
    content = write.message(entry(start))
    assert by_vobject(content).dtstart.value.astimezone(UTC) == start
    assert by_ical(content).dtstart.astimezone(UTC) == start


def test_an_invitation_a_change_and_a_cancellation_are_one_entry_whose_sequence_rises() -> None:
    start = datetime(2027, 3, 26, 14, 30, tzinfo=LONDON)
    messages = [
        write.message(entry(start, 0)),
        write.message(entry(start + timedelta(days=4), 1)),
        write.message(entry(start + timedelta(days=4), 2), write.CANCEL),
    ]
    for parse in (by_ical, by_vobject):
        events = [parse(each) for each in messages]
        uids = {getattr(each.uid, "value", each.uid) for each in events}
        sequences = [int(getattr(each.sequence, "value", each.sequence)) for each in events]
        assert len(uids) == 1
        assert sequences == [0, 1, 2]
    assert [vobject.readOne(each.decode()).method.value for each in messages] == ["REQUEST", "REQUEST", "CANCEL"]
    assert by_vobject(messages[2]).status.value == "CANCELLED"


def test_lines_end_crlf_and_are_no_longer_than_75_octets() -> None:
    content = write.message(entry(datetime(2027, 3, 26, 14, 30, tzinfo=LONDON), place="Ö" * 120))
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, content.split(b"\r\n"))) <= 75


def test_a_place_cannot_write_another_property() -> None:
    place = "A\r\nATTENDEE:mailto:x@example.org"
    content = write.message(entry(datetime(2027, 3, 26, 14, 30, tzinfo=LONDON), place=place))
    assert len(by_ical(content).attendees) == 1


def reply(partstat: str, **more: str) -> bytes:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Somebody//Calendar//EN",
        f"METHOD:{more.get('method', 'REPLY')}",
        "BEGIN:VEVENT",
        "UID:MT-0007.wexbourne@roth-pathways",
        "DTSTAMP:20270112T090000Z",
        "SEQUENCE:1",
        f"ATTENDEE;CN=Callum;PARTSTAT={partstat}:MAILTO:Callum.Reid@Example.org",
        "COMMENT:In court until three\\, sorry",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]
    return "\r\n".join(lines).encode()


@pytest.mark.parametrize(("said", "means"), [("ACCEPTED", Answer.COMING), ("DECLINED", Answer.NOT_COMING)])
def test_a_reply_is_read(said: str, means: Answer) -> None:
    found = read.reply(reply(said))
    assert (found.email, found.sequence, found.answer) == ("callum.reid@example.org", 1, means)
    assert found.comment == "In court until three, sorry"


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe", b"BEGIN:VCALENDAR", reply("TENTATIVE"), reply("ACCEPTED", method="REQUEST"), b"x" * 300_000],
)
def test_what_is_no_reply_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(BadFile):
        read.reply(content)
