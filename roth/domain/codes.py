"""Code tables of the field: what a code means in plain words. Tables marked national are published and not ours to
change; the others are ours and a later version makes them editable by a site. What actions aim at is in `actions`.

Sources: CIN census specification (national tables), `roth.md` appendix A and `pathway.md` section 7 (the rest).
"""

from typing import Final

Table = dict[str, str]

# --- National: Children in Need census --------------------------------------------------------------------------
REFERRAL_SOURCE: Final[Table] = {
    "1A": "Family member, relative or carer",
    "1B": "Acquaintance, such as a neighbour",
    "1C": "The young person",
    "1D": "Other individual",
    "2A": "School",
    "2B": "Education service",
    "3A": "GP",
    "3B": "Health visitor",
    "3C": "School nurse",
    "3D": "Other primary health service",
    "3E": "Emergency department",
    "3F": "Other health service",
    "4": "Housing",
    "5A": "Our social care service",
    "5B": "Another of our services, youth justice included",
    "5C": "Another local authority",
    "5D": "Early help",
    "6": "Police",
    "7": "Court, probation, immigration or other legal agency",
    "8": "Voluntary body, children's centre or other",
    "9": "Anonymous",
    "10": "Not known",
}
PRIMARY_NEED: Final[Table] = {
    "N1": "Abuse, neglect and exploitation",
    "N2": "Child's disability or illness",
    "N3": "Parental disability or illness",
    "N4": "Family in acute stress",
    "N5": "Family dysfunction",
    "N6": "Socially unacceptable behaviour (national code)",
    "N7": "Low income",
    "N8": "Absent parenting",
    "N9": "Cases other than children in need",
    "N0": "Not stated",
}
ABUSE_CATEGORY: Final[Table] = {
    "NEG": "Neglect",
    "PHY": "Physical abuse",
    "SAB": "Sexual abuse",
    "EMO": "Emotional abuse",
    "MUL": "Multiple",
}
CLOSURE_REASON: Final[Table] = {
    "RC1": "Adopted",
    "RC2": "Died",
    "RC3": "Child arrangements order",
    "RC4": "Special guardianship order",
    "RC5": "Transferred to another authority",
    "RC6": "Transferred to adult social care",
    "RC7": "Services ended for another reason",
    "RC8": "Closed after assessment, no further action",
    "RC9": "Closed after assessment, to early help",
}
SEX: Final[Table] = {"F": "Female", "M": "Male", "U": "Not known"}
PARTICIPATION: Final[Table] = {
    "PN0": "Under 4",
    "PN1": "Came and spoke",
    "PN2": "Came, and an advocate spoke",
    "PN3": "Came, and took part without words",
    "PN4": "Came, and did not contribute",
    "PN5": "Did not come, and briefed an advocate",
    "PN6": "Did not come, and sent views another way",
    "PN7": "Did not come, and views were not known",
}
ETHNICITY: Final[Table] = {
    "WBRI": "White British",
    "WIRI": "White Irish",
    "WIRT": "Traveller of Irish heritage",
    "WOTH": "Any other White background",
    "WROM": "Gypsy or Roma",
    "MWBC": "White and Black Caribbean",
    "MWBA": "White and Black African",
    "MWAS": "White and Asian",
    "MOTH": "Any other mixed background",
    "AIND": "Indian",
    "APKN": "Pakistani",
    "ABAN": "Bangladeshi",
    "AOTH": "Any other Asian background",
    "BCRB": "Black Caribbean",
    "BAFR": "Black African",
    "BOTH": "Any other Black background",
    "CHNE": "Chinese",
    "OOTH": "Any other ethnic group",
    "REFU": "Preferred not to say",
    "NOBT": "Not yet obtained",
}
DISABILITIES: Final[Table] = {
    "NONE": "No disability",
    "MOB": "Mobility",
    "HAND": "Hand function",
    "PC": "Personal care",
    "INC": "Incontinence",
    "COMM": "Communication",
    "LD": "Learning",
    "HEAR": "Hearing",
    "VIS": "Vision",
    "BEH": "Behaviour",
    "CON": "Consciousness",
    "AUT": "Autism",
    "DDA": "Other",
}
NO_DISABILITY: Final = "NONE"
SECTION_47_OUTCOME: Final[Table] = {
    "icpc": "Initial child protection conference",
    "legal_action": "Legal action",
    "section_17": "Services under section 17",
    "short_break": "Short break",
    "continue_assessment": "Continue the family assessment",
    "other_agency": "Another agency monitors",
    "nfa": "No further action",
    "other": "Other",
}

