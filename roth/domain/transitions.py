"""The table of what may follow what: each arrow, who may take it, what must hold, which clocks it starts and stops.

What a guard holds belongs in `guards`; taking a step belongs in the rooms (C01 and C02 on a contact: `contacts`). Ids
and guards follow `pathway.md` 5.2; numbers in brackets are census rules, the rest is inferred. A letter after an id is
ours: another way out of one decision (F family help, P a plan goes on or child in need, R back again, X closed).
"""

from dataclasses import dataclass
from typing import Final

from roth.domain.access import Permission
from roth.domain.stages import IN_FORCE, Stage


@dataclass(frozen=True, slots=True)
class Transition:
    """One arrow. `to` equal to a source is a loop; `opens` may begin an episode that has no stage yet.

    `drops` are clocks that no longer apply: what they wait for will not happen.
    """

    code: str
    source: tuple[Stage, ...]
    to: Stage
    title: str
    permission: Permission
    guards: tuple[str, ...]
    starts: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    drops: tuple[str, ...] = ()
    opens: bool = False


S, P, T = Stage, Permission, Transition
_DATES: Final = ("not_before_referral", "not_before_last_step")
_GATE: Final = (*_DATES, "ten_questions")
_ENQUIRY_DONE: Final = (*_DATES, "seen", "wishes", "contexts_enquired", "analysis", "protection", "told")
_NEW_PLAN: Final = ("plans_apart", "not_after_death")
_HELD: Final = (*_DATES, "weekday", "independent_chair", "quorum")
_DECIDED: Final = (*_HELD, "not_before_enquiry", *_NEW_PLAN, "views")
_WRITTEN: Final = (
    *("lead_worker", "core_group", "context_action", "contingency", "review_in_time", "nothing_blocking", "answered"),
)
_RATED: Final = (*_DATES, "goals_rated", "contexts_rated", "category_again")
_LEAVING: Final = (*_DATES, "reason", "views_on_services")
_GOING_ON: Final = (*_LEAVING, *_NEW_PLAN)
_FIRST_PLAN: Final = (*_DATES, "assessment", *_NEW_PLAN)
_CLOSING: Final = (
    *("close_after_everything", "closure_reason", "nothing_open", "closed_after_assessment"),
    *("closed_after_assessment_alone", "closed_with_nothing_found"),
)
_PLAN: Final = tuple(sorted(IN_FORCE - {S.REVIEW_BOOKED, S.REVIEW_HELD}))
_REVIEWS: Final = ("T23", "T24")
_OF_A_PLAN: Final = ("T14", "T16", "T19", "T20", "T21", "T22", *_REVIEWS, "T25", "T26")
_ASSESSING: Final = ("T03", "T04A", "T04B", "T04C")
# Told in writing, told in person, visited: whatever a conference decides.
_TOLD: Final = ("T17", "T18", "T30A", "T30B")
_CONFERENCES: Final = ("T11", "T12", "T26", "T27")
_NO_CONFERENCE: Final = ("T11", "T12")

