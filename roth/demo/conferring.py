"""Books and holds one invented conference. Part of a `walk`."""

from datetime import datetime, time, timedelta
from typing import Any, Final

from django.utils import timezone

from roth.demo import invented, voicing
from roth.demo.walk import Walk
from roth.domain.calendar import ENGLAND_AND_WALES
from roth.domain.conference import GAVE_INPUT
from roth.domain.meetings import Slot
from roth.meetings import actions as meetings
from roth.meetings import selectors

_ROLE: Final = {
    "police": "police",
    "school": "school",
    "youth_service": "youth_worker",
    "transport": "transport",
    "business": "business",
    "housing": "housing",
}


def book(walk: Walk) -> None:
    """The conference is booked and people with reach are invited."""
    crew = walk.crew
    walk.meeting = walk.young_person.episodes.get(closed_on=None).meetings.get()
    walk.meeting = walk.do(
        meetings.book_conference,
        by=crew.coordinator,
        meeting=walk.meeting,
        scheduled_at=_conference_at(walk),
        mode="in_person",
        place="Civic offices, the small room",
        chair=crew.chair,
        young_persons_preferences="After school, somewhere with a window, with Ms Adu.",
    )
    _invite(walk, "social_worker", user=crew.social_worker)
    _invite(walk, "young_person", name=walk.given_name)
    _invite(walk, "parent_carer", name=f"Mother of {walk.given_name}")
    for kind in sorted({"police", "school", "youth_service"} | {place.reach for place, _ in walk.places}):
        theirs = [context for place, context in walk.places if place.reach == kind]
        if kind in crew.partners:
            _invite(walk, _ROLE.get(kind, "other"), user=crew.partners[kind], can_influence=theirs)
        else:
            agency = crew.agencies[kind]
            _invite(walk, _ROLE.get(kind, "other"), name=f"Lead at {agency.name}", agency=agency, can_influence=theirs)
    voicing.before_the_conference(walk)


def _conference_at(walk: Walk) -> datetime:
    """After school on the last day for it; where that is still to come, at the latest hour that the chair has free."""
    on = ENGLAND_AND_WALES.add_working_days(walk.start, 15)
    hours = [timezone.make_aware(datetime.combine(on, time(hour, 30))) for hour in (15, 13, 11, 9, 7, 17)]
    if hours[-1] <= timezone.now():
        return hours[0]
    return next((at for at in hours if not _chair_is_busy(walk, at)), hours[0])


def _chair_is_busy(walk: Walk, at: datetime) -> bool:
    slot = Slot(at, at + timedelta(hours=2))
    return bool(selectors.busy(selectors.at_the_hour(slot, selectors.around(slot)), [walk.crew.chair.pk], []))


def _invite(walk: Walk, role: str, **values: Any) -> None:
    asked = "What you know of the place, and what you could change there."
    walk.do(meetings.invite, by=walk.crew.coordinator, meeting=walk.meeting, role=role, asked_to_bring=asked, **values)


def open_room(walk: Walk) -> None:
    """The chair opens it; the aim and how we would know come before what could be done."""
    chair, meeting = walk.crew.chair, walk.meeting
    meeting.refresh_from_db()
    walk.do(meetings.start_meeting, by=chair, meeting=meeting, why_not_ready="The family asked not to wait any longer.")
    meeting.refresh_from_db()
    place, context = walk.places[0] if walk.places else (None, None)
    where = context.name if context else "the places that matter"
    aim = {
        "aim": f"{walk.given_name} can be at {where} without being found by those who cause harm.",
        "how_we_would_know": f"{walk.given_name} can name two adults there who would help, and has asked one.",
    }
    walk.do(meetings.record_conference, by=chair, meeting=meeting, **aim)
    options = (
        (f"Change who looks after {where} after seven", "taken", "It changes the place, and somebody here can do it."),
        (
            f"Ask {walk.given_name} to stay away",
            "not_taken",
            "It puts the work on the young person, and changes nothing there.",
        ),
    )
    for text, taken, why in options:
        walk.do(
            meetings.add_option,
            by=chair,
            meeting=meeting,
            text=text,
            taken=taken,
            why=why,
            context_id=context.pk if context else None,
            who_could=place.through if place else "",
        )
    if walk.number % 3 == 1:
        _dissent(walk)


