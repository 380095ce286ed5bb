"""What is known of a contact when somebody decides on it, and how long ago it came. Saving belongs in the room.

Which ways lead on from a contact, and what each needs, is the table (`transitions`, C01 and C02).
"""

from dataclasses import dataclass
from datetime import datetime

from roth.domain.calendar import Calendar, local_date
from roth.domain.pathway import Stage, StepFacts
from roth.domain.words import counted


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """A contact as its record holds it, with what the decision's own form says."""

    received_at: datetime
    source_code: str = ""
    concern: str = ""
    names_somebody: bool = False
    names_a_place: bool = False
    parents_told: bool | None = None
    parents_told_reason: str = ""
    reason: str = ""
    told: bool = False
    not_told_reason: str = ""

    @property
    def consent_settled(self) -> bool:
        """Do the parents know, or is there a reason why not? Where only a place is named there is nobody to ask."""
        only_a_place = self.names_a_place and not self.names_somebody
        return only_a_place or self.parents_told is True or bool(self.parents_told_reason)

    def for_step(self, stage: Stage, now: datetime) -> StepFacts:
        """What the guards of C01 and C02 look at."""
        return StepFacts(
            stage,
            local_date(now),
            local_date(self.received_at),
            subject_named=self.names_somebody or self.names_a_place,
            source_code=self.source_code,
            referral_written=bool(self.concern.strip()),
            consent_settled=self.consent_settled,
            reason=self.reason,
            referrer_told=self.told or bool(self.not_told_reason.strip()),
        )


def how_long_ago(received_at: datetime, now: datetime, calendar: Calendar) -> str:
    """Since when it waits: minutes or hours on the day it came, then working days after it. A fact, never a score."""
    came_on, today = local_date(received_at), local_date(now)
    if came_on < today:
        days = calendar.working_days_between(came_on, today)
        return f"{counted(days, 'working day')} ago" if days > 0 else "no working day since"
    minutes = max(0, int((now - received_at).total_seconds() // 60))
    if minutes < 60:
        return f"{counted(minutes, 'minute')} ago" if minutes else "just now"
    return f"{counted(minutes // 60, 'hour')} ago"
