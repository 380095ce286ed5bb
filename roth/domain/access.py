"""Who may see a young person's record and what they may do to it: one table and one function.

`decide` is the answer for one record; each room's `visible_to` is its twin for lists, and a test of generated cases
holds the two equal. Finding out how a user is tied to a record needs the database and belongs in `people.access`.
Rows follow `pathway.md` section 9, which is inferred and ours to improve.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from roth.domain.labelled import Labelled


class Role(Labelled):
    """What a person is at a site."""

    SOCIAL_WORKER = "social_worker", "Social worker"
    TEAM_MANAGER = "team_manager", "Team manager"
    ROTH_CHAIR = "roth_chair", "ROTH chair"
    CONFERENCE_COORDINATOR = "conference_coordinator", "Conference coordinator"
    PARTNER = "partner", "Partner professional"
    QUALITY_LEAD = "quality_lead", "Quality lead"
    RESEARCHER = "researcher", "Researcher"
    CALDICOTT_GUARDIAN = "caldicott_guardian", "Caldicott guardian"
    ADMINISTRATOR = "administrator", "Administrator"
    YOUNG_PERSON = "young_person", "Young person"
    PARENT = "parent", "Parent or carer"
    ADVOCATE = "advocate", "Advocate"


class Relation(Labelled):
    """How a person stands towards one young person's record."""

    ALLOCATED = "allocated", "allocated social worker"
    MANAGES = "manages", "manager of the team that holds the record"
    CHAIRS = "chairs", "chair of a conference about this young person"
    CONVENES = "convenes", "coordinator of a conference about this young person"
    INVITED = "invited", "invited to a conference about this young person"
    ASSURES = "assures", "quality lead of this site"
    ELEVATED = "elevated", "elevated access, for a reason and for minutes"
    SELF = "self", "the young person"
    PARENT = "parent", "a parent or carer with a page of their own"
    ADVOCATE = "advocate", "the young person's advocate"


class Permission(Labelled):
    """Something that can be done to a young person's record. The label finishes the sentence "... may"."""

    RECORD_VIEW = "record.view", "open the young person's record"
    RECORD_EDIT = "record.edit", "change who the young person is and who is around them"
    RECORD_ALLOCATE = "record.allocate", "say who is allocated"
    REFERRAL_RECORD = "referral.record", "record a referral"
    TRIAGE_DECIDE = "triage.decide", "decide what happens after a referral"
    STRATEGY_RECORD = "strategy.record", "record a strategy discussion and its decision"
    ENQUIRY_RECORD = "enquiry.record", "record the section 47 enquiry"
    ENQUIRY_AUTHORISE = "enquiry.authorise", "authorise the section 47 enquiry"
    PATHWAY_DECIDE = "pathway.decide", "decide the pathway"
    ASSESSMENT_WRITE = "assessment.write", "write the assessment"
    ASSESSMENT_AUTHORISE = "assessment.authorise", "authorise the assessment"
    CONTEXT_LINK = "context.link", "link a context to the young person"
    MEETING_VIEW = "meeting.view", "see the conference"
    MEETING_BOOK = "meeting.book", "book the conference and invite people"
    MEETING_PREPARE = "meeting.prepare", "write how people are prepared for a meeting, and ask that somebody stay out"
    REPORT_VIEW = "report.view", "read agencies' reports once they are lodged"
    REPORT_WRITE = "report.write", "write the report that they are asked for"
    ANNEX_VIEW = "report.annex", "read the restricted part of an agency's report"
    APART_RECORD = "apart.record", "record who this young person must not meet"
    REVIEW_ASK = "review.ask", "ask for a review"
    MEETING_RECORD = "meeting.record", "record the conference as it happens"
    MEETING_DECIDE = "meeting.decide", "record the chair's decision"
    DISAGREEMENT_VIEW = "disagreement.view", "see who disagrees with a conference"
    DISAGREEMENT_RAISE = "disagreement.raise", "say that they disagree with a conference"
    DISAGREEMENT_HANDLE = "disagreement.handle", "handle disagreement with a conference"
    COMPLAINT_RECORD = "complaint.record", "write down a complaint about a conference"
    COMPLAINT_VIEW = "complaint.view", "hear a complaint about a conference"
    PLAN_VIEW = "plan.view", "see the plan"
    PLAN_WRITE = "plan.write", "write the plan"
    PLAN_PROGRESS = "plan.progress", "say how an action of the plan is going"
    PLAN_ANSWER = "plan.answer", "answer what the plan leaves open"
    PLAN_APPROVE = "plan.approve", "put the plan in force"
    PLAN_END = "plan.end", "end a plan without a conference, as child protection manager"
    LEGAL_RECORD = "legal.record", "record legal advice and the legal gateway"
    TRANSFER_RECORD = "transfer.record", "hand a plan over to another authority, or take one over"
    TRANSFER_FINISH = "transfer.finish", "record that another authority has taken over"
    EPISODE_CLOSE = "episode.close", "decide what follows an assessment or a plan, and close"
    OVERLAY_RECORD = "overlay.record", "record what is going on beside the pathway, such as being missing or in custody"
    TASK_DO = "task.do", "do a task about the young person"
    CHRONOLOGY_WRITE = "chronology.write", "write the chronology and say that it was shared"
    RECORD_MERGE = "record.merge", "propose that two records are about one young person"
    MERGE_DECIDE = "merge.decide", "decide whether two records are joined, and undo it"
    CLOCK_DONE = "clock.done", "say that what a limit asks for was done"
    HISTORY_VIEW = "history.view", "see who changed and read the record"
    VOICE_VIEW = "voice.view", "see what the young person and parents say, and what answers it"
    VOICE_WRITE = "voice.write", "write down what the young person and parents say"
    VOICE_REPLY = "voice.reply", "answer what the young person and parents say"
    VOICE_RELEASE = "voice.release", "say who has a page of their own and what stands on it"
    OWN_PAGE = "own.page", "open the young person's own page"
    PARENT_PAGE = "own.parent_page", "open the parent's own page"
    ADVOCATE_PAGE = "own.advocate_page", "open the advocate's page"


