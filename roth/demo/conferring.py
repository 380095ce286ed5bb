"""Books and holds one invented conference. Part of a `walk`."""

from datetime import datetime, time
from typing import Any, Final

from django.utils import timezone

from roth.demo import invented
from roth.demo.walk import Walk
from roth.domain.calendar import ENGLAND_AND_WALES
from roth.meetings import actions as meetings

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


def _conference_at(walk: Walk) -> datetime:
    on = ENGLAND_AND_WALES.add_working_days(walk.start, 15)
    return timezone.make_aware(datetime.combine(on, time(15, 30)))


def _invite(walk: Walk, role: str, **values: Any) -> None:
    asked = "What you know of the place, and what you could change there."
    walk.do(meetings.invite, by=walk.crew.coordinator, meeting=walk.meeting, role=role, asked_to_bring=asked, **values)


def hold(walk: Walk) -> None:
    """Who came, what was said, what the chair decided."""
    chair = walk.crew.chair
    walk.do(meetings.record_attendance, by=chair, meeting=walk.meeting, rows=_attendance(walk))
    walk.meeting.refresh_from_db()
    walk.do(meetings.record_conference, by=chair, meeting=walk.meeting, **_minutes(walk))
    walk.meeting.refresh_from_db()
    walk.do(
        meetings.decide_conference,
        by=chair,
        meeting=walk.meeting,
        on=timezone.localdate(walk.meeting.scheduled_at),
        decision="plan_made",
        rationale="Significant harm is likely without a plan that changes the places.",
        dissent="none",
        significant_harm="Likely to suffer significant harm.",
        category="PHY",
        category_reason="Violence is the nearest national category; the harm is outside the home.",
    )


def _attendance(walk: Walk) -> list[dict[str, Any]]:
    """Everybody came, but for whoever could change the heaviest context in the story where they did not."""
    heaviest, rows = walk.places[0][0].reach, []
    for invitation in walk.meeting.invitations.select_related("agency"):
        gone = walk.style.absent and invitation.agency is not None and invitation.agency.kind == heaviest
        rows.append(
            {
                "invitation": invitation.pk,
                "attendance": "apology_no_input" if gone else "attended",
                "report_supplied": not gone,
                "view_on_harm": "none" if gone else "agree",
                "view_on_plan": "none" if gone else "agree",
                "view": "" if gone else "The places have to change, and we can do our part.",
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
