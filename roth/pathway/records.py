"""Each step's record as its page says it: headings with questions and answers.

No queries: views hand in what is read.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from roth.domain import codes
from roth.domain.pathway import QUESTIONS
from roth.pathway.models import PathwayDecision, Referral, Section47Enquiry, StrategyDiscussion, TriageDecision
from roth.ui.formats import day, moment

Rows = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Part:
    """A heading of a step's record, with its questions and answers."""

    title: str
    rows: Rows


def referral(found: Referral, harms: Iterable[Any], linked: Iterable[str]) -> list[Part]:
    """F01 as it was recorded."""
    said = [
        f"{codes.label(codes.HARM_TYPE, harm.harm_type)}: {codes.label(codes.HARM_ROLE, harm.role).lower()}"
        for harm in harms
    ]
    return [
        _who_is_worried(found),
        Part(
            "What the worry is",
            [
                ("Worry", found.concern),
                ("Where the young person is or was found", found.where_found),
                ("Safe now?", found.immediate_safety),
                ("Kinds of harm", "\n".join(said)),
                ("Contexts linked", "\n".join(linked)),
            ],
        ),
        Part(
            "What people say, and what helps",
            [
                ("The young person", found.childs_words or _because(found.childs_words_reason)),
                ("Parents or carers", found.parents_views or _because(found.parents_views_reason)),
                ("Parents or carers know", _yes(found.parents_told, found.parents_told_reason)),
                ("What keeps the young person safe or well", found.strengths),
            ],
        ),
        Part(
            "What else a worker needs to know",
            [
                ("Times missing", found.missing_history),
                ("Before a visit", found.worker_safety),
                ("Primary need, for the census", codes.label(codes.PRIMARY_NEED, found.primary_need)),
            ],
        ),
    ]


def _who_is_worried(found: Referral) -> Part:
    return Part(
        "Who is worried",
        [
            ("Received", moment(found.received_at)),
            ("From", codes.label(codes.REFERRAL_SOURCE, found.source_code)),
            ("Made by", ", ".join(filter(None, (found.referrer_name, found.referrer_agency)))),
            ("How to reach them", found.referrer_contact),
            ("How it was received", found.how_received),
        ],
    )


def triage(found: TriageDecision) -> list[Part]:
    """F03 as it was decided."""
    told = day(found.referrer_told_on) if found.referrer_told_on else _because(found.referrer_not_told_reason)
    return [
        Part(
            "The decision",
            [
                ("Decision", codes.label(codes.TRIAGE_DECISION, found.decision)),
                ("Why", found.rationale),
                ("Threshold", found.threshold_reference),
                ("Family's agreement", found.family_agreement),
                ("Lead practitioner", found.lead_practitioner),
            ],
        ),
        Part(
            "What was looked at",
            [
                ("Earlier records", found.history_checked),
                ("Other young people in the same places or groups", found.same_context_considered),
                ("National Referral Mechanism", found.nrm_considered),
                ("Referrer told", told),
            ],
        ),
    ]


def strategy(found: StrategyDiscussion, people: Iterable[Any], asked: Iterable[Any]) -> list[Part]:
    """F05 as it was recorded."""
    next_step = "Section 47 enquiry" if found.section_47_starts else "No section 47 enquiry"
    joint = codes.label(codes.ENQUIRY_KIND, found.enquiry_kind) if found.enquiry_kind else ""
    return [
        Part(
            "The discussion",
            [
                ("Held", moment(found.held_at)),
                ("Kind", codes.label(codes.STRATEGY_KIND, found.kind)),
                ("How people met", codes.label(codes.MEETING_MODE, found.mode)),
                ("Chair", found.chair.name),
                ("What led to it", found.trigger),
                ("Why it went ahead without everyone", found.quorum_exception),
            ],
        ),
        Part("Who took part", [(f"{one.name}, {one.agency_name}", _part_taken(one)) for one in people]),
        _considered(found),
        Part(
            "The decision",
            [
                ("Reasonable cause", _yes(found.reasonable_cause)),
                ("Reasons", found.reasons),
                ("What happens next", " · ".join(filter(None, (next_step, joint)))),
                ("Who sees the young person", found.who_sees_young_person),
                ("People meet again", day(found.next_discussion_on)),
                ("Disagreement", found.disagreement),
            ],
        ),
        Part(
            "Until the next step",
            [
                ("What the family is told", found.told_family),
                ("What keeps the young person safe", found.interim_safety_plan),
                *((f"{each.owner}, by {day(each.by_on)}", each.what) for each in asked),
            ],
        ),
    ]