R, P = Relation, Permission
_CASE_HOLDERS: Final = frozenset({R.ALLOCATED, R.MANAGES})
_READERS: Final = _CASE_HOLDERS | {R.CHAIRS, R.CONVENES, R.ASSURES, R.ELEVATED}
# People with a page of their own, and nothing else: to them the record itself does not exist (404, never 403).
OWN_PAGES: Final[Mapping[Role, Relation]] = {
    Role.YOUNG_PERSON: R.SELF,
    Role.PARENT: R.PARENT,
    Role.ADVOCATE: R.ADVOCATE,
}

GRANTS: Final[Mapping[Permission, frozenset[Relation]]] = {
    P.RECORD_VIEW: _READERS,
    P.RECORD_EDIT: _CASE_HOLDERS,
    P.RECORD_ALLOCATE: frozenset({R.MANAGES}),
    P.REFERRAL_RECORD: _CASE_HOLDERS,
    P.TRIAGE_DECIDE: frozenset({R.MANAGES}),
    P.STRATEGY_RECORD: frozenset({R.MANAGES}),
    P.ENQUIRY_RECORD: _CASE_HOLDERS,
    P.ENQUIRY_AUTHORISE: frozenset({R.MANAGES}),
    P.PATHWAY_DECIDE: frozenset({R.MANAGES}),
    P.ASSESSMENT_WRITE: _CASE_HOLDERS,
    P.ASSESSMENT_AUTHORISE: frozenset({R.MANAGES}),
    P.CONTEXT_LINK: _CASE_HOLDERS,
    P.MEETING_VIEW: _READERS | {R.INVITED},
    P.MEETING_BOOK: frozenset({R.CONVENES}),
    P.MEETING_PREPARE: _CASE_HOLDERS | {R.CHAIRS, R.CONVENES},
    P.REPORT_VIEW: _READERS | {R.INVITED},
    P.REPORT_WRITE: _CASE_HOLDERS | {R.INVITED},
    P.ANNEX_VIEW: _CASE_HOLDERS | {R.CHAIRS},
    P.APART_RECORD: _CASE_HOLDERS,
    P.REVIEW_ASK: _CASE_HOLDERS | {R.CHAIRS, R.CONVENES},
    P.MEETING_RECORD: frozenset({R.CHAIRS, R.CONVENES}),
    P.MEETING_DECIDE: frozenset({R.CHAIRS}),
    P.DISAGREEMENT_VIEW: (_READERS - {R.ELEVATED}) | {R.INVITED},
    P.DISAGREEMENT_RAISE: _CASE_HOLDERS | {R.CHAIRS, R.CONVENES, R.INVITED},
    P.DISAGREEMENT_HANDLE: frozenset({R.MANAGES, R.CHAIRS, R.CONVENES}),
    P.COMPLAINT_RECORD: _CASE_HOLDERS | {R.CHAIRS, R.CONVENES},
    P.COMPLAINT_VIEW: frozenset({R.CHAIRS, R.CONVENES, R.ASSURES}),
    P.PLAN_VIEW: _READERS | {R.INVITED},
    P.PLAN_WRITE: _CASE_HOLDERS | {R.CHAIRS},
    P.PLAN_PROGRESS: _CASE_HOLDERS | {R.CHAIRS, R.INVITED},  # whoever is only invited: their own (`plans.access`)
    P.PLAN_ANSWER: frozenset({R.CHAIRS}),
    P.PLAN_APPROVE: frozenset({R.CHAIRS}),
    P.PLAN_END: frozenset({R.MANAGES}),
    P.LEGAL_RECORD: frozenset({R.MANAGES}),
    P.TRANSFER_RECORD: _CASE_HOLDERS | {R.CONVENES},
    P.TRANSFER_FINISH: frozenset({R.CONVENES, R.MANAGES}),
    P.EPISODE_CLOSE: frozenset({R.MANAGES}),
    P.OVERLAY_RECORD: _CASE_HOLDERS,
    P.TASK_DO: _CASE_HOLDERS | {R.CHAIRS, R.CONVENES, R.INVITED, R.ASSURES},
    P.CHRONOLOGY_WRITE: _CASE_HOLDERS,
    P.RECORD_MERGE: _CASE_HOLDERS,
    P.MERGE_DECIDE: frozenset({R.MANAGES}),
    P.CLOCK_DONE: _CASE_HOLDERS | {R.CHAIRS, R.CONVENES},
    P.HISTORY_VIEW: _CASE_HOLDERS | {R.ASSURES},
    P.VOICE_VIEW: _READERS,
    P.VOICE_WRITE: _CASE_HOLDERS | {R.CHAIRS},
    P.VOICE_REPLY: _CASE_HOLDERS | {R.CHAIRS},
    P.VOICE_RELEASE: _CASE_HOLDERS,
    P.OWN_PAGE: frozenset({R.SELF}),
    P.PARENT_PAGE: frozenset({R.PARENT}),
    P.ADVOCATE_PAGE: frozenset({R.ADVOCATE}),
}

