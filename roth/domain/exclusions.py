"""Keeping somebody out of a meeting, or out of part of it: rare, asked for in time, decided by the chair with a reason.

Grounds follow published procedure (`pathway.md` 11.5, T15). Their views are always taken another way.
"""

from datetime import date
from typing import Final

from roth.domain.labelled import Labelled

Pairs = tuple[tuple[str, str], ...]


class Ground(Labelled):
    """Why somebody might be kept out."""

    WELFARE = "welfare", "Serious prejudice to the young person’s welfare"
    DISRUPTION = "disruption", "Likely disruption or violence"
    YOUNG_PERSON_ASKS = "young_person_asks", "The young person asks for it"
    CHILLING = "chilling", "Others could not speak freely"
    CONFIDENTIAL = "confidential", "Confidential legal or criminal information"
    FAMILY_CONFLICT = "family_conflict", "Conflict in the family"


class Duration(Labelled):
    """For how long: no longer than is needed."""

    PART = "part", "Part of the meeting"
    WHOLE = "whole", "The whole meeting"


class Ruling(Labelled):
    """What the chair decides."""

    AGREED = "agreed", "Kept out, as asked"
    SHORTENED = "shortened", "Kept out of less than was asked"
    REFUSED = "refused", "Comes to the whole meeting"


def against_request(duration: str, which_part: str) -> Pairs:
    """What a request still needs."""
    if duration == Duration.PART and not which_part.strip():
        return (("which_part", "Say which part, so that it is no longer than it has to be"),)
    return ()


def against_ruling(ruling: str, which_part: str, views_another_way: str) -> Pairs:
    """What a decision still needs: the shortest time, and another way to be heard (`pathway.md` 11.5)."""
    found: Pairs = ()
    if ruling == Ruling.SHORTENED and not which_part.strip():
        found += (("which_part", "Say which part they are kept out of"),)
    if ruling != Ruling.REFUSED and not views_another_way.strip():
        found += (("views_another_way", "Say how what they think is heard another way"),)
    return found


LATE: Final = "It was asked later than three working days before (T15). The chair decides all the same."


def is_late(asked_on: date, limit_on: date | None) -> bool:
    """Was it asked for after the day that local procedure gives (T15)?"""
    return limit_on is not None and asked_on > limit_on