_FRONT_DOOR: Final = (
    T(
        "C01",
        (S.CONTACT,),
        S.REFERRAL,
        "Record a referral",
        P.REFERRAL_RECORD,
        ("subject", "source_code", "referral_written", "consent"),
        starts=("T01", "T37"),
        opens=True,
    ),
    T("C02", (S.CONTACT,), S.SIGNPOSTED, "Give advice", P.TRIAGE_DECIDE, ("reason", "referrer_told")),
    T(
        "C03",
        (S.REFERRAL,),
        S.CLOSED,
        "No further action",
        P.TRIAGE_DECIDE,
        (*_DATES, "referral_written", "nothing_followed"),
        stops=("T01",),
    ),
    T(
        "C04",
        (S.REFERRAL,),
        S.FAMILY_HELP,
        "Family help",
        P.TRIAGE_DECIDE,
        (*_DATES, "referral_written", "family_agreed", "lead_practitioner"),
        stops=("T01",),
    ),
    T(
        "C05",
        (S.REFERRAL,),
        S.ASSESSMENT,
        "Assessment under section 17",
        P.TRIAGE_DECIDE,
        (*_DATES, "referral_written", "worker", "one_assessment"),
        starts=_ASSESSING,
        stops=("T01",),
    ),
    T(
        "C06",
        (S.REFERRAL, S.ASSESSMENT, S.CIN_PLAN, S.FAMILY_HELP, *_PLAN),
        S.STRATEGY,
        "Strategy discussion",
        P.TRIAGE_DECIDE,
        (*_DATES, "referral_written", "worker"),
        stops=("T01",),
        starts=("T06",),
    ),
    T("C34", (S.CLOSED,), S.CONTACT, "Somebody is worried again", P.REFERRAL_RECORD, (*_DATES, "earlier_counted")),
)

_ENQUIRY: Final = (
    T(
        "C07",
        (S.STRATEGY,),
        S.ENQUIRY,
        "Start a section 47 enquiry",
        P.STRATEGY_RECORD,
        (*_DATES, "strategy_quorum", "one_enquiry", "enquiries_apart"),
        starts=("T11", "T07"),
        stops=("T06",),
    ),
    T(
        "C08",
        (S.STRATEGY,),
        S.ASSESSMENT,
        "Assess without a section 47 enquiry",
        P.STRATEGY_RECORD,
        (*_DATES, "strategy_quorum", "no_plan_in_force"),
        starts=(*_ASSESSING, "T07"),
        stops=("T06",),
    ),
    T(
        "C08P",
        (S.STRATEGY,),
        S.PLAN,
        "Go on with the plan, without a section 47 enquiry",
        P.STRATEGY_RECORD,
        (*_DATES, "strategy_quorum", "plan_goes_on"),
        stops=("T06",),
        starts=("T07",),
    ),
    T(
        "C09",
        (S.STRATEGY,),
        S.STRATEGY,
        "Meet again before deciding",
        P.STRATEGY_RECORD,
        _DATES,
        starts=("T07",),
        stops=("T06",),
    ),
    T(
        "C10",
        (S.ENQUIRY,),
        S.ASSESSMENT,
        "Harm not substantiated",
        P.ENQUIRY_AUTHORISE,
        (*_ENQUIRY_DONE, "no_plan_in_force"),
        drops=_NO_CONFERENCE,
    ),
    T(
        "C10P",
        (S.ENQUIRY,),
        S.PLAN,
        "Harm not substantiated: the plan goes on",
        P.ENQUIRY_AUTHORISE,
        (*_ENQUIRY_DONE, "plan_goes_on"),
        drops=_NO_CONFERENCE,
    ),
    T(
        "C11",
        (S.ENQUIRY,),
        S.PATHWAY_DECISION,
        "Harm substantiated: choose the pathway",
        P.ENQUIRY_AUTHORISE,
        _ENQUIRY_DONE,
        starts=("T09",),
    ),
)