# Permissions that need no record: what a role may do at its own site.
SITE_GRANTS: Final[Mapping[str, frozenset[Role]]] = {
    "young_person.add": frozenset({Role.SOCIAL_WORKER, Role.TEAM_MANAGER}),
    "young_person.list": frozenset(
        {Role.SOCIAL_WORKER, Role.TEAM_MANAGER, Role.ROTH_CHAIR, Role.CONFERENCE_COORDINATOR, Role.QUALITY_LEAD}
    ),
    "young_person.seek": frozenset({Role.SOCIAL_WORKER, Role.TEAM_MANAGER}),  # by associate, place or telephone (R24)
    "contact.record": frozenset({Role.SOCIAL_WORKER, Role.TEAM_MANAGER}),  # the front door: see and write contacts
    "contact.decide": frozenset({Role.TEAM_MANAGER}),  # in the team that holds the contact (`contacts.access`)
    "context.view": frozenset(
        {Role.SOCIAL_WORKER, Role.TEAM_MANAGER, Role.ROTH_CHAIR, Role.CONFERENCE_COORDINATOR, Role.QUALITY_LEAD}
    ),
    "context.edit": frozenset({Role.SOCIAL_WORKER, Role.TEAM_MANAGER}),
    "meeting.list": frozenset(
        {
            Role.SOCIAL_WORKER,
            Role.TEAM_MANAGER,
            Role.ROTH_CHAIR,
            Role.CONFERENCE_COORDINATOR,
            Role.QUALITY_LEAD,
            Role.PARTNER,
        }
    ),
    # Whether agencies come, and what their absence means (M4, M5): for those who invite, chair and answer for meetings.
    # An agency sees no other agency's row, and no permission shows it its own.
    "attendance.view": frozenset({Role.TEAM_MANAGER, Role.ROTH_CHAIR, Role.CONFERENCE_COORDINATOR, Role.QUALITY_LEAD}),
    "action.own": frozenset(
        {
            Role.SOCIAL_WORKER,
            Role.TEAM_MANAGER,
            Role.ROTH_CHAIR,
            Role.CONFERENCE_COORDINATOR,
            Role.PARTNER,
        }
    ),
    "own.page": frozenset(OWN_PAGES),
    "access.elevate": frozenset({Role.SOCIAL_WORKER, Role.TEAM_MANAGER, Role.ROTH_CHAIR, Role.CONFERENCE_COORDINATOR}),
    "access.review": frozenset({Role.CALDICOTT_GUARDIAN, Role.TEAM_MANAGER}),
    "agency.view_as": frozenset({Role.TEAM_MANAGER}),
    "accounts.manage": frozenset({Role.ADMINISTRATOR}),
    "timetable.manage": frozenset({Role.QUALITY_LEAD, Role.ADMINISTRATOR}),
    "holiday.manage": frozenset({Role.ADMINISTRATOR}),
    "census.import": frozenset({Role.ADMINISTRATOR}),
}


