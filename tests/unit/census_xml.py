"""Census messages written by hand, a piece at a time, and short questions to ask of what was read."""

from roth.exchange.cin_census.schema import CensusChild, CensusFile

HEADER = (
    "<Header><CollectionDetails><Collection>CIN</Collection><Year>2026</Year>"
    "<ReferenceDate>2026-03-31</ReferenceDate></CollectionDetails><Source><LEA>999</LEA></Source></Header>"
)
IDS = "<LAchildID>A1</LAchildID><PersonBirthDate>2010-05-01</PersonBirthDate><Sex>F</Sex>"
REFERRAL = "<CINreferralDate>2025-09-01</CINreferralDate><ReferralSource>6</ReferralSource>"
NEED = "<PrimaryNeedCode>N1</PrimaryNeedCode>"
LIVE = "<ReferralNFA>0</ReferralNFA>"
ASSESSED = (
    "<AssessmentActualStartDate>2025-09-02</AssessmentActualStartDate>"
    "<AssessmentAuthorisationDate>2025-10-01</AssessmentAuthorisationDate>"
)
PLAN = (
    "<CPPstartDate>2025-10-01</CPPstartDate><InitialCategoryOfAbuse>PHY</InitialCategoryOfAbuse>"
    "<LatestCategoryOfAbuse>PHY</LatestCategoryOfAbuse><NumberOfPreviousCPP>0</NumberOfPreviousCPP>"
)


def child(ids: str = IDS, *, within: str = "", details: str | None = None, more: str = "") -> str:
    """One child as XML: a plain one, unless told otherwise."""
    referral = f"<CINdetails>{REFERRAL}{NEED}{within}{LIVE}</CINdetails>" if details is None else details
    return (
        f"<Child><ChildIdentifiers>{ids}</ChildIdentifiers><ChildCharacteristics><Ethnicity>WBRI</Ethnicity>"
        f"<Disabilities><Disability>NONE</Disability></Disabilities></ChildCharacteristics>{referral}{more}</Child>"
    )


def message(*children: str, header: str = HEADER) -> bytes:
    return f"<Message>{header}<Children>{''.join(children)}</Children></Message>".encode()


def only(census: CensusFile) -> CensusChild:
    assert census.refused == ()
    (taken,) = census.children
    return taken


def rules(census: CensusFile) -> set[str | None]:
    return {finding.rule for finding in census.findings}


def sentences(census: CensusFile) -> str:
    return " ".join(finding.sentence for finding in census.findings)


def why_refused(census: CensusFile) -> str:
    assert census.children == ()
    (refusal,) = census.refused
    return refusal.why


def plan(reviews: str = "") -> str:
    """A referral with a conference by transfer and a child protection plan from that day."""
    conference = "<DateOfInitialCPC>2025-10-01</DateOfInitialCPC>"
    within = f"<ChildProtectionPlans>{PLAN}{reviews}</ChildProtectionPlans>"
    return f"<CINdetails>{REFERRAL}{NEED}{conference}{LIVE}{within}</CINdetails>"
