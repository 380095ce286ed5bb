"""What stands against a day, an hour, a place and a chair."""

from datetime import date, datetime

from django.utils import timezone

from roth.accounts.models import User
from roth.domain import conference
from roth.domain.access import Permission
from roth.domain.errors import NotPossible
from roth.domain.meetings import KINDS, REVIEWS, Slot, not_free
from roth.domain.stages import Stage
from roth.domain.words import day_in_full, listed
from roth.meetings import selectors
from roth.meetings.models import Meeting
from roth.meetings.models.meeting import ROOMS, USUALLY_LASTS
from roth.pathway.models import Episode
from roth.pathway.selectors import clocks, last_enquiry_day
from roth.people.access import decision_for, visible_to

Wrong = tuple[tuple[str, str], ...]
NOT_BOOKED = "The conference is not booked yet."


def last_day(episode: Episode, kind: str = "initial_conference") -> date | None:
    """The last day for a meeting of this kind, where such a clock runs."""
    rules = {KINDS[kind].limit_clock, *({"T23", "T24"} if kind in REVIEWS else ())}
    return next(
        (
            clock.limit_on
            for clock in clocks(episode)
            if clock.rule in rules and clock.done_on is None and not clock.not_needed_because
        ),
        None,
    )


def slot_of(scheduled_at: datetime, ends_at: datetime | None, mode: str, place: str) -> Slot:
    """The hours and place that somebody asks for, as London's clocks show them."""
    end = ends_at or scheduled_at + USUALLY_LASTS
    return Slot(timezone.localtime(scheduled_at), timezone.localtime(end), place if mode in ROOMS else "")


def lateness(slot: Slot, limit_on: date | None, reason: str, words: str) -> dict[str, str]:
    """Why it is late, kept only where it is."""
    late = limit_on is not None and slot.start.date() > limit_on
    return {"late_reason": reason if late else "", "late_words": words if late else ""}


def refuse_booking(
    by: User, meeting: Meeting, slot: Slot, *, limit_on: date | None, late_reason: str, chair: User, despite: bool
) -> None:
    """Everything that stands against a booking, at once. `despite`: although somebody is asked elsewhere then."""
    episode = meeting.episode
    against = conference.against_chair(selectors.chair_facts(episode.young_person, chair))
    wrong = conference.against_booking(
        slot.start.date(),
        referred_on=episode.opened_on,
        limit_on=limit_on,
        late_reason=late_reason,
        enquiry_on=last_enquiry_day(episode),
    )
    wrong += _hours(slot)
    wrong += tuple(("chair", f"{sentence} Choose another chair (V09).") for sentence in against)
    if slot.end > timezone.now():  # what is recorded after the fact cannot be prevented any more
        wrong += _clashes(by, meeting, slot, chair, despite)
    if wrong:
        raise NotPossible(NOT_BOOKED, wrong)


def _hours(slot: Slot) -> Wrong:
    if slot.end <= slot.start:
        return (("ends_at", "The conference ends before it begins. Check both times."),)
    if slot.start.date() != slot.end.date():
        return (("ends_at", "A conference ends on the day it begins. Check both times."),)
    return ()


def _clashes(by: User, meeting: Meeting, slot: Slot, chair: User, despite: bool) -> Wrong:
    near = selectors.around(slot, but=meeting)
    young_person = meeting.episode.young_person
    wrong: Wrong = ()
    if chair.pk in selectors.busy(selectors.at_the_hour(slot, near), [chair.pk], []):
        wrong += (("chair", f"{chair.name} is not free {slot.in_words}. Choose another time or chair."),)
    too_near = selectors.too_near_for(young_person, slot, near)
    taken = selectors.room_taken(slot, near, young_person.site_id)
    wrong += _apart(by, slot, too_near)
    if taken is not None and taken not in too_near and taken.slot:
        wrong += (not_free(slot, taken.slot),)
    return wrong + (() if despite else _double_asked(meeting, slot, near))


