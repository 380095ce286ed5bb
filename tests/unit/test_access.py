"""Who may do what to a record: every permission against every relation, and everything that shuts a record."""

import itertools
from dataclasses import replace

import pytest

from roth.domain.access import (
    ELEVATION_MINUTES,
    GRANTS,
    OWN_PAGES,
    SITE_GRANTS,
    Permission,
    Relation,
    Role,
    Ties,
    decide,
    is_a_reason,
    may_at_site,
    relations,
)

# The tie that makes each relation, with the role it needs and nothing more.
ONLY: dict[Relation, Ties] = {
    Relation.ALLOCATED: Ties(roles=frozenset({Role.SOCIAL_WORKER}), allocated=True),
    Relation.MANAGES: Ties(roles=frozenset({Role.TEAM_MANAGER}), roles_in_team=frozenset({Role.TEAM_MANAGER})),
    Relation.CHAIRS: Ties(roles=frozenset({Role.ROTH_CHAIR}), chairs=True),
    Relation.CONVENES: Ties(roles=frozenset({Role.CONFERENCE_COORDINATOR}), conference_asked_for=True),
    Relation.INVITED: Ties(roles=frozenset({Role.PARTNER}), invited=True),
    Relation.ASSURES: Ties(roles=frozenset({Role.QUALITY_LEAD})),
    Relation.ELEVATED: Ties(roles=frozenset({Role.SOCIAL_WORKER}), elevated=True),
    **{relation: Ties(roles=frozenset({role}), own=frozenset({role})) for role, relation in OWN_PAGES.items()},
}

# The whole table, written out a second time so that a change to GRANTS has to be meant: A allocated, M manages,
# C chairs, O convenes (coordinator), I invited, Q assures (quality lead), E elevated; of their own page: Y the young
# person, P a parent, V the advocate.
LETTERS = dict(zip("AMCOIQEYPV", Relation, strict=True))
TABLE = {
    Permission.RECORD_VIEW: "AMCOQE",
    Permission.RECORD_EDIT: "AM",
    Permission.RECORD_ALLOCATE: "M",
    Permission.REFERRAL_RECORD: "AM",
    Permission.TRIAGE_DECIDE: "M",
    Permission.STRATEGY_RECORD: "M",
    Permission.ENQUIRY_RECORD: "AM",
    Permission.ENQUIRY_AUTHORISE: "M",
    Permission.PATHWAY_DECIDE: "M",
    Permission.ASSESSMENT_WRITE: "AM",
    Permission.ASSESSMENT_AUTHORISE: "M",
    Permission.CONTEXT_LINK: "AM",
    Permission.MEETING_VIEW: "AMCOIQE",
    Permission.MEETING_BOOK: "O",
    Permission.MEETING_PREPARE: "AMCO",
    Permission.APART_RECORD: "AM",
    Permission.REVIEW_ASK: "AMCO",
    Permission.REPORT_VIEW: "AMCOIQE",
    Permission.REPORT_WRITE: "AMI",
    Permission.ANNEX_VIEW: "AMC",
    Permission.MEETING_RECORD: "CO",
    Permission.MEETING_DECIDE: "C",
    Permission.DISAGREEMENT_VIEW: "AMCOIQ",
    Permission.DISAGREEMENT_RAISE: "AMCOI",
    Permission.DISAGREEMENT_HANDLE: "MCO",
    Permission.COMPLAINT_RECORD: "AMCO",
    Permission.COMPLAINT_VIEW: "COQ",
    Permission.PLAN_VIEW: "AMCOIQE",
    Permission.PLAN_WRITE: "AMC",
    Permission.PLAN_PROGRESS: "AMCI",
    Permission.PLAN_ANSWER: "C",
    Permission.PLAN_APPROVE: "C",
    Permission.PLAN_END: "M",
    Permission.LEGAL_RECORD: "M",
    Permission.TRANSFER_RECORD: "AMO",
    Permission.TRANSFER_FINISH: "MO",
    Permission.EPISODE_CLOSE: "M",
    Permission.OVERLAY_RECORD: "AM",
    Permission.TASK_DO: "AMCOIQ",
    Permission.CHRONOLOGY_WRITE: "AM",
    Permission.RECORD_MERGE: "AM",
    Permission.MERGE_DECIDE: "M",
    Permission.CLOCK_DONE: "AMCO",
    Permission.HISTORY_VIEW: "AMQ",
    Permission.VOICE_VIEW: "AMCOQE",
    Permission.VOICE_WRITE: "AMC",
    Permission.VOICE_REPLY: "AMC",
    Permission.VOICE_RELEASE: "AM",
    Permission.OWN_PAGE: "Y",
    Permission.PARENT_PAGE: "P",
    Permission.ADVOCATE_PAGE: "V",
}


def test_every_permission_is_in_the_table() -> None:
    assert set(TABLE) == set(GRANTS) == set(Permission)
    assert set(ONLY) == set(Relation)


@pytest.mark.parametrize(("permission", "relation"), itertools.product(Permission, Relation), ids=str)
def test_each_relation_may_do_what_the_table_says_and_no_more(permission: Permission, relation: Relation) -> None:
    decision = decide(ONLY[relation], permission)
    may = relation in {LETTERS[letter] for letter in TABLE[permission]}
    if relation in OWN_PAGES.values() and not may:
        assert not decision.visible, "to somebody with a page of their own the record does not exist"
        return
    assert decision.visible
    assert decision.relations == {relation}
    assert decision.allowed is may
    if decision.allowed:
        assert decision.reason == ""
    else:
        assert permission.label in decision.reason
        assert relation.label in decision.reason


