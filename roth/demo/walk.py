"""Walks one invented young person through the pathway, by the same actions that pages use.

Tests use it to reach a stage, and to try every action with a broken audit trail: that is why each action goes through
`do`. Which young people there are, and how far each has come, is in `borough`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from roth.accounts.models import Agency, Site, Team, User
from roth.contexts.models import Context
from roth.demo import invented
from roth.demo.invented import Place
from roth.demo.stories import ORDINARY, Style
from roth.domain.calendar import ENGLAND_AND_WALES
from roth.domain.pathway import QUESTIONS
from roth.meetings.models import Meeting
from roth.pathway import actions as pathway
from roth.people import actions as people
from roth.people.models import YoungPerson


def _do(action: Callable[..., Any], /, **values: Any) -> Any:
    return action(**values)


@dataclass(frozen=True)
class Crew:
    """Who works with the young people of one team, and whom they can invite, by kind of agency."""

    site: Site
    team: Team
    social_worker: User
    manager: User
    chair: User
    coordinator: User
    agencies: dict[str, Agency]
    partners: dict[str, User] = field(default_factory=dict)


@dataclass
class Walk:
    """One young person's way. Each step is named as the field names it, and stands on the one before."""

    crew: Crew
    given_name: str
    family_name: str
    places: tuple[tuple[Place, Context], ...]  # heaviest first
    start: date
    style: Style = ORDINARY
    number: int = 0
    pronouns: str = "they/them"
    ethnicity: str = "NOBT"
    way: str = "roth_cp"
    away: Mapping[str, str] = field(default_factory=dict)  # how a kind of agency took part that did not simply come
    do: Callable[..., Any] = _do
    young_person: YoungPerson = field(init=False)
    meeting: Meeting = field(init=False)

    # --- time -------------------------------------------------------------------------------------------------------
    def day(self, working_days: int) -> date:
        """So many working days after the referral, and never after today."""
        if working_days == 0:
            return self.start
        return min(ENGLAND_AND_WALES.add_working_days(self.start, working_days), timezone.localdate())

    def moment(self, working_days: int, hour: int = 10) -> datetime:
        """Half past an hour on that day; a moment ago, when that is still to come."""
        at = timezone.make_aware(datetime.combine(self.day(working_days), time(hour, 30)))
        return min(at, timezone.now() - timedelta(minutes=5))

    # --- referral to enquiry ----------------------------------------------------------------------------------------
    def add(self) -> None:
        """A record is opened, with family and the adults whom the young person trusts."""
        born = date(self.start.year - 15, 1 + self.number % 12, 1 + self.number % 28)
        self.young_person = self.do(
            people.add_young_person,
            by=self.crew.manager,
            site=self.crew.site,
            team=self.crew.team,
            given_name=self.given_name,
            family_name=self.family_name,
            pronouns=self.pronouns,
            ethnicity=self.ethnicity,
            born_on=born,
            school="Larkfield School",
            first_language="English",
        )
        yp, worker = self.young_person, self.crew.social_worker
        self.do(people.allocate, by=self.crew.manager, young_person=yp, worker=worker, on=self.start)
        self.do(
            people.write_family,
            by=worker,
            young_person=yp,
            family=[
                {
                    "name": f"{invented.GIVEN[(self.number * 7 + 3) % 40]} {self.family_name}",
                    "relation": "Mother",
                    "parental_responsibility": True,
                    "contact": "",
                }
            ],
        )
        self.do(
            people.write_trusted_adults,
            by=worker,
            young_person=yp,
            trusted_adults=[{"name": "Ms Adu", "relation": "Art teacher", "named_by_young_person": True}],
        )
        words = invented.OWN_WORDS[self.number % len(invented.OWN_WORDS)]
        self.do(people.write_own_words, by=worker, young_person=yp, own_words=words, own_words_on=self.day(4))

    def refer(self) -> None:
        """F01."""
        concern = invented.CONCERNS[self.number % len(invented.CONCERNS)]
        linked = [
            {"context": context, "meaning": "harm", "reason": place.dynamics[0][1]} for place, context in self.places
        ]
        self.do(
            pathway.record_referral,
            by=self.crew.social_worker,
            young_person=self.young_person,
            received_at=self.moment(0),
            source_code=("6", "2A", "5D", "3E", "1A")[self.number % 5],
            primary_need="N1",
            referrer_name="Duty officer",
            referrer_agency="Wexbourne Police",
            referrer_contact="Through the front door",
            how_received="Phone",
            where_found=f"At home. The worry is about {self.places[0][0].name}." if self.places else "At home.",
            concern=f"{self.given_name} {concern}.",
            immediate_safety=f"{self.given_name} is at home tonight with family who know what has happened.",
            strengths="Friends and a teacher who noticed, and a young person who spoke.",
            childs_words=invented.OWN_WORDS[self.number % len(invented.OWN_WORDS)],
            parents_views="Frightened, and asking what anyone will do about the place itself.",
            parents_told=True,
            harms=[
                {"harm_type": "criminal_exploitation", "role": "harmed"},
                {"harm_type": "serious_violence", "role": "at_risk"},
            ],
            linked=linked,
        )

    def triage(self, decision: str = "strategy") -> None:
        """F03."""
        reason = "There is reasonable cause to suspect significant harm, and the harm is outside the home."
        extra = {"family_agreement": "Mum agreed by phone", "lead_practitioner": "Family help lead"}
        self.do(
            pathway.decide_triage,
            by=self.crew.manager,
            young_person=self.young_person,
            decision=decision,
            decided_on=self.day(1),
            rationale=reason if decision == "strategy" else "Help is needed, and the family wants it.",
            threshold_reference="Level 4",
            history_checked="Two earlier contacts, neither of which asked about places.",
            same_context_considered="Three referrals this term name the same place.",
            nrm_considered="To be decided at the strategy discussion.",
            referrer_told_on=self.day(1),
            **(extra if decision == "family_help" else {}),
        )

    def see_at_once(self) -> None:
        """Within a day of the decision, because there may be significant harm."""
        self.do(
            pathway.record_visit,
            by=self.crew.social_worker,
            young_person=self.young_person,
            on=self.day(1),
            seen=True,
            alone=True,
            where="At school, in the art room",
            purpose="To see how things are today, and to say what happens next.",
        )

    def discuss_strategy(self) -> None:
        """F05: an enquiry starts."""
        kinds = ("social_care", "police", "health", "school")
        self.do(
            pathway.record_strategy_discussion,
            by=self.crew.manager,
            young_person=self.young_person,
            kind="meeting",
            held_at=self.moment(2),
            mode="online",
            next_step="enquiry",
            trigger="The referral, and two more young people named at the same place this month.",
            other_children_considered="Two friends: each has a discussion of their own.",
            reasonable_cause=True,
            reasons="Injury, debts and threats by adults, in places where nobody looks out for young people.",
            enquiry_kind="joint",
            who_sees_young_person=f"{self.crew.social_worker.name} on Thursday, at school, with Ms Adu.",
            told_family="Mum is told today by the social worker.",
            interim_safety_plan="A lift home from school, a worker at the place after seven, a number that answers.",
            disruption="Police speak to the owner of the car; licensing asks about the takings.",
            participants=[
                {
                    "agency_kind": kind,
                    "agency_name": self.crew.agencies[kind].name,
                    "name": self.crew.partners[kind].name if kind in self.crew.partners else "Duty lead",
                    "seniority": "Can commit the agency",
                    "took_part": "attended",
                    "information": "What we know of the place and of this month.",
                    "information_kind": "fact",
                }
                for kind in kinds
            ],
            actions=[{"what": "Put a worker at the place after seven", "owner": "Youth service", "by_on": self.day(3)}],
        )

    def enquire(self) -> None:
        """F06, written by the social worker."""
        self.do(
            pathway.record_enquiry,
            by=self.crew.social_worker,
            young_person=self.young_person,
            seen_on=self.day(4),
            seen_alone=True,
            seen_where="School art room",
            seen_by=self.crew.social_worker.name,
            wishes_and_feelings=invented.OWN_WORDS[(self.number + 1) % len(invented.OWN_WORDS)],
            parents_seen="Mum, at home.",
            agency_checks="Police, school, health and youth service.",
            contexts_enquired=", ".join(context.name for _, context in self.places),
            analysis="Adults use a debt to make young people carry. It happens where no adult is responsible.",
            protection_by_parents="Mum does all that a parent can; none of this is within her control.",
            protection_in_contexts="A kiosk owner and a teacher notice. Nobody has asked them to do more.",
            family_told_on=self.day(8),
            agencies_told_on=self.day(8),
        )

    def authorise_enquiry(self) -> None:
        """F06, authorised by the manager."""
        self.do(
            pathway.authorise_enquiry,
            by=self.crew.manager,
            young_person=self.young_person,
            on=self.day(8),
            substantiated=True,
            significant_harm="Likely to suffer significant harm from adults outside the family unless places change.",
            outcome="icpc",
            conference_needed=True,
        )

    def decide_pathway(self) -> None:
        """F08: ten questions."""
        way = self.way
        said = (
            "Yes",
            ", ".join(context.name for _, context in self.places),
            "Adults outside the family, through a group",
            "They protect, and cannot reach the places",
            "No harm at home was found" if way == "roth_cp" else "Yes: shouting, and meals that nobody makes",
            "15, and within the usual range",
            "Not looked after",
            "No",
            ", ".join(sorted({place.reach for place, _ in self.places})),
            f"{self.given_name} wants the places to change. Mum agrees.",
        )
        self.do(
            pathway.decide_pathway,
            by=self.crew.manager,
            young_person=self.young_person,
            pathway=way,
            decided_on=self.day(9),
            harm_outside_home=way != "traditional_cp",
            harm_at_home=way in ("traditional_cp", "blended_cp"),
            reason="The harm is in places and groups, and the plan must change those.",
            chair_consulted=self.crew.chair,
            chair_view="Agrees. Invite whoever runs the place.",
            answers=[
                {"question": number, "answer": answer, "evidence": "Section 47 enquiry and what the family says."}
                for (number, _), answer in zip(QUESTIONS, said, strict=True)
            ],
        )