@dataclass(frozen=True, slots=True)
class Ties:
    """What joins one person to one young person's record today."""

    roles: frozenset[Role] = frozenset()  # held at the record's site
    roles_in_team: frozenset[Role] = frozenset()  # of those, held in the team that holds the record
    allocated: bool = False
    chairs: bool = False
    invited: bool = False
    conference_asked_for: bool = False
    elevated: bool = False
    restricted: bool = False
    on_allow_list: bool = False
    conflict_declared: bool = False
    own: frozenset[Role] = frozenset()  # ties that give a page of their own, by the role that they need


@dataclass(frozen=True, slots=True)
class Decision:
    """An answer with its reason: a sentence for the person who asked."""

    allowed: bool
    visible: bool
    reason: str
    relations: frozenset[Relation] = frozenset()


# relation -> (the role it needs at the site, whether the ties show it). A tie without its role gives nothing, so
# access ends with the membership.
_RULES: Final = (
    (R.ALLOCATED, Role.SOCIAL_WORKER, lambda ties: ties.allocated),
    (R.MANAGES, Role.TEAM_MANAGER, lambda ties: Role.TEAM_MANAGER in ties.roles_in_team),
    (R.CHAIRS, Role.ROTH_CHAIR, lambda ties: ties.chairs),
    (R.CONVENES, Role.CONFERENCE_COORDINATOR, lambda ties: ties.conference_asked_for),
    (R.INVITED, Role.PARTNER, lambda ties: ties.invited),
    (R.ASSURES, Role.QUALITY_LEAD, lambda ties: True),
    (R.SELF, Role.YOUNG_PERSON, lambda ties: Role.YOUNG_PERSON in ties.own),
    (R.PARENT, Role.PARENT, lambda ties: Role.PARENT in ties.own),
    (R.ADVOCATE, Role.ADVOCATE, lambda ties: Role.ADVOCATE in ties.own),
)


def relations(ties: Ties) -> frozenset[Relation]:
    """Every way in which the person stands towards the record."""
    found = {relation for relation, role, holds in _RULES if role in ties.roles and holds(ties)}
    if ties.elevated and ties.roles & SITE_GRANTS["access.elevate"]:
        found.add(R.ELEVATED)
    return frozenset(found)


def decide(ties: Ties, permission: Permission) -> Decision:
    """May this person do this to this record? Deny by default; a restricted record opens to its allow-list only.

    A restriction names colleagues, so it never shuts young people out of their own page. Somebody who has a page of
    their own and no other part in the record may not know that there is one.
    """
    if ties.conflict_declared:
        return Decision(False, False, "You have said that you know this young person, so the record is hidden.")
    shut = ties.restricted and not ties.on_allow_list
    standing = relations(ties) & {R.SELF} if shut else relations(ties)
    if standing & GRANTS[permission]:
        return Decision(True, True, "", standing)
    if shut:
        return Decision(False, False, "This record is restricted to named people.")
    if not standing - frozenset(OWN_PAGES.values()):
        return Decision(False, False, "You have no part in this young person's care.")
    yours = " and ".join(sorted(relation.label for relation in standing))
    may = " or the ".join(sorted(relation.label for relation in GRANTS[permission]))
    return Decision(False, True, f"Only the {may} may {permission.label}. You are here as {yours}.", standing)


ELEVATION_MINUTES: Final = range(5, 121)


def is_a_reason(text: str) -> bool:
    """Is this at least a sentence: five different words with letters in them? Anything shorter explains nothing."""
    return len({word.casefold() for word in text.split() if any(letter.isalpha() for letter in word)}) >= 5


def may_at_site(roles: frozenset[Role], what: str) -> bool:
    """May somebody with these roles at a site do this there? Raises KeyError for what is not in the table."""
    return bool(roles & SITE_GRANTS[what])