# --- Ours -----------------------------------------------------------------------------------------------------------
HARM_TYPE: Final[Table] = {
    "criminal_exploitation": "Criminal exploitation",
    "county_lines": "County lines",
    "financial_exploitation": "Financial exploitation",
    "sexual_exploitation": "Sexual exploitation",
    "serious_violence": "Serious violence",
    "weapon_harm": "Harm with weapons",
    "trafficking_modern_slavery": "Trafficking or modern slavery",
    "online_harm": "Harm online",
    "child_on_child_sexual_abuse": "Sexual abuse by other young people",
    "harmful_sexual_behaviour": "Harmful sexual behaviour",
    "relationship_abuse": "Abuse in a relationship",
    "radicalisation": "Radicalisation",
    "peer_physical_abuse": "Physical abuse by other young people",
    "bullying_hate": "Bullying or hate",
    "threat_to_life": "Threat to life",
    "debt_bondage": "Debt bondage",
    "cuckooing": "Home taken over by others",
    "missing_related": "Harm while missing",
    "other": "Something else",
}
# Harms in which somebody uses a young person: they have an assessment and a second look of their own (T05, T26).
EXPLOITATION: Final = frozenset(
    {
        *("criminal_exploitation", "county_lines", "financial_exploitation", "sexual_exploitation"),
        *("trafficking_modern_slavery", "debt_bondage", "cuckooing"),
    }
)
HARM_ROLE: Final[Table] = {
    "harmed": "Has been harmed",
    "at_risk": "Is likely to be harmed",
    "alleged": "May have harmed someone",
    "witness": "Saw it happen",
    "bereaved": "Lost someone",
}
CONTEXT_KIND: Final[Table] = {
    "peer_group": "Peer group",
    "school_education": "School or college",
    "neighbourhood_place": "Street, estate or neighbourhood",
    "route_transport": "Route or transport",
    "shop_business": "Shop or business",
    "park_open_space": "Park or open space",
    "online_space": "Online space",
    "youth_setting": "Youth or sports setting",
    "workplace": "Workplace",
    "placement_setting": "Placement or accommodation",
    "home_family": "Home and family",
    "service_system": "A service or system",
}
CONTEXT_DYNAMIC: Final[Table] = {
    "norms": "Norms in the group or place",
    "power_status": "Power and status",
    "coercion_threat": "Coercion and threats",
    "debt_bondage": "Debt",
    "retaliation": "Retaliation",
    "grooming": "Grooming",
    "belonging_gain": "Belonging that is hard to find elsewhere",
    "material_gain": "Money or things",
    "lack_of_guardian": "No adult who looks out for young people",
    "design_of_space": "How the place is laid out or lit",
    "policy_practice": "A rule or practice",
    "exclusion_displacement": "Exclusion, or being moved on",
    "digital_control": "Control through phones or accounts",
    "racism_discrimination": "Racism or other discrimination",
    "service_gap": "A gap in services",
}
LINK_MEANING: Final[Table] = {"harm": "Harm happens here", "safety": "Safety is found here", "both": "Both"}
CONFIDENCE: Final[Table] = {"low": "Low", "medium": "Some", "high": "High"}
NEED_DOMAIN: Final[Table] = {
    "physical_health": "Physical health",
    "emotional_health": "Emotional health",
    "identity_belonging": "Identity and belonging",
    "friendships": "Friendships",
    "family_home": "Family and home",
    "education_work": "Education, training or work",
    "play_leisure": "Play and leisure",
    "money_material": "Money and material things",
    "housing": "Housing",
    "trauma_loss": "Trauma and loss",
    "participation_rights": "Participation and rights",
    "safety": "Safety",
}
STRENGTH_OF: Final[Table] = {
    "young_person": "The young person",
    "family": "Family",
    "friends": "Friends",
    "context": "A place or group",
}
WEIGHT_VIEW: Final[Table] = {
    "agreed": "Agreed for the plan",
    "young_person": "The young person's view",
    "parent": "Parents' or carers' view",
    "professional": "Professionals' view",
}
AGENCY_KIND: Final[Table] = {
    "social_care": "Children's social care",
    "conference_service": "Conference and reviewing service",
    "police": "Police",
    "health": "Health",
    "camhs": "Child and adolescent mental health",
    "school": "School or college",
    "education": "Education service",
    "youth_justice": "Youth justice",
    "youth_service": "Youth service",
    "housing": "Housing",
    "community_safety": "Community safety",
    "licensing": "Licensing or trading standards",
    "parks": "Parks and environment",
    "transport": "Transport operator",
    "business": "Shop, venue or business",
    "voluntary": "Voluntary or community organisation",
    "faith": "Faith group",
    "residents": "Residents' group",
    "advocacy": "Advocacy provider",
    "research": "Research organisation",
    "other": "Other",
}
ATTENDEE_ROLE: Final[Table] = {
    "young_person": "Young person",
    "parent_carer": "Parent or carer",
    "supporter": "Supporter",
    "advocate": "Advocate",
    "chair": "Chair",
    "social_worker": "Lead social worker",
    "team_manager": "Team manager",
    "exploitation_lead": "Exploitation or contextual lead",
    "police": "Police",
    "school": "School or college",
    "health": "Health",
    "youth_worker": "Youth worker",
    "youth_justice": "Youth justice",
    "housing": "Housing",
    "community_safety": "Community safety",
    "transport": "Transport",
    "business": "Business",
    "voluntary": "Voluntary organisation",
    "residents": "Residents",
    "interpreter": "Interpreter",
    "minute_taker": "Minute taker",
    "other": "Other",
}
ATTENDANCE: Final[Table] = {
    "invited": "Invited, no answer yet",
    "attended": "Came",
    "attended_remote": "Joined by phone or online",
    "report_only": "Sent a report and did not come",
    "apology_no_input": "Sent apologies, no report",
    "absent": "Did not come and sent nothing",
    "declined": "Declined the invitation",
}
PRESENT: Final = frozenset({"attended", "attended_remote"})
TRIAGE_DECISION: Final[Table] = {
    "strategy": "Strategy discussion: there is reasonable cause to suspect significant harm",
    "assessment": "Assessment under section 17",
    "family_help": "Family help, with the family's agreement",
    "nfa": "No further action",
}
STRATEGY_KIND: Final[Table] = {
    "discussion": "Discussion",
    "meeting": "Meeting",
    "complex": "Complex, several young people",
    "reconvened": "Reconvened",
}
MEETING_MODE: Final[Table] = {"in_person": "In person", "online": "Online", "hybrid": "Both", "phone": "By phone"}
TOOK_PART: Final[Table] = {"attended": "Took part", "report": "Sent a report", "apologies": "Sent apologies"}
INFORMATION_KIND: Final[Table] = {
    "fact": "Fact",
    "allegation": "Allegation",
    "opinion": "Opinion",
    "intelligence": "Intelligence",
}
ENQUIRY_KIND: Final[Table] = {"single": "Social care alone", "joint": "Joint with police"}
PATHWAY: Final[Table] = {
    "roth_cp": "ROTH child protection pathway",
    "roth_non_statutory": "ROTH pathway outside child protection planning",
    "traditional_cp": "Traditional child protection pathway",
    "blended_cp": "Blended: harm at home and outside it",
    "cin_roth": "Child in need with ROTH principles",
    "family_help_roth": "Family help with ROTH principles",
}
STATUTORY_STATUS: Final[Table] = {
    "cp_plan": "Child protection plan",
    "cin_plan": "Child in need plan",
    "non_statutory": "Outside statutory planning",
    "care_plan": "Care plan",
}
# What each pathway means in law by default (`pathway.md` 5.2 variants, inferred; a site may decide otherwise).
STATUS_OF_PATHWAY: Final[Table] = {
    "roth_cp": "cp_plan",
    "traditional_cp": "cp_plan",
    "blended_cp": "cp_plan",
    "roth_non_statutory": "non_statutory",
    "cin_roth": "cin_plan",
    "family_help_roth": "non_statutory",
}
CONFERENCE_DECISION: Final[Table] = {
    "plan_made": "A plan is made",
    "no_plan": "No plan is needed",
    "adjourned": "Adjourned",
}
VIEW_ON_PLAN: Final[Table] = {"agree": "Agrees", "disagree": "Disagrees", "none": "Gave no view"}
GOAL_LEVEL: Final[Table] = {
    "young_person": "The young person",
    "family": "The family",
    "peer_group": "A peer group",
    "school": "A school",
    "place": "A place",
    "online": "An online space",
    "system": "A service or system",
}
WHOSE: Final[Table] = {
    "young_person": "The young person",
    "parent": "Parents or carers",
    "professional": "Professionals",
    "community": "Community",
}
LATENESS_REASON: Final[Table] = {
    "family_request": "The family asked",
    "missing": "The young person was missing",
    "custody": "Custody",
    "awaiting_agency": "Waiting for a key agency",
    "inquorate": "Too few agencies",
    "interpreter": "Interpreter",
    "police_request": "Police asked",
    "staff_absence": "Staff absence",
    "late_notification": "Told late",
    "other": "Other",
}


def choices(table: Table) -> list[tuple[str, str]]:
    """A table as Django choices."""
    return list(table.items())


def label(table: Table, code: str) -> str:
    """The plain words for a code; the code itself when the table has lost it, so that a page never goes blank."""
    return table.get(code, code)
