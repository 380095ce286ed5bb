"""What the pages of a conference say: frozen words, no queries."""

from roth.meetings.present.arranged import TITLE, ClockWords, Line, arrangements, clock, line, when, where
from roth.meetings.present.coming import Before, Person, Row, before, people, person
from roth.meetings.present.held import decision, record
from roth.meetings.present.room import Room, agreed_weights, room

__all__ = (
    "TITLE",
    "Before",
    "ClockWords",
    "Line",
    "Person",
    "Room",
    "Row",
    "agreed_weights",
    "arrangements",
    "before",
    "clock",
    "decision",
    "line",
    "people",
    "person",
    "record",
    "room",
    "when",
    "where",
)