_PATHWAY_DECISION: Final = (
    T(
        "C12",
        (S.PATHWAY_DECISION,),
        S.CONFERENCE_BOOKED,
        "ROTH conference",
        P.PATHWAY_DECIDE,
        (*_GATE, "harm_outside", "chair_consulted", "no_cp_plan_in_force"),
        starts=("T10",),
        stops=("T09",),
    ),
    T(
        "C13",
        (S.PATHWAY_DECISION,),
        S.CONFERENCE_BOOKED,
        "Traditional conference",
        P.PATHWAY_DECIDE,
        (*_GATE, "harm_at_home", "no_cp_plan_in_force"),
        starts=("T10",),
        stops=("T09",),
    ),
    T(
        "C14",
        (S.PATHWAY_DECISION,),
        S.CONFERENCE_BOOKED,
        "Blended conference",
        P.PATHWAY_DECIDE,
        (*_GATE, "both_harms", "chair_consulted", "no_cp_plan_in_force"),
        starts=("T10",),
        stops=("T09",),
    ),
    T(
        "C15",
        (S.PATHWAY_DECISION,),
        S.CIN_PLAN,
        "Child in need plan, no conference",
        P.PATHWAY_DECIDE,
        (*_GATE, "senior_sign_off", "no_plan_in_force", *_NEW_PLAN),
        drops=(*_NO_CONFERENCE, "T09"),
    ),
    T(
        "C15F",
        (S.PATHWAY_DECISION,),
        S.FAMILY_HELP,
        "Family help, no conference",
        P.PATHWAY_DECIDE,
        (*_GATE, "senior_sign_off", "no_plan_in_force"),
        drops=(*_NO_CONFERENCE, "T09"),
    ),
    T(
        "C15P",
        (S.PATHWAY_DECISION,),
        S.PLAN,
        "The plan goes on, and its review comes forward",
        P.PATHWAY_DECIDE,
        (*_DATES, "plan_goes_on", "reason"),
        drops=(*_NO_CONFERENCE, "T09"),
    ),
)

_CONFERENCE: Final = (
    T(
        "C16",
        (S.CONFERENCE_BOOKED,),
        S.CONFERENCE_BOOKED,
        "Move the conference to another day",
        P.MEETING_BOOK,
        (*_DATES, "rearranged_because", "new_day", "safe_until_then", "late_is_agreed"),
    ),
    T(
        "C17",
        (S.CONFERENCE_BOOKED,),
        S.CONFERENCE_HELD,
        "Hold the conference and make a plan",
        P.MEETING_DECIDE,
        (*_DECIDED, "assessment", "weights", "category"),
        starts=(*_TOLD, "T19", "T22", "T23", "T33"),
        stops=_CONFERENCES,
    ),
    T(
        "C19",
        (S.CONFERENCE_BOOKED,),
        S.CIN_PLAN,
        "Hold the conference: no plan is needed",
        P.MEETING_DECIDE,
        _DECIDED,
        starts=_TOLD,
        stops=_CONFERENCES,
    ),
    T(
        "C18",
        (S.CONFERENCE_HELD,),
        S.PLAN,
        "Put the plan in force",
        P.PLAN_APPROVE,
        _WRITTEN,
    ),
    T(
        "C30",
        (),
        S.CONFERENCE_BOOKED,
        "Take over a plan from another authority",
        P.TRANSFER_RECORD,
        ("papers_received", "source_plan"),
        opens=True,
        starts=("T27", "T37"),
    ),
)

