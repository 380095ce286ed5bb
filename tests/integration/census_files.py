"""Census files made for a test, taken at the cast's site; what a file holds and what the database holds, counted apart
from the import itself."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path

from django.db import connection
from django.utils import timezone
from lxml import etree

from roth.accounts.models import Site
from roth.audit.actions import System
from roth.exchange.cin_census.actions import import_census
from roth.exchange.cin_census.report import ImportReport
from roth.exchange.cin_census.schema import CensusChild, CensusEpisode
from roth.exchange.cin_census.write import write
from roth.pathway.actions import change_referral, decide_triage
from roth.people.actions import allocate
from roth.people.models import YoungPerson

SYSTEM = System("tests")
TODAY = timezone.localdate
COUNTS = {
    "children": "//Child",
    "referrals": "//CINdetails",
    "assessments": "//Assessments",
    "factors": "//AssessmentFactors",
    "section_47_enquiries": "//Section47",
    "child_protection_plans": "//ChildProtectionPlans",
    "reviews": "//CPPreviewDate",
}
_EPISODES = "(pathway_episode e JOIN people_youngperson y ON y.id = e.young_person_id)"
ROWS = {
    "children": "people_youngperson y",
    "referrals": f"pathway_referral r JOIN {_EPISODES} ON e.id = r.episode_id",
    "assessments": f"assessments_assessment a JOIN {_EPISODES} ON e.id = a.episode_id",
    "factors": "assessments_assessmentfactor f JOIN assessments_assessment a ON a.id = f.assessment_id"
    f" JOIN {_EPISODES} ON e.id = a.episode_id",
    "section_47_enquiries": f"pathway_section47enquiry q JOIN {_EPISODES} ON e.id = q.episode_id",
    "child_protection_plans": f"plans_plan p JOIN {_EPISODES} ON e.id = p.episode_id",
    "reviews": f"plans_planreview v JOIN plans_plan p ON p.id = v.plan_id JOIN {_EPISODES} ON e.id = p.episode_id",
}


def importer(cast, folder: Path) -> Callable[..., ImportReport]:
    """Imports children, or a whole file, at the cast's site."""

    def take(content: bytes | Iterable[CensusChild], *, site: Site | None = None, **options) -> ImportReport:
        file = folder / "census.xml"
        if not isinstance(content, bytes):
            content = write(content, year=options.pop("year", 2026), authority="999")
        file.write_bytes(content)
        return import_census(by=SYSTEM, site=site or cast.site, file=file, **options)

    return take


def dump() -> dict[str, list[tuple]]:
    """Every row of every table."""
    with connection.cursor() as cursor:
        tables = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            tables[table] = sorted(cursor.fetchall(), key=repr)
    return tables


def changed_tables(before: dict[str, list[tuple]]) -> set[str]:
    return {table for table, rows in dump().items() if rows != before[table]}


def in_file(content: bytes) -> dict[str, int]:
    tree = etree.fromstring(content)
    return {kind: int(tree.xpath(f"count({path})")) for kind, path in COUNTS.items()}


def in_database(site: Site) -> dict[str, int]:
    with connection.cursor() as cursor:
        counts = {}
        for kind, tables in ROWS.items():
            cursor.execute(f"SELECT count(*) FROM {tables} WHERE y.site_id = %s", [site.pk])
            counts[kind] = cursor.fetchone()[0]
    return counts


def nothing() -> dict[str, int]:
    return dict.fromkeys(COUNTS, 0)


def ago(days: int) -> date:
    return TODAY() - timedelta(days=days)


def one_child(**episode) -> CensusChild:
    """One young person with one open referral of ten days ago."""
    values = {"referred": ago(10), "source": "6", "primary_need": "N1", "no_further_action": False, **episode}
    return CensusChild(
        id="A1",
        born=date(2010, 5, 1),
        sex="F",
        ethnicity="WBRI",
        disabilities=("NONE",),
        episodes=(CensusEpisode(**values),),
    )


def young_person(cast) -> YoungPerson:
    return YoungPerson.objects.get(site=cast.site, la_child_id="A1")


def walk_on(cast, found: YoungPerson):
    """Allocate, write the referral's words, and decide on an assessment."""
    allocate(by=cast.team_manager, young_person=found, worker=cast.social_worker, on=TODAY())
    change_referral(
        by=cast.social_worker,
        young_person=found,
        harms=[{"harm_type": "county_lines", "role": "harmed"}],
        concern="Carries for others",
        childs_words="I want it to stop",
        parents_views="They are worried",
    )
    decide_triage(
        by=cast.team_manager,
        young_person=found,
        decision="assessment",
        decided_on=TODAY(),
        rationale="An assessment is needed",
        history_checked="Yes",
        same_context_considered="Yes",
        referrer_told_on=TODAY(),
    )
    return found.episodes.get()
