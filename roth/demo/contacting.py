"""The invented front door: contacts that wait, that were answered with advice, and that became something.

Each is made by the same actions as its pages take. Words that tests need are here too.
"""

from datetime import datetime, timedelta
from typing import Any, Final

from django.utils import timezone

from roth.contacts import actions
from roth.contacts.models import Contact
from roth.demo.walk import Crew, Walk
from roth.domain.calendar import ENGLAND_AND_WALES, local_date

# Everything that both ways out need.
WHOLE: Final[dict[str, Any]] = {
    "how_received": "Phone",
    "source_code": "2A",
    "referrer_name": "Hattie Lowe",
    "referrer_agency": "Larkfield School",
    "referrer_contact": "School office, until four",
    "concern": "Two adults in a silver car have waited at the gate three times this week. Kai gets in, comes back with"
    " new things, and says that it is nobody’s business.",
    "harms": ["criminal_exploitation"],
    "danger_now": False,
    "immediate_safety": "Kai is in school until half past three. An aunt collects today.",
    "person_name": "Kai Marlowe",
    "person_age": "14",
    "answered": "That a manager decides by tomorrow, and that we ring back either way.",
    "parents_told": True,
}
_ADVICE: Final = {
    "reason": "Nobody was harmed and the school has a plan with the family. Nothing needs to be assessed.",
    "told_by": "Amara Osei",
    "told_what": "Keep to the plan, ring again if the car comes back, and the number of the youth service.",
}
_AUNT: Final = {
    **WHOLE,
    "source_code": "1A",
    "referrer_name": "Sana",
    "referrer_agency": "Aunt",
    "referrer_contact": "By text only",
    "concern": "Imran owes money to someone he will not name. A man came to the door last night and asked for him.",
    "harms": ["criminal_exploitation", "debt_bondage"],
    "danger_now": True,
    "immediate_safety": "He is with me tonight. The police have been rung.",
    "person_name": "Imran",
    "person_age": "Year 10",
    "parents_told": None,
}
_PLACE: Final = {
    **WHOLE,
    "how_received": "Email",
    "source_code": "",
    "referrer_name": "",
    "referrer_agency": "",
    "referrer_contact": "",
    "concern": "Older men hand out vapes behind the shops every Friday. Different children each week.",
    "harms": [],
    "danger_now": None,
    "immediate_safety": "",
    "person_name": "",
    "person_age": "",
    "place": "The yard behind the shops",
    "answered": "",
    "parents_told": None,
}
_PARK: Final = {**_PLACE, "source_code": "5D", "referrer_agency": "Parks service", "place": "The bandstand"}
_TEO: Final = {
    **WHOLE,
    "source_code": "6",
    "referrer_name": "Sergeant on duty",
    "referrer_agency": "Wexbourne Police",
    "concern": "Teo was found at one in the morning at the far end of the bus line with another boy’s telephone.",
    "immediate_safety": "At home with his sister. Officers go round this evening.",
    "person_name": "Teo Vance",
    "person_age": "15",
    "parents_told": False,
    "parents_told_reason": "Nobody answered; officers will go round this evening.",
}
_NEIGHBOUR: Final = {
    **WHOLE,
    "source_code": "1B",
    "referrer_name": "A neighbour",
    "referrer_agency": "",
    "concern": "Young people laugh loudly in the yard after nine. One is called Kai.",
    "harms": [],
    "person_name": "Kai",
    "person_age": "",
}


def came(days: int, hours: int = 1) -> datetime:
    """So many working days ago, and some hours before now."""
    now = timezone.now()
    day = local_date(now)
    for _ in range(days):
        day = ENGLAND_AND_WALES.working_day_on_or_before(day - timedelta(days=1))
    return now - (local_date(now) - day) - timedelta(hours=hours)


def written(crew: Crew, said: dict[str, Any] = WHOLE, days: int = 0, **more: Any) -> Contact:
    """A contact that the social worker wrote down for the team."""
    values = {**said, "received_at": came(days), **more}
    return actions.record_contact(by=crew.social_worker, team=crew.team, **values)


def accepted(crew: Crew, said: dict[str, Any] = WHOLE, days: int = 0, **more: Any) -> Contact:
    """One that the manager accepted as a referral."""
    contact = written(crew, said, days, **more)
    return actions.accept_contact(by=crew.manager, contact=contact, rationale="Adults, a car and a pattern.")


def advised(crew: Crew, said: dict[str, Any] = WHOLE, days: int = 0) -> Contact:
    """One that the manager answered with advice."""
    contact = written(crew, said, days)
    return actions.give_advice(by=crew.manager, contact=contact, told_at=timezone.now(), **_ADVICE)


def front_door(crew: Crew, known: Walk) -> None:
    """What stands at the front door of one site. `known` is somebody whose episode is open."""
    advised(crew, _NEIGHBOUR, days=4)
    actions.accept_contact(
        by=crew.manager,
        contact=written(crew, _PARK, days=3),
        context_name="The bandstand in the old park",
        context_kind="park_open_space",
    )
    more = {"young_person": known.young_person, "person_name": known.young_person.name, "person_age": "15"}
    again = accepted(crew, _TEO, days=2, **more)
    actions.join_open_episode(by=crew.manager, contact=again)
    accepted(crew, _TEO, days=1)
    written(crew, days=1)
    written(crew, _AUNT)
    written(crew, _PLACE)
