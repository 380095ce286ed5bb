"""The cast: the same invented people in tests, demo data, documentation and screenshots, made only through actions.

Young people, contexts and plans of the invented borough belong in other modules of this room.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date

from django.db import transaction

from roth.accounts import actions, selectors
from roth.accounts.models import Agency, Site, Team, User
from roth.audit.actions import System
from roth.domain.access import Role

SINCE = date(2024, 1, 8)  # everyone has been there for a while, so that a record may begin in the past

SITE = ("wexbourne", "Wexbourne")
OTHER_SITE = ("harrowmere", "Harrowmere")
TEAM, OTHER_TEAM, FAR_TEAM = "Adolescent team", "North locality team", "Safeguarding team"

AGENCIES: Mapping[str, str] = {
    "social_care": "Wexbourne Children's Social Care",
    "conference_service": "Wexbourne Conference and Reviewing Service",
    "police": "Wexbourne Police",
    "health": "Wexbourne School Nursing",
    "camhs": "Wexbourne Young Minds Clinic",
    "school": "Larkfield School",
    "education": "Wexbourne Education Inclusion",
    "youth_justice": "Wexbourne Youth Justice Service",
    "youth_service": "The Boathouse Youth Project",
    "housing": "Wexbourne Homes",
    "community_safety": "Wexbourne Community Safety",
    "licensing": "Wexbourne Licensing",
    "parks": "Wexbourne Parks",
    "transport": "Brightline Buses",
    "business": "Corner Stores, Mill Lane",
    "voluntary": "Riverside Families",
    "faith": "Mill Lane Mosque and Community Hall",
    "residents": "Mill Lane Residents' Group",
    "advocacy": "Own Voice Advocacy",
    "research": "Northgate University",
    "other": "Young people and families",
}
OTHER_AGENCIES: Mapping[str, str] = {
    "social_care": "Harrowmere Children's Social Care",
    "police": "Harrowmere Police",
    "school": "Hollins Academy",
    "youth_service": "Harrowmere Youth Service",
}


@dataclass(frozen=True, slots=True)
class Part:
    """One member of the cast: who they are, and in a sentence what they do."""

    name: str
    job_title: str
    role: Role
    agency: str
    sentence: str
    team: str = ""
    elsewhere: bool = False  # at the other site

    @property
    def email(self) -> str:
        """An address that reaches nobody."""
        return f"{self.name.lower().replace(' ', '.')}@example.org"


PARTS: Mapping[str, Part] = {
    "social_worker": Part(
        "Amara Osei",
        "Social worker",
        Role.SOCIAL_WORKER,
        "social_care",
        "Works with young people day by day, and writes their assessments and plans.",
        TEAM,
    ),
    "team_manager": Part(
        "Martin Hale",
        "Team manager",
        Role.TEAM_MANAGER,
        "social_care",
        "Manages the adolescent team: allocates, decides and authorises.",
        TEAM,
    ),
    "chair": Part(
        "Beatrix Lund",
        "ROTH chair",
        Role.ROTH_CHAIR,
        "conference_service",
        "Chairs conferences and puts plans in force. Has no line responsibility for any case.",
    ),
    "coordinator": Part(
        "Tomasz Wren",
        "Conference coordinator",
        Role.CONFERENCE_COORDINATOR,
        "conference_service",
        "Books conferences and brings the right people into the room.",
    ),
    "school_lead": Part(
        "Priya Nand",
        "Designated safeguarding lead",
        Role.PARTNER,
        "school",
        "Looks after safeguarding at Larkfield School. Sees what she is invited to.",
    ),
    "police_sergeant": Part(
        "Callum Reid",
        "Exploitation sergeant",
        Role.PARTNER,
        "police",
        "Leads the police's work on exploitation. Sees what he is invited to.",
    ),
    "youth_worker": Part(
        "Dee Marlow",
        "Youth worker",
        Role.PARTNER,
        "youth_service",
        "Runs evening sessions at the Boathouse, and knows who meets where.",
    ),
    "shop_manager": Part(
        "Yusuf Demir",
        "Shop manager",
        Role.PARTNER,
        "business",
        "Manages the corner shop on Mill Lane. Can change what happens outside it.",
    ),
    "quality_lead": Part(
        "Helen Frost",
        "Quality lead",
        Role.QUALITY_LEAD,
        "social_care",
        "Reads records to see whether plans answer what assessments found.",
    ),
    "researcher": Part(
        "Idris Vaughan",
        "Researcher",
        Role.RESEARCHER,
        "research",
        "Studies the pathway from figures that name nobody. Opens no record.",
    ),
    "caldicott_guardian": Part(
        "Ruth Adeyemi",
        "Caldicott guardian",
        Role.CALDICOTT_GUARDIAN,
        "social_care",
        "Reviews who opened which record, and why.",
    ),
    "administrator": Part(
        "Owen Pike",
        "System administrator",
        Role.ADMINISTRATOR,
        "social_care",
        "Adds people and teams. Sees nothing of any young person.",
    ),
    "other_team_worker": Part(
        "Nia Calder",
        "Social worker",
        Role.SOCIAL_WORKER,
        "social_care",
        "Does the same work in another team of the same site.",
        OTHER_TEAM,
    ),
    "other_team_manager": Part(
        "Joel Stirling",
        "Team manager",
        Role.TEAM_MANAGER,
        "social_care",
        "Manages another team of the same site.",
        OTHER_TEAM,
    ),
    "other_site_worker": Part(
        "Saskia Boyd",
        "Social worker",
        Role.SOCIAL_WORKER,
        "social_care",
        "Does the same work at another site, which never sees this one.",
        FAR_TEAM,
        elsewhere=True,
    ),
    "other_site_manager": Part(
        "Gareth Quinn",
        "Team manager",
        Role.TEAM_MANAGER,
        "social_care",
        "Manages a team at another site.",
        FAR_TEAM,
        elsewhere=True,
    ),
    "young_person_user": Part(
        "Rowan Ellery",
        "",
        Role.YOUNG_PERSON,
        "other",
        "Is a young person with a plan of their own.",
    ),
    "parent": Part(
        "Leila Ellery",
        "",
        Role.PARENT,
        "other",
        "Is Rowan's mother.",
    ),
    "advocate": Part(
        "Samuel Okoro",
        "Advocate",
        Role.ADVOCATE,
        "advocacy",
        "Helps young people to be heard, and works for nobody else in the room.",
    ),
}


@dataclass(frozen=True)
class Cast:
    """The cast, by what each is to the story."""

    social_worker: User
    team_manager: User
    chair: User
    coordinator: User
    school_lead: User
    police_sergeant: User
    youth_worker: User
    shop_manager: User
    quality_lead: User
    researcher: User
    caldicott_guardian: User
    administrator: User
    other_team_worker: User
    other_team_manager: User
    other_site_worker: User
    other_site_manager: User
    young_person_user: User
    parent: User
    advocate: User
    site: Site
    other_site: Site
    team: Team
    other_team: Team
    other_site_team: Team
    agencies: dict[str, Agency]
    other_site_agencies: dict[str, Agency]

    def everyone(self) -> dict[str, User]:
        """Every user, by part."""
        return {field.name: getattr(self, field.name) for field in fields(self) if field.name in PARTS}


@transaction.atomic
def make_cast(by: System) -> Cast:
    """Make both sites, their teams and agencies, and everyone in the cast. The same every time."""
    here = actions.add_site(by=by, code=SITE[0], name=SITE[1])
    there = actions.add_site(by=by, code=OTHER_SITE[0], name=OTHER_SITE[1])
    for site, teams, agencies in ((here, (TEAM, OTHER_TEAM), AGENCIES), (there, (FAR_TEAM,), OTHER_AGENCIES)):
        for team in teams:
            actions.add_team(by=by, site=site, name=team)
        for kind, name in agencies.items():
            actions.add_agency(by=by, site=site, name=name, kind=kind)
    for part in PARTS.values():
        _take_the_stage(by, part, there if part.elsewhere else here)
    return cast()


def _take_the_stage(by: System, part: Part, site: Site) -> None:
    team = next((team for team in selectors.teams_at([site.pk]) if team.name == part.team), None)
    agency = next(agency for agency in selectors.agencies_at([site.pk]) if agency.kind == part.agency)
    user = actions.add_user(by=by, email=part.email, name=part.name, job_title=part.job_title)
    actions.start_membership(by=by, user=user, site=site, agency=agency, role=part.role, team=team, starts_on=SINCE)


def cast() -> Cast:
    """The cast as it stands in the database. Raises LookupError where it has not been made."""
    here, there = selectors.site_with_code(SITE[0]), selectors.site_with_code(OTHER_SITE[0])
    users = selectors.users_with_emails(part.email for part in PARTS.values())
    if here is None or there is None or len(users) < len(PARTS):
        raise LookupError("The cast has not been made here.")
    teams = {team.name: team for team in selectors.teams_at([here.pk, there.pk])}
    return Cast(
        **{key: users[part.email] for key, part in PARTS.items()},
        site=here,
        other_site=there,
        team=teams[TEAM],
        other_team=teams[OTHER_TEAM],
        other_site_team=teams[FAR_TEAM],
        agencies=_by_kind(here),
        other_site_agencies=_by_kind(there),
    )


def _by_kind(site: Site) -> dict[str, Agency]:
    """The first agency of each kind."""
    return {agency.kind: agency for agency in reversed(selectors.agencies_at([site.pk]))}
