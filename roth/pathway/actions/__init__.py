"""Every write on the pathway, by subject, one for each form. Each checks, saves and audits.

How an episode changes stage and how clocks run is `steps`; what a step needs is `checks` and `domain.guards`.
"""

from roth.pathway.actions.alongside import begin_overlay, end_overlay, record_return_interview, record_visit
from roth.pathway.actions.correcting import add_correction
from roth.pathway.actions.deciding import decide_pathway
from roth.pathway.actions.enquiring import (
    CALLS_A_DISCUSSION,
    ENQUIRY_FIELDS,
    authorise_enquiry,
    call_strategy_discussion,
    record_enquiry,
    record_strategy_discussion,
)
from roth.pathway.actions.front import REFERRAL_FIELDS, change_referral, decide_triage, record_referral
from roth.pathway.actions.leaving import decide_what_follows, end_plan_without_conference
from roth.pathway.actions.limits import explain_clock, finish_clock
from roth.pathway.actions.turning import (
    call_off_transfer,
    come_back_from_legal_gateway,
    finish_transfer,
    go_on_with_plan,
    go_to_legal_gateway,
    hand_over,
    take_over,
)

__all__ = (
    "CALLS_A_DISCUSSION",
    "ENQUIRY_FIELDS",
    "REFERRAL_FIELDS",
    "add_correction",
    "authorise_enquiry",
    "begin_overlay",
    "call_off_transfer",
    "call_strategy_discussion",
    "change_referral",
    "come_back_from_legal_gateway",
    "decide_pathway",
    "decide_triage",
    "decide_what_follows",
    "end_overlay",
    "end_plan_without_conference",
    "explain_clock",
    "finish_clock",
    "finish_transfer",
    "go_on_with_plan",
    "go_to_legal_gateway",
    "hand_over",
    "record_enquiry",
    "record_referral",
    "record_return_interview",
    "record_strategy_discussion",
    "record_visit",
    "take_over",
)