_PLAN_IN_FORCE: Final = (
    T(
        "C20",
        (S.PLAN,),
        S.PLAN,
        "Make the outline plan a detailed one",
        P.PLAN_WRITE,
        (*_DATES, "core_group_met", "actions_whole"),
        stops=("T19",),
    ),
    T(
        "C21",
        (*_PLAN, S.REVIEW_BOOKED),
        S.REVIEW_BOOKED,
        "Book the review",
        P.MEETING_BOOK,
        (*_DATES, "review_after_start", "review_on_weekday", "review_within_limit"),
    ),
    T(
        "C22",
        (*_PLAN, S.REVIEW_BOOKED),
        S.REVIEW_BOOKED,
        "Book an early review",
        P.MEETING_BOOK,
        (
            *(*_DATES, "review_after_start", "review_on_weekday", "review_within_limit"),
            *("early_review_asked_for", "chair_agrees"),
        ),
    ),
    T(
        "C23",
        (S.REVIEW_BOOKED,),
        S.REVIEW_HELD,
        "Hold the review",
        P.MEETING_DECIDE,
        (*_HELD, "held_after_start", "reports_shared"),
        stops=(*_REVIEWS, "T25", "T26"),
    ),
    T(
        "C24",
        (S.REVIEW_HELD,),
        S.PLAN,
        "The plan goes on",
        P.MEETING_DECIDE,
        (*_RATED, "next_review_in_time"),
        starts=("T24",),
    ),
    T(
        "C25",
        (S.REVIEW_HELD,),
        S.PLAN,
        "The plan goes on, on another pathway",
        P.MEETING_DECIDE,
        (*_RATED, "next_review_in_time", "switch_keeps_the_plan"),
        starts=("T24",),
    ),
    T(
        "C26",
        (S.REVIEW_HELD,),
        S.PLAN_ENDED,
        "The plan ends at the review",
        P.MEETING_DECIDE,
        (*_DATES, "exit_test", "step_down_plan", "plan_not_one_day", "not_after_death", "first_review_reason"),
        drops=_OF_A_PLAN,
        starts=("T33",),
    ),
    T(
        "C27",
        (S.PLAN, S.REVIEW_BOOKED),
        S.LEGAL_ESCALATION,
        "Go to the legal gateway",
        P.LEGAL_RECORD,
        (*_DATES, "reason", "legal_advice", "attribution"),
    ),
    T("C27R", (S.LEGAL_ESCALATION,), S.PLAN, "Come back from the legal gateway", P.LEGAL_RECORD, (*_DATES, "reason")),
    T(
        "C28",
        (S.PLAN, S.REVIEW_BOOKED, S.LEGAL_ESCALATION),
        S.TRANSFER_OUT,
        "Hand over to another authority",
        P.TRANSFER_RECORD,
        (*_DATES, "receiving_told"),
    ),
    T("C28R", (S.TRANSFER_OUT,), S.PLAN, "The move is off", P.TRANSFER_RECORD, (*_DATES, "reason")),
    T(
        "C29",
        (S.TRANSFER_OUT,),
        S.PLAN_ENDED,
        "The receiving authority has taken over",
        P.TRANSFER_FINISH,
        (*_DATES, "accepted_in_writing", "plan_not_one_day", "not_after_death"),
        drops=_OF_A_PLAN,
        starts=("T33",),
    ),
    T(
        "C31",
        (*_PLAN, S.REVIEW_BOOKED),
        S.PLAN_ENDED,
        "End the plan without a conference",
        P.PLAN_END,
        (*_DATES, "reason", "ends_without_conference", "agencies_consulted", "plan_not_one_day", "not_after_death"),
        drops=_OF_A_PLAN,
        starts=("T33",),
    ),
)

_AFTERWARDS: Final = (
    T("C32", (S.PLAN_ENDED,), S.CIN_PLAN, "Go on with a child in need plan", P.EPISODE_CLOSE, _GOING_ON),
    T("C32F", (S.PLAN_ENDED,), S.FAMILY_HELP, "Go on with family help", P.EPISODE_CLOSE, _LEAVING),
    T("C32X", (S.PLAN_ENDED,), S.CLOSED, "Close after the plan", P.EPISODE_CLOSE, (*_LEAVING, *_CLOSING)),
    T("C33", (S.CIN_PLAN, S.ASSESSMENT, S.FAMILY_HELP), S.CLOSED, "Close", P.EPISODE_CLOSE, (*_LEAVING, *_CLOSING)),
    T("C33P", (S.ASSESSMENT,), S.CIN_PLAN, "Make a child in need plan", P.EPISODE_CLOSE, _FIRST_PLAN),
    T(
        "C33F",
        (S.ASSESSMENT, S.CIN_PLAN),
        S.FAMILY_HELP,
        "Go on with family help",
        P.EPISODE_CLOSE,
        (*_DATES, "family_agreed", "lead_practitioner"),
    ),
)

TRANSITIONS: Final[dict[str, Transition]] = {
    transition.code: transition
    for group in (_FRONT_DOOR, _ENQUIRY, _PATHWAY_DECISION, _CONFERENCE, _PLAN_IN_FORCE, _AFTERWARDS)
    for transition in group
}