def _dissent(walk: Walk) -> None:
    """In one of three conferences the police say that they see it differently."""
    police = walk.meeting.invitations.filter(agency__kind="police").first()
    if police is not None:
        walk.do(
            meetings.write_dissent,
            by=walk.crew.chair,
            meeting=walk.meeting,
            invitation=police,
            about="plan",
            words="We would have asked for a shorter plan. We will do our part of this one.",
        )


def carry_on(walk: Walk) -> None:
    """A conference that is going on now: half of its agenda is written, and everybody watches."""
    chair, meeting = walk.crew.chair, walk.meeting
    walk.do(meetings.record_attendance, by=chair, meeting=meeting, rows=_attendance(walk))
    meeting.refresh_from_db()
    minutes = {name: text for name, text in _minutes(walk).items() if name != "analysis"}
    minutes |= {"for_whom": f"{walk.given_name}, and whoever else is there.", "avoid_making_worse": "Losing friends."}
    walk.do(meetings.record_conference, by=chair, meeting=meeting, **minutes)
    for owner in meeting.invitations.filter(agency__isnull=False).exclude(agency__kind="social_care")[:2]:
        came = owner.attendance == "attended"
        walk.do(
            meetings.propose_action,
            by=chair,
            meeting=meeting,
            text="have somebody there after seven whom young people know",
            goal=meeting.aim,
            target="place",
            approach="change_environment",
            context_id=walk.places[0][1].pk,
            owner=f"person:{owner.pk}",
            due_on=timezone.localdate() + timedelta(days=21),
            accepted="yes" if came else "",
        )
    walk.do(meetings.show_item, by=chair, meeting=meeting, item=9)


def write_down(walk: Walk) -> None:
    """Who came and what was said: all that the record needs but the decision."""
    chair = walk.crew.chair
    walk.do(meetings.record_attendance, by=chair, meeting=walk.meeting, rows=_attendance(walk))
    walk.meeting.refresh_from_db()
    walk.do(meetings.record_conference, by=chair, meeting=walk.meeting, **_minutes(walk))
    walk.meeting.refresh_from_db()


def hold(walk: Walk) -> None:
    """Who came, what was said, what the chair decided."""
    write_down(walk)
    walk.do(
        meetings.decide_conference,
        by=walk.crew.chair,
        meeting=walk.meeting,
        on=timezone.localdate(walk.meeting.scheduled_at),
        decision="plan_made",
        rationale="Significant harm is likely without a plan that changes the places.",
        dissent="" if walk.meeting.dissents.exists() else "none",
        significant_harm="Likely to suffer significant harm.",
        category="PHY",
        category_reason="Violence is the nearest national category; the harm is outside the home.",
    )


def _attendance(walk: Walk) -> list[dict[str, Any]]:
    """Everybody came, but for whoever could change the heaviest context in the story where they did not, and for the
    agencies that took part in another way."""
    heaviest, rows = walk.places[0][0].reach, []
    for invitation in walk.meeting.invitations.select_related("agency"):
        kind = invitation.agency.kind if invitation.agency is not None else ""
        how = walk.away.get(kind, "attended")
        if walk.style.absent and kind == heaviest:
            how = "apology_no_input"
        heard = how in GAVE_INPUT
        rows.append(
            {
                "invitation": invitation.pk,
                "attendance": how,
                "report_supplied": heard,
                "view_on_harm": "agree" if heard else "none",
                "view_on_plan": "agree" if heard else "none",
                "view": "The places have to change, and we can do our part." if heard else "",
            }
        )
    return rows


def _minutes(walk: Walk) -> dict[str, str]:
    return {
        "chair_met_young_person": "Yes, the day before, at school.",
        "chair_met_parents": "Yes, by phone.",
        "participation": "PN1",
        "young_persons_views": invented.OWN_WORDS[walk.number % len(invented.OWN_WORDS)],
        "parents_views": "Mum wants to be asked what she needs.",
        "strengths_discussed": "Friends who walk each other home; Ms Adu.",
        "contexts_discussed": "The map, and who can change what on it.",
        "needs_discussed": "Belonging, sleep, music.",
        "systems_discussed": "Exclusion at midday.",
        "discussion": "Each agency said what it could change.",
        "analysis": "Harm is likely while nobody looks after the places. A mother, friends and a teacher protect.",
    }
