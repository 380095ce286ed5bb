"""Plain values to a census message, with the elements and the order of its census year. Choosing whom to return, and
when, belongs to whoever calls.

What a year has no place for is left out: child in need plans before 2021-22, and codes that came in later.
"""

from collections.abc import Iterable
from datetime import date
from typing import Final

from lxml import etree

from roth.exchange.cin_census import codes
from roth.exchange.cin_census.schema import (
    CensusAssessment,
    CensusChild,
    CensusEnquiry,
    CensusEpisode,
    CensusPlan,
)
from roth.exchange.cin_census.shape import CHILD, HEADER, ROOT, WRAPPER

_GENDER: Final = {"M": "1", "F": "2", "U": "0"}
Value = str | int | bool | date | None


def write(children: Iterable[CensusChild], *, year: int, authority: str, serial: int = 1) -> bytes:
    """The message of the census year that ends on 31 March of `year`."""
    message = etree.Element(ROOT)
    header = etree.SubElement(message, HEADER)
    details = etree.SubElement(header, "CollectionDetails")
    _add(details, Collection="CIN", Year=year, ReferenceDate=date(year, 3, 31))
    source = etree.SubElement(header, "Source")
    _add(source, SourceLevel="L", LEA=authority, SoftwareCode="ROTH Pathways", SerialNo=f"{serial:03d}")
    group = etree.SubElement(message, WRAPPER)
    for child in children:
        _child(etree.SubElement(group, CHILD), child, year)
    return etree.tostring(message, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _add(parent: etree._Element, **values: Value) -> None:
    """Elements in the order given; what is blank has none."""
    for name, value in values.items():
        if value is not None and value != "":
            text = str(int(value)) if isinstance(value, bool) else str(value)
            etree.SubElement(parent, name).text = text


def _list(parent: etree._Element, group: str, name: str, values: Iterable[Value]) -> None:
    """A group of values of one name; no group where there are none."""
    if listed := list(values):
        element = etree.SubElement(parent, group)
        for value in listed:
            _add(element, **{name: value})


def _child(element: etree._Element, child: CensusChild, year: int) -> None:
    sex = {"Sex": child.sex} if year >= codes.FIRST_YEAR_OF_SEX else {"GenderCurrent": _GENDER.get(child.sex, "")}
    _add(
        etree.SubElement(element, "ChildIdentifiers"),
        LAchildID=child.id,
        UPN=child.upn,
        FormerUPN=child.former_upn,
        UPNunknown=child.upn_unknown,
        PersonBirthDate=child.born,
        ExpectedPersonBirthDate=child.expected,
        **sex,
        PersonDeathDate=child.died,
    )
    character = etree.SubElement(element, "ChildCharacteristics")
    _add(character, Ethnicity=child.ethnicity)
    _list(character, "Disabilities", "Disability", child.disabilities)
    for episode in child.episodes:
        _episode(etree.SubElement(element, "CINdetails"), episode, year)


def _episode(element: etree._Element, episode: CensusEpisode, year: int) -> None:
    _add(
        element,
        CINreferralDate=episode.referred,
        ReferralSource=_in_use(episode.source, year),
        PrimaryNeedCode=episode.primary_need,
        CINclosureDate=episode.closed,
        ReasonForClosure=_in_use(episode.closure_reason, year),
        DateOfInitialCPC=episode.transfer_in_conference,
    )
    for assessment in episode.assessments:
        _assessment(etree.SubElement(element, "Assessments"), assessment, year)
    for cin_plan in episode.cin_plans if year >= codes.FIRST_YEAR_OF_CIN_PLANS else ():
        dates = etree.SubElement(element, "CINPlanDates")
        _add(dates, CINPlanStartDate=cin_plan.started, CINPlanEndDate=cin_plan.ended)
    for enquiry in episode.enquiries:
        _enquiry(etree.SubElement(element, "Section47"), enquiry)
    _add(element, ReferralNFA=episode.no_further_action)
    for plan in episode.plans:
        _plan(etree.SubElement(element, "ChildProtectionPlans"), plan)


def _assessment(element: etree._Element, assessment: CensusAssessment, year: int) -> None:
    _add(
        element,
        AssessmentActualStartDate=assessment.started,
        AssessmentInternalReviewDate=assessment.internal_review,
        AssessmentAuthorisationDate=assessment.authorised,
    )
    factors = [factor for factor in assessment.factors if _in_use(factor, year)]
    _list(element, "FactorsIdentifiedAtAssessment", "AssessmentFactors", factors)


def _enquiry(element: etree._Element, enquiry: CensusEnquiry) -> None:
    _add(
        element,
        S47ActualStartDate=enquiry.started,
        InitialCPCtarget=enquiry.conference_target,
        DateOfInitialCPC=enquiry.conference,
        ICPCnotRequired=enquiry.conference_not_required,
    )


def _plan(element: etree._Element, plan: CensusPlan) -> None:
    _add(
        element,
        CPPstartDate=plan.started,
        CPPendDate=plan.ended,
        InitialCategoryOfAbuse=plan.initial_category,
        LatestCategoryOfAbuse=plan.latest_category,
        NumberOfPreviousCPP=plan.previous_plans,
    )
    _list(element, "Reviews", "CPPreviewDate", plan.reviews)


def _in_use(code: str, year: int) -> str:
    """The code, or a blank in a year before it came in."""
    return code if year >= codes.FIRST_YEAR.get(code, 0) else ""
