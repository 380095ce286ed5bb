"""Writes one meeting for one person as an iTIP message. Who is sent what, and when, belongs in `meetings`.

One file for each person: those who must not see one another are not in one list of attendees.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vCalAddress, vText, vUri

from roth.domain.answers import PARTSTAT

PRODUCT: Final = "-//ROTH Pathways//Meetings//EN"
LONDON: Final = ZoneInfo("Europe/London")
REQUEST, CANCEL = "REQUEST", "CANCEL"


@dataclass(frozen=True, slots=True)
class Entry:
    """One meeting as one person's calendar shows it. `start`, `end` and `stamp` are aware instants."""

    uid: str
    sequence: int
    start: datetime
    end: datetime
    summary: str
    place: str
    url: str
    organiser_name: str
    organiser_email: str
    attendee_name: str
    attendee_email: str
    answer: str  # of `domain.answers`, empty while there is none
    stamp: datetime


def message(entry: Entry, method: str = REQUEST) -> bytes:
    """The message as bytes: lines end CRLF and fold at 75 octets."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    calendar.add_component(_london())
    calendar.add_component(_event(entry, method))
    return calendar.to_ical()


def _london() -> Timezone:
    """London's time since October 1996, by rule: the last Sundays of March and October, at one o'clock GMT."""
    zone = Timezone()
    zone.add("tzid", "Europe/London")
    for part, name, start, before, after, month in (
        (TimezoneDaylight(), "BST", datetime(1997, 3, 30, 1), 0, 1, 3),  # noqa: DTZ001  # local by definition (RFC 5545, 3.6.5)
        (TimezoneStandard(), "GMT", datetime(1996, 10, 27, 2), 1, 0, 10),  # noqa: DTZ001
    ):
        part.add("tzname", name)
        part.add("dtstart", start)
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1SU"})
        zone.add_component(part)
    return zone


def _event(entry: Entry, method: str) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.stamp.astimezone(UTC).replace(microsecond=0))
    event.add("sequence", entry.sequence)
    event.add("dtstart", _in_london(entry.start))
    event.add("dtend", _in_london(entry.end))
    event.add("summary", entry.summary)
    event.add("status", "CANCELLED" if method == CANCEL else "CONFIRMED")
    event.add("class", "CONFIDENTIAL")
    if entry.place:
        event.add("location", entry.place)
    if entry.url:
        event["url"] = vUri(entry.url)
    event["organizer"] = _person(entry.organiser_name, entry.organiser_email)
    attendee = _person(entry.attendee_name, entry.attendee_email)
    attendee.params["ROLE"] = vText("REQ-PARTICIPANT")
    attendee.params["PARTSTAT"] = vText(PARTSTAT[entry.answer])
    attendee.params["RSVP"] = vText("FALSE" if method == CANCEL else "TRUE")
    event.add("attendee", attendee, encode=False)
    return event


def _person(name: str, email: str) -> vCalAddress:
    address = vCalAddress(f"mailto:{email}")
    address.params["CN"] = vText(name.replace('"', "'"))
    return address


def _in_london(instant: datetime) -> datetime:
    """The time on London's clocks; the instant itself in the hour that October's change repeats.

    A local time that happens twice means the first of the two (RFC 5545, 3.3.5), so the second has no local name.
    """
    local = instant.astimezone(LONDON).replace(microsecond=0)
    return instant.astimezone(UTC).replace(microsecond=0) if local.fold else local
