"""Guards on the day of a step."""

from typing import Final

from roth.domain.guards.base import Guard

DATES: Final = (
    Guard(
        "not_before_referral",
        "This date is before the referral (1103, 2889, 1104). Check the date.",
        "form",
        lambda f: f.on >= f.opened_on,
    ),
    Guard(
        "not_before_last_step",
        "This date is before the step that led here. Check the date.",
        "form",
        lambda f: f.since is None or f.on >= f.since,
    ),
)
