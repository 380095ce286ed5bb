"""Doubt in a census file: values left out or kept, dates that do not make sense together, always reported."""

from datetime import date

import pytest
from census_xml import (
    ASSESSED,
    IDS,
    LIVE,
    NEED,
    REFERRAL,
    child,
    message,
    only,
    plan,
    rules,
    sentences,
)

from roth.exchange.cin_census.read import read
from roth.exchange.cin_census.schema import CensusFile

# --- Doubtful values are left out or kept, and always reported ------------------------------------------------------


@pytest.mark.parametrize("child_id", ["child_fails_assessments", "A-1", "A/1/B"])
def test_doubtful_id_is_taken_with_a_query(child_id):
    census = read(message(child(IDS.replace("A1", child_id))))
    assert only(census).id == child_id
    assert "1580" in rules(census)
    assert {finding.level for finding in census.findings} == {"query"}


def test_long_id_is_taken_with_a_query():
    census = read(message(child(IDS.replace("A1", "A" * 21))))
    assert only(census).id == "A" * 21
    assert rules(census) == {"1570"}


def factors(*given_codes: str) -> CensusFile:
    elements = "".join(f"<AssessmentFactors>{code}</AssessmentFactors>" for code in given_codes)
    group = f"<FactorsIdentifiedAtAssessment>{elements}</FactorsIdentifiedAtAssessment>"
    return read(message(child(within=f"<Assessments>{ASSESSED}{group}</Assessments>")))


def kept(census: CensusFile) -> tuple[str, ...]:
    return only(census).episodes[0].assessments[0].factors


def test_unknown_factor_is_not_kept():
    census = factors("RB", "24A")
    assert kept(census) == ("24A",)
    assert "“RB” is not a national code" in sentences(census)


def test_repeated_factor_is_kept_once():
    census = factors("24A", "24A", "10A")
    assert kept(census) == ("10A", "24A")
    assert rules(census) == {"8898"}


@pytest.mark.parametrize(("factor", "rule"), [("18A", "8945Q"), ("19A", "8950Q")])
def test_retired_factor_is_kept_and_queried(factor, rule):
    census = factors(factor)
    assert kept(census) == (factor,)
    assert rules(census) == {rule}


def test_no_factor_beside_others_is_reported():
    census = factors("21", "24A")
    assert kept(census) == ("21", "24A")
    assert rules(census) == {"8869"}


@pytest.mark.parametrize(
    ("old", "new", "rule", "where"),
    [
        (">F<", ">X<", "4180", "sex"),
        (">WBRI<", ">MARTIAN<", "4220", "ethnicity"),
        ("<Sex>", "<UPN>12</UPN><Sex>", "1540", "upn"),
        ("<Sex>", "<UPNunknown>UN99</UPNunknown><Sex>", None, "upn_unknown"),
    ],
)
def test_unknown_code_of_a_child_is_left_blank(old, new, rule, where):
    census = read(message(child().replace(old, new)))
    assert getattr(only(census), where) == ""
    assert rules(census) == {rule}
    assert census.findings[0].level == "error"


@pytest.mark.parametrize(
    ("old", "new", "rule", "where"),
    [
        (">6<", ">99<", "8866", "source"),
        (">N1<", ">N77<", "8650", "primary_need"),
        (NEED, "", "8610", "primary_need"),
        (NEED, NEED + "<ReasonForClosure>RC77</ReasonForClosure>", "8640", "closure_reason"),
    ],
)
def test_unknown_code_of_a_referral_is_left_blank(old, new, rule, where):
    census = read(message(child().replace(old, new)))
    assert getattr(only(census).episodes[0], where) == ""
    assert rules(census) == {rule}


@pytest.mark.parametrize("flag", ["", "<ReferralNFA>perhaps</ReferralNFA>"])
def test_flag_that_is_neither_is_unknown(flag):
    census = read(message(child(details=f"<CINdetails>{REFERRAL}{NEED}{flag}</CINdetails>")))
    assert only(census).episodes[0].no_further_action is None
    assert rules(census) == {"8568"}


def test_plan_with_doubtful_values_is_taken():
    census = read(message(child(details=plan().replace("PHY", "ROTH").replace(">0</NumberOf", ">-1</NumberOf"))))
    taken = only(census).episodes[0].plans[0]
    assert (taken.initial_category, taken.latest_category, taken.previous_plans) == ("", "", None)
    assert rules(census) == {"8905", "8910", "8730"}


def test_disability_rules():
    both = (
        "<Disability>NONE</Disability><Disability>LD</Disability><Disability>LD</Disability><Disability>Q</Disability>"
    )
    census = read(message(child().replace("<Disability>NONE</Disability>", both)))
    assert only(census).disabilities == ("NONE", "LD")
    assert rules(census) == {"8540", "8790", "8794"}