@pytest.mark.parametrize("relation", [relation for relation in Relation if relation is not Relation.ASSURES], ids=str)
def test_a_tie_without_its_role_gives_nothing_so_access_ends_with_the_membership(relation: Relation) -> None:
    for roles in (frozenset[Role](), frozenset({Role.RESEARCHER, Role.ADMINISTRATOR})):
        ties = replace(ONLY[relation], roles=roles, roles_in_team=frozenset())
        assert not decide(ties, Permission.RECORD_VIEW).visible


@pytest.mark.parametrize("role", Role, ids=str)
def test_a_role_alone_opens_no_record_except_to_the_quality_lead(role: Role) -> None:
    decision = decide(Ties(roles=frozenset({role})), Permission.RECORD_VIEW)
    assert decision.visible is decision.allowed is (role is Role.QUALITY_LEAD)


NO_CASE_CONTENT = (
    Role.RESEARCHER,
    Role.CALDICOTT_GUARDIAN,
    Role.ADMINISTRATOR,
    Role.YOUNG_PERSON,
    Role.PARENT,
    Role.ADVOCATE,
)


@pytest.mark.parametrize("role", NO_CASE_CONTENT, ids=str)
def test_no_tie_opens_a_record_to_these_roles(role: Role) -> None:
    everything = Ties(
        roles=frozenset({role}),
        roles_in_team=frozenset({role}),
        allocated=True,
        chairs=True,
        invited=True,
        conference_asked_for=True,
        elevated=True,
        on_allow_list=True,
    )
    assert relations(everything) == set()
    assert not any(decide(everything, permission).visible for permission in Permission)


def test_a_restriction_shuts_out_colleagues_parents_and_advocates_and_never_the_young_person() -> None:
    page = {Relation.SELF: Permission.OWN_PAGE, Relation.PARENT: Permission.PARENT_PAGE}
    page |= {Relation.ADVOCATE: Permission.ADVOCATE_PAGE}
    for relation, permission in page.items():
        assert decide(ONLY[relation], permission).allowed
        shut = decide(replace(ONLY[relation], restricted=True), permission)
        assert shut.allowed is shut.visible is (relation is Relation.SELF)
        assert decide(replace(ONLY[relation], restricted=True, on_allow_list=True), permission).allowed
        assert not decide(replace(ONLY[relation], conflict_declared=True), permission).visible


WORKING = [relation for relation in Relation if relation not in OWN_PAGES.values()]


@pytest.mark.parametrize("relation", WORKING, ids=str)
def test_restriction_and_conflict_shut_what_is_open(relation: Relation) -> None:
    ties = ONLY[relation]
    assert decide(ties, Permission.PLAN_VIEW).allowed
    assert not decide(replace(ties, restricted=True), Permission.PLAN_VIEW).visible
    assert decide(replace(ties, restricted=True, on_allow_list=True), Permission.PLAN_VIEW).allowed
    shut = replace(ties, conflict_declared=True)
    assert not decide(shut, Permission.PLAN_VIEW).visible
    assert not decide(replace(shut, restricted=True, on_allow_list=True), Permission.PLAN_VIEW).visible


def test_the_allow_list_of_a_restricted_record_adds_no_right_of_its_own() -> None:
    listed = Ties(roles=frozenset({Role.SOCIAL_WORKER}), restricted=True, on_allow_list=True)
    assert not decide(listed, Permission.RECORD_VIEW).visible


def test_elevated_access_reads_and_never_writes() -> None:
    allowed = {permission for permission in Permission if decide(ONLY[Relation.ELEVATED], permission).allowed}
    assert allowed == {
        Permission.RECORD_VIEW,
        Permission.MEETING_VIEW,
        Permission.REPORT_VIEW,
        Permission.PLAN_VIEW,
        Permission.VOICE_VIEW,
    }


@pytest.mark.parametrize(("role", "what"), itertools.product(Role, SITE_GRANTS), ids=str)
def test_what_a_role_may_do_at_its_site_is_what_the_table_says(role: Role, what: str) -> None:
    assert may_at_site(frozenset({role}), what) is (role in SITE_GRANTS[what])
    assert not may_at_site(frozenset(), what)


def test_a_permission_that_nobody_wrote_down_is_an_error_and_not_a_yes() -> None:
    with pytest.raises(KeyError):
        may_at_site(frozenset(Role), "everything.do")


def test_only_an_administrator_manages_accounts_and_an_administrator_does_nothing_with_cases() -> None:
    assert SITE_GRANTS["accounts.manage"] == {Role.ADMINISTRATOR}
    assert {what for what, roles in SITE_GRANTS.items() if Role.ADMINISTRATOR in roles} == {
        "accounts.manage",
        "census.import",
        "holiday.manage",
        "timetable.manage",
    }


@pytest.mark.parametrize(
    ("text", "enough"),
    [
        ("", False),
        ("need it", False),
        ("urgent urgent urgent urgent urgent urgent", False),
        ("1 2 3 4 5 6 7", False),
        ("Police called: Rowan is missing tonight", True),
    ],
)
def test_a_reason_is_at_least_a_sentence(text: str, enough: bool) -> None:
    assert is_a_reason(text) is enough


def test_elevated_access_lasts_five_minutes_to_two_hours() -> None:
    assert (ELEVATION_MINUTES[0], ELEVATION_MINUTES[-1]) == (5, 120)
