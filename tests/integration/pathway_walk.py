"""One young person, taken as far along the pathway as a test wants, through the room's own actions."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from roth.domain import codes
from roth.domain.pathway import Stage
from roth.pathway import actions, selectors
from roth.people.actions import add_young_person

REFERRAL = {
    "source_code": "2A",
    "primary_need": "N1",
    "referrer_name": "Priya Nand",
    "referrer_agency": "Larkfield School",
    "referrer_contact": "priya.nand@example.org",
    "how_received": "Phone",
    "where_found": "At home on Mill Lane; the worry is about the bus station.",
    "concern": "Two adults wait at the bus station and give Rowan parcels to carry.",
    "immediate_safety": "Rowan is at home with Leila tonight.",
    "childs_words": "I owe them. It is easier to just do it.",
    "parents_views": "Leila is frightened and wants help.",
    "parents_told": True,
    "strengths": "Rowan trusts Dee at the boathouse.",
}
HARMS = [{"harm_type": "criminal_exploitation", "role": "harmed"}, {"harm_type": "debt_bondage", "role": "at_risk"}]
TRIAGE = {
    "rationale": "There is reasonable cause to suspect significant harm.",
    "history_checked": "No earlier referrals.",
    "same_context_considered": "Two others are at the bus station most evenings.",
}
PEOPLE = [
    {
        "agency_kind": kind,
        "agency_name": codes.AGENCY_KIND[kind],
        "name": name,
        "seniority": "Manager",
        "took_part": "attended",
        "information": "Adults meet young people off the 17 bus.",
        "information_kind": "intelligence",
    }
    for kind, name in (("social_care", "Martin Hale"), ("police", "Callum Reid"), ("health", "Ines Ford"))
]
DISCUSSION = {
    "kind": "meeting",
    "mode": "online",
    "trigger": "The referral from school.",
    "other_children_considered": "Two others; each has a discussion of their own.",
    "alleged_to_have_harmed": False,
    "reasonable_cause": True,
    "reasons": "Rowan is made to carry parcels and is threatened over a debt.",
    "told_family": "Amara tells Leila and Rowan this evening.",
    "interim_safety_plan": "A transport officer is at the station from 3 to 6.",
}
ENQUIRE = {"next_step": "enquiry", "enquiry_kind": "joint", "who_sees_young_person": "Amara, tomorrow, at school"}
ENQUIRY = {
    "seen_alone": True,
    "seen_where": "Larkfield School",
    "seen_by": "Amara Osei",
    "wishes_and_feelings": "I want it to stop, and I want my friends left alone.",
    "parents_seen": "Leila, at home.",
    "agency_checks": "Police know two of the adults.",
    "contexts_enquired": "The bus station, the shop on Mill Lane, school.",
    "analysis": "Exploitation by adults, likely to go on, serious.",
    "protection_by_parents": "Leila keeps Rowan in after dark.",
    "protection_in_contexts": "Nobody at the station looks out for young people yet.",
}
ANSWERS = [{"question": n, "answer": f"Answer {n}", "evidence": f"Evidence {n}"} for n in range(1, 11)]
DECISION = {"reason": "The harm is at the bus station.", "harm_outside_home": True, "harm_at_home": False}


def today() -> date:
    return timezone.localdate()


def ago(days: int) -> date:
    return today() - timedelta(days=days)


def at_noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=timezone.get_current_timezone())


class Walk:
    """One young person, taken as far along the pathway as a test wants."""

    def __init__(self, cast):
        self.cast = cast
        self.rowan = add_young_person(
            by=cast.social_worker, site=cast.site, team=cast.team, given_name="Rowan", family_name="Ellery", on=ago(30)
        )

    @property
    def episode(self):
        return selectors.current_episode(self.rowan)

    @property
    def ref(self):
        return self.rowan.ref

    def refer(self, received_on=None, **changed):
        fields = {"received_at": at_noon(received_on or ago(20)), "harms": HARMS, **REFERRAL, **changed}
        return actions.record_referral(by=self.cast.social_worker, young_person=self.rowan, **fields)

    def triage(self, decision="strategy", on=None, by=None, **changed):
        on = on or ago(19)
        fields = {"decision": decision, "decided_on": on, "referrer_told_on": on, **TRIAGE, **changed}
        return actions.decide_triage(by=by or self.cast.team_manager, young_person=self.rowan, **fields)

    def discuss(self, on=None, by=None, people=PEOPLE, **changed):
        fields = {"held_at": at_noon(on or ago(18)), **DISCUSSION, **ENQUIRE, **changed}
        asked = [{"what": "Visit the station", "owner": "Callum Reid", "by_on": today()}]
        return actions.record_strategy_discussion(
            by=by or self.cast.team_manager, young_person=self.rowan, participants=people, actions=asked, **fields
        )

    def enquire(self, by=None, **changed):
        days = {"seen_on": ago(16), "family_told_on": ago(12), "agencies_told_on": ago(12)}
        return actions.record_enquiry(
            by=by or self.cast.social_worker, young_person=self.rowan, **{**days, **ENQUIRY, **changed}
        )

    def authorise(self, on=None, by=None, **changed):
        found = {"substantiated": True, "outcome": "icpc", "conference_needed": True, **changed}
        return actions.authorise_enquiry(
            by=by or self.cast.team_manager,
            young_person=self.rowan,
            on=on or ago(10),
            significant_harm="Rowan is suffering significant harm at the bus station.",
            **found,
        )

    def decide(self, pathway="roth_cp", by=None, on=None, answers=ANSWERS, **changed):
        asked = {"chair_consulted": self.cast.chair, "chair_view": "It fits.", **DECISION, **changed}
        return actions.decide_pathway(
            by=by or self.cast.team_manager,
            young_person=self.rowan,
            pathway=pathway,
            decided_on=on or ago(9),
            answers=answers,
            **asked,
        )

    def to(self, stage):
        for reached, step in (
            (Stage.REFERRAL, self.refer),
            (Stage.STRATEGY, self.triage),
            (Stage.ENQUIRY, self.discuss),
            (Stage.PATHWAY_DECISION, lambda: (self.enquire(), self.authorise())),
            (Stage.CONFERENCE_BOOKED, self.decide),
        ):
            step()
            if reached is stage:
                return self
        raise AssertionError(stage)

    def clock(self, rule):
        return next((clock for clock in selectors.clocks(self.episode) if clock.rule == rule), None)