def _apart(by: User, slot: Slot, too_near: list[Meeting]) -> Wrong:
    """R09: to somebody who may open both, whom it is about; to everybody else, only that it is not free."""
    if not too_near:
        return ()
    other = too_near[0]
    young_person = other.episode.young_person
    if other.slot is None:
        return ()
    if not visible_to(by).filter(pk=young_person.pk).exists():
        return (not_free(slot, other.slot),)
    when = f"{day_in_full(other.slot.start.date())} {other.slot.in_words}"
    return (
        (
            "scheduled_at",
            f"{young_person.name} must be kept apart from this young person, and has a conference on {when}."
            " Choose another day, or hours well away from those.",
        ),
    )


def _double_asked(meeting: Meeting, slot: Slot, near: list[Meeting]) -> Wrong:
    people = list(meeting.invitations.filter(withdrawn_on__isnull=True).select_related("user"))
    then = selectors.at_the_hour(slot, near)
    elsewhere = selectors.busy(then, [one.user_id for one in people if one.user_id], [one.email for one in people])
    names = [
        one.name for one in people if one.user_id in elsewhere or (one.email and one.email.casefold() in elsewhere)
    ]
    if not names:
        return ()
    have = "is" if len(names) == 1 else "are"
    sentence = f"{listed(names)} {have} asked to another meeting {slot.in_words}. Choose another time, or tick that you"
    return (("despite_clash", f"{sentence} book it all the same"),)


def refuse_to_move_unasked(meeting: Meeting, scheduled_at: datetime) -> None:
    """A meeting that is booked and still to come does not slip to another hour without a reason (C16)."""
    known = meeting.scheduled_at
    if meeting.status == "booked" and known is not None and known != scheduled_at and known > timezone.now():
        sentence = "It is booked. To move it to another day or hour, choose “Move to another day”, which asks why."
        raise NotPossible("The conference is not changed yet.", (("scheduled_at", sentence),))


def refuse_move(
    meeting: Meeting, slot: Slot, limit_on: date | None, interim_safety: str, signed_off_by: User | None, words: str
) -> None:
    """What a move still needs: what keeps the young person safe, and a manager's word where it is late (C16)."""
    wrong: Wrong = ()
    if meeting.scheduled_at == slot.start:
        wrong += (("scheduled_at", "This is when it is booked already. Enter the new day and time."),)
    if not interim_safety.strip():
        wrong += (("interim_safety", "Write how the young person is kept safe until the new day"),)
    if limit_on is not None and slot.start.date() > limit_on:
        late = f"The new day is after {day_in_full(limit_on)}, the last day for it."
        if signed_off_by is None:
            wrong += (("signed_off_by", f"{late} Choose the manager who agrees"),)
        if not words.strip():
            wrong += (("signed_off_words", f"{late} Write what the manager said"),)
    if wrong:
        raise NotPossible("The conference is not moved yet.", wrong)
    managers = {held.user_id for held in selectors.managers_of(meeting.episode.young_person)}
    if signed_off_by is not None and signed_off_by.pk not in managers:
        sentence = f"{signed_off_by.name} does not manage the team that holds this record. Choose another manager."
        raise NotPossible("The conference is not moved yet.", (("signed_off_by", sentence),))


def refuse_review(episode: Episode, kind: str, asked_by: str, reason: str) -> None:
    """What asking for a review needs: a plan in force, and for an early one, who asks and why (C22)."""
    wrong: Wrong = ()
    if kind not in REVIEWS:
        wrong += (("kind", "Choose which kind of review"),)
    if Stage.of(episode.stage) not in (Stage.PLAN, Stage.REVIEW_BOOKED):
        raise NotPossible("A review is of a plan in force, and there is none here now.")
    if bool(asked_by.strip()) != bool(reason.strip()) or (kind == "interim_review" and not reason.strip()):
        wrong += (("asked_by", "Say who wishes to meet before the limit asks for it"),) if not asked_by.strip() else ()
        wrong += (("reason", "Say what has changed, or what is stuck"),) if not reason.strip() else ()
    if wrong:
        raise NotPossible("The review is not asked for yet.", wrong)


def chairs_here(user: User, episode: Episode) -> bool:
    """Is this the chair of a conference about this young person?"""
    return decision_for(user, episode.young_person, Permission.MEETING_DECIDE).allowed


def must_be_held(meeting: Meeting) -> bool:
    """Is it asked for again when it is cancelled?"""
    return KINDS[meeting.kind].must_be_held
