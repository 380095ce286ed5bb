"""Which elements each group of a census message holds, for every year since 2017. Their meaning belongs in `read`."""

from typing import Final

ROOT: Final = "Message"
HEADER: Final = "Header"
WRAPPER: Final = "Children"
CHILD: Final = "Child"

GROUPS: Final = {
    "Header": frozenset({"CollectionDetails", "Source", "Content"}),
    "CollectionDetails": frozenset({"Collection", "Year", "ReferenceDate"}),
    "Source": frozenset({"SourceLevel", "LEA", "SoftwareCode", "Release", "SerialNo", "DateTime"}),
    "Child": frozenset({"ChildIdentifiers", "ChildCharacteristics", "CINdetails"}),
    "ChildIdentifiers": frozenset(
        {
            *("LAchildID", "UPN", "FormerUPN", "UPNunknown", "PersonBirthDate", "ExpectedPersonBirthDate"),
            *("Sex", "GenderCurrent", "PersonDeathDate"),
        }
    ),
    "ChildCharacteristics": frozenset({"Ethnicity", "Disabilities"}),
    "Disabilities": frozenset({"Disability"}),
    "CINdetails": frozenset(
        {
            *("CINreferralDate", "ReferralSource", "PrimaryNeedCode", "CINclosureDate", "ReasonForClosure"),
            *("DateOfInitialCPC", "Assessments", "CINPlanDates", "Section47", "ReferralNFA", "ChildProtectionPlans"),
        }
    ),
    "Assessments": frozenset(
        {
            *("AssessmentActualStartDate", "AssessmentInternalReviewDate", "AssessmentAuthorisationDate"),
            "FactorsIdentifiedAtAssessment",
        }
    ),
    "FactorsIdentifiedAtAssessment": frozenset({"AssessmentFactors"}),
    "CINPlanDates": frozenset({"CINPlanStartDate", "CINPlanEndDate"}),
    "Section47": frozenset({"S47ActualStartDate", "InitialCPCtarget", "DateOfInitialCPC", "ICPCnotRequired"}),
    "ChildProtectionPlans": frozenset(
        {
            *("CPPstartDate", "CPPendDate", "InitialCategoryOfAbuse", "LatestCategoryOfAbuse", "NumberOfPreviousCPP"),
            "Reviews",
        }
    ),
    "Reviews": frozenset({"CPPreviewDate"}),
}
# From 2026-27. Known, and left where it is until there is somewhere to keep it.
NOT_YET_TAKEN: Final = frozenset({"PreProceedingsandFGDM"})


def local_name(tag: object) -> str:
    """An element's name without its namespace: the census has none, and some exporters add one."""
    return str(tag).rpartition("}")[2]