def _considered(found: StrategyDiscussion) -> Part:
    return Part(
        "What was considered",
        [
            ("Other young people and contexts", found.other_children_considered),
            ("Said to have harmed someone", _yes(found.alleged_to_have_harmed, found.separate_meeting)),
            ("Threat to life", found.threat_to_life),
            ("Medical examination", found.medical),
            ("National Referral Mechanism", found.nrm),
            ("Disruption", found.disruption),
        ],
    )


def _part_taken(one: Any) -> str:
    brought = one.information
    if one.information_kind:
        brought = f"{codes.label(codes.INFORMATION_KIND, one.information_kind)}: {brought}"
    took_part = " · ".join(filter(None, (codes.label(codes.TOOK_PART, one.took_part), one.seniority)))
    return "\n".join(filter(None, (took_part, brought)))


def enquiry(found: Section47Enquiry) -> list[Part]:
    """F06 as it stands, or as it was authorised."""
    seen = day(found.seen_on) if found.seen_on else _because(found.not_seen_reason)
    outcome = codes.label(codes.SECTION_47_OUTCOME, found.outcome)
    parts = [
        Part(
            "The enquiry",
            [
                ("Started", day(found.started_on)),
                ("Lead worker", found.lead_worker.name if found.lead_worker else ""),
                ("Young person seen", " · ".join(filter(None, (seen, found.seen_where, found.seen_by)))),
                ("Seen alone", _yes(found.seen_alone)),
                ("What the young person says", found.wishes_and_feelings),
            ],
        ),
        Part(
            "What was found out",
            [
                ("Parents and carers", found.parents_seen),
                ("What agencies know", found.agency_checks),
                ("Contexts", found.contexts_enquired),
                ("The harm, how likely and how serious", found.analysis),
                ("How parents and carers protect", found.protection_by_parents),
                ("How adults in the contexts protect", found.protection_in_contexts),
                ("Family told", day(found.family_told_on)),
                ("Agencies told", day(found.agencies_told_on)),
            ],
        ),
    ]
    if found.authorised_on:
        judged = [
            ("Harm substantiated", _yes(found.substantiated)),
            ("Judgement", found.significant_harm),
            ("Outcome", outcome),
            ("Conference needed", _yes(not found.conference_not_required)),
        ]
        parts.append(Part("The outcome", judged))
    return parts


def decision(found: PathwayDecision) -> list[Part]:
    """F08 as it was decided."""
    given = {answer.question: answer for answer in found.answers.all()}
    asked = [
        (question, f"{given[number].answer}\n{given[number].evidence}" if number in given else "")
        for number, question in QUESTIONS
    ]
    chair = found.chair_consulted.name if found.chair_consulted else ""
    return [
        Part(
            "The pathway",
            [
                ("Pathway", codes.label(codes.PATHWAY, found.pathway)),
                ("Status in law", codes.label(codes.STATUTORY_STATUS, found.statutory_status)),
                ("Why", found.reason),
                ("Harm outside the home", _yes(found.harm_outside_home)),
                ("Harm at home", _yes(found.harm_at_home)),
                ("Chair who was asked", "\n".join(filter(None, (chair, found.chair_view)))),
                ("Who sees it differently", found.dissent),
                ("Agreed that no conference is held", found.senior_sign_off),
                ("What would make us look again", found.review_trigger),
            ],
        ),
        Part("The ten questions", asked),
    ]


def recorded(by: Any, at: Any, verb: str = "Recorded") -> str:
    """Who wrote it down, and when."""
    if at is None:
        return "Not written in yet."
    when = moment(at) if hasattr(at, "hour") else day(at)
    return f"{verb} by {by.name if by else 'an import'}, {when}."


def _yes(value: bool | None, why: str = "") -> str:
    said = {True: "Yes", False: "No", None: ""}[value]
    return " · ".join(filter(None, (said, why)))


def _because(reason: str) -> str:
    return f"Not known yet: {reason}" if reason else ""
