"""For each clock of the table: where a young person stands before it, what starts it, and what stops it.

Each is done by the same actions as the pages use. An example has nothing to start it where the way there has done so,
and nothing to stop it where the clock is known of only when it has been met.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from roth.demo import assessing, carrying, conferring, reviewing, telling, turning
from roth.demo.cast import Cast
from roth.demo.planning import plan_of
from roth.demo.steps import STEPS
from roth.demo.walk import Walk
from roth.disagreements import actions as disagreements
from roth.disagreements.models import Dissent
from roth.domain.calendar import ENGLAND_AND_WALES, london_instant
from roth.meetings import actions as meetings
from roth.pathway import actions as pathway
from roth.pathway.models import Episode
from roth.voice import actions as voice
from tests.integration.test_meetings import walked

Moment = date | datetime


def _nothing(walk: Walk) -> None:
    """The way there has done it."""


@dataclass(frozen=True)
class Example:
    """`since` is the moment that the limit hangs on, `on` the day on which the clock says that it was done."""

    until: str
    since: Callable[[Walk], Moment]
    stop: Callable[[Walk], Any]
    on: Callable[[Walk], date]
    start: Callable[[Walk], Any] = _nothing


def way(cast: Cast, until: str) -> Walk:
    """Every step up to this one, and nothing said of limits beside them."""
    walk = walked(cast, "added")
    for name in list(STEPS)[1 : list(STEPS).index(until) + 1]:
        STEPS[name][0](walk)
    if hasattr(walk, "meeting"):
        walk.meeting.refresh_from_db()
    return walk


def episode(walk: Walk) -> Episode:
    return walk.young_person.episodes.get()


def on_day(working_days: int) -> Callable[[Walk], date]:
    return lambda walk: walk.day(working_days)


def today(walk: Walk) -> date:
    return timezone.localdate()


def worked(walk: Walk) -> date:
    """The day on which the demo holds a review."""
    return ENGLAND_AND_WALES.working_day_on_or_before(timezone.localdate())


def held(walk: Walk) -> date:
    assert walk.meeting.held_on is not None
    return walk.meeting.held_on


def first_held(walk: Walk) -> date:
    """The day of the initial conference, whatever was booked since."""
    day = episode(walk).meetings.get(kind="initial_conference").held_on
    assert day is not None
    return day


def met_on(walk: Walk) -> date:
    """The day of the conference, before and after it is held."""
    return timezone.localdate(walk.meeting.scheduled_at)


def end_of(working_days: int) -> Callable[[Walk], datetime]:
    return lambda walk: london_instant(datetime.combine(walk.day(working_days), time(23, 59))).astimezone(UTC)


def by_hand(rule: str) -> Callable[[Walk], Any]:
    """Somebody says that it was done today."""

    def finish(walk: Walk) -> None:
        clock = episode(walk).clocks.get(rule=rule, done_on=None)
        worker, person = walk.crew.social_worker, walk.young_person
        pathway.finish_clock(by=worker, young_person=person, clock=clock, done_on=timezone.localdate())

    return finish


# --- What starts or stops ---------------------------------------------------------------------------------------------
def assess(walk: Walk) -> None:
    assessing.assess(walk)


def authorise(walk: Walk) -> None:
    assessing.authorise_assessment(walk)


def advocate(walk: Walk) -> None:
    known: dict[str, Any] = {"by": walk.crew.social_worker, "young_person": walk.young_person}
    voice.offer_advocate(**known, on=walk.day(10))
    voice.answer_offer(**known, state="accepted", on=walk.day(11), advocate_name="Iris Bell")


def order(walk: Walk) -> None:
    pathway.begin_overlay(
        by=walk.crew.social_worker,
        young_person=walk.young_person,
        kind="protection_order",
        started_at=timezone.make_aware(datetime.combine(walk.day(9), time(9))),
        words="An emergency protection order.",
        source="Court",
        until=walk.day(16),
    )


def hold(walk: Walk) -> None:
    conferring.hold(walk)


def share_reports(walk: Walk) -> None:
    asked = walk.meeting.invitations.get(user=walk.crew.partners["police"])
    report = meetings.ask_for_report(by=walk.crew.coordinator, invitation=asked)
    meetings.write_report(
        by=walk.crew.partners["police"],
        report=report,
        contexts={},
        answers={},
        lodge=True,
        going_well="Friends",
        worries="The bus",
        contribution="A key",
        shared_with_young_person_on=timezone.localdate(),
        not_shared_with_parents="They are away; the social worker reads it to them on Monday.",
    )


def exclude(walk: Walk) -> None:
    meetings.ask_to_exclude(
        by=walk.crew.social_worker,
        meeting=walk.meeting,
        name="An uncle",
        ground="chilling",
        reason="Others fall silent",
        duration="whole",
        on=walk.day(11),
    )


def review_ahead(walk: Walk) -> None:
    """A review in the time that its limit asks for, six weeks ahead."""
    crew = walk.crew
    meeting = meetings.ask_for_review(by=crew.coordinator, episode=episode(walk), on=timezone.localdate())
    walk.meeting = meetings.book_conference(
        by=crew.coordinator,
        meeting=meeting,
        scheduled_at=timezone.make_aware(datetime.combine(_ahead(), time(7, 30))),
        mode="online",
        place="By video",
        chair=crew.chair,
        young_persons_preferences="After school.",
    )


def _ahead() -> date:
    return ENGLAND_AND_WALES.add_working_days(timezone.localdate(), 25)


def ahead(walk: Walk) -> date:
    return _ahead()


def invite(walk: Walk) -> None:
    crew = walk.crew
    meetings.invite(by=crew.coordinator, meeting=walk.meeting, role="social_worker", user=crew.social_worker)


def minutes(walk: Walk) -> None:
    day = walk.day(20)
    telling.send(walk, "decision_letter", walk.day(16))
    meetings.approve_minutes(by=walk.crew.chair, meeting=walk.meeting, on=day)
    telling.send(walk, "minutes", day)


def core_group_again(walk: Walk) -> None:
    walk.number += 2  # two days after the first
    carrying.hold_core_group(walk)


def interim(walk: Walk) -> None:
    reviewing.book_review(walk, "interim_review")


def decide_interim(walk: Walk) -> None:
    reviewing.hold(walk)
    reviewing.rate(walk, plan_of(walk))
    reviewing.decide(walk, plan_of(walk))


def rate(walk: Walk) -> None:
    reviewing.hold(walk)
    reviewing.rate(walk, plan_of(walk))


def other_conference(walk: Walk) -> None:
    day = timezone.localdate()
    said = {"conference_on": day, "accepted_on": day, "accepted_by": "Holmsea Council"}
    pathway.finish_transfer(by=walk.crew.manager, young_person=walk.young_person, on=day, **said)


RETURNED = timedelta(hours=2)


def come_back(walk: Walk) -> None:
    known: dict[str, Any] = {"by": walk.crew.social_worker, "young_person": walk.young_person}
    now = timezone.now()
    overlay = pathway.begin_overlay(
        **known, kind="missing", started_at=now - 3 * RETURNED, words="Not home.", source="Mum"
    )
    pathway.end_overlay(**known, overlay=overlay, ended_at=now - RETURNED, words="Home.", found_where="A friend's.")


def returned(walk: Walk) -> datetime:
    ended = walk.young_person.overlays.get().ended_at
    assert ended is not None
    return ended


def interview(walk: Walk) -> None:
    missing = walk.young_person.overlays.get().missing  # type: ignore[attr-defined]
    pathway.record_return_interview(
        by=walk.crew.social_worker,
        young_person=walk.young_person,
        missing=missing,
        interview="declined",
        why_not="Not today.",
    )


def complain(walk: Walk) -> None:
    disagreements.receive_complaint(
        by=walk.crew.coordinator,
        meeting=walk.meeting,
        on=walk.day(20),
        complainant="parent_carer",
        name="Leila",
        ground="process",
        words="Nobody asked me.",
        help_given="An advocate was offered.",
    )


def talk(kind: str) -> Callable[[Walk], None]:
    def record(walk: Walk) -> None:
        voice.record_talk(
            by=walk.crew.chair, young_person=walk.young_person, meeting=walk.meeting, kind=kind, on=held(walk)
        )

    return record


def disagree(walk: Walk) -> None:
    chair = walk.crew.chair
    disagreements.raise_dissent(by=chair, meeting=walk.meeting, about="plan", words="Shorter.", on=walk.day(16))


def ask_managers(walk: Walk) -> None:
    for code in ("E01", "E02"):
        dissent = Dissent.objects.get(meeting=walk.meeting)
        disagreements.move_dissent(by=walk.crew.chair, dissent=dissent, code=code, on=walk.day(16), response="We talk.")


def see_today(walk: Walk) -> None:
    telling.see(walk, timezone.localdate(), "How it is going.")


def letter(walk: Walk) -> None:
    telling.send(walk, "decision_letter", walk.day(16))


def born(walk: Walk) -> date:
    assert walk.young_person.born_on is not None
    return walk.young_person.born_on


def a_week_before(walk: Walk) -> date:
    return timezone.localdate() - timedelta(days=7)


E = Example
REFERRED, DISCUSSED, DECIDED = on_day(0), on_day(2), on_day(9)
EXAMPLES: dict[str, Example] = {
    "T01": E("referred", REFERRED, Walk.triage, on_day(1)),
    "T02": E("triaged", end_of(1), Walk.see_at_once, on_day(1)),
    "T03": E("pathway_decided", REFERRED, authorise, on_day(12), start=assess),
    "T04A": E("pathway_decided", REFERRED, authorise, on_day(12), start=assess),
    "T04B": E("pathway_decided", REFERRED, authorise, on_day(12), start=assess),
    "T04C": E("pathway_decided", REFERRED, authorise, on_day(12), start=assess),
    "T05": E("pathway_decided", REFERRED, assess, today),
    "T06": E("triaged", on_day(1), Walk.discuss_strategy, DISCUSSED),
    "T07": E("strategy_held", DISCUSSED, by_hand("T07"), today),
    "T08": E("strategy_held", DISCUSSED, _nothing, DISCUSSED),
    "T09": E("enquiry_authorised", on_day(8), Walk.decide_pathway, DECIDED),
    "T10": E("pathway_decided", DECIDED, advocate, on_day(11)),
    "T11": E("opened", DISCUSSED, hold, met_on),
    "T12": E("opened", on_day(16), hold, met_on, start=order),
    "T13": E("booked", met_on, share_reports, today),
    "T14": E("core_group_held", worked, rate, a_week_before, start=reviewing.book_review),
    "T15": E("booked", met_on, _nothing, on_day(11), start=exclude),
    "T16": E("core_group_held", ahead, invite, today, start=review_ahead),
    "T17": E("held", held, letter, on_day(16)),
    "T18": E("held", held, minutes, on_day(20)),
    "T19": E("in_force", held, carrying.hold_core_group, on_day(22)),
    "T20": E("core_group_held", on_day(22), core_group_again, on_day(24)),
    "T21": E("in_force", ahead, carrying.hold_core_group, on_day(22), start=review_ahead),
    "T22": E("held", held, see_today, today),
    "T23": E("core_group_held", held, reviewing.review, worked),
    "T24": E("core_group_held", worked, reviewing.review, worked, start=reviewing.review),
    "T25": E("core_group_held", first_held, decide_interim, worked, start=interim),
    "T26": E("opened", REFERRED, hold, met_on),
    "T27": E("core_group_held", today, other_conference, today, start=turning.hand_over),
    "T28": E("referred", returned, interview, today, start=come_back),
    "T29": E("held", held, _nothing, on_day(20), start=complain),
    "T30A": E("held", held, talk("debrief"), held),
    "T30B": E("held", held, talk("follow_up"), held),
    "T33": E("held", held, by_hand("T33"), today),
    "T36": E("held", held, ask_managers, on_day(16), start=disagree),
    "T37": E("referred", born, by_hand("T37"), today),
}
