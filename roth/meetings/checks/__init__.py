"""What stops an action on a conference: the rules of `domain`, asked of the records. Saves nothing."""

from roth.meetings.checks.booking import (
    chairs_here,
    last_day,
    lateness,
    must_be_held,
    refuse_booking,
    refuse_move,
    refuse_review,
    refuse_to_move_unasked,
    slot_of,
)
from roth.meetings.checks.deciding import (
    PLACES,
    STEPS,
    facts_for_decision,
    refuse_decision,
    require_the_chair,
)
from roth.meetings.checks.inviting import agency_of, refuse_invitation, refuse_kept_apart, refuse_two_places

__all__ = (
    "PLACES",
    "STEPS",
    "agency_of",
    "chairs_here",
    "facts_for_decision",
    "last_day",
    "lateness",
    "must_be_held",
    "refuse_booking",
    "refuse_decision",
    "refuse_invitation",
    "refuse_kept_apart",
    "refuse_move",
    "refuse_review",
    "refuse_to_move_unasked",
    "refuse_two_places",
    "require_the_chair",
    "slot_of",
)
