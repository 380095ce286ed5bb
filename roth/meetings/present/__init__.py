"""What the pages of a conference say: frozen words, no queries."""

from roth.meetings.present.apart import earlier_lines, kept_apart, moves
from roth.meetings.present.arranged import ClockWords, Line, arrangements, clock, line, when, where
from roth.meetings.present.coming import Before, Person, Row, before, people, person
from roth.meetings.present.held import decision, record
from roth.meetings.present.papers import corrections, foot, shares, stages
from roth.meetings.present.reports import exclusions, preparation, report, report_due, report_lines
from roth.meetings.present.room import Room, agreed_weights, room

__all__ = (
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
    "corrections",
    "decision",
    "earlier_lines",
    "exclusions",
    "foot",
    "kept_apart",
    "line",
    "moves",
    "people",
    "person",
    "preparation",
    "record",
    "report",
    "report_due",
    "report_lines",
    "room",
    "shares",
    "stages",
    "when",
    "where",
)
