"""Shorthand for the rows of the table: limits, and the sources that several rows share."""

from datetime import date
from typing import Final

from roth.domain.timescales.kinds import Limit, Unit

SAME_DAY: Final = Limit(0, Unit.CALENDAR_DAYS)

# The day on which the edition took effect that first held these limits; every later edition kept them.
EDITION_OF_2013: Final = date(2013, 4, 15)
GUIDANCE: Final = "Working Together to Safeguard Children, every edition since April 2013"
# The UK and EU General Data Protection Regulations took effect on the same day.
DATA_PROTECTION: Final = date(2018, 5, 25)
# Statutory guidance on children who run away or go missing from home or care.
MISSING_GUIDANCE: Final = date(2014, 1, 1)


def local(where: str = "") -> str:
    """A default that published local procedure gives, where others differ."""
    return f"Local procedure: the default here, {where or 'where published procedures differ'}"


def inferred(why: str) -> str:
    """A default of our own, with its reason."""
    return f"Inferred: {why}"


def hours(number: int) -> Limit:
    return Limit(number, Unit.HOURS)


def days(number: int) -> Limit:
    return Limit(number, Unit.CALENDAR_DAYS)


def working(number: int) -> Limit:
    return Limit(number, Unit.WORKING_DAYS)


def weeks(number: int) -> Limit:
    return Limit(number, Unit.WEEKS)


def months(number: int) -> Limit:
    return Limit(number, Unit.CALENDAR_MONTHS)