def test_pupil_number_with_the_wrong_letter_is_kept_and_reported():
    census = read(message(child(IDS + "<UPN>A123456789123</UPN>")))
    assert only(census).upn == "A123456789123"
    assert rules(census) == {"1510"}


def test_pupil_number_of_two_children_is_reported():
    upn = "<UPN>P123456789123</UPN>"
    census = read(message(child(IDS + upn), child(IDS.replace("A1", "A2") + upn)))
    assert [(finding.child, finding.rule) for finding in census.findings] == [("A2", "1520")]


def test_exact_repeat_is_kept_once():
    census = read(message(child(within=f"<Assessments>{ASSESSED}</Assessments>" * 2)))
    assert len(only(census).episodes[0].assessments) == 1
    assert "same assessment is given more than once" in sentences(census)


def test_two_values_for_one_code_are_not_chosen_between():
    census = read(message(child(IDS + "<Sex>M</Sex>")))
    assert only(census).sex == ""
    assert "“F or M…”" in sentences(census)


def test_findings_of_one_child_are_limited():
    many = "".join(f"<AssessmentFactors>X{number}</AssessmentFactors>" for number in range(1000))
    group = f"<FactorsIdentifiedAtAssessment>{many}</FactorsIdentifiedAtAssessment>"
    census = read(message(child(within=f"<Assessments>{ASSESSED}{group}</Assessments>")))
    assert len(census.findings) < 210


# --- Dates that do not make sense together --------------------------------------------------------------------------


def test_enquiry_and_conference_rules():
    enquiry = (
        "<Section47><S47ActualStartDate>2025-08-29</S47ActualStartDate><InitialCPCtarget>2025-09-20</InitialCPCtarget>"
        "<DateOfInitialCPC>2025-08-24</DateOfInitialCPC><ICPCnotRequired>0</ICPCnotRequired></Section47>"
    )
    census = read(message(child(within=enquiry)))
    only(census)
    assert rules(census) == {"2889", "1104", "8615", "8870Q", "8875", "2991Q"}


def test_plan_rules():
    details = plan("<Reviews><CPPreviewDate>2025-09-30</CPPreviewDate></Reviews>")
    details = details.replace("</CPPstartDate>", "</CPPstartDate><CPPendDate>2025-09-15</CPPendDate>")
    census = read(message(child(details=details.replace("C>2025-10-01", "C>2025-09-30"))))
    only(census)
    assert rules(census) == {"8925", "8841", "2885"}


def test_plans_at_the_same_time():
    cin_plan = "<CINPlanDates><CINPlanStartDate>2025-09-20</CINPlanStartDate></CINPlanDates>"
    census = read(message(child(details=plan().replace(LIVE, cin_plan + LIVE))))
    only(census)
    assert rules(census) == {"4001"}


def test_same_day_handover_between_plans_is_not_an_overlap():
    cin_plan = (
        "<CINPlanDates><CINPlanStartDate>2025-09-20</CINPlanStartDate>"
        "<CINPlanEndDate>2025-10-01</CINPlanEndDate></CINPlanDates>"
    )
    assert rules(read(message(child(details=plan().replace(LIVE, cin_plan + LIVE))))) == set()


def test_closure_rules():
    closed = "<CINclosureDate>2025-08-01</CINclosureDate><ReasonForClosure>RC2</ReasonForClosure>"
    start = "<AssessmentActualStartDate>2025-09-02</AssessmentActualStartDate>"
    census = read(message(child(within=f"{closed}<Assessments>{start}</Assessments>")))
    only(census)
    assert {"8630", "8565", "8867", "8585Q"} <= rules(census)


def test_two_open_referrals():
    later = f"<CINdetails>{REFERRAL.replace('2025-09-01', '2025-11-03')}{NEED}{LIVE}</CINdetails>"
    census = read(message(child(more=later)))
    assert len(only(census).episodes) == 2
    assert rules(census) == {"8815"}


def test_activity_on_a_referral_with_no_further_action():
    details = plan().replace(LIVE, LIVE.replace("0", "1"))
    assert {"8831", "8832"} <= rules(read(message(child(details=details))))


def test_dates_after_death_and_after_the_year():
    census = read(message(child(IDS + "<PersonDeathDate>2025-08-01</PersonDeathDate>", details=plan())))
    assert {"8555Q", "8915"} <= rules(census)
    census = read(message(child().replace("2025-09-01", "2026-09-01")))
    assert rules(census) == {"8600"}


def test_child_without_a_referral_is_taken():
    census = read(message(child(details="")))
    assert only(census).episodes == ()
    assert rules(census) == {"8590"}


def test_unborn_child():
    expected = IDS.replace("PersonBirthDate", "ExpectedPersonBirthDate").replace("2010-05-01", "2026-06-01")
    census = read(message(child(expected)))
    taken = only(census)
    assert (taken.born, taken.expected) == (None, date(2026, 6, 1))
    assert rules(census) == {"8750"}
